"""Hints for lines that nobody knows: what each may be meant as, and where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hereabouts.profile import guesses
from hereabouts.profile.faults import Fault
from hereabouts.profile.quoting import excerpt, listed
from hereabouts.profile.schemas import PARTS, Node, follow
from hereabouts.schedules.words import DAYS
from hereabouts.source.document import Path

_OF_A_PLACE = frozenset(
    {"name", "alternate_name", "location_type", "visibility", "near", "accessibility", "transportation"}
)
_MANY = 12
"""More lines than this are not listed: the first are the most used."""

_SELDOM = frozenset({"id", "hsds", "formerly", "replaces", "source", "metadata"})


def hint_for_line(fault: Fault) -> tuple[str, dict[str, str]]:
    """Which hint helps with an unknown line, and the values for its words."""
    key = str(fault.path[-1])
    lines: Mapping[str, Any] = fault.node["properties"]
    if guesses.fold(key) in lines and guesses.fold(key) != key:
        name = guesses.fold(key)
        return ("merge" if name in fault.value else "near"), {"suggestion": name, "example": "", "list": ""}
    if fault.node["x-object"] == "service_at_location" and guesses.fold(key) in _OF_A_PLACE:
        return "inside", {"suggestion": "place"}
    if found := _meant_by(key, key, fault) or _near(key, lines) or _meant_by(guesses.near_guess(key), key, fault):
        hint, suggestion = found
        hint = "merge" if suggestion and suggestion in fault.value else hint
        example = guesses.NUMBERS.get(guesses.fold(key), "GB-CHC 1234567")
        return hint, {"suggestion": suggestion, "example": example, "list": excerpt(key)}
    seldom = _SELDOM.difference(fault.node.get("required", ()))
    allowed = [line for line in lines if line not in seldom]
    hint = "many" if len(allowed) > _MANY and "description" in lines else "hint"
    return hint, {"allowed": listed(allowed[:_MANY] if hint == "many" else allowed, "and")}


def _near(key: str, lines: Mapping[str, Any]) -> tuple[str, str] | None:
    near = guesses.near_line(key, lines)
    return ("near", near) if near else None


def _meant_by(guess: str, key: str, fault: Fault) -> tuple[str, str] | None:
    """The hint for a common guess and what it suggests, if anything; None when nobody knows what it means."""
    node: Node = fault.node
    lines: Mapping[str, Any] = node["properties"]
    if hint := guesses.belongs_below(guess, node["x-object"], lines):
        return hint, ""
    if hint := guesses.belongs_elsewhere(guess, node["x-object"], lines):
        return hint, ""
    if suggestion := guesses.guess_line(guess, lines):
        return "instead", suggestion
    if key in follow(lines.get("hsds", {}), PARTS)[0].get("properties", {}):
        return "hsds", ""
    return ("derived", "") if guesses.is_worked_out(key, node["x-object"]) else None


def in_one_line(unknown: Iterable[Fault]) -> dict[Path, str]:
    """Days and times written as lines of their own: the line that each should be; empty for all but the first."""
    groups: dict[Path, list[Fault]] = {}
    for fault in unknown:
        is_schedule = fault.node["x-object"] == "schedule" and "when" not in fault.value
        if is_schedule and (_names_days(fault) or hint_for_line(fault)[1].get("suggestion") == "when"):
            groups.setdefault(fault.path[:-1], []).append(fault)
    lines: dict[Path, str] = {}
    for faults in groups.values():
        said = [excerpt(str(fault.value[fault.path[-1]])) for fault in faults]
        if all(map(_names_days, faults)):
            line = " and ".join(f"`- {fault.path[-1]} {words}`" for fault, words in zip(faults, said, strict=True))
        else:
            line = f"`when: {' '.join(said)}`"
        lines |= {fault.path: "" for fault in faults} | {faults[0].path: line}
    return lines


def _names_days(fault: Fault) -> bool:
    return str(fault.path[-1]).strip().lower() in DAYS
