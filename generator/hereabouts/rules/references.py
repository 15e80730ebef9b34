"""Names that one record uses for another: each must lead somewhere, and to the right kind of thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hereabouts.finding import Finding, Place, finding
from hereabouts.model.ids import slug
from hereabouts.records import Kind, Record, Records
from hereabouts.rules.nearness import nearest
from hereabouts.rules.parts import Parts
from hereabouts.settings import items, table, text
from hereabouts.source.document import Data, Path

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_BUILTIN = "hereabouts"
_PLURALS = {
    Kind.ORGANIZATION: "organizations",
    Kind.SERVICE: "services",
    Kind.LOCATION: "locations",
    Kind.TAXONOMY: "taxonomies",
}


def _unknown(name: str, what: str, place: Place, where: str = "", of: str = "") -> Finding:
    """Say that a name leads nowhere. `missing` says it once for all records that use it, and what may be meant.

    `where` is what a new one would be added to; empty when it would be a file of its own. `of` is the list or group
    it should be in.
    """
    return finding("reference-unknown", place, kind=what, name=name, suggestion="", where=where, of=of)


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


def _check_venues(parts: Parts, records: Records) -> Iterator[Finding]:
    for path, item in parts.under("locations"):
        if isinstance(item, str):
            if records.location(item.strip()) is None:
                yield _unknown(item.strip(), "place", parts.place(path))
            continue
        at = text(table(item).get("at")).strip()
        if at and records.location(at) is None:
            yield _unknown(at, "place", parts.place((*path, "at")))


def _check_organizations(parts: Parts, records: Records) -> Iterator[Finding]:
    for path, name in parts.texts("parent_organization", "organization"):
        if records.organization(name) is None:
            yield _unknown(name, "group", parts.place(path))
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
        where = f"`programs:` in {organization.document.file}"
        yield _unknown(name, "programme", parts.place(("program",)), where, organization.group)


def _check_areas(parts: Parts, records: Records) -> Iterator[Finding]:
    areas = table(records.settings.data.get("areas"))
    for path, name in parts.texts("service_areas"):
        if SLUG.match(name) and name not in areas:
            yield _unknown(name, "area", parts.place(path), "`areas:` in directory.yml")
        elif not SLUG.match(name):
            yield from _check_words(parts, path, name, "an area of this directory", areas)


def _check_access(parts: Parts, records: Records) -> Iterator[Finding]:
    access = records.taxonomy("access")
    terms = records.terms("access")
    for path, item in parts.under("accessibility"):
        name = item.strip() if isinstance(item, str) else text(table(item).get("facility")).strip()
        if access is None and SLUG.match(name):
            yield _unknown("access", "list", parts.place(path))
        elif access is None or not access.data:
            continue  # what is wrong with the list is said there, and not of everything that uses it
        elif SLUG.match(name) and not _has_term(terms, name):
            where = f"`terms:` in {access.document.file}"
            yield _unknown(name, "term in the list `access`", parts.place(path), where, "access")
        elif not SLUG.match(name):
            yield from _check_words(parts, path, name, "a term of the list `access`", terms)


def _check_words(parts: Parts, path: Path, words: str, what: str, known: Mapping[str, Data]) -> Iterator[Finding]:
    """Ask about words of one's own that mean what the directory has a short name for."""
    several = [part.strip() for part in re.split(r"[,;]", words)]
    if len(several) > 1 and all(part in known for part in several):
        suggestion = ", ".join(several)
        place = parts.place(path)
        yield finding("reference-in-words", place, hint="several", name=words, kind=what, suggestion=suggestion)
    elif meant := _meant_by(words, known):
        yield finding("reference-in-words", parts.place(path), name=words, kind=what, suggestion=meant)


def _meant_by(words: str, things: Mapping[str, Data]) -> str:
    """The short name of the area or term that these words are the name of, or nearly; empty for words of their own."""
    plain = slug(words.lower().removeprefix("the "))
    by_name = {slug(text(table(thing).get("name"))): key for key, thing in things.items()}
    near = nearest(plain, [*things, *by_name]) if plain else ""
    return near if near in things else by_name.get(near, "")


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
            yield _unknown(name, "list", parts.record.document.key_place(*key_path))
        elif taxonomy.data:
            if not path:
                yield from _check_applies(parts, taxonomy, key_path)
            yield from _check_terms(parts, entries, key_path, taxonomy)


def _check_applies(parts: Parts, taxonomy: Record, path: Path) -> Iterator[Finding]:
    allowed = [text(kind) for kind in items(taxonomy.data.get("applies_to"))]
    kind = _PLURALS[parts.record.kind]
    if allowed and kind not in allowed:
        place = parts.record.document.key_place(*path)
        yield finding("reference-wrong-kind", place, name=taxonomy.name, kind=kind, allowed=", ".join(allowed))


def _check_terms(parts: Parts, entries: Data, path: Path, taxonomy: Record) -> Iterator[Finding]:
    seen: set[str] = set()
    terms = table(taxonomy.data.get("terms"))
    what, where = f"term in the list `{taxonomy.name}`", f"`terms:` in {taxonomy.document.file}"
    for index, entry in enumerate(items(entries)):
        key = entry.strip() if isinstance(entry, str) else text(table(entry).get("term")).strip()
        own = (*path, index) if isinstance(entries, list) else path
        if not _has_term(terms, key):
            yield _unknown(key, what, parts.place(own), where, taxonomy.name)
        elif key in seen:
            yield finding("reference-twice", parts.place(own), name=key)
        seen.add(key)


def _check_parents(record: Record) -> Iterator[Finding]:
    terms = table(record.data.get("terms"))
    for key, term in terms.items():
        parent = text(table(term).get("parent")).strip()
        path = ("terms", key, "parent")
        if parent and parent not in terms:
            yield _unknown(parent, "term in this list", record.document.place(*path), "`terms:`", record.name)
        seen = [key]
        while parent in terms and parent not in seen:
            seen.append(parent)
            parent = text(table(terms[parent]).get("parent")).strip()
        if parent == key == min(seen):
            yield finding("reference-circle", record.document.place(*path), chain=" → ".join([*seen, parent]))
