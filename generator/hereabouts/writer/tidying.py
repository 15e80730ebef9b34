"""A record that somebody wrote by hand in the one canonical form, with their comments and their order of keys.

Each top-level key that is not in canonical form is written anew, and nothing else. One with a comment inside stays as
it is: a comment says something of the line it stands at, and only whoever wrote it knows of which words.
"""

from __future__ import annotations

import yaml

from hereabouts.records import Kind
from hereabouts.source.document import Document
from hereabouts.writer.layout import dump, entry_lines
from hereabouts.writer.shape import shape_of
from hereabouts.writer.splicing import cut, line_end, starts_of


def tidy(kind: Kind, document: Document) -> str:
    """The text of a sound `document` in canonical form, ending in a line break.

    Raises ValueError for characters a record may not hold.
    """
    starts = starts_of(document)
    end = line_end(document)
    lines = document.text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    if starts is None:
        if not document.data or _has_comment(lines):
            return document.text
        return dump(kind, document.data).replace("\n", end)
    shape = shape_of(kind)
    tidied: list[str] = []
    for key, piece in cut(lines, starts):
        wanted = entry_lines(key, document.data[key], shape.below(key)) if key else piece
        tidied += wanted if wanted != piece and not _has_comment(piece) else piece
    return "".join(f"{line}{end}" for line in tidied)


def _has_comment(lines: list[str]) -> bool:
    """Whether a comment stands among these lines: a ``#`` that is in no value."""
    if not any("#" in line for line in lines):
        return False
    rest = [list(line) for line in lines]
    try:
        for event in yaml.parse("\n".join(lines) + "\n", Loader=yaml.SafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                _blank(rest, event)
    except yaml.YAMLError:  # this parser is stricter than the one that reads records
        return True
    return any("#" in line for line in rest)


def _blank(lines: list[list[str]], value: yaml.ScalarEvent) -> None:
    """Take a value out. What stands behind the mark of a block (``| # like this``) is no part of it."""
    first, last = value.start_mark, value.end_mark
    if first is None or last is None:  # never, when it was read from text
        return
    for number in range(first.line + (value.style in ("|", ">")), min(last.line + 1, len(lines))):
        start = first.column if number == first.line else 0
        stop = last.column if number == last.line else len(lines[number])
        lines[number][start:stop] = " " * (stop - start)
