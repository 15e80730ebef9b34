"""A whole record as lines: two spaces for each step in, one list item to a line, keys in their order.

Lists of names of other records (``needs: [debt, benefits]``) stand on one line while they are short; any other list
has one ``- `` line for each item, since ``[ ]`` splits free text at its commas.
"""

from __future__ import annotations

from hereabouts.records import Kind
from hereabouts.source.document import Data
from hereabouts.writer.order import child_kind, ordered, top
from hereabouts.writer.scalars import SLUG, block, inline, is_safe

_WIDTH = 100
_STEP = "  "


def dump(kind: Kind, data: dict[str, Data]) -> str:
    """Write a record in canonical form, ending in a line break. Raises ValueError for forbidden characters."""
    return "".join(f"{line}\n" for line in mapping_lines(data, top(kind)))


def entry_lines(key: str, value: Data, kind: str) -> list[str]:
    """One key of an object of this kind, with what stands under it, as lines."""
    name = inline(key)
    below = _lines(value, key, child_kind(kind, key))
    if isinstance(value, str) or _one_line(below, value):
        return [f"{name}: {below[0]}", *(f"{_STEP}{line}" if line else "" for line in below[1:])]
    return [f"{name}:", *(f"{_STEP}{line}" if line else "" for line in below)]


def mapping_lines(data: dict[str, Data], kind: str) -> list[str]:
    """A mapping's entries, one after the other, in writing order."""
    return [line for key in ordered(data, kind) for line in entry_lines(key, data[key], kind)]


def _one_line(lines: list[str], value: Data) -> bool:
    return len(lines) == 1 and lines[0].startswith(("[", "{")) and not isinstance(value, str)


def _lines(value: Data, key: str, kind: str) -> list[str]:
    if isinstance(value, str):
        return block(value) or [inline(value, key)]
    if isinstance(value, dict):
        return mapping_lines(value, kind) if value else ["{}"]
    if _is_short_list_of_names(value, key):
        return [f"[{', '.join(str(item) for item in value)}]"]
    return [line for item in value for line in _item(item, key, kind)]


def _item(item: Data, key: str, kind: str) -> list[str]:
    first, *rest = _lines(item, key, kind)
    return [f"- {first}", *(f"{_STEP}{line}" if line else "" for line in rest)]


def _is_short_list_of_names(items: list[Data], key: str) -> bool:
    if not all(isinstance(item, str) and SLUG.match(item) and is_safe(item) for item in items):
        return False
    return len(key) + sum(len(item) + 2 for item in items) <= _WIDTH
