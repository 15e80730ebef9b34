"""What each format of the feed brings back by itself, and by name what it has no place for.

The folder of the feed is in `test_round_trip`, the same over the web in `test_importers_command`, and the package of
tables in `test_round_trip_tables`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from hereabouts.assembly import assemble
from hereabouts.directory import Directory
from hereabouts.importers.desk import Options
from hereabouts.importers.hsds_json import Imported, convert, kind_of
from hereabouts.importers.source import read_source
from hereabouts.outputs.feed import feed_files
from hereabouts.records import Record, Records, gather
from hereabouts.settings import read_settings
from hereabouts.source.document import Document
from tests.demonstration import demonstration_folder
from tests.importing import TODAY, US, as_records, import_path, objects
from tests.round_trip import Way, bring_back, publish, read_folder, unlike
from tests.shared import shared_folder
from tests.tables_example import exported
from tests.test_importers_sheets import import_sheets
from tests.test_round_trip import SOAKED
from tests.test_round_trip_tables import bring_tables_back


@dataclass(frozen=True)
class Feed:
    """A directory, and the folder that its feed was written into."""

    records: Records
    folder: Path


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    records, folder = read_folder(demonstration_folder()), tmp_path_factory.mktemp("demonstration")
    publish(records, folder)
    return Feed(records, folder)


@pytest.fixture(scope="module")
def food_help(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """Real records, every thirtieth or all of them."""
    folder = tmp_path_factory.mktemp("food-help")
    lines = shared_folder("data", "haarrrvest", "records.ndjson").read_bytes().splitlines(keepends=True)
    (folder / "records.ndjson").write_bytes(b"".join(lines if SOAKED else lines[::30]))
    records = as_records(import_path(folder / "records.ndjson", US), US)
    publish(records, folder)
    return Feed(records, folder)


@pytest.fixture(params=["demonstration", "food_help"])
def feed(request: pytest.FixtureRequest) -> Feed:
    found: Feed = request.getfixturevalue(request.param)
    return found


# All services in one file, with what is beside it.

MAINTAINERS = "who looks after a record, which is published nowhere"
VENUES = "the venues of a group"
LISTS = "what a list is for, and its version and address"
TERMS = "terms that no service names, and that they are above others"
UNNAMED = "groups, places and lists that no service names"


def why_lines_lack(way: Way, was: Any, directory: Directory, lines: str) -> str:
    """Which of the things that services.ndjson has no place for this is; empty for none of them."""
    path, *keys = way
    name = path.removeprefix("taxonomies/")
    if keys == ["maintainers"]:
        return MAINTAINERS
    if path.endswith("/organization") and keys[:1] == ["locations"]:
        return VENUES
    if keys in (["description"], ["uri"], ["version"]) and name in directory.taxonomies:
        return LISTS
    if keys[:1] == ["terms"] and (len(keys) == 2 or keys[2:] == ["parent"]):
        term = directory.taxonomies[name].terms[was if keys[2:] else keys[1]]
        return "" if f'"id":"{term.hsds.id}"' in lines else TERMS
    if not keys:
        listed: dict[str, Any] = {**directory.organizations, **directory.locations, **directory.taxonomies}
        return "" if listed[name].hsds.id in lines else UNNAMED
    return ""


@pytest.mark.parametrize(
    ("name", "cannot"),
    [
        ("demonstration", {MAINTAINERS, VENUES, LISTS, TERMS}),
        ("food_help", {VENUES, TERMS, UNNAMED} | ({LISTS} if SOAKED else set())),
    ],
)
def test_all_services_in_one_file(name: str, cannot: set[str], request: pytest.FixtureRequest) -> None:
    feed: Feed = request.getfixturevalue(name)
    file = feed.folder / "api" / "services.ndjson"
    directory, lines = assemble(feed.records, TODAY), file.read_text()
    lost = unlike(feed.records, bring_back(feed.records, file))
    why = {way: why_lines_lack(way, was, directory, lines) for way, (was, _) in lost.items()}
    assert {way: lost[way] for way in why if not why[way]} == {}
    assert set(why.values()) == cannot


# The standard alone, as any other program gives it on.


def made_of(imported: Imported, records: Records) -> dict[tuple[str, str], dict[str, Any]]:
    """Everything that the standard has of what was imported, by kind and id."""
    made = [Record(kind_of(path), path, Document(path, data=data)) for path, data in imported.records.items()]
    return objects(assemble(gather(records.settings, made), TODAY))


def test_the_standard_alone_brings_back_all_that_it_has_a_place_for(feed: Feed) -> None:
    """Without our own file beside it: names of files, translations and the like are gone, and nothing else.

    A place that no service and no group names is in no answer of the standard.
    """
    alone = convert(read_source(feed.folder), Options(read_settings(feed.records.settings.data), TODAY))
    directory = assemble(feed.records, TODAY)
    brought, had = made_of(alone, feed.records), objects(directory)
    named = {place.hsds.id for group in directory.organizations.values() for place in group.locations}
    nowhere = {one.hsds.id for one in directory.locations.values() if not one.places} - named
    assert had.keys() ^ brought.keys() == {("locations", one) for one in nowhere}
    assert [one for one in brought if brought[one] != had[one]] == []


def test_tables_alone_bring_back_all_that_they_have_a_place_for(feed: Feed, tmp_path: Path) -> None:
    """Without our own file in the zip. Which places are a group's own is the one thing of the standard they lack."""
    alone = bring_tables_back(feed.records, tmp_path, beside=False)
    brought, had = made_of(alone, feed.records), objects(assemble(feed.records, TODAY))
    assert brought.keys() == had.keys()
    assert {one for one in had if without_venues(brought[one]) != without_venues(had[one])} == set()


