"""The history of a small directory, told: from commits to events, without building a site."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from hereabouts.assembly import assemble
from hereabouts.changes.event import Event
from hereabouts.changes.study import Memory
from hereabouts.changes.timeline import Timeline, make_timeline
from hereabouts.changes.wording import Names, Wording
from hereabouts.check import check_folder
from hereabouts.history import Log, read_blobs, read_history, read_versions
from hereabouts.holding import hold
from tests.building import TODAY, Place

PLAINLY = Wording("en", Names(term=lambda key: key.partition("/")[2], list=str, place=lambda name: name))


class Past:
    """A directory of which the history is asked again and again, each time with what is remembered."""

    def __init__(self, root: Path) -> None:
        self.place = Place(root)
        self.memory = Memory()
        self.log = Log()

    def timeline(self) -> Timeline:
        """What happened to the records, as it may be told."""
        folder = self.place.records
        checked = check_folder(folder, self.place.root, TODAY)
        history = read_history(folder, TODAY, self.log)
        holding = hold(checked, partial(read_versions, folder), TODAY)
        directory = assemble(holding.records, TODAY, history.last_modified)
        made, self.memory = make_timeline(history, checked, directory, self.memory, partial(read_blobs, folder))
        self.log = history.log
        return made

    def lines(self, path: str) -> list[str]:
        """What happened to one record after the first commit, a line each."""
        return [in_words(event) for event in self.timeline().events if event.path == path][1:]


def in_words(event: Event) -> str:
    """An event as one line: ``2026-10-02 changed: Name: now Lunch.``"""
    said = " ".join(PLAINLY.sentence(event.kind, change).plain for change in event.changes)
    return f"{event.day} {event.happened}" + (f": {said}" if said else "")


def everything(events: list[Event]) -> str:
    """All that events hold, for looking for what they must not."""
    return "\n".join(map(repr, events))
