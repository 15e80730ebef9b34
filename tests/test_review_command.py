"""`hereabouts review` and `hereabouts queue` in repositories of git, ordinary and odd."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tools.setup import ROOT

from hereabouts.cli import main
from tests.git_repository import Repository
from tests.inline_records import GROUP, HALL, HALL_TEXT, LEAST
from tests.reviewing import SERVICE, TEA

DAY = "--today=2026-11-22"
BREAD = "organizations/lunch-club/bread"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A small directory on the branch main, with a branch called change checked out."""
    made = Repository(tmp_path / "here it is")
    for path, text in {**LEAST, SERVICE: TEA, BREAD: TEA.replace("Tea and toast", "Bread")}.items():
        made.write(path, text)
    made.commit("2026-11-01")
    made.git("switch", "-q", "-c", "change")
    monkeypatch.chdir(made.top)
    return made


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, DAY])


def alter(repository: Repository, path: str, old: str, new: str) -> None:
    text = (repository.records / f"{path}.yml").read_text(encoding="utf-8")
    assert old in text
    repository.write(path, text.replace(old, new))


def test_a_branch_is_compared_with_where_it_began(repository: Repository) -> None:
    alter(repository, SERVICE, "10:00", "10:30")
    repository.commit("2026-11-02")
    repository.git("switch", "-q", "main")
    alter(repository, GROUP, "cook", "cook well")
    repository.commit("2026-11-03")
    repository.git("switch", "-q", "change")
    said = run("review")
    assert said.exit_code == 0
    assert "At Hall: Tuesdays: now starts at 10:30am, was 10am." in said.output
    assert "cook well" not in said.output
    assert "not committed" not in said.output


def test_the_merge_that_github_makes_is_compared_with_its_first_parent(repository: Repository) -> None:
    alter(repository, SERVICE, "10:00", "10:30")
    repository.commit("2026-11-02")
    repository.git("switch", "-q", "main")
    alter(repository, GROUP, "cook", "cook well")
    repository.commit("2026-11-03")
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", "change")
    told = json.loads(run("review", "--base", "HEAD^1", "--format", "json").stdout)
    assert [one["path"] for one in told["listings"]] == [SERVICE]


def test_what_is_not_committed_counts_too(repository: Repository) -> None:
    alter(repository, SERVICE, "10:00", "10:30")
    repository.write("organizations/lunch-club/soup", "name: Soup\n")
    (repository.records / f"{BREAD}.yml").unlink()
    said = run("review").output
    assert said.startswith("Listings: 1 new, 1 changed, 1 taken out. Some of it is not committed yet.")


def test_mistakes_give_the_code_of_mistakes(repository: Repository) -> None:
    alter(repository, SERVICE, "01632 960123", "01632 96O123")
    said = run("review", "--format", "markdown", "--preview", "preview")
    assert said.exit_code == 1
    assert "```suggestion\n  phones: 01632 960123\n" in said.stdout
    assert "python3 -m http.server" in said.stdout


def test_files_that_are_no_listings_are_told(repository: Repository) -> None:
    for name in ("Makefile", ".github/workflows/check.yml", "directory/notes.yml", "directory/logo.svg"):
        file = repository.top / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x: y\n", encoding="utf-8")
    repository.commit("2026-11-02")
    told = json.loads(run("review", "--format", "json").stdout)
    (task,) = told["tasks"]
    assert task["code"] == "others"
    for name in ("Makefile", ".github/workflows/check.yml", "directory/notes.yml", "directory/logo.svg"):
        assert f"`{name}`" in task["words"]


