"""The smallest change to a record that somebody wrote by hand: only the changed keys are written anew.

Comments, blank lines, the order of keys and every untouched value stay byte for byte as they were. A comment or a
blank line above a key belongs to that key, so it outlives a change to the key before it. So does a comment behind a
value, where the old value and the new one stand on one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from hereabouts.records import Kind
from hereabouts.source.document import Data, Document
from hereabouts.writer.comments import comment_after
from hereabouts.writer.layout import dump, entry_lines
from hereabouts.writer.scalars import quoted
from hereabouts.writer.shape import Shape, shape_of


def splice(kind: Kind, document: Document, changes: Mapping[str, Data | None]) -> str:
    """The text of `document` with the top-level keys in `changes` set to their new values; None takes a key out.

    A key that is new goes where the canonical order puts it. A record that is not laid out as one key to a line
    (all of it inside ``{ }``, say) is written anew. Raises ValueError for characters a record may not hold.
    """
    wanted = {key: value for key, value in {**document.data, **changes}.items() if value is not None}
    changed = [key for key in {**document.data, **changes} if wanted.get(key) != document.data.get(key)]
    if not changed:
        return document.text
    starts = starts_of(document)
    if starts is None:
        return dump(kind, wanted)
    end = line_end(document)
    lines = document.text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    pieces, shape = cut(lines, starts), shape_of(kind)
    for key in shape.order(changed):
        _set(pieces, key, entry_lines(key, wanted[key], shape.below(key)) if key in wanted else [], shape)
    text = end.join(line for _, piece in pieces for line in piece)
    unended = not document.text.endswith("\n") and list(starts.values())[-1] not in changed
    return text if unended else text + end


Pieces = list[tuple[str, list[str]]]
"""Runs of lines in file order: those of a key under its name, comments and blank lines between them under ``""``."""


def line_end(document: Document) -> str:
    """How lines end in a file: as on Windows where any does."""
    return "\r\n" if "\r\n" in document.text else "\n"


def starts_of(document: Document) -> dict[int, str] | None:
    """Line index -> the top-level key that starts there; None when keys do not start lines of their own."""
    spots = {path[0]: spot for path, spot in document.keys.items() if len(path) == 1}
    starts = {line - 1: str(key) for key, (line, column) in spots.items() if column == 1}
    tidy = len(starts) == len(spots) == len(document.data) and bool(starts)
    return dict(sorted(starts.items())) if tidy else None


def cut(lines: list[str], starts: Mapping[int, str]) -> Pieces:
    """The lines of a file as the pieces they make."""
    firsts = list(starts)
    pieces: Pieces = [("", lines[: firsts[0]])]
    for first, stop in zip(firsts, [*firsts[1:], len(lines)], strict=True):
        piece = lines[first:stop]
        loose = len(list(takewhile(_is_loose, reversed(piece))))
        pieces += [(starts[first], piece[: len(piece) - loose]), ("", piece[len(piece) - loose :])]
    return pieces


def _is_loose(line: str) -> bool:
    return not line.strip() or line.startswith(("#", "---", "..."))


def _set(pieces: Pieces, key: str, lines: list[str], shape: Shape) -> None:
    """Put the lines in place of the key's own; a new key goes behind the last one that canonically precedes it."""
    present = [name for name, _ in pieces]
    if key in present:
        index = present.index(key)
        old = pieces[index][1]
        if len(old) == len(lines) == 1 and (comment := comment_after(old[0])):
            lines = [_before_comment(lines[0], shape.below(key)) + comment]
        pieces[index : index + 1] = [(key, lines)] if lines else []
        return
    order = shape.order([*(name for name in present if name), key])
    before = set(order[: order.index(key)])
    index = max((place for place, name in enumerate(present) if name in before), default=0)
    pieces.insert(index + 1, (key, lines))


def _before_comment(line: str, shape: Shape) -> str:
    """A key and its value with the value in quotes where it is text, since what stands behind bare text looks lost."""
    name, _, value = line.partition(": ")
    return line if shape.is_bare or value[:1] in {'"', "[", "{"} else f"{name}: {quoted(value)}"
