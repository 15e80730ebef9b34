"""The ids of a source followed: every service gets an organization, and every place somebody it belongs to."""

from __future__ import annotations

from hereabouts.importers.graph import Gathered
from hereabouts.importers.report import Action, Report
from hereabouts.importers.shapes import uuid_of
from hereabouts.importers.thing import Thing

_ALONE = "It names no organization; the one in the same source record is taken."


def link(gathered: Gathered, waiting: list[tuple[Thing, Thing]], report: Report) -> None:
    """Follow all ids. `waiting` are services with service_at_locations that only name their location."""
    _Linker(gathered, report).run(waiting)


class _Linker:
    def __init__(self, gathered: Gathered, report: Report) -> None:
        self.all = gathered
        self.report = report

    def run(self, waiting: list[tuple[Thing, Thing]]) -> None:
        for service, at in waiting:
            self._place(service, at)
        for service in self.all.services:
            self._place_by_id(service)
        for organization in self.all.organizations:
            for location in self._seek(organization, "location", "location_ids"):
                self.all.add_venue(organization, location)
        for service in self.all.services:
            self._own(service)  # before its places, which may name the same organization that is not in the source
        for location in self.all.locations:
            self._house(location)
        for organization in self.all.organizations:
            self._find_parent(organization)
        for service in self.all.services:
            self._find_program(service)
            for _, location in self.all.places.get(service, []):
                self.all.guests.setdefault(location, []).append(service)
        self._attach()

    def _find(self, thing: Thing, kind: str, own_id: str) -> Thing | None:
        return self.all.find(kind, own_id, self.all.scope_of.get(thing, ""))

    def _seek(self, thing: Thing, kind: str, link_name: str) -> list[Thing]:
        """Everything a thing's link field leads to. An id that leads nowhere gets a line."""
        found = []
        for own_id in thing.links.get(link_name, []):
            there = self._find(thing, kind, own_id)
            if there is not None:
                found.append(there)
            else:
                why = f"There is no {kind} with this id in the source."
                self.report.add(thing.where / link_name, link_name, Action.DROPPED, own_id, why)
        return found

    def _place(self, service: Thing, at: Thing) -> None:
        location = self._find(service, "location", at.link("location_id"))
        if location is not None:
            self.all.add_place(service, at, location, self.report)
        else:
            why = "The location it leads to is not in the source."
            self.report.add(at.where, "service_at_location", Action.DROPPED, at.said, why)

    def _place_by_id(self, service: Thing) -> None:
        for name in ("location_id", "location_ids"):
            for location in self._seek(service, "location", name):
                self.all.add_place(service, None, location, self.report)

    def _house(self, location: Thing) -> None:
        for organization in self._seek(location, "organization", "organization_id"):
            self.all.home[location] = organization
        for service in self._seek(location, "service", "service_id"):
            self.all.add_place(service, None, location, self.report)

    def _own(self, service: Thing) -> None:
        if service in self.all.owner:
            return
        own_id = service.link("organization_id")
        found = self._find(service, "organization", own_id)
        if found is None:
            found = self.all.only_organization(service.where.source)
            if found is not None:
                self.report.add(service.where, "organization", Action.MENDED, found.get("name"), _ALONE)
        self.all.owner[service] = found or self._invent(service, own_id)

    def _invent(self, service: Thing, own_id: str) -> Thing:
        """A group to hold a service that comes without an organization."""
        name = service.get("name") or service.get("alternate_name")
        made = Thing("organization", service.where, uuid_of(own_id), own_id, {"name": name} if name else {})
        why = "The service comes without its organization, so a group is made with the name of the service."
        self.report.add(service.where, "organization", Action.DEFAULTED, own_id or name, why)
        return self.all.keep(made, self.all.organizations, self.all.scope_of.get(service, ""), self.report)

    def _find_parent(self, organization: Thing) -> None:
        for parent in self._seek(organization, "organization", "parent_organization_id"):
            above: Thing | None = parent
            seen = {organization}
            while above is not None and above not in seen:
                seen.add(above)
                above = self.all.parent.get(above)
            if above is None:
                self.all.parent[organization] = parent
            else:
                why = "An organization cannot be part of itself."
                where = organization.where / "parent_organization_id"
                self.report.add(where, "parent_organization_id", Action.DROPPED, parent.get("name"), why)

    def _find_program(self, service: Thing) -> None:
        organization = self.all.owner[service]
        for inner in service.parts.pop("program", []):
            self.all.program_of[service] = self.all.add_program(organization, inner, self.report)
        own_id = service.link("program_id")
        if not own_id or service in self.all.program_of:
            return
        known = [one for one in self.all.programs.get(organization, []) if own_id in (one.id, one.key)]
        if known:
            self.all.program_of[service] = known[0]
        else:
            why = "Its organization has no program with this id."
            self.report.add(service.where / "program_id", "program_id", Action.DROPPED, own_id, why)

    def _attach(self) -> None:
        """Give a place that nobody names to the organization it names itself, or to the only one around."""
        named = {place for venues in self.all.venues.values() for place in venues} | self.all.guests.keys()
        for location in self.all.locations:
            if location in named or location.checked:
                continue
            organization = self.all.home.get(location)
            if organization is None:
                organization = self.all.only_organization(location.where.source)
                if organization is not None:
                    self.report.add(location.where, "location", Action.MENDED, location.get("name"), _ALONE)
            if organization is not None:
                self.all.add_venue(organization, location)
