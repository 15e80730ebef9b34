"""JSON on disk that is broken or means harm: what can be read is read, and the report names the place of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from hereabouts.importers import source as sources
from hereabouts.importers.source import SourceError, read_source
from tests.importing import import_path, only, told

GOOD = b'{"id": "1", "name": "Lunch Club", "description": "Soup."}'


def why(path: Path) -> list[tuple[str, str]]:
    lines = import_path(path).report.lines
    return [(line.where.source, line.why) for line in lines if line.what != "id"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><body>Log in</body></html>", "It is a web page, not data."),
        (GOOD[:-3], "It is not JSON (line 1, column 50)."),
        (b"[" * 100_000, "Its parts stand inside each other more than 40 deep."),
        (b'{"a":' * 50 + b"1" + b"}" * 50, "Its parts stand inside each other more than 40 deep."),
        ('{"name": "Café"}'.encode("latin-1"), "It is not UTF-8 text."),
        (b'{"name": ' + b"9" * 10_000 + b"}", "This is no number: thousands of digits."),
        (b"null", "It says nothing."),
        (b"", "It is not JSON (line 1, column 1)."),
    ],
    ids=["html", "truncated", "deep-list", "deep-object", "letters", "digits", "null", "nothing"],
)
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "organizations").mkdir()
    (tmp_path / "organizations" / "a.json").write_bytes(content)
    (tmp_path / "organizations" / "b.json").write_bytes(GOOD)
    assert why(tmp_path) == [("organizations/a.json", words)]
    assert only(import_path(tmp_path))["name"] == "Lunch Club"


def test_numbers_that_are_none_and_keys_that_repeat_are_told_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    file.write_bytes(
        b'{"organizations": [{"name": "Club", "description": "A.", "description": "B."}],'
        b' "locations": [{"name": "Hall", "latitude": NaN, "longitude": 1e999}]}'
    )
    imported = import_path(file)
    mended = [(line.where.path, line.what, line.why) for line in imported.report.lines if line.action == "mended"]
    assert sorted(mended) == [
        ("locations[0]", "location", "It names no organization; the one in the same source record is taken."),
        ("locations[0].latitude", "latitude", "This is no number: nan."),
        ("locations[0].longitude", "longitude", "This is no number: inf."),
        ("organizations[0]", "organizations", "description is there twice; the last one counts."),
    ]
    assert only(imported, "organization")["description"] == "B."
    assert told(imported, "record") == []


def test_a_list_of_things_with_an_odd_number_in_it_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "organizations.json").write_bytes(b'{"contents": [{"name": "Club", "description": "x", "year": NaN}]}')
    assert why(tmp_path) == [("organizations.json", "This is no number: nan.")]


def test_a_line_of_a_dump_that_cannot_be_read_is_told_by_its_number(tmp_path: Path) -> None:
    file = tmp_path / "dump.ndjson"
    file.write_bytes(GOOD + b"\n\n{oops\n" + GOOD.replace(b"Lunch", b"Choir") + b"\n")
    assert why(file) == [("dump.ndjson, line 3", "It is not JSON (line 1, column 2).")]


def test_files_and_lines_have_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST", 20)
    monkeypatch.setattr(sources, "LONGEST_LINE", 20)
    (tmp_path / "feed.json").write_bytes(GOOD)
    (tmp_path / "dump.ndjson").write_bytes(b'{"name": "Club"}\n' + GOOD)
    with pytest.raises(SourceError, match=r"feed.json is larger than 0 MB. Split it"):
        list(read_source(tmp_path / "feed.json"))
    with pytest.raises(SourceError, match=r"dump.ndjson, line 2 is longer than 0 MB"):
        list(read_source(tmp_path / "dump.ndjson"))
