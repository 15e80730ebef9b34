"""The table of services as CSV and as a workbook: what people read in it, and that no cell is ever a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest

from hereabouts.assembly import assemble
from hereabouts.directory import Directory
from hereabouts.harmless import harmless
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.tables.cells import Cells
from hereabouts.outputs.tables.headings import headings_of
from tests.inline_records import GROUP, SERVICE, SETTINGS_TEXT, TODAY, build, read_records
from tests.tables_example import FOLDER, exported, read_csv, read_demonstration, read_sheets, read_whole, sheet_rows

CSV, WELSH, XLSX = f"{FOLDER}services.csv", "api/cy/tables/services.csv", f"{FOLDER}services.xlsx"
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "＝1+1", '=HYPERLINK("https://x.example","Click")')

LUNCH = """\
name: Drop-in
description: |
  Soup and company.

  - bring a mug
schedules: [Tuesdays 10:30 to 12:00, not on bank holidays, Thursdays 2pm to 4pm]
locations: [{at: hall}]
phones: [{number: 01632 960123, description: Kitchen}, +1 202-555-0123]
email: soup@lunch.example
cost_options: [free, £2.50 for lunch]
minimum_age: 60
languages: [en, cy]
alert: Closed for painting until May.
assured_date: 2026-10-02
attributes: {needs: [{term: food, value: hot}, company]}
"""


@pytest.fixture(scope="module")
def lunch() -> dict[str, bytes]:
    settings = SETTINGS_TEXT + "url: https://eastbrook.example/\n"
    return exported(build({SERVICE: LUNCH, "directory": settings}))


def first(content: bytes) -> dict[str, str]:
    return read_csv(content)[0]


# ---- what it says


def test_a_service_in_words(lunch: dict[str, bytes]) -> None:
    row = first(lunch[CSV])
    assert row["Service"] == "Drop-in"
    assert row["Group"] == "Lunch Club"
    assert row["What it is"] == "Soup and company.\n\n- bring a mug"
    assert row["When"] == "Tuesdays 10:30am to midday; Thursdays 2pm to 4pm. Not on bank holidays."
    assert row["Where"] == "Hall, Mill Lane, Eastbrook NR99 1AB"
    assert (row["Town"], row["Postcode"]) == ("Eastbrook", "NR99 1AB")
    assert row["Cost"] == "Free; £2.50 for lunch"
    assert row["Who may come"] == "Aged 60 or over"
    assert row["Needs"] == "Food: hot; Company"
    assert row["Phone"] == "01632 960123 (Kitchen); +1 202-555-0123"
    assert row["Email"] == "soup@lunch.example"
    assert row["Languages"] == "English; Welsh"
    assert row["Note"] == "Closed for painting until May."
    assert row["Last confirmed"] == "2026-10-02"
    assert row["Page"] == "https://eastbrook.example/services/lunch-club/drop-in/"


def test_one_row_for_each_service_whatever_its_places() -> None:
    directory = read_demonstration()
    rows = read_csv(exported(directory)[CSV])
    assert [row["Service id"] for row in rows] == [one.hsds.id for one in directory.services.values()]
    several = next(one for one in directory.services.values() if len(one.places) > 1)
    row = next(row for row in rows if row["Service id"] == several.hsds.id)
    assert row["Place ids"].split("; ") == [place.location.hsds.id for place in several.places]
    for place in several.places:
        assert place.location.hsds.name in row["Where"]


def test_the_ids_are_those_of_the_feed(lunch: dict[str, bytes]) -> None:
    directory = build({SERVICE: LUNCH})
    service = directory.services[SERVICE]
    row = first(lunch[CSV])
    assert row["Service id"] == service.hsds.id
    assert row["Group id"] == service.organization.hsds.id
    assert row["Place ids"] == service.places[0].location.hsds.id


def test_the_groups_own_ways_stand_in_where_a_service_has_none() -> None:
    group = (
        "name: Lunch Club\ndescription: Cooks.\nphones: 01632 960500\nemail: a@b.example\nwebsite: https://b.example\n"
    )
    row = first(exported(build({GROUP: group, SERVICE: "name: Drop-in\n"}))[CSV])
    assert (row["Phone"], row["Email"], row["Website"]) == ("01632 960500", "a@b.example", "https://b.example")


def test_a_service_that_has_stopped_or_is_held_says_so() -> None:
    directory = build({SERVICE: "name: Drop-in\nstatus: defunct\n"})
    directory.services[SERVICE].held = True
    row = first(exported(directory)[CSV])
    assert row["Open"] == "Not running any more"
    assert row["Note"].startswith("A change to this listing is waiting")


def test_a_term_that_has_expired_is_left_out() -> None:
    needs = "[{term: food, expires: 2026-11-21}, {term: company, expires: 2026-11-22}]"
    text = f"name: Drop-in\nattributes: {{needs: {needs}}}\n"
    assert first(exported(build({SERVICE: text}))[CSV])["Needs"] == "Company"


def test_columns_of_the_directorys_own_are_told_from_ours() -> None:
    lists = {
        "taxonomies/cost": "name: Cost\ndescription: C.\nterms: {low: {name: Low, description: L.}}\n",
        "taxonomies/unused": "name: Unused\ndescription: U.\nterms: {x: {name: X, description: X.}}\n",
    }
    directory = build({**lists, SERVICE: "name: Drop-in\ncost_options: free\nattributes: {cost: low}\n"})
    row = first(exported(directory)[CSV])
    assert (row["Cost"], row["Cost (cost)"]) == ("Free", "Low")
    assert "Unused" not in row
    names = [heading.name for heading in headings_of(Site(directory, "en"))]
    assert len(names) == len(set(names))
    assert "cost_terms" in names


@pytest.mark.parametrize("read", [read_demonstration, read_whole])
def test_no_two_columns_are_called_the_same(read: Callable[[], Directory]) -> None:
    directory = read()
    for language in directory.settings.languages:
        titles = [heading.title for heading in headings_of(Site(directory, language))]
        assert len(titles) == len(set(titles))


def test_every_column_has_a_cell_to_tell() -> None:
    site = Site(read_whole(), "en")
    for heading in headings_of(site):
        assert heading.taxonomy or hasattr(Cells, heading.name)
        assert heading.about.endswith("."), heading.name


def test_each_language_has_a_table_of_its_own() -> None:
    text = "name: Drop-in\nschedules: Mondays 9am to 5pm\ntranslations: {cy: {name: Galw heibio}}\n"
    made = exported(build({SERVICE: text}))
    english, welsh = first(made[CSV]), list(first(made[WELSH]).values())
    assert english["Service"] == "Drop-in"
    assert welsh[0] == "Galw heibio"
    assert "Dydd Llun" in " ".join(welsh) or "Llun" in " ".join(welsh)
    assert any(cell.startswith("cy/services/") for cell in welsh)


# ---- how it is written


def test_spreadsheet_programs_see_that_it_is_utf_8(lunch: dict[str, bytes]) -> None:
    assert lunch[CSV].startswith(b"\xef\xbb\xbf")
    assert "£2.50" in lunch[CSV].decode("utf-8-sig")
    assert lunch[CSV].endswith(b"\r\n")


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_in_a_csv_is_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Tea", "01632 960123", "'quoted'", "a=b", "1-2"])
def test_what_is_no_formula_is_left_alone(cell: str) -> None:
    assert harmless(cell) == cell


@pytest.fixture(scope="module")
def hostile() -> dict[str, bytes]:
    """Formulas wherever somebody can type."""
    lists = "name: '=1+1'\ndescription: D.\nterms: {x: {name: '@SUM(1)', description: X.}}\n"
    service = f"""\
