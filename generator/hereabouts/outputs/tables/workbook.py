"""The table of services as a workbook for Excel and its like: headings that stay in view, filters, and a sheet to read.

Every text is written as text, so nothing in it is ever worked out as a formula, opened as a link or turned into a
number. The same listings give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from hereabouts.frame import in_words, read_licence
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.tables.flat import Flat

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MOST = 32_767
"""The most letters that a cell can hold."""

_NEVER = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def make_workbook(site: Site, flat: Flat, changed: str) -> bytes:
    """The workbook: the services, then what there is to know about them. `changed` is the day of the newest change."""
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415 - slow to import, and only a build needs it

    made = BytesIO()
    book = Workbook(made, {"constant_memory": True, **_NEVER})
    name, _language = in_words(site.settings, "name", site.language, site.settings.language)
    book.set_properties({"title": name, "created": datetime.fromisoformat(changed)})
    _write_services(book, site, flat)
    _write_notes(book, site, _notes(site, flat, name, changed))
    book.close()
    return made.getvalue()


def _write_services(book: Workbook, site: Site, flat: Flat) -> None:
    sheet = book.add_worksheet(site.gettext("Services"))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EFE9DD"})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d mmm yyyy", "valign": "top", "align": "left"})
    for at, heading in enumerate(flat.headings):
        sheet.set_column(at, at, heading.width)
        sheet.write_string(0, at, heading.title, head)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(flat.rows)), len(flat.headings) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    days = [heading.day for heading in flat.headings]
    for number, row in enumerate(flat.rows, start=1):
        for at, text in enumerate(row):
            if text:
                _write(sheet, (number, at), text, day if days[at] else None, cell)


def _write(sheet: Worksheet, where: tuple[int, int], text: str, day: Format | None, cell: Format) -> None:
    """One cell: a day where it is one, else text."""
    if day is not None:
        try:
            sheet.write_datetime(*where, datetime.fromisoformat(text), day)
        except ValueError:
            pass
        else:
            return
    sheet.write_string(*where, text if len(text) <= _MOST else f"{text[: _MOST - 1]}…", cell)


def _write_notes(book: Workbook, site: Site, notes: Iterable[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(site.gettext("Read me"))
    strong = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 80)
    for number, (what, said) in enumerate(notes):
        sheet.write_string(number, 0, what, strong)
        sheet.write_string(number, 1, said, text)


def _notes(site: Site, flat: Flat, name: str, changed: str) -> Iterator[tuple[str, str]]:
    """What the second sheet says, in two columns."""
    _ = site.gettext
    settings, licence = site.settings, read_licence(site.settings.license)
    yield name, in_words(settings, "description", site.language, settings.language)[0]
    yield _("Newest change"), site.date(changed)
    yield _("Published by"), settings.publisher.name
    if settings.license:
        words = f"{licence.name} ({licence.url})" if licence.url and licence.url != licence.name else licence.name
        yield _("Licence"), words
    if settings.url:
        yield _("Newest version"), f"{settings.url.rstrip('/')}/use-the-data/"
    yield (
        _("Before you show it to people"),
        _("Show when each service was last confirmed. Ring before you send anybody."),
    )
    yield "", ""
    yield _("Column"), _("What it says")
    yield from ((heading.title, heading.about) for heading in flat.headings)
