"""Where it happens: a place in one line, and in full for those who have to get there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from markupsafe import Markup, escape

from hereabouts.directory import LocationListing, ServicePlace
from hereabouts.model.objects import Accessibility, Address, Location
from hereabouts.outputs.hidden import hidden_message, is_public, own_description
from hereabouts.outputs.pages.contacts import Person, Way, people, phone_ways, web_ways
from hereabouts.outputs.pages.links import web_url
from hereabouts.outputs.pages.markup import anchor, fill, joined
from hereabouts.outputs.pages.neighbours import town_of
from hereabouts.outputs.pages.site import Site, name_of, page_address

MAP = "https://www.openstreetmap.org/"
"""A map that a visitor may choose to open; nothing of it is loaded by our pages."""

_VIRTUAL = {"virtual", "online"}


@dataclass(frozen=True, slots=True)
class Access:
    """One thing about getting in and about; `href` leads to more about it."""

    what: Markup
    details: Markup
    href: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place as it is described on a page. Empty parts are left out."""

    name: Markup
    href: str
    address: list[Markup]
    hidden: Markup
    at_place: Markup
    description: Markup
    transport: Markup
    access: list[Access]
    ways: list[Way]
    people: list[Person]
    directions: str


def is_virtual(location: LocationListing) -> bool:
    """Whether it is online or on the telephone and not somewhere to go."""
    return location.hsds.location_type.lower() in _VIRTUAL


def address_lines(address: Address) -> list[str]:
    """An address as it is written on an envelope, without county and country."""
    lines = [address.attention, address.address_1, address.address_2, address.region]
    town = " ".join(part for part in (address.city, address.postal_code) if part)
    return [line for line in (*lines, town) if line]


def hidden_words(site: Site, location: LocationListing) -> Markup:
    """What is said instead of an address; empty for a public place."""
    said = hidden_message(location, site.gettext)
    return fill(said, town=site.note(location.near)) if said else Markup()


def one_line(site: Site, location: LocationListing, root: str = "") -> Markup:
    """A place in one line: its name, linked when `root` is given and it has a page, street, town and postcode.

    A confidential place without a page is said to be that and nothing else.
    """
    return site.once(("line", location.hsds.id, root), lambda: _one_line(site, location, root))


def _one_line(site: Site, location: LocationListing, root: str) -> Markup:
    name = name_of(site, location)
    address = page_address(location) if root else ""
    if address:
        name = anchor(root + address, name)
    hidden = hidden_words(site, location)
    if hidden:
        return joined(". ", (name, hidden)) if location.near or location.path else hidden
    lines = address_lines(location.hsds.addresses[0]) if location.hsds.addresses else []
    rest = ", ".join(line for line in lines if line != location.hsds.name)
    return joined(", ", (name, site.note(rest))) if rest else name


def short_line(site: Site, location: LocationListing, root: str = "") -> Markup:
    """A place as a card says it: its name, linked when `root` is given and it has a page, and its town."""
    if not is_public(location):
        return hidden_words(site, location)
    name, town = name_of(site, location), town_of(location)
    if root and location.path:
        name = anchor(root + page_address(location), name)
    if not town or town in location.hsds.name:
        return name
    return joined(", ", (name, site.note(town)))


def directions_to(location: LocationListing) -> str:
    """A map of the place to open, from its coordinates or its postcode; empty where there is neither."""
    place = location.hsds
    if not is_public(location) or is_virtual(location):
        return ""
    if place.latitude is not None and place.longitude is not None:
        return f"{MAP}?mlat={place.latitude}&mlon={place.longitude}#map=18/{place.latitude}/{place.longitude}"
    postcode = next((address.postal_code for address in place.addresses if address.postal_code), "")
    return f"{MAP}search?query={quote(postcode)}" if postcode else ""


def access_of(site: Site, entries: Iterable[Accessibility]) -> list[Access]:
    """How one gets in and about, each in the language of the page where its term is translated."""
    made = []
    for entry in entries:
        term = next((site.terms.get(one.taxonomy_term_id) for one in entry.attributes), None)
        named = term is not None and term.hsds.name == entry.description
        what = name_of(site, term) if term is not None and named else site.note(entry.description)
        made.append(Access(what, site.note(entry.details), web_url(entry.url)))
    return made


def place_view(site: Site, place: ServicePlace, root: str, sensitive: bool = False) -> PlaceView:
    """A place as a service's page describes it, where it is being said above. A sensitive page leads to no map."""
    view = location_view(site, place.location, root)
    link = place.hsds
    return PlaceView(
        name=view.name,
        href=view.href,
        address=view.address,
        hidden=Markup(),
        at_place=site.prose(link.description, place.translations, "description"),
        description=view.description,
        transport=view.transport,
        access=view.access,
        ways=[*phone_ways(site, link.phones), *view.ways],
        people=[*people(site, link.contacts), *view.people],
        directions="" if sensitive else view.directions,
    )


def location_view(site: Site, location: LocationListing, root: str) -> PlaceView:
    """A place as its own page describes it."""
    return site.once(("place", location.hsds.id, root), lambda: _location_view(site, location, root))


def _building_ways(site: Site, place: Location) -> Iterator[Way]:
    """The place's own numbers, told from those of what goes on in it."""
    building = escape(site.gettext("The building itself"))
    return (replace(way, about=way.about or building) for way in phone_ways(site, place.phones))


def _location_view(site: Site, location: LocationListing, root: str) -> PlaceView:
    place, address = location.hsds, page_address(location)
    lines = address_lines(place.addresses[0]) if is_public(location) and place.addresses else []
    return PlaceView(
        name=name_of(site, location),
        href=root + address if address else "",
        address=[site.note(line) for line in lines if line != place.name],
        hidden=hidden_words(site, location),
        at_place=Markup(),
        description=site.prose(own_description(location), location.translations, "description"),
        transport=site.note(place.transportation) if is_public(location) else Markup(),
        access=access_of(site, place.accessibility),
        ways=[*_building_ways(site, place), *web_ways(site, [(place.url, "")])],
        people=people(site, place.contacts),
        directions=directions_to(location),
    )
