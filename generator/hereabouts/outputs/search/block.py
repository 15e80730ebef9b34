"""The terms of some services that stand next to each other: what the index is put together from.

A block knows its services by their place in it, so it stays right when others come or go before it, and a change to one
service makes one block anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from hereabouts.outputs.search.numbers import code
from hereabouts.outputs.search.words import fold, spellings, terms


class Posting(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Where one term stands in one field: its first and last service, and the characters (see `numbers`) of the rest.

    `steps` are the distances from each service to the next. `weights` has for each service the number of terms in its
    field; when the term comes more than once there, a 0 and how often stand before that.
    """

    field: int
    first: int
    last: int
    steps: str
    weights: str


class Term(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One term of a block. `position` counts the different terms before it where it stands first."""

    text: str
    position: int
    postings: list[Posting]


class Block(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """`lengths` are, for each field, the number of terms in it in all `services` services together.

    `words` are the words themselves, in order, for spelling.
    """

    services: int
    lengths: list[int]
    terms: list[Term]
    words: list[str] = []


Column = tuple[list[int], list[str]]
"""The services that one term stands in, for one field, and the characters of its weight in each."""


def make_block(documents: Iterable[Sequence[str]], fields: int) -> Block:
    """Take in the texts of services, each as one text for each of the `fields`, in the order they shall have."""
    lengths = [0] * fields
    positions: dict[str, int] = {}
    columns: list[dict[str, Column]] = [{} for _ in range(fields)]
    spelt: set[str] = set()
    service = -1
    for service, texts in enumerate(documents):
        for number, text in enumerate(texts):
            spelt.update(fold(text).split())
            found = terms(text)
            lengths[number] += len(found)
            _add(found, service, columns[number], positions)
    made = [Term(term, positions[term], _postings(term, columns)) for term in sorted(positions)]
    return Block(service + 1, lengths, made, spellings(spelt))


def _add(found: Sequence[str], service: int, columns: dict[str, Column], positions: dict[str, int]) -> None:
    """Add the terms of one field of one service."""
    once = code(len(found))
    for position, (term, times) in enumerate(Counter(found).items()):
        column = columns.get(term)
        if column is None:
            column = columns[term] = ([], [])
            positions.setdefault(term, position)
        column[0].append(service)
        column[1].append(once if times == 1 else code(0) + code(times) + once)


def _postings(term: str, columns: Sequence[Mapping[str, Column]]) -> list[Posting]:
    return [_posting(number, *one[term]) for number, one in enumerate(columns) if term in one]


def _posting(number: int, services: list[int], weights: list[str]) -> Posting:
    steps = "".join([code(after - before) for before, after in pairwise(services)])
    return Posting(number, services[0], services[-1], steps, "".join(weights))
