"""What the parser refuses, in words a volunteer understands."""

from __future__ import annotations

import random

import pytest
import yaml

from hereabouts.source.reader import read_document
from hereabouts.source.syntax import Fault, explain
from tests.cases import GOOD

SLIPS = [*":-[]{},*&!|>\"'#@%`?\\", ": ", "- ", " # ", "\n", "\n  ", " ", "  ", "name:Jo", "---", "*a ", "&a "]


def test_what_nobody_foresaw_still_has_a_place_and_a_next_move() -> None:
    item = explain("x.yml", Fault("a problem nobody knows", 1, 2, ["name: x", "y: z"]))
    assert (item.code, item.place.line, item.place.column) == ("reading-not-understood", 2, 3)
    assert "another record" in item.hint


def test_a_mark_behind_the_end_moves_to_the_end() -> None:
    error = yaml.MarkedYAMLError(problem="?", problem_mark=yaml.Mark("x", 0, 9, 4, "", 0))
    fault = Fault.of(error, ["name: x", "y: z", ""])
    assert (fault.line, fault.column) == (1, 4)


def test_an_error_without_marks_points_at_the_start() -> None:
    fault = Fault.of(yaml.MarkedYAMLError(problem=None), [""])
    assert (fault.problem, fault.line, fault.column) == ("", 0, 0)


def slips(count: int) -> list[str]:
    """Good records with one slip of a finger each, always the same ones."""
    chance = random.Random(20261120)
    texts = [file.read_text(encoding="utf-8") for file in sorted(GOOD.rglob("*.yml"))]
    slipped = []
    for _ in range(count):
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        end = start + chance.choice((0, 0, 1, 3))
        slipped.append(text[:start] + chance.choice([*SLIPS, ""]) + text[end:])
    return slipped


def test_one_slip_is_named_for_what_it_is() -> None:
    """Of thousands of slips, hardly any gets the general answer, and few get more than one finding."""
    found = [read_document("x.yml", text.encode()).findings for text in slips(3_000)]
    wrong = [items for items in found if items]
    unclear = [items for items in wrong if any(item.code == "reading-not-understood" for item in items)]
    several = [items for items in wrong if len(items) > 1]
    assert len(wrong) > 500
    assert len(unclear) <= len(wrong) / 200
    assert len(several) <= len(wrong) / 20


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("email:\nfees: a: b\n", [("reading-empty", 1), ("reading-colon", 2)]),
        ("terms:\nself: x\n  name: y\n", [("reading-indent", 2)]),
        ("terms:\n  : x\n", [("reading-no-name", 2)]),
        ("alert: Room #4\n  upstairs\n", [("reading-text-lost", 1)]),
        ("description: We have\n  - tea\n   - soup: hot\n", [("reading-joined-lines", 2), ("reading-indent", 3)]),
    ],
)
def test_one_cause_gives_one_finding(text: str, places: list[tuple[str, int]]) -> None:
    found = read_document("x.yml", text.encode()).findings
    assert [(item.code, item.place.line) for item in found] == places
