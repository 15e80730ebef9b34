"""The page "Keep a copy": its examples are run as they stand against a site that changes, and what it says is so."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hereabouts.changes.event import Happened, Reason
from tests.building import HALL, LUNCH, Place
from tests.demonstration import ROOT
from tests.published import served

PAGE = ROOT / "docs" / "keep-a-copy.md"
SITE = "https://directory.example"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECOND = "organizations/riverside-lunch-club/thursday-supper"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path / "a place")
    made.write(SECOND, made.read(LUNCH).replace("Tuesday", "Thursday"))
    made.repository.commit("2026-10-02")
    made.build()
    return made


@pytest.fixture
def site(place: Place, tmp_path: Path) -> Iterator[str]:
    (tmp_path / "served").symlink_to(place.root / "site")
    with served(tmp_path / "served") as address:
        yield address.rstrip("/")


def examples() -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]


def run(words: str, site: str, folder: Path) -> str:
    """What the example with these words in it prints, run in a folder."""
    ((language, example),) = [one for one in examples() if words in one[1]]
    command = ["sh", "-e", "-c"] if language == "sh" else [sys.executable, "-I", "-c"]
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        [*command, example.replace(SITE, site)], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def copied(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (folder / "services").iterdir()}


def published(place: Place) -> dict[str, bytes]:
    files = place.tree().items()
    return {path.rpartition("/")[2]: content for path, content in files if path.startswith("api/services/")}


def test_a_copy_follows_whatever_happens(place: Place, site: str, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    assert run("days_before", site, folder) == "2 read again, 2 services\n"
    assert copied(folder) == published(place)
    assert run("days_before", site, folder) == "0 read again, 2 services\n"

    place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    place.repository.commit("2026-10-03")
    place.build()
    assert run("days_before", site, folder) == "1 read again, 2 services\n"
    assert copied(folder) == published(place)

    place.change(HALL, "Mill Lane", "12 Mill Lane")  # the place stands in the files of both
    place.repository.commit("2026-10-04")
    place.build()
    assert run("days_before", site, folder) == "2 read again, 2 services\n"
    assert copied(folder) == published(place)

    (place.records / f"{SECOND}.yml").unlink()
    place.repository.commit("2026-10-05")
    place.build()
    assert run("days_before", site, folder).endswith(" 1 services\n")
    assert copied(folder) == published(place)


def test_a_copy_loses_an_address_that_became_a_secret(place: Place, site: str, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    run("days_before", site, folder)
    assert any(b"Mill Lane" in content for content in copied(folder).values())
    place.write(HALL, "name: A safe house\nvisibility: confidential\n")
    place.repository.commit("2026-10-03")
    place.build()
    run("days_before", site, folder)
    assert copied(folder) == published(place)
    assert not any(b"Mill Lane" in content for content in copied(folder).values())


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum, which coreutils bring")
def test_the_checksums_are_checked_as_the_page_says(site: str, tmp_path: Path) -> None:
    assert run("--ignore-missing", site, tmp_path / "check") == "services.ndjson: OK\n"


def test_every_example_is_tried_but_for_one_that_needs_github() -> None:
    tried = ("days_before", "--ignore-missing", "gh attestation verify")
    for _, example in examples():
        assert sum(words in example for words in tried) == 1
    assert len(examples()) == len(tried)


def test_all_that_can_happen_is_explained_and_nothing_else() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert sorted(rows) == sorted(["what", *Happened])
    for reason in Reason:
        assert f"`{reason}`" in text
