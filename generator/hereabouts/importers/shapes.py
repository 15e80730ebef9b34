"""JSON values made regular: what is empty, what is an id, and what stands one step too high or too low.

Several feeds keep the point of a place in `coordinates`, a street beside the name of the place it belongs to, or the
address of an organization without a location; here each is moved to where HSDS has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hereabouts.importers.entities import ENTITIES
from hereabouts.source.text import hidden_in

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_POINTS = ("coordinates", "geo", "geo_code", "geo_location", "geolocation", "position")
_ADDRESS = (frozenset(ENTITIES["address"].scalars) | frozenset(ENTITIES["address"].others)) - {"type", "attribute"}
_ADDRESSES = ("addresses", *(name for name, hsds in ENTITIES["location"].others.items() if hsds == "addresses"))


def is_empty(value: Any) -> bool:
    """Whether a JSON value says nothing at all."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(is_empty(inner) for inner in value.values())
    return value is None or (isinstance(value, list) and all(is_empty(inner) for inner in value))


def uuid_of(value: Any) -> str:
    """The value as a UUID in small letters, or nothing."""
    return value.strip().lower() if isinstance(value, str) and _UUID.match(value.strip()) else ""


def as_text(value: Any) -> str:
    """A JSON scalar as text: figures as written, yes and no as words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def tidy(written: str) -> str:
    """Text with one kind of line break, no tabs, no spaces at the ends of lines, and nothing that cannot be seen."""
    lines = written.expandtabs(4).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = "\n".join(map(str.rstrip, lines)).strip()
    return "".join(one for one in text if not hidden_in(one)).strip() if hidden_in(text) else text


def straighten(kind: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Move what stands one step too high or too low to where HSDS has it."""
    if kind == "location":
        return _straighten_location(dict(raw))
    if kind in {"organization", "service"}:
        return _with_places(dict(raw))
    if kind == "service_area":
        return _with_name(dict(raw))
    if kind == "address" and raw.get("location_type") in ("physical", "postal", "virtual"):
        moved = dict(raw)
        moved.setdefault("address_type", moved.pop("location_type"))
        return {name: value for name, value in moved.items() if name != "location_type"}
    if kind == "taxonomy_term" and isinstance(raw.get("taxonomy"), dict):
        moved = dict(raw)
        moved["taxonomy_detail"] = moved.pop("taxonomy")
        return moved
    return dict(raw)


def _with_name(raw: dict[str, Any]) -> dict[str, Any]:
    """An area that is told by town, county or postcode, with these as its name."""
    if is_empty(raw.get("name")):
        told = [raw.pop(name) for name in ("city", "county", "state_province", "postal_code", "country") if name in raw]
        raw["name"] = ", ".join(as_text(part) for part in told if isinstance(part, str) and part.strip())
    return raw


def _with_places(raw: dict[str, Any]) -> dict[str, Any]:
    """The addresses of an organization or a service as places, since HSDS keeps addresses there."""
    places: list[Any] = []
    for name in _ADDRESSES:
        for address in _listed(raw.pop(name, None)):
            address = address if isinstance(address, dict) else {"address_1": address}  # noqa: PLW2901
            inside = {key: value for key, value in address.items() if key not in ("id", "location_id", *_POINTS)}
            outside = {key: address[key] for key in _POINTS if key in address}
            own_id = address.get("location_id") or address.get("id")
            named = inside.pop("location_name", None)
            places.append({"id": own_id, "name": named, "addresses": [inside], **outside})
    if places:
        raw["locations"] = [*_listed(raw.get("locations")), *places]
    return raw


def _straighten_location(raw: dict[str, Any]) -> dict[str, Any]:
    if is_empty(raw.get("id")):
        raw["id"] = raw.pop("location_id", None)
    elif raw.get("location_id") == raw["id"]:
        del raw["location_id"]
    loose = {name: raw.pop(name) for name in list(raw) if name in _ADDRESS and not isinstance(raw[name], dict | list)}
    if loose.keys() <= {"address_type"}:
        if loose and is_empty(raw.get("location_type")):
            raw["location_type"] = loose["address_type"]
    else:
        raw["addresses"] = [*_listed(raw.get("addresses")), loose]
    return _with_point(raw)


def _with_point(raw: dict[str, Any]) -> dict[str, Any]:
    """The point of a place, wherever it or one of its addresses keeps it, as latitude and longitude."""
    for name in _POINTS:
        _move_point(raw, raw, name)
    for key in _ADDRESSES:
        addresses = raw.get(key)
        for index, address in enumerate(_listed(addresses)):
            if isinstance(address, dict):
                moved = dict(address)
                for name in (*_POINTS, ""):
                    _move_point(moved, raw, name)
                if isinstance(addresses, list):
                    addresses = raw[key] = [*addresses[:index], moved, *addresses[index + 1 :]]
                else:
                    addresses = raw[key] = moved
    return raw


def _move_point(source: dict[str, Any], target: dict[str, Any], name: str) -> None:
    """Move a point to `target` unless that has another one already; no name means the bare pair of fields."""
    point = _point(source.get(name)) if name else _point({key: source.get(key) for key in ("latitude", "longitude")})
    there = {key: target.get(key) for key in ("latitude", "longitude")}
    if not point or (point != there and any(value is not None for value in there.values())):
        return
    for key in [name] if name else ["latitude", "longitude"]:
        source.pop(key, None)
    target |= point


def _point(value: Any) -> dict[str, Any]:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        return {}
    latitude = value.get("latitude", value.get("lat"))
    longitude = value.get("longitude", value.get("lng", value.get("lon")))
    told = [inner for inner in value.values() if not is_empty(inner)]
    both = latitude is not None and longitude is not None and len(told) == 2
    return {"latitude": latitude, "longitude": longitude} if both else {}


def _listed(value: Any) -> list[Any]:
    if is_empty(value):
        return []
    return value if isinstance(value, list) else [value]
