"""What results are narrowed down and sorted by, as compact columns: fetched after the first answer, never before.

A service is told by its number, its place in the order of the directory, as in the slices. Columns leave out what
nobody has said, so that the browser can tell "no" from "not known".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

import msgspec

from hereabouts.directory import ServiceListing, TermListing
from hereabouts.model.objects import Schedule
from hereabouts.outputs.pages.notices import freshness_of
from hereabouts.outputs.pages.places import is_virtual
from hereabouts.outputs.pages.rules import bank_holidays_json, rule_of, terms_json, to_json
from hereabouts.outputs.pages.site import NEEDS, Site
from hereabouts.outputs.pages.standing import is_closed, is_full, is_signpost, use_of
from hereabouts.outputs.search.numbers import code
from hereabouts.schedules.hsds import to_session

LISTS = (NEEDS, "audiences", "setting", "referral-routes")
"""The lists of terms that results can be narrowed by, besides what places say of getting in and about."""

SCALE = 10_000
"""A degree in steps of about ten metres."""

_EPOCH = date(2000, 1, 1)
_REFERRALS = ("readiness", "takes-social-prescribing")
_NO = frozenset({"no", "not now", "not at present", "paused"})
_AT_A_DISTANCE = frozenset({"online", "phone", "home-visit", "delivered"})


class Spots(msgspec.Struct):
    """Where services are, one for each of their places: degrees in `SCALE`, counted from `south` and `west`.

    Those two are counted from the South Pole and from the far side of the Earth, so that nothing is below 0.
    """

    at: str
    north: str
    east: str
    south: int
    west: int


class Column(msgspec.Struct):
    """One number for each of some services."""

    at: str
    values: str


class Facets(msgspec.Struct):
    """`terms`, `flags`, `languages` and `areas` tell the services that have each; days count from 2000-01-01."""

    services: int
    terms: dict[str, str]
    flags: dict[str, str]
    languages: dict[str, str]
    areas: dict[str, str]
    youngest: Column
    oldest: Column
    spots: Spots
    due: Column
    assured: Column


class Sessions(msgspec.Struct, kw_only=True):
    """When services are on: distinct rules, as a page has them, and which services keep which."""

    rules: list[msgspec.Raw]
    at: str
    kept: str
    terms: msgspec.Raw
    bank_holidays: msgspec.Raw = msgspec.field(name="bankHolidays")
    timezone: str


def steps(numbers: Iterable[int]) -> str:
    """Ascending numbers as the steps between them, the first from -1; one that comes again is a step of 0."""
    text, last = [], -1
    for number in numbers:
        text.append(code(number - last))
        last = number
    return "".join(text)


def make_facets(site: Site) -> bytes:
    """The columns of a whole directory, encoded; the same in every language."""
    services = list(site.directory.services.values())
    fresh = {at: freshness_of(site, one) for at, one in enumerate(services)}
    return msgspec.json.encode(
        Facets(
            services=len(services),
            terms=_by(services, _terms),
            flags=_by(services, _flags),
            languages=_by(services, lambda one: (spoken.code for spoken in one.hsds.languages)),
            areas=_by(services, lambda one: (area.name for area in one.hsds.service_areas)),
            youngest=_column((at, one.hsds.minimum_age) for at, one in enumerate(services)),
            oldest=_column((at, one.hsds.maximum_age) for at, one in enumerate(services)),
            spots=_spots(services),
            due=_column((at, _day(one.due_on)) for at, one in fresh.items()),
            assured=_column((at, _day(one.confirmed_on)) for at, one in fresh.items()),
        )
    )


def _by(services: Sequence[ServiceListing], names: Callable[[ServiceListing], Iterable[str]]) -> dict[str, str]:
    """Name -> the services that have it, each once."""
    found: dict[str, list[int]] = {}
    for at, service in enumerate(services):
        for name in dict.fromkeys(filter(None, names(service))):
            found.setdefault(name, []).append(at)
    return {name: steps(found[name]) for name in sorted(found)}


def _column(values: Iterable[tuple[int, float | None]]) -> Column:
    said = [(at, int(value)) for at, value in values if value is not None]
    return Column(steps(at for at, _ in said), "".join(code(max(0, value)) for _, value in said))


def _day(day: date | None) -> int | None:
    return (day - _EPOCH).days if day else None


def _terms(service: ServiceListing) -> Iterator[str]:
    """The paths of a service's terms, as ``needs/debt``, and of those above them."""
    used = [use.term for name in LISTS for use in service.uses.get(name, ())]
    used += [use.term for place in service.places for use in place.location.access]
    for term in used:
        above: TermListing | None = term
        while above is not None:
            yield f"{above.taxonomy.name}/{above.key}"
            above = above.parent


