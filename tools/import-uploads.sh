#!/usr/bin/env bash
# Imports what was uploaded to imports/ since this last went well, each upload into a commit of its own.
#
# The workflow imports.yml runs this with a token that can only read. It leaves a folder for each upload in OUT, with
# the words for its pull request and, when files were written, the commit as branch.bundle. propose-uploads.sh takes
# them from there. An upload whose pull request is open goes on from there, so that what people mended in it stays.
#
# Says on the workflow's outputs: proposals=yes when there is something to propose, failed=yes when a file was refused.
set -euo pipefail

hereabouts=${HEREABOUTS:-.venv/bin/hereabouts}
export GIT_AUTHOR_NAME=github-actions GIT_AUTHOR_EMAIL=github-actions@users.noreply.github.com
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL

# What was changed since the last run that went well; everything, when there was none or its commit is gone.
name_changed() {
    local last
    last=$(gh run list --workflow imports.yml --branch main --status success --limit 1 \
        --json headSha --jq '.[0].headSha // ""')
    git diff --name-only -z "$last" "$GITHUB_SHA" -- imports 2>/dev/null || git ls-files -z -- imports
}

# A copy of the directory to import into. Where an open pull request and main do not go together, there is none.
make_tree() {
    local name=$1 tree=$2
    if ! grep -qxF "import/$name" "$work/open"; then
        git worktree add -q --detach "$tree" "$GITHUB_SHA"
        return
    fi
    git worktree add -q --detach "$tree" "origin/import/$name"
    git -C "$tree" merge -q --no-edit "$GITHUB_SHA" || git worktree remove --force "$tree"
}

bundle() {
    local name=$1 tree=$2 file=$3
    git -C "$tree" add -A -- directory
    git -C "$tree" commit -q -m "Bring in listings from $name"
    git -C "$tree" switch -q -C "import/$name"
    git -C "$tree" bundle create -q "$file" "import/$name" --not "$GITHUB_SHA"
}

main() {
    local name code=0 proposals=no failed=no
    mkdir -p "$1"
    out=$(cd "$1" && pwd)
    work=$(mktemp -d)
    name_changed >"$work/changed"
    gh pr list --state open --limit 1000 --json headRefName,isCrossRepository \
        --jq '.[] | select(.isCrossRepository | not) | .headRefName' >"$work/open"
    "$hereabouts" import-uploads --changed "$work/changed" --list >"$work/names"
    mkdir "$work/trees"
    while read -r name; do
        make_tree "$name" "$work/trees/$name"
    done <"$work/names"
    "$hereabouts" import-uploads --changed "$work/changed" --into "$work/trees/{name}/directory" --out "$out" || code=$?
    [[ $code -le 1 ]] || exit "$code"
    while read -r name; do
        [[ $(<"$out/$name/outcome") == written ]] || continue
        bundle "$name" "$work/trees/$name" "$out/$name/branch.bundle"
        proposals=yes
    done <"$work/names"
    [[ $code -eq 0 ]] || failed=yes
    printf 'proposals=%s\nfailed=%s\n' "$proposals" "$failed" >>"$GITHUB_OUTPUT"
}

main "$@"
