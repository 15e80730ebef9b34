"""Anybody's spreadsheet becomes records as a mapping tells, and nothing in it vanishes untold."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hereabouts.assembly import assemble
from hereabouts.importers import render_json, run
from hereabouts.importers.desk import Options
from hereabouts.importers.formats import FORMATS
from hereabouts.importers.hsds_json import Imported, convert
from hereabouts.importers.intake import Asked
from hereabouts.importers.report import Report
from hereabouts.importers.sheets.copy import Copy
from hereabouts.importers.sheets.mapping import read_mapping
from hereabouts.importers.source import SourceError
from hereabouts.importers.spool import Spool
from hereabouts.settings import Settings
from tests.importing import TODAY, UK, US, as_records, check, folded, only, scalars, told
from tests.shared import shared_folder

NORFOLK = replace(UK, state_province="Norfolk")
FLAT = """Council list of services,,,,,,,
,,,,,,,
Group,Name,What,Where is it,Town,Postcode,Tel,When,Topics
Lunch Club,Soup,Soup and company.,Village Hall,Eastbrook,NR99 1AB,01632 960123 (Jo),Mondays 10am to 4pm,Food; Company
Lunch Club,Cake,Cake and company.,Village Hall,Eastbrook,NR99 1AB,,ask us,Food
"""
MAPPING = """
sheets:
  list.csv:
    columns:
      Group: organization.name
      Name: service.name
      What: service.description
      Where is it: location.name
      Town: location.city
      Postcode: location.postcode
      Tel: phone
      When: schedule
      Topics: topics
    constants:
      location.address_1: Mill Lane
