"""A spreadsheet given back: the same rows and columns, with what was taken, and remarks beside what needs a person.

The same import gives the same bytes. No cell of it is ever worked out as a formula.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from hereabouts.harmless import harmless
from hereabouts.importers.report import SAID, Action, Line, Report
from hereabouts.importers.sheets.sheet import REMARKS, Sheet, fold
from hereabouts.importers.sheets.spots import Spots

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MOST = 32_000
"""The most letters that are written into a cell."""
_MOST_REMARKS = 65_000
"""How many comments a sheet may have before programs refuse it."""
_ROW = re.compile(r"(?P<label>.+), row (?P<number>\d+)\Z", re.DOTALL)
_WRITTEN = re.compile(r"It is written as (.+?)\.\Z")
_TOLD = {Action.DROPPED, Action.KEPT, Action.CONFLICT, Action.ALIKE}
_MISSING = {"name", "organization"}
_NEEDS_NOBODY = {"id", "column", "row", "weekday"}
_HIDDEN = "This row is about a place that hides here where it is, so nothing of it is shown."

Remarks = dict[int, list[tuple[int, str]]]
"""Row -> the column (-1 for none) and the words of each remark."""


@dataclass(slots=True)
class Copy:
    """The sheets as they were read, and where everything in them went."""

    sheets: list[Sheet]
    spots: Spots
    _hidden: set[str] = field(default_factory=set)
    _remarks: dict[str, Remarks] = field(default_factory=dict)

    def tell(self, report: Report, secret: Iterable[str]) -> None:
        """Say of every line of a report its row and column, and keep what a person should look at.

        `secret` are labels of things that hide here where they are: no value of their rows is said.
        """
        self._hidden = {row for label in secret for row in self.spots.rows(label)}
        by_label = {sheet.label: sheet for sheet in self.sheets}
        for index, line in enumerate(report.lines):
            where = self.spots.find(line.where)
            value = "" if where.source in self._hidden else line.value
            report.lines[index] = told = replace(line, where=where, value=value)
            found = _ROW.match(where.source)
            if found and found["label"] in by_label:
                self._keep(by_label[found["label"]], int(found["number"]) - 1, told)

    def _keep(self, sheet: Sheet, row: int, line: Line) -> None:
        column = next((at for at, heading in sheet.columns.items() if heading == line.where.path), -1)
        written = _WRITTEN.match(line.why)
        if line.action is Action.MENDED and written and _cell(sheet, row, column) == line.value:
            sheet.taken.setdefault((row, column), written[1])
        if _needs_person(line):
            words = f"{line.why} ({SAID[line.action]})" if line.action is not Action.DEFAULTED else line.why
            several = self._remarks.setdefault(sheet.label, defaultdict(list))[row]
            if (column, words) not in several:
                several.append((column, words))

    @property
    def says(self) -> bool:
        """Whether there is any remark."""
        return bool(self._remarks)

    @property
    def ending(self) -> str:
        """The ending of a file that all of it fits in."""
        return ".csv" if len(self.sheets) == 1 and self.sheets[0].name.casefold().endswith(".csv") else ".xlsx"

    def render(self, ending: str) -> bytes:
        """The bytes of a CSV file (of the first sheet) or a workbook."""
        return self._as_csv() if ending.casefold() == ".csv" else self._as_workbook()

    def _rows(self, sheet: Sheet) -> Iterator[tuple[list[str], str, Remarks]]:
        """Every row with its remarks in words, and where these stand."""
        remarks, hidden = self._remarks.get(sheet.label, {}), self._hidden
        for number, row in enumerate(sheet.rows):
            if sheet.place(number) in hidden:
                yield [], _HIDDEN, {}
                continue
            cells = [sheet.taken.get((number, at), cell) for at, cell in enumerate(row)]
            words = [f"{sheet.columns[at]}: {said}" if at >= 0 else said for at, said in remarks.get(number, [])]
            yield cells, " ".join(words), {number: remarks.get(number, [])}

    def _as_csv(self) -> bytes:
        sheet, written = self.sheets[0], StringIO(newline="")
        writer, at = csv.writer(written, lineterminator="\r\n"), _remarks_column(self.sheets[0])
        for number, (cells, words, _) in enumerate(self._rows(sheet)):
            row = [*cells, *[""] * (at + 1 - len(cells))]
            row[at] = REMARKS if number == sheet.head else words
            writer.writerow([harmless(cell) for cell in row])
        return written.getvalue().encode("utf-8-sig")

    def _as_workbook(self) -> bytes:
        from xlsxwriter.workbook import Workbook  # noqa: PLC0415 - slow to import, and few imports need it

        made = BytesIO()
        never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = Workbook(made, {"in_memory": True, **never})
        book.set_properties({"created": datetime(2000, 1, 1)})
        names: set[str] = set()
        for sheet in self.sheets:
            self._write_sheet(book, sheet, _title(sheet, names))
        book.close()
        return made.getvalue()

    def _write_sheet(self, book: Workbook, sheet: Sheet, title: str) -> None:
        tab, at = book.add_worksheet(title), _remarks_column(sheet)
        strong, marked = book.add_format({"bold": True}), book.add_format({"bg_color": "#FFF2CC", "text_wrap": True})
        left = _MOST_REMARKS
        for number, (cells, words, where) in enumerate(self._rows(sheet)):
            beside = {column: said for column, said in where.get(number, []) if column >= 0}
            for column, cell in enumerate(cells):
                look = strong if number == sheet.head else marked if column in beside else None
                if cell and column != at:
                    tab.write_string(number, column, cell[:_MOST], look)
            if number == sheet.head or words:
                tab.write_string(number, at, REMARKS if number == sheet.head else words[:_MOST], None)
            left -= _comment(tab, number, beside, left)
        if sheet.head >= 0:
            tab.freeze_panes(sheet.head + 1, 0)
        if sheet.hidden:
            tab.hide()


def _comment(tab: Worksheet, row: int, beside: dict[int, str], left: int) -> int:
    for column, said in list(beside.items())[: max(0, left)]:
        tab.write_comment(row, column, said[:2000], {"author": "Hereabouts"})
    return len(beside)


def _title(sheet: Sheet, names: set[str]) -> str:
    """A name for a sheet as programs allow it, no two the same."""
    name = re.sub(r"[\[\]:*?/\\]", " ", sheet.name.removesuffix(".csv")).strip(" '")[:28] or "Sheet"
    while name.casefold() in names:
        name = f"{name[:26]} {len(names) + 1}"
    names.add(name.casefold())
    return name


def _remarks_column(sheet: Sheet) -> int:
    """The column for remarks: the one an earlier copy has, else the first that is free."""
    there = next((at for at, heading in sheet.columns.items() if fold(heading) == REMARKS), -1)
    return there if there >= 0 else max((len(row) for row in sheet.rows), default=0)


def _cell(sheet: Sheet, row: int, column: int) -> str:
    cells = sheet.rows[row]
    return cells[column] if 0 <= column < len(cells) else ""


def _needs_person(line: Line) -> bool:
    if line.action is Action.DEFAULTED:
        return line.what in _MISSING
    return line.action in _TOLD and line.what not in _NEEDS_NOBODY
