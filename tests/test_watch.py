"""Noticing a save: in place, by renaming, with a folder that goes and comes back; and not what an editor scribbles."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from hereabouts.watch import Watch


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: D")
    (tmp_path / "directory" / "group").mkdir(parents=True)
    (tmp_path / "directory" / "group" / "walk.yml").write_text("name: Walk")
    return tmp_path


@pytest.fixture
def watch(place: Path) -> Iterator[Watch]:
    made = Watch(place / "mkdocs.yml", lambda: [place / "directory", place / "docs"], settle=0.05)
    made.start()
    yield made
    made.stop()


def notices(watch: Watch, change: Callable[[], object], within: float = 10) -> bool:
    """Whether the watch comes to an end after a change; it must not have before."""
    while watch._saved.wait(0.2):  # what the system still has to tell of the change before
        watch._saved.clear()
    waiting = threading.Thread(target=watch.wait, daemon=True)
    waiting.start()
    waiting.join(0.1)
    assert waiting.is_alive()
    change()
    waiting.join(within)
    noticed = not waiting.is_alive()
    if not noticed:
        watch._saved.set()  # end it all the same
        waiting.join(10)
    return noticed


def save_by_renaming(file: Path) -> None:
    beside = file.with_name(f".{file.name}.new")
    beside.write_text("name: New")
    beside.replace(file)


def delete_and_bring_back(folder: Path) -> None:
    kept = folder.with_name("kept")
    shutil.copytree(folder, kept)
    shutil.rmtree(folder)
    kept.rename(folder)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a record saved": lambda one: (one / "directory/group/walk.yml").write_text("name: Long walk"),
    "a record renamed over": lambda one: save_by_renaming(one / "directory/group/walk.yml"),
    "a record added": lambda one: (one / "directory/group/choir.yml").write_text("name: Choir"),
    "a record deleted": lambda one: (one / "directory/group/walk.yml").unlink(),
    "a group moved away": lambda one: (one / "directory/group").rename(one / "elsewhere"),
    "settings saved": lambda one: (one / "mkdocs.yml").write_text("site_name: E"),
    "settings renamed over": lambda one: save_by_renaming(one / "mkdocs.yml"),
    "pages that were not there": lambda one: (one / "docs").mkdir(),
    "the records gone and back": lambda one: delete_and_bring_back(one / "directory"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_noticed_and_so_is_the_next(watch: Watch, place: Path, name: str) -> None:
    assert notices(watch, lambda: CHANGES[name](place))
    assert notices(watch, lambda: save_by_renaming(place / "mkdocs.yml"))
    (place / "directory" / "group").mkdir(exist_ok=True)
    watch._saved.set()
    watch.wait()
    assert notices(watch, lambda: (place / "directory/group/last.yml").write_text("name: Last"))


def test_a_folder_that_comes_later_is_watched(watch: Watch, place: Path) -> None:
    assert notices(watch, (place / "docs").mkdir)
    assert notices(watch, lambda: (place / "docs" / "about.md").write_text("# About"))


@pytest.mark.parametrize(
    "file", ["directory/group/.walk.yml.swp", "directory/group/walk.yml~", "site/index.html", "README.md", ".git/index"]
)
def test_what_is_no_part_of_the_directory_is_not(watch: Watch, place: Path, file: str) -> None:
    def change() -> None:
        (place / file).parent.mkdir(exist_ok=True)
        (place / file).write_text("x")

    assert not notices(watch, change, within=0.3)


def test_reading_is_no_saving(watch: Watch, place: Path) -> None:
    assert not notices(watch, (place / "directory/group/walk.yml").read_text, within=0.3)


def test_where_the_system_watches_no_more_folders_they_are_looked_at(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refuse)
    made = Watch(place / "mkdocs.yml", lambda: [place / "directory"], settle=0.05)
    made.start()
    assert isinstance(made._observer, PollingObserver)
    assert notices(made, lambda: (place / "directory/group/walk.yml").write_text("name: A longer walk"))
    made.stop()
