"""The directory as files to take away, under ``api/tables/``: for spreadsheets, maps, databases and other systems.

    hsds.zip            the standard's own tables, every fact of the feed; see `package`
    services.csv        one row for each service, in every language (``api/cy/tables/services.csv``); see `flat`
    services.xlsx       the same as a workbook; see `workbook`
    services.geojson    a point for each service at each public place; see `geojson`
    directory.sqlite    all of it to query and search; see `database`
    datasette.json      what Datasette shows beside that

They are made from the same listings as the feed, so they say no more of a place that is kept private than it does, and
a record with an error is in them as it last was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.tables.database import DATABASE, make_database
from hereabouts.outputs.tables.datasette import describe_database, tell_about
from hereabouts.outputs.tables.download import Downloads
from hereabouts.outputs.tables.flat import make_flat, write_flat
from hereabouts.outputs.tables.geojson import make_geojson
from hereabouts.outputs.tables.guide import list_downloads
from hereabouts.outputs.tables.package import make_package
from hereabouts.outputs.tables.rows import rows_of
from hereabouts.outputs.tables.words import Words, words_of
from hereabouts.outputs.tables.workbook import make_workbook

__all__ = ["Downloads", "Words", "formats", "list_downloads", "words_of"]

Format = tuple[str, Callable[[], bytes]]
"""A file's path from the site's root, and what makes it."""


def formats(
    sites: Sequence[Site], words: Sequence[Sequence[Words]], beside: Mapping[str, bytes], changed: str = ""
) -> list[Format]:
    """Every file, those that take longest first.

    `sites` are the languages, the directory's own first, and `words` in the same order those of every service. `beside`
    is what the package holds besides its tables, by name. `changed` is the newest change (RFC 3339), which the files
    say and not the day of the build: the same listings are the same bytes tomorrow. Without a history it is today.
    """
    site = sites[0]
    changed = changed or f"{site.today}T00:00:00Z"
    rows = rows_of(site.directory)
    flats = [make_flat(each, said) for each, said in zip(sites, words, strict=True)]
    flat = flats[0]
    folder = folder_of(site)
    return [
        (f"{folder}services.xlsx", lambda: make_workbook(site, flat, changed[:10])),
        (f"{folder}{DATABASE}.sqlite", lambda: make_database(rows, flat, tell_about(site, changed[:10]))),
        (f"{folder}hsds.zip", lambda: make_package(site.directory, rows, beside, changed)),
        *(
            (f"{folder_of(each)}services.csv", lambda one=one: write_flat(one))
            for each, one in zip(sites, flats, strict=True)
        ),
        (f"{folder}services.geojson", lambda: make_geojson(site, words[0])),
        (f"{folder}datasette.json", lambda: describe_database(site, flat)),
    ]


def folder_of(site: Site) -> str:
    """Where the files of a language are: ``api/tables/``, ``api/cy/tables/``."""
    return f"api/{site.base}tables/"
