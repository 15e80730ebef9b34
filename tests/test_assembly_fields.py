"""Every field of every HSDS object: written once in `tests/records/whole`, and published or left out on purpose.

Run with ``UPDATE_EXPECTED=1`` to write what the records there become into `expected.json`, and read the difference.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hereabouts.assembly import assemble
from hereabouts.check import check_folder
from hereabouts.directory import Directory
from hereabouts.model import objects
from hereabouts.model.objects import Hsds
from hereabouts.outputs.feed import feed_files
from tests.official import bodies, faults
from tests.shared import shared_folder

WHOLE = Path(__file__).parent / "records" / "whole"
TODAY = date(2026, 11, 22)

NESTED = {
    "address": "location_id",
    "phone": "location_id service_id organization_id contact_id service_at_location_id",
    "contact": "organization_id service_id service_at_location_id location_id",
    "schedule": "service_id location_id",
    "language": "service_id location_id phone_id",
    "accessibility": "location_id",
    "cost_option": "service_id",
    "funding": "organization_id service_id",
    "service_area": "service_id service_at_location_id",
    "required_document": "service_id",
    "url": "organization_id service_id",
    "organization_identifier": "organization_id",
    "service_capacity": "service_id",
    "attribute": "link_id link_entity",
}
"""Keys that say only what a thing is nested in: nesting says so, and the tabular package writes them out."""

ELSEWHERE = {"meta_table_description": "id name language character_set attributes metadata"}
"""What describes the tables of the tabular package, and is in no JSON feed."""


@pytest.fixture(scope="module")
def directory() -> Directory:
    checked = check_folder(WHOLE / "directory", WHOLE, TODAY)
    assert [item.code for item in checked.findings] == ["contact-person"]
    moments = dict.fromkeys(checked.records.by_path, "2026-11-01T09:00:00Z")
    return assemble(checked.records, TODAY, moments)


def name_of(kind: type) -> str:
    """The class's name as HSDS writes it: ServiceAtLocation is service_at_location."""
    return re.sub(r"(?<!^)([A-Z])", r"_\1", kind.__name__).lower()


def published(value: object) -> Iterator[tuple[str, str]]:
    """Every (object, field) that is given, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from published(item)
    elif isinstance(value, Hsds):
        for name in value.__struct_fields__:
            inner = getattr(value, name)
            if inner not in ("", None, []):
                yield name_of(type(value)), name
                yield from ((("metadata", key) for change in inner for key in change) if name == "metadata" else ())
                yield from published(inner)


def all_published(directory: Directory) -> set[tuple[str, str]]:
    listings = (directory.services, directory.organizations, directory.locations, directory.taxonomies)
    found = {pair for listed in listings for one in listed.values() for pair in published(one.hsds)}
    terms = (term.hsds for one in directory.taxonomies.values() for term in one.terms.values())
    return found | {pair for term in terms for pair in published(term)}


def pairs(table: dict[str, str]) -> set[tuple[str, str]]:
    return {(name, field) for name, fields in table.items() for field in fields.split()}


def standard() -> set[tuple[str, str]]:
    text = shared_folder("spec", "fields-hsds-3.2.3.md").read_text(encoding="utf-8")
    sections = re.split(r"^#### `(\w+)`.*$", text, flags=re.M)[1:]
    return {
        (name, field)
        for name, body in zip(sections[::2], sections[1::2], strict=True)
        for field in re.findall(r"^\| (\w+) \|", body, flags=re.M)[1:]
    }


def test_every_field_is_published_or_left_out_on_purpose(directory: Directory) -> None:
    made, left_out = all_published(directory), pairs(NESTED) | pairs(ELSEWHERE)
    assert len(standard()) == 281
    assert standard() - made - left_out == set()
    assert made & left_out == set()
    assert made - standard() == set()


def test_the_model_has_the_standards_fields_in_the_standards_order() -> None:
    kinds = {name_of(kind): kind for kind in vars(objects).values() if isinstance(kind, type) and kind is not Hsds}
    text = shared_folder("spec", "fields-hsds-3.2.3.md").read_text(encoding="utf-8")
    for name in {name for name, _ in standard()} - {"metadata"}:
        body = text.split(f"#### `{name}`")[1].split("####")[0]
        fields = re.findall(r"^\| (\w+) \|", body, flags=re.M)[1:]
        made = [one.name for one in msgspec.structs.fields(kinds[name])]
        assert sorted(made) == sorted(fields)
        if name != "attribute":  # metadata before label there, and after everything elsewhere
            assert made == fields


def test_what_the_whole_directory_becomes(directory: Directory) -> None:
    files = {path: content for path, content in feed_files(directory) if path.count("/") == 2 and "/cy/" not in path}
    made = {path.split("/")[1] + "/" + body["name"]: body for path, body in named(files)}
    text = json.dumps(made, indent=1, ensure_ascii=False) + "\n"
    expected = WHOLE / "expected.json"
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(text, encoding="utf-8")
    assert made == json.loads(expected.read_text(encoding="utf-8"))


def named(files: dict[str, bytes]) -> Iterator[tuple[str, Any]]:
    """Every item of the feed with a name, the built-in terms left aside."""
    for path, content in sorted(files.items()):
        body = json.loads(content)
        if "service_at_locations/" not in path and body.get("taxonomy", body.get("name")) != "Hereabouts":
            yield path, body


@pytest.mark.parametrize(
    ("profile", "closed"), [("hsds-3.2.3", False), ("hsds-3.2.3", True), ("oruk-3.0", False)], ids=str
)
def test_the_whole_directory_is_what_the_standard_asks_for(directory: Directory, profile: str, closed: bool) -> None:
    for path, name, value in bodies(dict(feed_files(directory))):
        assert not faults(profile, name, value, closed=closed), path
