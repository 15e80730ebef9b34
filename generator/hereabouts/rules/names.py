"""Names and ids: one thing has one, and two things never share one."""

from __future__ import annotations

from collections.abc import Iterator

from hereabouts.finding import Finding, finding
from hereabouts.model.ids import slug
from hereabouts.records import Kind, Record, Records, identity
from hereabouts.settings import items, table, text
from hereabouts.source.document import Data, Path


def check(records: Records) -> Iterator[Finding]:
    """Check names across all records."""
    yield from _check_claims(records)
    yield from _check_pins(records)
    for record in records.of(Kind.TAXONOMY):
        yield from _check_terms(record)
    for record in records.of(Kind.SERVICE):
        yield from _check_places(record)


def _paths(record: Record, key: str) -> Iterator[tuple[Path, str]]:
    data = record.data.get(key)
    for index, item in enumerate(items(data)):
        path: Path = (key, index) if isinstance(data, list) else (key,)
        yield path, text(item).strip().removesuffix(".yml")


def _check_claims(records: Records) -> Iterator[Finding]:
    """Each old path belongs to one record, and no file may stand where an old path still leads."""
    claims: dict[str, Record] = {}
    for record in records.by_path.values():
        for key in ("formerly", "replaces"):
            for path, old in _paths(record, key):
                if old in records.by_path:
                    code = "name-formerly-self" if old == record.path else "name-formerly-taken"
                    yield finding(code, record.document.place(*path), path=old)
                elif old in claims:
                    other = claims[old].document.file
                    yield finding("name-formerly-twice", record.document.place(*path), path=old, other=other)
                claims.setdefault(old, record)


def _check_terms(record: Record) -> Iterator[Finding]:
    """The same for the keys of terms: a new term at an old key would get the id of the one that had it."""
    terms = table(record.data.get("terms"))
    claims: dict[str, str] = {}
    for key, term in terms.items():
        former = table(term).get("formerly")
        for index, item in enumerate(items(former)):
            old = text(item).strip()
            path: Path = ("terms", key, "formerly", index) if isinstance(former, list) else ("terms", key, "formerly")
            if old in terms:
                code = "name-formerly-self" if old == key else "name-formerly-taken"
                yield finding(code, record.document.place(*path), path=old)
            elif claims.setdefault(old, key) != key:
                yield finding("name-formerly-twice", record.document.place(*path), path=old, other=claims[old])


def _pinned(data: Data, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, dict):
        own = data.get("id")
        if isinstance(own, str):
            yield (*path, "id"), own.strip().lower()
        for key, value in data.items():
            yield from _pinned(value, (*path, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _pinned(item, (*path, index))


def _check_pins(records: Records) -> Iterator[Finding]:
    seen: dict[str, tuple[Record, Path]] = {}
    for record in records.by_path.values():
        for path, own in _pinned(record.data, ()):
            if own not in seen:
                seen[own] = (record, path)
                continue
            other, _ = seen[own]
            if _is_unit(path) and _is_unit(seen[own][1]):
                continue
            yield finding("name-id-twice", record.document.place(*path), id=own, other=other.document.file)
    yield from _check_given(records, seen)


def _check_given(records: Records, pins: dict[str, tuple[Record, Path]]) -> Iterator[Finding]:
    """An id copied from the feed belongs to the record that it was made for."""
    namespace = text(records.settings.data.get("id_namespace")).strip()
    for other in records.by_path.values() if pins else ():
        own = identity(other, namespace)
        if own in pins and "id" not in other.data:
            record, path = pins[own]
            yield finding("name-id-twice", record.document.place(*path), id=own, other=other.document.file)


def _is_unit(path: Path) -> bool:
    """A unit (of a capacity) is shared by the whole directory, and so is its id."""
    return "unit" in path


def _check_places(record: Record) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, item in enumerate(items(record.data.get("locations"))):
        place = table(table(item).get("place"))
        name = slug(text(place.get("name")))
        if not place or "id" in place:
            continue
        if name in seen:
            where = record.document.place("locations", index, "place", "name")
            yield finding("name-place-twice", where, name=text(place.get("name")).strip())
        seen.add(name)
