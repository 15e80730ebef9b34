"""A spreadsheet from the disk, as sheets: a CSV file, a folder of them, or a workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.sheets.sheet import MOST_CELLS, Sheet, check_width, tidy_cell
from hereabouts.importers.source import LARGEST, SourceError
from hereabouts.importers.tables import DELIMITERS, decode, read_rows

_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_book(path: Path, report: Report) -> list[Sheet]:
    """Every sheet of a file or a folder. Raises SourceError for what is no spreadsheet, or too large for one."""
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv" and not file.is_symlink())
        if not files:
            raise SourceError(f"There is no .csv file in {path}.")
        if sum(file.stat().st_size for file in files) > LARGEST:
            raise SourceError(f"The files in {path} hold more than {LARGEST // 2**20} MB.")
        return _within_limit([_read_csv(file.name, file.read_bytes(), report) for file in files])
    if not path.is_file():
        raise SourceError(f"There is no file or folder at {path}.")
    if path.stat().st_size > LARGEST:
        raise SourceError(f"{path.name} is larger than {LARGEST // 2**20} MB. Split it.")
    content = path.read_bytes()
    if content.startswith(_ZIP):
        from hereabouts.importers.sheets.workbook import read_workbook  # noqa: PLC0415 - slow to import

        return read_workbook(path.name, content, report)
    if content.startswith(_OLE):
        raise SourceError(_refuse_old(path.name, content))
    return _within_limit([_read_csv(path.name, content, report)])


def _refuse_old(name: str, content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return f"{name} is locked with a password. Open it, take the password off, and save it again."
    return f"{name} is an old Excel file. Open it, and save it as .xlsx (Excel workbook)."


def _within_limit(sheets: list[Sheet]) -> list[Sheet]:
    cells = sum(len(row) for sheet in sheets for row in sheet.rows)
    if cells > MOST_CELLS:
        raise SourceError(f"There are {cells:,} cells; {MOST_CELLS:,} is the most. Split the spreadsheet.")
    return sheets


def _read_csv(name: str, content: bytes, report: Report) -> Sheet:
    start = content[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"%pdf", b"<!doctype", b"<html", b"<?xml", b"{\\rtf")):
        raise SourceError(f"{name} is no spreadsheet. Save the list as .xlsx or as CSV, and import that.")
    text = decode(name, content, report)
    if content.startswith(_ORDER_MARKS):
        report.add(Where(name), "file", Action.MAPPED, name, "It is read as UTF-16, as its first letters say.")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SourceError(f"{name}, line {line}: there are signs in it that no text has. Save it again as CSV.")
    sheet = Sheet(name, name)
    cells = 0
    for number, row in read_rows(name, text, find_delimiter(text)):
        tidied = [tidy_cell(cell) for cell in row]
        while tidied and not tidied[-1]:
            tidied.pop()
        check_width(sheet, number - 1, len(tidied))
        cells += len(tidied)
        sheet.rows.append(tidied)
    return sheet


def find_delimiter(text: str) -> str:
    """What stands between cells: the sign that cuts most of the first rows into equally many."""

    def fits(delimiter: str) -> tuple[int, int]:
        lines = "\n".join(text.splitlines()[:50])
        try:
            widths = Counter(len(row) for _, row in read_rows("", lines, delimiter) if len(row) > 1)
        except SourceError:
            return 0, 0
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        return times, width

    return max(DELIMITERS, key=fits)


def by_name(sheets: Iterable[Sheet]) -> Mapping[str, Sheet]:
    """The sheets by every name a mapping may call them: as they are, and a file without its ending."""
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        for name in (sheet.name, sheet.name.removesuffix(".csv")):
            found.setdefault(name.casefold(), sheet)
    return found
