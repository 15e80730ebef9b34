#!/usr/bin/env bash
# Puts what import-uploads.sh left in a folder on branches, and opens a pull request for each or brings it up to date.
#
# The workflow imports.yml runs this with a token that can write. So nothing of the program runs here, and what the
# other job made is not trusted: names are checked again, and a commit may change nothing but directory/.
set -euo pipefail

say_error() {
    echo "::error title=$1::$2"
}

# The number of the open pull request of a branch of ours; nothing when there is none.
open_number() {
    gh pr list --head "$1" --state open --json number,isCrossRepository \
        --jq 'map(select(.isCrossRepository | not)) | .[0].number // ""'
}

push() {
    local bundle=$1 branch=$2 open=$3 commit force=(--force)
    commit=$(git -c fetch.fsckObjects=true fetch -q "$bundle" "refs/heads/$branch" && git rev-parse FETCH_HEAD) || return 1
    if ! git diff --quiet "$GITHUB_SHA" "$commit" -- . ':(exclude)directory'; then
        say_error "Something other than listings was changed" "The pull request for $branch also changes files outside directory/. Merge or close it, and upload the file again."
        return 1
    fi
    [[ -z $open ]] || force=()
    git -c credential.helper= -c credential.helper='!gh auth git-credential' \
        push -q "${force[@]}" origin "$commit:refs/heads/$branch"
}

# Called where bash does not stop by itself at what fails, so each line says what happens then.
propose() {
    local folder=$1 name=$2 branch=import/$2 open
    open=$(open_number "$branch") || return 1
    push "$folder/branch.bundle" "$branch" "$open" || return 1
    if [[ -n $open ]]; then
        gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/pulls/$open" -F "body=@$folder/text.md"
        return
    fi
    gh pr create --base main --head "$branch" --title "Listings from $name" --body-file "$folder/text.md" && return
    say_error "GitHub did not let this open a pull request" "Go to Settings, Actions, General, and tick Allow GitHub Actions to create and approve pull requests. Then open this run again and choose Re-run all jobs. Or open it yourself: $GITHUB_SERVER_URL/$GITHUB_REPOSITORY/compare/main...$branch?expand=1"
    return 1
}

main() {
    local folder name failed=0
    for folder in "$1"/*/; do
        name=$(basename "$folder")
        if [[ $name =~ ^[a-z0-9][a-z0-9-]{0,59}$ && -f $folder/branch.bundle ]]; then
            propose "${folder%/}" "$name" || failed=1
        fi
    done
    exit "$failed"
}

main "$@"
