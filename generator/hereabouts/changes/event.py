"""What happened to a record, and when: the lines of its history."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from hereabouts.changes.fact import Change
from hereabouts.kind import Kind


class Happened(StrEnum):
    """What can happen to a record.

    A record that is `HELD` has a mistake and is still shown as it was before; `CLOSED` ones are still listed, as not
    running; `REINSTATED` is what was held, closed or removed and is all right again.
    """

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    CLOSED = "closed"
    HELD = "held"
    REMOVED = "removed"
    REINSTATED = "reinstated"


class Reason(StrEnum):
    """Why a record was removed, as far as the records themselves say. What people wrote about it is never passed on."""

    MERGED = "merged"
    CLOSED = "closed"
    WITHHELD = "withheld"
    NOT_SAID = "not said"


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that happened to the record `id`. `moment` is RFC 3339 in UTC.

    `path` is where its file was then (as told in public: where it is now), and `before`, if it moved, where it had
    been. `into` is the id of the record that took the place of a removed one. `hidden` says that the record was then
    a place kept secret.
    """

    moment: str
    happened: Happened
    kind: Kind
    id: str
    path: str
    changes: tuple[Change, ...] = ()
    before: str = ""
    reason: str = ""
    into: str = ""
    hidden: bool = False

    @property
    def day(self) -> str:
        """The day it happened, in UTC."""
        return self.moment[:10]
