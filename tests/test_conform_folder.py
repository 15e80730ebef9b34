"""A feed in a folder: in pages, in lines, in a folder that means harm, and anything at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hereabouts.conform.check import Verdict
from hereabouts.conform.folder import Folder
from hereabouts.conform.limits import Limits
from hereabouts.conform.report import RENDERERS
from hereabouts.web import parse
from tests.conform_feed import (
    Documents,
    Json,
    check,
    check_folder,
    codes,
    documents,
    page,
    service,
    told,
    uid,
    write,
)
from tests.shared import shared_folder
from tests.test_conform import ONE, put

# ---- Pages and lines in a folder -----------------------------------------------------------------------------------

PAGE_NAMES = (
    "services?page={}",
    "services?page={}.json",
    "services?per_page=2&page={}",
    "services-{}.json",
    "services_{}.json",
    "services_page_{}.json",
)


def in_pages(name: str) -> Documents:
    """A good feed whose services are on two pages, saved under some name."""
    made = documents(4)
    items = made.pop("services.json")["contents"]
    return made | {name.format(number): page(items[2 * number - 2 : 2 * number], number, 2, 4) for number in (1, 2)}


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_the_pages_of_a_list_are_found_in_a_folder(tmp_path: Path, name: str) -> None:
    made = in_pages(name)
    if name.endswith("page={}.json"):  # the first page may as well have the list's own name
        made["services.json"] = made.pop(name.format(1))
    found = check_folder(write(tmp_path / "good", made))
    assert told(found) == []
    assert (found.whole, found.visits[1].documents, found.visits[1].records) == (True, 2, 4)
    made[name.format(2)]["contents"][1] = made[name.format(2)]["contents"][0]
    found = check_folder(write(tmp_path / "spoilt", made))
    assert ("id-twice", name.format(2), "$.contents[1].id") in told(found, "error")


def test_a_page_that_was_not_saved_is_told_and_the_others_are_checked(tmp_path: Path) -> None:
    made = in_pages("services-{}.json")
    for number in (1, 2):
        made[f"services-{number}.json"] |= {"total_pages": 4, "total_items": 8, "last_page": False}
    made["services-2.json"]["contents"][0]["status"] = "busy"
    found = check_folder(write(tmp_path, made))
    [told_of] = [one for one in found.faults.kept if one.code == "page-not-here"]
    assert (told_of.document, told_of.message[:44]) == (
        "services-1.json",
        "The list says it has 4 pages. Page 3 is not ",
    )
    assert ("value-enum", "services-2.json", "$.contents[0].status") in told(found, "error")
    assert not found.whole


def with_lines(*records: Any) -> Documents:
    text = "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in records)
    return documents() | {"services.ndjson": text.encode()}


WHOLE = [service(number) for number in range(3)]


def test_lines_of_json_in_a_folder_are_checked(tmp_path: Path) -> None:
    found = check_folder(write(tmp_path, with_lines(*WHOLE)))
    assert told(found) == []
    assert [one.records for one in found.visits if one.endpoint.path == "/services (NDJSON)"] == [3]


@pytest.mark.parametrize(
    ("records", "code", "path"),
    [
        ([*WHOLE[:2], {**WHOLE[2], "status": "busy"}], "value-enum", "$[2].status"),
        ([*WHOLE[:2], {**WHOLE[2], "assured_date": "soon"}], "date-none", "$[2].assured_date"),
        ([WHOLE[0], "{", WHOLE[1], WHOLE[2]], "answer-not-json", "$[1]"),
        ([*WHOLE, '{"id": 1, "id": 2}'], "answer-key-twice", "$[3]"),
        ([*WHOLE, WHOLE[0]], "id-twice", "$[3].id"),
        (WHOLE[:2], "lines-differ", "$"),
        ([*WHOLE, service(9)], "lines-differ", "$"),
        ([*WHOLE[:2], {**WHOLE[2], "name": "Dinner 2"}], "lines-other", "$[2]"),
    ],
    ids=str,
)
def test_a_spoilt_line_is_told_with_its_place(tmp_path: Path, records: list[Any], code: str, path: str) -> None:
    found = check_folder(write(tmp_path, with_lines(*records)))
    assert (code, "services.ndjson", path) in told(found)
    assert found.verdict is not Verdict.FAILED, "lines are level 2"


# ---- A folder that means harm --------------------------------------------------------------------------------------


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    made = documents()
    made["services.json"]["contents"][0]["id"] = "../../secret"
    made["services.json"]["contents"][1]["id"] = ".."
    write(tmp_path / "feed", made)
    (tmp_path / "secret.json").write_text('{"id": "secret"}')
    (tmp_path / "feed" / ONE).unlink()
    (tmp_path / "feed" / ONE).symlink_to(tmp_path / "secret.json")
    found = check_folder(tmp_path / "feed")
    assert "secret.json" not in {one.document for one in found.faults.kept}
    source = Folder(tmp_path / "feed", Limits())
    assert not source.read("/services/../../secret").found
    assert source.read(f"/{ONE.removesuffix('.json')}").value is None
    assert "answer-refused" in {one.code for one in source.read(f"/{ONE.removesuffix('.json')}").troubles}


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, documents())
    found = check(Folder(tmp_path, Limits(document_bytes=600)))
    assert "answer-too-big" in codes(found)


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, documents())

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    answer = Folder(tmp_path, Limits()).read("/services")
    assert [one.code for one in answer.troubles] == ["answer-none"]


def test_thousands_of_faults_are_counted_and_not_kept(tmp_path: Path) -> None:
    made = documents()
    items = [{"id": uid(f"x{number}"), "name": "Lunch", "status": "busy"} for number in range(1500)]
    made["services.json"] = page(items)
    found = check_folder(write(tmp_path, made))
    kept = [one for one in found.faults.kept if one.code == "value-enum"]
    assert len(kept) == 1000
    assert found.faults.left_out >= 500


def test_the_same_folder_gives_the_same_report_in_every_run(tmp_path: Path) -> None:
    made = documents()
    made[ONE] |= {"status": "busy", "organization_id": uid("x"), "program_id": uid("y"), "x": 1, "y": 2, "phones": []}
    folder = write(tmp_path, made)
    words = ["conform", str(folder), "--schemas", str(shared_folder("spec")), "--today=2026-11-22", "--format=json"]
    code = f"from hereabouts.cli import main; main({words!r})"
    reports = [
        subprocess.run(
            [sys.executable, "-c", code], check=False, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True
        )
        for seed in ("1", "2")
    ]
    assert reports[0].stdout == reports[1].stdout
    assert len(json.loads(reports[0].stdout)["faults"]) > 5


# ---- Anything at all -----------------------------------------------------------------------------------------------

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(uid("service 1")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def ways(value: Json, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value of a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(found for key, one in inner for found in ways(one, (*way, key)))]


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_document_makes_the_check_stumble(data: st.DataObject) -> None:
    made = documents(2)
    for name in data.draw(st.lists(st.sampled_from(sorted(made)), min_size=1, max_size=3, unique=True)):
        way = data.draw(st.sampled_from(ways(made[name])))
        value = data.draw(ANYTHING)
        if way:
            put(name, *way, value)(made)
        else:
            made[name] = value
    with TemporaryDirectory() as folder:
        found = check_folder(write(Path(folder), made))
    for render in RENDERERS.values():
        assert render(found).encode()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=60) | st.text('[]{}":,019eN\\u', max_size=40).map(str.encode))
def test_bytes_are_read_or_told(data: bytes) -> None:
    value, troubles = parse(data, 8)
    assert value is not None or troubles
    json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
