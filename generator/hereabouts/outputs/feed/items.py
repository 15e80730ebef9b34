"""The item files: every record whole, each in a file of its own, and all services together, one to a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hereabouts.directory import OrganizationListing, ServiceListing
from hereabouts.model.objects import encode
from hereabouts.outputs.feed.bodies import full_places, full_service, list_place, list_service
from hereabouts.outputs.feed.branch import Branch
from hereabouts.outputs.feed.collection import Fragment, detailed_terms

Files = Iterator[tuple[str, bytes]]


def service_path(branch: Branch, listing: ServiceListing) -> str:
    """Where the full record of a service is."""
    return f"{branch.folder}services/{listing.hsds.id}.json"


def service_files(branch: Branch, listing: ServiceListing) -> tuple[Fragment, list[tuple[str, bytes]]]:
    """The item files of one service and of its places, and what they add to the collections."""
    whole = branch.say(full_service(listing))
    placed = full_places(whole)
    files = [(service_path(branch, listing), encode(whole))]
    files += [(f"{branch.folder}service_at_locations/{place.id}.json", encode(place)) for place in placed]
    places = tuple(encode(list_place(place)) for place in placed)
    return Fragment(item=encode(list_service(whole)), places=places), files


def organization_file(branch: Branch, listing: OrganizationListing) -> tuple[str, bytes]:
    """The item file of one organization."""
    return f"{branch.folder}organizations/{listing.hsds.id}.json", encode(branch.say(listing.hsds))


def taxonomy_files(branch: Branch) -> Files:
    """The item files of the taxonomies and of their terms."""
    for listing in branch.directory.taxonomies.values():
        yield f"{branch.folder}taxonomies/{listing.hsds.id}.json", encode(branch.say(listing.hsds))
    for term in detailed_terms(branch):
        yield f"{branch.folder}taxonomy_terms/{term.id}.json", encode(term)


def lines(branch: Branch, records: Iterable[bytes]) -> tuple[str, bytes]:
    """All services, whole, one to a line, from their item files in order."""
    return f"{branch.folder}services.ndjson", b"".join(record + b"\n" for record in records)
