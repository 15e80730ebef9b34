"""The services on a map: GeoJSON (RFC 7946), a point for each service at each place that everybody may know.

A place whose address is kept private has no point, and neither has one without coordinates. Every point stands alone,
with all it needs for a label on a map, since mapping programs read one flat table of properties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import msgspec

from hereabouts.directory import ServiceListing, ServicePlace
from hereabouts.frame import read_licence
from hereabouts.outputs.hidden import is_public
from hereabouts.outputs.pages.places import address_lines
from hereabouts.outputs.pages.site import Site, page_address, plain_name
from hereabouts.outputs.tables.words import Words

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder()
_DECIMALS = 6
"""Of a degree: to about 10 centimetres, which is enough (RFC 7946, section 11.2)."""

_Point = tuple[float, float]


class _Geometry(msgspec.Struct, tag="Point"):
    coordinates: _Point


class _Feature(msgspec.Struct, tag="Feature"):
    """`id` is that of the service_at_location."""

    id: str
    geometry: _Geometry
    properties: dict[str, str]


def make_geojson(site: Site, words: Iterable[Words]) -> bytes:
    """The whole collection. `words` are in the order of the services."""
    services = site.directory.services.values()
    features = [one for service, said in zip(services, words, strict=True) for one in _features(site, service, said)]
    settings, licence = site.settings, read_licence(site.settings.license)
    told = {
        "type": "FeatureCollection",
        "name": settings.name,
        "licence": licence.url or licence.name,
        "attribution": settings.publisher.name,
        "bbox": _around([feature.geometry.coordinates for feature in features]),
    }
    return _ENCODER.encode({**_given(told), "features": features})


def _features(site: Site, service: ServiceListing, words: Words) -> Iterator[_Feature]:
    base = f"{site.settings.url.rstrip('/')}/{site.base}" if site.settings.url else site.base
    for place in service.places:
        point = _point(place)
        if point is not None:
            said = {
                "name": plain_name(site, service),
                "organization": plain_name(site, service.organization),
                **_whereabouts(site, place),
                "times": words.when,
                "cost": words.cost,
                "phone": words.phone,
                "confirmed": service.hsds.assured_date[:10],
                "page": base + page_address(service),
                "service_id": service.hsds.id,
                "organization_id": service.organization.hsds.id,
                "location_id": place.location.hsds.id,
            }
            yield _Feature(place.hsds.id, _Geometry(point), _given(said))


def _whereabouts(site: Site, place: ServicePlace) -> dict[str, str]:
    location = place.location
    address = location.hsds.addresses[0] if location.hsds.addresses else None
    return {
        "place": plain_name(site, location),
        "address": ", ".join(address_lines(address)) if address else "",
        "postcode": address.postal_code if address else "",
    }


def _point(place: ServicePlace) -> _Point | None:
    """Longitude and latitude, in this order; None where they are not known or not for everybody."""
    location = place.location.hsds
    if not is_public(place.location) or location.longitude is None or location.latitude is None:
        return None
    return round(location.longitude, _DECIMALS), round(location.latitude, _DECIMALS)


def _around(points: list[_Point]) -> tuple[float, ...]:
    """The box around all points: west, south, east, north. Empty without any."""
    if not points:
        return ()
    longitudes, latitudes = zip(*points, strict=True)
    return (min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def _given(told: Mapping[str, T]) -> dict[str, T]:
    return {name: value for name, value in told.items() if value}
