"""HSDS JSON of any shape becomes records that pass the checks, and nothing it says vanishes untold."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hereabouts.assembly import assemble
from hereabouts.importers.entities import COLLECTIONS, ENTITIES
from hereabouts.importers.hsds_json import Imported
from hereabouts.importers.report import render_text
from hereabouts.importers.source import read_source
from hereabouts.outputs.feed import feed_files
from hereabouts.reading import check_file
from hereabouts.records import Record, gather
from hereabouts.settings import read_settings
from hereabouts.source.layout import read_file, scan
from hereabouts.source.reader import read_document
from tests.demonstration import demonstration_folder
from tests.importing import (
    TODAY,
    UK,
    US,
    as_records,
    check,
    haystacks,
    import_json,
    import_path,
    objects,
    only,
    scalars,
    told,
)
from tests.shared import shared_folder

UUIDS = [f"00000000-0000-4000-8000-{number:012}" for number in range(40)]

NAMES = sorted({*COLLECTIONS, *(name for one in ENTITIES.values() for name in (*one.scalars, *one.parts, *one.links))})

CLUB = {"id": "org_1", "name": "Lunch Club", "description": "Soup."}


# Shapes.


@pytest.mark.parametrize(
    "raw",
    [
        {**CLUB, "services": [{"id": "s", "name": "Soup", "status": "active"}]},
        {"organization": CLUB, "services": [{"id": "s", "name": "Soup", "status": "active"}]},
        {"organizations": [CLUB], "services": [{"name": "Soup", "organization_id": "org_1", "status": "active"}]},
        {"name": "Soup", "status": "active", "organization": CLUB},
        {"organization": CLUB, "service": {"service_name": "Soup", "service_status": "active"}},
        [{"organization": CLUB}, {"organization_id": "org_1", "service_areas": [], "name": "Soup", "status": "active"}],
        {"organization": CLUB, "locations": [{"id": "l", "name": "Hall", "services": [{"name": "Soup"}]}]},
    ],
)
def test_services_find_their_organization_however_they_are_nested(raw: Any) -> None:
    imported = import_json(raw)
    assert [path for path in imported.records if path[0] == "o"] == [
        "organizations/lunch-club/organization",
        "organizations/lunch-club/soup",
    ]
    assert not check(imported).bad


def test_a_service_alone_gets_a_group_and_a_line() -> None:
    imported = import_json({"name": "Soup", "status": "active", "service_areas": [{"name": "Town"}]})
    assert list(imported.records) == ["organizations/soup/organization", "organizations/soup/soup"]
    assert told(imported, "organization") == [("defaulted", "Soup")]
    assert not check(imported).bad


def test_an_organization_alone_and_a_place_alone_come_too() -> None:
    imported = import_json(CLUB, {"id": "l", "location_type": "physical", "name": "Hall"})
    assert list(imported.records) == ["locations/hall", "organizations/lunch-club/organization"]


def test_places_are_found_however_they_are_named() -> None:
    place = {"id": "l", "name": "Hall", "location_type": "physical"}
    shapes: list[dict[str, Any]] = [
        {**CLUB, "locations": [place], "services": [{"name": "Soup", "location_id": "l"}]},
        {**CLUB, "locations": [place], "services": [{"name": "Soup", "locations": ["l"]}]},
        {**CLUB, "locations": [place], "services": [{"name": "Soup", "service_at_locations": [{"location_id": "l"}]}]},
        {**CLUB, "locations": [place], "services": [{"name": "Soup", "locations": [{"id": "l"}]}]},
    ]
    for shape in shapes:
        imported = import_json(shape)
        assert only(imported, "/soup")["locations"] == [{"at": "hall"}]
        assert only(imported, "/organization")["locations"] == ["hall"]


def test_a_place_of_one_service_alone_is_written_inside_it() -> None:
    imported = import_json(
        {**CLUB, "services": [{"name": "Soup", "locations": [{"name": "Hall", "latitude": 52.5, "longitude": 1}]}]}
    )
    (place,) = only(imported, "/soup")["locations"]
    assert place == {"place": {"name": "Hall", "latitude": "52.5", "longitude": "1"}}


def test_made_up_ids_count_in_their_own_record_only() -> None:
    imported = import_json(
        *({**CLUB, "name": name, "services": [{"id": "s", "name": "Soup"}]} for name in ("Ant", "Bee"))
    )
    assert [path for path in imported.records if path.endswith("/soup")] == [
        "organizations/ant/soup",
        "organizations/bee/soup",
    ]
    assert ("dropped", "org_1; s") in told(imported, "id")


def test_the_very_same_is_written_once_and_all_else_stays_apart() -> None:
    imported = import_json(CLUB, CLUB, {**CLUB, "description": "Bread."})
    assert list(imported.records) == [
        "organizations/lunch-club-2/organization",
        "organizations/lunch-club/organization",
    ]
    assert told(imported, "organization") == [("merged", "Lunch Club")]


def test_long_names_are_cut_and_clashes_numbered_the_same_each_time() -> None:
    roots = [{"name": "x" * 80, "description": str(number)} for number in range(3)]
    paths = list(import_json(*roots).records)
    assert paths == list(import_json(*roots).records)
    assert sorted(len(path.split("/")[1]) for path in paths) == [60, 60, 60]


@pytest.mark.parametrize(
    "raw", [None, 5, "text", [], {}, [[]], [{}], {"name": {}}, {"services": "no"}, {"a": {"b": [1]}}]
)
def test_no_json_is_too_odd(raw: Any) -> None:
    assert not check(import_json(raw)).bad


# Values.


def service(**fields: Any) -> Imported:
    return import_json({**CLUB, "services": [{"name": "Soup", "status": "active", **fields}]})


def soup(**fields: Any) -> dict[str, Any]:
    made = only(service(**fields), "/soup")
    del made["name"]
    return made


@pytest.mark.parametrize(
    ("fields", "made"),
    [
        ({"status": "inactive"}, {"status": "inactive"}),
        ({"status": "Temporarily_Closed"}, {"status": "temporarily closed"}),
        ({"email": "soup@club.example"}, {"email": "soup@club.example"}),
        ({"email": "Jo <soup@club.example>"}, {"email": "soup@club.example"}),
        ({"email": "soup at club"}, {"description": "E-mail as given: soup at club"}),
        ({"url": "www.club.example/soup"}, {"url": "https://www.club.example/soup"}),
        ({"url": "our page"}, {"description": "Web address as given: our page"}),
        ({"minimum_age": 18}, {"minimum_age": "18"}),
        ({"minimum_age": "18 years"}, {"minimum_age": "18"}),
        ({"minimum_age": 60, "maximum_age": 16}, {"description": "Ages as given: 60 to 16"}),
        ({"assured_date": "2026-01-09"}, {"assured_date": "2026-01-09"}),
        ({"assured_date": "9 January 2026"}, {"assured_date": "2026-01-09"}),
        ({"assured_date": "2027-01-09"}, {"description": "Checked on as given: 2027-01-09"}),
        ({"fees": "10p"}, {"fees_description": "10p"}),
        ({"fees": "10p", "fees_description": "10p"}, {"fees_description": "10p"}),
        ({"alert": "Shut.\nSorry. "}, {"alert": "Shut.\nSorry.\n"}),
        ({"alert": "Sh\u200but\u202e."}, {"alert": "Sh\u200but."}),
        ({"licenses": "FCA 1"}, {"hsds": {"licenses": "FCA 1"}}),
    ],
)
def test_a_plain_field_is_written_as_a_person_would(fields: dict[str, Any], made: dict[str, Any]) -> None:
    assert soup(**fields) == made
    assert not check(service(**fields)).bad


WELSH = {"code": "cy", "name": "Welsh"}
WEEKLY = {"freq": "WEEKLY", "byday": "TU"}
ROOMS = {"unit": {"name": "rooms"}, "available": 1, "updated": "2026-11-20T00:00:00Z"}


@pytest.mark.parametrize(
    ("name", "part", "made"),
    [
        ("phones", {"number": "+441632960123"}, "01632 960123"),
        ("phones", "01632 960123", "01632 960123"),
        ("phones", {"number": "01632 960123 ext 4"}, {"number": "01632 960123", "extension": "4"}),
        ("phones", {"number": "01632 960123", "ext": "4"}, {"number": "01632 960123", "extension": "4"}),
        ("languages", WELSH, "cy"),
        ("languages", {"name": "Welsh"}, "cy"),
        ("languages", {"name": "The old talk"}, {"name": "The old talk"}),
        ("languages", {"code": "bfi", "note": "Tuesdays"}, {"code": "bfi", "note": "Tuesdays"}),
        ("cost_options", {"option": "free", "amount": 0, "currency": "GBP"}, "free"),
        ("cost_options", {"amount": 2.5, "amount_description": "for lunch", "currency": "gbp"}, "£2.50 for lunch"),
        ("cost_options", {"option": "donation"}, "donation"),
        ("cost_options", {"amount": 3, "currency": "EUR"}, {"amount": "3", "currency": "EUR"}),
        ("service_areas", {"name": "Villages near Holt"}, "Villages near Holt"),
        ("service_areas", {"name": "holt"}, {"name": "holt"}),
        ("service_areas", {"city": "Holt", "postal_code": "NR99"}, "Holt, NR99"),
        ("funding", {"source": "A grant"}, "A grant"),
        ("required_documents", {"document": "Passport"}, "Passport"),
        ("capacities", ROOMS, {"unit": "rooms", "available": "1", "updated": "2026-11-20"}),
        ("schedules", {**WEEKLY, "opens_at": "10:30", "closes_at": "12:00"}, "Tuesdays 10:30am to midday"),
        ("schedules", {**WEEKLY, "interval": 1, "opens_at": "12:00Z"}, "Tuesdays midday"),
        ("schedules", {**WEEKLY, "notes": "Not on bank holidays. Ring."}, "Tuesdays, not on bank holidays (Ring)"),
        ("schedules", {"freq": "WEEKLY", "opens_at": "09:00"}, {"freq": "WEEKLY", "opens_at": "09:00:00"}),
        ("schedules", {"description": "Most mornings"}, {"description": "Most mornings"}),
        ("schedules", {"byday": "TU", "count": 2}, {"description": "Times as given: day TU, 2 times"}),
        (
            "schedules",
            {"freq": "WEEKLY", "byday": "1", "opens_at": "09:00"},
            {"description": "Times as given: weekly, day 1, from 09:00"},
        ),
    ],
)
def test_a_part_is_written_as_a_person_would(name: str, part: Any, made: Any) -> None:
    assert soup(**{name: [part]}) == {name: [made]}
    assert not check(service(**{name: [part]})).bad


@pytest.mark.parametrize(
    ("name", "part", "words"),
    [
        ("phones", {"number": "ring Jo", "description": "Tuesdays"}, "Telephone as given: ring Jo, Tuesdays"),
        ("capacities", {"available": 1, "unit": "rooms"}, "Places as given: available 1, name rooms"),
        ("contacts", {"name": "Jo", "email": "jo at club"}, "E-mail as given: jo at club"),
    ],
)
def test_a_part_nobody_could_use_is_kept_as_words(name: str, part: Any, words: str) -> None:
    assert soup(**{name: [part]})["description"] == words
    assert not check(service(**{name: [part]})).bad


def test_two_numbers_in_one_become_two() -> None:
    assert soup(phones=[{"number": "01632 960123 / 01632 960124"}]) == {"phones": ["01632 960123", "01632 960124"]}


def test_a_missing_status_is_told_before_the_default_stands_in() -> None:
    imported = import_json({**CLUB, "services": [{"name": "Soup"}]})
    assert told(imported, "status") == [("defaulted", "")]
    assert "status" not in only(imported, "/soup")


WHOLE = {"address_1": "2 Mill Lane", "city": "Holt", "state_province": "Norfolk", "postal_code": "NR99 1AB"}


def hall(**fields: Any) -> dict[str, Any]:
    return only(import_json({"location_type": "physical", "name": "Hall", **fields}))


def test_a_whole_address_is_written_and_a_default_country_told() -> None:
    assert hall(addresses=[{**WHOLE, "country": "GB"}])["addresses"] == [WHOLE]
    assert hall(addresses=[{**WHOLE, "country": "France", "address_type": "postal", "postal_code": "75001"}])[
        "addresses"
    ] == [{**WHOLE, "postal_code": "75001", "country": "FR", "address_type": "postal"}]
    imported = import_json({"location_type": "physical", "name": "Hall", "addresses": [WHOLE]})
    assert told(imported, "country") == [("defaulted", "")]


@pytest.mark.parametrize("missing", list(WHOLE))
def test_an_address_that_lacks_anything_is_kept_as_words(missing: str) -> None:
    address = {name: value for name, value in WHOLE.items() if name != missing}
    made = hall(addresses=[address])
    assert made == {"name": "Hall", "description": f"Address as given: {', '.join(address.values())}"}


@pytest.mark.parametrize(
    ("point", "written"),
    [
        ({"latitude": 52.5, "longitude": -1.25}, {"latitude": "52.5", "longitude": "-1.25"}),
        ({"coordinates": {"latitude": 52.5, "longitude": -1.25}}, {"latitude": "52.5", "longitude": "-1.25"}),
        ({"addresses": [{**WHOLE, "lat": 1}]}, {}),
        ({"latitude": 152.5, "longitude": -1.25}, {}),
        ({"latitude": 0, "longitude": 0.0}, {}),
        ({"latitude": 52.5}, {}),
    ],
)
def test_a_point_is_taken_only_where_it_can_be_one(point: dict[str, Any], written: dict[str, str]) -> None:
    made = hall(**point)
    assert {name: made[name] for name in ("latitude", "longitude") if name in made} == written


def test_access_terms_other_terms_and_loose_values() -> None:
    term = {"id": "t", "name": "Step-free entrance", "description": "No step."}
    access = {"description": "Step-free entrance", "attributes": [{"link_type": "access", "taxonomy_term": term}]}
    attributes = [
        {
            "link_type": "needs",
            "value": "Hot",
            "taxonomy_term": {"name": "Food", "code": "F1", "description": "Meals."},
        },
        {
            "link_type": "needs",
            "label": "As of 2026-11-16, until 2026-12-14",
            "taxonomy_term": {"name": "Food", "code": "F1"},
        },
        {"link_type": "eligibility", "value": "Everybody"},
    ]
    imported = import_json(
        {"location_type": "physical", "name": "Hall", "accessibility": [access], "attributes": attributes}
    )
    made = only(imported, "/hall")
    assert made["accessibility"] == ["step-free-entrance"]
    assert made["attributes"] == {
        "needs": [{"term": "food", "value": "Hot"}],
        "eligibility": [{"term": "everybody", "value": "Everybody"}],
    }
    assert only(imported, "/needs")["terms"] == {"food": {"name": "Food", "code": "F1", "description": "Meals."}}
    assert not check(imported).bad


@pytest.mark.parametrize(
    ("attribute", "name"),
    [
        ({"link_type": "eligibility", "taxonomy_term": {"name": "Adults", "taxonomy": "Who"}}, "eligibility"),
        ({"link_type": "link_type", "taxonomy_term": {"name": "Adults", "taxonomy": "Who for"}}, "who-for"),
        ({"link_type": "name", "taxonomy_term": {"name": "Adults", "taxonomy": "taxonomy"}}, "details"),
        ({"link_type": "link_type", "value": "Adults"}, "details"),
        (
            {"taxonomy_term": {"name": "A", "taxonomy_detail": {"id": UUIDS[30], "name": "name", "description": "D"}}},
            "terms",
        ),
        (
            {"taxonomy_term": {"name": "A", "taxonomy_detail": {"id": UUIDS[30], "name": "Needs", "description": "D"}}},
            "needs",
        ),
    ],
)
def test_a_list_is_called_by_a_word_that_says_what_is_in_it(attribute: dict[str, Any], name: str) -> None:
    imported = import_json({**CLUB, "attributes": [attribute]})
    assert [path for path in imported.records if path[0] == "t"] == [f"taxonomies/{name}"]


def test_the_report_speaks_plainly() -> None:
    imported = import_path(shared_folder("spec", "oruk-3.0", "examples"))
    assert not [line.why for line in imported.report.lines if "HSDS" in line.why]
    assert render_text(imported.report).startswith(
        "Found 10 source records, 1 organization, 1 service, 1 location. "
        "Made 2 lists of terms, 1 organization, 1 location, 1 service.\n"
    )


def test_ids_are_pinned_only_where_they_would_come_out_otherwise() -> None:
    phone = {"id": UUIDS[2], "number": "01632 960123"}
    raw = {**CLUB, "id": UUIDS[1], "phones": [phone], "services": [{"id": UUIDS[3], "name": "Soup", "phones": [phone]}]}
    imported = import_json(raw)
    assert only(imported, "/organization")["id"] == UUIDS[1]
    assert only(imported, "/organization")["phones"] == [{"number": "01632 960123", "id": UUIDS[2]}]
    assert only(imported, "/soup")["phones"] == ["01632 960123"]
    assert ("mended", UUIDS[2]) in told(imported, "id")
    again = import_json(objects(assemble(as_records(imported, UK), TODAY, settings=UK))["services", UUIDS[3]])
    assert only(again, "/soup")["phones"] == ["01632 960123"]
    assert not check(imported).bad


def test_a_copy_of_a_schedule_stays_at_its_place() -> None:
    schedule = {"id": UUIDS[5], "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00:00"}
    link = {"id": UUIDS[6], "location": {"id": UUIDS[7], "name": "Hall", "location_type": "physical"}}
    copy = {**schedule, "service_at_location_id": UUIDS[6]}
    for schedules in ([schedule], []):
        imported = service(id=UUIDS[8], schedules=[copy], service_at_locations=[{**link, "schedules": schedules}])
        made = only(imported, "/soup")
        assert "schedules" not in made
        assert made["locations"][0]["schedules"] == [{"when": "Mondays 9am", "id": UUIDS[5]}]


def test_the_source_is_written_into_every_record() -> None:
    imported = import_json(CLUB, name="Council", license="OGL-UK-3.0")
    assert only(imported)["source"] == {"name": "Council", "license": "OGL-UK-3.0"}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(UUIDS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)
        | st.dictionaries(st.text(max_size=8), inner, max_size=2)
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_JSON, max_size=3))
def test_whatever_comes_becomes_records_that_pass_the_checks(roots: list[Any]) -> None:
    assert not check(import_json(*roots)).bad


ODD: list[Any] = [
    None,
    "",
    0,
    -1,
    1e20,
    True,
    "x" * 300,
    "y z " * 3000,
    "25:61",
    "2026-02-30",
    "- a",
    "a: b",
    "a\tb",
    "\u202eabc",
]
ODD += ["\x00", "a\nb", "www.club.example", "http://", "x@", "999", "MO", "99MO", "DAILY", "xx", "ZZZ", "access", "con"]
ODD += [[], {}, [[]], {"a": 1}, ["a", "b"], {"id": UUIDS[0]}, UUIDS[1]]


def spots(value: Any) -> list[tuple[Any, Any]]:
    """Every place inside a JSON value where something else could stand."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [spot for key, below in inner for spot in ((value, key), *spots(below))]


