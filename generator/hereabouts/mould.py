"""Moulds: the theme's HTML, rendered once per kind of page and cut where the record goes.

The shell (see `shell.py`) renders one page per kind with a *mark* in every place that differs from record to
record. Cutting that page at its marks gives a mould; casting a record's values into the mould gives its page
without the theme, Jinja or MkDocs being asked again. What comes out of `cast` is what the theme would have made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

_OPEN, _CLOSE = "\ue000", "\ue001"  # private-use characters: nothing between a template and here touches them
_MARK = re.compile(f"{_OPEN}([a-z]+(?:-[a-zA-Z]+)*){_CLOSE}")

KINDS: dict[str, str] = {
    "home": "",
    "service": "services/x/y/",
    "organization": "organizations/x/",
    "location": "locations/x/",
    "taxonomy": "topics/x/",
    "term": "topics/x/y/",
    "topics": "topics/",
    "a-z": "a-z/",
    "find": "find/",
    "shortlist": "shortlist/",
    "list": "lists/x/",
}
"""Kind of page -> an address of that depth. Links in a page are relative, so a mould fits one depth only."""


def mark(name: str) -> str:
    """The mark that stands for the value `name` in a template."""
    return f"{_OPEN}{name}{_CLOSE}"


def has_mark(html: str) -> bool:
    """Tell whether any mark stands in `html`."""
    return bool(_MARK.search(html))


@dataclass(frozen=True, slots=True)
class Mould:
    """A page cut at its marks: ``pieces[0] marks[0] pieces[1] ... marks[-1] pieces[-1]``. A mark may come twice."""

    pieces: tuple[bytes, ...]
    marks: tuple[str, ...]

    def cast(self, values: Mapping[str, str]) -> bytes:
        """The page as UTF-8, each mark replaced by its value, which must be safe HTML where it stands.

        Values are put in as they are and never looked through for marks. Raises KeyError when `values` lacks a
        mark or names one that the mould does not have: a page with a hole or a lost value is a slip of ours.
        """
        unknown = values.keys() - set(self.marks)
        if unknown:
            raise KeyError(f"the mould has no mark called {', '.join(sorted(unknown))}")
        parts = [self.pieces[0]]
        for name, piece in zip(self.marks, self.pieces[1:], strict=True):
            parts.append(values[name].encode())
            parts.append(piece)
        return b"".join(parts)


def cut(html: str) -> Mould:
    """Cut a rendered page at its marks. A page without marks makes a mould of one piece."""
    parts = _MARK.split(html)
    return Mould(tuple(piece.encode() for piece in parts[::2]), tuple(parts[1::2]))


@dataclass(frozen=True, slots=True)
class Shell:
    """All that the theme gives to the pages of one language. Plain values, so that it can be stored.

    `moulds` is by kind (see `KINDS`); `pages` holds the hand-written ones by the path of their file, like
    ``about/index.html``, with the marks ``built`` and ``csp``, and ``downloads`` where the page asks for them. `assets`
    is path -> bytes and the same for every language. `exit` is the block for the mark ``exit`` on pages that somebody
    may need to leave in a hurry.
    Hashes are CSP sources such as ``sha256-...``. `warnings` are plain sentences about the hand-written pages.
    """

    language: str
    moulds: dict[str, Mould]
    pages: dict[str, Mould]
    assets: dict[str, bytes]
    exit: str = ""
    script_hashes: tuple[str, ...] = ()
    style_hashes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    @property
    def imprint(self) -> str:
        """A digest of what pages of records get of this shell: its moulds alone."""
        digest = blake2b(self.language.encode(), digest_size=16)
        for kind, mould in sorted(self.moulds.items()):
            digest.update("\0".join(("", kind, *mould.marks, "")).encode())
            digest.update(b"\0".join(mould.pieces))
        return digest.hexdigest()
