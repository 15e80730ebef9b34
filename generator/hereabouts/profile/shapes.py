"""Hints for values of another shape: text, a list or named lines where something else is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hereabouts.profile import slips
from hereabouts.profile.examples import flow
from hereabouts.profile.faults import Fault
from hereabouts.profile.quoting import excerpt
from hereabouts.source.document import Path

_KEYED = frozenset({"terms", "programs", "areas"})
"""Groups whose lines are named by whoever writes them, so that they are items as those of a list are."""

SHAPES = {"object": "a group of named lines", "array": "a list", "string": "text"}


def shape_of(value: object) -> str:
    """The JSON type of a value as it was read: `object`, `array` or `string`."""
    if isinstance(value, Mapping):
        return "object"
    return "array" if isinstance(value, list) else "string"


def hint_for_shape(fault: Fault, path: Path, alike: Sequence[Fault]) -> tuple[str, str]:
    """Which hint helps with a value of another shape, and the value for its words."""
    keys = [step for step in path if isinstance(step, str)]
    if isinstance(fault.value, str) and keys[-1:] in (["locations"], ["place"]):
        return ("venue" if keys == ["locations"] else "at"), excerpt(fault.value)
    if isinstance(fault.value, str) and keys[-1:] == ["contacts"]:
        return "contact", excerpt(fault.value)
    if isinstance(fault.value, str) and keys[-2:-1] == ["translations"]:
        is_code = len(keys[-1]) < 4
        return ("translation" if is_code else "translations"), flow({"name" if is_code else keys[-1]: fault.value})
    if isinstance(fault.value, str) and keys[-1:] == ["addresses"]:
        typed = ", ".join(str(one.value) for one in alike) or fault.value
        if parts := slips.guess_address(typed):
            return "address", flow({"addresses": parts})[1:-1]
    if isinstance(fault.value, str) and keys[-2:-1] in (["terms"], ["programs"], ["areas"]):
        return "named", flow({keys[-1]: {"name": fault.value}})[1:-1]
    if "string" in fault.shapes and "object" not in fault.shapes:
        return _hint_for_text(fault, keys)
    return "hint", ""


def _hint_for_text(fault: Fault, keys: Sequence[str]) -> tuple[str, str]:
    """Which hint helps where a list or named lines stand instead of one text."""
    if isinstance(fault.value, dict):
        languages = all(isinstance(key, str) and len(key) in {2, 3} for key in fault.value)
        texts = [item for item in fault.value.values() if isinstance(item, str)]
        return ("languages", flow({keys[-1]: texts[0]})[1:-1]) if languages and texts else ("hint", "")
    items = [item for item in fault.value if isinstance(item, str)]
    if fault.node.get("x-form") == "blank":
        return "text", keys[-1]
    return ("one", flow({keys[-1]: items[0]})[1:-1]) if items and keys else ("hint", "")


def fold_items(faults: list[Fault]) -> tuple[list[Fault], dict[Path, list[Fault]]]:
    """The faults without those that the item before has too: lines of one address, say, each as an item.

    Items of a list that all should be something else are one fault. The others are given by the path of the first.
    """
    kept: list[Fault] = []
    alike: dict[Path, list[Fault]] = {}
    first: dict[tuple[Path, frozenset[str], str], Path] = {}
    for fault in faults:
        keyed = len(fault.path) > 1 and fault.path[-2] in _KEYED
        if not (fault.shapes and fault.path and (keyed or isinstance(fault.path[-1], int))):
            kept.append(fault)
            continue
        key = (fault.path[:-1], fault.shapes, shape_of(fault.value))
        if key not in first:
            kept.append(fault)
        alike.setdefault(first.setdefault(key, fault.path), []).append(fault)
    return kept, alike
