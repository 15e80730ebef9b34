"""Putting HTML together from pieces, quickly and safely: whatever is not HTML already is escaped."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape


@lru_cache(maxsize=32_768)
def escaped(text: str) -> Markup:
    """As ``escape``, remembered: for names and notes, which come again and again."""
    return escape(text)


def fill(message: str, **values: object) -> Markup:
    """A sentence of ours with its blanks filled in. As ``escape(message).format(...)``, ten times as fast.

    A value is never looked through for blanks of its own.
    """
    return Markup(str.format(escape(message), **{name: escape(value) for name, value in values.items()}))  # noqa: S704


def anchor(href: str, text: str) -> Markup:
    """A link. `href` must come from `links`; both are escaped."""
    return Markup(f'<a href="{escape(href)}">{escape(text)}</a>')  # noqa: S704


def outward(href: str, text: str) -> Markup:
    """A link out of the site, which we do not vouch for."""
    return Markup(f'<a href="{escape(href)}" rel="nofollow noopener">{escape(text)}</a>')  # noqa: S704
