"""A feed in a folder: the UK validator's own examples, our own feed, and a good feed spoilt in one place at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hereabouts.assembly import assemble
from hereabouts.conform.check import Verdict
from hereabouts.outputs.feed import feed_files
from tests.conform_feed import (
    ORGANIZATION,
    TODAY,
    Documents,
    Json,
    check_folder,
    codes,
    documents,
    faults,
    page,
    service,
    told,
    uid,
    write,
)
from tests.importing import US, as_records, import_path
from tests.shared import shared_folder
from tests.test_feed import demonstration, example_records

ONE = f"services/{uid('service 1')}.json"


def mock(name: str) -> Path:
    return shared_folder("spec", "oruk-validator-mocks", f"V3.0-UK-{name}")


# ---- The UK validator's examples -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("Default", Verdict.PASSED),
        ("Warn", Verdict.WARNED),
        ("Fail", Verdict.FAILED),
        ("Test", Verdict.FAILED),
    ],
)
def test_the_validators_examples_come_out_as_it_means_them(name: str, verdict: Verdict) -> None:
    found = check_folder(mock(name))
    assert found.standard == "Open Referral UK 3.0"
    assert found.verdict is verdict, told(found, "error")


def test_every_fault_planted_in_fail_is_told_where_it_is() -> None:
    found = told(check_folder(mock("Fail")), "error")
    items = [f"$.contents[{index}]" for index in range(4)]
    planted = [
        ("field-missing", "api_details.json", "$"),
        ("value-format", "api_details.json", "$.openapi_url"),
        *[("field-missing", "service_list.json", item) for item in items],
        *[("value-format", "service_list.json", f"{item}.url") for item in items[:3]],
        *[("value-format", "service_list.json", f"{item}.email") for item in items[:2]],
        *[("value-type", "service_list.json", f"{item}.email") for item in items[2:]],
        ("page-total", "service_list.json", "$.total_items"),
        ("id-twice", "service_list.json", "$.contents[3].id"),
        ("value-format", "service_full.json", "$.url"),
        ("value-format", "service_full.json", "$.email"),
        ("record-other", "service_at_location_full.json", "$.id"),
        ("field-missing", "taxonomy_term.json", "$"),
        ("value-format", "taxonomy_term.json", "$.term_uri"),
        ("record-other", "taxonomy_term.json", "$.id"),
        ("reference-circle", "taxonomy_term_list.json", "$.contents[0].parent_id"),
    ]
    assert sorted(found) == sorted(planted)


def test_what_the_validator_only_warns_of_is_an_error_of_level_2() -> None:
    found = faults(check_folder(mock("Warn")), "error")
    assert {one.level for one in found} == {2}
    places = {(one.code, one.document) for one in found}
    assert {
        ("field-missing", "taxonomy_term.json"),
        ("value-format", "taxonomy_term.json"),
        ("page-count", "taxonomy_term_list.json"),
    } <= places


def test_one_id_for_128_records_is_told_once() -> None:
    found = [one for one in check_folder(mock("Test")).faults.kept if one.code == "id-twice"]
    assert [(one.document, one.path) for one in found] == [("service_list.json", "$.contents[1].id")]
    assert "128 times" in found[0].message


@pytest.mark.parametrize("profile", ["hsds-3.2.3", "oruk-3.0"])
def test_the_standards_own_examples_have_no_error(profile: str, tmp_path: Path) -> None:
    folder = tmp_path / "examples"
    folder.mkdir()
    for file in shared_folder("spec", profile, "examples").glob("*.json"):
        (folder / file.name).write_bytes(file.read_bytes())
    if profile == "oruk-3.0":  # which has no root among its examples
        (folder / "index.json").write_bytes((mock("Default") / "api_details.json").read_bytes())
    found = check_folder(folder)
    assert told(found, "error") == []
    assert found.standard.startswith("Open Referral UK" if profile == "oruk-3.0" else "HSDS")


# ---- Our own feed --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[example_records, demonstration], ids=["examples", "demonstration"])
def own_feed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feed")
    write(folder, dict(feed_files(request.param())))
    return folder / "api"


@pytest.mark.parametrize(("profile", "standard"), [("", "HSDS 3.2.3"), ("uk", "Open Referral UK 3.0")])
def test_our_own_feed_passes(own_feed: Path, profile: str, standard: str) -> None:
    found = check_folder(own_feed, profile=profile)
    assert found.verdict is Verdict.PASSED, told(found, "error")
    assert found.standard == standard
    assert found.whole
    assert codes(found) <= {"assurance-stale", "assurance-missing", "field-unknown"}, told(found, "warning")
    assert all(visit.documents and not visit.absent for visit in found.visits)


def test_the_feed_of_a_real_directory_passes(tmp_path: Path) -> None:
    """Every thirtieth of 3,867 real records, as odd as people's records are; all of them pass too, in half a minute."""
    source = tmp_path / "records.ndjson"
    lines = shared_folder("data", "haarrrvest", "records.ndjson").read_text(encoding="utf-8").splitlines()
    source.write_text("\n".join(lines[::30]), encoding="utf-8")
    made = dict(feed_files(assemble(as_records(import_path(source, US), US), TODAY)))
    assert len(json.loads(made["api/services.json"])["contents"]) > 50
    write(tmp_path / "feed", made)
    for profile in ("hsds", "uk"):
        found = check_folder(tmp_path / "feed" / "api", profile=profile)
        assert found.verdict is Verdict.PASSED, told(found, "error")
        assert told(found, "warning") == []


