"""The next version of HSDS: what it changes is known in one place, can be read now, and written by raising a number."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from hereabouts.conform.check import Verdict
from hereabouts.model import versions
from hereabouts.model.objects import Schedule, Service, encode, plain
from hereabouts.model.versions import gather_schedules, schema_address, shape_service
from hereabouts.outputs.feed import bodies
from tests.conform_feed import check_folder, codes, documents, told, uid, write
from tests.importing import import_json, only
from tests.test_feed import example_records

PACKAGE = Path(versions.__file__).resolve().parent.parent
STRANGERS = "importers/timetables.py"
"""Knows what strangers call a list of times, in no version of anything."""

Json = dict[str, Any]

REGULAR: Json = {"id": uid("regular"), "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00"}
DATED: Json = {"id": uid("dated"), "dtstart": "2026-12-05", "valid_from": "2026-12-05", "valid_to": "2026-12-05"}
LUNCH: Json = {"id": uid("lunch"), "name": "Lunch", "status": "active"}
LATER: Json = {**LUNCH, "operating_hours": [REGULAR], "events": [DATED]}


def spelled(file: Path) -> set[str]:
    """Every text in a module, and every field of a class; not the words that describe it."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    fields = [node.target for node in nodes if isinstance(node, ast.AnnAssign)]
    return texts | {field.id for field in fields if isinstance(field, ast.Name)}


def test_one_module_knows_what_the_next_version_changes() -> None:
    assert set(versions.LISTS) == {"operating_hours", "events"}
    files = {file.relative_to(PACKAGE).as_posix(): spelled(file) for file in PACKAGE.rglob("*.py")}
    assert {name for name, words in files.items() if "operating_hours" in words} == {"model/versions.py", STRANGERS}
    # The other new name is a common word, so look at those who speak HSDS.
    rooms = ("model/", "assembly/", "outputs/feed/", "outputs/tables/", "importers/", "conform/")
    speaking = {name: words for name, words in files.items() if name.startswith(rooms)}
    assert {name for name, words in speaking.items() if "events" in words} == {"model/versions.py", STRANGERS}
    assert [name for name, words in files.items() if versions.PUBLISHED in words] == ["model/versions.py"]


def test_times_of_the_next_version_are_read_where_they_were() -> None:
    gathered = gather_schedules(LATER)
    assert gathered == {**LUNCH, "schedules": [REGULAR, DATED]}
    both = gather_schedules({**LATER, "schedules": [DATED, REGULAR]})
    assert both["schedules"] == [DATED, REGULAR], "a list that stays for older readers says nothing twice"
    before = {"schedules": [REGULAR], "name": "Lunch"}
    assert gather_schedules(before) is before
    assert gather_schedules({"events": "soon", "schedules": None}) == {"schedules": []}


def test_a_feed_of_the_next_version_is_imported_with_its_times() -> None:
    made = only(import_json({**LATER, "organization": {"id": uid("club"), "name": "Club"}}), "lunch")
    assert [one["when"] for one in made["schedules"]] == ["Tuesdays 10am to midday", "5 December 2026"]


def test_a_feed_of_the_next_version_can_be_checked(tmp_path: Path) -> None:
    made = documents()
    record = made[f"services/{uid('service 1')}.json"]
    record["operating_hours"], record["events"] = record.pop("schedules"), [{**DATED, "valid_to": "2026-01-01"}]
    made["index.json"]["version"] = "3.3"
    found = check_folder(write(tmp_path, made))
    assert found.verdict is Verdict.PASSED, told(found, "error")
    assert codes(found) == {"field-unknown", "range-backwards"}, "times are looked at wherever they stand"


def test_the_feed_itself_takes_the_step_by_one_number(monkeypatch: pytest.MonkeyPatch) -> None:
    service = Service(id=LATER["id"], schedules=[Schedule(**REGULAR), Schedule(**DATED)], name="Lunch")
    assert shape_service(service) is service
    later: Any = plain(shape_service(service, "3.3.0"))
    assert (later["operating_hours"], later["events"]) == ([REGULAR], [DATED])
    assert later["schedules"] == [REGULAR, DATED], "deprecated, and still there for older readers"
    assert plain(shape_service(Service(id=LATER["id"]), "3.3.0")) == {"id": LATER["id"]}
    monkeypatch.setattr(bodies, "shape_service", lambda one: shape_service(one, "3.3.0"))
    for listing in example_records().services.values():
        whole = json.loads(encode(bodies.full_service(listing)))
        both = [*whole.get("operating_hours", []), *whole.get("events", [])]
        assert sorted(one["id"] for one in both) == sorted(one["id"] for one in whole.get("schedules", []))
        assert gather_schedules(whole).get("schedules") == whole.get("schedules")


def test_the_schemas_are_those_of_the_version() -> None:
    assert schema_address().endswith("/specification/3.2/schema")
    assert schema_address("3.3.1").endswith("/specification/3.3/schema")
