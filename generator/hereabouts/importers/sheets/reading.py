"""A spreadsheet with its mapping as source records, like those of any other format."""

from __future__ import annotations

from collections.abc import Iterator

from hereabouts.importers.intake import Asked
from hereabouts.importers.older import Older
from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.sheets.book import by_name, read_book
from hereabouts.importers.sheets.copy import Copy
from hereabouts.importers.sheets.fields import near
from hereabouts.importers.sheets.headings import known_titles, recognise
from hereabouts.importers.sheets.mapping import Columns, Mapping, read_mapping
from hereabouts.importers.sheets.plan import Plan, make_plan
from hereabouts.importers.sheets.rows import Maker, Things
from hereabouts.importers.sheets.sheet import REMARKS, Sheet, fold
from hereabouts.importers.source import SourceError, SourceRecord

_KINDS = (("organization", "organizations"), ("location", "locations"), ("service", "services"))


def read_sheets(asked: Asked) -> Iterator[SourceRecord]:
    """The records of a spreadsheet. Raises SourceError for what cannot be read, and for a mapping with an error."""
    if asked.is_web:
        raise SourceError("A spreadsheet is read from a file. Download it, and import the file.")
    options, report = asked.options, asked.report
    sheets = read_book(asked.path, report)
    mapping = read_mapping(options.mapping) if options.mapping else find_mapping(sheets)
    for place, _, words in sorted(mapping.remarks):
        report.add(Where(f"{place.file}, line {place.line}"), "mapping", Action.MENDED, "", words)
    maker = Maker(report, options.settings.country)
    asked.copy = Copy(sheets, maker.things.spots)
    for plan in make_plans(sheets, mapping, report):
        maker.read(plan)
    maker.settle()
    older = Older(report, options.today)
    yield from _records(maker.things, older, asked.path.name)


def _records(things: Things, older: Older, scope: str) -> Iterator[SourceRecord]:
    for kind, _ in _KINDS:
        for entry in things.found[kind].values():
            {"organization": older.organization, "location": older.location, "service": older.service}[kind](
                entry, Where(entry.label)
            )
    for kind, collection in _KINDS:
        for entry in things.found[kind].values():
            yield SourceRecord(entry.label, scope, entry, collection)
    for entry in things.links:
        yield SourceRecord(entry.label, scope, entry, "service_at_locations")


def find_mapping(sheets: list[Sheet]) -> Mapping:
    """The mapping of our own spreadsheet, by its headings. Raises SourceError for any other."""
    if not sheets:
        raise SourceError("It is empty.")
    mapping, words = Mapping(), ""
    for sheet in sheets:
        sheet.find_head(known_titles())
        columns = recognise(sheet)
        if columns is not None:
            mapping.sheets[sheet.name] = columns
        elif not words and sheet.columns:
            titles = {fold(title) for title in known_titles()}
            words = ", ".join(title for title in sheet.columns.values() if fold(title) not in titles)
    if not mapping.sheets:
        raise SourceError(
            f"It is not clear what these columns are: {words or 'there are none'}. "
            "`hereabouts table-mapping` drafts a mapping; look through it, and name it with --mapping."
        )
    return mapping


def make_plans(sheets: list[Sheet], mapping: Mapping, report: Report) -> list[Plan]:
    """The sheets that the mapping names, each with its headings found and held against it. Raises SourceError."""
    found = by_name(sheets)
    plans = []
    used: set[int] = set()
    for name, columns in mapping.sheets.items():
        sheet = found.get(name.casefold()) or (sheets[0] if len(sheets) == len(mapping.sheets) == 1 else None)
        if sheet is None:
            there = ", ".join(sheet.name for sheet in sheets)
            raise SourceError(f"There is no sheet {name} that the mapping tells of. There is: {there}.")
        used.add(id(sheet))
        if columns.uses:
            plans.append(_plan(sheet, columns, report))
    for sheet in sheets:
        if id(sheet) not in used:
            why = "It is hidden, and the mapping does not name it." if sheet.hidden else "The mapping does not name it."
            report.add(Where(sheet.label), "sheet", Action.DROPPED, sheet.name, why)
    return plans


def _plan(sheet: Sheet, columns: Columns, report: Report) -> Plan:
    sheet.find_head(columns.uses)
    if sheet.head < 0:
        raise SourceError(f"{sheet.label} is empty.")
    headings = {fold(heading): heading for heading in sheet.columns.values()}
    if not any(fold(heading) in headings for heading in columns.uses):
        first = ", ".join(list(headings.values())[:8])
        raise SourceError(
            f"No heading of the mapping is in {sheet.label}, row {sheet.head + 1}, which has: {first}. "
            "Is there a row of headings?"
        )
    sheet.tell(report)
    for heading, place in columns.places.items():
        if fold(heading) not in headings:
            hint = near(heading, list(headings.values()))
            words = f"There is no column {heading} in {sheet.label}.{f' Did you mean {hint}?' if hint else ''}"
            report.add(Where(f"{place.file}, line {place.line}"), heading, Action.DROPPED, heading, words)
    _tell_unmapped(sheet, columns, report)
    return make_plan(sheet, columns)


def _tell_unmapped(sheet: Sheet, columns: Columns, report: Report) -> None:
    """A line for each column that goes nowhere, with how many cells it has."""
    known = {fold(heading): uses for heading, uses in columns.uses.items()}
    for at, heading in sheet.columns.items():
        if known.get(fold(heading)) or fold(heading) == REMARKS:
            continue
        cells = [(number, row[at]) for number, row in sheet.body() if at < len(row) and row[at]]
        if cells:
            told = fold(heading) in known
            why = "The mapping says to leave this column out." if told else "The mapping does not name this column."
            report.read["columns left out"] += 1
            place = Where(sheet.place(cells[0][0]), heading)
            # Its heading only: what is left out may be what nobody else should read.
            report.add(place, "column", Action.DROPPED, heading, why, len(cells))
