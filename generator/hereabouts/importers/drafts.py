"""Records on their way: bodies get file names, name each other, and are written once where they say the same.

Only things that agree in every word, and in everything they lead to, are taken for one; and only where the source has
no ids of its own to tell them apart. All others stay apart, with a number behind the name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from hereabouts.importers.bodies import (
    link_body,
    location_body,
    organization_body,
    program_body,
    service_body,
)
from hereabouts.importers.desk import Desk, Record
from hereabouts.importers.graph import Gathered
from hereabouts.importers.names import Names
from hereabouts.importers.report import Action, Where
from hereabouts.importers.thing import Thing
from hereabouts.model.ids import derive, slug
from hereabouts.source.document import Data

_GAPS = 5
"""How many numbers behind a name may be missing, because those that had them were never published."""


class Drafter:
    """Makes the records of organizations, places and services."""

    def __init__(self, gathered: Gathered, desk: Desk) -> None:
        self.all = gathered
        self.desk = desk
        self.records: dict[str, Record] = {}
        self._groups = Names()
        self._venues = Names()
        self._bodies: dict[Thing, Record] = {}
        self._group: dict[Thing, str] = {}
        self._venue: dict[Thing, str] = {}
        self._program_keys: dict[Thing, str] = {}
        self._marks: dict[str, Thing] = {}
        self._again: dict[Thing, Thing] = {}
        self._service_path: dict[Thing, str] = {}
        self._calls = gathered.calls((*gathered.organizations, *gathered.locations, *gathered.services))
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
        self._draft_services()
        return self.records

    def origins(self) -> dict[str, list[str]]:
        """Source label -> the records that what it says went into."""
        found: dict[str, dict[str, None]] = {}
        for thing in self._calls:
            path = self._path(thing)
            if path:
                found.setdefault(thing.where.source, {})[path] = None
        return {label: list(paths) for label, paths in found.items()}

    def places(self) -> dict[str, list[Where]]:
        """Record -> where in the source all that went into it stood, parts in tables of their own too."""
        found: dict[str, dict[Where, None]] = {}
        for thing in self._calls:
            inside = [location for _, location in self.all.places.get(thing, []) if not self._path(location)]
            path = self._path(thing)
            for one in (thing, *thing.within(), *(part for place in inside for part in (place, *place.within()))):
                found.setdefault(path, {})[one.where] = None
        return {path: list(wheres) for path, wheres in found.items() if path}

    def calls(self) -> dict[str, list[str]]:
        """Record -> what the source calls the things that went into it."""
        found: dict[str, dict[str, None]] = {}
        for thing, call in self._calls.items():
            path = self._path(thing)
            if call and path:
                found.setdefault(path, {})[call] = None
        return {path: list(calls) for path, calls in found.items()}

    def _path(self, thing: Thing) -> str:
        """The record of a thing; empty where it is written inside another."""
        if thing.kind == "organization":
            return f"organizations/{self._group[thing]}/organization"
        if thing.kind == "location":
            return f"locations/{self._venue[thing]}" if self._venue[thing] else ""
        return self._service_path[thing]

    def _owner_name(self, location: Thing) -> str:
        """What a place without a name of its own belongs to."""
        home = self.all.home.get(location) or self._venue_of.get(location)
        if home is not None:
            return home.get("name")
        return next((service.get("name") for service in self.all.guests.get(location, [])), "")

    # Names.

    def _name_groups(self) -> None:
        first: dict[str, Thing] = {}
        for organization in self.all.organizations:
            self._again[organization] = first.setdefault(self._organization_mark(organization), organization)
        wishes = {one: self._wish(one) for one in first.values()}
        self._group.update(self._name(wishes, self._groups, lambda name: f"organizations/{name}/organization"))
        for organization, one in self._again.items():
            if one is not organization:
                self._group[organization] = self._group[one]
                self._tell_merged(organization, one)

    def _wish(self, thing: Thing) -> str:
        """What a file would be called if it could choose."""
        kind = thing.kind.replace("location", "place")
        return slug(str(self._bodies[thing]["name"])) or f"{kind}-without-a-name"

    def _name(self, wishes: dict[Thing, str], names: Names, path: Callable[[str], str]) -> dict[Thing, str]:
        """A file name for each thing. One whose file had a name that is known or can be told is called that again."""
        found = {thing: name for thing in wishes if (name := self._kept(thing, names, path))}
        names.reserve(self._taken(path))
        found |= {t: name for t in wishes if t not in found and (name := self._said(t, names, path))}
        most = Counter(wishes.values())
        for thing, wish in wishes.items():
            if thing.id and thing not in found:
                found[thing] = names.recognise(wish, partial(self._had, thing, path), most[wish] + _GAPS)
        return {thing: found.get(thing) or names.take(wish) for thing, wish in wishes.items()}

    def _kept(self, thing: Thing, names: Names, path: Callable[[str], str]) -> str:
        """The file name that an earlier import gave a thing, whatever it is called now."""
        home = self._home(thing)
        name = home.removesuffix("/organization").rpartition("/")[2]
        return name if home and path(name) == home and names.claim(name) else ""

    def _home(self, thing: Thing) -> str:
        return self.desk.homes.paths.get(self._calls[thing], "")

    def _taken(self, path: Callable[[str], str]) -> Iterator[str]:
        """The names in a folder that things not from this source have."""
        before, _, after = path("*").partition("*")
        for taken in self.desk.homes.taken:
            if taken.startswith(before) and taken.endswith(after):
                yield taken.removeprefix(before).removesuffix(after)

    def _said(self, thing: Thing, names: Names, path: Callable[[str], str]) -> str:
        """The file name that the source says a thing had, if it can have it here."""
        said = self.desk.extension.path(thing)
        if not said:
            return ""
        name = said.removesuffix("/organization").rpartition("/")[2]
        if path(name) == said and names.claim(name):
            return name
        self.desk.extension.refuse(thing, "No file can have this name here, so it gets another.")
        return ""

    def _had(self, thing: Thing, path: Callable[[str], str], name: str) -> bool:
        return derive(self.desk.settings.id_namespace, path(name)) == thing.id

    def _organization_mark(self, organization: Thing) -> str:
        if organization.id:
            return organization.id
        venues = sorted(_mark(self._bodies[one]) for one in self.all.venues.get(organization, []))
        programs = sorted(one.said for one in self.all.programs.get(organization, []))
        parent = self.all.parent.get(organization)
        return _mark([self._bodies[organization], venues, programs, parent.said if parent else ""])

    def _name_venues(self) -> None:
        first: dict[str, Thing] = {}
        again: dict[Thing, Thing] = {}
        for location in self.all.locations:
            home = self.all.home.get(location)
            mark = location.id or _mark([self._bodies[location], self._group[home] if home else ""])
            again[location] = first.setdefault(mark, location)
        shared = {one for location, one in again.items() if one is not location}
        apart = shared | set(self._venue_of)
        inside = {one for one in first.values() if one not in apart and self._is_inside(one)}
        wishes = {one: self._wish(one) for one in first.values() if one not in inside}
        self._venue.update(self._name(wishes, self._venues, lambda name: f"locations/{name}"))
        for location, one in again.items():
            self._venue[location] = self._venue.get(one, "")
            if one is not location:
                self._tell_merged(location, one)

    def _tell_merged(self, thing: Thing, again: Thing) -> None:
        why = f"It says the same in every word as {again.where.source}."
        self.desk.report.add(thing.where, thing.kind, Action.MERGED, thing.get("name"), why)

    def _is_inside(self, location: Thing) -> bool:
        """Whether a place is written inside its one service, where it needs no file.

        One with an id only if that id says so, one without if no other place there has its name.
        """
        guests = self.all.guests.get(location, [])
        if len(guests) != 1 or self._home(location):
            return False
        if location.id and self.desk.extension.knows(guests[0]):
            return not self.desk.extension.knows(location)
        name = slug(str(self._bodies[location]["name"]))
        if location.id:
            return derive(guests[0].id, f"location/{name}") == location.id if guests[0].id else False
        others = [slug(str(self._bodies[other]["name"])) for _, other in self.all.places[guests[0]]]
        return others.count(name) == 1

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
        names = Names(files=False)
        for program in self.all.programs.get(organization, []):
            body = program_body(program, self.desk)
            said = self.desk.extension.key("program", program.id)
            key = said if said and names.claim(said) else names.take(slug(str(body["name"])) or "program")
            self._program_keys[program] = key
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

    def _draft_services(self) -> None:
        """Services are named group by group, when it is known which are the same."""
        by_group: dict[str, dict[Thing, Record]] = {}
        for service in self.all.services:
            group = self._group_of(service)
            self._bodies[service] = self._service_record(service)
            again = self._written_as(group, self._bodies[service], service)
            if again is service:
                by_group.setdefault(group, {})[service] = self._bodies[service]
            else:
                self._again[service] = again
                self._tell_merged(service, again)
        for group, records in by_group.items():
            wishes = {service: self._wish(service) for service in records}
            for service, name in self._name(wishes, Names(), partial(_service_path, group)).items():
                self._service_path[service] = _service_path(group, name)
                self.records[self._service_path[service]] = records[service]
        for service in self.all.services:
            self._service_path[service] = self._service_path[self._again.get(service, service)]

    def _group_of(self, service: Thing) -> str:
        """The folder of a service: its organization's, unless an earlier import put it into another one."""
        group, home = self._group[self.all.owner[service]], self._home(service)
        if not home or home.split("/")[1] == group:
            return group
        why = "It belongs to another organization at the source now. Move its file if that is right."
        self.desk.report.add(service.where, "organization", Action.CONFLICT, group, why)
        return home.split("/")[1]

    def _service_record(self, service: Thing) -> Record:
        record = service_body(service, self.desk)
        program = self.all.program_of.get(service)
        if program is not None and program in self._program_keys:
            record["program"] = self._program_keys[program]
        places = list(self._places(service))
        return {**record, "locations": places} if places else record

    def _places(self, service: Thing) -> Iterator[Data]:
        for link, location in self.all.places.get(service, []):
            said = link_body(link, self.desk) if link is not None else {}
            venue = self._venue[location]
            place: Record = {"at": venue} if venue else {"place": self._inner_place(location)}
            yield {**place, **said}

    def _inner_place(self, location: Thing) -> Record:
        """A place that is written inside its service, which says where both are from."""
        return {name: value for name, value in self._location_record(location).items() if name != "source"}

    def _written_as(self, group: str, record: Record, service: Thing) -> Thing:
        """The service itself, or an earlier one of the group that says the very same."""
        return service if service.id else self._marks.setdefault(_mark([group, record]), service)


def _service_path(group: str, name: str) -> str:
    return f"organizations/{group}/{name}"


def _mark(data: object) -> str:
    return json.dumps(data, sort_keys=True)
