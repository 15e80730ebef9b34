"""Every folder below tests/records/bad is checked, and finds what it says it finds.

To add a case: make a folder `tests/records/bad/<code>/<what it shows>/directory/...` with the file that is wrong, and
an `expected.json`. How a case is written stands in tests/cases.py.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hereabouts.catalogue import CATALOGUE
from tests.cases import BAD, GOOD, all_cases, check_all, check_case, code_of, expected, summary, write_expected

FINISHED = ("layout", "profile", "reading", "rules", "schedules")
"""Themes of the catalogue (`findings/<theme>.toml`) of which every code has a case. Add yours when it is so."""

UNSTAGED = {
    "schedule-empty",  # the reader says first that the line is empty
    "schedule-both",  # the profile says so first
    "schedule-field-value",  # the profile says so first
    "layout-unreadable",  # the tests may run as root, whom no file refuses: see test_source_layout.py
    "reading-not-understood",  # what is left over: see test_source_syntax.py
}
"""Codes that no folder of files can show, with the reason."""

CASES = all_cases()


def _name(folder: Path) -> str:
    return folder.relative_to(BAD).as_posix()


@pytest.mark.parametrize("folder", CASES, ids=_name)
def test_case_finds_what_it_says(folder: Path) -> None:
    found = check_case(folder)
    if os.environ.get("UPDATE_EXPECTED"):
        write_expected(folder, found)
    assert summary(found) == expected(folder)
    assert code_of(folder) in {item.code for item in found}


@pytest.mark.parametrize("folder", CASES, ids=_name)
def test_every_folder_names_a_code(folder: Path) -> None:
    assert code_of(folder) in CATALOGUE


def test_folders_without_a_case() -> None:
    with_case = {code_of(folder) for folder in CASES}
    assert {folder.name for folder in BAD.iterdir() if folder.is_dir()} == with_case


def test_good_directory_has_nothing_to_complain_about() -> None:
    assert [(item.place, item.code, item.message) for item in check_all(GOOD)] == []


@pytest.mark.parametrize("theme", FINISHED)
def test_every_code_of_a_finished_theme_has_a_case(theme: str) -> None:
    codes = {code for code, entry in CATALOGUE.items() if entry.theme == theme}
    assert codes, f"there is no theme {theme}"
    assert codes - {code_of(folder) for folder in CASES} - UNSTAGED == set()
