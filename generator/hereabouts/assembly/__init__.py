"""Records become the directory: HSDS objects built, linked both ways, and sorted.

A record that names something which is not there (because its file has an error) is shown without it; the checks
have said so already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from hereabouts.assembly.builtin import NAME as BUILTIN
from hereabouts.assembly.builtin import make_builtin
from hereabouts.assembly.context import Context
from hereabouts.assembly.locations import build_venue
from hereabouts.assembly.organizations import build_organization
from hereabouts.assembly.services import build_service
from hereabouts.assembly.taxonomies import build_taxonomy
from hereabouts.directory import Directory, LocationListing, OrganizationListing, ServiceListing, TermListing
from hereabouts.records import Kind, Records
from hereabouts.settings import Settings, items, read_settings, text

__all__ = ["assemble", "sort_key"]


def sort_key(name: str) -> tuple[str, str]:
    """Order names as people look for them: without case, then exactly."""
    return name.casefold(), name


def assemble(
    records: Records,
    today: date,
    last_modified: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> Directory:
    """Build the directory as of `today` from records that have passed the checks.

    `last_modified` maps record paths to RFC 3339 moments in UTC; a path without one gets none.
    """
    settings = settings or read_settings(records.settings.data)
    context = Context(settings, today, dict(last_modified or {}))
    context.taxonomies[BUILTIN] = make_builtin()
    for record in records.of(Kind.TAXONOMY):
        context.taxonomies[record.name] = build_taxonomy(record, context)
    for record in records.of(Kind.ORGANIZATION):
        context.organizations[record.group] = build_organization(record, context)
    for record in records.of(Kind.LOCATION):
        context.locations[record.name] = build_venue(record, context)
    directory = Directory(settings, today)
    for record in records.of(Kind.SERVICE):
        organization = context.organizations.get(record.group)
        if organization is not None:
            directory.services[record.path] = build_service(record, organization, context)
    directory.taxonomies = dict(sorted(context.taxonomies.items()))
    directory.organizations = {one.path: one for one in context.organizations.values()}
    directory.locations = {one.path: one for one in context.locations.values()}
    _link_organizations(records, context)
    _link_services(directory.services.values())
    return directory


def _link_organizations(records: Records, context: Context) -> None:
    for record in records.of(Kind.ORGANIZATION):
        listing = context.organizations[record.group]
        parent = context.organizations.get(text(record.data.get("parent_organization")).strip())
        if parent is not None and parent is not listing:
            listing.parent = parent
            listing.hsds.parent_organization_id = parent.hsds.id
            parent.children.append(listing)
        for name in items(record.data.get("locations")):
            _link_venue(listing, context.locations.get(text(name).strip()))


def _link_venue(listing: OrganizationListing, venue: LocationListing | None) -> None:
    if venue is not None and venue not in listing.locations:
        listing.locations.append(venue)
        listing.hsds.locations.append(venue.hsds)
        venue.organizations.append(listing)


def _link_services(services: Iterable[ServiceListing]) -> None:
    for service in sorted(services, key=lambda one: sort_key(one.hsds.name)):
        service.organization.services.append(service)
        for place in service.places:
            if place.location.path:
                place.location.places.append(place)
        for term in _terms_of(service):
            term.services.append(service)


def _terms_of(service: ServiceListing) -> list[TermListing]:
    """Every term the service carries, and every term above one, once each."""
    found: dict[int, TermListing] = {}
    for uses in service.uses.values():
        for use in uses:
            term: TermListing | None = use.term
            while term is not None and id(term) not in found:
                found[id(term)] = term
                term = term.parent
    return list(found.values())
