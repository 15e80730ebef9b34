"""What the source changed since last time, laid over what people changed here.

Three forms of a record are compared key by key: what the last import wrote, what the source says now, and what stands
in the file. A key that only the source changed is taken from it; one that only people changed stays; one that both
changed differently stays too, and the report says what the source has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hereabouts.importers.ledger import NESTED, Digests, digest, digests
from hereabouts.source.document import Data

Record = Mapping[str, Data]

_KEPT = ("terms", "programs")
"""Keys of whose things none is taken out: records that the source does not have may name them."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A key that both changed. The values are None where the key is gone."""

    key: str
    ours: Data | None
    theirs: Data | None


@dataclass(slots=True)
class Merge:
    """The keys to change (None takes one out), and those that both changed."""

    changes: dict[str, Data | None] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: Digests, theirs: Record, ours: Record) -> Merge:
    """Compare the three forms of a record. `base` are the digests of what the last import wrote."""
    made = Merge()
    now, here = digests(theirs), digests(ours)
    for key in [*dict.fromkeys([*now, *base])]:
        if now.get(key) == base.get(key) or now.get(key) == here.get(key):
            continue
        if key in NESTED and _is_table(theirs.get(key)) and _is_table(ours.get(key)):
            _merge_inside(key, base.get(key), theirs, ours, made)
        elif here.get(key) == base.get(key):
            made.changes[key] = theirs.get(key)
        else:
            made.conflicts.append(Conflict(key, ours.get(key), theirs.get(key)))
    if set(made.changes) - {"source"} and "source" in theirs and here.get("source") == now.get("source"):
        made.changes["source"] = theirs["source"]  # with the day it was fetched
    return made


def _is_table(value: Data | None) -> bool:
    return value is None or isinstance(value, dict)


def _merge_inside(key: str, base: str | dict[str, str] | None, theirs: Record, ours: Record, made: Merge) -> None:
    """The same, for the things under one key."""
    before = base if isinstance(base, dict) else {}
    now, here = dict(_inner(theirs.get(key))), dict(_inner(ours.get(key)))
    result = dict(here)
    for name in [*dict.fromkeys([*now, *before])]:
        new, own, old = _digest(now.get(name)), _digest(here.get(name)), before.get(name, "")
        if new in (old, own):
            continue
        if name not in now and key in _KEPT:
            continue
        if own == old:
            result.pop(name, None)
            result |= {name: now[name]} if name in now else {}
        else:
            made.conflicts.append(Conflict(f"{key}.{name}", here.get(name), now.get(name)))
    if result != here:
        made.changes[key] = _in_order(result, here, now) or None


def _in_order(result: dict[str, Data], here: dict[str, Data], now: dict[str, Data]) -> dict[str, Data]:
    """What was here keeps its order; what is new follows as the source has it."""
    order = dict.fromkeys([*here, *now])
    return {name: result[name] for name in order if name in result}


def _inner(value: Data | None) -> Iterator[tuple[str, Data]]:
    if isinstance(value, dict):
        yield from value.items()


def _digest(value: Data | None) -> str:
    return "" if value is None else digest(value)
