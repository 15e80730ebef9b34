"""What changed in a listing, in words, for the end of its page and for whoever follows the changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup, escape

from hereabouts.changes.event import Event
from hereabouts.changes.timeline import place_name
from hereabouts.changes.wording import Names, Sentence, Wording
from hereabouts.directory import LocationListing, ServiceListing, TaxonomyListing
from hereabouts.outputs.hidden import is_public
from hereabouts.outputs.pages.markup import fill
from hereabouts.outputs.pages.site import Listing, Site, plain_name

MOST_DAYS = 5
"""How many days a page looks back to; the feed has them all."""


@dataclass(frozen=True, slots=True)
class Day:
    """What happened to a listing on one day: the ISO date, the date in words, and sentences."""

    iso: str
    date: str
    lines: list[Markup]


def what_changed(site: Site, listing: Listing) -> list[Day]:
    """The last days on which something happened to a listing, the newest first."""
    words = wording_for(site, listing)
    days: dict[str, list[Event]] = {}
    for event in site.happened.get(listing.hsds.id, ()):
        days.setdefault(event.day, []).append(event)
    newest = sorted(days, reverse=True)[:MOST_DAYS]
    return [Day(day, site.date(day), list(_lines(site, words, days[day]))) for day in newest]


def _lines(site: Site, words: Wording, events: list[Event]) -> Iterator[Markup]:
    """The sentences of one day, each once, in the order of what happened."""
    said = (_mark_up(site, sentence) for event in events for sentence in words.event(event))
    yield from dict.fromkeys(said)


def _mark_up(site: Site, sentence: Sentence) -> Markup:
    said = {name: site.note(one.words) if one.own else escape(one.words) for name, one in sentence.said.items()}
    return fill(sentence.message, **said)


def wording_for(site: Site, listing: Listing | TaxonomyListing | None) -> Wording:
    """Words for what happened to a listing; None for one that is gone."""
    places = dict(_places(site, listing))
    return Wording(
        site.language, Names(partial(_term_name, site), partial(_list_name, site), lambda key: places.get(key, ""))
    )


def _term_name(site: Site, key: str) -> str:
    name, _, term = key.partition("/")
    taxonomy = site.directory.taxonomies.get(name)
    found = taxonomy.terms.get(term) if taxonomy else None
    return plain_name(site, found) if found else ""


def _list_name(site: Site, name: str) -> str:
    taxonomy = site.directory.taxonomies.get(name)
    return plain_name(site, taxonomy) if taxonomy else ""


def _places(site: Site, listing: Listing | TaxonomyListing | None) -> Iterator[tuple[str, str]]:
    """The places of a service by the name that its record has for them, without those kept secret."""
    if isinstance(listing, ServiceListing):
        for place in listing.places:
            if is_public(place.location):
                yield place_name(place), plain_name(site, place.location)
    elif listing is not None and not isinstance(listing, LocationListing | TaxonomyListing):
        for venue in listing.locations:
            if is_public(venue):
                yield venue.path.rpartition("/")[2], plain_name(site, venue)
