"""Noticing that a file was saved, however the editor does it: in place, by renaming another one, or with its folder."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from stat import S_ISDIR

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

_CHANGES = {"created", "modified", "deleted", "moved"}
"""What counts; opening a file to read it does not."""

_SCRATCH = ("~", ".swp", ".swx", ".tmp")
"""How names of files end that editors keep for themselves. Names that begin with a dot are such as well."""


class Saved(FileSystemEventHandler):
    """Sets `event` when something was saved; of what is directly in `top`, only where it has one of `names`."""

    def __init__(self, event: threading.Event, top: str = "", names: Iterable[str] = ()) -> None:
        self.event = event
        self._top, self._names = top, set(names)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note what was saved, made, moved or deleted."""
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        if any(self._counts(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path):
            self.event.set()

    def _counts(self, path: str) -> bool:
        folder, name = os.path.split(path)
        if name.startswith(".") or name.endswith(_SCRATCH):
            return False
        return not self._top or (folder == self._top and name in self._names)


class Watch:
    """Watches a file and folders. A folder may go and come back, as when a branch is checked out.

    `config` is watched by way of the folder that it is in, since editors put a new file in its place. `folders` tells
    what else to watch, and is asked again before each build. `settle` is how long, in seconds, to wait for more.
    """

    def __init__(self, config: Path, folders: Callable[[], Iterable[Path]], settle: float = 0.2) -> None:
        self._config, self._folders, self._settle = config.absolute(), folders, settle
        self._saved = threading.Event()
        self._observer: BaseObserver = Observer()
        self._watched: dict[str, tuple[object, ObservedWatch]] = {}

    def start(self) -> None:
        """Begin. Where the system watches no more folders, they are looked at every second instead."""
        try:
            self._begin()
        except OSError:
            self._observer, self._watched = PollingObserver(), {}
            self._begin()

    def _begin(self) -> None:
        names = {self._config.name, *(folder.name for folder in self._folders())}
        top = str(self._config.parent)
        self._observer.schedule(Saved(self._saved, top, names), top, recursive=False)
        self._renew()
        self._observer.start()

    def _renew(self) -> None:
        """Watch the folders that are there now, and no others of the same name that were."""
        for path in dict.fromkeys(str(folder.resolve()) for folder in self._folders()):
            now = _identity(path)
            before, watch = self._watched.get(path, (None, None))
            if now == before:
                continue
            if watch is not None:
                self._observer.unschedule(watch)
                del self._watched[path]
            if now is not None:
                self._watched[path] = (now, self._observer.schedule(Saved(self._saved), path, recursive=True))

    def wait(self) -> None:
        """Return once something was saved and nothing more for a moment: a few saves in a row count once."""
        while not self._saved.wait(timeout=1):
            pass
        while self._saved.is_set():
            self._saved.clear()
            self._saved.wait(timeout=self._settle)
        self._renew()

    def stop(self) -> None:
        """Watch no more."""
        if self._observer.is_alive():
            self._observer.stop()


def _identity(path: str) -> object:
    """Which folder this is, whatever it is called; None when there is none."""
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if S_ISDIR(found.st_mode) else None
