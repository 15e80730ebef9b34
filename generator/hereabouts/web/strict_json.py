"""Reads JSON as RFC 8259 has it, and nothing that only looks like it: no NaN, no repeated keys, no bottomless nesting.

Python's own reader is lenient. What it lets pass is found here and told with its place; where the rest of the document
still makes sense, reading goes on without the offending value.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

from hereabouts.web.trouble import Json, Parts, Trouble

_BOM = b"\xef\xbb\xbf"
_LARGEST = 2**63


def parse(data: bytes, depth: int) -> tuple[Json | None, list[Trouble]]:
    """Read a document nested at most `depth` deep. Gives its value, or None when it is unusable, and the troubles."""
    start = [Trouble("answer-bom")] if data.startswith(_BOM) else []
    data = data.removeprefix(_BOM)
    if data.lstrip()[:1] == b"<":
        return None, [*start, Trouble("answer-html")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [*start, Trouble("answer-not-utf8", {"position": error.start})]
    repeated: dict[int, list[str]] = {}
    keep: list[dict[str, Json]] = []  # an object that a later key replaced must live on, or its id() is used again

    def pairs(found: list[tuple[str, Json]]) -> dict[str, Json]:
        made = dict(found)
        if len(made) != len(found):
            names = [name for name, _ in found]
            repeated[id(made)] = sorted({name for name in names if names.count(name) > 1})
            keep.append(made)
        return made

    try:
        value = json.loads(text, object_pairs_hook=pairs)
    except RecursionError:
        return None, [*start, Trouble("answer-too-deep", {"depth": depth})]
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        return None, [*start, Trouble("answer-not-json", where)]
    except ValueError:  # a number of thousands of digits
        return None, [*start, Trouble("answer-number", {"value": "thousands of digits"})]
    if value is None:
        return None, [*start, Trouble("answer-null")]
    troubles = [*start, *_mend(value, depth, repeated)]
    return (None if any(one.code == "answer-too-deep" for one in troubles) else value), troubles


def _mend(top: Json, depth: int, repeated: dict[int, list[str]]) -> Iterator[Trouble]:
    """Tell what is not JSON in what was read, and take it out."""
    holder = [top]
    stack: list[tuple[Parts, Json]] = [((), holder)]
    while stack:
        parts, box = stack.pop()
        if len(parts) > depth:
            yield Trouble("answer-too-deep", {"depth": depth}, parts)
            return
        for name in repeated.get(id(box), ()):
            yield Trouble("answer-key-twice", {"name": name}, parts)
        for key, value in list(box.items() if isinstance(box, dict) else enumerate(box)):
            place = () if box is holder else (*parts, key)
            if isinstance(value, dict | list):
                stack.append((place, value))
            else:
                yield from _mend_value(box, key, value, place)
            if isinstance(key, str) and not _is_text(key):
                yield Trouble("answer-text", {}, parts)
                box[_clean(key)] = box.pop(key)


def _mend_value(box: Json, key: str | int, value: Json, place: Parts) -> Iterator[Trouble]:
    if isinstance(value, str):
        if not _is_text(value):
            yield Trouble("answer-text", {}, place)
            box[key] = _clean(value)
    elif isinstance(value, float) and not math.isfinite(value):
        yield Trouble("answer-number", {"value": value}, place)
        _take_out(box, key)
    elif isinstance(value, int) and abs(value) > _LARGEST:
        yield Trouble("answer-number", {"value": "more digits than programs can hold"}, place)
        _take_out(box, key)


def _take_out(box: Json, key: str | int) -> None:
    """Drop a value from its object; in a list its neighbours keep their places."""
    if isinstance(box, dict):
        del box[key]
    else:
        box[key] = 0


def _is_text(text: str) -> bool:
    """Tell whether a text can be written as UTF-8: half of a surrogate pair can't."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
