"""One table for people with a spreadsheet: a row for each service, a column for each thing that people ask.

A service at three places is still one row, with the three in a cell; who wants them apart has the places as GeoJSON and
the standard's own tables.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

from hereabouts.harmless import harmless
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.tables.cells import Cells, Tell
from hereabouts.outputs.tables.headings import Heading, headings_of
from hereabouts.outputs.tables.words import Words


@dataclass(frozen=True, slots=True)
class Flat:
    """The whole table in one language. Every cell is text, and empty where nothing is known."""

    headings: tuple[Heading, ...]
    rows: list[tuple[str, ...]]


def make_flat(site: Site, words: Iterable[Words]) -> Flat:
    """The table of all services in their order, which is that of `words`."""
    headings, cells = headings_of(site), Cells(site)
    tellers = [_teller(cells, heading) for heading in headings]
    services = site.directory.services.values()
    return Flat(
        headings, [tuple(tell(one, said) for tell in tellers) for one, said in zip(services, words, strict=True)]
    )


def _teller(cells: Cells, heading: Heading) -> Tell:
    tell: Tell = cells.terms(heading.taxonomy) if heading.taxonomy else getattr(cells, heading.name)
    return tell


def write_flat(flat: Flat) -> bytes:
    """The table as CSV for spreadsheet programs: UTF-8 with the mark that Excel knows it by, and no cell a formula."""
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([harmless(heading.title) for heading in flat.headings])
    writer.writerows([harmless(cell) for cell in row] for row in flat.rows)
    return written.getvalue().encode("utf-8-sig")
