"""Source records taken in, one by one, and put together to one graph.

Organizations hold services in one feed, services hold their organization in another, and a third keeps flat lists with
ids. A UUID means the same thing everywhere; any other id counts within its scope.
"""

from __future__ import annotations

from typing import Any

from hereabouts.importers.entities import COLLECTIONS
from hereabouts.importers.graph import Gathered, merge, trust
from hereabouts.importers.guessing import guess_kind, items_of
from hereabouts.importers.linking import link
from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.shapes import is_empty, uuid_of
from hereabouts.importers.source import SourceRecord
from hereabouts.importers.thing import Thing, Unpacker
from hereabouts.importers.troubles import report_mended


class Gatherer:
    """Takes source records in and puts the graph together. `finish` must be called when all are in."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.all = Gathered()
        self._unpacker = Unpacker(report)
        self._scope = ""
        self._waiting: list[tuple[Thing, Thing]] = []

    def take(self, record: SourceRecord) -> None:
        """Take one source record in."""
        where = Where(record.label)
        if record.error:
            self.report.add(where, "record", Action.DROPPED, record.label, record.error)
            self.report.unread.add(f"{COLLECTIONS.get(record.kind, '')}:{uuid_of(record.about) or record.about}")
            return
        report_mended(record.troubles, where, self.report)
        self._scope = record.scope
        roots = record.data if isinstance(record.data, list) else [record.data]
        for index, raw in enumerate(roots):
            inner = where / index if isinstance(record.data, list) else where
            if isinstance(raw, dict) and not is_empty(raw):
                self._take_root(raw, inner, COLLECTIONS.get(record.kind, ""))
            elif not is_empty(raw):
                self.report.add(inner, "record", Action.DROPPED, raw, "It is no record.")

    def finish(self, *, checked: bool = False) -> Gathered:
        """Follow every id, and give the graph. `checked` says that everything went through our own checks before."""
        if checked:
            self.all.trust()
            trust(at for _, at in self._waiting)
        link(self.all, self._waiting, self.report)
        return self.all

    def _take_root(self, raw: dict[str, Any], where: Where, kind: str) -> None:
        if "openapi_url" in raw:
            why = "It tells of the feed as a whole, and of no service."
            self.report.add(where, "record", Action.DROPPED, raw, why)
            return
        kind = kind or guess_kind(raw)
        if kind:
            self._absorb(self._unpacker.unpack(kind, raw, where))
        else:
            self._take_bundle(raw, where)

    def _take_bundle(self, raw: dict[str, Any], where: Where) -> None:
        """Lists of things, and beside them perhaps what belongs to the one organization among them."""
        organizations = []
        for name, item, inner in items_of(raw, where):
            thing = self._absorb(self._unpacker.unpack(COLLECTIONS[name], item, inner))
            if thing is not None and thing.kind == "organization":
                organizations.append(thing)
        rest = {name: value for name, value in raw.items() if name not in COLLECTIONS}
        if len(organizations) != 1:
            self._set_aside(rest, where)
            return
        extra = self._unpacker.unpack("organization", rest, where)
        if extra is not None:
            merge(organizations[0], extra, self.report)
            self._absorb_parts(organizations[0])

    def _set_aside(self, rest: dict[str, Any], where: Where) -> None:
        self._unpacker.take_changes(None, rest.pop("metadata", None), where)
        for name, value in rest.items():
            if not is_empty(value):
                self._unpacker.drop(where, name, value, "Nothing says what this belongs to.")

    def _absorb(self, thing: Thing | None) -> Thing | None:
        """Take in a thing with everything in it; gives the thing that is kept."""
        match thing:
            case Thing(kind="organization"):
                return self._organization(thing)
            case Thing(kind="service"):
                return self._service(thing)
            case Thing(kind="location"):
                return self._location(thing)
            case Thing(kind="service_at_location"):
                self._service_at_location(thing)
            case Thing(kind="program"):
                self._loose_program(thing)
            case Thing(kind="taxonomy"):
                self._keep(thing, self.all.taxonomies)
            case Thing(kind="taxonomy_term"):
                self._keep(thing, self.all.terms)
        return None

    def _keep(self, thing: Thing, things: list[Thing]) -> Thing:
        return self.all.keep(thing, things, self._scope, self.report)

    def _organization(self, thing: Thing) -> Thing:
        kept = self._keep(thing, self.all.organizations)
        self._absorb_parts(kept)
        there = self.all.organizations_in.setdefault(thing.where.source, [])
        if kept not in there:
            there.append(kept)
        return kept

    def _absorb_parts(self, organization: Thing) -> None:
        for location in organization.parts.pop("locations", []):
            self.all.add_venue(organization, self._location(location))
        for service in organization.parts.pop("services", []):
            self.all.owner.setdefault(self._service(service), organization)
        for program in organization.parts.pop("programs", []):
            self.all.add_program(organization, program, self.report)

    def _service(self, thing: Thing) -> Thing:
        kept = self._keep(thing, self.all.services)
        for inner in kept.parts.pop("organization", []):
            self.all.owner.setdefault(kept, self._organization(inner))
        for at in kept.parts.pop("service_at_locations", []):
            self._add_link(kept, at)
        for location in kept.parts.pop("locations", []):
            self.all.add_place(kept, None, self._location(location), self.report)
        return kept

    def _location(self, thing: Thing) -> Thing:
        kept = self._keep(thing, self.all.locations)
        for service in kept.parts.pop("services", []):
            self.all.add_place(self._service(service), None, kept, self.report)
        return kept

    def _service_at_location(self, at: Thing) -> None:
        inner = at.parts.pop("service", [])
        known = self.all.find("service", at.link("service_id"), self._scope)
        service = self._service(inner[0]) if inner else known
        if service is not None:
            self._add_link(service, at)
        else:
            why = "The service it belongs to is not in the source."
            self.report.add(at.where, "service_at_location", Action.DROPPED, at.said, why)

    def _add_link(self, service: Thing, at: Thing) -> None:
        inner = at.parts.pop("location", [])
        if inner:
            self.all.add_place(service, at, self._location(inner[0]), self.report)
        else:
            self._waiting.append((service, at))

    def _loose_program(self, program: Thing) -> None:
        named = self.all.find("organization", program.link("organization_id"), self._scope)
        organization = named or self.all.only_organization(program.where.source)
        if organization is not None:
            self.all.add_program(organization, program, self.report)
        else:
            why = "The organization it belongs to is not in the source."
            self.report.add(program.where, "program", Action.DROPPED, program.said, why)
