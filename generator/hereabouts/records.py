"""All record files of a directory together: by kind, by name, and what a name in one means in another.

A record names another by file name alone. Everything here is still as written (plain data with places);
`directory` turns it into HSDS objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hereabouts.kind import Kind
from hereabouts.model.ids import derive
from hereabouts.settings import items, text
from hereabouts.source.document import Data, Document

__all__ = ["Kind", "Record", "Records", "former_paths", "gather", "identity"]


@dataclass(slots=True)
class Record:
    """One record: its kind, its path without ``.yml`` (``organizations/<group>/<service>``) and what it says.

    `held` marks a record shown in its last good form because the present one has an error.
    """

    kind: Kind
    path: str
    document: Document
    held: bool = False

    @property
    def name(self) -> str:
        """The file name alone, which is how other records name this one."""
        return self.path.rpartition("/")[2]

    @property
    def group(self) -> str:
        """The folder of the organization this record is in; empty for locations and taxonomies."""
        parts = self.path.split("/")
        return parts[1] if parts[0] == "organizations" else ""

    @property
    def data(self) -> dict[str, Data]:
        """What the file says."""
        return self.document.data


@dataclass(slots=True)
class Records:
    """Every record of a directory by path, in sorted order, with `settings` being directory.yml itself."""

    settings: Record
    by_path: dict[str, Record] = field(default_factory=dict)

    def of(self, kind: Kind) -> Iterator[Record]:
        """All records of one kind, sorted by path."""
        return (record for record in self.by_path.values() if record.kind is kind)

    def organization(self, group: str) -> Record | None:
        """The organization record of the folder `group`."""
        return self.by_path.get(f"organizations/{group}/organization")

    def services_of(self, group: str) -> list[Record]:
        """The services in the folder `group`, sorted by name."""
        prefix = f"organizations/{group}/"
        return [record for record in self.of(Kind.SERVICE) if record.path.startswith(prefix)]

    def location(self, venue: str) -> Record | None:
        """The record of the venue `venue`."""
        return self.by_path.get(f"locations/{venue}")

    def taxonomy(self, name: str) -> Record | None:
        """The taxonomy of that file name."""
        return self.by_path.get(f"taxonomies/{name}")

    def terms(self, taxonomy: str) -> dict[str, Data]:
        """The terms of a taxonomy by key; empty when there is no such taxonomy."""
        record = self.taxonomy(taxonomy)
        terms = record.data.get("terms") if record else None
        return terms if isinstance(terms, dict) else {}

    def without(self, paths: Iterable[str]) -> Records:
        """A copy that leaves out the records at `paths`."""
        left_out = set(paths)
        kept = {path: record for path, record in self.by_path.items() if path not in left_out}
        return Records(self.settings, kept)


def former_paths(record: Record, key: str) -> list[str]:
    """The paths under `formerly` or `replaces`, in the record's order."""
    return [text(path).strip().removesuffix(".yml") for path in items(record.data.get(key))]


def identity(record: Record, id_namespace: str) -> str:
    """The id of a record: its pin, else from the oldest path it had, else from its path."""
    pinned = text(record.data.get("id")).strip().lower()
    if pinned:
        return pinned
    return derive(id_namespace, next(iter(former_paths(record, "formerly")), record.path))


def gather(settings: Record, records: Iterable[Record]) -> Records:
    """Put records together, sorted by path so that every output comes in one order."""
    return Records(settings, {record.path: record for record in sorted(records, key=lambda item: item.path)})
