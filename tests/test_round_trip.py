"""Importing what `build` published gives the same records back: the same files, and in each the same fields."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from hereabouts.check import SETTINGS, check_records
from hereabouts.importers import Options, run
from hereabouts.importers.hsds_json import Imported, kind_of
from hereabouts.records import Records
from hereabouts.settings import read_settings
from hereabouts.writer import dump
from tests.conform_feed import HEADERS, Reply, page, serve
from tests.demonstration import demonstration_folder
from tests.importing import TODAY, UK, US, as_records, import_path
from tests.inline_records import GROUP, HALL, SERVICE, SETTINGS_TEXT, read_records
from tests.odd_records import make_sound_records
from tests.round_trip import Way, bring_back, publish, read_folder, there_and_back, unlike
from tests.shared import shared_folder

SOAKED = bool(os.environ.get("HEREABOUTS_EVERY_RECORD"))
"""Whether every real record is tried: `make soak`, which takes minutes."""
SEEDS = 120
WHOLE = Path(__file__).resolve().parent / "records" / "whole" / "directory"
NEEDS = "taxonomies/needs"
UUID = "2f3b8c1e-0b4c-4d9f-8a51-6d7c0a9e1b22"


def sound(files: dict[str, str]) -> Records:
    """The least directory with these files, which must be without error."""
    records = read_records(files)
    checked = check_records(records, TODAY)
    assert not checked.bad, checked.findings
    return checked.records


def lost(tmp_path: Path, **files: str) -> dict[Way, Any]:
    """What of some records does not come back as it was."""
    paths = {"service": SERVICE, "group": GROUP, "hall": HALL, "needs": NEEDS, "settings": SETTINGS}
    found = there_and_back(sound({paths[name]: text for name, text in files.items()}), tmp_path)
    return {way: was for way, (was, _) in found.items()}


# Whole directories.


def test_the_demonstration(tmp_path: Path) -> None:
    records = read_folder(demonstration_folder())
    publish(records, tmp_path)
    back = bring_back(records, tmp_path)
    found = unlike(records, back)
    assert back.report.read["source records"] == 2 * len(list((tmp_path / "api").glob("*s/*-*.json")))
    assert {way for way in found if way[1:] != ("maintainers",)} == set()


def test_a_record_with_every_field_there_is(tmp_path: Path) -> None:
    assert there_and_back(read_folder(WHOLE), tmp_path) == {}


def test_the_shared_examples(tmp_path: Path) -> None:
    found = there_and_back(read_folder(shared_folder("records")), tmp_path)
    assert {way for way in found if way[1:] != ("maintainers",)} == set()


@pytest.mark.parametrize("start", range(0, SEEDS, 60))
def test_records_made_from_the_profile(start: int, tmp_path: Path) -> None:
    """What the checks let through comes back, odd as it may be."""
    tried = 0
    for seed in range(start, start + 60):
        records = make_sound_records(seed)
        if records is not None:
            tried += 1
            found = there_and_back(records, tmp_path / str(seed))
            assert {way: pair for way, pair in found.items() if not by_design(way, *pair)} == {}, seed
    assert tried > 40, "most of what is made is tried, or this says nothing"


def by_design(way: Way, was: Any, now: Any) -> bool:
    """Whether it is clear why this differs; what is not too odd for it has a test of its own below."""
    return (
        way[-1] in ("maintainers", "resource_id")
        # An address that is published in other letters, and a number without its noughts, keep their id by saying it.
        or way[-2:] in (("additional_urls", "id"), ("phones", "id"))
        or (way[-1] == "extension" and int(was) == int(now))
        # A facility said as an attribute is the same.
        or (way[-2] == "accessibility" and way[-1] in ("attributes", "facility", "id"))
        or (way[-1] == "capacities" and now is None)  # they no longer count
        or "1e+20" in f"{was} {now}"  # more than a count of anything
    )


def test_real_records(tmp_path: Path) -> None:
    """Those of a food-help feed, imported, published and imported again, give the same files to the letter.

    Every ninth record, or all of them where everything is tried.
    """
    lines = shared_folder("data", "haarrrvest", "records.ndjson").read_bytes().splitlines(keepends=True)
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join(lines if SOAKED else lines[::9]))
    first = import_path(source, US)
    records = as_records(first, US)
    publish(records, tmp_path / "site")
    again = bring_back(records, tmp_path / "site")
    assert written(again) == written(first)
    assert len(first.records) > len(lines) / 9


def written(imported: Imported) -> dict[str, str]:
    """The files of an import."""
    return {path: dump(kind_of(path), data) for path, data in imported.records.items()}


# What comes back.


SAID = {
    "service": [
        "review_every: 3 months",
        "status: active",
        "formerly: [organizations/old-club/soup, organizations/old-club/lunch]",
        "replaces: organizations/other/soup",
        "translations: {cy: {name: Galw heibio, description: Dewch.}}",
        "schedules: [Mondays 9am to 10am, Tuesdays 9am to 10am, closed on bank holidays]",
        "schedules: ['Mondays 9am to 10am, not on bank holidays', 'Tuesdays 9am to 10am, not on bank holidays']",
        "schedules: [closed 1 January]",
        "schedules: [closed on bank holidays, closed 1 January]\nlocations: {at: hall, schedules: Mondays 9am}",
        "schedules: [Mondays 9am, closed 1 January]\nlocations: {at: hall, schedules: [Fridays 9am, closed 2 May]}",
        "schedules: [Mondays 9am]\nlocations: {at: hall, schedules: [Fridays 9am, closed 2 May]}",
        "schedules: [closed 1 January]\nlocations: {at: hall, schedules: [closed 2 May]}",
        "locations: [{at: hall, schedules: Mondays 9am}, {at: hall, schedules: Fridays 9am}]",
        "locations: {at: hall, translations: {cy: {description: Drws cefn}}}",
        "locations: {place: {name: Porch, location_type: physical, translations: {cy: {name: Cyntedd}}}}",
        "locations: {place: {name: Porch, id: 2f3b8c1e-0b4c-4d9f-8a51-6d7c0a9e1b22, schedules: [Mondays 9am]}}",
        "locations: {place: {name: Refuge, visibility: confidential, description: D., translations: {cy: {name: L.}}}}",
        "locations: {place: {name: House, visibility: area-only, near: Holt, accessibility: Step-free}}",
        "attributes: {needs: [{term: food, value: A}, {term: food, value: B}]}",
        "attributes: {needs: {term: food, updated: 2026-11-20T10:00, label: L.}}",
        "attributes: {needs: {term: food, updated: 2026-11-20, expires: 2027-01-01}}",
        "capacities: {unit: rooms, available: 2, updated: 2026-11-20}",
        "capacities: {unit: rooms, available: 2, updated: 2026-11-20 09:30, expires: 2026-12-24}",
        "capacities: {unit: rooms, available: 0, updated: 2026-11-20, expires: 2026-12-04}",
        "hsds: {licenses: none, wait_time: n/a}",
        "alternate_name: None",
        "cost_options: [free, £2.00 for lunch, donation]",
        "languages: {name: British Sign Language}",
    ],
    "group": [
        "programs: {warm: {name: Warm spaces, description: W., translations: {cy: {name: Llefydd}}}}",
        "programs: {organization: {name: Con, description: C.}, con: {name: Con, description: C.}}",
        "formerly: organizations/old-club/organization",
        "translations: {cy: {name: Clwb}}",
        "locations: hall",
    ],
    "hall": [
        "translations: {cy: {name: Neuadd}}",
        "schedules: [Mondays 9am to 5pm, Tuesdays 9am to 5pm, closed on bank holidays, closed 1 January]",
        "near: Holt",
        "organization: lunch-club",
        "location_type: physical",
        "formerly: locations/old-hall",
    ],
    "needs": [
        "link_type: needs",
        "applies_to: [services, organizations]",
        "source: {name: Others, url: 'https://lists.example', license: CC0-1.0, retrieved: 2026-01-01}",
        "formerly: taxonomies/wants",
        "replaces: [taxonomies/wishes]",
        "translations: {cy: {name: Anghenion}}",
        "id: 2f3b8c1e-0b4c-4d9f-8a51-6d7c0a9e1b22",
    ],
}
LEAST = {
    "service": "name: Drop-in\n",
    "group": "name: The Lunch Club\ndescription: People who cook.\n",
    "hall": "name: Village hall\n",
    "needs": "name: What for\ndescription: What for.\nterms: {food: {name: Meals, description: Food.}}\n",
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SAID.items() for text in texts])
def test_what_a_record_says_comes_back(name: str, text: str, tmp_path: Path) -> None:
    assert lost(tmp_path, **{**LEAST, name: f"{LEAST[name]}{text}\n"}) == {}


@pytest.mark.parametrize(
    "term",
    [
        "synonyms: [bailiffs, loan shark]",
        "sensitive: yes",
        "expires_after: 28 days",
        "formerly: owing",
        "code: D-1",
        "code: debt",
        "parent: money",
        "translations: {cy: {name: Dyled}}",
        "id: 2f3b8c1e-0b4c-4d9f-8a51-6d7c0a9e1b22",
        "hsds: {metadata: {last_action_date: '2025-01-01', last_action_type: t, field_name: f, updated_by: u}}",
    ],
)
def test_what_a_term_says_comes_back(term: str, tmp_path: Path) -> None:
    terms = f"terms: {{money: {{name: Money, description: M.}}, debt: {{name: Owing, description: O., {term}}}}}"
    found = lost(tmp_path, needs=f"name: Needs\ndescription: N.\n{terms}\n")
    assert found == ({(NEEDS, "terms", "debt", "code"): "debt"} if term == "code: debt" else {})


def test_what_counts_as_long_as_its_list_says_comes_back_without_a_day(tmp_path: Path) -> None:
    needs = "name: N\ndescription: N.\nterms: {wait: {name: Wait, description: W., expires_after: 28 days}}\n"
    for said in ("updated: 2026-11-20", "updated: 2026-11-20, expires: 2026-12-18", "updated: 2026-11-20, label: Long"):
        service = f"name: Drop-in\nattributes: {{needs: {{term: wait, {said}}}}}\n"
        assert lost(tmp_path / said, needs=needs, service=service) == {}


# What does not, by design.


HIDDEN = "name: Refuge\nvisibility: confidential\n"
HIDDEN_IN_TOWN = "name: Refuge\nvisibility: area-only\nnear: Holt\n"


@pytest.mark.parametrize(
    ("name", "text", "way"),
    [
        # GitHub names are promised never to be published.
        ("service", "maintainers: jo\n", ("maintainers",)),
        ("group", "maintainers: jo\n", ("maintainers",)),
        ("hall", "maintainers: jo\n", ("maintainers",)),
        ("needs", "maintainers: jo\n", ("maintainers",)),
        # Where a hidden place is: its address and the like are refused in its record, and this could lead there too.
        ("hall", f"{HIDDEN}near: Holt\n", ("near",)),
        ("hall", f"{HIDDEN}organization: lunch-club\n", ("organization",)),
        ("hall", f"{HIDDEN_IN_TOWN}organization: lunch-club\n", ("organization",)),
        ("hall", f"{HIDDEN}source: {{name: Others, url: 'https://others.example/refuge'}}\n", ("source", "url")),
        (
            "hall",
            f"{HIDDEN}accessibility: {{description: Ramp, url: 'https://refuge.example'}}\n",
            ("accessibility",),
        ),
        # What is said twice, of the whole service and in a line of its own, comes back once.
        (
            "service",
            "schedules: [closed 1 January]\nlocations: {at: hall, schedules: 'Mondays 9am, closed 1 January'}\n",
            ("locations", "schedules"),
        ),
        # What no longer counts is not passed on.
        ("service", "capacities: {unit: rooms, available: 2, updated: 2026-10-01}\n", ("capacities",)),
        ("service", "attributes: {needs: {term: food, expires: 2026-11-21}}\n", ("attributes",)),
        # What the standard has another type for.
        ("service", "phones: {number: 01632 960123, extension: '012'}\n", ("phones", "extension")),
        (
            "service",
            "hsds: {metadata: {resource_id: org_1, last_action_date: d, last_action_type: t, field_name: f, "
            "updated_by: u}}\n",
            ("hsds", "metadata", "resource_id"),
        ),
    ],
)
def test_what_cannot_come_back(name: str, text: str, way: tuple[str, ...], tmp_path: Path) -> None:
    path = {"service": SERVICE, "group": GROUP, "hall": HALL, "needs": NEEDS}[name]
    least = "" if "name: " in text and name == "hall" else LEAST[name]
    found = lost(tmp_path, **{**LEAST, name: f"{least}{text}"})
    assert {one for one in found if one[-1] != "id"} == {(path, *way)}


# Where it is looked for.


def test_it_stands_beside_the_services_too(tmp_path: Path) -> None:
    """All services in one file give their groups and places; lists that nothing uses are not in it."""
    records = sound({SERVICE: "name: Soup\ntranslations: {cy: {name: Cawl}}\nlocations: {at: hall}\n"})
    publish(records, tmp_path)
    back = bring_back(records, tmp_path / "api" / "services.ndjson")
    assert {way[0] for way in unlike(records, back)} == {NEEDS}


def test_it_is_found_on_the_web(tmp_path: Path) -> None:
    records = sound(
        {SERVICE: "name: Soup\ntranslations: {cy: {name: Cawl}}\nlocations: {at: hall}\n", HALL: LEAST["hall"]}
    )
    publish(records, tmp_path / "site")

    def answer(path: str, _query: dict[str, str]) -> Reply | None:
        file = tmp_path / "site" / path.strip("/")
        return Reply(file.read_bytes(), headers=HEADERS) if file.is_file() else None

    with serve(answer) as server:
        for end in ("", "/", "/index.json", "/services.json", "/services.ndjson"):
            into = tmp_path / f"into{end.replace('/', '-')}"
            into.mkdir()
            (into / "directory.yml").write_text(SETTINGS_TEXT)
            options = Options(read_settings(records.settings.data), TODAY)
            back = run("hsds-json", f"{server.address}/api{end}", into, options)
            assert {way[0] for way in unlike(records, back)} <= ({NEEDS} if "services" in end else set())
            assert back.records[SERVICE]["translations"] == {"cy": {"name": "Cawl"}}


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (None, False),
        (Reply(b"<!doctype html><p>Nothing here", headers={"Content-Type": "text/html"}), False),
        (Reply(b'{"detail": "Not found"}', headers=HEADERS), False),
        (Reply(b"", status=403), False),
        (Reply(b"", status=501), True),
    ],
)
def test_a_server_without_it_is_as_any_other(reply: Reply | None, told: bool, tmp_path: Path) -> None:
    service = {"id": UUID, "name": "Soup", "status": "active", "organization": {"name": "Club", "description": "D."}}

    def answer(path: str, _query: dict[str, str]) -> Any:
        if path == "/services":
            return page([service])
        return service if path.endswith(UUID) else reply if "extension" in path else None

    with serve(answer) as server:
        back = run("hsds-json", server.address, tmp_path, Options(UK, TODAY))
    assert "organizations/club/soup" in back.records
    assert bool([line for line in back.report.lines if line.where.source == "extension.ndjson"]) is told
