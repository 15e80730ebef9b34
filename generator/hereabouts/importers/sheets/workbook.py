"""An Excel workbook as sheets of text. Formulas are never worked out; what was worked out when it was saved is read.

The zip is looked at before anything in it is unpacked, and XML that defines things of its own is refused.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException

from hereabouts.importers.packages import BROKEN, weigh_zip
from hereabouts.importers.report import Action, Report
from hereabouts.importers.sheets.sheet import MOST_CELLS, Note, Sheet, check_width, tidy_cell
from hereabouts.importers.source import SourceError

_MOST_ROWS = 200_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WRONG = (*BROKEN, DefusedXmlException, ParseError, InvalidFileException, KeyError, ValueError, TypeError, IndexError)
"""What reading a workbook may raise that no spreadsheet program saved."""


def read_workbook(name: str, content: bytes, report: Report) -> list[Sheet]:
    """Every sheet with cells in it. Raises SourceError for what is no workbook, is locked, or is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, warnings.catch_warnings():
            weigh_zip(name, archive.infolist())
            _demand_workbook(name, archive)
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            return list(_read_sheets(name, book, archive, report))
    except SourceError:
        raise
    except _WRONG as error:
        why = next(iter(str(error).splitlines()), type(error).__name__).rstrip(".")
        again = "Open it, save it as .xlsx again, and import that."
        raise SourceError(f"{name} cannot be read as a workbook ({why}). {again}") from error


def _demand_workbook(name: str, archive: zipfile.ZipFile) -> None:
    if "xl/workbook.xml" not in archive.namelist():
        raise SourceError(f"{name} is no Excel workbook. Save the list as .xlsx or as CSV, and import that.")


def _read_sheets(name: str, book: Any, archive: zipfile.ZipFile, report: Report) -> Iterator[Sheet]:
    left = MOST_CELLS
    for tab in book.worksheets:
        sheet = Sheet(tab.title, f"{name}, {tab.title}", hidden=tab.sheet_state != "visible")
        sheet.early = book.epoch == CALENDAR_MAC_1904
        left -= _read_rows(sheet, tab, left)
        if any(any(row) for row in sheet.rows):
            _look_again(sheet, archive, tab._worksheet_path)  # noqa: SLF001 - nothing else says which file it is
            yield sheet
        else:
            report.read["empty sheets"] += 1


def _read_rows(sheet: Sheet, tab: Any, left: int) -> int:
    """Take every row in; gives how many cells there were. Raises SourceError for more than are `left`."""
    tab.reset_dimensions()  # which a program may have written wrong
    cells = 0
    for number, row in enumerate(tab.iter_rows()):
        texts = [_text(sheet, number, at, cell) for at, cell in enumerate(row)]
        while texts and not texts[-1]:
            texts.pop()
        check_width(sheet, number, len(texts))
        cells += len(texts)
        if cells > left:
            raise SourceError(f"There are more than {MOST_CELLS:,} cells in it. Split the spreadsheet.")
        if number >= _MOST_ROWS and texts:
            raise SourceError(f"{sheet.place(number)}: {_MOST_ROWS:,} rows are the most. Split the spreadsheet.")
        if number < _MOST_ROWS:
            sheet.rows.append(texts)
    while sheet.rows and not sheet.rows[-1]:
        sheet.rows.pop()
    return cells


def _text(sheet: Sheet, row: int, column: int, cell: Any) -> str:
    """A cell as text; an error in it is noted, and is empty."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        why = "The spreadsheet program could not work this cell out. Put right what it refers to."
        sheet.notes.append(Note(row, column, str(value), why))
        return ""
    if isinstance(value, str):
        return tidy_cell(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value)
    return _moment(value)


def _number(value: float) -> str:
    """A number without a tail: 0.1 + 0.2 is 0.3, as the spreadsheet program shows it."""
    return f"{value:.15g}" if isinstance(value, float) and "e" not in f"{value:.15g}" else str(value)


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def _look_again(sheet: Sheet, archive: zipfile.ZipFile, path: str) -> None:
    """What a stream of rows does not tell: cells that are one, and formulas that were never worked out."""
    with archive.open(path.lstrip("/")) as stream:
        for _, element in iterparse(stream, events=("end",), forbid_dtd=True):
            if element.tag == f"{_MAIN}c":
                if element.find(f"{_MAIN}f") is not None and not (element.findtext(f"{_MAIN}v") or ""):
                    _note_formula(sheet, element)
            elif element.tag == f"{_MAIN}mergeCell":
                _fill_down(sheet, element.get("ref", ""))
            elif element.tag == f"{_MAIN}row":
                element.clear()


def _note_formula(sheet: Sheet, cell: Any) -> None:
    row, column = coordinate_to_tuple(cell.get("r", "A1"))
    why = "What this formula gives was not saved. Open the spreadsheet, and save it again."
    sheet.notes.append(Note(row - 1, column - 1, f"={cell.findtext(f'{_MAIN}f') or ''}", why))


def _fill_down(sheet: Sheet, area: str) -> None:
    """Cells that are one over several rows count for each of these rows."""
    left, top, _, bottom = range_boundaries(area)
    if not (left and top and bottom) or bottom <= top or top > len(sheet.rows):
        return
    row, column = top - 1, left - 1
    value = sheet.rows[row][column] if column < len(sheet.rows[row]) else ""
    last = min(bottom, len(sheet.rows))
    if not value or last <= top:
        return
    for below in sheet.rows[row + 1 : last]:
        below.extend([""] * (column + 1 - len(below)))
        below[column] = value
    why = f"The cell is one over several rows, so it counts for rows {top} to {last}."
    sheet.notes.append(Note(row, column, value, why, Action.MAPPED))
