"""Whether ids stand for one thing each, and whether what names another thing leads to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from hereabouts.conform.fault import Faults, Spot
from hereabouts.conform.values import Thing

REFERENCES: Final = {
    "organization_id": "organization",
    "parent_organization_id": "organization",
    "service_id": "service",
    "location_id": "location",
    "service_at_location_id": "service_at_location",
    "program_id": "program",
    "contact_id": "contact",
    "phone_id": "phone",
    "unit_id": "unit",
    "taxonomy_id": "taxonomy",
    "taxonomy_term_id": "taxonomy_term",
}
_PARENTS: Final = {"organization": "parent_organization_id", "taxonomy_term": "parent_id"}


@dataclass(slots=True)
class Identities:
    """Every id seen so far, and every reference."""

    _kinds: dict[str, str] = field(default_factory=dict)
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    _known: set[tuple[str, str]] = field(default_factory=set)
    _references: dict[tuple[str, str, str], Spot] = field(default_factory=dict)
    _parents: dict[tuple[str, str], tuple[str, Spot]] = field(default_factory=dict)

    def add(self, thing: Thing, faults: Faults) -> None:
        """Take one object in."""
        if thing.id:
            self._check_id(thing, faults)
        self._check_lists(thing, faults)
        for name in thing.fields:
            if name in REFERENCES:
                self._note(thing, name, REFERENCES[name], faults)
        parent = _PARENTS.get(thing.kind, "")
        above = thing.fields.get(parent)
        if isinstance(above, str) and above.strip():
            self._references.setdefault((parent, thing.kind, above), thing.spot.within(parent))
            self._parents.setdefault((thing.kind, thing.id), (above, thing.spot.within(parent)))

    def _check_id(self, thing: Thing, faults: Faults) -> None:
        self._known.add((thing.kind, thing.id))
        kind = self._kinds.setdefault(thing.id, thing.kind)
        spot = thing.spot.within("id")
        if kind != thing.kind:
            faults.add_once("id-two-kinds", spot, (thing.id, thing.kind), id=thing.id, kind=thing.kind, other=kind)
        name = thing.fields.get("name")
        if isinstance(name, str):
            before = self._names.setdefault((thing.kind, thing.id), name)
            if before != name:
                said = {"id": thing.id, "kind": thing.kind, "name": name, "other": before}
                faults.add_once("id-two-names", spot, (thing.kind, thing.id), **said)

    @staticmethod
    def _check_lists(thing: Thing, faults: Faults) -> None:
        """Tell of one id twice in one list of an object. The collections themselves are `check_collection`'s."""
        for key, inner in thing.fields.items():
            if isinstance(inner, list) and len(inner) > 1:
                ids = [one.get("id") if isinstance(one, dict) else None for one in inner]
                for index, found in _repeated(ids):
                    place = thing.spot.within(key, index, "id")
                    said = {"id": found, "times": ids.count(found), "where": key}
                    faults.add_once("id-twice-inside", place, (thing.kind, thing.id, key, found), **said)

    def _note(self, thing: Thing, name: str, kind: str, faults: Faults) -> None:
        named = thing.fields.get(name)
        if not isinstance(named, str) or not named.strip():
            return
        spot = thing.spot.within(name)
        self._references.setdefault((name, kind, named), spot)
        inner = thing.fields.get(name.removesuffix("_id"))
        if isinstance(inner, dict) and isinstance(inner.get("id"), str) and inner["id"] != named:
            said = {"name": name, "id": named, "inner": name.removesuffix("_id"), "other": inner["id"]}
            faults.add_once("reference-disagrees", spot, (thing.kind, thing.id, name), **said)

    def check_references(self, whole: Iterable[str], faults: Faults) -> None:
        """Tell of references that lead nowhere, to the kinds of which everything was read."""
        kinds = set(whole)
        for (name, kind, named), spot in self._references.items():
            if kind in kinds and (kind, named) not in self._known:
                faults.add("reference-nowhere", spot, name=name, id=named, kind=kind)
        self._check_circles(faults)

    def _check_circles(self, faults: Faults) -> None:
        done: set[tuple[str, str]] = set()
        for kind, start in self._parents:
            way: list[str] = []
            here = start
            while (kind, here) in self._parents and (kind, here) not in done:
                done.add((kind, here))
                way.append(here)
                here = self._parents[kind, here][0]
            if here in way:
                spot = self._parents[kind, here][1]
                faults.add("reference-circle", spot, kind=kind, id=here, steps=len(way) - way.index(here))


def _repeated(ids: list[object]) -> list[tuple[int, object]]:
    """Each id that stands more than once, with the index of its second place."""
    counts = Counter(one for one in ids if isinstance(one, str))
    twice = [one for one, times in counts.items() if times > 1]
    return [(ids.index(one, ids.index(one) + 1), one) for one in twice]


def check_collection(ids: list[tuple[str, Spot]], collection: str, faults: Faults) -> None:
    """Tell of one id for several records of a collection: once each, at its second place."""
    counts = Counter(one for one, _ in ids)
    seen: Counter[str] = Counter()
    for one, spot in ids:
        seen[one] += 1
        if seen[one] == 2:
            faults.add("id-twice", spot, id=one, times=counts[one], collection=collection)
