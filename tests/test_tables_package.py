"""The tabular data package: its shape is the standard's, and frictionless, which we did not write, passes it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, validate

from hereabouts.assembly import assemble
from hereabouts.directory import Directory
from hereabouts.outputs.extension import extension_file
from hereabouts.outputs.tables.rows import rows_of
from hereabouts.outputs.tables.shape import TABLES, Column
from tests.importing import US, check, import_path
from tests.inline_records import GROUP, HALL, SERVICE, build
from tests.shared import shared_folder
from tests.tables_example import FOLDER, TODAY, exported, read_csv, read_demonstration, read_whole, read_zip

PACKAGE = f"{FOLDER}hsds.zip"
OFFICIAL = ("spec", "hsds-3.2.3", "datapackage.json")


@pytest.fixture(scope="module")
def whole() -> Directory:
    return read_whole()


@pytest.fixture(scope="module")
def packed(whole: Directory) -> dict[str, bytes]:
    return read_zip(exported(whole)[PACKAGE])


def official() -> list[dict[str, Any]]:
    described = json.loads(shared_folder(*OFFICIAL).read_text(encoding="utf-8"))
    return described["resources"]  # type: ignore[no-any-return]


def faults(source: Path) -> list[tuple[str, str, str]]:
    """What frictionless finds wrong: table, kind, and what it says."""
    report = validate(str(source))
    found = [(task.name, error.type, error.note) for task in report.tasks for error in task.errors]
    return [*found, *(("", error.type, error.note) for error in report.errors)]


# ---- the shape


def test_the_tables_are_those_of_the_standard() -> None:
    assert [(table.name, table.file) for table in TABLES] == [(one["name"], one["path"]) for one in official()]


@pytest.mark.parametrize("number", range(24))
def test_every_column_is_as_the_standard_has_it(number: int) -> None:
    ours, theirs = TABLES[number], official()[number]["schema"]
    assert theirs["primaryKey"] == "id"
    for column, told in zip(ours.columns, theirs["fields"], strict=True):
        limits = told["constraints"]
        wanted = Column(
            told["name"],
            told["type"],
            told.get("format", ""),
            limits["required"],
            tuple(limits.get("enum", ())),
            column.leads_to,
        )
        assert column == wanted


def test_ids_lead_where_the_standard_says_and_parents_too() -> None:
    ours = {(table.name, column.name, column.leads_to) for table in TABLES for column in table.references}
    theirs = {
        (one["name"], key["fields"], key["reference"]["resource"])
        for one in official()
        for key in one["schema"].get("foreignKeys", ())
    }
    assert ours - theirs == {
        ("organization", "parent_organization_id", "organization"),
        ("taxonomy_term", "parent_id", "taxonomy_term"),
    }
    assert not theirs - ours


# ---- the rows


def test_every_column_of_every_table_is_filled_somewhere(whole: Directory) -> None:
    """All that the standard has a place for is in the records of this directory, but what it calls deprecated."""
    rows = rows_of(whole)
    empty = {
        f"{table.name}.{name}"
        for table in TABLES
        for at, name in enumerate(table.names)
        if all(row[at] in ("", None) for row in rows[table.name])
    }
    assert empty == set()


def test_nothing_comes_twice(whole: Directory) -> None:
    for name, rows in rows_of(whole).items():
        assert max(Counter(row[0] for row in rows).values()) == 1, name


def test_what_hangs_from_something_says_so(packed: dict[str, bytes]) -> None:
    ids = {table.name: {row["id"] for row in read_csv(packed[table.file])} for table in TABLES}
    for row in read_csv(packed["attributes.csv"]):
        assert row["link_id"] in ids[row["link_entity"]]
    for row in read_csv(packed["metadata.csv"]):
        assert row["resource_id"] in ids[row["resource_type"]]
    for name in ("phones", "contacts", "addresses", "schedules", "languages", "funding", "service_areas", "url"):
        for row in read_csv(packed[f"{name}.csv"]):
            owners = [value for key, value in row.items() if key != "id" and key.endswith("_id") and value]
            assert len(owners) == 1, (name, row)


def test_times_that_a_service_repeats_from_its_places_come_once() -> None:
    text = "name: Drop-in\nschedules: Mondays 9am to 5pm\nlocations: {at: hall, schedules: Tuesdays 2pm to 3pm}\n"
    directory = build({SERVICE: text})
    service = directory.services[SERVICE].hsds
    assert len(service.schedules) == 2
    rows = read_csv(read_zip(exported(directory)[PACKAGE])["schedules.csv"])
    place = service.service_at_locations[0].id
    assert [(row["byday"], row["service_id"], row["service_at_location_id"]) for row in rows] == [
        ("MO", service.id, ""),
        ("TU", "", place),
    ]
    assert (rows[0]["opens_at"], rows[0]["closes_at"]) == ("09:00:00", "17:00:00")


def test_a_place_of_several_services_comes_once_and_one_of_none_too() -> None:
    text = "name: Drop-in\nlocations: {at: hall}\n"
    second = SERVICE.replace("drop-in", "supper")
    directory = build({SERVICE: text, second: text, "locations/barn": "name: Barn\n"})
    rows = read_csv(read_zip(exported(directory)[PACKAGE])["locations.csv"])
    assert sorted(row["name"] for row in rows) == ["Barn", "Hall"]


def test_nought_is_a_number_and_not_nothing() -> None:
    text = "name: Drop-in\nminimum_age: 0\ncost_options: {option: Tea, amount: 0}\n"
    packed = read_zip(exported(build({SERVICE: text}))[PACKAGE])
    assert read_csv(packed["services.csv"])[0]["minimum_age"] == "0"
    assert read_csv(packed["services.csv"])[0]["maximum_age"] == ""
    assert read_csv(packed["cost_options.csv"])[0]["amount"] == "0"


# ---- the zip


def test_every_table_is_there_even_an_empty_one(packed: dict[str, bytes]) -> None:
    assert list(packed) == ["datapackage.json", *(table.file for table in TABLES)]
    bare = read_zip(exported(build({}))[PACKAGE])
    assert bare["services.csv"].decode().splitlines() == [",".join(TABLES[2].names)]


def test_what_the_records_say_beside_the_standard_goes_with_the_tables(whole: Directory) -> None:
    _, content = extension_file(whole)
    assert read_zip(exported(whole, {"extension.ndjson": content})[PACKAGE])["extension.ndjson"] == content


def test_the_zip_is_the_same_every_time_and_has_no_date(whole: Directory) -> None:
    content = exported(whole)[PACKAGE]
    assert content == exported(read_whole())[PACKAGE]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {member.create_system for member in archive.infolist()} == {3}


def test_the_description_says_whose_it_is(packed: dict[str, bytes]) -> None:
    said = json.loads(packed["datapackage.json"])
    assert said["title"]
    assert said["name"].replace("-", "").isalnum()
    assert said["licenses"][0]["path"].startswith("https://")
    assert said["contributors"][0]["role"] == "publisher"
    assert said["hsds_version"] == "3.2.3"
    assert "null" not in packed["datapackage.json"].decode()


# ---- checked by others


@pytest.mark.parametrize(
    "directory", [read_whole, read_demonstration, lambda: build({})], ids=["whole", "demo", "none"]
)
def test_frictionless_passes_it_with_its_foreign_keys(directory: Any, tmp_path: Path) -> None:
    file = tmp_path / "hsds.zip"
    file.write_bytes(exported(directory())[PACKAGE])
    assert not faults(file)
    package = Package(str(file))
    assert sum(len(one.schema.foreign_keys) for one in package.resources) == sum(len(one.references) for one in TABLES)


@pytest.mark.parametrize("directory", [read_whole, read_demonstration], ids=["whole", "demo"])
def test_the_tables_pass_the_standards_own_description_too(directory: Any, tmp_path: Path) -> None:
    for name, content in read_zip(exported(directory())[PACKAGE]).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "datapackage.json").write_bytes(shared_folder(*OFFICIAL).read_bytes())
    assert not faults(tmp_path / "datapackage.json")


def test_a_change_from_nothing_is_no_fault(tmp_path: Path) -> None:
    """The standard wants a former value, and it was empty."""
    said = {"last_action_date": "2026-01-02", "last_action_type": "update", "field_name": "fees"}
    change = json.dumps(said | {"replacement_value": "Free", "updated_by": "A"})
    packed = exported(build({SERVICE: f"name: Drop-in\nhsds: {{metadata: [{change}]}}\n"}))[PACKAGE]
    assert [row["previous_value"] for row in read_csv(read_zip(packed)["metadata.csv"])] == [""]
    (tmp_path / "hsds.zip").write_bytes(packed)
    assert not faults(tmp_path / "hsds.zip")


PLANTED = {
    ("schedules.csv", "opens_at", "half nine"): "type-error",
    ("services.csv", "assured_date", "soon"): "type-error",
    ("organizations.csv", "year_incorporated", "long ago"): "type-error",
    ("locations.csv", "location_type", "castle"): "constraint-error",
    ("phones.csv", "number", ""): "constraint-error",
    ("cost_options.csv", "service_id", "99999999-9999-4999-8999-999999999999"): "foreign-key",
    ("taxonomy_terms.csv", "parent_id", "99999999-9999-4999-8999-999999999999"): "foreign-key",
}
"""File, column and value put into its first row -> what kind of fault that is."""


def test_frictionless_would_find_a_fault(packed: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in packed.items():
        (tmp_path / name).write_bytes(content)
    for file, column, value in PLANTED:
        rows = read_csv((tmp_path / file).read_bytes())
        rows[0][column] = value
        with (tmp_path / file).open("w", encoding="utf-8", newline="") as written:
            writer = csv.DictWriter(written, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    found = {(fault[0], fault[1]) for fault in faults(tmp_path / "datapackage.json")}
    names = {table.file: table.name for table in TABLES}
    assert found >= {(names[file], kind) for (file, _, _), kind in PLANTED.items()}
    assert found >= {(names[file], "hash-count") for file, _, _ in PLANTED}, "and that the file is another"


def test_a_group_that_is_part_of_another_leads_to_it() -> None:
    part = "organizations/lunch-club-north/organization"
    files = {part: "name: North\ndescription: Cooks.\nparent_organization: lunch-club\n", HALL: ""}
    directory = build(files)
    rows = {row["id"]: row for row in read_csv(read_zip(exported(directory)[PACKAGE])["organizations.csv"])}
    parent = directory.organizations[GROUP].hsds.id
    assert rows[directory.organizations[part].hsds.id]["parent_organization_id"] == parent


def test_frictionless_passes_real_records(tmp_path: Path) -> None:
    """Every thirtieth record of a food-help feed, as an import makes them."""
    lines = shared_folder("data", "haarrrvest", "records.ndjson").read_bytes().splitlines(keepends=True)
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join(lines[::30]))
    checked = check(import_path(source, US), US)
    directory = assemble(checked.records.without(checked.bad), TODAY)
    assert len(directory.services) > 50
    (tmp_path / "hsds.zip").write_bytes(exported(directory)[PACKAGE])
    assert not faults(tmp_path / "hsds.zip")
