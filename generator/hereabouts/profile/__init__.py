"""The authoring profile: what a record may say, held against what one does say.

The profile itself is JSON Schema in `schema/`, written for people and their editors. Whether a name exists, a
date is real or a number can be rung is not its business: `rules` checks that once the shape is right.
"""

from __future__ import annotations

from hereabouts.finding import Finding, is_error
from hereabouts.kind import Kind
from hereabouts.profile.schemas import passes
from hereabouts.source.document import Document

__all__ = ["check"]


def check(document: Document, kind: Kind) -> list[Finding]:
    """What the profile finds wrong with a record of that kind, sorted by place.

    A document that could not be read properly is not judged: what is missing from it may only be unreadable.
    """
    if any(is_error(item) for item in document.findings) or passes(kind).is_valid(document.data):
        return []
    # Loaded only for a record that fails: what finds the words takes longer to import than a build of one change.
    from hereabouts.profile.explanation import explain  # noqa: PLC0415

    return explain(document, kind)
