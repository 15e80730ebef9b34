"""The page of a place."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from hereabouts.directory import LocationListing
from hereabouts.outputs.hidden import is_public
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages.cards import Shown, letters, list_services, sort_key
from hereabouts.outputs.pages.contacts import Way
from hereabouts.outputs.pages.head import head
from hereabouts.outputs.pages.links import up
from hereabouts.outputs.pages.neighbours import town_of
from hereabouts.outputs.pages.places import PlaceView, hidden_words, location_view
from hereabouts.outputs.pages.prose import excerpt
from hereabouts.outputs.pages.site import Site, also_called, name_of, page_address, plain_name
from hereabouts.outputs.pages.small_print import small_print
from hereabouts.outputs.pages.standing import mostly_sensitive
from hereabouts.outputs.pages.templates import render
from hereabouts.outputs.pages.times import opening_times, what_is_on
from hereabouts.outputs.structured import describe_place


def location_page(site: Site, location: LocationListing) -> Page:
    """One place: how to get there and in, and what goes on in it."""
    address = page_address(location)
    root = up(address)
    name = plain_name(site, location)
    services = {place.service.path: place.service for place in location.places}
    listed = list_services(site, services.values(), root, Shown(where=False, at=frozenset({location.hsds.id})))
    sensitive = mostly_sensitive(services.values())
    view = location_view(site, location, root)
    if sensitive:
        view = replace(view, directions="")
    body = render(
        "location",
        site.language,
        name=name_of(site, location),
        also=also_called(site, location),
        place=view,
        opening=opening_times(site, location) if is_public(location) else None,
        days=what_is_on(site, location, root) if is_public(location) else [],
        count=len(services),
        services=listed,
        letters=list(letters(listed.groups)),
        groups=_groups(site, location, root),
        print=small_print(site, location, root),
        bar=_bar(site, view),
    )
    return Page(
        kind="location",
        address=address,
        path=site.file(address),
        title=_title(site, location, name),
        description=_description(site, location) or name,
        body=body,
        head=head(site, address, describe_place(location, site.settings)),
        sensitive=sensitive,
    )


def _bar(site: Site, place: PlaceView) -> list[Way]:
    """What a thumb can reach on a phone."""
    ways = [Way("directions", site.gettext("Directions"), place.directions, "")] if place.directions else []
    return [*(way for way in place.ways if way.icon == "phone" and way.href), *ways][:2]


def _groups(site: Site, location: LocationListing, root: str) -> list[tuple[str, Markup]]:
    ordered = sorted(location.organizations, key=lambda one: sort_key(one.hsds.name))
    return [(root + page_address(group), name_of(site, group)) for group in ordered]


def _title(site: Site, location: LocationListing, name: str) -> str:
    town = town_of(location) if is_public(location) else ""
    if not town or town in name:
        return name
    return site.gettext("{place}, {town}").format(place=name, town=town)


def _description(site: Site, location: LocationListing) -> str:
    said = excerpt(site.word(location.hsds.description, location.translations, "description")[0])
    return said or hidden_words(site, location).striptags()
