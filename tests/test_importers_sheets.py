"""Anybody's spreadsheet becomes records as a mapping tells, and nothing in it vanishes untold."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from hereabouts.importers.desk import Options
from hereabouts.importers.formats import FORMATS
from hereabouts.importers.hsds_json import Imported, convert
from hereabouts.importers.intake import Asked
from hereabouts.importers.report import Report
from hereabouts.importers.source import SourceError
from hereabouts.importers.spool import Spool
from hereabouts.settings import Settings
from tests.importing import TODAY, UK, US, check, only, told
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


def names(rows: list[dict[str, str]]) -> set[str]:
    return {" ".join(row["name"].split()) for row in rows if row["name"].strip()}


@pytest.fixture(scope="session")
def ilao() -> Imported:
    folder = shared_folder("data", "hsds-transformer", "ilao")
    return import_sheets(folder / "input", folder / "mapping.yaml", US)


def test_legal_aid_in_illinois_comes_in_with_its_own_mapping(ilao: Imported) -> None:
    assert not check(ilao, US).bad
    assert ilao.report.read["services"] == 429
    assert ("dropped", "Alternative name") in told(ilao, "Alternative name")


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
