"""The item files: every record whole, each in a file of its own, and all services together, one to a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hereabouts.directory import OrganizationListing, ServiceListing
from hereabouts.model.objects import encode
from hereabouts.outputs.feed.bodies import full_place, full_service


def service_path(listing: ServiceListing) -> str:
    """Where the full record of a service is."""
    return f"api/services/{listing.hsds.id}.json"


def service_files(listing: ServiceListing) -> Iterator[tuple[str, bytes]]:
    """The item files of one service and of its places."""
    yield service_path(listing), encode(full_service(listing))
    for place in listing.places:
        yield f"api/service_at_locations/{place.hsds.id}.json", encode(full_place(place))


def organization_files(listing: OrganizationListing) -> Iterator[tuple[str, bytes]]:
    """The item file of one organization."""
    yield f"api/organizations/{listing.hsds.id}.json", encode(listing.hsds)


def lines(records: Iterable[bytes]) -> tuple[str, bytes]:
    """All services, whole, one to a line, from their item files in order."""
    return "api/services.ndjson", b"".join(record + b"\n" for record in records)
