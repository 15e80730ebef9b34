"""A history of files as a history of records: each commit gone through in order, records known by their ids.

A file with a mistake does not change what is published: the record is held in the form it had. A file that is gone and
has come back elsewhere under the same id has moved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from hereabouts.changes.event import Event, Happened, Reason
from hereabouts.changes.fact import Change
from hereabouts.changes.study import Form, Memory, pair_key
from hereabouts.history import Commit
from hereabouts.kind import Kind
from hereabouts.model.ids import derive

GONE = frozenset({"inactive", "defunct"})
"""Values of `status` that mean it is over; `temporarily closed` is a change like any other."""

Version = tuple[str, str]
"""A record's path and git's name for what its file said."""


@dataclass(slots=True)
class Life:
    """Where a record stands: its file, the version that is shown, and whether it is held, closed or gone."""

    kind: Kind
    path: str
    name: str
    form: Form
    held: bool = False
    closed: bool = False
    gone: bool = False


@dataclass(slots=True)
class Replay:
    """Goes through commits, as far as they touch the records of which `kinds` has the kind, by path.

    `refused` are versions with a mistake that only all records together show.

    `lacking` are the pairs of versions that had to be compared and were not: their events have no changes yet.
    """

    id_namespace: str
    memory: Memory
    kinds: Mapping[str, Kind]
    refused: Collection[Version] = frozenset()
    lives: dict[str, Life] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    lacking: list[tuple[Kind, str, str]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    _here: dict[str, str] = field(default_factory=dict)

    def run(self, commits: Iterable[Commit]) -> None:
        """Go through commits, oldest first."""
        for commit in commits:
            self._take(commit)

    def _take(self, commit: Commit) -> None:
        steps = [(step.path, step.blob, kind) for step in commit.steps if (kind := self.kinds.get(step.path))]
        lost = {self._here.pop(path): path for path, name, _ in steps if not name and path in self._here}
        for path, name, kind in steps:
            if name:
                self._show(commit.moment, kind, path, name, lost)
        for own_id in lost:
            self._remove(commit.moment, own_id)

    def _show(self, moment: str, kind: Kind, path: str, name: str, lost: dict[str, str]) -> None:
        """A file as it is now: a record that is new, changed, moved, back or held."""
        form = self.memory.forms[f"{kind}/{name}"]
        known = self._here.get(path)
        if not form.sound or (path, name) in self.refused:
            if known is not None:
                self._hold(moment, known)
            return
        own_id = form.pin or derive(self.id_namespace, form.formerly or path)
        life = self.lives.get(own_id)
        if life is not None and own_id != known and self._here.get(life.path) == own_id:
            return  # two files for one record, which no check would have let pass
        if known is not None and known != own_id:
            lost[known] = path
        lost.pop(own_id, None)
        self._here[path] = own_id
        if life is None or life.kind is not kind:
            self.lives[own_id] = Life(kind, path, name, form, closed=form.status in GONE)
            self._say(moment, own_id, Happened.ADDED)
        else:
            self._go_on(moment, own_id, life, (path, name, form))

    def _go_on(self, moment: str, own_id: str, life: Life, now: tuple[str, str, Form]) -> None:
        path, name, form = now
        changes = self._compare(life.kind, life.name, name)
        before, back, closed = life.path, life.gone or life.held, form.status in GONE
        opened = life.closed and not closed
        closes = closed and not life.closed
        life.path, life.name, life.form, life.closed, life.held = path, name, form, closed, False
        moved = before != path and not life.gone
        life.gone = False
        if moved:
            self._say(moment, own_id, Happened.MOVED, before=before)
        if back or opened:
            self._say(moment, own_id, Happened.REINSTATED, changes)
        elif closes:
            self._say(moment, own_id, Happened.CLOSED, changes)
        elif changes:
            self._say(moment, own_id, Happened.CHANGED, changes)

    def _compare(self, kind: Kind, old: str, new: str) -> tuple[Change, ...]:
        if old == new:
            return ()
        key = pair_key(kind, old, new)
        self.used.add(key)
        if key not in self.memory.pairs:
            self.lacking.append((kind, old, new))
        return self.memory.pairs.get(key, ())

    def _hold(self, moment: str, own_id: str) -> None:
        life = self.lives[own_id]
        if not life.held:
            life.held = True
            self._say(moment, own_id, Happened.HELD)

    def _remove(self, moment: str, own_id: str) -> None:
        life = self.lives[own_id]
        life.gone, life.held = True, False
        self._say(moment, own_id, Happened.REMOVED, reason=Reason.CLOSED if life.closed else Reason.NOT_SAID)

    def withhold(self, moment: str, own_id: str) -> None:
        """Say that a record is not shown although its file is there: it may not be shown as it was."""
        self.lives[own_id].gone = True
        self._say(moment, own_id, Happened.REMOVED, reason=Reason.WITHHELD)

    def _say(
        self,
        moment: str,
        own_id: str,
        happened: Happened,
        changes: tuple[Change, ...] = (),
        *,
        before: str = "",
        reason: str = "",
    ) -> None:
        life = self.lives[own_id]
        self.events.append(
            Event(moment, happened, life.kind, own_id, life.path, changes, before, reason, hidden=life.form.hidden)
        )
