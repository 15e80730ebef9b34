"""Whether a feed over HTTP answers with what it is asked for: the records of one group, of one list, changed since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from hereabouts.conform.visit import Tour, Visit
from hereabouts.web import Json


def _at(*ways: str) -> Callable[[Json], str]:
    """The text at the first of some ways into a record, such as ``organization/id``, that leads to one."""

    def read(item: Json) -> str:
        for way in ways:
            found = item
            for name in way.split("/"):
                found = found.get(name) if isinstance(found, dict) else None
            if isinstance(found, str) and found:
                return found
        return ""

    return read


def _moment(item: Json) -> str:
    found = item.get("last_modified")
    try:
        return found if isinstance(found, str) and datetime.fromisoformat(found) else ""
    except ValueError:
        return ""


def _same(value: str, asked: str) -> bool:
    return value == asked


def _not_before(value: str, asked: str) -> bool:
    first, last = (datetime.fromisoformat(one) for one in (asked, value))
    return (last if last.tzinfo else last.replace(tzinfo=UTC)) >= (first if first.tzinfo else first.replace(tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class _Filter:
    """One parameter of the standard: what a record says of it, and whether that fits what was asked for."""

    parameter: str
    read: Callable[[Json], str]
    fits: Callable[[str, str], bool] = _same


_FILTERS = {
    "/services": (
        _Filter("organization_id", _at("organization_id", "organization/id")),
        _Filter("modified_after", _moment, _not_before),
    ),
    "/service_at_locations": (_Filter("organization_id", _at("service/organization_id", "service/organization/id")),),
    "/taxonomy_terms": (_Filter("taxonomy_id", _at("taxonomy_id", "taxonomy_detail/id")),),
}


def check_filters(tour: Tour, visit: Visit, items: list[Json]) -> None:
    """Ask for some of the records on the first page, by what they say, and look at what comes back."""
    endpoint = visit.endpoint
    records = [item for item in items if isinstance(item, dict)]
    for one in _FILTERS.get(endpoint.path, ()):
        said = sorted({value for item in records if (value := one.read(item))})
        fitting = [value for value in said if one.fits(value, said[-1])]
        if len(fitting) < len(said) and one.parameter in tour.standard.parameters(endpoint) and not tour.source.spent:
            _ask(tour, visit, one, said[-1], records)


def _ask(tour: Tour, visit: Visit, one: _Filter, asked: str, before: list[Json]) -> None:
    answer = tour.source.read(visit.endpoint.path, **{one.parameter: asked})
    spot = visit.spot(answer.document).within("contents")
    items = answer.value.get("contents") if isinstance(answer.value, dict) else None
    if not isinstance(items, list):
        return
    found = [item if isinstance(item, dict) else {} for item in items]
    said = {"parameter": one.parameter, "asked": asked}
    wrong = [index for index, item in enumerate(found) if (value := one.read(item)) and not one.fits(value, asked)]
    if wrong and {str(item.get("id")) for item in found} >= {str(item.get("id")) for item in before}:
        tour.faults.add_once("filter-ignored", spot, one.parameter, **said)
    elif wrong:
        tour.faults.add(
            "filter-wrong", spot.within(wrong[0]), **said, value=one.read(found[wrong[0]]), count=len(wrong)
        )
    elif not found:
        tour.faults.add("filter-misses", spot, **said)
