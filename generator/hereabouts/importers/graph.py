"""Everything a source holds as one graph: each thing once, with who runs what and where it happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hereabouts.importers.report import Action, Report
from hereabouts.importers.shapes import uuid_of
from hereabouts.importers.thing import Thing, same

Link = tuple[Thing | None, Thing]
"""A service_at_location (None where the source only says where) and its location."""


@dataclass(slots=True)
class Gathered:
    """All things of a source in order, and how they hang together."""

    organizations: list[Thing] = field(default_factory=list)
    services: list[Thing] = field(default_factory=list)
    locations: list[Thing] = field(default_factory=list)
    taxonomies: list[Thing] = field(default_factory=list)
    terms: list[Thing] = field(default_factory=list)
    owner: dict[Thing, Thing] = field(default_factory=dict)
    """Service -> organization."""
    home: dict[Thing, Thing] = field(default_factory=dict)
    """Location -> organization that it names as its own."""
    venues: dict[Thing, list[Thing]] = field(default_factory=dict)
    """Organization -> its locations."""
    programs: dict[Thing, list[Thing]] = field(default_factory=dict)
    """Organization -> its programs."""
    program_of: dict[Thing, Thing] = field(default_factory=dict)
    """Service -> program."""
    places: dict[Thing, list[Link]] = field(default_factory=dict)
    """Service -> where it happens."""
    parent: dict[Thing, Thing] = field(default_factory=dict)
    """Organization -> the one it is part of."""
    found: dict[tuple[str, str, str], Thing] = field(default_factory=dict)
    """Scope (empty for a UUID), kind and id -> thing."""
    scope_of: dict[Thing, str] = field(default_factory=dict)
    """Thing -> where its made-up ids count."""
    guests: dict[Thing, list[Thing]] = field(default_factory=dict)
    """Location -> services that happen there."""
    organizations_in: dict[str, list[Thing]] = field(default_factory=dict)
    """Label of a source record -> organizations in it."""

    def find(self, kind: str, own_id: str, scope: str) -> Thing | None:
        """The thing that an id means in a scope."""
        return self.found.get(name_of(kind, own_id, scope)) if own_id else None

    def about(self, thing: Thing, own_id: str) -> Thing | None:
        """What an id found in a thing means, whatever kind of thing that is."""
        scope = self.scope_of.get(thing, "")
        for kind in ("organization", "service", "location"):
            found = self.find(kind, own_id, scope)
            if found is not None:
                return found
        return None

    def calls(self, things: Iterable[Thing]) -> dict[Thing, str]:
        """What the source calls each of these things, now and the next time; empty where that may change.

        Ids that are no UUIDs count where they stand, so they last only if they all stand in one scope.
        """
        one_scope = len(set(self.scope_of.values())) == 1
        lasting = {thing: thing.id or (thing.key if one_scope else "") for thing in things}
        return {thing: f"{thing.kind}:{own_id}" if own_id else "" for thing, own_id in lasting.items()}

    def attributes(self) -> Iterator[Thing]:
        """Every attribute of every thing and its parts."""
        for thing in self.records():
            yield from (part for part in thing.within() if part.kind == "attribute")

    def records(self) -> Iterator[Thing]:
        """Every thing that is no part of another, but for terms and their lists."""
        yield from (*self.organizations, *self.services, *self.locations)
        yield from (link for places in self.places.values() for link, _ in places if link is not None)
        yield from (program for several in self.programs.values() for program in several)

    def trust(self) -> None:
        """Take everything for checked."""
        trust((*self.records(), *self.taxonomies, *self.terms))

    def only_organization(self, label: str) -> Thing | None:
        """The organization of a source record that holds just one."""
        there = self.organizations_in.get(label, [])
        return there[0] if len(there) == 1 else None

    def keep(self, thing: Thing, things: list[Thing], scope: str, report: Report) -> Thing:
        """The thing itself, now one of `things`, or the one it repeats with this one's fields added."""
        known = self.find(thing.kind, thing.id or thing.key, scope)
        if known is not None and known is not thing and (thing.id or agree(known, thing)):
            merge(known, thing, report)
            return known
        things.append(thing)
        self.scope_of[thing] = scope
        if thing.id or thing.key:
            self.found.setdefault(name_of(thing.kind, thing.id or thing.key, scope), thing)
        return thing

    def add_venue(self, organization: Thing, location: Thing) -> None:
        """Make a location one of an organization's."""
        venues = self.venues.setdefault(organization, [])
        if location not in venues:
            venues.append(location)

    def add_program(self, organization: Thing, program: Thing, report: Report) -> Thing:
        """Make a program one of an organization's; gives the one it repeats, if it does."""
        programs = self.programs.setdefault(organization, [])
        for other in programs:
            if same(program, other) or (program.key and program.key == other.key and agree(other, program)):
                merge(other, program, report)
                return other
        programs.append(program)
        return program

    def add_place(self, service: Thing, link: Thing | None, location: Thing, report: Report) -> None:
        """Say that a service happens at a location, once for each."""
        places = self.places.setdefault(service, [])
        for index, (other, there) in enumerate(places):
            if link is not None and other is not None and link.id and other.id:
                again = link.id == other.id
            else:
                again = there is location
            if again:
                if link is not None and other is not None and link is not other:
                    merge(other, link, report)
                elif other is None:
                    places[index] = (link, location)
                return
        places.append((link, location))


def trust(things: Iterable[Thing]) -> None:
    """Take things and all their parts for checked."""
    for thing in things:
        for part in (thing, *thing.within()):
            part.checked = True


def name_of(kind: str, own_id: str, scope: str) -> tuple[str, str, str]:
    """How a thing is found: by its UUID alone, or by another id in its scope."""
    return ("" if uuid_of(own_id) else scope, kind, uuid_of(own_id) or own_id)


def merge(known: Thing, again: Thing, report: Report) -> None:
    """Add to a thing what another entry of the same thing says. Where they differ, the first counts."""
    for name, value in again.fields.items():
        if name not in known.fields:
            known.fields[name] = value
        elif known.fields[name] != value:
            why = f"Another entry of the same {again.kind} says something else."
            report.add(again.where / name, name, Action.DROPPED, value, why)
    for name, parts in again.parts.items():
        for part in parts:
            _merge_part(known.parts.setdefault(name, []), part, report)
    for name, ids in again.links.items():
        known.links.setdefault(name, []).extend(one for one in ids if one not in known.links[name])


def _merge_part(there: list[Thing], part: Thing, report: Report) -> None:
    for other in there:
        if same(part, other):
            return
        if part.id and part.id == other.id:
            merge(other, part, report)
            return
    there.append(part)


def agree(known: Thing, again: Thing) -> bool:
    """Whether two things with one made-up id can be one thing: nothing that both say differs, but for description."""
    if any(known.fields.get(name, value) != value for name, value in again.fields.items() if name != "description"):
        return False
    ours, theirs = known.part("addresses"), again.part("addresses")
    return not (ours and theirs) or all(any(agree(one, other) for one in ours) for other in theirs)
