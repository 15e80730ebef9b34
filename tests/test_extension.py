"""What HSDS has no place for goes into ``api/extension.ndjson``, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from hereabouts.assembly import assemble
from hereabouts.check import SETTINGS, check_folder
from hereabouts.directory import Directory
from hereabouts.outputs.extension import PATH, extension_file
from hereabouts.outputs.extension_schema import LINE
from tests.demonstration import demonstration_folder
from tests.inline_records import GROUP, HALL, SERVICE, SETTINGS_TEXT, TODAY, build, shown

WHOLE = Path(__file__).resolve().parent / "records" / "whole"

NEEDS = "taxonomies/needs"


def lines(directory: Directory) -> dict[str, dict[str, Any]]:
    """The lines by record path, in the order of the file."""
    path, content = extension_file(directory)
    assert path == PATH
    return {line["record"]: line for line in map(json.loads, content.splitlines())}


def line(path: str, text: str, **files: str) -> dict[str, Any]:
    """What the file says of one record but for its id and its path."""
    made = lines(build({path: text, **files}))[path]
    return {name: value for name, value in made.items() if name not in ("id", "record")}


def service(text: str, **files: str) -> dict[str, Any]:
    return line(SERVICE, f"name: Drop-in\n{text}", **files)


def test_there_is_a_line_for_every_record_in_order() -> None:
    made = lines(build({SERVICE: "name: Drop-in\n"}))
    assert list(made) == [HALL, SERVICE, GROUP, NEEDS]
    assert made[HALL].keys() == {"id", "record", "location"}
    assert made[SERVICE].keys() == {"id", "record"}


def test_a_line_has_the_id_that_the_feed_has() -> None:
    directory = build({SERVICE: "name: Drop-in\n"})
    assert lines(directory)[SERVICE]["id"] == directory.services[SERVICE].hsds.id
    assert lines(directory)[HALL]["id"] == directory.locations[HALL].hsds.id


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", {}),
        ("review_every: 3 months\n", {"review_every": "3 months"}),
        ("review_every: 6 months\n", {"review_every": "6 months"}),
        ("formerly: organizations/old/name\n", {"formerly": ["organizations/old/name"]}),
        ("replaces: [organizations/old/name]\n", {"replaces": ["organizations/old/name"]}),
        ("translations: {cy: {name: Galw heibio}}\n", {"translations": {"cy": {"name": "Galw heibio"}}}),
        ("maintainers: [somebody]\n", {}),
        ("schedules: [Mondays 9am to 10am]\n", {}),
        ("schedules: [Mondays 9am to 10am, closed on bank holidays]\n", {"closures": ["Not on bank holidays."]}),
        ("schedules: ['Mondays 9am to 10am, closed on bank holidays']\n", {}),
    ],
)
def test_what_a_service_says(text: str, told: dict[str, Any]) -> None:
    assert service(text) == told


def test_what_is_said_of_a_service_at_a_place() -> None:
    made = service("""\
locations:
  - at: hall
    schedules: [Mondays 9am to 10am, closed 1 January]
    translations: {cy: {description: Drws cefn}}
  - place: {name: Porch, translations: {cy: {name: Cyntedd}}, schedules: [Fridays 9am, closed 2 January]}
  - place: {name: Yard}
""")
    first, second = made["locations"]
    assert all(one.pop("id") for one in (first, second, second["place"]))
    assert first == {"translations": {"cy": {"description": "Drws cefn"}}, "closures": ["Closed 1 January."]}
    assert second == {"place": {"translations": {"cy": {"name": "Cyntedd"}}, "closures": ["Closed 2 January."]}}


AGEING = """\
name: Needs
description: N.
terms: {wait: {name: Wait, description: W., expires_after: 28 days}}
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("attributes: {needs: [{term: wait, updated: 2026-11-20}]}\n", {"updated": "2026-11-20"}),
        ("attributes: {needs: [{term: wait, updated: 2026-11-20, expires: 2026-12-18}]}\n", None),
        ("attributes: {needs: [{term: wait, updated: 2026-01-01}]}\n", None),
        (
            "attributes: {needs: [{term: wait, label: L, expires: 2026-12-18}]}\n",
            {"expires": "2026-12-18"},
        ),
        ("attributes: {needs: [{term: wait, label: Until 2026-12-18}]}\n", {}),
        ("attributes: {needs: [{term: wait, label: L}]}\n", None),
        (
            "phones: [{number: 01632 960123, attributes: {needs: [{term: wait, updated: 2026-11-20}]}}]\n",
            {"updated": "2026-11-20"},
        ),
        ("capacities: [{unit: beds, available: 1, updated: 2026-11-20}]\n", {"updated": "2026-11-20"}),
        ("capacities: [{unit: beds, available: 1, updated: 2026-11-20, expires: 2026-12-04}]\n", None),
        (
            "capacities: [{unit: beds, available: 1, updated: 2026-11-20 09:30, expires: 2026-12-04}]\n",
            {"updated": "2026-11-20 09:30", "expires": "2026-12-04"},
        ),
        ("capacities: [{unit: beds, available: 1, updated: 2026-01-20}]\n", None),
    ],
)
def test_dates_that_hsds_says_otherwise_are_here_as_written(text: str, told: dict[str, str] | None) -> None:
    directory = build({SERVICE: f"name: Drop-in\n{text}", NEEDS: AGEING})
    dates = lines(directory)[SERVICE].get("dates", [])
    published = json.dumps(shown(directory.services[SERVICE].hsds))
    assert all(one.pop("id") in published for one in dates)
    assert dates == ([told] if told is not None else [])
    assert not any("dates" in line for path, line in lines(directory).items() if path != SERVICE)


