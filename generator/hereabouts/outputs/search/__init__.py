"""Search: lunr's ranking from files small enough to fetch one by one. See docs/decisions/search.md.

    search/<language>/manifest.json             what there is: read anew each time, everything else never changes
    search/<language>/terms/<digest>.json       a slice of the index
    search/<language>/cards/<number>-<mark>.json   eight results as they are shown
    search/<language>/words/<digest>.json       the words that begin with one letter, to mend spelling by
    search/columns/<digest>.json                what results are narrowed down and sorted by, in every language

`make_blocks` does the work for some services; `files` puts their blocks together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import chain, groupby

import msgspec

from hereabouts.directory import ServiceListing
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.search.block import Block, make_block
from hereabouts.outputs.search.cards import CHUNK, chunks, make_card
from hereabouts.outputs.search.facets import make_facets, make_sessions, make_sinks
from hereabouts.outputs.search.places import make_places
from hereabouts.outputs.search.slices import cut
from hereabouts.outputs.search.texts import FIELDS, texts_of

__all__ = [
    "FIELDS",
    "HEAVY",
    "Block",
    "Blocks",
    "Columns",
    "files",
    "make_block",
    "make_blocks",
    "make_card",
    "make_columns",
    "put_together",
    "runs",
]

VERSION = 1
"""Raised when the files change their shape, so that a page from before says so and does not guess."""

Blocks = dict[str, list[Block]]
"""A digest of all that some services' texts are made from -> their block in each language."""

HEAVY = 50
"""How much more work a block is than a page."""

_USUAL_RUN = 256


def runs(services: Sequence[ServiceListing]) -> list[slice]:
    """Where to cut the services into blocks: at services that their own names pick out, about every 256th.

    So a service that comes or goes changes one run, and those after it only move.
    """
    starts = [0, *(at for at, one in enumerate(services) if at and _begins_run(one.path))]
    return [slice(*pair) for pair in zip(starts, [*starts[1:], len(services)], strict=True) if services]


def _begins_run(path: str) -> bool:
    return int.from_bytes(blake2b(path.encode(), digest_size=4).digest()) % _USUAL_RUN == 0


def make_blocks(sites: Sequence[Site], services: Sequence[ServiceListing]) -> list[Block]:
    """The block of these services in each language."""
    return [make_block((texts_of(site, one) for one in services), len(FIELDS)) for site in sites]


class Columns(msgspec.Struct, frozen=True):
    """What results are narrowed down and sorted by: see `facets`. One set serves every language."""

    facets: bytes = b"{}"
    sessions: bytes = b"{}"
    places: bytes = b"{}"
    sinks: dict[str, str] = {}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Their files, from the root of the site."""
        for content in (self.facets, self.sessions, self.places):
            yield f"search/columns/{_name(content)}.json", content


def make_columns(site: Site) -> Columns:
    """The columns of a whole directory."""
    return Columns(make_facets(site), make_sessions(site), make_places(site.directory), make_sinks(site))


_NO_COLUMNS = Columns()


def files(
    site: Site, blocks: Sequence[Block], cards: Sequence[bytes], columns: Columns = _NO_COLUMNS
) -> Iterator[tuple[str, bytes]]:
    """Every file of the search in one language. `blocks` and `cards` are in the order of the services."""
    made = put_together(blocks, cards, columns)
    return ((f"search/{site.language}/{path}", content) for path, content in made)


def _name(content: bytes) -> str:
    return blake2b(content, digest_size=8).hexdigest()


def by_letter(blocks: Sequence[Block]) -> Iterator[tuple[str, bytes]]:
    """The words of all blocks by their first letter, in order, each list as one text."""
    words = sorted(set(chain.from_iterable(block.words for block in blocks)))
    for letter, found in groupby(words, key=lambda word: word[0]):
        yield letter, msgspec.json.encode(" ".join(found))


def put_together(
    blocks: Sequence[Block], cards: Sequence[bytes], columns: Columns = _NO_COLUMNS
) -> Iterator[tuple[str, bytes]]:
    """The same, by their paths in the folder of the language."""
    slices, marks = [], []
    for one in cut(blocks):
        name = _name(one.content)
        slices.append((one.first, name))
        yield f"terms/{name}.json", one.content
    for number, (mark, content) in enumerate(chunks(cards)):
        marks.append(mark)
        yield f"cards/{number}-{mark}.json", content
    spelt = {}
    for letter, content in by_letter(blocks):
        spelt[letter] = _name(content)
        yield f"words/{spelt[letter]}.json", content
    manifest = {
        "version": VERSION,
        "services": sum(block.services for block in blocks),
        "fields": list(FIELDS),
        "boosts": list(FIELDS.values()),
        "lengths": [sum(each) for each in zip(*(block.lengths for block in blocks), strict=True)] or [0] * len(FIELDS),
        "starts": [first for first, _ in slices],
        "slices": [name for _, name in slices],
        "chunk": CHUNK,
        "cards": "".join(marks),
        "facets": _name(columns.facets),
        "sessions": _name(columns.sessions),
        "places": _name(columns.places),
        "words": spelt,
        "sinks": columns.sinks,
    }
    yield "manifest.json", msgspec.json.encode(manifest)
