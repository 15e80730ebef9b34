"""The index of a whole directory, cut by term into files small enough to fetch for one question.

A slice is a list of terms in order, each as ``[term, position, field, steps, weights, field, steps, weights ...]``: the
first step leads from -1 to the first service, and everything else is as in `block`. From that and the manifest the
browser works out the very vectors that lunr.js would have made of all texts together. See docs/decisions/search.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from hereabouts.outputs.search.block import Block, Term
from hereabouts.outputs.search.numbers import code

SLICE_SIZE = 16_000
"""A slice ends with the term that brings it to this many characters."""


class Slice(msgspec.Struct, frozen=True):
    """A part of the index: its first term, and the file's content."""

    first: str
    content: bytes


def cut(blocks: Sequence[Block], size: int = SLICE_SIZE) -> Iterator[Slice]:
    """The slices of the index of all `blocks`, one after the other."""
    first, length = "", 0
    rows: list[bytes] = []
    for term, row in _rows(blocks):
        if not rows:
            first = term
        encoded = msgspec.json.encode(row)
        rows.append(encoded)
        length += len(encoded)
        if length >= size:
            yield Slice(first, _listed(rows))
            rows, length = [], 0
    if rows:
        yield Slice(first, _listed(rows))


def _listed(rows: Sequence[bytes]) -> bytes:
    return b"[" + b",\n".join(rows) + b"]"


def _rows(blocks: Sequence[Block]) -> Iterator[tuple[str, list[str | int]]]:
    found: dict[str, list[tuple[int, Term]]] = {}
    start = 0
    for block in blocks:
        for term in block.terms:
            found.setdefault(term.text, []).append((start, term))
        start += block.services
    for text in sorted(found, key=browser_order):
        yield text, _row(text, found[text])


def browser_order(text: str) -> bytes:
    """The key that sorts texts as JavaScript does: by UTF-16 code units, not by characters."""
    return text.encode("utf-16-be", "surrogatepass")


def _row(text: str, found: Iterable[tuple[int, Term]]) -> list[str | int]:
    steps: dict[int, list[str]] = {}
    weights: dict[int, list[str]] = {}
    last: dict[int, int] = {}
    position: int | None = None
    for start, term in found:
        position = term.position if position is None else position
        for posting in term.postings:
            number = posting.field
            step = code(start + posting.first - last.get(number, -1))
            steps.setdefault(number, []).extend((step, posting.steps))
            weights.setdefault(number, []).append(posting.weights)
            last[number] = start + posting.last
    row: list[str | int] = [text, position or 0]
    for number in sorted(steps):
        row += [number, "".join(steps[number]), "".join(weights[number])]
    return row
