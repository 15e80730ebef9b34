"""A record that somebody wrote by hand in the one canonical form, with their comments and their order of keys.

Each top-level key that is not in canonical form is written anew, and nothing else. One with a comment inside stays as
it is: a comment says something of the line it stands at, and only whoever wrote it knows of which words.
"""

from __future__ import annotations

from hereabouts.records import Kind
from hereabouts.source.document import Document
from hereabouts.writer.comments import has_comment
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
        if not document.data or has_comment(lines):
            return document.text
        return dump(kind, document.data).replace("\n", end)
    shape = shape_of(kind)
    tidied: list[str] = []
    for key, piece in cut(lines, starts):
        wanted = entry_lines(key, document.data[key], shape.below(key)) if key else piece
        tidied += wanted if wanted != piece and not has_comment(piece) else piece
    return "".join(f"{line}{end}" for line in tidied)
