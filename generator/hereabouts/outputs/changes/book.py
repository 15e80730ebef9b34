"""A history beside the directory of today: which listing an event is about, what it is called, and where it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from hereabouts.changes.event import Event, Happened
from hereabouts.changes.timeline import Timeline
from hereabouts.changes.wording import Wording
from hereabouts.directory import LocationListing, OrganizationListing, ServiceListing, TaxonomyListing
from hereabouts.outputs.hidden import is_public
from hereabouts.outputs.pages.changes import wording_for
from hereabouts.outputs.pages.site import Site, plain_name

Listing = ServiceListing | OrganizationListing | LocationListing | TaxonomyListing


@dataclass(slots=True, eq=False)
class Book:
    """The history in one language. `events` are by day and, within a day, in the order of the commits.

    `beginning` is the moment of the first: what was there then is no news.
    """

    site: Site
    timeline: Timeline
    events: list[Event] = field(init=False)
    beginning: str = field(init=False)
    listings: dict[str, Listing] = field(init=False)
    _words: dict[str, Wording] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        directory = self.site.directory
        found: list[Listing] = [*directory.services.values(), *directory.organizations.values()]
        found += [*directory.locations.values(), *(one for one in directory.taxonomies.values() if one.file)]
        self.listings = {one.hsds.id: one for one in found}
        self.events = sorted(self.timeline.events, key=_day)
        self.beginning = min((event.moment for event in self.events), default="")

    def listing(self, event: Event) -> Listing | None:
        """The listing an event is about: none if it is gone, or a place that is kept secret now."""
        found = self.listings.get(event.id)
        return None if isinstance(found, LocationListing) and not is_public(found) else found

    def words(self, event: Event) -> Wording:
        """Words for what happened."""
        if event.id not in self._words:
            self._words[event.id] = wording_for(self.site, self.listing(event))
        return self._words[event.id]

    def name(self, event: Event) -> str:
        """What the listing is called now; empty for one that is gone or secret."""
        found = self.listing(event)
        return plain_name(self.site, found) if found is not None else ""

    def sentences(self, event: Event) -> list[str]:
        """What happened, in words."""
        return [sentence.plain for sentence in self.words(event).event(event)]


def is_gone(event: Event) -> bool:
    """Whether it is about a record being taken out."""
    return event.happened is Happened.REMOVED


def _day(event: Event) -> str:
    return event.day
