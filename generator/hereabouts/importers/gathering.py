"""Everything a source holds, each thing once, with who runs what and where it happens.

Organizations hold services in one feed, services hold their organization in another, and a third keeps flat lists with
ids. Here all of that becomes one graph. A UUID means the same thing everywhere; any other id counts within its scope.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hereabouts.importers.entities import COLLECTIONS
from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.shapes import is_empty, uuid_of
from hereabouts.importers.source import SourceRecord
from hereabouts.importers.thing import Thing, Unpacker, same

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
    guests: dict[Thing, list[Thing]] = field(default_factory=dict)
    """Location -> services that happen there."""

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

    def attributes(self) -> Iterator[Thing]:
        """Every attribute of every thing and its parts."""
        links = [link for places in self.places.values() for link, _ in places if link is not None]
        programs = [program for several in self.programs.values() for program in several]
        for thing in [*self.organizations, *self.services, *self.locations, *links, *programs]:
            yield from (part for part in thing.within() if part.kind == "attribute")


def name_of(kind: str, own_id: str, scope: str) -> tuple[str, str, str]:
    """How a thing is found: by its UUID alone, or by another id in its scope."""
    return ("" if uuid_of(own_id) else scope, kind, uuid_of(own_id) or own_id)


class Gatherer:
    """Takes source records in and puts the graph together. `finish` must be called when all are in."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.all = Gathered()
        self._scope = ""
        self._alone: dict[str, list[Thing]] = {}
        self._label: dict[Thing, str] = {}

    def take(self, record: SourceRecord) -> None:
        """Take one source record in."""
        where = Where(record.label)
        if record.error:
            self.report.add(where, "record", Action.DROPPED, record.label, record.error)
            return
        self._scope = record.scope
        unpacker = Unpacker(self.report)
        roots = record.data if isinstance(record.data, list) else [record.data]
        for index, raw in enumerate(roots):
            inner = where / index if isinstance(record.data, list) else where
            if isinstance(raw, dict) and not is_empty(raw):
                self._take_root(raw, inner, COLLECTIONS.get(record.kind, ""), unpacker)
            elif not is_empty(raw):
                self.report.add(inner, "record", Action.DROPPED, raw, "It is no record.")

    def finish(self) -> Gathered:
        """Follow every id, find an organization for every service, and give the graph."""
        for service in list(self.all.services):
            self._place_by_id(service)
        for organization in self.all.organizations:
            for location in self._seek_all(organization, "location", "location_ids"):
                self._add_venue(organization, location)
        for location in self.all.locations:
            self._house(location)
        for service in self.all.services:
            self._own(service)
        for organization in self.all.organizations:
            self._find_parent(organization)
        for service in self.all.services:
            self._find_program(service)
            for _, location in self.all.places.get(service, []):
                self.all.guests.setdefault(location, []).append(service)
        return self.all

    # Taking in.

    def _take_root(self, raw: dict[str, Any], where: Where, kind: str, unpacker: Unpacker) -> None:
        if "openapi_url" in raw:
            why = "It tells of the feed as a whole, and of no service."
            self.report.add(where, "record", Action.DROPPED, raw, why)
            return
        kind = kind or guess_kind(raw)
        if kind:
            self._absorb_root(unpacker.unpack(kind, raw, where))
            return
        organizations = [name for name in ("organization", "organizations") if not is_empty(raw.get(name))]
        rest = {name: value for name, value in raw.items() if name not in COLLECTIONS}
        rest_used = False
        for name, item, inner in _items(raw, where):
            thing = unpacker.unpack(COLLECTIONS[name], item, inner)
            if thing is None:
                continue
            thing = self._absorb_root(thing) or thing
            only = name in organizations and len(organizations) == 1 and _count(raw[name]) == 1
            if only:
                rest_used = True
                extra = unpacker.unpack("organization", rest, where)
                if extra is not None:
                    self._merge(thing, extra)
                    self._absorb_organization_parts(thing)
        if not rest_used:
            self._set_aside(rest, where, unpacker)

    def _set_aside(self, rest: dict[str, Any], where: Where, unpacker: Unpacker) -> None:
        unpacker.take_changes(None, rest.pop("metadata", None), where)
        for name, value in rest.items():
            if not is_empty(value):
                unpacker.drop(where, name, value, "Nothing says what this belongs to.")

    def _absorb_root(self, thing: Thing | None) -> Thing | None:
        if thing is None:
            return None
        if thing.kind == "organization":
            return self._organization(thing)
        if thing.kind == "service":
            return self._service(thing, None)
        if thing.kind == "location":
            return self._location(thing)
        if thing.kind == "service_at_location":
            self._service_at_location(thing)
        elif thing.kind == "program":
            self._loose_program(thing)
        elif thing.kind == "taxonomy":
            return self._keep(thing, self.all.taxonomies)
        elif thing.kind == "taxonomy_term":
            return self._keep(thing, self.all.terms)
        return None

    def _organization(self, thing: Thing) -> Thing:
        kept = self._keep(thing, self.all.organizations)
        self._absorb_organization_parts(kept)
        self._alone.setdefault(kept.where.source, [])
        if kept not in self._alone[kept.where.source]:
            self._alone[kept.where.source].append(kept)
        return kept

    def _absorb_organization_parts(self, organization: Thing) -> None:
        for location in organization.parts.pop("locations", []):
            self._add_venue(organization, self._location(location))
        for service in organization.parts.pop("services", []):
            self._service(service, organization)
        for program in organization.parts.pop("programs", []):
            self._add_program(organization, program)

    def _add_venue(self, organization: Thing, location: Thing) -> None:
        venues = self.all.venues.setdefault(organization, [])
        if location not in venues:
            venues.append(location)

    def _add_program(self, organization: Thing, program: Thing) -> Thing:
        programs = self.all.programs.setdefault(organization, [])
        for other in programs:
            if same(program, other) or (program.key and program.key == other.key and _agree(other, program)):
                self._merge(other, program)
                return other
        programs.append(program)
        return program

    def _service(self, thing: Thing, organization: Thing | None) -> Thing:
        kept = self._keep(thing, self.all.services)
        self._label[kept] = thing.where.source
        for inner in kept.parts.pop("organization", []):
            self.all.owner.setdefault(kept, self._organization(inner))
        if organization is not None:
            self.all.owner.setdefault(kept, organization)
        for link in kept.parts.pop("service_at_locations", []):
            self._add_link(kept, link)
        for location in kept.parts.pop("locations", []):
            self._add_place(kept, None, self._location(location))
        return kept

    def _location(self, thing: Thing) -> Thing:
        kept = self._keep(thing, self.all.locations)
        for service in kept.parts.pop("services", []):
            self._add_place(self._service(service, None), None, kept)
        return kept

    def _service_at_location(self, link: Thing) -> None:
        inner = link.parts.pop("service", [])
        service = self._service(inner[0], None) if inner else self._find("service", link.link("service_id"))
        if service is None:
            why = "The service it belongs to is not in the source."
            self.report.add(link.where, "service_at_location", Action.DROPPED, link.said, why)
            return
        self._add_link(service, link)

    def _add_link(self, service: Thing, link: Thing) -> None:
        inner = link.parts.pop("location", [])
        location = self._location(inner[0]) if inner else None
        if location is None:
            link.parts["waiting"] = []
            self.all.places.setdefault(service, []).append((link, link))
        else:
            self._add_place(service, link, location)

    def _add_place(self, service: Thing, link: Thing | None, location: Thing) -> None:
        places = self.all.places.setdefault(service, [])
        for index, (other, there) in enumerate(places):
            if there is location or (link is not None and other is not None and link.id and link.id == other.id):
                if link is not None and other is not None and link is not other:
                    self._merge(other, link)
                elif other is None:
                    places[index] = (link, location)
                if there is other:
                    places[index] = (other, location)
                return
        places.append((link, location))

    def _loose_program(self, program: Thing) -> None:
        organization = self._find("organization", program.link("organization_id"))
        alone = self._alone.get(program.where.source, [])
        organization = organization or (alone[0] if len(alone) == 1 else None)
        if organization is None:
            why = "The organization it belongs to is not in the source."
            self.report.add(program.where, "program", Action.DROPPED, program.said, why)
            return
        self._add_program(organization, program)

    # One thing, said more than once.

    def _keep(self, thing: Thing, things: list[Thing]) -> Thing:
        """The thing itself, or the one it repeats with this one's fields added."""
        known = self._find(thing.kind, thing.id or thing.key)
        if known is not None and known is not thing and (thing.id or _agree(known, thing)):
            self._merge(known, thing)
            return known
        things.append(thing)
        self.all.scope_of[thing] = self._scope
        if thing.id or thing.key:
            self.all.found.setdefault(name_of(thing.kind, thing.id or thing.key, self._scope), thing)
        return thing

    def _merge(self, known: Thing, again: Thing) -> None:
        for name, value in again.fields.items():
            if name not in known.fields:
                known.fields[name] = value
            elif known.fields[name] != value:
                why = f"Another entry of the same {again.kind} says something else."
                self.report.add(again.where / name, name, Action.DROPPED, value, why)
        for name, parts in again.parts.items():
            for part in parts:
                self._merge_part(known, name, part)
        for name, ids in again.links.items():
            known.links.setdefault(name, []).extend(one for one in ids if one not in known.links[name])

    def _merge_part(self, known: Thing, name: str, part: Thing) -> None:
        there = known.parts.setdefault(name, [])
        for other in there:
            if same(part, other):
                return
            if part.id and part.id == other.id:
                self._merge(other, part)
                return
        there.append(part)

    # Following ids.

    def _find(self, kind: str, own_id: str, scope: str | None = None) -> Thing | None:
        return self.all.find(kind, own_id, self._scope if scope is None else scope)

    def _seek(self, thing: Thing, kind: str, link: str) -> Thing | None:
        """What a thing's link field leads to."""
        return next(iter(self._seek_all(thing, kind, link)), None)

    def _seek_all(self, thing: Thing, kind: str, link: str) -> list[Thing]:
        """Everything a thing's link field leads to. An id that leads nowhere gets a line."""
        found = []
        for own_id in thing.links.get(link, []):
            there = self._find(kind, own_id, self.all.scope_of.get(thing, ""))
            if there is not None:
                found.append(there)
            else:
                why = f"There is no {kind} with this id in the source."
                self.report.add(thing.where / link, link, Action.DROPPED, own_id, why)
        return found

    def _place_by_id(self, service: Thing) -> None:
        scope = self.all.scope_of.get(service, "")
        waiting = self.all.places.pop(service, [])
        for link, location in waiting:
            if location is not link:
                self._add_place(service, link, location)
                continue
            del link.parts["waiting"]
            there = self._find("location", link.link("location_id"), scope)
            if there is not None:
                self._add_place(service, link, there)
            else:
                why = "The location it leads to is not in the source."
                self.report.add(link.where, "service_at_location", Action.DROPPED, link.said, why)
        for name in ("location_id", "location_ids"):
            for location_found in self._seek_all(service, "location", name):
                self._add_place(service, None, location_found)

    def _house(self, location: Thing) -> None:
        organization = self._seek(location, "organization", "organization_id")
        if organization is not None:
            self.all.home[location] = organization
        service = self._seek(location, "service", "service_id")
        if service is not None:
            self._add_place(service, None, location)

    def _own(self, service: Thing) -> None:
        if service in self.all.owner:
            return
        own_id = service.link("organization_id")
        found = self._find("organization", own_id, self.all.scope_of.get(service, ""))
        alone = self._alone.get(self._label.get(service, ""), [])
        if found is None and len(alone) == 1:
            found = alone[0]
            why = "It names no organization; the one in the same source record is taken."
            self.report.add(service.where, "organization", Action.MENDED, found.get("name") or "organization", why)
        if found is None:
            found = self._invent(service, own_id)
        self.all.owner[service] = found

    def _invent(self, service: Thing, own_id: str) -> Thing:
        """A group to hold a service that comes without an organization."""
        self._scope = self.all.scope_of.get(service, "")
        name = service.get("name") or service.get("alternate_name")
        made = Thing("organization", service.where, uuid_of(own_id), own_id, {"name": name} if name else {})
        why = "The service comes without its organization, so a group is made with the name of the service."
        self.report.add(service.where, "organization", Action.DEFAULTED, own_id or name, why)
        return self._keep(made, self.all.organizations)

    def _find_parent(self, organization: Thing) -> None:
        parent = self._seek(organization, "organization", "parent_organization_id")
        above, seen = parent, {organization}
        while above is not None and above not in seen:
            seen.add(above)
            above = self.all.parent.get(above)
        if parent is not None and above is None:
            self.all.parent[organization] = parent
        elif parent is not None:
            why = "An organization cannot be part of itself."
            self.report.add(organization.where, "parent_organization_id", Action.DROPPED, parent.get("name"), why)

    def _find_program(self, service: Thing) -> None:
        organization = self.all.owner[service]
        for inner in service.parts.pop("program", []):
            self.all.program_of[service] = self._add_program(organization, inner)
        own_id = service.link("program_id")
        if not own_id or service in self.all.program_of:
            return
        known = [one for one in self.all.programs.get(organization, []) if own_id in (one.id, one.key)]
        if known:
            self.all.program_of[service] = known[0]
        else:
            why = "Its organization has no program with this id."
            self.report.add(service.where / "program_id", "program_id", Action.DROPPED, own_id, why)


