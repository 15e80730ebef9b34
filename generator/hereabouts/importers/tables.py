"""A file of comma-separated values as rows, however a spreadsheet program saved it.

Programs save in UTF-8, in UTF-16 or in the letters of Windows, with commas, semicolons or tabs. Each is told from the
bytes themselves. A row is called by its number in the spreadsheet, where the names of the columns are row 1.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.source import Entry, SourceError

LONGEST_CELL = 2**20
"""The longest cell, in characters. A longer one is nearly always a quotation mark that was never closed."""

MOST_COLUMNS = 500
DELIMITERS = (",", ";", "\t", "|")
"""What may stand between cells."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(slots=True)
class Table:
    """One file: what it is called, its columns as they are named, and its rows by column, without empty cells."""

    name: str
    columns: list[str] = field(default_factory=list)
    rows: list[Entry] = field(default_factory=list)


def read_table(name: str, content: bytes, report: Report) -> Table:
    """Read a file. Raises SourceError, naming the row, for one that no program could have saved."""
    text = decode(name, content, report)
    rows = _rows(name, text)
    header = next(((number, cells) for number, cells in rows if any(cell.strip() for cell in cells)), None)
    if header is None:
        return Table(name)
    if len(header[1]) > MOST_COLUMNS:
        raise SourceError(f"{name} has {len(header[1])} columns; {MOST_COLUMNS} is the most.")
    columns = [cell.strip().strip("\ufeff") for cell in header[1]]
    _tell_doubles(name, header[0], columns, report)
    table = Table(name, [column for column in dict.fromkeys(columns) if column])
    for number, cells in rows:
        entry = _entry(f"{name}, row {number}", columns, cells, report)
        if entry:
            table.rows.append(entry)
    return table


def decode(name: str, content: bytes, report: Report) -> str:
    """The text of a file, by its mark if it has one, else by what it can be."""
    encoding = next((encoding for mark, encoding in _BOMS if content.startswith(mark)), "") or _by_zeroes(content)
    try:
        return content.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            raise SourceError(f"{name} says that it is {encoding.upper()}, and is not (byte {error.start}).") from error
        line = content.count(b"\n", 0, error.start) + 1
    why = f"It is not UTF-8 (line {line}), so it is read in the letters of Windows. Look at accents and pound signs."
    report.add(Where(name), "file", Action.MENDED, content.splitlines()[line - 1].decode("cp1252", "replace"), why)
    return content.decode("cp1252", "replace")


def _by_zeroes(content: bytes) -> str:
    """UTF-16 without a mark has a zero in every second place of plain letters."""
    start = content[:200]
    if start[1::2].count(0) > len(start) // 4:
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) > len(start) // 4 else ""


def _rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    start = text.lstrip().partition("\n")[0]
    return read_rows(name, text, max(DELIMITERS, key=start.count))


def read_rows(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every row with its number. Empty ones count, as they do in a spreadsheet.

    Raises SourceError, naming the row, for one that no program could have saved.
    """
    before = csv.field_size_limit(LONGEST_CELL)
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            yield number, cells
    except csv.Error as error:
        why = "A quotation mark may be missing" if "limit" in str(error) else str(error).capitalize()
        raise SourceError(f"{name}, row {number + 1} cannot be read. {why}.") from error
    finally:
        csv.field_size_limit(before)


def _tell_doubles(name: str, number: int, columns: Iterable[str], report: Report) -> None:
    seen: set[str] = set()
    for column in columns:
        if column and column in seen:
            why = "Two columns have this name; the first that says something counts."
            report.add(Where(f"{name}, row {number}"), column, Action.DROPPED, column, why)
        seen.add(column)


def _entry(label: str, columns: list[str], cells: list[str], report: Report) -> Entry:
    entry = Entry(label, {})
    for column, cell in zip(columns, cells, strict=False):
        value = cell.strip()
        if not value:
            continue
        if not column:
            report.add(Where(label), "column", Action.DROPPED, value, "Its column has no name.")
        elif entry.setdefault(column, value) != value:
            report.add(Where(label) / column, column, Action.DROPPED, value, "Two columns have this name.")
    for value in filter(str.strip, cells[len(columns) :]):
        report.add(Where(label), "column", Action.DROPPED, value, "The row has more cells than there are columns.")
    return entry
