"""Values that were written as the name of a line: ``phones: {office: 01632 960123}``, ``cost_options: {lunch: £2}``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from hereabouts.profile.examples import flow
from hereabouts.profile.faults import Fault
from hereabouts.profile.lines import hint_for_line
from hereabouts.profile.quoting import excerpt
from hereabouts.source.document import Path

_YES = frozenset({"yes", "true", "y", "x", "on", "✓"})
_FIGURES = re.compile(r"\D*(?:\d\D?){5,}")


def _phone(key: str, words: str) -> str:
    number, rest = (key, words) if _FIGURES.match(key) else (words, key)
    return flow({"number": number, "description": rest})


def _cost(key: str, words: str) -> str:
    return f"{key} for {words}" if re.search(r"\d", key) else f"{words} for {key}"


def _with(name: str, more: str) -> Callable[[str, str], str]:
    return lambda key, words: key if words.lower() in _YES else flow({name: key, more: words})


_WAYS: Mapping[str, Callable[[str, str], str]] = {
    "phone": _phone,
    "cost_option": _cost,
    "attribute": _with("term", "value"),
    "accessibility": _with("facility", "details"),
    "language": _with("code", "note"),
    "service_area": _with("name", "description"),
    "url": lambda key, words: flow({"label": key, "url": words}),
    "contact": lambda key, words: flow({"title": key, "name": words}),
    "service_at_location": lambda _key, words: flow({"place": {"name": words}})[1:-1],
}
"""What a line and its value are likely meant as, by the profile's `x-object` of the group they stand in."""


def find_turned(unknown: list[Fault]) -> dict[Path, str]:
    """Groups in which nothing is known: their path, and the items that they are likely meant as."""
    groups: dict[Path, list[Fault]] = {}
    for fault in unknown:
        groups.setdefault(fault.path[:-1], []).append(fault)
    return {path: _say(faults) for path, faults in groups.items() if path and _knows_nothing(faults)}


def _knows_nothing(faults: list[Fault]) -> bool:
    """Whether every line of a group is unknown, and not each of them is near one that is known."""
    value: Any = faults[0].value
    return (
        len(faults) == len(value)
        and faults[0].node["x-object"] in _WAYS
        and all(isinstance(value[fault.path[-1]], str) for fault in faults)
        and (all(map(_is_strange, faults)) or (len(faults) > 1 and any(map(_is_strange, faults))))
    )


def _is_strange(fault: Fault) -> bool:
    return hint_for_line(fault)[0] in {"hint", "many"}


def _say(faults: list[Fault]) -> str:
    way = _WAYS[faults[0].node["x-object"]]
    items = [way(str(fault.path[-1]), str(fault.value[fault.path[-1]]).strip()) for fault in faults]
    return " and ".join(f"`- {excerpt(item)}`" for item in items)
