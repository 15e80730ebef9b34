"""Names that one record uses for another: each must lead somewhere, and to the right kind of thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz, process

from hereabouts.finding import Finding, Place, finding
from hereabouts.records import Kind, Record, Records
from hereabouts.rules.parts import Parts
from hereabouts.settings import items, table, text
from hereabouts.source.document import Data, Path

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_NEAR = 75
_BUILTIN = "hereabouts"
_PLURALS = {
    Kind.ORGANIZATION: "organizations",
    Kind.SERVICE: "services",
    Kind.LOCATION: "locations",
    Kind.TAXONOMY: "taxonomies",
}


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice most like `word`, when one is like it at all."""
    found = process.extractOne(word, list(choices), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return str(found[0]) if found else ""


def _unknown(name: str, what: str, choices: Iterable[str], place: Place, where: str = "") -> Finding:
    """Say that a name leads nowhere; `choices` are the names that lead somewhere, listed only when needed.

    `where` is what a new one would be added to; empty when it would be a file of its own.
    """
    near = nearest(name, choices)
    hint = "near" if near else "inside" if where else "hint"
    return finding("reference-unknown", place, hint=hint, kind=what, name=name, suggestion=near, where=where)


def check(parts: Parts, records: Records) -> Iterator[Finding]:
    """Check every name this record uses."""
    yield from _check_venues(parts, records)
    yield from _check_organizations(parts, records)
    yield from _check_program(parts, records)
    yield from _check_areas(parts, records)
    yield from _check_access(parts, records)
    for path, _ in parts.under("attributes"):
        yield from _check_attributes(parts, path[:-1], records)
    if parts.record.kind is Kind.TAXONOMY:
        yield from _check_parents(parts.record)


def _venues(records: Records) -> Iterator[str]:
    return (record.name for record in records.of(Kind.LOCATION))


def _groups(records: Records) -> Iterator[str]:
    return (record.group for record in records.of(Kind.ORGANIZATION))


def _check_venues(parts: Parts, records: Records) -> Iterator[Finding]:
    for path, item in parts.under("locations"):
        if isinstance(item, str):
            if records.location(item.strip()) is None:
                yield _unknown(item.strip(), "place", _venues(records), parts.place(path))
            continue
        at = text(table(item).get("at")).strip()
        if at and records.location(at) is None:
            yield _unknown(at, "place", _venues(records), parts.place((*path, "at")))


def _check_organizations(parts: Parts, records: Records) -> Iterator[Finding]:
    for path, name in parts.texts("parent_organization", "organization"):
        if records.organization(name) is None:
            yield _unknown(name, "organization", _groups(records), parts.place(path))
    if parts.record.kind is Kind.ORGANIZATION:
        yield from _check_circle(parts, records)


def _check_circle(parts: Parts, records: Records) -> Iterator[Finding]:
    """An organization must not be, by any number of steps, its own parent. Said once, at the first by name."""
    seen = [parts.record.group]
    while True:
        above = records.organization(seen[-1])
        parent = text(above.data.get("parent_organization")).strip() if above else ""
        if not parent:
            return
        if parent == seen[0] == min(seen):
            place = parts.place(("parent_organization",))
            yield finding("reference-circle", place, chain=" → ".join([*seen, parent]))
        if parent in seen:
            return
        seen.append(parent)


def _check_program(parts: Parts, records: Records) -> Iterator[Finding]:
    name = text(parts.record.data.get("program")).strip()
    organization = records.organization(parts.record.group)
    if not name or organization is None or not organization.data:
        return
    programs = table(organization.data.get("programs"))
    if name not in programs:
        where = "`programs:` of the organization"
        yield _unknown(name, "program", programs, parts.place(("program",)), where)


def _check_areas(parts: Parts, records: Records) -> Iterator[Finding]:
    areas = table(records.settings.data.get("areas"))
    for path, name in parts.texts("service_areas"):
        if SLUG.match(name) and name not in areas:
            yield _unknown(name, "area", areas, parts.place(path), "`areas:` in directory.yml")


def _check_access(parts: Parts, records: Records) -> Iterator[Finding]:
    terms = records.terms("access")
    for path, item in parts.under("accessibility"):
        name = item.strip() if isinstance(item, str) else text(table(item).get("facility")).strip()
        if SLUG.match(name) and not _has_term(terms, name):
            yield _unknown(name, "term in the list `access`", terms, parts.place(path), "the list")


def _has_term(terms: Mapping[str, Data], key: str) -> bool:
    return key in terms or any(key in items(table(term).get("formerly")) for term in terms.values())


def _check_attributes(parts: Parts, path: Path, records: Records) -> Iterator[Finding]:
    fields: Data = parts.record.data
    for step in path:
        fields = fields[step] if isinstance(fields, dict | list) else {}  # type: ignore[index]
    for name, entries in table(table(fields).get("attributes")).items():
        key_path = (*path, "attributes", name)
        taxonomy = records.taxonomy(name)
        if name == _BUILTIN:
            yield finding("reference-reserved-list", parts.record.document.key_place(*key_path), name=name)
        elif taxonomy is None:
            lists = (record.name for record in records.of(Kind.TAXONOMY))
            yield _unknown(name, "list", lists, parts.record.document.key_place(*key_path))
        elif taxonomy.data:
            if not path:
                yield from _check_applies(parts, taxonomy, key_path)
            yield from _check_terms(parts, entries, key_path, records.terms(name), name)


def _check_applies(parts: Parts, taxonomy: Record, path: Path) -> Iterator[Finding]:
    allowed = [text(kind) for kind in items(taxonomy.data.get("applies_to"))]
    kind = _PLURALS[parts.record.kind]
    if allowed and kind not in allowed:
        place = parts.record.document.key_place(*path)
        yield finding("reference-wrong-kind", place, name=taxonomy.name, kind=kind, allowed=", ".join(allowed))


def _check_terms(parts: Parts, entries: Data, path: Path, terms: Mapping[str, Data], name: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, entry in enumerate(items(entries)):
        key = entry.strip() if isinstance(entry, str) else text(table(entry).get("term")).strip()
        place = parts.place((*path, index) if isinstance(entries, list) else path)
        if not _has_term(terms, key):
            yield _unknown(key, f"term in the list `{name}`", terms, place, "the list")
        elif key in seen:
            yield finding("reference-twice", place, name=key)
        seen.add(key)


def _check_parents(record: Record) -> Iterator[Finding]:
    terms = table(record.data.get("terms"))
    for key, term in terms.items():
        parent = text(table(term).get("parent")).strip()
        place = record.document.place("terms", key, "parent")
        if parent and parent not in terms:
            yield _unknown(parent, "term in this list", terms, place, "the list")
        seen = [key]
        while parent in terms and parent not in seen:
            seen.append(parent)
            parent = text(table(terms[parent]).get("parent")).strip()
        if parent == key == min(seen):
            yield finding("reference-circle", place, chain=" → ".join([*seen, parent]))
