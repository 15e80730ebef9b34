"""The catalogue of findings and the code that makes them: every code known, none unused, every word filled."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest

from hereabouts.catalogue import CATALOGUE, Entry
from hereabouts.finding import Finding, Place, Severity, finding, is_error

PACKAGE = Path(__file__).resolve().parent.parent / "generator" / "hereabouts"
MAKERS = {"finding", "refuse", "Refusal"}
OTHER_ROOMS = {"conform", "importers"}
"""Rooms with catalogues of their own."""


@dataclass(frozen=True)
class Use:
    """One place in the code that makes a finding. What only runs can tell is None."""

    where: str
    code: str
    hints: frozenset[str] | None
    values: frozenset[str] | None


def trees() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE)
        if name.parts[0] not in OTHER_ROOMS:
            yield name.as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def constants(node: ast.expr | None) -> frozenset[str] | None:
    """The texts an expression can be, when it is a text or a choice between texts."""
    if node is None:
        return frozenset({"hint"})
    if isinstance(node, ast.Constant):
        return frozenset({str(node.value)})
    if isinstance(node, ast.IfExp):
        one, other = constants(node.body), constants(node.orelse)
        return one | other if one and other else None
    return None


def read_use(where: str, call: ast.Call) -> Use | None:
    """A call with its code written out; None for one whose code is only passed on."""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if not call.args or not isinstance(call.args[0], ast.Constant):
        return None
    where, code = f"{where}:{call.lineno}", str(call.args[0].value)
    if isinstance(call.func, ast.Name) and call.func.id == "Refusal":
        table = call.args[2] if len(call.args) > 2 else None
        keys = frozenset(str(getattr(key, "value", key)) for key in table.keys) if isinstance(table, ast.Dict) else None
        hint = call.args[1] if len(call.args) > 1 else None
        return Use(where, code, constants(hint), keys if table else frozenset())
    values = None if None in named else frozenset(str(name) for name in named if name != "hint")
    return Use(where, code, constants(named.get("hint")), values)


def uses() -> list[Use]:
    calls = (
        (where, node)
        for where, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS
    )
    return [use for where, call in calls if (use := read_use(where, call)) is not None]


USES = uses()


def words() -> set[str]:
    """Every text in the code, and every text with gaps, as patterns of what they can be."""
    found = set()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = (re.escape(str(one.value)) if isinstance(one, ast.Constant) else r"\w+" for one in node.values)
                found.add("".join(parts))
    return found


def never_said(names: dict[str, str]) -> set[str]:
    """Those of the names (by what to call them) that no text in the code can be."""
    patterns = re.compile("|".join(f"(?:{word})" for word in words() if len(word) < 60))
    return {shown for shown, name in names.items() if not patterns.fullmatch(name)}


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("use", USES, ids=lambda use: f"{use.where} {use.code}")
def test_every_use_fills_the_words_of_its_code(use: Use) -> None:
    assert use.code in CATALOGUE
    entry = CATALOGUE[use.code]
    if use.hints is not None:
        assert use.hints <= {"hint", *entry.hints}
    if use.values is None:
        return
    assert gaps(entry.message) <= use.values
    for hint in use.hints or ():
        assert gaps(entry.hints.get(hint, "")) <= use.values
    said = gaps(entry.message).union(*(gaps(hint) for hint in entry.hints.values()))
    assert use.values <= said | KEPT.get(use.code, set())


KEPT = {
    "reference-unknown": {"where", "of"},
    "record-held": {"paths"},
    "record-left-out": {"paths"},
    "record-waits": {"paths"},
    "record-without": {"paths"},
}
"""Values that some hints need and others do not."""


def test_no_code_is_unused() -> None:
    assert not never_said({code: code for code in CATALOGUE})


def test_no_hint_is_unused() -> None:
    assert not never_said({f"{code}: {hint}": hint for code, entry in CATALOGUE.items() for hint in entry.hints})


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.code)
def test_every_entry_says_what_why_and_how(entry: Entry) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", entry.code)
    assert entry.title
    assert entry.title[0].isupper()
    assert not entry.title.endswith(".")
    assert entry.message
    assert len(entry.explain) > 40
    assert Severity(entry.severity)
    for text in (entry.message, *entry.hints.values(), entry.explain):
        assert text.endswith((".", "?", "!", "`", ":", ".)")), text
        assert "  " not in text


def test_a_finding_fills_its_words() -> None:
    made = finding("reference-unknown", Place("a.yml", 3, 5), hint="near", kind="place", name="hal", suggestion="hall")
    assert "`hal`" in made.message
    assert made.hint == "Did you mean `hall`?"
    assert is_error(made)
    assert made.severity is Severity.ERROR


def test_typed_braces_are_only_braces() -> None:
    made = finding("reference-unknown", Place("a.yml"), hint="near", kind="{0}", name="{name}", suggestion="{}")
    assert "{name}" in made.message
    assert "{}" in made.hint


def test_a_slip_of_ours_fails_at_once() -> None:
    with pytest.raises(KeyError):
        finding("no-such-code", Place("a.yml"))
    with pytest.raises(KeyError):
        finding("reference-unknown", Place("a.yml"), name="x")


def test_findings_come_by_file_line_and_column() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 2), Place("a", 9, 1)]
    made = sorted(Finding(place, "reference-unknown") for place in places)
    assert [one.place for one in made] == sorted(places)


def test_a_problem_in_many_places_is_seen_from_any_of_them() -> None:
    made = Finding(Place("a"), "reference-unknown", also=(Place("b"), Place("c")))
    seen = made.seen_from(lambda place: place.file == "c")
    assert (seen.place, seen.also) == (Place("c"), (Place("a"), Place("b")))
    assert made.seen_from(lambda place: place.file == "d") == made
