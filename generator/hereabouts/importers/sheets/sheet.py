"""One sheet of a spreadsheet: rows of text, each cell where it stood, and which row has the headings.

Nothing is moved: row 7 here is row 7 in the spreadsheet program, so that every line of the report can be looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.source import SourceError
from hereabouts.importers.tables import MOST_COLUMNS

MOST_CELLS = 3_000_000
"""How many cells are read of one source."""

REMARKS = "remarks"
"""The column that a corrected copy has for people, which is no part of the listings."""

_LOOK = 20
"""In how many rows the headings are looked for."""
_HARMLESS = re.compile(r"'(?=[=+\-@＝＋－＠])")


@dataclass(frozen=True, slots=True)
class Note:
    """What was odd about one cell when it was read; `row` and `column` count from 0."""

    row: int
    column: int
    value: str
    why: str
    action: Action = Action.DROPPED


@dataclass(slots=True)
class Sheet:
    """One sheet. `name` is what a mapping calls it, `label` what people are told; `rows` count from 0.

    `early` is True where days are counted from 1904.
    """

    name: str
    label: str
    rows: list[list[str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    hidden: bool = False
    early: bool = False
    taken: dict[tuple[int, int], str] = field(default_factory=dict)
    """What was taken of a cell where that is not what stands there."""
    head: int = -1
    columns: dict[int, str] = field(default_factory=dict)
    """The heading of each column that has one or has cells, no two the same; known when the headings are found."""

    def _name_columns(self) -> dict[int, str]:
        written = self.rows[self.head]
        used = {at for row in self.rows[self.head + 1 :] for at, cell in enumerate(row) if cell}
        named: dict[int, str] = {}
        for at in range(max([len(written), *(at + 1 for at in used)])):
            heading = " ".join(written[at].split()) if at < len(written) else ""
            if heading or at in used:
                there = heading in named.values()
                named[at] = f"{heading} (column {letter(at)})" if heading and there else heading or _nameless(at)
        return named

    def place(self, row: int) -> str:
        """What people are told of a row: ``services.csv, row 7``."""
        return f"{self.label}, row {row + 1}"

    def body(self) -> Iterator[tuple[int, list[str]]]:
        """The rows under the headings that say something, but for headings that are there again."""
        head = [cell.casefold() for cell in self.rows[self.head]]
        for number in range(self.head + 1, len(self.rows)):
            row = self.rows[number]
            if any(row) and [cell.casefold() for cell in row] != head:
                yield number, row

    def find_head(self, wanted: Iterable[str] = ()) -> None:
        """Find the row of headings: the one with most of those wanted, else the first that is about full."""
        self.head = self._seek_head(wanted)
        self.columns = self._name_columns() if self.head >= 0 else {}

    def _seek_head(self, wanted: Iterable[str]) -> int:
        known = {fold(one) for one in wanted}
        start = [(at, [cell for cell in row if cell]) for at, row in enumerate(self.rows[: _LOOK * 2])]
        start = [(at, cells) for at, cells in start if cells][:_LOOK]
        hits = {at: sum(fold(cell) in known for cell in cells) for at, cells in start}
        best = max(hits, key=lambda at: (hits[at], -at), default=-1)
        if best >= 0 and hits[best]:
            return best
        widest = max((len(cells) for _, cells in start), default=0)
        return next((at for at, cells in start if len(cells) * 2 >= widest), -1)

    def tell(self, report: Report) -> None:
        """Say what was found above, between and in the rows, now that it is known where the headings are."""
        columns = self.columns
        for number, row in enumerate(self.rows[: self.head]):
            if any(row):
                why = "It stands above the headings."
                report.add(Where(self.place(number)), "row", Action.DROPPED, _said(row), why)
        head = [cell.casefold() for cell in self.rows[self.head]]
        for number, row in enumerate(self.rows[self.head + 1 :], self.head + 1):
            if any(row) and [cell.casefold() for cell in row] == head:
                report.add(Where(self.place(number)), "row", Action.DROPPED, _said(row), "It has the headings again.")
        for note in sorted(self.notes, key=lambda note: (note.row, note.column)):
            heading = columns.get(note.column, _nameless(note.column))
            report.add(Where(self.place(note.row)) / heading, heading, note.action, note.value, note.why)


def check_width(sheet: Sheet, row: int, width: int) -> None:
    """Raises SourceError for a row that is wider than any list of services."""
    if width > MOST_COLUMNS:
        raise SourceError(f"{sheet.place(row)} has {width:,} columns; {MOST_COLUMNS} is the most.")


def tidy_cell(cell: str) -> str:
    """A cell without spaces around it, and without the apostrophe that keeps programs from working it out."""
    cell = cell.strip("\ufeff \t\r\n\xa0")
    return _HARMLESS.sub("", cell, count=1) if cell.startswith("'") else cell


def letter(column: int) -> str:
    """What a spreadsheet program calls a column, counted from 0: A, B, ... Z, AA."""
    return (letter(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def _nameless(column: int) -> str:
    return f"column {letter(column)}"


def fold(heading: str) -> str:
    """A heading in one form: no case, no signs but letters and figures."""
    return " ".join(re.findall(r"\w+", heading.casefold().replace("_", " ")))


def _said(row: Iterable[str]) -> str:
    return ", ".join(cell for cell in row if cell)
