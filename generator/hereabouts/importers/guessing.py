"""What kind of thing an object without any label is, told by the fields it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hereabouts.importers.entities import COLLECTIONS
from hereabouts.importers.report import Where
from hereabouts.importers.shapes import is_empty

_SERVICE_ONLY = {
    *("service_at_locations", "eligibility_description", "application_process", "fees_description", "cost_options"),
    *("organization", "assured_date", "minimum_age", "service_areas", "program_id"),
}


def guess_kind(raw: dict[str, Any]) -> str:
    """What kind of thing an object without any label is; empty for a bundle of several."""
    has = raw.keys()
    if "location" in has and "name" not in has and has & {"service", "service_id", "location_id"} and "id" in has:
        return "service_at_location"
    if "name" not in has and any(not is_empty(raw.get(name)) for name in COLLECTIONS):
        return ""
    if has & {"location_type", "latitude", "transportation"} and not has & {"services", "locations", "programs"}:
        return "location"
    if has & {"taxonomy_detail", "taxonomy_id", "term_uri"} or ("term" in has and "taxonomy" in has):
        return "taxonomy_term"
    if has & _SERVICE_ONLY:
        return "service"
    if "version" in has and has <= {"id", "name", "description", "uri", "version", "metadata", "taxonomy_terms"}:
        return "taxonomy"
    return "organization" if "name" in has else ""


def items_of(raw: dict[str, Any], where: Where) -> Iterator[tuple[str, Any, Where]]:
    """The things in the lists of a bundle: organizations first, so that the others find theirs."""
    order = list(COLLECTIONS)
    for name in sorted((name for name in raw if name in COLLECTIONS), key=order.index):
        value = raw[name]
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            yield name, item, where / name / index if isinstance(value, list) else where / name
