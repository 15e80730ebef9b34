"""What git knows of the records."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from hereabouts.history import read_history, read_versions
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