def spoil(value: Any, chance: Random) -> Any:
    """A copy of a good record with some things in it odd, twice, or out of place."""
    spoilt = copy.deepcopy(value)
    for _ in range(chance.randint(1, 12)):
        there, key = chance.choice(spots(spoilt))
        other, at = chance.choice(spots(spoilt))
        ways = [chance.choice(ODD), [there[key], there[key]], other[at]]
        there[key] = copy.deepcopy(chance.choices(ways, (6, 2, 1))[0])
    return spoilt


@pytest.mark.parametrize("name", ["service_full", "organization_full", "service_at_location_full"])
def test_spoilt_records_become_records_that_pass_the_checks(name: str) -> None:
    good = json.loads((shared_folder("spec", "hsds-3.2.3", "examples") / f"{name}.json").read_text())
    chance = Random(name)
    for _ in range(40):
        spoilt = spoil(good, chance)
        assert not check(import_json(spoilt, good)).bad, json.dumps(spoilt)


# Whole sources.


@pytest.fixture(scope="module")
def real() -> Imported:
    return import_path(shared_folder("data", "haarrrvest", "records.ndjson"), US)


def test_the_real_records_pass_every_check(real: Imported) -> None:
    checked = check(real, US)
    assert not checked.bad
    assert real.report.written["services"] >= 2_000
    assert real.report.written["organizations"] >= 3_800
    assert not any("assured_date" in data for data in real.records.values())


