"""The files under ``api/tables/`` of a directory, made without a build; and readers of those that are not text."""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from hereabouts.assembly import assemble
from hereabouts.check import check_folder
from hereabouts.directory import Directory
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.tables import formats, words_of
from tests.demonstration import demonstration_folder

TODAY = date(2026, 11, 22)
WHOLE = Path(__file__).parent / "records" / "whole"
FOLDER = "api/tables/"


def read_folder(folder: Path) -> Directory:
    """The directory in a folder, with a moment of change for every record."""
    checked = check_folder(folder, folder.parent, TODAY)
    return assemble(checked.records, TODAY, dict.fromkeys(checked.records.by_path, "2026-11-01T09:00:00Z"))


def read_demonstration() -> Directory:
    return read_folder(demonstration_folder())


def read_whole() -> Directory:
    """The directory in which every field of every object is written."""
    return read_folder(WHOLE / "directory")


def exported(directory: Directory, beside: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """Every file by its path."""
    sites = [Site(directory, language) for language in directory.settings.languages]
    words = [[words_of(site, service) for service in directory.services.values()] for site in sites]
    return {path: make() for path, make in formats(sites, words, beside or {})}


def read_zip(content: bytes) -> dict[str, bytes]:
    """The members of a zip by name, in its order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_csv(content: bytes) -> list[dict[str, str]]:
    """The rows of a table that may begin with the mark of UTF-8."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_sheets(content: bytes) -> dict[str, Worksheet]:
    """The sheets of a workbook by name, with what the cells show and not their formulas."""
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: sheet for sheet in book.worksheets}


def sheet_rows(sheet: Worksheet) -> list[dict[str, str]]:
    """The rows of a sheet by heading, every cell as text; days as ISO dates."""
    heading, *rows = sheet.iter_rows(values_only=True)
    return [{str(name): _text(value) for name, value in zip(heading, row, strict=True)} for row in rows]


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


@contextmanager
def opened(content: bytes) -> Iterator[sqlite3.Connection]:
    """A database from its bytes."""
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(content)
        yield database
    finally:
        database.close()
