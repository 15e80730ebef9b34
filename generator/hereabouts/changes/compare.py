"""Two forms of a record held against each other."""

from __future__ import annotations

from collections.abc import Iterable

from hereabouts.changes.fact import Change, Fact, Facts, Nature, Spot
from hereabouts.changes.facts import HOME, Home, record_facts
from hereabouts.kind import Kind
from hereabouts.source.document import Data

_APART = frozenset({"attributes", "languages", "accessibility", "programs", "terms", "translations", "maintainers"})
"""Lists in which one more and one less are two things, and not one that became another."""


def compare(kind: Kind, old: dict[str, Data], new: dict[str, Data], home: Home = HOME) -> list[Change]:
    """What is different in the new form, in the order of the record, with what was taken out at the end."""
    return compare_facts(record_facts(kind, old, home), record_facts(kind, new, home))


def compare_facts(before: Facts, after: Facts) -> list[Change]:
    """How two forms of a record, taken apart, differ."""
    before = _follow(before, after)
    gone = {spot: fact for spot, fact in before.items() if spot not in after}
    come = {spot: fact for spot, fact in after.items() if spot not in before}
    became = _pair(gone, come)
    inside = _whole_places(gone) | _whole_places(come)
    changes = []
    for spot, fact in after.items():
        old = before.get(became.get(spot, spot))
        if old != fact and not _is_inside(spot, inside):
            changes.append(Change(spot.path, spot.place, old, fact))
    paired = set(became.values())
    lost = (spot for spot in gone if spot not in paired and not _is_inside(spot, inside))
    return [*changes, *(Change(spot.path, spot.place, gone[spot], None) for spot in lost)]


def _follow(before: Facts, after: Facts) -> Facts:
    """The old facts with the places of a service renamed where one place took the place of another."""
    old, new = _places(before), _places(after)
    gone, come = [name for name in old if name not in new], [name for name in new if name not in old]
    renamed = dict(zip(gone, come, strict=False))
    if not renamed:
        return before
    return {Spot(spot.path, renamed.get(spot.place, spot.place), spot.item): fact for spot, fact in before.items()}


def _places(facts: Facts) -> list[str]:
    return [spot.place for spot in facts if spot.path == ("locations",) and spot.place]


def _pair(gone: Facts, come: Facts) -> dict[Spot, Spot]:
    """In one list, the first that went became the first that came, and so on: new spot -> old spot."""
    waiting: dict[object, list[Spot]] = {}
    for spot, fact in come.items():
        if _APART.isdisjoint(spot.path):
            waiting.setdefault(_place_in_list(spot, fact), []).append(spot)
    pairs = {}
    for spot, fact in gone.items():
        free = waiting.get(_place_in_list(spot, fact), [])
        if free:
            pairs[free.pop(0)] = spot
    return pairs


def _place_in_list(spot: Spot, fact: Fact) -> object:
    return spot.path, spot.place, fact.nature is Nature.CLOSURE


def _whole_places(spots: Iterable[Spot]) -> set[str]:
    """Places that came or went as a whole: what stands inside them is not told piece by piece."""
    return {spot.place for spot in spots if spot.path == ("locations",) and spot.place}


def _is_inside(spot: Spot, places: set[str]) -> bool:
    return len(spot.path) > 1 and spot.place in places