def guess_kind(raw: dict[str, Any]) -> str:
    """What kind of thing an object without any label is; empty for a bundle of several."""
    has = raw.keys()
    if "location" in has and "name" not in has and has & {"service", "service_id", "location_id"} and "id" in has:
        return "service_at_location"
    if "name" not in has and any(not is_empty(raw.get(name)) for name in COLLECTIONS):
        return ""
    if has & {"location_type", "latitude", "transportation"} and not has & {"services", "locations", "programs"}:
        return "location"
    if has & {"taxonomy_detail", "taxonomy_id", "term_uri"} or ("term" in has and "taxonomy" in has):
        return "taxonomy_term"
    if has & _SERVICE_ONLY:
        return "service"
    if "version" in has and has <= {"id", "name", "description", "uri", "version", "metadata", "taxonomy_terms"}:
        return "taxonomy"
    return "organization" if "name" in has else ""


_SERVICE_ONLY = {
    *("service_at_locations", "eligibility_description", "application_process", "fees_description", "cost_options"),
    *("organization", "assured_date", "minimum_age", "service_areas", "program_id"),
}


def _items(raw: dict[str, Any], where: Where) -> Iterator[tuple[str, Any, Where]]:
    """The things in the lists of a bundle: organizations first, so that the others find theirs."""
    order = list(COLLECTIONS)
    for name in sorted((name for name in raw if name in COLLECTIONS), key=order.index):
        value = raw[name]
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            yield name, item, where / name / index if isinstance(value, list) else where / name


def _count(value: Any) -> int:
    return len(value) if isinstance(value, list) else 1


def _agree(known: Thing, again: Thing) -> bool:
    """Whether two things with one made-up id can be one thing: nothing that both say differs."""
    if any(known.fields.get(name, value) != value for name, value in again.fields.items() if name != "description"):
        return False
    for name in ("addresses",):
        ours, theirs = known.part(name), again.part(name)
        if ours and theirs and not all(any(_agree(one, other) for one in ours) for other in theirs):
            return False
    return True
