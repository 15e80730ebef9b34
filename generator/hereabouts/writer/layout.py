"""A whole record as lines: two spaces for each step in, one list item to a line, keys in the profile's order.

Lists of names of other records (``needs: [debt, benefits]``) stand on one line while they are short; any other list
has one ``- `` line for each item, since ``[ ]`` splits free text at its commas.
"""

from __future__ import annotations

from hereabouts.records import Kind
from hereabouts.source.document import Data
from hereabouts.writer.scalars import SLUG, block, inline, is_safe
from hereabouts.writer.shape import Shape, shape_of

_WIDTH = 100
_STEP = "  "


def dump(kind: Kind, data: dict[str, Data]) -> str:
    """Write a record in canonical form, ending in a line break. Raises ValueError for forbidden characters."""
    return "".join(f"{line}\n" for line in _mapping(data, shape_of(kind)))


def entry_lines(key: str, value: Data, shape: Shape) -> list[str]:
    """One key and what stands under it, as lines. `shape` is that of the value."""
    name = inline(key)
    first, *rest = _lines(value, shape)
    if isinstance(value, str) or first.startswith(("[", "{")):
        return [f"{name}: {first}", *_further_in(rest)]
    return [f"{name}:", *_further_in([first, *rest])]


def _lines(value: Data, shape: Shape) -> list[str]:
    if isinstance(value, str):
        return block(value) or [inline(value, bare=shape.is_bare)]
    if isinstance(value, dict):
        return _mapping(value, shape) or ["{}"]
    if all(_is_name(item) for item in value) and sum(len(item) + 2 for item in value) <= _WIDTH:
        return [f"[{', '.join(str(item) for item in value)}]"]
    return [line for item in value for line in _item(item, shape.item)]


def _mapping(data: dict[str, Data], shape: Shape) -> list[str]:
    return [line for key in shape.order(data) for line in entry_lines(key, data[key], shape.below(key))]


def _item(item: Data, shape: Shape) -> list[str]:
    first, *rest = _lines(item, shape)
    return [f"- {first}", *_further_in(rest)]


def _further_in(lines: list[str]) -> list[str]:
    return [f"{_STEP}{line}" if line else "" for line in lines]


def _is_name(item: Data) -> bool:
    return isinstance(item, str) and bool(SLUG.match(item)) and is_safe(item)