# ---- A good feed, spoilt -------------------------------------------------------------------------------------------


def test_a_good_feed_has_no_fault(tmp_path: Path) -> None:
    found = check_folder(write(tmp_path, documents()))
    assert told(found) == []
    assert (found.verdict, found.whole, found.version) == (Verdict.PASSED, True, "3.2.3")
    assert [(one.endpoint.path, one.records) for one in found.visits[:3]] == [
        ("/", 0),
        ("/services", 3),
        ("/services/{id}", 3),
    ]


Spoil = Callable[[Documents], Any]


def put(name: str, *way: Any) -> Spoil:
    """Set the value that the last of `way` is, at the keys before it."""
    *keys, last, value = way

    def spoil(made: Documents) -> None:
        box = made[name]
        for key in keys:
            box = box[key]
        box[last] = value

    return spoil


def drop(name: str, *keys: Any) -> Spoil:
    def spoil(made: Documents) -> None:
        box = made[name]
        for key in keys[:-1]:
            box = box[key]
        del box[keys[-1]]

    return spoil


def both(*spoils: Spoil) -> Spoil:
    return lambda made: [spoil(made) for spoil in spoils]


def without(name: str) -> Spoil:
    return lambda made: made.pop(name)


def own_description(**changes: Json) -> Spoil:
    paths: Json = {path: {"get": {"responses": {"200": {}}}} for path in ("/index.json", "/services.json")}
    whole = {"openapi": "3.1.0", "paths": {**paths, "/services/{id}.json": paths["/index.json"]}, **changes}
    return lambda made: made.update({"openapi.json": whole})


def without_collection(name: str) -> Spoil:
    def spoil(made: Documents) -> None:
        for file in [file for file in made if file.startswith(name)]:
            del made[file]

    return spoil


YES, NO = True, False
JSON: Json = {"get": {"responses": {"200": {"content": {"application/json": {}}}}}}
TWICE = page([{"id": uid("service 0"), "name": "Lunch 0", "status": "active", "assured_date": "2026-09-01"}] * 2)

