"""Imported records are written whole or not at all, never over anything, and reported so that a person can follow."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hereabouts import importers
from hereabouts.importers import Options, SourceError, render_json, render_markdown, render_text, run, save
from hereabouts.importers.report import Action, Report, Where
from hereabouts.source.document import Data
from tests.importing import TODAY, UK, import_json

RECORDS: dict[str, dict[str, Data]] = {
    "organizations/lunch-club/organization": {"name": "Lunch Club", "description": "Soup."},
    "organizations/lunch-club/soup": {"name": "Soup"},
    "locations/hall": {"name": "Hall"},
}


def files(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*") if file.is_file()}


def test_records_are_written_as_new_files(tmp_path: Path) -> None:
    assert save(RECORDS, tmp_path) == []
    assert files(tmp_path) == {
        "locations/hall.yml": "name: Hall\n",
        "organizations/lunch-club/organization.yml": "name: Lunch Club\ndescription: Soup.\n",
        "organizations/lunch-club/soup.yml": "name: Soup\n",
    }
    assert oct((tmp_path / "locations" / "hall.yml").stat().st_mode)[-3:] == "644"


def test_nothing_is_written_over_and_then_nothing_at_all(tmp_path: Path) -> None:
    (tmp_path / "locations").mkdir()
    (tmp_path / "locations" / "hall.yml").write_text("name: Our hall\n")
    assert save(RECORDS, tmp_path) == ["locations/hall"]
    assert files(tmp_path) == {"locations/hall.yml": "name: Our hall\n"}


def test_a_link_counts_as_taken_even_if_it_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "locations").mkdir()
    (tmp_path / "locations" / "hall.yml").symlink_to(tmp_path / "elsewhere.yml")
    assert save(RECORDS, tmp_path) == ["locations/hall"]
    assert not (tmp_path / "elsewhere.yml").exists()


def test_an_import_that_was_broken_off_can_be_run_again(tmp_path: Path) -> None:
    assert save(dict(list(RECORDS.items())[:2]), tmp_path) == []
    assert save(RECORDS, tmp_path) == []
    assert len(files(tmp_path)) == 3


def test_a_whole_run(tmp_path: Path) -> None:
    source = tmp_path / "dump.ndjson"
    lines: list[Any] = [{"source": "a", "record": {"name": "Lunch Club", "description": "Soup."}}, {"name": "Choir"}]
    source.write_text("\n\n".join(json.dumps(line) for line in lines) + "\nnot json\n")
    seen: list[tuple[int, int]] = []
    imported = run(
        "hsds-json", source, tmp_path / "directory", Options(UK, TODAY), lambda done, of: seen.append((done, of))
    )
    assert imported.refused == []
    assert list(files(tmp_path / "directory")) != []
    assert seen == [(1, 0), (2, 0), (3, 0), (1, 2), (2, 2)]
    assert [line.why for line in imported.report.lines if line.what == "record"] == [
        "It is not JSON (line 1, column 1)."
    ]
    assert imported.origins["dump.ndjson, line 1"] == ["organizations/lunch-club/organization"]


@pytest.mark.parametrize("name", ["nothing.json", "empty"])
def test_a_source_with_nothing_in_it_is_an_error_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="There is no"):
        run("hsds-json", tmp_path / name, tmp_path / "directory", Options(UK, TODAY))


def test_a_folder_is_read_by_what_its_files_are_called(tmp_path: Path) -> None:
    pages: dict[str, Any] = {
        "services/a.json": {"id": "a", "name": "Soup", "organization_id": "b"},
        "organizations.json": {"total_items": 1, "contents": [{"id": "b", "name": "Lunch Club", "description": "x"}]},
    }
    for name, content in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(content))
    imported = run("hsds-json", tmp_path, tmp_path / "directory", Options(UK, TODAY))
    assert list(imported.records) == ["organizations/lunch-club/organization", "organizations/lunch-club/soup"]


def test_lists_the_directory_has_are_used_and_new_terms_go_beside_them(tmp_path: Path) -> None:
    into = tmp_path / "directory"
    needs: dict[str, Data] = {
        "name": "Needs",
        "description": "Wants.",
        "terms": {"food": {"name": "Food", "description": "x"}},
    }
    save({"taxonomies/needs": needs}, into)
    uses = [{"link_type": "needs", "taxonomy_term": {"name": name}} for name in ("Food", "Warmth")]
    source = tmp_path / "dump.json"
    source.write_text(json.dumps({"name": "Lunch Club", "description": "Soup.", "attributes": uses}))
    imported = run("hsds-json", source, into, Options(UK, TODAY))
    assert imported.refused == []
    club = imported.records["organizations/lunch-club/organization"]
    assert club["attributes"] == {"needs": ["food"], "needs-imported": ["warmth"]}
    assert list(imported.records) == ["organizations/lunch-club/organization", "taxonomies/needs-imported"]
    assert imported.records["taxonomies/needs-imported"]["name"] == "Needs, imported"


# The report.


def report() -> Report:
    made = Report()
    made.read["services"] = 2
    made.written["services"] = 1
    where = Where("dump.json") / "services" / 0
    made.add(where / "url", "url", Action.MENDED, "club|`x`.example", "It is written as https://club.example.")
    made.count(where, "id", Action.DROPPED, "org_1", "Made up.")
    made.count(where, "id", Action.DROPPED, "svc_1", "Made up.")
    made.add(where, "name", Action.MAPPED, "nickname", "The standard calls it alternate_name.")
    return made


def test_the_report_as_text() -> None:
    assert render_text(report()) == (
        "Found 2 services. Made 1 service.\n\n"
        "      2  id: left out. Made up.\n"
        "      1  url: mended. It is written as https://club.example.\n"
        "      1  name: written in another form. The standard calls it alternate_name.\n"
    )
    assert "2 more reasons are in the report." in render_text(report(), most=1)


def test_the_report_as_json_has_every_line() -> None:
    made = json.loads(render_json(report()))
    assert made["read"] == {"services": 2}
    assert made["counts"] == {"dropped": 2, "mended": 1, "mapped": 1}
    assert made["lines"][0] == {
        "source": "dump.json",
        "path": "services[0].url",
        "what": "url",
        "action": "mended",
        "value": "club|`x`.example",
        "why": "It is written as https://club.example.",
        "count": 1,
    }
    assert made["lines"][1]["value"] == "org_1; svc_1"


def test_the_report_for_a_person_has_counts_first_and_shows_values_as_typed() -> None:
    made = render_markdown(report())
    assert made.startswith("# Import report\n\nFound 2 services. Made 1 service.\n")
    assert made.index("| left out | 2 |") < made.index("## Why") < made.index("## Line by line")
    assert (
        "- `dump.json: services[0].url`: `url` mended. It is written as https://club.example. `club¦ʼxʼ.example`"
        in made
    )
    assert "nickname" not in made.partition("## Line by line")[2]


def test_a_report_with_nothing_to_tell_says_so() -> None:
    assert render_markdown(Report()).endswith("Everything was taken over as it was.\n")


def test_the_same_source_gives_the_same_bytes() -> None:
    roots = [{"name": name, "description": "x", "services": [{"name": "Soup"}]} for name in "abab"]
    first, second = import_json(*roots), import_json(*roots)
    assert first.records == second.records
    assert render_json(first.report) == render_json(second.report)


def test_no_reason_names_the_standard_by_its_letters() -> None:
    """Those who read a report know the standard as Open Referral, if at all."""
    folder = Path(importers.__file__).parent
    spoken = [words for file in folder.glob("*.py") for words in said(ast.parse(file.read_text(encoding="utf-8")))]
    assert len(spoken) > 1000
    assert not [words for words in spoken if "HSDS" in words and words.endswith(".")]


def said(tree: ast.Module) -> Iterator[str]:
    """Every text in a module that is no docstring."""
    quoted = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in quoted:
            yield node.value
