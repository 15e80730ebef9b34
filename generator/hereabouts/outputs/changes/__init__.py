"""The change feed: what happened to every record, for those who keep a copy and those who follow a topic or a town.

``api/changes.ndjson`` is all of it, ``api/changes/<day>.ndjson`` a day's worth, so that whoever was here yesterday
reads little; ``api/changes/index.json`` says which days there are, with digests, since a day of long ago is written
anew when something in it may not be told any more. Atom feeds are for people. See ``docs/decisions/changes.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hereabouts.changes.timeline import Timeline
from hereabouts.outputs.changes.atom import atom_files
from hereabouts.outputs.changes.book import Book
from hereabouts.outputs.changes.days import day_files
from hereabouts.outputs.pages.site import Site

__all__ = ["change_files"]


def change_files(sites: Sequence[Site], timeline: Timeline) -> Iterator[tuple[str, bytes]]:
    """Every file of the change feed, in each language of the directory; none where there is no history.

    `sites` has the first language first.
    """
    if not timeline.events:
        return
    books = [Book(site, timeline) for site in sites]
    yield from day_files(books[0])
    for book in books:
        yield from atom_files(book)
