"""Putting HTML together from pieces, quickly and safely: whatever is not HTML already is escaped.

`Markup` itself does all this, at several times the cost, and a directory has many pages.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

_SPECIAL = re.compile("[&<>\"']")
_make = str.__new__


def put(value: Any) -> str:
    """A value as HTML text, as `escape` would have it, without making Markup of what is Markup already."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return html.escape(value) if _SPECIAL.search(value) else value
    return escape(value)


@lru_cache(maxsize=32_768)
def escaped(text: str) -> Markup:
    """As `escape`, remembered: for names and notes, which come again and again."""
    return escape(text)


def joined(separator: str, words: Iterable[str]) -> Markup:
    """The words with a separator of ours between them."""
    return _make(Markup, separator.join([put(word) for word in words]))


def fill(message: str, **values: object) -> Markup:
    """A sentence of ours with its blanks filled in; no value is looked through for blanks of its own."""
    return _make(Markup, put(message).format(**{name: put(value) for name, value in values.items()}))


def element(tag: str, content: str, attributes: Markup | None = None) -> Markup:
    """An element of a kind that we name, with what is in it. `attributes` begin with a space."""
    return _make(Markup, f"<{tag}{attributes or ''}>{put(content)}</{tag}>")


def anchor(href: str, text: str) -> Markup:
    """A link. `href` must come from `links`."""
    return _make(Markup, f'<a href="{put(href)}">{put(text)}</a>')


def outward(href: str, text: str) -> Markup:
    """A link out of the site, which we do not vouch for."""
    return _make(Markup, f'<a href="{put(href)}" rel="nofollow noopener">{put(text)}</a>')