def _flags(service: ServiceListing) -> Iterator[str]:
    hsds = service.hsds
    if any(cost.amount == 0 or cost.option.lower() == "free" for cost in hsds.cost_options):
        yield "free"
    if hsds.cost_options or hsds.fees_description:
        yield "cost-said"
    if _is_drop_in(service):
        yield "drop-in"
    if use_of(service, *_REFERRALS):
        yield "referrals-said"
    if _takes_referrals(service):
        yield "referrals"
    if any(use.term.key in _AT_A_DISTANCE for use in service.uses.get("setting", ())):
        yield "at-a-distance"


def make_sinks(site: Site) -> dict[str, str]:
    """The services that come after their equals in results, and why; so few that every question may fetch them."""
    reasons: dict[str, Callable[[ServiceListing], bool]] = {
        "closed": is_closed,
        "full": is_full,
        "signpost": is_signpost,
        "old": lambda one: freshness_of(site, one).is_old or one.held,
    }
    services = list(site.directory.services.values())
    return _by(services, lambda one: (name for name, holds in reasons.items() if holds(one)))


def _schedules(service: ServiceListing) -> Iterator[Schedule]:
    yield from (one for one in service.hsds.schedules if not one.service_at_location_id)
    yield from (one for place in service.places for one in place.hsds.schedules)


def _is_drop_in(service: ServiceListing) -> bool:
    if use_of(service, "referral-routes", "just-turn-up"):
        return True
    return any("drop in" in one.attending_type.lower() for one in _schedules(service))


def _takes_referrals(service: ServiceListing) -> bool:
    """Whether a link worker may send somebody now: said, not denied, still counting, and with room."""
    use = use_of(service, *_REFERRALS)
    return use is not None and use.value.strip().lower() not in _NO and not (is_full(service) or is_closed(service))


def _spots(services: Sequence[ServiceListing]) -> Spots:
    found = []
    for at, service in enumerate(services):
        for place in service.places:
            point = place.location.hsds.latitude, place.location.hsds.longitude
            if point[0] is not None and point[1] is not None and not is_virtual(place.location):
                found.append((at, round((point[0] + 90) * SCALE), round((point[1] + 180) * SCALE)))
    south, west = (min((spot[axis] for spot in found), default=0) for axis in (1, 2))
    return Spots(
        at=steps(at for at, _, _ in found),
        north="".join(code(north - south) for _, north, _ in found),
        east="".join(code(east - west) for _, _, east in found),
        south=south,
        west=west,
    )


def make_sessions(site: Site) -> bytes:
    """When everything is on, encoded: for filters by day and time and for sorting by what is on next."""
    rules: dict[str, int] = {}
    kept = []
    for at, service in enumerate(site.directory.services.values()):
        for schedule in _schedules(service):
            rule = rule_of(to_session(schedule), "", "")
            if rule is not None:
                kept.append((at, rules.setdefault(to_json(rule), len(rules))))
    settings = site.settings
    return msgspec.json.encode(
        Sessions(
            rules=[msgspec.Raw(rule.encode()) for rule in rules],
            at=steps(at for at, _ in kept),
            kept="".join(code(rule) for _, rule in kept),
            terms=msgspec.Raw(terms_json(settings).encode()),
            bank_holidays=msgspec.Raw(bank_holidays_json(settings, site.today).encode()),
            timezone=settings.timezone,
        )
    )
