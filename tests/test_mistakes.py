"""What somebody is told who makes one mistake: every word of it, and nothing twice.

Each table in `tests/mistakes/*.toml` is one mistake in a record of `tests/records/good`:

- ``write``: lines that take the place of the ones with the same name, or are added where there are none;
- ``instead``: text of the record that ``write`` takes the place of, where that is not a whole line of its own;
- ``record``: ``service`` (unless something else is written), ``group``, ``hall``, ``settings``, or a path;
- ``says``: the message and its next move, or a list of them where one mistake has more than one cause; empty for none.

Read them aloud when you change one.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hereabouts.check import SETTINGS, check_records
from hereabouts.finding import Finding
from hereabouts.records import Records, gather
from tests.cases import GOOD, TODAY
from tests.inline_records import read_record

TABLES = Path(__file__).parent / "mistakes"
PATHS = {
    "service": "organizations/riverside-lunch-club/tuesday-drop-in",
    "group": "organizations/riverside-lunch-club/organization",
    "hall": "locations/eastbrook-village-hall",
    "settings": SETTINGS,
}
MISTAKES = [
    (file.stem, table)
    for file in sorted(TABLES.glob("*.toml"))
    for table in tomllib.loads(file.read_text(encoding="utf-8"))["mistake"]
]


@cache
def good() -> dict[str, str]:
    """The text of every good record by path."""
    folder = GOOD / "directory"
    return {
        file.relative_to(folder).as_posix().removesuffix(".yml"): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.yml"))
    }


def records(texts: dict[str, str]) -> Records:
    made = {path: read_record(path, text) for path, text in texts.items()}
    settings = made.pop(SETTINGS)
    return gather(settings, made.values())


def mistaken(table: dict[str, Any]) -> tuple[str, str]:
    """The path and the text of the record with the mistake in it."""
    path = PATHS.get(table.get("record", "service"), table.get("record", ""))
    text, write = good()[path], table["write"].strip("\n")
    if "instead" in table:
        assert table["instead"] in text
        return path, text.replace(table["instead"], write, 1)
    name = re.match(r"[\w-]+(?=:)", write)
    lines = re.compile(rf"^{name[0]}:.*\n(?:[ -].*\n|\n)*" if name else r"(?!)", re.MULTILINE)
    return path, lines.sub(lambda _: f"{write}\n", text) if lines.search(text) else f"{text}{write}\n"


def found(table: dict[str, Any]) -> list[Finding]:
    path, text = mistaken(table)
    return check_records(records({**good(), path: text}), TODAY).findings


@pytest.mark.parametrize(("theme", "table"), MISTAKES, ids=lambda part: part if isinstance(part, str) else "")
def test_a_mistake_is_answered_once_and_in_these_words(theme: str, table: dict[str, Any]) -> None:
    wanted = [table["says"]] if isinstance(table["says"], str) else table["says"]
    said = [f"{item.message} {item.hint}".strip() for item in found(table)]
    assert said == [words for words in wanted if words], table["write"]


def test_the_good_records_are_without_mistake() -> None:
    assert not check_records(records(good()), TODAY).findings
