"""The same thing written twice in one list, which says nothing more and usually means another was meant."""

from __future__ import annotations

from collections.abc import Iterator

from hereabouts.finding import Finding, finding
from hereabouts.rules.parts import Parts
from hereabouts.settings import table, text
from hereabouts.source.document import Data

_LISTS = {
    "languages": "code",
    "service_areas": "name",
    "accessibility": "facility",
    "funding": "source",
    "required_documents": "document",
    "additional_urls": "url",
    "additional_websites": "url",
    "maintainers": "",
    "synonyms": "",
}
"""Lists in which nothing should stand twice, and the line of an item that says what it is."""


def check(parts: Parts) -> Iterator[Finding]:
    """Find what stands twice in one list, and a venue that a service has twice."""
    for key, own in _LISTS.items():
        yield from _check_list(parts, key, own, "hint")
    yield from _check_list(parts, "locations", "at", "venue")


def _check_list(parts: Parts, key: str, own: str, hint: str) -> Iterator[Finding]:
    seen: set[tuple[object, ...]] = set()
    for path, item in parts.under(key):
        said = _name_of(item, own)
        # Items with more to them, such as a language with a note, may well be two.
        name = (*path[:-1], said.casefold())
        if said and name in seen:
            yield finding("reference-twice", parts.place(path), hint=hint if own == "at" else "hint", name=said)
        seen.add(name)


def _name_of(item: Data, own: str) -> str:
    if isinstance(item, str):
        return " ".join(item.split())
    fields = table(item)
    return text(fields.get(own)).strip() if own == "at" or set(fields) == {own} else ""
