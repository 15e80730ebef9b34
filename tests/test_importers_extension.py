"""The extension of a feed is a stranger's file: what fits counts, and the rest gets a line in the report."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hereabouts.importers.beside import read_beside, read_line
from hereabouts.importers.desk import Options
from hereabouts.importers.hsds_json import Imported, convert
from hereabouts.importers.source import SourceRecord
from tests.importing import TODAY, UK, check

CLUB, SOUP, HALL, NEED, FOOD, AT = (f"00000000-0000-4000-8000-00000000000{number}" for number in range(6))
GROUP = "organizations/lunch-club/organization"
SERVICE = "organizations/lunch-club/soup"

FEED: dict[str, Any] = {
    "id": SOUP,
    "name": "Soup",
    "status": "active",
    "organization": {"id": CLUB, "name": "Lunch club", "description": "Cooks.", "programs": []},
    "schedules": [
        {"id": "00000000-0000-4000-8000-000000000006", "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00:00"},
    ],
    "service_at_locations": [{"id": AT, "location": {"id": HALL, "location_type": "physical", "name": "Hall"}}],
    "attributes": [
        {
            "id": "00000000-0000-4000-8000-000000000007",
            "taxonomy_term": {
                "id": FOOD,
                "name": "Food",
                "description": "F.",
                "taxonomy_detail": {"id": NEED, "name": "Needs", "description": "N."},
            },
        }
    ],
}


PLACE = {"id": HALL, "record": "locations/hall"}


def bring(*lines: Any) -> Imported:
    """Import the feed with these lines beside it, each JSON or the bytes of a line."""
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    beside = [read_line(f"extension.ndjson, line {number}", line) for number, line in enumerate(written, 1)]
    return convert([*beside, SourceRecord("services.ndjson, line 1", "", FEED, "services")], Options(UK, TODAY))


def refused(imported: Imported) -> list[tuple[str, str]]:
    """What the report says of the extension: where, and what."""
    lines = [line for line in imported.report.lines if line.where.source.startswith("extension")]
    return [(line.where.path, line.what) for line in lines]


WITHOUT = bring()


def test_a_feed_without_one_is_imported_as_from_anybody() -> None:
    assert sorted(WITHOUT.records) == ["locations/hall", GROUP, SERVICE, "taxonomies/needs"]
    assert not check(WITHOUT).bad


def test_paths_come_back() -> None:
    made = bring(
        {"id": CLUB, "record": "organizations/the-club/organization"},
        {"id": SOUP, "record": "organizations/the-club/monday-soup"},
        {"id": HALL, "record": "locations/village-hall"},
        {"id": NEED, "record": "taxonomies/wants", "terms": [{"id": FOOD, "key": "meals", "synonyms": ["bread"]}]},
    )
    service = made.records["organizations/the-club/monday-soup"]
    assert [place["at"] for place in service["locations"]] == ["village-hall"]  # type: ignore[call-overload,index]
    assert service["attributes"] == {"wants": [{"term": "meals", "id": "00000000-0000-4000-8000-000000000007"}]}
    assert sorted(made.records) == [
        "locations/village-hall",
        "organizations/the-club/monday-soup",
        "organizations/the-club/organization",
        "taxonomies/wants",
    ]
    assert not refused(made)
    assert not check(made).bad


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b'"x"',
        b"null",
        b'{"id": NaN}',
        b"[" * 100_000,
        b"\xff",
        {},
        {"id": SOUP},
        {"record": SERVICE},
        {"id": "soup", "record": SERVICE},
        {"id": 7, "record": SERVICE},
        {"id": SOUP, "record": ["organizations"]},
        *(
            {"id": SOUP, "record": path}
            for path in (
                "../../etc/passwd",
                "organizations/../../x",
                "/organizations/lunch-club/x",
                "organizations/lunch-club/x.yml",
                "organizations/lunch-club/X",
                "organizations/lunch-club/x\n",
                "organizations/lunch-club/x\u0000",
                "organizations\\lunch-club\\x",
                "organizations/lunch-club/a/b",
                "organizations/lunch-club/",
                f"organizations/lunch-club/{'x' * 61}",
                "services/x",
                "directory",
            )
        ),
    ],
)
def test_a_line_that_makes_no_sense_is_left_out(line: Any) -> None:
    made = bring(line, PLACE)
    assert made.records == WITHOUT.records
    assert len(refused(made)) == 1


@pytest.mark.parametrize(
    "path",
    [
        "organizations/other-club/monday-soup",  # the service is not of that group
        "locations/monday-soup",
        "taxonomies/monday-soup",
        "organizations/monday-soup/organization",
    ],
)
def test_a_path_that_a_thing_cannot_have_is_not_its(path: str) -> None:
    made = bring({"id": SOUP, "record": path}, PLACE)
    assert made.records.keys() == WITHOUT.records.keys()


def test_names_that_no_file_may_have_are_not_given() -> None:
    lines = ({"id": CLUB, "record": "organizations/con/organization"}, {"id": HALL, "record": "locations/aux"})
    made = bring(*lines)
    assert made.records.keys() == WITHOUT.records.keys()
    assert refused(made) == [("", "record"), ("", "record")]


def test_of_two_lines_about_one_thing_or_one_path_the_first_counts() -> None:
    made = bring(
        {"id": SOUP, "record": "organizations/lunch-club/first"},
        {"id": SOUP, "record": "organizations/lunch-club/second"},
        {"id": CLUB, "record": "organizations/lunch-club/first"},
        PLACE,
    )
    assert "organizations/lunch-club/first" in made.records
    assert len(made.records) == len(WITHOUT.records)
    assert len(refused(made)) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "Other"),
        ("description", "Other"),
        ("email", "a@b.example"),
        ("phones", ["01632 960123"]),
        ("maintainers", ["jo"]),
        ("id", CLUB),
        ("attributes", {"needs": ["food"]}),
        ("visibility", "confidential"),
        ("review_every", "soon"),
        ("review_every", None),
        ("review_every", ["3 months"]),
        ("translations", {"cy": {"name": ""}}),
        ("translations", {"cy": {"email": "a@b.example"}}),
        ("translations", {"not a language": {"name": "X"}}),
        ("translations", {"cy": {"name": {"cy": {"name": {"cy": "x"}}}}}),
        ("translations", "cy"),
        ("formerly", ["../x"]),
        ("formerly", ["locations/x"]),
        ("replaces", {"a": "b"}),
        ("closures", ["Closed whenever we like."]),
        ("closures", ["closed 1 January"]),
        ("closures", [["Closed 1 January."]]),
        ("said", ["name"]),
        ("said", [["status"]]),
        ("dates", [{"id": SOUP, "updated": "yesterday"}]),
        ("dates", [{"updated": "2026-01-01"}]),
        ("dates", [{"id": SOUP, "name": "2026-01-01"}]),
        ("dates", "2026-01-01"),
        ("locations", "hall"),
        ("locations", [{"translations": {}}]),
        ("terms", [{"id": FOOD, "key": "x"}]),
        ("surprise", "x"),
    ],
)
def test_a_value_that_no_record_could_have_is_left_out(name: str, value: Any) -> None:
    line = {"id": SOUP, "record": SERVICE, name: value} if name != "id" else {"id": SOUP, "record": GROUP}
    made = bring(line, PLACE)
    data = {key: inner for key, inner in made.records[SERVICE].items() if key != "schedules"}
    assert data == {key: inner for key, inner in WITHOUT.records[SERVICE].items() if key != "schedules"}
    assert refused(made) or name == "id"
    assert not check(made).bad


@pytest.mark.parametrize("key", ["", "../x", "Two words", "x" * 61, 7, ["x"]])
def test_a_key_that_no_term_may_have_is_not_given(key: Any) -> None:
    made = bring({"id": NEED, "record": "taxonomies/needs", "terms": [{"id": FOOD, "key": key}]})
    assert list(made.records["taxonomies/needs"]["terms"]) == ["food"]
    assert refused(made) == [("terms[0].key", "key")]


def test_the_feed_counts_where_the_two_disagree() -> None:
    """A closure that the times of the feed do not carry would make the service say more than the feed does."""
    made = bring({"id": SOUP, "record": SERVICE, "closures": ["Closed 1 January."], "said": ["status"]})
    assert made.records[SERVICE]["schedules"] == WITHOUT.records[SERVICE]["schedules"]
    assert made.records[SERVICE]["status"] == "active"
    assert [line.what for line in made.report.lines if "schedules" in line.where.path] == ["closures"]


def test_what_cannot_be_seen_is_taken_out() -> None:
    said = {"id": SOUP, "record": SERVICE, "translations": {"cy": {"name": "Ca\u202ewl\u0000"}}}
    assert bring(said).records[SERVICE]["translations"] == {"cy": {"name": "Cawl"}}


def test_a_link_is_not_followed_and_a_folder_is_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(json.dumps({"id": SOUP, "record": SERVICE}) + "\n")
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed" / "extension.ndjson").symlink_to(secret)
    assert not list(read_beside(tmp_path / "feed"))
    (tmp_path / "other" / "extension.ndjson").mkdir(parents=True)
    assert not list(read_beside(tmp_path / "other"))
    assert not list(read_beside(tmp_path / "nowhere" / "services.ndjson"))


def test_a_file_that_is_too_large_is_left_out(tmp_path: Path) -> None:
    with (tmp_path / "extension.ndjson").open("wb") as stream:
        stream.truncate(2**40)  # takes no room
    (record,) = read_beside(tmp_path)
    assert record.error


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from([SOUP, CLUB, SERVICE, "x", "cy"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "record",
                    "key",
                    "terms",
                    "locations",
                    "place",
                    "programs",
                    "translations",
                    "cy",
                    "name",
                    "said",
                    "closures",
                    "dates",
                    "updated",
                    "formerly",
                    "location",
                    "link_type",
                    "source",
                    "near",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.fixed_dictionaries({"id": JSON, "record": JSON}, optional={"terms": JSON, "locations": JSON}) | JSON)
)
def test_any_lines_are_read_and_name_no_file_outside(lines: list[Any]) -> None:
    made = bring(*lines)
    for path in made.records:
        assert re.fullmatch(
            r"(locations|taxonomies)/[a-z0-9-]{1,60}|organizations/[a-z0-9-]{1,60}/[a-z0-9-]{1,60}", path
        )
