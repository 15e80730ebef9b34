"""The feed, held against the official schemas: HSDS 3.2.3, the same with nothing unknown allowed, and ORUK 3.0."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from hereabouts.assembly import assemble
from hereabouts.check import check_folder
from hereabouts.directory import Directory
from hereabouts.outputs.extension import extension_file
from hereabouts.outputs.feed import branches, describe_api, feed_files, root
from tests.demonstration import demonstration_folder
from tests.inline_records import build
from tests.official import OBJECTS, bodies, faults
from tests.shared import shared_folder

TODAY = date(2026, 11, 22)


def read_directory(folder: Path) -> Directory:
    checked = check_folder(folder, folder.parent, TODAY)
    assert not checked.bad, checked.findings
    moments = dict.fromkeys(checked.records.by_path, "2026-11-01T09:00:00Z")
    return assemble(checked.records, TODAY, moments)


def example_records() -> Directory:
    return read_directory(shared_folder("records"))


def demonstration() -> Directory:
    return read_directory(demonstration_folder())


@pytest.fixture(scope="module", params=[example_records, demonstration], ids=["examples", "demonstration"])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    directory = request.param()
    return dict([*feed_files(directory), extension_file(directory)])


@pytest.mark.parametrize(
    ("profile", "closed"), [("hsds-3.2.3", False), ("hsds-3.2.3", True), ("oruk-3.0", False)], ids=str
)
def test_every_body_is_what_the_standard_asks_for(files: dict[str, bytes], profile: str, closed: bool) -> None:
    found = [
        f"{path} {fault}"
        for path, name, value in bodies(files)
        for fault in faults(profile, name, value, closed=closed)
    ]
    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("field", ["id", "name", "status"])
def test_the_schemas_would_notice_a_spoilt_body(files: dict[str, bytes], field: str) -> None:
    service = next(value for _, name, value in bodies(files) if name == "service")
    for profile in ("hsds-3.2.3", "oruk-3.0"):
        assert faults(profile, "service", {**service, field: 7})
    assert faults("hsds-3.2.3", "service", {**service, "surprise": "x"}, closed=True)
    assert faults("hsds-3.2.3", "service", {**service, "organization": {"surprise": "x"}}, closed=True)


def test_each_collection_is_one_complete_page(files: dict[str, bytes]) -> None:
    for name in OBJECTS:
        page = json.loads(files[f"api/{name}.json"])
        items = page.pop("contents")
        count = len(items)
        assert page == {
            "total_items": count,
            "total_pages": 1,
            "page_number": 1,
            "size": count,
            "first_page": True,
            "last_page": True,
            "empty": count == 0,
        }
        assert {f"api/{name}/{item['id']}.json" for item in items} <= files.keys()
        assert len({item["id"] for item in items}) == count


def walk(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def test_nothing_is_null_or_empty(files: dict[str, bytes]) -> None:
    for path, _, value in bodies(files):
        for key, inner in walk(value):
            assert inner not in (None, "", [], {}), f"{path}: {key}"


def test_an_id_stands_for_one_thing_everywhere(files: dict[str, bytes]) -> None:
    seen: dict[tuple[str, bool], str] = {}
    for path, _, value in bodies(files):
        for key, inner in walk({"top": value}):
            if isinstance(inner, dict) and "id" in inner:
                UUID(inner["id"])
                kind = key.rstrip("s") if key != "top" else ""
                shape = str(inner.get("name") or inner.get("number") or inner.get("code") or "")
                if kind and shape:
                    said = (inner["id"], path.startswith("api/cy/"))
                    assert seen.setdefault(said, shape) == shape, f"{path}: {key}"


@pytest.mark.parametrize("folder", ["api", "api/cy"])
def test_the_root_says_where_everything_is(files: dict[str, bytes], folder: str) -> None:
    root = json.loads(files[f"{folder}/index.json"])
    assert root["version"] == "3.2.3"
    assert root["openapi_url"].endswith(f"/{folder}/openapi.json")
    assert set(root["publisher"]) <= {"name", "identifier", "email", "website"}
    assert not faults("oruk-3.0", "api_details", root)
    assert all(url.startswith("https://") for url in (root["profile"], root["openapi_url"], root["data_guide"]))


def test_a_directory_without_an_address_is_found_from_the_root_itself() -> None:
    [first, *_] = branches(build({}))
    made = root(first)
    assert (made["openapi_url"], made["profile"]) == ("../api/openapi.json", "../use-the-data/")
    assert "servers" not in describe_api(first)


def test_the_description_promises_no_parameter_a_folder_cannot_answer(files: dict[str, bytes]) -> None:
    described = json.loads(files["api/openapi.json"])
    for path, methods in described["paths"].items():
        for parameter in methods["get"].get("parameters", []):
            assert parameter["in"] == "path"
        name = path.lstrip("/").replace("/{id}", "")
        assert any(file.startswith(f"api/{name.removesuffix('.json')}") for file in files), path


def test_making_the_feed_again_gives_the_same_bytes() -> None:
    assert dict(feed_files(example_records())) == dict(feed_files(example_records()))


def test_a_confidential_place_has_no_whereabouts() -> None:
    directory = example_records()
    refuge = directory.services["organizations/harbour-womens-aid/refuge"]
    for place in refuge.places:
        location = place.location.hsds
        assert place.location.visibility != "public"
        assert not location.addresses
        assert location.latitude is None
        assert not location.url
        assert any(one.taxonomy_term and one.taxonomy_term.code == "visibility" for one in location.attributes)
    assert refuge.places[0].location.hsds.description == "The address is confidential."
    assert "In or near Eastbrook." in refuge.places[1].location.hsds.description
