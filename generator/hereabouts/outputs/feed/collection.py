"""The collections: each is one complete page of *list* items (the one-to-one fields), ready for a static host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from hereabouts.directory import Directory, ServiceListing
from hereabouts.model.objects import TaxonomyTerm, encode
from hereabouts.outputs.feed.bodies import list_organization, list_place, list_service


class Fragment(msgspec.Struct, frozen=True):
    """What one service adds to the collections: its own list item and those of its places, encoded."""

    item: bytes
    places: tuple[bytes, ...]


def make_fragment(listing: ServiceListing) -> Fragment:
    """Make what this service adds to the collections."""
    return Fragment(
        item=encode(list_service(listing.hsds)),
        places=tuple(encode(list_place(place)) for place in listing.places),
    )


def page(items: Sequence[bytes]) -> bytes:
    """One complete page of encoded list items."""
    count = len(items)
    head = (
        f'{{"total_items":{count},"total_pages":1,"page_number":1,"size":{count},'
        f'"first_page":true,"last_page":true,"empty":{"false" if count else "true"},"contents":['
    )
    return head.encode() + b",".join(items) + b"]}"


def collection_files(directory: Directory, fragments: Sequence[Fragment]) -> Iterator[tuple[str, bytes]]:
    """The collections and the taxonomies. `fragments` are in the order of the services."""
    yield "api/services.json", page([fragment.item for fragment in fragments])
    yield "api/service_at_locations.json", page([place for fragment in fragments for place in fragment.places])
    organizations = directory.organizations.values()
    yield "api/organizations.json", page([encode(list_organization(one.hsds)) for one in organizations])
    yield from _taxonomy_files(directory)


def _taxonomy_files(directory: Directory) -> Iterator[tuple[str, bytes]]:
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
