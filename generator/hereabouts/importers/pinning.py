"""Which ids a record must say, and which follow from its name and need not be said.

An id is left out where the assembly, which gives every object its id, would give it that very one. The assembly itself
is asked, so the two can never differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Any

from hereabouts.assembly.builtin import NAME as BUILTIN
from hereabouts.assembly.hours import read_lines
from hereabouts.importers.report import Action, Report
from hereabouts.importers.thing import Thing
from hereabouts.model.objects import Hsds
from hereabouts.settings import items, table
from hereabouts.source.document import Data

Record = dict[str, Data]
Build = Callable[[Record], Hsds]
Made = Hsds | dict[str, Any]
"""An HSDS object; a record of change is a mapping."""

_DEEPEST = 8


class Pins:
    """Which ids are said already: no two things may have one, but for units, which all capacities share."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._taken: dict[str, object] = {}

    def claim(self, own_id: str, thing: object) -> bool:
        """Whether a thing may have this id: nobody else does."""
        return self._taken.setdefault(own_id, thing) is thing

    def pin(self, thing: Thing) -> Record:
        """The id of a thing as a record says it: nothing where it has none, or another thing has the same."""
        if not thing.id:
            return {}
        if self.claim(thing.id, thing) or thing.kind == "unit":
            return {"id": thing.id}
        why = "Another thing in the source has the same id, so this one gets its own."
        self.report.add(thing.where / "id", "id", Action.MENDED, thing.id, why)
        return {}


def settle(record: Record, build: Build) -> Record:
    """The record with only those ids in its parts that would not come out right by themselves.

    `build` makes the HSDS object of a record. Parts are settled from the outside in, since the id of each hangs
    from the one it is in.
    """
    bare = {key: _without_ids(value) for key, value in record.items()}
    if not any(has_id(value) for key, value in record.items() if key != "id"):
        return record
    for _ in range(_DEEPEST):
        if not _restore(bare, record, build(bare)):
            break
    return bare


def _restore(bare: Record, full: Record, built: Made) -> bool:
    """Put back the ids that differ, one level at a time. True when any was put back."""
    restored = False
    for (short, _), (long, made) in zip(_pairs(bare, built), _pairs(full, built), strict=True):
        if "place" in long and isinstance(made, Hsds) and _restore_place(short, long, made):
            restored = True  # the id of the whole hangs from it
            continue
        own_id = long.get("id")
        if own_id and made is not None and _id_of(made) != own_id and "id" not in short:
            short["id"] = own_id
            restored = True
        elif made is None:
            _copy_ids(short, long)
        elif made is not None:
            restored = _restore(short, long, made) or restored
    return restored


def _restore_place(short: Record, long: Record, made: Hsds) -> bool:
    """Put back the id of a place that a service is at, if it differs."""
    place, own_id = table(short["place"]), table(long["place"]).get("id")
    differs = bool(own_id) and "id" not in place and getattr(made, "location_id", own_id) != own_id
    if differs and own_id:
        place["id"] = own_id
    return differs


def _id_of(made: Made) -> str:
    return str(made.get("id", "") if isinstance(made, dict) else getattr(made, "id", ""))


def _pairs(record: Record, built: Made) -> Iterator[tuple[Record, Made | None]]:
    """The mappings directly inside a record, each with the object made from it (None where that cannot be told)."""
    for key, value in record.items():
        if key in ("translations", "source") and not isinstance(value, list):
            continue
        inside = _inside(key, value)
        made = _made(key, inside, built) if isinstance(built, Hsds) else None
        if key == "attributes" and "facility" in record and made is not None and len(made) > len(inside):
            made = made[1:]  # the first says the facility
        for index, item in enumerate(inside):
            if isinstance(item, dict):
                yield item, made[index] if made is not None else None


def _inside(key: str, value: Data) -> list[Data]:
    if key == "hsds":
        return items(table(value).get("metadata"))
    if key == "programs":
        return list(table(value).values())
    if key == "attributes":
        return [entry for entries in table(value).values() for entry in items(entries)]
    return items(value)


def _made(key: str, inside: list[Data], built: Hsds) -> list[Any] | None:
    if key == "place":
        return [getattr(built, "location", None)]
    if key == "unit":
        return [getattr(built, "unit", None)]
    if key == "hsds":
        return list(getattr(built, "metadata", []))
    name = "service_at_locations" if key == "locations" and hasattr(built, "service_at_locations") else key
    made = getattr(built, name, None)
    if not isinstance(made, list):
        return None
    if key == "schedules":
        return _by_line(inside, [one for one in made if not one.service_at_location_id])
    if key == "attributes":  # the terms that the program adds are not in the record
        made = [one for one in made if one.link_type != BUILTIN]
        return made if len(made) >= len(inside) else None
    return made if len(made) == len(inside) else None


def _by_line(lines: list[Data], made: list[Any]) -> list[Any] | None:
    """The first schedule made of each line: none of one that only says when it is closed."""
    counts = [sum(len(hours.schedules) for hours in read_lines([line]).hours) for line in lines]
    if not any(counts) and len(made) == 1:  # closures alone are one schedule together
        return [*made, *(None for _ in lines[1:])]
    ends = list(accumulate(counts))
    enough = bool(counts) and ends[-1] == len(made)
    return [made[end - count] if count else None for count, end in zip(counts, ends, strict=True)] if enough else None


def has_id(value: Data) -> bool:
    """Whether an id is said anywhere in a record."""
    if isinstance(value, dict):
        return "id" in value or any(map(has_id, value.values()))
    return isinstance(value, list) and any(map(has_id, value))


def _without_ids(value: Data) -> Data:
    """A copy without the ids of parts."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return [_without_ids(item) for item in value]
    return {name: _without_ids(inner) for name, inner in value.items() if name != "id"}


def _copy_ids(bare: Data, full: Data) -> None:
    """Put every id back below a point that cannot be judged."""
    if isinstance(bare, dict) and isinstance(full, dict):
        if "id" in full:
            bare["id"] = full["id"]
        for name, inner in full.items():
            if name in bare:
                _copy_ids(bare[name], inner)
    elif isinstance(bare, list) and isinstance(full, list):
        for one, other in zip(bare, full, strict=True):
            _copy_ids(one, other)
