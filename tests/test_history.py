"""What git knows of the records."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from hereabouts import history as history_module
from hereabouts.history import read_blobs, read_history, read_versions
from hereabouts.source.text import LIMIT
from tests.git_repository import Repository

TODAY = date(2026, 11, 22)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "here it is")


def test_each_record_has_the_moment_of_its_newest_change_in_utc(repository: Repository) -> None:
    repository.write("locations/hall", "name: Hall")
    repository.write("locations/shed", "name: Shed")
    repository.commit("2026-02-01")
    repository.write("locations/hall", "name: The hall")
    repository.commit("2026-03-01")
    history = read_history(repository.records, TODAY)
    assert history.state == "whole"
    assert history.last_modified == {"locations/hall": "2026-03-01T10:00:00Z", "locations/shed": "2026-02-01T10:00:00Z"}
    assert history.commit == repository.git("rev-parse", "HEAD").strip()


def test_a_change_made_in_a_merge_counts(repository: Repository) -> None:
    repository.write("locations/hall", "name: Hall")
    repository.commit("2026-01-01")
    repository.git("checkout", "-q", "-b", "side")
    repository.write("locations/shed", "name: Shed")
    repository.commit("2026-02-01")
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "--no-commit", "side")
    repository.write("locations/hall", "name: Hall, mended in the merge")
    repository.commit("2026-03-01")
    moments = read_history(repository.records, TODAY).last_modified
    assert moments["locations/hall"] == "2026-03-01T10:00:00Z"
    assert moments["locations/shed"] == "2026-03-01T10:00:00Z"


def test_what_is_not_committed_counts_as_changed_today(repository: Repository) -> None:
    repository.write("locations/hall", "name: Hall")
    repository.write("locations/caffi-tŷ", "name: Tŷ")
    repository.commit("2026-01-01")
    repository.write("locations/hall", "name: Changed")
    repository.write("locations/new", "name: New")
    moments = read_history(repository.records, TODAY).last_modified
    assert moments["locations/hall"] == moments["locations/new"] == "2026-11-22T00:00:00Z"
    assert moments["locations/caffi-tŷ"] == "2026-01-01T10:00:00Z"


def test_two_moves_at_once_are_not_guessed(repository: Repository) -> None:
    repository.write("locations/a", "name: Same")
    repository.write("locations/b", "name: Same")
    repository.commit("2026-01-01")
    (repository.records / "locations/a.yml").rename(repository.records / "locations/c.yml")
    (repository.records / "locations/b.yml").rename(repository.records / "locations/d.yml")
    repository.commit("2026-02-01")
    moments = read_history(repository.records, TODAY).last_modified
    assert moments["locations/c"] == moments["locations/d"] == "2026-02-01T10:00:00Z"


def test_without_git_there_are_no_dates(tmp_path: Path) -> None:
    (tmp_path / "directory").mkdir()
    assert read_history(tmp_path / "directory", TODAY).state == "none"


def test_a_folder_git_does_not_keep_has_no_dates(repository: Repository) -> None:
    repository.write("locations/hall", "name: Hall")
    repository.commit("2026-01-01")
    elsewhere = repository.top / "other"
    elsewhere.mkdir()
    assert read_history(elsewhere, TODAY).state == "none"


def test_a_shallow_clone_has_no_dates(repository: Repository, tmp_path: Path) -> None:
    for day in ("2026-01-01", "2026-02-01"):
        repository.write("locations/hall", f"name: Hall {day}")
        repository.commit(day)
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", repository.top.as_uri(), str(clone)], check=True)
    history = read_history(clone / "directory", TODAY)
    assert (history.state, history.last_modified) == ("shallow", {})


def test_earlier_versions_come_newest_first(repository: Repository) -> None:
    for day, name in (("2026-01-01", "One"), ("2026-02-01", "Two")):
        repository.write("locations/hall", f"name: {name}")
        repository.commit(day)
    versions = list(read_versions(repository.records, "locations/hall"))
    assert [(one.day, one.content) for one in versions] == [
        ("2026-02-01", b"name: Two"),
        ("2026-01-01", b"name: One"),
    ]


def test_the_log_says_what_each_commit_did_oldest_first(repository: Repository) -> None:
    repository.write("locations/hall", "name: Hall")
    repository.write("locations/shed", "name: Shed")
    repository.commit("2026-01-01")
    repository.write("locations/hall", "name: The hall")
    (repository.records / "locations/shed.yml").unlink()
    repository.commit("2026-02-01")
    log = read_history(repository.records, TODAY).log
    assert [(one.moment[:10], [(step.path, bool(step.blob)) for step in one.steps]) for one in log.commits] == [
        ("2026-01-01", [("locations/hall", True), ("locations/shed", True)]),
        ("2026-02-01", [("locations/hall", True), ("locations/shed", False)]),
    ]
    names = [step.blob for one in log.commits for step in one.steps if step.path == "locations/hall"]
    assert list(read_blobs(repository.records, [*names, "0" * 40])) == [
        (names[0], b"name: Hall"),
        (names[1], b"name: The hall"),
        ("0" * 40, None),
    ]


def test_a_link_counts_as_a_record_that_went(repository: Repository) -> None:
    repository.write("locations/hall", "name: Hall")
    repository.commit("2026-01-01")
    (repository.records / "locations/hall.yml").unlink()
    (repository.records / "locations/hall.yml").symlink_to("/etc/hostname")
    repository.commit("2026-02-01")
    log = read_history(repository.records, TODAY).log
    assert [step.blob for step in log.commits[-1].steps] == [""]


def test_any_file_name_is_only_a_name(repository: Repository) -> None:
    names = ["\x01 1\n:000000 100644 0 1 A", "a\nb", ":x", "tŷ", "-rf"]
    for name in names:
        repository.write(f"locations/{name}", "name: Hall")
    repository.commit("2026-01-01")
    (commit,) = read_history(repository.records, TODAY).log.commits
    assert sorted(step.path for step in commit.steps) == sorted(f"locations/{name}" for name in names)


def test_what_was_read_before_is_not_read_again(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in ("2026-01-01", "2026-02-01"):
        repository.write("locations/hall", f"name: Hall {day}")
        repository.commit(day)
    first = read_history(repository.records, TODAY)
    repository.write("locations/shed", "name: Shed")
    repository.commit("2026-03-01")
    whole = read_history(repository.records, TODAY)
    asked: list[tuple[str, ...]] = []
    real = history_module.run_git

    def listen(folder: Path, *said: str, **more: bytes) -> bytes | None:
        asked.append(said)
        return real(folder, *said, **more)

    monkeypatch.setattr(history_module, "run_git", listen)
    assert read_history(repository.records, TODAY, first.log) == whole
    (log,) = [said for said in asked if "log" in said]
    assert f"{first.log.commits[-1].name}..HEAD" in log


def test_a_history_that_was_rewritten_is_read_anew(repository: Repository) -> None:
    repository.write("locations/hall", "name: Hall")
    repository.commit("2026-01-01")
    repository.write("locations/hall", "name: A secret")
    repository.commit("2026-02-01")
    known = read_history(repository.records, TODAY).log
    repository.git("reset", "-q", "--hard", "HEAD~1")
    repository.write("locations/shed", "name: Shed")
    repository.commit("2026-03-01")
    assert read_history(repository.records, TODAY, known) == read_history(repository.records, TODAY)


def test_a_log_of_another_folder_is_not_ours(repository: Repository) -> None:
    repository.write("locations/hall", "name: Hall")
    (repository.top / "other/locations").mkdir(parents=True)
    (repository.top / "other/locations/shed.yml").write_text("name: Shed", encoding="utf-8")
    repository.commit("2026-01-01")
    known = read_history(repository.top / "other", TODAY).log
    assert read_history(repository.records, TODAY, known) == read_history(repository.records, TODAY)


def test_a_huge_file_of_long_ago_is_never_read_whole(repository: Repository) -> None:
    repository.write("locations/hall", "x" * (LIMIT * 20))
    repository.commit("2026-01-01")
    (commit,) = read_history(repository.records, TODAY).log.commits
    ((_, content),) = read_blobs(repository.records, [commit.steps[0].blob])
    assert content is not None
    assert len(content) == LIMIT + 1
