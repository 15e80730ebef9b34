"""Every part of a record by the key it stands under, however deep, so that a rule says what it checks and not where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hereabouts.finding import Place
from hereabouts.records import Record
from hereabouts.settings import items
from hereabouts.source.document import Data, Path

_CLOSED = frozenset({"attributes", "translations", "hsds", "terms", "programs", "areas"})
"""Keys whose mappings are keyed by names of the author's own, not by fields."""


@dataclass(slots=True)
class Parts:
    """One record's parts: key -> the path and value of each item found under that key."""

    record: Record
    by_key: dict[str, list[tuple[Path, Data]]] = field(default_factory=dict)

    def under(self, *keys: str) -> Iterator[tuple[Path, Data]]:
        """Each item under any of these keys; a list is given item by item."""
        for key in keys:
            yield from self.by_key.get(key, ())

    def texts(self, *keys: str) -> Iterator[tuple[Path, str]]:
        """Each item under these keys that is text and says something."""
        return ((path, item.strip()) for path, item in self.under(*keys) if isinstance(item, str) and item.strip())

    def written(self, path: Path) -> str:
        """The text at a path; empty when there is none."""
        here: Data = self.record.data
        for step in path:
            if isinstance(here, dict):
                here = here.get(str(step), "")
            elif isinstance(here, list) and isinstance(step, int):
                here = here[step]
        return here if isinstance(here, str) else ""

    def place(self, path: Path) -> Place:
        """Where a part stands."""
        return self.record.document.place(*path)


def take_apart(record: Record) -> Parts:
    """Index every part of a record by key."""
    parts = Parts(record)
    _collect(record.data, (), parts)
    return parts


def _collect(data: Data, path: Path, parts: Parts) -> None:
    if isinstance(data, dict):
        for key, value in data.items():
            _collect_under(key, value, (*path, key), parts)
    elif isinstance(data, list):
        for index, item in enumerate(data):
            _collect(item, (*path, index), parts)


def _collect_under(key: str, value: Data, path: Path, parts: Parts) -> None:
    listed = isinstance(value, list)
    found = [((*path, index) if listed else path, item) for index, item in enumerate(items(value))]
    parts.by_key.setdefault(key, []).extend(found)
    if key in _CLOSED:
        for name, inner in value.items() if isinstance(value, dict) and key != "hsds" else ():
            _collect(inner, (*path, name), parts)
        return
    _collect(value, path, parts)
