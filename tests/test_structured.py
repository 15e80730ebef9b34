"""What pages say to machines, held against schema.org, and what of it leads elsewhere."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from hereabouts.directory import Directory
from hereabouts.outputs.pages import pages
from tests.published import read_demonstration
from tests.schema_org import faults

RECORDS = {"Service", "NGO", "Place"}
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def directory() -> Directory:
    return read_demonstration()


def described(directory: Directory, language: str) -> dict[str, Any]:
    """Every description there is, by the page it stands on."""
    found = {page.path: BLOCK.findall(page.head) for page in pages(directory, language)}
    return {path: json.loads(block) for path, blocks in found.items() for block in blocks}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_description_is_as_schema_org_has_it(directory: Directory, language: str) -> None:
    made = described(directory, language)
    assert {one["@type"] for one in made.values()} == {*RECORDS, "CollectionPage", "WebSite"}
    assert {one["@context"] for one in made.values()} == {"https://schema.org"}
    assert [f"{path}: {fault}" for path, one in made.items() for fault in faults(one)] == []


def test_every_record_with_a_page_is_described(directory: Directory) -> None:
    made = described(directory, "en")
    records = [*directory.services, *directory.organizations, *directory.locations]
    kinds = [one["@type"] for one in made.values() if one["@type"] in RECORDS]
    assert len(kinds) == len(records)


def test_the_judge_finds_what_is_wrong() -> None:
    service: dict[str, Any] = {"@type": "Service", "name": "Tea"}
    assert list(faults(service)) == []
    spoilt: list[dict[str, Any]] = [
        {"inLanguage": "en"},
        {"offers": {"@type": "Offer", "price": None}},
        {"provider": {"@type": "Place"}},
        {"url": "../a"},
        {"hoursAvailable": [{"@type": "OpeningHoursSpecification", "dayOfWeek": ["MO"]}]},
        {"areaServed": []},
        {"@type": "Servise"},
    ]
    for wrong in spoilt:
        assert len(list(faults(service | wrong))) == 1, wrong


def test_numbers_that_others_know_are_said(directory: Directory) -> None:
    """Registers of charities and companies, and UPRN, lead from our records to others'."""
    numbers = [
        (one["propertyID"], one["value"])
        for found in described(directory, "en").values()
        for one in (found.get("identifier") if isinstance(found.get("identifier"), list) else [found.get("identifier")])
        if one
    ]
    wanted = [
        (one.identifier_scheme, one.identifier)
        for group in directory.organizations.values()
        for one in group.hsds.organization_identifiers
        if one.identifier_scheme
    ]
    wanted += [
        (place.hsds.external_identifier_type, place.hsds.external_identifier)
        for place in directory.locations.values()
        if place.hsds.external_identifier_type and place.hsds.external_identifier
    ]
    assert sorted(numbers) == sorted(wanted)
    assert "GB-CHC" in {scheme for scheme, _ in wanted}