SPOILT: list[tuple[str, str, Spoil, str, str]] = [
    ("endpoint-missing", "error", without("index.json"), "index.json", "$"),
    ("endpoint-absent", "note", without_collection("organizations"), "organizations", "$"),
    ("version-missing", "warning", drop("index.json", "version"), "index.json", "$"),
    ("version-other", "warning", put("index.json", "version", "HSDS-UK-1.0"), "index.json", "$.version"),
    ("field-missing", "error", drop(ONE, "name"), ONE, "$"),
    ("value-type", "error", put(ONE, "name", 7), ONE, "$.name"),
    ("value-type", "error", put(ONE, "phones", {}), ONE, "$.phones"),
    ("value-format", "error", put(ONE, "email", "lunch at riverside"), ONE, "$.email"),
    ("value-format", "error", put(ONE, "phones", 0, "id", "p1"), ONE, "$.phones[0].id"),
    ("value-format", "error", put(ONE, "last_modified", "yesterday"), ONE, "$.last_modified"),
    ("value-format", "error", put(ONE, "schedules", 0, "opens_at", "25:00"), ONE, "$.schedules[0].opens_at"),
    ("value-enum", "error", put(ONE, "status", "busy"), ONE, "$.status"),
    ("value-case", "error", put(ONE, "status", "Active"), ONE, "$.status"),
    ("value-case", "error", put(ONE, "status", "temporarily_closed"), ONE, "$.status"),
    ("value-case", "error", put(ONE, "schedules", 0, "freq", "weekly"), ONE, "$.schedules[0].freq"),
    ("value-null", "error", put(ONE, "phones", 0, "number", None), ONE, "$.phones[0].number"),
    ("empty-text", "error", put(ONE, "email", ""), ONE, "$.email"),
    ("empty-text", "warning", put(ONE, "description", "  "), ONE, "$.description"),
    ("empty-list", "note", put(ONE, "phones", []), ONE, "$.phones"),
    ("date-none", "error", put(ONE, "schedules", 0, "valid_from", "2026-02-30"), ONE, "$.schedules[0].valid_from"),
    ("date-none", "error", put(ONE, "assured_date", "01/09/2026"), ONE, "$.assured_date"),
    ("date-with-time", "warning", put(ONE, "assured_date", "2026-09-01T00:00:00Z"), ONE, "$.assured_date"),
    ("field-misspelt", "warning", put(ONE, "organizationId", ORGANIZATION["id"]), ONE, "$.organizationId"),
    ("field-unknown", "note", put(ONE, "phones", 0, "colour", "red"), ONE, "$.phones[0].colour"),
    ("field-unknown", "note", put(ONE, "phones", 0, "term", "red"), ONE, "$.phones[0].term"),
    ("page-shape", "error", lambda made: made.update({"services.json": [1]}), "services.json", "$"),
    ("page-field-missing", "error", drop("services.json", "total_pages"), "services.json", "$"),
    ("page-flag", "error", put("services.json", "last_page", NO), "services.json", "$.last_page"),
    ("page-flag", "error", put("services.json", "empty", YES), "services.json", "$.empty"),
    ("page-size", "warning", put("services.json", "size", 2), "services.json", "$.size"),
    ("page-count", "error", put("services.json", "total_pages", 2), "services.json", "$.total_pages"),
    ("page-total", "error", put("services.json", "total_items", 4), "services.json", "$.total_items"),
    (
        "page-not-here",
        "note",
        both(
            put("services.json", "total_pages", 3),
            put("services.json", "total_items", 9),
            put("services.json", "last_page", NO),
        ),
        "services.json",
        "$.total_pages",
    ),
    (
        "list-empty",
        "warning",
        both(without_collection("taxonomies"), lambda made: made.update({"taxonomies.json": page([])})),
        "taxonomies.json",
        "$.contents",
    ),
    ("id-twice", "error", put("services.json", "contents", TWICE["contents"]), "services.json", "$.contents[1].id"),
    (
        "id-twice-inside",
        "warning",
        put(ONE, "phones", 1, "id", uid("phone 1")),
        ONE,
        "$.phones[1].id",
    ),
    ("id-two-kinds", "warning", put(ONE, "phones", 0, "id", uid("hall")), "", "$.contents[0].location.id"),
    (
        "id-two-names",
        "warning",
        put("organizations.json", "contents", 0, "name", "Another Club"),
        "organizations.json",
        "$.contents[0].id",
    ),
    ("record-missing", "error", without(ONE), f"services/{uid('service 1')}", "$"),
    ("record-other", "error", put(ONE, "id", uid("service 9")), ONE, "$.id"),
    (
        "record-unlisted",
        "warning",
        lambda made: made.update({f"services/{uid('service 9')}.json": service(9)}),
        f"services/{uid('service 9')}.json",
        "$",
    ),
    ("reference-nowhere", "warning", put(ONE, "attributes", 0, "taxonomy_term", "parent_id", uid("x")), ONE, ""),
    (
        "reference-nowhere",
        "warning",
        put("taxonomy_terms.json", "contents", 0, "taxonomy_id", uid("x")),
        "taxonomy_terms.json",
        "$.contents[0].taxonomy_id",
    ),
    ("reference-disagrees", "warning", put(ONE, "organization_id", uid("needs")), ONE, "$.organization_id"),
    (
        "reference-circle",
        "error",
        put("organizations.json", "contents", 0, "parent_organization_id", ORGANIZATION["id"]),
        "organizations.json",
        "$.contents[0].parent_organization_id",
    ),
    ("service-alone", "warning", both(drop(ONE, "organization"), drop(ONE, "organization_id")), ONE, "$"),
    ("link-unsafe", "error", put(ONE, "url", "javascript:alert(1)"), ONE, "$.url"),
    (
        "coordinate-off",
        "warning",
        put(f"service_at_locations/{uid('place 1')}.json", "location", "latitude", 153.1),
        f"service_at_locations/{uid('place 1')}.json",
        "$.location.latitude",
    ),
    (
        "range-backwards",
        "warning",
        put(ONE, "schedules", 0, "valid_to", "2025-01-01"),
        ONE,
        "$.schedules[0].valid_to",
    ),
    ("range-backwards", "warning", put(ONE, "maximum_age", 3), ONE, "$.maximum_age"),
    ("days-unknown", "warning", put(ONE, "schedules", 0, "byday", "Tue"), ONE, "$.schedules[0].byday"),
    ("assurance-missing", "note", drop(ONE, "assured_date"), ONE, "$"),
    ("description-unreadable", "error", own_description(paths=[]), "openapi.json", "$"),
    ("description-lacks", "warning", own_description(paths={"/": {}, "/services": {}}), "openapi.json", "$.paths"),
    (
        "endpoint-promised",
        "error",
        own_description(paths={"/": {}, "/services": {}, "/services/{id}": {}, "/venues": JSON}),
        "venues",
        "$",
    ),
]


