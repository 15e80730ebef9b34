"""The workflow that imports uploads: its scripts are run against a repository of git and a stand-in for `gh`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tools.setup import ROOT

from hereabouts.kind import Kind
from hereabouts.writer import dump
from tests.git_repository import Repository
from tests.importing import SETTINGS
from tests.test_import_uploads import put
from tests.test_importers_hsds_csv import SERVICES
from tests.test_workflows import read

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")

WORKFLOW = ROOT / ".github" / "workflows" / "imports.yml"
SOUP = "directory/organizations/lunch-club/soup.yml"
GH = """\
#!/bin/sh
echo "$@" >>"$GH/asked"
case "$1 $2" in
"run list") cat "$GH/last" ;;
"pr list") case "$*" in *--head*) cat "$GH/number" ;; *) cat "$GH/open" ;; esac ;;
"pr create") [ ! -f "$GH/forbidden" ] && shift 8 && cp "$2" "$GH/body" ;;
"api --silent") cp "${7#body=@}" "$GH/body" ;;
*) exit 9 ;;
esac
"""


class Hosted:
    """A directory on a host, as the workflow finds it: `checkout` is what it checks out, `gh` what it asks the host."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.gh, self.checkout = folder, folder / "gh", folder / "checkout"
        self.repository = Repository(folder / "repository")
        (self.repository.records / "directory.yml").write_text(dump(Kind.DIRECTORY, dict(SETTINGS)))
        (folder / "bin").mkdir()
        (folder / "bin" / "gh").write_text(GH)
        (folder / "bin" / "gh").chmod(0o755)
        self.gh.mkdir()
        for name in ("last", "open", "number"):
            (self.gh / name).touch()
        (self.repository.top / "imports").mkdir()
        self.repository.commit("2026-11-01")

    def git(self, *words: str) -> str:
        return self.repository.git(*words)

    def upload(self, name: str, services: str = SERVICES) -> None:
        put(name, services, self.repository.top / "imports")
        self.repository.commit("2026-11-22")

    def open_pull_request(self, branch: str) -> None:
        (self.gh / "open").write_text(f"{branch}\n")
        (self.gh / "number").write_text("7\n")

    def run(self) -> tuple[dict[str, str], subprocess.CompletedProcess[str]]:
        """Run both jobs on what main is now: the outputs of the first, and how the second ended."""
        shutil.rmtree(self.checkout, ignore_errors=True)
        shutil.rmtree(self.folder / "uploads", ignore_errors=True)
        (self.folder / "output").unlink(missing_ok=True)
        self.git("clone", "-q", str(self.repository.top), str(self.checkout))
        imported = self.run_script("import-uploads.sh")
        assert imported.returncode == 0, imported.stderr
        outputs = dict(line.split("=", 1) for line in (self.folder / "output").read_text().splitlines())
        return outputs, self.run_script("propose-uploads.sh")

    def run_script(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run the script of one job in the checkout."""
        environment = {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "GH": str(self.gh),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_SHA": self.git("rev-parse", "main").strip(),
            "GITHUB_REPOSITORY": "us/directory",
            "GITHUB_SERVER_URL": "https://github.example",
            "HEREABOUTS": str(Path(sys.executable).with_name("hereabouts")),
        }
        command = ["bash", str(ROOT / "tools" / name), "../uploads"]
        return subprocess.run(
            command, cwd=self.checkout, env=environment, capture_output=True, text=True, check=False, timeout=60
        )

    def files(self, branch: str) -> list[str]:
        return self.git("diff", "--name-only", "main", branch).split()

    def asked(self, words: str) -> list[str]:
        return [line for line in (self.gh / "asked").read_text().splitlines() if line.startswith(words)]


@pytest.fixture
def hosted(tmp_path: Path) -> Hosted:
    return Hosted(tmp_path)


def test_an_upload_becomes_a_branch_and_a_pull_request_in_words(hosted: Hosted) -> None:
    (hosted.gh / "last").write_text(hosted.git("rev-parse", "main"))
    hosted.upload("council.zip")
    outputs, proposed = hosted.run()
    assert outputs == {"proposals": "yes", "failed": "no"}
    assert proposed.returncode == 0, proposed.stderr
    assert set(hosted.files("import/council")) == {
        "directory/.imports/council.ndjson",
        "directory/organizations/lunch-club/organization.yml",
        SOUP,
    }
    assert hosted.git("log", "-1", "--format=%s", "import/council") == "Bring in listings from council\n"
    (created,) = hosted.asked("pr create")
    assert "--base main --head import/council --title Listings from council --body-file" in created
    body = (hosted.gh / "body").read_text()
    assert "made from `imports/council.zip`" in body
    assert "## Check of the records" in body
    _refuse_other_changes(hosted)


def _refuse_other_changes(hosted: Hosted) -> None:
    """What the first job hands over may be anything, if what it read got hold of it."""
    before = hosted.git("rev-parse", "import/council")
    hosted.git("switch", "-q", "import/council")
    (hosted.repository.top / "Makefile").write_text("all:\n")
    hosted.repository.commit("2026-11-23")
    bundle = hosted.folder / "uploads" / "council" / "branch.bundle"
    hosted.git("bundle", "create", "-q", str(bundle), "import/council", "--not", "main")
    hosted.git("switch", "-q", "main")
    hosted.git("update-ref", "refs/heads/import/council", before.strip())
    refused = hosted.run_script("propose-uploads.sh")
    assert refused.returncode == 1
    assert "::error title=Something other than listings was changed::" in refused.stdout
    assert hosted.git("rev-parse", "import/council") == before


def test_a_second_upload_goes_on_with_the_branch_that_people_mended(hosted: Hosted) -> None:
    hosted.upload("council.zip")
    hosted.run()
    hosted.git("switch", "-q", "import/council")
    hosted.repository.write("organizations/lunch-club/soup", "name: Soup\ndescription: Hot.\n")
    hosted.repository.commit("2026-11-23")
    hosted.git("switch", "-q", "main")
    mended = hosted.git("rev-parse", "import/council").strip()
    hosted.open_pull_request("import/council")
    hosted.upload("council.zip", SERVICES.replace("Soup", "Leek soup"))
    outputs, proposed = hosted.run()
    assert outputs == {"proposals": "yes", "failed": "no"}
    assert proposed.returncode == 0, proposed.stderr
    assert hosted.git("show", f"import/council:{SOUP}") == "name: Leek soup\ndescription: Hot.\n"
    hosted.git("merge-base", "--is-ancestor", mended, "import/council")
    assert len(hosted.asked("pr create")) == 1
    assert len(hosted.asked("api --silent --method PATCH repos/us/directory/pulls/7 -F body=@")) == 1
    _leave_alone_what_does_not_go_together(hosted)


def _leave_alone_what_does_not_go_together(hosted: Hosted) -> None:
    before = hosted.git("rev-parse", "import/council")
    hosted.repository.write("organizations/lunch-club/soup", "name: Our own\n")
    hosted.upload("council.zip", SERVICES.replace("Soup", "Pea soup"))
    assert hosted.run()[0] == {"proposals": "no", "failed": "yes"}
    assert "does not go together" in (hosted.folder / "uploads" / "summary.md").read_text()
    assert hosted.git("rev-parse", "import/council") == before


def test_what_is_refused_is_told_and_the_others_are_proposed(hosted: Hosted) -> None:
    (hosted.repository.top / "imports" / "$(touch x) `touch y`.csv").write_text("name\n")
    (hosted.repository.top / "imports" / "bad.zip").write_text("no zip")
    hosted.upload("good.zip")
    (hosted.gh / "forbidden").touch()
    outputs, proposed = hosted.run()
    assert outputs == {"proposals": "yes", "failed": "yes"}
    branches = hosted.git("branch", "--format", "%(refname:short)").split()
    assert branches == ["import/good", "main"]
    assert (hosted.folder / "uploads" / "summary.md").read_text().count("was not imported") == 2
    assert sorted(file.name for file in hosted.checkout.iterdir()) == [".git", "directory", "imports"]
    # And GitHub may forbid that a workflow opens pull requests.
    assert proposed.returncode == 1
    assert "tick Allow GitHub Actions to create and approve pull requests" in proposed.stdout
    assert "https://github.example/us/directory/compare/main...import/good?expand=1" in proposed.stdout
    # With no pull request open, the next upload begins anew.
    (hosted.gh / "forbidden").unlink()
    hosted.upload("good.zip", SERVICES.replace("Soup", "Stew"))
    assert hosted.run()[1].returncode == 0
    assert "directory/organizations/lunch-club/stew.yml" in hosted.files("import/good")
    assert SOUP not in hosted.files("import/good")


# The workflow.


def test_it_runs_when_something_is_uploaded_to_main_and_one_at_a_time() -> None:
    workflow = read(WORKFLOW)
    assert workflow["on"] == {"push": {"branches": ["main"], "paths": ["imports/**"]}, "workflow_dispatch": ""}
    assert workflow["concurrency"] == {"group": "imports", "cancel-in-progress": "false"}


def test_who_reads_the_upload_cannot_write_and_who_writes_runs_nothing_of_the_program() -> None:
    jobs = read(WORKFLOW)["jobs"]
    assert set(jobs["read"]["permissions"].values()) == {"read"}
    commands = {name: [step["run"] for step in job["steps"] if "run" in step] for name, job in jobs.items()}
    assert "bash tools/import-uploads.sh uploads" in commands["read"]
    assert commands["propose"] == [
        'gh run download "$GITHUB_RUN_ID" --name uploads --dir "$RUNNER_TEMP/uploads"',
        'bash tools/propose-uploads.sh "$RUNNER_TEMP/uploads"',
    ]
    script = (ROOT / "tools" / "propose-uploads.sh").read_text(encoding="utf-8")
    assert "hereabouts" not in script
    assert ".venv" not in script


def test_the_run_fails_with_a_sentence_after_all_else_is_kept() -> None:
    *before, last = read(WORKFLOW)["jobs"]["read"]["steps"]
    assert last["if"] == "${{ steps.import.outputs.failed == 'yes' }}"
    assert last["run"].startswith('echo "::error title=A file was not imported::')
    assert last["run"].endswith("exit 1\n")
    kept = [step["with"] for step in before if step.get("uses", "").startswith("actions/upload-artifact@")]
    assert kept == [{"name": "uploads", "path": "uploads", "overwrite": "true"}]
