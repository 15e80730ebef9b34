"""Files that are no text at all, told by how they begin: a picture saved under the name of a record."""

from __future__ import annotations

from typing import NamedTuple


class Other(NamedTuple):
    """What a file is instead of a record, and which hint of `reading-not-text` helps."""

    what: str
    hint: str = "hint"


_PICTURE, _OFFICE = Other("a picture"), Other("a document of Word, Excel or another office program", "office")
_BEGINNINGS = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"%PDF-", Other("a PDF")),
    (b"PK\x03\x04", _OFFICE),
    (b"\xd0\xcf\x11\xe0", _OFFICE),
    (b"{\\rtf", _OFFICE),
    (b"\x1f\x8b", Other("a packed file")),
)
_WEB_PAGE = Other("a web page", "page")
_PAGES = (b"<!doctype", b"<html", b"<?xml")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How text in UTF-16 begins: it is full of null bytes, but it is text."""

_MANY = 20
"""A file with more than one null byte in so many is no text."""


def sniff(content: bytes) -> Other | None:
    """What a file is, when it is no text; None for one that may be."""
    for beginning, other in _BEGINNINGS:
        if content.startswith(beginning):
            return other
    if content[4:8] == b"ftyp" or (content.startswith(b"RIFF") and content[8:12] == b"WEBP"):
        return _PICTURE
    if content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_PAGES):
        return _WEB_PAGE
    if content.count(0) * _MANY > len(content) and not content.startswith(_WIDE):
        return Other("not made of letters")
    return None
