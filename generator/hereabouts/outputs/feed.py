"""The feed under ``api/``: HSDS 3.2.3 as nested JSON, which Open Referral UK 3.0 readers can use as it is.

A static host ignores what follows the question mark, so every collection is one complete page of *list* items (the
one-to-one fields); full records are the item files and ``services.ndjson``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from hereabouts.directory import Directory, OrganizationListing, ServiceListing, ServicePlace
from hereabouts.model.objects import (
    Hsds,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
    encode,
)
from hereabouts.outputs.openapi import describe_api

VERSION = "3.2.3"
"""The HSDS version the feed follows."""

Files = Iterator[tuple[str, bytes]]


class PlacedService(ServiceAtLocation):
    """A service_at_location as the API gives it: with its service inside, which the object schema leaves out."""

    service: Service | None = None


class Fragment(msgspec.Struct, frozen=True):
    """What one service adds to the collections: its own list item and those of its places, encoded."""

    item: bytes
    places: tuple[bytes, ...]


def _scalars(made: Hsds) -> dict[str, object]:
    return {name: value for name in made.__struct_fields__ if not isinstance(value := getattr(made, name), list | Hsds)}


def list_organization(organization: Organization) -> Organization:
    """The one-to-one fields of an organization."""
    return Organization(**_scalars(organization))  # type: ignore[arg-type]


def list_service(service: Service) -> Service:
    """The one-to-one fields of a service, with its organization and program as list items."""
    brief = Service(**_scalars(service))  # type: ignore[arg-type]
    if service.organization is not None:
        brief.organization = list_organization(service.organization)
    if service.program is not None:
        brief.program = replace(service.program, attributes=[], metadata=[])
    return brief


def list_place(place: ServicePlace) -> PlacedService:
    """The one-to-one fields of a service_at_location."""
    return PlacedService(
        **_scalars(place.hsds),  # type: ignore[arg-type]
        location=Location(**_scalars(place.location.hsds)),  # type: ignore[arg-type]
        service=list_service(place.service.hsds),
    )


def full_service(listing: ServiceListing) -> Service:
    """A service with everything in it; its organization without the places, which have their own record."""
    organization = replace(listing.organization.hsds, locations=[])
    return replace(listing.hsds, organization=organization)


def full_place(place: ServicePlace) -> PlacedService:
    """A service_at_location with its location and its service, both whole."""
    fields = {name: getattr(place.hsds, name) for name in place.hsds.__struct_fields__}
    return PlacedService(**fields, service=replace(full_service(place.service), service_at_locations=[]))


def make_fragment(listing: ServiceListing) -> Fragment:
    """Make what this service adds to the collections."""
    return Fragment(
        item=encode(list_service(listing.hsds)),
        places=tuple(encode(list_place(place)) for place in listing.places),
    )


def service_path(listing: ServiceListing) -> str:
    """Where the full record of a service is."""
    return f"api/services/{listing.hsds.id}.json"


def service_files(listing: ServiceListing) -> Files:
    """The item files of one service and of its places."""
    yield service_path(listing), encode(full_service(listing))
    for place in listing.places:
        yield f"api/service_at_locations/{place.hsds.id}.json", encode(full_place(place))


def organization_files(listing: OrganizationListing) -> Files:
    """The item file of one organization."""
    yield f"api/organizations/{listing.hsds.id}.json", encode(listing.hsds)


def page(items: Sequence[bytes]) -> bytes:
    """One complete page of encoded list items."""
    count = len(items)
    head = (
        f'{{"total_items":{count},"total_pages":1,"page_number":1,"size":{count},'
        f'"first_page":true,"last_page":true,"empty":{"false" if count else "true"},"contents":['
    )
    return head.encode() + b",".join(items) + b"]}"


def shared_files(directory: Directory, fragments: Sequence[Fragment]) -> Files:
    """The root, the description, the collections and the taxonomies. `fragments` are in the order of the services.

    ``services.ndjson`` is `lines`' business: it is made of the item files, which may not have been made again.
    """
    yield "api/index.json", encode(root(directory))
    yield "api/openapi.json", encode(describe_api(directory.settings, VERSION))
    yield "api/services.json", page([fragment.item for fragment in fragments])
    yield "api/service_at_locations.json", page([place for fragment in fragments for place in fragment.places])
    organizations = directory.organizations.values()
    yield "api/organizations.json", page([encode(list_organization(one.hsds)) for one in organizations])
    yield from _taxonomy_files(directory)


def _taxonomy_files(directory: Directory) -> Files:
    taxonomies = [listing.hsds for listing in directory.taxonomies.values()]
    terms: list[TaxonomyTerm] = []
    for listing in directory.taxonomies.values():
        terms += [replace(term.hsds, taxonomy_detail=listing.hsds) for term in listing.terms.values()]
    yield "api/taxonomies.json", page([encode(one) for one in taxonomies])
    yield "api/taxonomy_terms.json", page([encode(one) for one in terms])
    for taxonomy in taxonomies:
        yield f"api/taxonomies/{taxonomy.id}.json", encode(taxonomy)
    for term in terms:
        yield f"api/taxonomy_terms/{term.id}.json", encode(term)


def root(directory: Directory) -> dict[str, object]:
    """What the feed says of itself; `profile` and `data_guide` are the page that explains it to people.

    A directory that does not say its address has addresses relative to this file, which are right wherever it is put.
    """
    settings = directory.settings
    publisher = settings.publisher
    told = {
        "name": publisher.name,
        "identifier": publisher.identifier,
        "email": publisher.email,
        "website": publisher.website,
    }
    base = settings.url.rstrip("/") or ".."
    guide = f"{base}/use-the-data/"
    says = {
        "version": VERSION,
        "profile": guide,
        "openapi_url": f"{base}/api/openapi.json",
        "description": settings.description,
        "data_guide": guide,
        "publisher": {name: value for name, value in told.items() if value},
    }
    return {name: value for name, value in says.items() if value}


def lines(records: Iterable[bytes]) -> tuple[str, bytes]:
    """All services, whole, one to a line, from their item files in order."""
    return "api/services.ndjson", b"".join(record + b"\n" for record in records)


def feed_files(directory: Directory) -> Files:
    """Every file of the feed."""
    services = list(directory.services.values())
    for service in services:
        yield from service_files(service)
    for organization in directory.organizations.values():
        yield from organization_files(organization)
    yield from shared_files(directory, [make_fragment(service) for service in services])
    yield lines(encode(full_service(service)) for service in services)