name: '{FORMULAS[-1]}'
description: "-1+1"
alert: "+1+1"
phones: [+1 202-555-0123, 01632 960123]
email: =x@lunch.example
application_process: "=cmd|' /C calc'!A0"
eligibility_description: "@SUM(A1)"
attributes: {{mean: x}}
"""
    files = {SERVICE: service, "taxonomies/mean": lists, GROUP: "name: '+cmd'\ndescription: D.\n"}
    return exported(assemble(read_records(files), TODAY))  # unchecked: some would be refused


def test_no_cell_of_the_csv_begins_as_a_formula_does(hostile: dict[str, bytes]) -> None:
    rows = list(csv.reader(io.StringIO(hostile[CSV].decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r＝＋－＠") - {""}]
    assert first(hostile[CSV])["Phone"] == "'+1 202-555-0123; 01632 960123"
    assert first(hostile[CSV])["Service"] == f"'{FORMULAS[-1]}"
    assert "'=1+1" in rows[0]


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(hostile: dict[str, bytes]) -> None:
    services = read_sheets(hostile[XLSX])["Services"]
    assert {cell.data_type for row in services.iter_rows() for cell in row} <= {"s", "inlineStr", "n", "d"}
    assert not [cell for row in services.iter_rows() for cell in row if cell.hyperlink]
    row = sheet_rows(services)[0]
    assert row["Phone"] == "+1 202-555-0123; 01632 960123"
    assert row["Service"] == FORMULAS[-1]
    with zipfile.ZipFile(io.BytesIO(hostile[XLSX])) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name) or "external" in name.lower()]


# ---- the workbook


def test_the_workbook_says_what_the_csv_says() -> None:
    made = exported(read_demonstration())
    sheet = sheet_rows(read_sheets(made[XLSX])["Services"])
    for one, other in zip(sheet, read_csv(made[CSV]), strict=True):
        assert {name: value.removeprefix("'") for name, value in other.items()} == one


def test_the_workbook_is_easy_to_use(lunch: dict[str, bytes]) -> None:
    services = read_sheets(lunch[XLSX])["Services"]
    assert services.freeze_panes == "B2"
    assert services.auto_filter.ref is not None
    assert services.auto_filter.ref.startswith("A1:")
    assert services["A2"].alignment.wrap_text
    assert services.column_dimensions["C"].width > 50
    confirmed = next(cell for cell in services[1] if cell.value == "Last confirmed")
    day = services.cell(2, confirmed.column)
    assert day.value == datetime(2026, 10, 2)
    assert day.number_format == "d mmm yyyy"


def test_the_second_sheet_tells_what_there_is_to_know(lunch: dict[str, bytes]) -> None:
    sheets = read_sheets(lunch[XLSX])
    assert list(sheets) == ["Services", "Read me"]
    said = {str(what): str(about or "") for what, about in sheets["Read me"].iter_rows(values_only=True)}
    assert said["Licence"].startswith("Creative Commons Attribution 4.0")
    assert said["Newest change"] == "22 November 2026"
    assert said["Newest version"] == "https://eastbrook.example/use-the-data/"
    headings = [str(cell.value) for cell in sheets["Services"][1]]
    assert set(headings) <= set(said)


def test_a_very_long_text_is_cut_and_a_day_that_is_none_is_text() -> None:
    directory = build({SERVICE: "name: Drop-in\n"})
    directory.services[SERVICE].hsds.description = "x" * 40_000
    directory.services[SERVICE].hsds.assured_date = "soon"
    row = sheet_rows(read_sheets(exported(directory)[XLSX])["Services"])[0]
    assert len(row["What it is"]) == 32_767
    assert row["What it is"].endswith("…")
    assert row["Last confirmed"] == "soon"


def test_the_bytes_are_the_same_every_time(lunch: dict[str, bytes]) -> None:
    again = exported(build({SERVICE: LUNCH, "directory": SETTINGS_TEXT + "url: https://eastbrook.example/\n"}))
    assert again == lunch


def test_a_directory_without_services_is_a_table_without_rows() -> None:
    made = exported(build({}))
    assert read_csv(made[CSV]) == []
    assert sheet_rows(read_sheets(made[XLSX])["Services"]) == []
