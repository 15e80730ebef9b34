"""Records on their way: bodies get file names, name each other, and are written once where they say the same.

Only things that agree in every word, and in everything they lead to, are taken for one; and only where the source has
no ids of its own to tell them apart. All others stay apart, with a number behind the name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from hereabouts.importers.bodies import (
    link_body,
    location_body,
    organization_body,
    program_body,
    service_body,
)
from hereabouts.importers.desk import Desk, Record
from hereabouts.importers.gathering import Gathered
from hereabouts.importers.names import Names
from hereabouts.importers.report import Action
from hereabouts.importers.thing import Thing
from hereabouts.model.ids import derive, slug
from hereabouts.source.document import Data


class Drafter:
    """Makes the records of organizations, places and services."""

    def __init__(self, gathered: Gathered, desk: Desk) -> None:
        self.all = gathered
        self.desk = desk
        self.records: dict[str, Record] = {}
        self._groups = Names()
        self._venues = Names()
        self._services: dict[str, Names] = {}
        self._bodies: dict[Thing, Record] = {}
        self._group: dict[Thing, str] = {}
        self._venue: dict[Thing, str] = {}
        self._program_keys: dict[Thing, str] = {}
        self._marks: dict[str, Thing] = {}
        self._service_path: dict[Thing, str] = {}
        self._venue_of = {place: one for one, places in gathered.venues.items() for place in places}

    def run(self) -> dict[str, Record]:
        """All records by path, in the order they were made."""
        for location in self.all.locations:
            self._bodies[location] = location_body(location, self._owner_name(location), self.desk)
        for organization in self.all.organizations:
            self._bodies[organization] = organization_body(organization, self.desk)
        self._name_groups()
        self._name_venues()
        for organization in self.all.organizations:
            self._draft_organization(organization)
        for location in self.all.locations:
            self._draft_location(location)
        for service in self.all.services:
            self._draft_service(service)
        return self.records

    def origins(self) -> dict[str, list[str]]:
        """Source label -> the records that what it says went into."""
        found: dict[str, dict[str, None]] = {}
        for organization in self.all.organizations:
            path = f"organizations/{self._group[organization]}/organization"
            found.setdefault(organization.where.source, {})[path] = None
        for location in self.all.locations:
            if self._venue[location]:
                found.setdefault(location.where.source, {})[f"locations/{self._venue[location]}"] = None
        for service, path in self._service_path.items():
            found.setdefault(service.where.source, {})[path] = None
        return {label: list(paths) for label, paths in found.items()}

    def _owner_name(self, location: Thing) -> str:
        """What a place without a name of its own belongs to."""
        home = self.all.home.get(location) or self._venue_of.get(location)
        if home is not None:
            return home.get("name")
        return next((service.get("name") for service in self.all.guests.get(location, [])), "")

    # Names.

    def _name_groups(self) -> None:
        seen: dict[str, Thing] = {}
        for organization in self.all.organizations:
            again = seen.setdefault(self._organization_mark(organization), organization)
            if again is not organization:
                self._group[organization] = self._group[again]
                self._tell_merged(organization, again)
                continue
            self._group[organization] = self._take_group(organization)

    def _organization_mark(self, organization: Thing) -> str:
        if organization.id:
            return organization.id
        venues = sorted(_mark(self._bodies[one]) for one in self.all.venues.get(organization, []))
        programs = sorted(one.said for one in self.all.programs.get(organization, []))
        parent = self.all.parent.get(organization)
        return _mark([self._bodies[organization], venues, programs, parent.said if parent else ""])

    def _take_group(self, organization: Thing) -> str:
        wish = slug(str(self._bodies[organization]["name"])) or "organization-without-a-name"
        return self._groups.take(wish)

    def _name_venues(self) -> None:
        first: dict[str, Thing] = {}
        again: dict[Thing, Thing] = {}
        for location in self.all.locations:
            home = self.all.home.get(location)
            mark = location.id or _mark([self._bodies[location], self._group[home] if home else ""])
            again[location] = first.setdefault(mark, location)
        shared = {one for location, one in again.items() if one is not location}
        for location, one in again.items():
            if one is not location:
                self._venue[location] = self._venue[one]
                self._tell_merged(location, one)
            elif location not in shared and location not in self._venue_of and self._is_inside(location):
                self._venue[location] = ""
            else:
                wish = slug(str(self._bodies[location]["name"])) or "place-without-a-name"
                self._venue[location] = self._venues.take(wish)

    def _is_inside(self, location: Thing) -> bool:
        """Whether a place is written inside its one service, where it needs no file.

        One with an id only if that id says so, one without if no other place there has its name.
        """
        guests = self.all.guests.get(location, [])
        if len(guests) != 1:
            return False
        name = slug(str(self._bodies[location]["name"]))
        if location.id:
            return derive(guests[0].id, f"location/{name}") == location.id if guests[0].id else False
        others = [slug(str(self._bodies[other]["name"])) for _, other in self.all.places[guests[0]]]
        return others.count(name) == 1

    def _tell_merged(self, thing: Thing, again: Thing) -> None:
        why = f"It says the same in every word as {again.where.source}."
        self.desk.report.add(thing.where, thing.kind, Action.MERGED, thing.get("name"), why)

    # Records.

    def _draft_organization(self, organization: Thing) -> None:
        path = f"organizations/{self._group[organization]}/organization"
        if path in self.records:
            return
        record = dict(self._bodies[organization])
        venues = [self._venue[location] for location in self.all.venues.get(organization, [])]
        if any(venues):
            record["locations"] = list(dict.fromkeys(filter(None, venues)))
        parent = self.all.parent.get(organization)
        if parent is not None:
            record["parent_organization"] = self._group[parent]
        programs = dict(self._programs(organization))
        if programs:
            record["programs"] = programs
        self.records[path] = record

    def _programs(self, organization: Thing) -> Iterator[tuple[str, Data]]:
        names = Names()
        for program in self.all.programs.get(organization, []):
            body = program_body(program, self.desk)
            self._program_keys[program] = names.take(slug(str(body["name"])) or "program")
            yield self._program_keys[program], body

    def _draft_location(self, location: Thing) -> None:
        path = f"locations/{self._venue[location]}"
        if not self._venue[location] or path in self.records:
            return
        self.records[path] = self._location_record(location)

    def _location_record(self, location: Thing) -> Record:
        record = dict(self._bodies[location])
        home = self.all.home.get(location)
        return {**record, "organization": self._group[home]} if home is not None else record

    def _draft_service(self, service: Thing) -> None:
        organization = self.all.owner[service]
        group = self._group[organization]
        record = service_body(service, self.desk)
        program = self.all.program_of.get(service)
        if program is not None and program in self._program_keys:
            record["program"] = self._program_keys[program]
        places = list(self._places(service))
        if places:
            record["locations"] = places
        again = self._written_as(group, record, service)
        if again is not service:
            self._tell_merged(service, again)
            self._service_path[service] = self._service_path[again]
            return
        names = self._services.setdefault(group, Names())
        name = names.take(slug(str(record["name"])) or "service-without-a-name")
        self._service_path[service] = f"organizations/{group}/{name}"
        self.records[self._service_path[service]] = record

    def _places(self, service: Thing) -> Iterator[Data]:
        for link, location in self.all.places.get(service, []):
            said = link_body(link, self.desk) if link is not None else {}
            venue = self._venue[location]
            place: Record = {"at": venue} if venue else {"place": self._location_record(location)}
            yield {**place, **said}

    def _written_as(self, group: str, record: Record, service: Thing) -> Thing:
        """The service itself, or an earlier one of the group that says the very same."""
        return service if service.id else self._marks.setdefault(_mark([group, record]), service)


def _mark(data: object) -> str:
    return json.dumps(data, sort_keys=True)