def test_nothing_of_the_real_records_vanishes_without_a_line(real: Imported) -> None:
    made = haystacks(real, US)
    lost = []
    for record in read_source(shared_folder("data", "haarrrvest", "records.ndjson")):
        for path, value in scalars(record.data):
            if path[-1] != "link_entity" and not made[record.label].has(value):  # which nesting says
                lost.append((record.label, path, value))
    assert lost == []


@pytest.mark.parametrize(
    "parts",
    [
        ("spec", "oruk-3.0", "examples"),
        ("spec", "hsds-3.2.3", "examples"),
        ("data", "mock-hsds-api"),
        ("spec", "oruk-validator-mocks", "V3.0-UK-Fail"),
        ("spec", "oruk-validator-mocks", "V3.0-UK-Default"),
    ],
)
def test_other_peoples_feeds_pass_every_check(parts: tuple[str, ...]) -> None:
    imported = import_path(shared_folder(*parts))
    assert imported.report.written["services"] >= 1
    assert not check(imported).bad


# There and back.


def publish(imported: Imported, into: Path) -> dict[tuple[str, str], dict[str, Any]]:
    directory = assemble(as_records(imported, US), TODAY, settings=US)
    for path, content in feed_files(directory):
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_bytes(content)
    return objects(directory)


def test_what_build_published_of_real_records_comes_back(tmp_path: Path) -> None:
    source = list(read_source(shared_folder("data", "haarrrvest", "records.ndjson")))
    imported = import_json(*(record.data for record in source[::16]), settings=US)
    before = publish(imported, tmp_path)
    again = import_path(tmp_path, US)
    after = objects(assemble(as_records(again, US), TODAY, settings=US))
    assert again.records == {path: data for path, data in imported.records.items() if path in again.records}
    for key in [key for key in before if key[0] == "locations" and key not in after]:
        del before[key]  # a place that nothing names is in no part of the feed
    assert after == before
    assert not check(again, US).bad


def test_the_demonstration_comes_back(tmp_path: Path) -> None:
    demonstration = demonstration_folder()
    layout = scan(demonstration, demonstration.parent)
    found = [
        Record(one.kind, one.path, check_file(one.file, read_file(one.location), one.kind)) for one in layout.files
    ]
    top = next(record for record in found if record.path == "directory")
    records = gather(top, [record for record in found if record is not top])
    directory = assemble(records, TODAY)
    for path, content in feed_files(directory):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    home = read_settings(read_document("directory.yml", read_file(demonstration / "directory.yml")).data)
    imported = import_path(tmp_path, home)
    assert objects(assemble(as_records(imported, UK), TODAY, settings=home)) == objects(directory)
    assert not [line for line in imported.report.lines if line.action == "dropped"]
