"""The places a visitor may start from, as far as the directory itself knows: postcodes, their districts, towns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from hereabouts.directory import Directory, LocationListing
from hereabouts.outputs.hidden import is_public
from hereabouts.outputs.pages.neighbours import town_of
from hereabouts.outputs.pages.places import is_virtual

_PLACES = 4
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9])([A-Z]{2})")
"""A British postcode in its parts: district, sector, unit."""

Point = tuple[float, float]


def make_places(directory: Directory) -> bytes:
    """``{"places": [[name, latitude, longitude, other name ...] ...]}``, by name: each in the middle of what is there.

    A town is called as it is in every language in which directory.yml has an area of its name.
    """
    found: dict[str, list[Point]] = {}
    for location in _locations(directory):
        point = _point(location)
        if point is not None:
            for name in _names(location):
                found.setdefault(name, []).append(point)
    others = _other_names(directory)
    places = [(name, *_middle(points), *others.get(name, ())) for name, points in sorted(found.items())]
    return msgspec.json.encode({"places": places})


def _locations(directory: Directory) -> Iterable[LocationListing]:
    inside = (place.location for service in directory.services.values() for place in service.places)
    return {one.hsds.id: one for one in chain(directory.locations.values(), inside)}.values()


def _point(location: LocationListing) -> Point | None:
    north, east = location.hsds.latitude, location.hsds.longitude
    if north is None or east is None or is_virtual(location) or not is_public(location):
        return None
    return float(north), float(east)


def _names(location: LocationListing) -> Iterator[str]:
    postcodes = (address.postal_code.upper() for address in location.hsds.addresses)
    return iter(dict.fromkeys(filter(None, chain([town_of(location)], *map(_parts, postcodes)))))


def _parts(postcode: str) -> Iterator[str]:
    """A postcode, its sector and its district."""
    found = _POSTCODE.fullmatch(postcode.strip())
    if found:
        district, sector, unit = found.groups()
        yield from (f"{district} {sector}{unit}", f"{district} {sector}", district)
    else:
        yield postcode


def _middle(points: Iterable[Point]) -> Point:
    norths, easts = zip(*points, strict=True)
    return round(sum(norths) / len(norths), _PLACES), round(sum(easts) / len(easts), _PLACES)


def _other_names(directory: Directory) -> dict[str, list[str]]:
    areas = directory.settings.areas.values()
    return {area.name: [said["name"] for said in area.translations.values() if "name" in said] for area in areas}