def by_words(one: object) -> str:
    """A name for a case that is the same in every run."""
    return one if isinstance(one, str) else ""


@pytest.mark.parametrize(("code", "severity", "spoil", "document", "path"), SPOILT, ids=by_words)
def test_one_spoilt_place_is_told(
    tmp_path: Path, code: str, severity: str, spoil: Spoil, document: str, path: str
) -> None:
    made = documents()
    spoil(made)
    found = check_folder(write(tmp_path, made))
    matching = [one for one in found.faults.kept if one.code == code]
    assert matching, told(found)
    assert matching[0].severity == severity
    if document:
        assert matching[0].document == document
    if path:
        assert matching[0].path == path
    if severity == "error":
        assert found.verdict is not Verdict.PASSED
    elif not faults(found, "error"):
        assert found.verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("day", "code"), [("2024-03-01", "assurance-stale"), ("2027-01-01", "assurance-ahead"), ("2025-11-22", "")]
)
def test_how_long_ago_it_was_confirmed(tmp_path: Path, day: str, code: str) -> None:
    made = documents()
    for file in ("services.json", ONE):
        record = made[file]["contents"][1] if file == "services.json" else made[file]
        record["assured_date"] = day
    found = [one for one in told(check_folder(write(tmp_path, made))) if one[0].startswith("assurance")]
    assert found == ([(code, "services.json", "$.contents[1].assured_date")] if code else [])


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        (b"<!DOCTYPE html><p>Log in", "answer-html", "$"),
        (b'{"total_items": 3, "contents": [', "answer-not-json", "$"),
        (b'{"name": "caf\xe9"}', "answer-not-utf8", "$"),
        (b"[" * 200_000, "answer-too-deep", "$"),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "answer-too-deep", None),
        (b'{"contents": [], "contents": [{"a": NaN}]}', "answer-key-twice", "$"),
        (b'{"contents": [{"a": NaN}]}', "answer-number", "$.contents[0].a"),
        (b'{"contents": [{"a": 1e999}]}', "answer-number", "$.contents[0].a"),
        (b'{"contents": [' + b"9" * 5000 + b"]}", "answer-number", "$"),
        (b'{"contents": [{"a": "\\ud83d"}]}', "answer-text", "$.contents[0].a"),
        (b'\xef\xbb\xbf{"contents": []}', "answer-bom", "$"),
        (b"", "answer-not-json", "$"),
        (b"null", "answer-null", "$"),
        (b"[]", "page-shape", "$"),
    ],
    ids=lambda one: str(one)[:30],
)
def test_what_is_not_json_is_told(tmp_path: Path, text: bytes, code: str, path: str | None) -> None:
    made = documents()
    made["services.json"] = text
    found = [one for one in check_folder(write(tmp_path, made)).faults.kept if one.code == code]
    assert found
    assert found[0].endpoint == "/services"
    if path:
        assert (found[0].document, found[0].path) == ("services.json", path)


def test_one_broken_record_does_not_hide_the_others(tmp_path: Path) -> None:
    made = documents()
    made[ONE] = b"{"
    made[f"services/{uid('service 2')}.json"]["status"] = "busy"
    found = check_folder(write(tmp_path, made))
    assert {(code, document) for code, document, _ in told(found, "error")} == {
        ("answer-not-json", ONE),
        ("value-enum", f"services/{uid('service 2')}.json"),
    }


def test_one_cause_is_told_once(tmp_path: Path) -> None:
    made = documents()
    made[ONE]["status"] = None
    made[ONE]["email"] = ""
    found = [one for one in told(check_folder(write(tmp_path, made))) if one[1] == ONE]
    assert sorted(found) == [("empty-text", ONE, "$.email"), ("value-null", ONE, "$.status")]
