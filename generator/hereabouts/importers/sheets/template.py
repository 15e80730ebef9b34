"""The empty spreadsheet for people to fill in. It is imported without a mapping."""

from __future__ import annotations

import csv
from datetime import datetime
from io import BytesIO, StringIO

from hereabouts.importers.sheets.headings import TEMPLATE

_ROWS = 2_000
"""For how many rows there are lists to choose from."""


def make_template(ending: str) -> bytes:
    """The bytes of a workbook, or of a CSV file, whose first row says what to write below the headings."""
    return _as_csv() if ending.casefold() == ".csv" else _as_workbook()


def _as_csv() -> bytes:
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([one.about + _choices(one.choices) for one in TEMPLATE])
    writer.writerow([one.title for one in TEMPLATE])
    return written.getvalue().encode("utf-8-sig")


def _choices(choices: tuple[tuple[str, str], ...]) -> str:
    return f" ({', '.join(said for said, _ in choices)})" if choices else ""


def _as_workbook() -> bytes:
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415 - slow to import

    made = BytesIO()
    book = Workbook(made, {"in_memory": True})
    book.set_properties({"title": "Services", "created": datetime(2000, 1, 1)})
    sheet, words = book.add_worksheet("Services"), book.add_worksheet("Read me")
    strong = book.add_format({"bold": True, "bg_color": "#EFE9DD", "bottom": 1})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for at, one in enumerate(TEMPLATE):
        sheet.set_column(at, at, one.width, text)
        sheet.write_string(0, at, one.title, strong)
        sheet.write_comment(0, at, one.about, {"author": "Hereabouts"})
        words.write_string(at, 0, one.title, strong)
        words.write_string(at, 1, one.about)
        if one.choices:
            chosen = [said for said, _ in one.choices]
            sheet.data_validation(1, at, _ROWS, at, {"validate": "list", "source": chosen})
    words.set_column(0, 0, 20)
    words.set_column(1, 1, 80)
    sheet.freeze_panes(1, 3)
    book.close()
    return made.getvalue()
