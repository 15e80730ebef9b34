"""Reference pages for contributors, made from the profile and the catalogue: what may be written, and what is found.

``python -m hereabouts.reference docs`` writes them below `docs/reference`; a test says when they are out of date.
"""

from __future__ import annotations

from hereabouts.reference.codes import code_pages
from hereabouts.reference.fields import field_pages

__all__ = ["all_pages", "code_pages", "field_pages"]


def all_pages() -> dict[str, str]:
    """Every page: its path from the docs folder, and its Markdown."""
    return {**field_pages(), **code_pages()}
