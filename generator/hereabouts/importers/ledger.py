"""What an import wrote, kept beside the records so that the next import of the same source knows what people changed.

For each record: what the source calls it, and a digest of every top-level key as it was written. Digests and not
values, because values are in the records and in their history already, and because a place that somebody hid should
not live on in a second file. It is committed with the records, so it survives a fresh clone; one line is one record,
so two imports of different sources never touch the same line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hereabouts.importers.source import LARGEST, SourceError
from hereabouts.model.ids import slug
from hereabouts.source.document import Data
from hereabouts.writer import replace_file

FOLDER = ".imports"
"""In a directory folder. What begins with a dot there is no record."""

NESTED = frozenset({"attributes", "programs", "terms", "translations"})
"""Top-level keys that hold things by key: each of these is compared for itself."""

_VERSION = 1
_UNCHANGING = ("id", "formerly", "replaces")

Digests = dict[str, "str | dict[str, str]"]


@dataclass(slots=True)
class Written:
    """One record as an import wrote it.

    `calls` is what the source calls it, like ``service:135836``; `id` is its id where the record says one.
    """

    path: str
    calls: list[str] = field(default_factory=list)
    id: str = ""
    digests: Digests = field(default_factory=dict)


@dataclass(slots=True)
class Ledger:
    """What the last import of one source wrote, by path. `form` and `source` say how it was read; `day` when."""

    name: str
    form: str = ""
    source: str = ""
    day: str = ""
    records: dict[str, Written] = field(default_factory=dict)

    def homes(self) -> dict[str, str]:
        """What the source calls a thing -> the record it was written to."""
        return {call: path for path, one in sorted(self.records.items()) for call in one.calls}


def digest(data: Data) -> str:
    """A short name of a value: the same for the same value, whatever the order of its keys."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def digests(record: Mapping[str, Data]) -> Digests:
    """The digest of every key of a record that an import may change."""
    made: Digests = {}
    for key, value in record.items():
        if key in _UNCHANGING:
            continue
        if key == "source" and isinstance(value, dict):  # when it was fetched says nothing of what was fetched
            value = {name: inner for name, inner in value.items() if name != "retrieved"}  # noqa: PLW2901
        whole = not (key in NESTED and isinstance(value, dict))
        made[key] = digest(value) if whole else {name: digest(inner) for name, inner in _items(value)}
    return made


def _items(value: Data) -> Iterator[tuple[str, Data]]:
    yield from value.items() if isinstance(value, dict) else ()


def name_of(source: str) -> str:
    """What a source is called unless somebody says: by its address without what stands behind `?`, or its file."""
    address = source.partition("?")[0].rstrip("/")
    if "://" in address:
        return slug(address.partition("://")[2]) or "source"
    return slug(Path(address).resolve().stem) or "source"


def read_ledger(into: Path, name: str) -> Ledger | None:
    """The ledger of a source; None when it was never imported. Raises SourceError for one that is damaged."""
    file = _file(into, name)
    if file.is_symlink() or not file.is_file():
        return None
    try:
        if file.stat().st_size > LARGEST:
            raise ValueError("too large")  # noqa: TRY301
        head, *lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
        if head["ledger"] != _VERSION:
            raise ValueError("another version")  # noqa: TRY301
        records = {line["path"]: _written(line) for line in lines}
        return Ledger(name, str(head["form"]), str(head["source"]), str(head["day"]), records)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = "Take it back from the history, or delete it to import as if for the first time."
        raise SourceError(f"{file} is damaged ({error}). {why}") from error


def _written(line: dict[str, Any]) -> Written:
    return Written(line["path"], list(line["calls"]), str(line.get("id", "")), dict(line["digests"]))


def ledger_names(into: Path) -> list[str]:
    """The sources that were imported before."""
    return sorted(file.stem for file in (into / FOLDER).glob("*.ndjson"))


def write_ledger(into: Path, ledger: Ledger) -> None:
    """Write a ledger whole, or not at all. Raises OSError when the disk refuses."""
    head: dict[str, Any] = {"ledger": _VERSION, "form": ledger.form, "source": ledger.source, "day": ledger.day}
    lines = [
        {
            "path": path,
            "calls": one.calls,
            **({"id": one.id} if one.id else {}),
            "digests": dict(sorted(one.digests.items())),
        }
        for path, one in sorted(ledger.records.items())
    ]
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in [head, *lines])
    replace_file(_file(into, ledger.name), text.encode())


def _file(into: Path, name: str) -> Path:
    return into / FOLDER / f"{name}.ndjson"
