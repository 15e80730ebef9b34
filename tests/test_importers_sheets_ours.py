"""Spreadsheets that need no mapping, and mappings that are drafted by looking."""

from __future__ import annotations

import csv
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from hereabouts.cli import main
from hereabouts.importers import draft_mapping
from hereabouts.importers.sheets.drafting import draft
from hereabouts.importers.sheets.headings import TEMPLATE
from hereabouts.importers.sheets.mapping import make_mapping
from hereabouts.importers.sheets.sheet import Sheet
from hereabouts.importers.sheets.template import make_template
from hereabouts.importers.source import SourceError
from hereabouts.source.reader import read_document
from tests.importing import check, only
from tests.test_importers_sheets import NORFOLK, import_sheets

ROW = {
    "Group": "Lunch Club",
    "Service": "Soup",
    "What it is": "Soup and company.",
    "Open": "Closed for now",
    "When": "Mondays 10am to 4pm; Fridays 2pm to 4pm",
    "Place": "Village Hall",
    "Street": "Mill Lane",
    "Town": "Eastbrook",
    "Postcode": "NR99 1AB",
    "Phone": "01632 960123",
    "Topics": "Food; Company",
}


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_the_empty_spreadsheet_filled_in_needs_no_mapping(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"ours{ending}"
    result = CliRunner().invoke(main, ["table-template", str(file)])
    assert result.exit_code == 0, result.output
    fill(file, [ROW.get(one.title, "") for one in TEMPLATE])
    made = import_sheets(file)
    assert not check(made, NORFOLK).bad
    soup = only(made, "lunch-club/soup")
    assert soup["status"] == "temporarily closed"
    assert soup["schedules"] == ["Mondays 10am to 4pm", "Fridays 2pm to 4pm"]
    assert soup["attributes"] == {"needs": ["food", "company"]}
    refused = CliRunner().invoke(main, ["table-template", str(file)])
    assert (refused.exit_code, "not written over" in refused.output) == (1, True)


def fill(file: Path, row: list[str]) -> None:
    """Write one row under the headings, as a person does."""
    if file.suffix == ".csv":
        with file.open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerow(row)
        return
    book = load_workbook(file)
    book["Services"].append(row)
    book.save(file)


def test_the_empty_workbook_says_what_to_write_and_gives_choices() -> None:
    assert make_template(".xlsx") == make_template(".xlsx")
    sheet = load_workbook(BytesIO(make_template(".xlsx")))["Services"]
    notes = [cell.comment.text if cell.comment else "" for cell in sheet[1]]
    assert notes == [one.about for one in TEMPLATE]
    (choices,) = sheet.data_validations.dataValidation
    assert choices.formula1 == '"Open,Closed for now,Not running any more"'


def test_an_empty_spreadsheet_imports_nothing(tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_bytes(make_template(".csv"))
    assert import_sheets(tmp_path / "ours.csv").records == {}


def test_a_heading_that_is_not_ours_asks_for_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("Service,Group,Shoe size\nSoup,Lunch Club,9\n")
    with pytest.raises(SourceError, match=r"what these columns are: Shoe size\. `hereabouts table-mapping` drafts"):
        import_sheets(tmp_path / "odd.csv")


DRAFT = """
sheets:
  list.csv:
    columns:
      Organisation Name: organization.name
      Title: service.name
      # Not sure: these look like telephone numbers.
      Ring us: service.phone
      # Not sure: these look like e-mail addresses.
      Write: service.email
      # Not sure: these look like postcodes.
      PC: location.postal_code
      # Left out: it is answered with yes or no, and no field here is.
      "Wheelchair?": ignore
      "Yes": ignore
      Service max age: service.maximum_age
"""


def test_a_mapping_is_drafted_from_headings_and_values() -> None:
    rows = [
        ["Organisation Name", "Title", "Ring us", "Write", "PC", "Wheelchair?", "Yes", "Service max age"],
        ["Lunch Club", "Soup", "01632 960123", "us@club.example", "NR99 1AB", "yes", "", "99"],
    ]
    drafted = draft([Sheet("list.csv", "list.csv", rows)], "GB")
    lines = drafted.replace("      # Left out: nothing stands in it.\n", "").splitlines()
    assert lines[1:] == [line.replace('"Wheelchair?"', "Wheelchair?") for line in DRAFT.strip().splitlines()]
    mapping = make_mapping(read_document("draft.yml", drafted.encode()))
    assert (mapping.remarks, mapping.old) == ([], False)
    assert set(mapping.sheets["list.csv"].uses) == set(rows[0])


def test_our_own_table_of_services_comes_in_without_questions(tmp_path: Path) -> None:
    headings = (
        "Service,Group,What it is,No. 1 needs,When,Where,Town,Postcode,Phone,Note,Service id,Group id,Place ids\n"
    )
    ids = "11111111-1111-4111-8111-11111111111{0},22222222-2222-4222-8222-222222222222"
    first = 'Soup,Lunch Club,Soup.,Food; Company: by phone,Mondays 10am to 4pm,"Hall, Mill Lane, Eastbrook NR99 1AB; '
    first += f"Barn, High Road, Holt NR99 1AC\",Eastbrook; Holt,NR99 1AB; NR99 1AC,'+44 1632 960123,,{ids.format(1)},"
    first += "33333333-3333-4333-8333-333333333333; 44444444-4444-4444-8444-444444444444\n"
    second = f"Chat,Lunch Club,Chat.,,,By phone,,,,,{ids.format(2)},\n"
    (tmp_path / "services.csv").write_text(headings + first + second, encoding="utf-8-sig")
    made = import_sheets(tmp_path / "services.csv")
    assert not check(made, NORFOLK).bad
    soup = only(made, "soup")
    assert soup["id"] == "11111111-1111-4111-8111-111111111111"
    places = [only(made, f"locations/{one['at']}") for one in soup["locations"]]
    assert [(one["name"], one["id"][:4]) for one in places] == [("Hall", "3333"), ("Barn", "4444")]
    assert soup["attributes"] == {"no-1-needs": ["food", {"term": "company", "value": "by phone"}]}
    assert soup["phones"] == ["01632 960123"]
    assert "locations" not in only(made, "chat")
    assert "ignore" in draft_mapping(tmp_path / "services.csv", "GB")
