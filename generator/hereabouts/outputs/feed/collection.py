"""The collections: each one complete page of *list* items (the one-to-one fields), and cut into pages where asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from hereabouts.model.objects import TaxonomyTerm, encode
from hereabouts.outputs.feed.bodies import list_organization
from hereabouts.outputs.feed.branch import Branch

COLLECTIONS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
"""The collections of the feed, as the standard names them."""


class Fragment(msgspec.Struct, frozen=True):
    """What one service adds to the collections: its own list item and those of its places, encoded."""

    item: bytes
    places: tuple[bytes, ...]


def collections(branch: Branch, fragments: Sequence[Fragment]) -> dict[str, list[bytes]]:
    """The encoded list items of every collection. `fragments` are in the order of the services."""
    directory = branch.directory
    organizations = [branch.say(listing.hsds) for listing in directory.organizations.values()]
    taxonomies = [branch.say(listing.hsds) for listing in directory.taxonomies.values()]
    return {
        "services": [fragment.item for fragment in fragments],
        "organizations": [encode(list_organization(one)) for one in organizations],
        "service_at_locations": [place for fragment in fragments for place in fragment.places],
        "taxonomies": [encode(one) for one in taxonomies],
        "taxonomy_terms": [encode(one) for one in detailed_terms(branch)],
    }


def detailed_terms(branch: Branch) -> Iterator[TaxonomyTerm]:
    """Every term with the details of its taxonomy."""
    for listing in branch.directory.taxonomies.values():
        for term in listing.terms.values():
            yield branch.say(replace(term.hsds, taxonomy_detail=listing.hsds))


def page(items: Sequence[bytes], number: int = 1, pages: int = 1, total: int | None = None) -> bytes:
    """One page of encoded list items: the only one, unless it is said to be one of several."""
    count = len(items)
    flags = (number == 1, number >= pages, not count)
    first, last, empty = ("true" if flag else "false" for flag in flags)
    head = (
        f'{{"total_items":{count if total is None else total},"total_pages":{pages},"page_number":{number},'
        f'"size":{count},"first_page":{first},"last_page":{last},"empty":{empty},"contents":['
    )
    return head.encode() + b",".join(items) + b"]}"


def cut(items: Sequence[bytes], size: int) -> Iterator[bytes]:
    """The pages of a collection, and behind the last an empty one for readers who ask on until nothing comes."""
    pages = max(1, -(-len(items) // size))
    for number in range(1, pages + 2):
        yield page(items[(number - 1) * size : number * size], number, pages, len(items))


def page_files(branch: Branch, name: str, items: Sequence[bytes], sizes: Iterable[int]) -> Iterator[tuple[str, bytes]]:
    """A collection cut into pages of each size, for hosts that can answer ``?page=2&per_page=50``."""
    for size in sizes:
        for number, content in enumerate(cut(items, size), start=1):
            yield f"{branch.folder}pages/{name}/{size}/{number}.json", content
