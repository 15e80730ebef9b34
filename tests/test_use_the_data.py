"""The page "Use the data": every example on it is run as it stands, against the demonstration served here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from hereabouts.directory import Directory
from tests.demonstration import ROOT
from tests.published import served
from tests.tables_example import FOLDER, exported, read_csv, read_demonstration, read_sheets, sheet_rows

PAGE = ROOT / "docs" / "use-the-data.md"
SITE = "https://directory.example"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTION = re.compile(r"^### (.*)\n", re.MULTILINE)
PROGRAMS = Path(sys.executable).parent


def sections(page: Path = PAGE) -> dict[str, str]:
    """The parts of the page below the third level of headings, by heading."""
    _, *parts = SECTION.split(page.read_text(encoding="utf-8").partition("## Before you show it")[0])
    return dict(zip(parts[::2], parts[1::2], strict=True))


def examples(page: Path = PAGE) -> list[tuple[str, str]]:
    """Every example: the language it is in, and itself."""
    return [(found[1], found[2]) for found in BLOCK.finditer(page.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def directory() -> Directory:
    return read_demonstration()


@pytest.fixture(scope="module")
def files(directory: Directory) -> dict[str, bytes]:
    return exported(directory)


@pytest.fixture(scope="module")
def site(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the files are served, in place of the one on the page."""
    top = tmp_path_factory.mktemp("site")
    for path, content in files.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_bytes(content)
    with served(top) as address:
        yield address.rstrip("/")


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with a `datasette` that answers one question and ends, where the real one would go on for ever."""
    folder = tmp_path / "programs"
    folder.mkdir()
    asks = f'#!/bin/sh\nexec "{PROGRAMS}/datasette" "$@" --get /directory/listing.json?_search=debt\n'
    (folder / "datasette").write_text(asks, encoding="utf-8")
    (folder / "datasette").chmod(0o755)
    return folder


def run(language: str, example: str, site: str, folder: Path, programs: Path) -> str:
    """What an example prints, run in an empty folder."""
    assert SITE in example or language != "sh"
    command = ["sh", "-e", "-c"] if language == "sh" else [sys.executable, "-I", "-c"]
    path = os.pathsep.join([str(programs), str(PROGRAMS), os.environ["PATH"]])
    place = folder / "here"
    place.mkdir()
    done = subprocess.run(
        [*command, example.replace(SITE, site)],
        cwd=place,
        env={**os.environ, "PATH": path, "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def one(words: str) -> tuple[str, str]:
    """The example that has these words in it."""
    (found,) = [(language, example) for language, example in examples() if words in example]
    return found


PRINTS: dict[str, Callable[[dict[str, bytes], Directory], str]] = {
    "sha256sum": lambda files, _: sha256(files[f"{FOLDER}services.csv"]).hexdigest(),
    'row["When"]': lambda _, directory: next(iter(directory.services.values())).hsds.name,
    "def miles": lambda _, directory: f"{directory.settings.url}/services/",
    "organizations.csv": lambda _, directory: next(iter(directory.organizations.values())).hsds.id,
    "listing_search match": lambda _, __: " | ",
    "datasette directory.sqlite": lambda _, __: '"filtered_table_rows_count"',
    "frictionless validate": lambda _, __: "url.csv                      │ VALID",
}
"""What tells an example from the others -> what it must print."""


def test_every_example_is_tried() -> None:
    for _, example in examples():
        assert sum(words in example for words in PRINTS) == 1, example
    assert len(examples()) == len(PRINTS)
    assert {language for language, _ in examples()} == {"sh", "python"}


@pytest.mark.parametrize("words", PRINTS)
def test_an_example_works_as_it_stands(
    words: str, site: str, files: dict[str, bytes], directory: Directory, tmp_path: Path, programs: Path
) -> None:
    wanted = PRINTS[words](files, directory)
    said = run(*one(words), site, tmp_path, programs)
    assert wanted in said
    assert "INVALID" not in said


def test_python_needs_nothing_installed() -> None:
    used = {
        name
        for language, example in examples()
        if language == "python"
        for name in re.findall(r"^(?:from|import) (\w+)", example, re.MULTILINE)
    }
    assert used <= sys.stdlib_module_names


def test_the_example_in_python_prints_every_service(
    site: str, directory: Directory, tmp_path: Path, programs: Path
) -> None:
    lines = run(*one('row["When"]'), site, tmp_path, programs).splitlines()
    assert len(lines) == len(directory.services)


def test_the_search_of_the_example_finds_what_it_says(site: str, tmp_path: Path, programs: Path) -> None:
    found = run(*one("listing_search match"), site, tmp_path, programs).splitlines()
    assert 0 < len(found) < 100


def test_the_steps_with_a_spreadsheet_can_be_taken(files: dict[str, bytes]) -> None:
    """What the steps name is there, and following them gives what they promise."""
    steps = sections()["A spreadsheet"]
    sheets = read_sheets(files[f"{FOLDER}services.xlsx"])
    headings = [cell.value for cell in sheets["Services"][1]]
    named = re.findall(r"\*\*(.+?)\*\*", steps)
    assert named == ["Town", "Last confirmed", "Read me"]
    assert set(named[:2]) <= set(headings)
    assert named[2] in sheets
    assert sheets["Services"].auto_filter.ref, "there is an arrow beside each heading"
    rows = sheet_rows(sheets["Services"])
    there = [row for row in rows if row["Town"] == "Arlenbridge"]
    assert 0 < len(there) < len(rows)
    days = sorted(row["Last confirmed"] for row in there)
    assert days[0] <= days[-1] <= "2026-11-22"


def test_what_the_page_says_of_the_csv_is_so(files: dict[str, bytes], directory: Directory) -> None:
    rows = read_csv(files[f"{FOLDER}services.csv"])
    assert len(rows) == len(directory.services)
    sheet = read_sheets(files[f"{FOLDER}services.xlsx"])["Services"]
    assert list(rows[0]) == [cell.value for cell in sheet[1]]
    several = next(service for service in directory.services.values() if len(service.places) > 1)
    row = next(row for row in rows if row["Service id"] == several.hsds.id)
    assert row["Where"].count("; ") == len(several.places) - 1


def test_every_file_is_named_on_the_page(files: dict[str, bytes]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    for path in files:
        assert path.rpartition("/")[2] in text
    for address in re.findall(rf"{SITE}/([\w./-]+)", text):
        assert address in files, address


def test_the_welsh_page_has_the_same_examples_and_the_same_files() -> None:
    """So what is tried here holds there too."""
    welsh = PAGE.parent / "cy" / PAGE.name
    assert examples(welsh) == examples()
    names = re.compile(r"`([\w./<>-]+\.(?:ndjson|jsonld|json|csv|xlsx|geojson|sqlite|zip))`")
    assert set(names.findall(welsh.read_text("utf-8"))) == set(names.findall(PAGE.read_text("utf-8")))
    assert len(re.findall("^##", welsh.read_text("utf-8"), re.MULTILINE)) == len(
        re.findall("^##", PAGE.read_text("utf-8"), re.MULTILINE)
    )