def test_a_link_is_no_record_and_nothing_it_points_at_is_told(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("name: Hidden away\n", encoding="utf-8")
    (repository.records / f"{SERVICE}.yml").unlink()
    (repository.records / f"{SERVICE}.yml").symlink_to(tmp_path / "secret")
    repository.commit("2026-11-02")
    said = run("review")
    assert said.exit_code == 1
    assert "Hidden away" not in said.output
    repository.git("switch", "-q", "main")
    assert "Hidden away" not in run("queue").output


def test_the_old_address_of_a_place_that_became_a_secret_is_nowhere(repository: Repository) -> None:
    repository.write(HALL, f"{HALL_TEXT}visibility: confidential\n")
    repository.commit("2026-11-02")
    said = [run("review", "--format", form).output for form in ("text", "markdown", "comment", "json")]
    repository.git("switch", "-q", "main")
    said += [run("queue").output, run("queue", "--format", "json").output]
    for one in said:
        assert "Mill Lane" not in one
        assert "NR99" not in one
        assert "to be kept secret" in one


@pytest.mark.parametrize(("base", "words"), [("nowhere", "no version called 'nowhere'"), ("--output=x", "no version")])
def test_a_base_that_is_not_there(repository: Repository, base: str, words: str) -> None:
    said = run("review", f"--base={base}")
    assert said.exit_code == 2
    assert words in said.output
    assert not (repository.top / "x").exists()


def test_a_base_with_nothing_in_common(repository: Repository) -> None:
    repository.git("switch", "-q", "--orphan", "other")
    for path, text in LEAST.items():
        repository.write(path, text)
    repository.commit("2026-11-02")
    said = run("review")
    assert said.exit_code == 2
    assert "no version in common with 'main'" in said.output


def test_a_shallow_clone_says_what_to_type(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alter(repository, SERVICE, "10:00", "10:30")
    repository.commit("2026-11-02")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", repository.top.as_uri(), str(clone)], check=True)
    monkeypatch.chdir(clone)
    said = run("review")
    assert said.exit_code == 2
    assert "git fetch --unshallow" in said.output


def test_the_page_for_those_who_decide_names_only_what_there_is() -> None:
    page = (ROOT / "docs" / "reviewing-changes.md").read_text(encoding="utf-8")
    named = set(re.findall(r"hereabouts ([a-z-]+)", page))
    assert named == {"review", "queue"}
    offered = "".join(CliRunner().invoke(main, [name, "--help"]).output for name in named)
    assert all(option in offered for option in re.findall(r"--(?:format|base)\b", page))
    assert "reviewing-changes.md" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("exclude_docs:")[2]


def test_without_git_there_is_nothing_to_compare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "directory").mkdir()
    monkeypatch.chdir(tmp_path)
    for command in ("review", "queue"):
        assert run(command).exit_code == 2


# ---- the queue


def branch(repository: Repository, name: str, path: str, old: str, new: str, day: str = "2026-11-20") -> str:
    """A branch of one change, made from main; gives the commit."""
    repository.git("switch", "-q", "-c", name, "main")
    alter(repository, path, old, new)
    repository.commit(day)
    commit = repository.git("rev-parse", "HEAD").strip()
    repository.git("switch", "-q", "main")
    return commit


def test_branches_are_sorted_by_risk_and_then_by_age(repository: Repository) -> None:
    repository.git("switch", "-q", "main")
    branch(repository, "a-times", SERVICE, "10:00", "10:30", "2026-11-10")
    branch(repository, "b-mobile", SERVICE, "sit down", "sit down, text 07700 900123")
    branch(repository, "c-phone", SERVICE, "01632 960123", "01632 960124")
    branch(repository, "d-older", SERVICE, "01632 960123", "01632 960125", "2026-11-12")
    branch(repository, "e-slip", BREAD, "at: hall", "at: hal")
    repository.git("switch", "-q", "-c", "merged")
    said = run("queue").output
    found = [line for line in said.splitlines() if ", risk: " in line]
    assert found == [
        "d-older, 10 days old, risk: high",
        "c-phone, 2 days old, risk: high",
        "b-mobile, 2 days old, risk: medium",
        "e-slip, 2 days old, risk: medium",
        "a-times, 12 days old, risk: low",
    ]
    assert said.startswith("5 branches waiting.")


def test_confirmations_go_together_with_one_command(repository: Repository) -> None:
    repository.git("switch", "-q", "main")
    branch(repository, "one", SERVICE, "2026-05-01", "2026-11-20")
    branch(repository, "two", BREAD, "2026-05-01", "2026-11-21")
    branch(repository, "same", BREAD, "2026-05-01", "2026-11-19")
    branch(repository, "back", SERVICE, "2026-05-01", "2026-04-01")
    branch(repository, "future", SERVICE, "2026-05-01", "2027-11-20")
    branch(repository, "more", SERVICE, "assured_date: 2026-05-01", "assured_date: 2026-11-20\nid: " + "7b0e7a4e-" * 2)
    told = json.loads(run("queue", "--format", "json").stdout)
    assert [one["branch"] for one in told["together"]] == ["one", "same"]
    said = run("queue").output
    (command,) = [line.strip() for line in said.splitlines() if "git merge" in line]
    subprocess.run(
        ["bash", "-ec", f"export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@a.example; {command}"],
        check=True,
        env={"PATH": "/usr/bin:/bin", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@a.example"},
    )
    assert "2026-11-20" in (repository.records / f"{SERVICE}.yml").read_text(encoding="utf-8")
    assert "2026-11-19" in (repository.records / f"{BREAD}.yml").read_text(encoding="utf-8")
    left = json.loads(run("queue", "--format", "json").stdout)
    assert {"one", "same"}.isdisjoint(one["branch"] for one in [*left["waiting"], *left["together"]])


def test_a_confirmation_of_what_has_changed_since_waits(repository: Repository) -> None:
    repository.git("switch", "-q", "main")
    branch(repository, "one", SERVICE, "2026-05-01", "2026-11-20")
    alter(repository, SERVICE, "10:00", "10:30")
    repository.commit("2026-11-21")
    told = json.loads(run("queue", "--format", "json").stdout)
    assert ([one["branch"] for one in told["waiting"]], told["together"]) == (["one"], [])


def test_a_branch_may_be_called_anything(repository: Repository) -> None:
    repository.git("switch", "-q", "main")
    names = ["$(touch${IFS}x)", "a;id>x", "::error::x", "##[error]x", "x`id`", "\u202eevil"]
    names = [name for name in names if _may_be(repository, name)]
    assert len(names) > 2
    for at, name in enumerate(names):
        branch(repository, name, SERVICE, "2026-05-01", f"2026-11-{at + 10}")
        branch(repository, f"{name}-b", SERVICE, "10:00", f"10:{at + 10}")
    for said in (run("queue").output, run("queue", "--format", "json").stdout):
        assert "\u202e" not in said.replace("\\u202e", "")
        assert "##[" not in said
        assert not any(line.lstrip().startswith("::") for line in said.splitlines())
    (command,) = [line for line in run("queue").output.splitlines() if "git merge" in line]
    assert not set(command.partition(" -m ")[2]) & set("$;`>")


def _may_be(repository: Repository, name: str) -> bool:
    done = subprocess.run(
        ["git", "-C", str(repository.top), "check-ref-format", "--branch", name], check=False, capture_output=True
    )
    return done.returncode == 0


def test_branches_elsewhere_count_and_the_same_one_only_once(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("switch", "-q", "main")
    branch(repository, "one", SERVICE, "10:00", "10:30")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(repository.top), str(clone)], check=True)
    alter(repository, GROUP, "cook", "cook well")
    repository.commit("2026-11-21")
    subprocess.run(["git", "-C", str(clone), "fetch", "-q"], check=True)
    monkeypatch.chdir(clone)
    waiting = json.loads(run("queue", "--format", "json").stdout)["waiting"]
    assert [one["branch"] for one in waiting] == ["origin/one"]
    subprocess.run(["git", "-C", str(clone), "branch", "-q", "--no-track", "mine", "origin/one"], check=True)
    waiting = json.loads(run("queue", "--format", "json").stdout)["waiting"]
    assert [one["branch"] for one in waiting] == ["mine"]
