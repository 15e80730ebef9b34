"""What else there is: services that help with the same thing, the nearest and likeliest first.

A service is compared only with those that stand beside it when its topic is sorted by town and name, so that the
cost stays the same however many there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, radians

from hereabouts.directory import LocationListing, ServiceListing, TermListing
from hereabouts.outputs.pages.site import NEEDS, Site
from hereabouts.outputs.pages.standing import is_ready

_WINDOW = 8
_FAR = 1e6


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a service is and what it is for, as far as neighbours are concerned."""

    town: str
    point: tuple[float, float] | None
    needs: frozenset[str]
    ready: bool


def spot_of(site: Site, service: ServiceListing) -> Spot:
    """What neighbours are chosen by; worked out once for each service."""
    return site.once(("spot", service.path), lambda: _make_spot(service))


def town_of(location: LocationListing) -> str:
    """The town a place is in or near; empty when that is not known."""
    addresses = location.hsds.addresses
    return (addresses[0].city if addresses else "") or location.near


def _make_spot(service: ServiceListing) -> Spot:
    town, point = "", None
    for place in service.places:
        location = place.location
        town = town or town_of(location)
        if point is None and location.hsds.latitude is not None and location.hsds.longitude is not None:
            point = float(location.hsds.latitude), float(location.hsds.longitude)
    needs = frozenset(use.term.key for use in service.uses.get(NEEDS, ()))
    return Spot(town, point, needs, is_ready(service))


def topic_of(service: ServiceListing) -> TermListing | None:
    """The need that stands for the service: its first with company, else the one above it."""
    for use in service.uses.get(NEEDS, ()):
        term: TermListing | None = use.term
        while term is not None:
            if len(term.services) > 1:
                return term
            term = term.parent
    return None


def neighbours(site: Site, service: ServiceListing, most: int = 5) -> list[ServiceListing]:
    """Up to `most` other services in the same topic: ready ones, most alike, nearest, then by name."""
    return site.once(("neighbours", service.path, most), lambda: _neighbours(site, service, most))


def _neighbours(site: Site, service: ServiceListing, most: int) -> list[ServiceListing]:
    topic = topic_of(service)
    if topic is None:
        return []
    own = spot_of(site, service)
    shrink = cos(radians(own.point[0])) if own.point else 1.0

    def rank(other: ServiceListing) -> tuple[bool, bool, int, float, str]:
        spot = spot_of(site, other)
        return (
            not spot.ready,
            other.organization is service.organization,
            -len(own.needs & spot.needs),
            _distance(own, spot, shrink),
            other.hsds.name,
        )

    return sorted(_beside(site, topic, service), key=rank)[:most]


def _beside(site: Site, topic: TermListing, service: ServiceListing) -> list[ServiceListing]:
    order, index = _ordered(site, topic)
    at = index[service.path]
    first = max(0, min(at - _WINDOW, len(order) - 2 * _WINDOW - 1))
    return [other for other in order[first : first + 2 * _WINDOW + 1] if other is not service]


def _ordered(site: Site, topic: TermListing) -> tuple[list[ServiceListing], dict[str, int]]:
    def make() -> tuple[list[ServiceListing], dict[str, int]]:
        order = sorted(topic.services, key=lambda one: (spot_of(site, one).town, one.hsds.name, one.path))
        return order, {one.path: index for index, one in enumerate(order)}

    return site.once(("order", topic.path), make)


def _distance(one: Spot, other: Spot, shrink: float) -> float:
    """Rough whole kilometres; none within a town when a point is missing. `shrink` is that of a degree of longitude."""
    if one.point and other.point:
        return 111 * hypot(other.point[0] - one.point[0], (other.point[1] - one.point[1]) * shrink) // 1
    return 0 if one.town and one.town == other.town else _FAR
