"""Spreadsheets as people have them, and files that are none: each is read or refused in plain words."""

from __future__ import annotations

import zipfile
from datetime import datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from openpyxl.workbook.workbook import Workbook as Book

from hereabouts.cli import main
from hereabouts.importers.packages import MOST_TIMES
from hereabouts.importers.report import Report
from hereabouts.importers.sheets import book as books
from hereabouts.importers.sheets.book import read_book
from hereabouts.importers.sheets.mapping import make_mapping
from hereabouts.importers.sheets.sheet import Sheet
from hereabouts.importers.source import SourceError
from hereabouts.kind import Kind
from hereabouts.source.reader import read_document
from hereabouts.writer import dump
from tests.demonstration import ROOT
from tests.importing import SETTINGS, told
from tests.test_importers_sheets import FLAT, import_sheets, write


def sheet_of(content: bytes, folder: Path, name: str = "list.csv") -> Sheet:
    (folder / name).write_bytes(content)
    (sheet,) = read_book(folder / name, Report())
    sheet.find_head()
    return sheet


# Workbooks.


def odd_workbook(file: Path) -> None:
    book: Book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "List"
    rows: list[list[object]] = [
        ["All services of the town"],
        [],
        ["Group", "", "Name", "Checked", "Ring", "About", "Cost"],
        ["Lunch Club", "", "Soup", 46027, 1632960123, "#REF!", "=1+1"],
        [None, "", "Cake", datetime(2026, 1, 6), "01632 960124", "Cake.", time(10, 30)],
        [],
        ["Group", "", "Name", "Checked", "Ring", "About", "Cost"],
    ]
    for row in rows:
        sheet.append(row)
    sheet["F4"].data_type = "e"
    sheet.merge_cells("A4:A5")
    hidden = book.create_sheet("Old")
    hidden.append(["Group", "Name"])
    hidden.append(["Lunch Club", "Gone"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Empty")
    book.save(file)


ODD = """
sheets:
  List:
    columns:
      Group: organization.name
      Name: service.name
      Checked: service.assured_date
      Ring: phone
      About: service.description
      Cost: service.fees_description
"""


def test_a_workbook_is_read_as_it_is_and_what_is_odd_is_told_by_its_cell(tmp_path: Path) -> None:
    odd_workbook(tmp_path / "odd.xlsx")
    (tmp_path / "mapping.yml").write_text(ODD)
    made = import_sheets(tmp_path / "odd.xlsx", tmp_path / "mapping.yml")
    soup, cake = (made.records[f"organizations/lunch-club/{name}"] for name in ("soup", "cake"))
    assert soup["assured_date"] == "2026-01-05"
    assert soup["phones"] == ["01632 960123"]
    assert "description" not in soup
    assert cake["assured_date"] == "2026-01-06"
    assert cake["fees_description"] == "10:30"
    said = {(line.where.source, line.where.path, line.value, line.action.value) for line in made.report.lines}
    assert ("odd.xlsx, List, row 1", "", "All services of the town", "dropped") in said
    assert ("odd.xlsx, List, row 4", "About", "#REF!", "dropped") in said
    assert ("odd.xlsx, List, row 4", "Cost", "=1+1", "dropped") in said
    assert ("odd.xlsx, List, row 4", "Group", "Lunch Club", "mapped") in said
    assert ("odd.xlsx, List, row 4", "Checked", "46027", "mended") in said
    assert told(made, "sheet") == [("dropped", "Old")]
    assert ("odd.xlsx, List, row 7", "dropped") in {(source, action) for source, _, _, action in said}
    assert made.report.read["empty sheets"] == 1


# CSV files.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_letters_and_signs_between_cells_are_told_from_the_file(tmp_path: Path, encoding: str, between: str) -> None:
    lines = ["Name|What", 'Café|"Soup, bread; tea"', "Tea|Tea"]
    sheet = sheet_of("\r\n".join(lines).replace("|", between).encode(encoding), tmp_path)
    assert sheet.rows == [["Name", "What"], ["Café", "Soup, bread; tea"], ["Tea", "Tea"]]


def test_ragged_rows_and_nameless_and_doubled_columns_are_told(tmp_path: Path) -> None:
    mapping = "sheets:\n  odd:\n    columns:\n      Group: organization.name\n      Name: service.name\n"
    odd = "Group,Name,Name,\nLunch Club,Soup,Leek soup,x,y\nLunch Club\n"
    made = import_sheets(*write(tmp_path, mapping, odd=odd))
    dropped = {(line.where.path, line.value) for line in made.report.lines if line.what == "column"}
    assert dropped == {
        ("Name (column C)", "Name (column C)"),
        ("column D", "column D"),
        ("column E", "column E"),
    }


def test_rows_with_one_id_are_one_thing_and_what_differs_is_told(tmp_path: Path) -> None:
    mapping = "sheets:\n  odd:\n    columns:\n      Id: service.id\n      Name: service.name\n"
    mapping += "      Group: organization.id\n      Where: location.id\n"
    odd = "Id,Name,Group,Where\n1,Soup,7,8\n1,Cake,7,8\n"
    made = import_sheets(*write(tmp_path, mapping, odd=odd))
    (line,) = [line for line in made.report.lines if line.value == "Cake"]
    assert line.why == "odd.csv, row 2 has the same id and says something else; what it says counts."
    assert ("dropped", "8") in told(made, "location_id")
    assert ("defaulted", "7") in told(made, "organization")


# Files that are none.


def zipped(**files: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return made.getvalue()


def with_entities() -> bytes:
    """A workbook whose sheet defines things of its own, which grow when they are read."""
    book, made, spoilt = Workbook(), BytesIO(), BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(spoilt, "w") as other:
        for name in archive.namelist():
            text = archive.read(name).decode()
            is_sheet = name.startswith("xl/worksheets/")
            other.writestr(name, f'<!DOCTYPE a [<!ENTITY x "aaaa">]>{text}' if is_sheet else text)
    return spoilt.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")
REFUSED = {
    "a page": (b"<!DOCTYPE html><p>Hello", "list.csv is no spreadsheet. Save the list as .xlsx or as CSV"),
    "a letter": (zipped(word__document_xml="<w/>"), "list.csv is no Excel workbook."),
    "old Excel": (OLE + b"Workbook", "list.csv is an old Excel file. Open it, and save it as .xlsx"),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "list.csv is locked with a password."),
    "half a workbook": (zipped(xl__workbook_xml="<a/>")[:-30], "list.csv cannot be read as a workbook"),
    "no workbook": (zipped(xl__workbook_xml="<a/>"), "list.csv cannot be read as a workbook"),
    "entities": (with_entities(), "list.csv cannot be read as a workbook"),
    "a bomb": (zipped(xl__workbook_xml="a" * 3_000_000), "That is no data."),
    "noughts": (b"Name\nSo\0up\n", "list.csv, line 2: there are signs in it that no text has."),
    "nothing": (b"", "list.csv is empty."),
    "empty rows": (b",,\n,,\n", "list.csv is empty."),
    "no headings": (
        b"Lunch Club,Soup\n",
        "No heading of the mapping is in list.csv, row 1, which has: Lunch Club, Soup.",
    ),
    "too wide": (b"," * 600 + b"x", "list.csv, row 1 has 601 columns; 500 is the most."),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_list_is_refused_in_words_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    content, words = REFUSED[what]
    monkeypatch.chdir(tmp_path)
    Path("directory").mkdir()
    Path("directory/directory.yml").write_text(dump(Kind.DIRECTORY, dict(SETTINGS)))
    Path("list.csv").write_bytes(content)
    Path("mapping.yml").write_text("sheets:\n  list.csv:\n    columns:\n      Name: service.name\n")
    result = CliRunner().invoke(main, ["import", "table", "list.csv", "--mapping", "mapping.yml"])
    assert (result.exit_code, words in result.output) == (1, True), result.output
    assert sorted(file.name for file in Path().rglob("*")) == ["directory", "directory.yml", "list.csv", "mapping.yml"]


def test_more_cells_than_can_be_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "MOST_CELLS", 5)
    with pytest.raises(SourceError, match="There are 6 cells; 5 is the most"):
        sheet_of(b"a,b\nc,d\ne,f\n", tmp_path)
    assert MOST_TIMES < 1000


# Mappings.

WRONG = {
    "sheets:\n  a:\n    columns:\n      X: service.nme\n": "m.yml:4:10: error: There is no field `service.nme`. "
    "Did you mean `service.name`?",
    "sheets:\n  a:\n    columns:\n      X: service.name\n      Y: service.name\n": "m.yml:5:7: error: `Y` and `X` "
    "cannot both be service.name. Say `ignore` for one of them.",
    "sheets:\n  a:\n    columns:\n      X: {field: service.name, seperator: x}\n": "`seperator` is not known here. "
    "Did you mean `separator`?",
    "sheets:\n  a: phone\n": "Say under `a` what its `columns` are, or write `a: ignore`.",
    "": "It is empty.",
    "sheets:\n  a:\n    columns: {X: phone}\nmore: x\n": "`more` is not known here.",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_with_a_mapping_is_told_with_its_line(text: str) -> None:
    mapping = make_mapping(read_document("m.yml", text.encode()))
    assert WRONG[text] in "\n".join(mapping.lines())
    with pytest.raises(SourceError):
        mapping.refuse()


def test_values_constants_and_separators_of_a_mapping_count(tmp_path: Path) -> None:
    mapping = """
sheets:
  list.csv:
    columns:
      Group: organization.name
      Name: service.name
      Open?:
        field: service.status
        values:
          Yes: active
          No: inactive
      Tags:
        field: topics.needs
        separator: /
    constants:
      service.fees_description: Free
"""
    made = import_sheets(*write(tmp_path, mapping, list="Group,Name,Open?,Tags\nLunch Club,Soup,no,Food/Tea; cake\n"))
    soup = made.records["organizations/lunch-club/soup"]
    assert (soup["status"], soup["fees_description"]) == ("inactive", "Free")
    assert soup["attributes"] == {"needs": ["food", "tea-cake"]}


def test_the_mapping_on_the_page_is_one() -> None:
    page = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
    shown = page.partition("```yaml\n")[2].partition("```")[0]
    mapping = make_mapping(read_document("m.yml", shown.encode()))
    assert (mapping.remarks, list(mapping.sheets)) == ([], ["Services"])


# Again.


def test_the_same_list_again_with_rows_moved_changes_only_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("directory").mkdir()
    Path("directory/directory.yml").write_text(dump(Kind.DIRECTORY, {**SETTINGS, "state_province": "Norfolk"}))
    source, mapping = write(tmp_path, list=FLAT)
    words = ["import", "table", str(source), "--mapping", str(mapping), "--as", "council", "--today", "2026-11-22"]
    first = CliRunner().invoke(main, words)
    assert (first.exit_code, "import-report.corrected.csv" in first.output) == (0, True), first.output
    assert "Nothing is new, so no file was changed." in CliRunner().invoke(main, words).output
    soup = Path("directory/organizations/lunch-club/soup.yml")
    soup.write_text(f"# Ask for Jo.\n{soup.read_text()}")
    head, one, two = FLAT.rstrip().rsplit("\n", 2)
    new = "Chess Club,Chess,Chess.,Village Hall,Eastbrook,NR99 1AB,,,\n"
    source.write_text(f"{head}\n{two}\n{new}{one.replace('10am', '11am')}\n")
    again = CliRunner().invoke(main, [*words, "--corrected", "copy.xlsx"])
    assert "3 files written into directory." in again.output, again.output
    assert "# Ask for Jo." in soup.read_text()
    assert "- Mondays 11am to 4pm" in soup.read_text()
    assert Path("copy.xlsx").is_file()
    assert '"gone"' not in Path("import-report.json").read_text()