def test_what_a_list_says() -> None:
    made = line(
        NEEDS,
        """\
name: Needs
description: N.
link_type: needs
applies_to: services
source: {name: Others, license: CC0-1.0}
formerly: taxonomies/wants
translations: {cy: {name: Anghenion}}
terms:
  debt: {name: Debt, description: D., synonyms: bailiffs, sensitive: yes, formerly: owing}
  food: {name: Food, description: F., translations: {cy: {name: Bwyd}}}
""",
    )
    terms = made.pop("terms")
    assert all(term.pop("id") for term in terms)
    assert made == {
        "link_type": "needs",
        "applies_to": ["services"],
        "source": {"name": "Others", "license": "CC0-1.0"},
        "translations": {"cy": {"name": "Anghenion"}},
        "formerly": ["taxonomies/wants"],
    }
    assert terms == [
        {"key": "debt", "synonyms": ["bailiffs"], "sensitive": True, "formerly": ["owing"]},
        {"key": "food", "translations": {"cy": {"name": "Bwyd"}}},
    ]


def test_what_a_group_says_of_its_programs() -> None:
    text = """\
name: Lunch Club
description: Cooks.
programs: {warm: {name: Warm spaces, description: W., translations: {cy: {name: Llefydd cynnes}}}}
"""
    (program,) = line(GROUP, text)["programs"]
    assert program.pop("id")
    assert program == {"key": "warm", "translations": {"cy": {"name": "Llefydd cynnes"}}}


def test_a_place_that_nothing_names_is_here_whole() -> None:
    hall = "name: Hall\naddresses: {address_1: Mill Lane, city: Eastbrook, postal_code: NR99 1AB}\n"
    assert line(HALL, hall)["location"]["addresses"][0]["city"] == "Eastbrook"
    assert "location" not in line(HALL, hall, **{SERVICE: "name: Drop-in\nlocations: {at: hall}\n"})
    assert "location" not in line(HALL, hall, **{GROUP: "name: G\ndescription: D.\nlocations: hall\n"})


def test_a_hidden_place_that_nothing_names_stays_hidden() -> None:
    text = "name: Refuge\nvisibility: confidential\norganization: lunch-club\nnear: Holt\n"
    made = line(HALL, text)
    assert made["location"]["description"] == "The address is confidential."
    assert not {"organization_id", "addresses"} & made["location"].keys()
    assert "Holt" not in json.dumps(made)


def test_nobody_who_looks_after_a_record_is_named() -> None:
    """The profile promises that they are never published."""
    texts = {
        SERVICE: "name: Drop-in\n",
        GROUP: "name: Club\ndescription: D.\n",
        HALL: "name: Hall\n",
        NEEDS: "name: Needs\ndescription: D.\nterms: {food: {name: Food, description: F.}}\n",
        SETTINGS: SETTINGS_TEXT,
    }
    directory = build({path: f"{text}maintainers: [jo-bloggs]\n" for path, text in texts.items()})
    assert b"jo-bloggs" not in extension_file(directory)[1]


@pytest.mark.parametrize("folder", [lambda: WHOLE / "directory", demonstration_folder], ids=["whole", "demonstration"])
def test_every_line_is_as_the_feed_describes_it(folder: Callable[[], Path]) -> None:
    checked = check_folder(folder(), folder().parent, TODAY)
    made = lines(assemble(checked.records, TODAY))
    assert made.keys() == checked.records.by_path.keys()
    judge = jsonschema_rs.Draft202012Validator(LINE, validate_formats=True)
    for one in made.values():
        judge.validate(one)
        assert not judge.is_valid({**one, "surprise": "x"})


def test_the_description_would_notice_what_is_empty_or_of_another_form() -> None:
    judge = jsonschema_rs.Draft202012Validator(LINE, validate_formats=True)
    sound = {"id": "2f3b8c1e-0b4c-4d9f-8a51-6d7c0a9e1b22", "record": "locations/hall"}
    assert judge.is_valid(sound)
    for field in ("translations", "closures", "terms", "programs", "locations", "dates", "said", "near"):
        empties: tuple[Any, ...] = (None, "", [], {}, [""], 7)
        for empty in empties:
            assert not judge.is_valid({**sound, field: empty}), field
