"""What joins the feed to other systems: official numbers, addresses of terms, whose record it was on what licence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.building import HALL, LUNCH, Place

GROUP = "organizations/riverside-lunch-club/organization"
SOURCE = """
source:
  name: Eastbrook Council open data
  url: https://data.eastbrook.example/services/991
  license: OGL-UK-3.0
  retrieved: 2026-09-01
"""
FACTS = {
    "source-name": "Eastbrook Council open data",
    "source-url": "https://data.eastbrook.example/services/991",
    "source-license": "OGL-UK-3.0",
    "source-retrieved": "2026-09-01",
}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "a place")


def published(place: Place) -> tuple[Any, Any, Any]:
    """The service, its group and its venue, as the feed has them in the service's file."""
    place.build()
    tree = place.tree()
    (path,) = [path for path in tree if path.startswith("api/services/")]
    service = json.loads(tree[path])
    return service, service["organization"], service["service_at_locations"][0]["location"]


def facts(thing: Any) -> dict[str, str]:
    """The facts of the list that ships with the program, by the code of the term."""
    found = [one for one in thing.get("attributes", ()) if one["link_type"] == "hereabouts"]
    return {one["taxonomy_term"]["code"]: one["value"] for one in found}


@pytest.mark.parametrize(("path", "at"), [(LUNCH, 0), (GROUP, 1), (HALL, 2)], ids=["service", "group", "venue"])
def test_a_record_says_where_it_was_copied_from_and_on_what_terms(place: Place, path: str, at: int) -> None:
    place.write(path, place.read(path).rstrip("\n") + SOURCE)
    assert facts(published(place)[at]) == FACTS
    assert not any(facts(thing) for number, thing in enumerate(published(place)) if number != at)


def test_numbers_of_charities_and_companies_are_in_the_feed(place: Place) -> None:
    place.write(GROUP, place.read(GROUP) + "organization_identifiers: [GB-CHC 9990001, GB-COH 99900012]\n")
    _, group, _ = published(place)
    found = group["organization_identifiers"]
    numbers = [(one["identifier_scheme"], one["identifier"], one["identifier_type"]) for one in found]
    assert numbers == [
        ("GB-CHC", "9990001", "Charity number (England and Wales)"),
        ("GB-COH", "99900012", "Company number"),
    ]


def test_a_building_has_its_uprn(place: Place) -> None:
    number = "external_identifier: '10000012345'\nexternal_identifier_type: UPRN\n"
    place.write(HALL, place.read(HALL) + number)
    _, _, venue = published(place)
    assert (venue["external_identifier"], venue["external_identifier_type"]) == ("10000012345", "UPRN")


def test_terms_have_the_addresses_that_other_lists_know_them_by(place: Place) -> None:
    uri = "https://terms.example/needs/food"
    place.change("taxonomies/needs", "  food:\n", f"  food:\n    term_uri: {uri}\n")
    service, _, _ = published(place)
    tree = place.tree()
    carried = {one["taxonomy_term"].get("term_uri") for one in service["attributes"]}
    listed = {one.get("term_uri") for one in json.loads(tree["api/taxonomy_terms.json"])["contents"]}
    assert uri in carried & listed