def without_venues(body: dict[str, Any]) -> dict[str, Any]:
    """A body without the places of a group."""
    made = {name: value for name, value in body.items() if name != "organization"}
    if isinstance(body.get("organization"), dict):
        made["organization"] = without_venues(body["organization"])
    if "service_at_locations" not in body and "addresses" not in body:  # a group
        made.pop("locations", None)
    return made


# The British profile.


def test_the_british_profile_says_the_same(demonstration: Feed) -> None:
    """It differs in what the root says of the feed, so whatever comes back of one comes back of the other."""
    directory = assemble(demonstration.records, TODAY)
    settings = directory.settings
    directory.settings = replace(settings, feed=replace(settings.feed, profile="hsds-uk"))
    british = dict(feed_files(directory))
    there = {path: (demonstration.folder / path).read_bytes() for path in british}
    assert {path for path in british if british[path] != there[path]} == {"api/index.json", "api/cy/index.json"}


# The table of services that people open in a spreadsheet.

FLAT_KEEPS = {"id", "name", "organization_id", "alert", "assured_date", "application_process"}
"""What comes back of every service as it was."""

FLAT_TELLS: dict[str, str] = {
    **dict.fromkeys(("description", "eligibility_description", "languages"), "with other things in one cell"),
    **dict.fromkeys(("email", "url", "phones"), "with those of its group and of its contacts in one cell"),
    **dict.fromkeys(("cost_options", "fees", "fees_description"), "as words"),
    **dict.fromkeys(("minimum_age", "maximum_age"), "in the words on who may come"),
    **dict.fromkeys(("schedules", "service_at_locations"), "all times for all places"),
    **dict.fromkeys(("attributes", "service_areas"), "by their names, not by their ids"),
    "organization": "by its name and its id",
    "status": "with the same words for inactive and defunct",
}
"""What comes back under another name or as other words, if at all, and how the table tells it to people."""

FLAT_CANNOT = {
    *("accreditations", "additional_urls", "alternate_name", "assurer_email", "capacities", "contacts", "funding"),
    *("interpretation_services", "licenses", "program", "program_id", "required_documents"),
}
"""What has no column, or one that is worked out anew."""


def test_the_table_for_people_keeps_the_services_and_who_runs_them(demonstration: Feed, tmp_path: Path) -> None:
    directory = assemble(demonstration.records, TODAY)
    (tmp_path / "services.csv").write_bytes(exported(directory)["api/tables/services.csv"])
    back = import_sheets(tmp_path / "services.csv", settings=read_settings(demonstration.records.settings.data))
    had, brought = services_of(objects(directory)), services_of(made_of(back, demonstration.records))
    assert had.keys() == brought.keys()
    unlike = {
        name for key in had for name in {**had[key], **brought[key]} if had[key].get(name) != brought[key].get(name)
    }
    gone = {name for name in unlike if not any(name in body for body in brought.values())}
    assert unlike == FLAT_TELLS.keys() | FLAT_CANNOT
    assert gone >= FLAT_CANNOT
    assert {name for body in had.values() for name in body} - unlike >= FLAT_KEEPS


def services_of(made: dict[tuple[str, str], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The bodies of services by id."""
    return {key: body for (kind, key), body in made.items() if kind == "services"}
