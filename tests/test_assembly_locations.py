"""Places: where they are, and the two locks on those that must not tell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hereabouts.assembly import assemble
from hereabouts.assembly.locations import hidden_sentence
from hereabouts.check import check_folder
from hereabouts.directory import Directory, LocationListing
from hereabouts.outputs import sitemap
from hereabouts.outputs.extension import extension_file
from hereabouts.outputs.feed import feed_files
from hereabouts.outputs.pages import pages
from hereabouts.records import Records
from hereabouts.source.document import Data
from tests.demonstration import demonstration_folder
from tests.inline_records import GROUP, HALL, SERVICE, TODAY, build, check_texts, read_records, shown
from tests.shared import shared_folder

LINES = """\
name: Hall
alternate_name: The Institute
description: Brick.
location_type: physical
url: https://hall.example
transportation: Bus 4
latitude: 52.9012
longitude: -1.1
external_identifier: 10012345678
external_identifier_type: UPRN
organization: lunch-club
languages: cy
phones: 01632 960111
contacts: {title: Caretaker}
"""


def test_every_line_is_the_field_of_that_name() -> None:
    directory = build({HALL: LINES})
    made = shown(directory.locations[HALL].hsds)
    assert made.pop("organization_id") == directory.organizations[GROUP].hsds.id
    parts = {name: made.pop(name) for name in ("id", "languages", "phones", "contacts")}
    assert all(parts.values())
    assert made == {
        "location_type": "physical",
        "url": "https://hall.example",
        "name": "Hall",
        "alternate_name": "The Institute",
        "description": "Brick.",
        "transportation": "Bus 4",
        "latitude": 52.9012,
        "longitude": -1.1,
        "external_identifier": "10012345678",
        "external_identifier_type": "UPRN",
    }


def test_a_place_that_says_nothing_is_a_building() -> None:
    assert shown(build({HALL: "name: Hall\n"}).locations[HALL].hsds).keys() == {"id", "location_type", "name"}


def test_a_venue_knows_its_services_and_groups() -> None:
    files = {
        GROUP: "name: A\ndescription: B.\nlocations: [hall, hall]\n",
        SERVICE: "name: Drop-in\nlocations: [{at: hall}]\n",
    }
    directory = build(files)
    hall = directory.locations[HALL]
    assert [place.service.path for place in hall.places] == [SERVICE]
    assert [group.path for group in hall.organizations] == [GROUP]
    assert directory.organizations[GROUP].hsds.locations == [hall.hsds]


# ---- Places that do not tell

SENTENCES = [
    ("confidential", "", "The address is confidential."),
    ("confidential", "Eastbrook", "The address is confidential."),
    ("area-only", "", "The address is not published."),
    ("area-only", "Eastbrook", "In or near Eastbrook. The address is not published."),
]


@pytest.mark.parametrize(("visibility", "near", "sentence"), SENTENCES)
def test_a_reader_of_the_feed_is_told_why_there_is_no_address(visibility: str, near: str, sentence: str) -> None:
    text = f"name: House\ndescription: A quiet room.\nvisibility: {visibility}\n" + (f"near: {near}\n" if near else "")
    listing = build({HALL: text}).locations[HALL]
    assert hidden_sentence(visibility, near) == sentence
    assert listing.hsds.description == f"A quiet room.\n\n{sentence}"
    said = {one["taxonomy_term"]["code"]: one["value"] for one in shown(listing.hsds)["attributes"]}
    assert said == {"visibility": visibility} | ({"near": near} if near and visibility == "area-only" else {})
    assert (listing.visibility, listing.near) == (visibility, said.get("near", ""))


ALLOWED = {
    "id",
    "location_type",
    "name",
    "alternate_name",
    "description",
    "languages",
    "contacts",
    "accessibility",
    "phones",
    "attributes",
}
"""What a sensitive place may say: none of it leads to its door, unless somebody writes it into the words."""


def hidden_places(value: Any) -> Iterator[dict[str, Any]]:
    """Every location, however deep, that says that it is hidden."""
    if isinstance(value, dict):
        terms = [one.get("taxonomy_term", {}) for one in value.get("attributes", [])]
        if "location_type" in value and any(term.get("code") == "visibility" for term in terms):
            yield value
        for inner in value.values():
            yield from hidden_places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from hidden_places(inner)


def bodies(files: dict[str, bytes]) -> Iterator[tuple[str, Any]]:
    for path, content in files.items():
        if not path.endswith("json"):
            continue
        for line in content.splitlines() if path.endswith("ndjson") else [content]:
            yield path, json.loads(line)


def examples() -> Path:
    return shared_folder("records")


FOLDERS = pytest.mark.parametrize("folder", [examples, demonstration_folder], ids=["examples", "demonstration"])


def is_hidden(place: Data) -> bool:
    return isinstance(place, dict) and place.get("visibility") in {"confidential", "area-only"}


def all_places(records: Records) -> Iterator[dict[str, Data]]:
    """Every place as it is written: venues, and places inside services."""
    for record in records.by_path.values():
        if record.path.startswith("locations/"):
            yield record.data
        links = record.data.get("locations")
        for link in links if isinstance(links, list) else [links]:
            if isinstance(link, dict) and isinstance(link.get("place"), dict):
                yield link["place"]  # type: ignore[misc]


@FOLDERS
def test_hidden_places_say_nothing_but_what_is_allowed(folder: Any) -> None:
    top = folder()
    checked = check_folder(top, top.parent, TODAY)
    wanted = sum(map(is_hidden, all_places(checked.records)))
    found: set[str] = set()
    for path, body in bodies(dict(feed_files(assemble(checked.records, TODAY)))):
        for place in hidden_places(body):
            assert place.keys() <= ALLOWED, path
            assert not any("url" in one for one in place.get("accessibility", []))
            found.add(place["id"])
    assert len(found) == wanted > 0


SECRETS = {
    "addresses": [{"address_1": "SECRET Lane", "city": "SECRETville", "postal_code": "ZZ99 9SE"}],
    "latitude": "51.987654",
    "longitude": "-2.987654",
    "url": "https://secret.example/door",
    "transportation": "SECRET bus",
    "external_identifier": "SECRET-UPRN",
    "external_identifier_type": "SECRET-TYPE",
    "schedules": ["Mondays 9:17am (SECRET)", "closed 19 September 2031"],
    "source": {"name": "Council", "url": "https://secret.example/991"},
    "hsds": {"metadata": [{"previous_value": "SECRET", "field_name": "x", "last_action_date": "y"}]},
    "phones": [{"number": "01632 960111", "hsds": {"metadata": [{"previous_value": "SECRET"}]}}],
    "accessibility": [{"description": "Ramp", "url": "https://secret.example/ramp"}],
}
"""What the rules refuse for such a place, written all the same: the second lock must hold by itself."""

MARKS = (b"SECRET", b"secret.example", b"51.987654", b"2.987654", b"ZZ99", b"09:17", b"9:17", b"19 September 2031")


def everything(directory: Directory) -> dict[str, bytes]:
    """Every byte of feed, pages and sitemap."""
    made = dict([*feed_files(directory), extension_file(directory)])
    for language in directory.settings.languages:
        for page in pages(directory, language):
            made[page.path] = f"{page.title}{page.description}{page.head}{page.body}".encode()
    return made | dict(sitemap.files(directory, made))


@FOLDERS
def test_even_a_record_the_rules_refuse_cannot_tell_where_a_hidden_place_is(folder: Any) -> None:
    top = folder()
    records = check_folder(top, top.parent, TODAY).records
    written = 0
    for place in all_places(records):
        if is_hidden(place):
            place.update(SECRETS)  # type: ignore[arg-type]
            place["organization"] = "harbour-womens-aid"
            written += 1
    assert written
    made = everything(assemble(records, TODAY))
    told = [(path, mark) for path, content in made.items() for mark in MARKS if mark in content]
    assert not told


def test_the_same_words_on_a_public_place_are_found() -> None:
    """Else the test above could not fail."""
    records = read_records({SERVICE: "name: Drop-in\nlocations: [{at: hall}]\n"})
    records.by_path[HALL].data.update(SECRETS)  # type: ignore[arg-type]
    made = everything(assemble(records, TODAY))
    assert {mark for mark in MARKS for content in made.values() if mark in content} == set(MARKS)


def test_a_group_may_name_a_hidden_venue() -> None:
    files = {
        GROUP: "name: A\ndescription: B.\nlocations: [hall]\n",
        HALL: "name: House\nvisibility: confidential\nphones: 01632 960111\ncontacts: {title: Manager}\n",
    }
    directory = build(files)
    (place,) = hidden_places(shown(directory.organizations[GROUP].hsds))
    assert place.keys() <= ALLOWED
    assert place["phones"]
    assert place["contacts"]
    assert "organization_id" not in place


@pytest.mark.parametrize(
    "key", ["addresses", "latitude", "url", "transportation", "external_identifier", "schedules", "hsds"]
)
def test_the_first_lock_is_the_check(key: str) -> None:
    texts = {
        "addresses": "{address_1: Mill Lane, city: Eastbrook, postal_code: NR99 1AB}",
        "latitude": "52.9\nlongitude: 1.1",
        "url": "https://hall.example",
        "transportation": "Bus 4",
        "external_identifier": "1",
        "schedules": "Mondays 9am",
        "hsds": "{metadata: {last_action_date: x, last_action_type: y, field_name: z, updated_by: w}}",
    }
    text = f"name: House\nvisibility: confidential\n{key}: {texts[key]}\n"
    found = {item.code for item in check_texts({HALL: text}).findings}
    assert "place-sensitive" in found


def test_terms_on_a_hidden_place_stay() -> None:
    change = "{last_action_date: x, last_action_type: y, field_name: z, updated_by: w}"
    term = f"{{term: food, hsds: {{metadata: {change}}}}}"
    text = f"name: House\nvisibility: area-only\nattributes: {{needs: {term}}}\n"
    listing: LocationListing = build({HALL: text}).locations[HALL]
    first = shown(listing.hsds)["attributes"][0]
    assert first["taxonomy_term"]["name"] == "Food"
    assert "metadata" not in first
