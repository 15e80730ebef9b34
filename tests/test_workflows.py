"""The GitHub workflows: what they may do, what they run, and that zizmor finds nothing in them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from tools.setup import ROOT

from tests.building import LUNCH, Place

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
EACH = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)

PINNED = re.compile(r"uses: [\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
OURS = re.compile(r"uses: \$/\.github/workflows/[\w-]+\.yml$")


def read(path: Path) -> dict[str, Any]:
    # YAML 1.1 reads the key `on` as True, unless every value stays the text it is.
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job.get("steps", [])


def test_there_are_four() -> None:
    assert [path.stem for path in WORKFLOWS] == ["check", "imports", "nightly", "publish"]


@EACH
def test_actions_are_pinned_to_a_commit_with_its_tag_beside_it(path: Path) -> None:
    used = [line.strip().removeprefix("- ") for line in path.read_text().splitlines() if "uses:" in line]
    assert used
    assert [line for line in used if not PINNED.search(line) and not OURS.search(line)] == []


@EACH
def test_a_workflow_may_do_nothing_and_each_job_little(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    writes = {
        f"{name}: {scope}"
        for name, job in workflow["jobs"].items()
        for scope, access in job["permissions"].items()
        if access != "read"
    }
    pages, proof = {"pages", "id-token"}, {"attestations", "id-token"}
    jobs: dict[str, dict[str, set[str]]] = {
        "check": {},
        "imports": {"propose": {"contents", "pull-requests"}},
        "publish": {"deploy": pages, "attest": proof},
        "nightly": {"publish": pages | proof},
    }
    assert writes == {f"{job}: {scope}" for job, scopes in jobs[path.stem].items() for scope in scopes}


def test_who_vouches_for_the_feed_runs_nothing_of_ours() -> None:
    jobs = read(ROOT / ".github" / "workflows" / "publish.yml")["jobs"]
    (step,) = jobs["attest"]["steps"]
    assert step["uses"].startswith("actions/attest-build-provenance@")
    assert step["with"] == {
        "subject-name": "checksums.txt",
        "subject-digest": "sha256:${{ needs.build.outputs.checksums }}",
    }


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum, which coreutils bring")
def test_the_digest_that_is_vouched_for_is_that_of_the_checksums(tmp_path: Path) -> None:
    jobs = read(ROOT / ".github" / "workflows" / "publish.yml")["jobs"]
    (step,) = [step for step in jobs["build"]["steps"] if step.get("id") == "checksums"]
    content = b"0123  services.json\n"
    (tmp_path / "site" / "api").mkdir(parents=True)
    (tmp_path / "site" / "api" / "checksums.txt").write_bytes(content)
    environment = {**os.environ, "GITHUB_OUTPUT": str(tmp_path / "output")}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "output").read_text() == f"sha256={sha256(content).hexdigest()}\n"
    assert jobs["build"]["outputs"]["checksums"] == "${{ steps.checksums.outputs.sha256 }}"


@EACH
def test_no_job_can_run_for_hours(path: Path) -> None:
    for job in read(path)["jobs"].values():
        assert "uses" in job or int(job["timeout-minutes"]) <= 30


@EACH
def test_checkouts_have_the_whole_history_and_leave_no_token_behind(path: Path) -> None:
    for step in steps(read(path)):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"] == {"fetch-depth": "0", "persist-credentials": "false"}


@EACH
def test_commands_hold_nothing_that_github_fills_in(path: Path) -> None:
    assert [step["run"] for step in steps(read(path)) if "${{" in step.get("run", "")] == []


@EACH
def test_a_strangers_pull_request_never_meets_our_rights(path: Path) -> None:
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(read(path)["on"])


def test_pull_requests_get_what_a_developer_runs() -> None:
    workflow = read(ROOT / ".github" / "workflows" / "check.yml")
    assert "pull_request" in workflow["on"]
    commands = "\n".join(step.get("run", "") for step in steps(workflow))
    for command in ("make test", "make lint", "check --format github", "check --format markdown"):
        assert command in commands
    assert "GITHUB_STEP_SUMMARY" in commands


def test_a_pull_request_is_explained_and_its_pages_are_only_kept() -> None:
    workflow = read(ROOT / ".github" / "workflows" / "check.yml")
    mine = workflow["jobs"]["records"]["steps"]
    names = [step["name"] for step in mine]
    explain, keep = (
        next(step for step in mine if step["name"].startswith(words)) for words in ("Explain", "Keep it as a file")
    )
    assert "review --base HEAD^1 --format markdown" in explain["run"]
    assert explain["env"] == {"PREVIEW": "${{ steps.preview.outputs.artifact-id }}"}
    assert keep["uses"].startswith("actions/upload-artifact@")
    assert names.index(keep["name"]) < names.index(explain["name"])
    assert not [step for step in steps(workflow) if "pages" in step.get("uses", "")]


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(("kept", "words"), [("1234", "python3 -m http.server"), ("", "What this change does")])
def test_the_step_that_explains_works_as_it_is_written(tmp_path: Path, kept: str, words: str) -> None:
    """On the merge that GitHub makes, with the program that is here; without a preview it does not speak of one."""
    place = Place(tmp_path / "here it is")
    place.repository.git("switch", "-q", "-c", "change")
    place.change(LUNCH, "10:30 to 12:00", "10:00 to 12:00")
    place.repository.commit("2026-10-02")
    place.repository.git("switch", "-q", "main")
    place.repository.git("merge", "-q", "--no-ff", "-m", "Merge", "change")
    jobs = read(ROOT / ".github" / "workflows" / "check.yml")["jobs"]
    (step,) = [step for step in jobs["records"]["steps"] if step["name"].startswith("Explain")]
    (place.root / ".venv").mkdir()
    (place.root / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    environment = {**os.environ, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"), "PREVIEW": kept}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=place.root, env=environment, check=True)
    said = (tmp_path / "summary").read_text(encoding="utf-8")
    assert "now starts at 10am, was 10:30am" in said
    assert words in said
    assert bool(kept) == ("http.server" in said)


def test_the_nightly_build_is_the_published_one() -> None:
    workflow = read(ROOT / ".github" / "workflows" / "nightly.yml")
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert workflow["jobs"]["publish"]["uses"] == "$/.github/workflows/publish.yml"
    assert "workflow_call" in read(ROOT / ".github" / "workflows" / "publish.yml")["on"]


def test_zizmor_finds_nothing() -> None:
    zizmor = str(Path(sys.executable).with_name("zizmor"))
    command = [zizmor, "--quiet", "--offline", "--persona=pedantic", "--no-progress", str(ROOT / ".github")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
