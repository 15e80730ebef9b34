"""A feed of Open Referral UK 1, the older one, as the nested things that every import begins with.

Its services hold everything: `service_at_locations` with `physical_addresses` and `regular_schedules`, `eligibilitys`,
`service_taxonomys`, `cost_options`, `reviews`. A page keeps them under `content`. Sources: the extended table
descriptions in OpenReferralUK/human-services, and the answers of its published sample feeds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from hereabouts.importers.guessing import guess_kind
from hereabouts.importers.older import Older, read_term
from hereabouts.importers.report import Where
from hereabouts.importers.shapes import as_text, is_empty
from hereabouts.importers.source import SourceRecord

_KINDS = {
    "services": "service",
    "organizations": "organization",
    "locations": "location",
    "taxonomies": "term",
    "taxonomy_terms": "term",
}


def modernise(records: Iterable[SourceRecord], older: Older) -> Iterator[SourceRecord]:
    """Each record with what HSDS 3 has. A taxonomy of this feed is a term."""
    seen: set[tuple[str, str]] = set()
    for record in records:
        if not isinstance(record.data, dict):
            yield record
            continue
        for term in _terms_in(record.data, ""):
            named = as_text(term.get("vocabulary", "")), as_text(term["id"])
            if named not in seen:
                seen.add(named)
                yield replace(record, data=read_term(term), kind="taxonomy_terms", troubles=())
        kind = _KINDS.get(record.kind) or _guess(record.data)
        where = Where(record.label)
        if kind == "service":
            older.service(record.data, where)
        elif kind == "organization":
            older.organization(record.data, where)
        elif kind == "location":
            older.location(record.data, where)
        yield replace(record, data=read_term(record.data), kind="taxonomy_terms") if kind == "term" else record


def _terms_in(raw: Any, vocabulary: str) -> Iterator[dict[str, Any]]:
    """Every term in an object, however deep, and those it is below, which say no vocabulary of their own."""
    if isinstance(raw, list):
        for inner in raw:
            yield from _terms_in(inner, vocabulary)
    elif isinstance(raw, dict):
        own = as_text(raw.get("vocabulary") or "") or vocabulary
        if own and not is_empty(raw.get("id")) and not is_empty(raw.get("name")):
            yield {**raw, "vocabulary": own}
        for name, inner in raw.items():
            yield from _terms_in(inner, own if name == "parent" else "")


def _guess(raw: dict[str, Any]) -> str:
    if "vocabulary" in raw:
        return "term"
    mine = {"eligibilitys", "service_taxonomys", "service_at_locations", "regular_schedules", "cost_options"}
    return "service" if mine & raw.keys() else guess_kind(raw)