"""


def import_sheets(path: Path, mapping: Path | None = None, settings: Settings = NORFOLK) -> Imported:
    report, options = Report(), Options(settings, TODAY, {}, mapping)
    asked = Asked(str(path), options, report, Spool(Path("nowhere"), "", TODAY))
    return convert(asked.watch(FORMATS["table"].read(asked)), options, report=report)


def write(folder: Path, mapping: str = MAPPING, **sheets: str) -> tuple[Path, Path]:
    """A folder of these sheets (the one sheet, where there is one), and a mapping."""
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "mapping.yml").write_text(mapping, encoding="utf-8")
    return folder / f"{next(iter(sheets))}.csv" if len(sheets) == 1 else folder, folder / "mapping.yml"


def test_one_sheet_with_everything_in_it_becomes_three_kinds_of_records(tmp_path: Path) -> None:
    made = import_sheets(*write(tmp_path, list=FLAT))
    assert not check(made, NORFOLK).bad
    soup = only(made, "lunch-club/soup")
    assert soup["description"] == "Soup and company."
    assert soup["phones"] == [{"number": "01632 960123", "description": "Jo"}]
    assert soup["schedules"] == ["Mondays 10am to 4pm"]
    assert soup["attributes"] == {"topics": ["food", "company"]}
    assert only(made, "lunch-club/cake")["schedules"] == [{"description": "ask us"}]
    assert len(made.records) == 5
    (hall,) = [data for path, data in made.records.items() if path.startswith("locations/")]
    assert hall["addresses"] == [{"address_1": "Mill Lane", "city": "Eastbrook", "postal_code": "NR99 1AB"}]
    assert told(made, "row") == [("dropped", "Council list of services")]


# Real spreadsheets, with the mappings their owners wrote for the HSDS Transformer.


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="session")
def ilao() -> Imported:
    folder = shared_folder("data", "hsds-transformer", "ilao")
    return import_sheets(folder / "input", folder / "mapping.yaml", US)


def test_legal_aid_in_illinois_comes_in_with_its_own_mapping(ilao: Imported) -> None:
    assert not check(ilao, US).bad
    assert ilao.report.read["services"] == 429
    assert ("dropped", "Alternative name") in told(ilao, "Alternative name")


def test_several_numbers_in_a_cell_are_told_apart(tmp_path: Path) -> None:
    mapping = "sheets:\n  odd:\n    columns:\n      Name: service.name\n      Ring: phone\n"
    ring = "main: 01632 960123, fax: 01632 960124 / 01632 960125 (Jo) or minicom: 01632 960126, free: 01632 960123"
    made = import_sheets(*write(tmp_path, mapping, odd=f'Name,Ring\nSoup,"{ring}"\n'))
    assert only(made, "soup/soup")["phones"] == [
        {"number": "01632 960123", "description": "main, free"},
        {"number": "01632 960124", "type": "fax"},
        {"number": "01632 960125", "description": "Jo"},
        {"number": "01632 960126", "type": "textphone"},
    ]


def test_legal_aid_in_florida_comes_in_with_its_own_mapping() -> None:
    folder = shared_folder("data", "hsds-transformer", "florida_data")
    made = import_sheets(folder, folder / "florida_mapping.yaml", US)
    assert not check(made, US).bad
    kinds = ("organizations", "services", "locations")
    assert [made.report.read[kind] for kind in kinds] == [20, 135, 378]


def test_a_mapping_is_asked_for(tmp_path: Path) -> None:
    source, _ = write(tmp_path, odd="A,B\n1,2\n")
    with pytest.raises(SourceError, match="--mapping"):
        import_sheets(source)


# The report and the copy.


def test_a_line_names_the_row_and_the_column(tmp_path: Path) -> None:
    odd = "Group,Name,Mail,Seats,Start\nLunch Club,Soup,us at example,12,46027\n"
    mapping = "sheets:\n  odd.csv:\n    columns:\n      Group: organization.name\n      Name: service.name\n"
    mapping += "      Mail: service.email\n      Start: service.assured_date\n      Wi-Fi: ignore\n"
    made, copy = give_back(*write(tmp_path, mapping, odd=odd))
    lines = {(line.where.source, line.where.path, line.action.value) for line in made.report.lines}
    assert ("odd.csv, row 2", "Mail", "kept") in lines
    assert ("odd.csv, row 2", "Start", "mended") in lines
    assert ("odd.csv, row 2", "Seats", "dropped") in lines
    assert made.report.read["columns left out"] == 1
    assert only(made, "soup")["assured_date"] == "2026-01-05"
    rows = list(csv.reader(copy.render(".csv").decode("utf-8-sig").splitlines()))
    assert rows[0] == ["Group", "Name", "Mail", "Seats", "Start", "remarks"]
    assert rows[1][4] == "2026-01-05"
    assert rows[1][5] == "Mail: It is not an e-mail address. (kept as words)"


def give_back(path: Path, mapping: Path | None) -> tuple[Imported, Copy]:
    """An import as a person runs it, with the copy for them."""
    made = run("table", path, path.parent / "directory", Options(NORFOLK, TODAY, {}, mapping))
    assert made.copy is not None
    return made, made.copy


def test_what_is_wrong_with_an_address_stands_beside_its_cell(tmp_path: Path) -> None:
    bad = FLAT.replace("Eastbrook,NR99 1AB", "Eastbrook,Zzz")
    made, _ = give_back(*write(tmp_path, list=bad))
    assert ("list.csv, row 4", "Town") in {(line.where.source, line.where.path) for line in made.report.lines}
    extra = "Name,Where is it\nSoup,Mill Lane\n"
    mapping = "sheets:\n  odd:\n    columns:\n      Name: service.name\n      Where is it: location.address\n"
    made, _ = give_back(*write(tmp_path, mapping, odd=extra))
    assert ("odd.csv, row 2", "Where is it") in {(line.where.source, line.where.path) for line in made.report.lines}


def test_a_copy_can_be_imported_again_and_holds_no_formula(tmp_path: Path) -> None:
    source, mapping = write(tmp_path, list=FLAT.replace("Soup and company.", "'=1+1"))
    made, copy = give_back(source, mapping)
    assert only(made, "soup")["description"] == "=1+1"
    for ending in (".csv", ".xlsx"):
        content = copy.render(ending)
        assert content == copy.render(ending)
        (tmp_path / ending).mkdir()
        again = tmp_path / ending / f"list{ending}"
        again.write_bytes(content)
        back, other = give_back(again, mapping)
        assert back.records == made.records, ending
        assert b",=1" not in other.render(".csv")
    book = load_workbook(tmp_path / ".xlsx" / "list.xlsx")
    assert book.active is not None
    note = book.active["H5"].comment
    assert note is not None
    assert "I do not understand" in note.text


def test_a_place_that_hides_here_is_in_no_report_and_no_copy(tmp_path: Path) -> None:
    source, mapping = write(tmp_path, list=FLAT)
    give_back(source, mapping)
    hall = tmp_path / "directory" / "locations" / "village-hall.yml"
    hall.write_text("name: Village Hall\nvisibility: confidential\n")
    source.write_text(FLAT.replace("NR99 1AB", "nowhere").replace("Topics\n", "Topics,Key safe\n"))
    made, copy = give_back(source, mapping)
    assert "nowhere" not in render_json(made.report)
    assert b"nowhere" not in copy.render(".csv")
    assert b"hides here" in copy.render(".csv")


def norm(text: str) -> str:
    return " ".join(text.split())


def figures(number: str) -> str:
    return re.sub(r"\D", "", number)[-10:]


AGREES = {
    "services": ("name", "description", "url", "fees"),
    "organizations": ("name", "description", "email", "url"),
}
OURS = {"fees": "fees_description", ("organizations", "url"): "website"}


@pytest.mark.parametrize("kind", AGREES)
def test_what_the_transformer_makes_of_illinois_is_made_here_too(ilao: Imported, kind: str) -> None:
    """But for numbers with letters or none in them, which stand in the description here, and phones with extensions."""
    expected = [row for row in read(expected_output() / f"{kind}.csv") if row["id"]]
    path_of = {call: path for path, calls in ilao.calls.items() for call in calls}
    odd = set()
    for row in expected:
        record = ilao.records[path_of[f"{kind[:-1]}:{row['id']}"]]
        for name in AGREES[kind]:
            ours = str(record.get(OURS.get((kind, name), OURS.get(name, name)), ""))
            said, _, aside = ours.partition("\n\nTelephone as given: ")
            assert norm(said) == norm(row[name]), (row["id"], name)
            odd |= {norm(aside)} if aside else set()
        ways = re.sub(r"\s", "", str(record.get("application_process", "")))
        assert ways == re.sub(r"\s", "", row.get("application_process", ""))
    assert odd == ({"844-RIGHTS-9 (844-744-4879)", "1-800-LAW-REP-4", "no phone"} if kind == "services" else set())


def expected_output() -> Path:
    return shared_folder("data", "hsds-transformer", "ilao", "output")


def test_every_number_and_every_place_of_illinois_is_there(ilao: Imported) -> None:
    made = assemble(as_records(ilao, US), TODAY, settings=US)
    places = [place.location.hsds for service in made.services.values() for place in service.places]
    places += [one.hsds for one in made.locations.values()]
    phones = [phone for one in places for phone in one.phones]
    phones += [phone for one in made.services.values() for phone in one.hsds.phones]
    phones += [phone for one in made.organizations.values() for phone in one.hsds.phones]
    ours = {figures(phone.number) for phone in phones}
    theirs = {row["number"] for row in read(expected_output() / "phones.csv")}
    missing = {number for number in theirs if figures(re.split(r" ?(?:ext|x)", number)[0]) not in ours}
    assert missing - {""} == {"844-RIGHTS-9 (844-744-4879)", "1-800-LAW-REP-4", "no phone"}
    assert {norm(row["name"]) for row in read(expected_output() / "locations.csv")} <= {one.name for one in places}


def test_the_hours_of_places_in_illinois_are_those_of_the_transformer(ilao: Imported) -> None:
    """And those of afternoons, which it leaves out where a day has a morning too."""
    theirs: dict[str, set[tuple[str, str, str]]] = {}
    for row in read(expected_output() / "regular_schedules.csv"):
        if row["opens_at"] and row["location_id"]:
            hours = (row["weekday"][:2].upper(), row["opens_at"].rjust(5, "0"), row["closes_at"].rjust(5, "0"))
            theirs.setdefault(row["location_id"], set()).add(hours)
    made = assemble(as_records(ilao, US), TODAY, settings=US)
    checked = 0
    for path, calls in ilao.calls.items():
        for call in calls:
            if call.startswith("location:") and path in made.locations and len(calls) == 1:
                ours = {
                    (day, one.opens_at[:5], one.closes_at[:5])
                    for one in made.locations[path].hsds.schedules
                    for day in one.byday.split(",")
                    if one.opens_at
                }
                known = theirs.get(call.removeprefix("location:"), set())
                assert known <= ours, call
                mornings = {day: closes for day, _, closes in sorted(known, reverse=True)}
                assert all(opens >= mornings[day] for day, opens, _ in ours - known), call
                checked += bool(ours)
    assert checked == 80


@pytest.mark.parametrize("name", ["ilao/input ilao/mapping.yaml", "florida_data florida_data/florida_mapping.yaml"])
def test_no_word_with_a_mapping_vanishes_untold(name: str, request: pytest.FixtureRequest) -> None:
    """Each stands in a record or in the report, but for hours, which another test holds against the transformer's."""
    folder, mapping = (shared_folder("data", "hsds-transformer", *part.split("/")) for part in name.split())
    made = request.getfixturevalue("ilao") if "ilao" in name else import_sheets(folder, mapping, US)
    texts = [folded(value) for data in made.records.values() for _, value in scalars(data)]
    texts += [folded(line.value) for line in made.report.lines]
    there = set(re.findall(r"\w+", " ".join([*texts, *(call for calls in made.calls.values() for call in calls)])))
    there |= {figures for text in texts for figures in re.findall(r"\d+", text)}
    sheets, lost = read_mapping(mapping).sheets, set()
    for file in sorted(folder.glob("*.csv")):
        uses = (sheets.get(file.name) or sheets[file.stem]).uses
        headings = [heading for heading in uses if uses[heading] and heading != "Hours of operation"]
        said = folded(" ".join(row.get(heading) or "" for row in read(file) for heading in headings))
        lost |= set(re.findall(r"\w+", said)) - there
    assert lost <= {"x331", "3125542000"}  # which are written with an extension, and with gaps
