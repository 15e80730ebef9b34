"""The feed in each further language: the same ids and facts, in the words of the directory's own translations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hereabouts.outputs import feed
from tests.building import LUNCH, Place
from tests.inline_records import GROUP, HALL, SERVICE, SETTINGS_TEXT, build
from tests.test_feed import demonstration, example_records, walk

GROUP_TEXT = """\
name: Lunch Club
alternate_name: The Table
description: People who cook.
programs: {warm: {name: Warm Spaces, description: Warm places., translations: {cy: {name: Mannau Cynnes}}}}
translations: {cy: {name: Clwb Cinio, alternate_name: Y Bwrdd, description: Pobl sy'n coginio.}}
"""
HALL_TEXT = """\
name: Hall
description: A hall.
addresses: {address_1: Mill Lane, city: Eastbrook, postal_code: NR99 1AB}
accessibility: [ramp, {facility: ramp, description: A board by the back door}]
schedules: [Mondays 9am to 5pm]
translations: {cy: {name: Neuadd, description: Neuadd bentref.}}
"""
ACCESS_TEXT = """\
name: Access
description: Getting in.
terms:
  ramp: {name: Ramp, description: A slope., translations: {cy: {name: Ramp (Cymraeg), description: Llethr.}}}
translations: {cy: {name: Mynediad}}
"""
SERVICE_TEXT = """\
name: Drop-in
alternate_name: Soup
description: Tea and soup.
alert: Closed today.
eligibility_description: For anybody.
application_process: Come in.
fees_description: Free.
interpretation_services: By telephone.
accreditations: A star.
program: warm
service_areas: [east, Villages near Holt]
attributes: {access: [ramp]}
schedules:
  - Tuesdays 10am to 12pm (ring the bell)
  - {when: Fridays 2pm to 4pm, description: Fridays after lunch}
  - description: Most mornings, ring first
locations:
  - at: hall
    description: Upstairs.
    schedules: [Thursdays 6pm to 8pm]
    translations: {cy: {description: I fyny'r grisiau.}}
  - place:
      name: Refuge
      visibility: confidential
      description: Safe.
      translations: {cy: {name: Lloches, description: Diogel.}}
translations:
  cy:
    name: Galw heibio
    alternate_name: Cawl
    description: Te a chawl.
    alert: Ar gau heddiw.
    eligibility_description: I bawb.
    application_process: Dewch i mewn.
    fees_description: Am ddim.
    interpretation_services: Dros y ffôn.
    accreditations: Seren.
"""
AREAS = "areas: {east: {name: East, description: The east., translations: {cy: {name: Y Dwyrain}}}}\n"
FILES = {
    "directory": f"{SETTINGS_TEXT}{AREAS}translations: {{cy: {{name: Cyfeiriadur, description: Popeth.}}}}\n",
    GROUP: GROUP_TEXT,
    HALL: HALL_TEXT,
    "taxonomies/access": ACCESS_TEXT,
    SERVICE: SERVICE_TEXT,
}


@pytest.fixture(scope="module")
def files() -> dict[str, Any]:
    made = dict(feed.feed_files(build(FILES)))
    return {path: json.loads(content) for path, content in made.items() if path.endswith(".json")}


def whole(files: dict[str, Any], folder: str) -> Any:
    return next(value for path, value in files.items() if path.startswith(f"{folder}services/"))


def test_every_translated_line_of_a_service_is_said(files: dict[str, Any]) -> None:
    said = whole(files, "api/cy/")
    assert {name: said[name] for name in ("name", "alternate_name", "description", "alert")} == {
        "name": "Galw heibio",
        "alternate_name": "Cawl",
        "description": "Te a chawl.",
        "alert": "Ar gau heddiw.",
    }
    assert said["eligibility_description"] == "I bawb."
    assert said["application_process"] == "Dewch i mewn."
    assert said["interpretation_services"] == "Dros y ffôn."
    assert said["accreditations"] == "Seren."
    assert (said["fees_description"], said["fees"]) == ("Am ddim.", "Am ddim."), "UK readers look under `fees`"


def test_what_a_service_holds_is_said_too(files: dict[str, Any]) -> None:
    said = whole(files, "api/cy/")
    assert (said["organization"]["name"], said["organization"]["alternate_name"]) == ("Clwb Cinio", "Y Bwrdd")
    assert (said["program"]["name"], said["program"]["description"]) == ("Mannau Cynnes", "Warm places.")
    assert [area["name"] for area in said["service_areas"]] == ["Y Dwyrain", "Villages near Holt"]
    hall, refuge = said["service_at_locations"]
    assert (hall["description"], hall["location"]["name"]) == ("I fyny'r grisiau.", "Neuadd")
    assert [one["description"] for one in hall["location"]["accessibility"]] == [
        "Ramp (Cymraeg)",
        "A board by the back door",
    ]
    assert refuge["location"]["name"] == "Lloches"
    assert refuge["location"]["description"].startswith("Diogel.\n\n"), "and why there is no address"
    assert len(refuge["location"]["description"]) > len("Diogel.\n\n")


def test_a_term_says_in_which_language_its_name_is(files: dict[str, Any]) -> None:
    term = whole(files, "api/cy/")["attributes"][0]["taxonomy_term"]
    assert (term["name"], term["description"], term["taxonomy"]) == ("Ramp (Cymraeg)", "Llethr.", "Mynediad")
    assert term["language"] == "cy"
    terms = files["api/cy/taxonomy_terms.json"]["contents"]
    food = next(one for one in terms if one["name"] == "Food")
    assert food["language"] == "en", "nobody has translated it"
    ramp = next(one for one in terms if one["id"] == term["id"])
    assert ramp["taxonomy_detail"]["name"] == "Mynediad"


def test_times_are_said_from_their_structure_and_own_words_stay(files: dict[str, Any]) -> None:
    said = whole(files, "api/cy/")
    assert [one["description"] for one in said["schedules"]] == [
        "Dydd Mawrth 10am i hanner dydd (Ring the bell)",
        "Fridays after lunch",
        "Most mornings, ring first",
        "Dydd Iau 6pm i 8pm",
    ]
    assert said["service_at_locations"][0]["schedules"][0]["description"] == said["schedules"][3]["description"]
    assert said["service_at_locations"][0]["location"]["schedules"][0]["description"].startswith("Dydd Llun")


def test_the_lists_and_the_root_are_in_the_language_too(files: dict[str, Any]) -> None:
    listed = files["api/cy/services.json"]["contents"][0]
    assert (listed["name"], listed["organization"]["name"]) == ("Galw heibio", "Clwb Cinio")
    place = files["api/cy/service_at_locations.json"]["contents"][0]
    assert (place["location"]["name"], place["service"]["name"]) == ("Neuadd", "Galw heibio")
    assert files["api/cy/organizations.json"]["contents"][0]["name"] == "Clwb Cinio"
    root = files["api/cy/index.json"]
    assert (root["description"], root["language"]) == ("Popeth.", "cy")
    assert root["languages"] == {"en": "../../api/", "cy": "../../api/cy/"}
    assert files["api/cy/openapi.json"]["info"]["title"] == "Cyfeiriadur"


@pytest.mark.parametrize("make", [example_records, demonstration], ids=["examples", "demonstration"])
def test_only_words_differ_between_languages(make: Any) -> None:
    made = dict(feed.feed_files(make()))
    welsh = {path: content for path, content in made.items() if path.startswith("api/cy/")}
    assert len(welsh) > 20
    words = {"name", "alternate_name", "description", "alert", "language", "taxonomy", "fees", "fees_description"}
    words |= {"eligibility_description", "application_process", "interpretation_services", "accreditations"}
    for path, content in welsh.items():
        if not path.endswith(".json") or path.endswith(("/openapi.json", "cy/index.json")):
            continue
        pairs = zip(walk(json.loads(made[path.replace("/cy/", "/")])), walk(json.loads(content)), strict=True)
        for (key, original), (other, said) in pairs:
            assert key == other
            assert isinstance(original, dict | list) or original == said or key in words, (path, key)


def test_a_directory_in_one_language_has_one_feed() -> None:
    text = SETTINGS_TEXT.replace("languages: [en, cy]", "languages: en")
    made = dict(feed.feed_files(build({"directory": text})))
    assert not [path for path in made if path.startswith("api/cy")]
    assert "languages" not in json.loads(made["api/index.json"])


def test_what_has_not_changed_is_not_said_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path / "a place")
    place.build()
    made: list[str] = []
    cast = feed.cast_service

    def counted(branches: Any, listing: Any) -> Any:
        made.append(listing.path)
        return cast(branches, listing)

    monkeypatch.setattr(feed, "cast_service", counted)
    before = place.tree()
    place.build()
    assert made == []
    assert place.tree() == before
    place.change(LUNCH, "Te, cawl a chwmni.", "Te a chwmni.")
    place.build()
    assert made == [LUNCH]
    welsh = json.loads(place.tree()["api/cy/services.json"])["contents"][0]
    assert welsh["description"] == "Te a chwmni."
    assert json.loads(place.tree()["api/cy/services.ndjson"])["description"] == "Te a chwmni."
