"""What a service says in each column of the table of services: a method for each, by the name of the column.

Cells are text, empty where nothing is known. Days are ISO dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain

from hereabouts.directory import LocationListing, ServiceListing, TermUse
from hereabouts.outputs.pages.contacts import say_languages
from hereabouts.outputs.pages.neighbours import town_of
from hereabouts.outputs.pages.notices import room
from hereabouts.outputs.pages.places import access_of
from hereabouts.outputs.pages.site import Site, page_address, plain_name
from hereabouts.outputs.pages.standing import is_closed, is_gone
from hereabouts.outputs.tables.words import Words, plain, say_all, together

Tell = Callable[[ServiceListing, Words], str]
"""Gives the cell of a service, whose words are at hand."""

_YES = {"", "yes", "true", "y"}


@dataclass(slots=True)
class Cells:
    """The cells of one language."""

    site: Site
    base: str = field(init=False)

    def __post_init__(self) -> None:
        top = self.site.settings.url.rstrip("/")
        self.base = f"{top}/{self.site.base}" if top else self.site.base

    def name(self, service: ServiceListing, _words: Words) -> str:
        """What it is called."""
        return plain_name(self.site, service)

    def organization(self, service: ServiceListing, _words: Words) -> str:
        """Who runs it."""
        return plain_name(self.site, service.organization)

    def description(self, service: ServiceListing, _words: Words) -> str:
        """The group's own words, lines and all."""
        return self._text(service, "description")

    def terms(self, taxonomy: str) -> Tell:
        """The terms of a list that count today, each with what the group says of it."""

        def tell(service: ServiceListing, _words: Words) -> str:
            return together(self._terms(service.uses.get(taxonomy, ())))

        return tell

    # ---- when and where

    def times(self, _service: ServiceListing, words: Words) -> str:
        """Days and times."""
        return words.when

    def places(self, _service: ServiceListing, words: Words) -> str:
        """Every place in a line."""
        return words.where

    def town(self, service: ServiceListing, _words: Words) -> str:
        """The town of each place."""
        return together(town_of(place.location) for place in service.places)

    def postcode(self, service: ServiceListing, _words: Words) -> str:
        """The postcode of each place."""
        addresses = chain.from_iterable(place.location.hsds.addresses for place in service.places)
        return together(address.postal_code for address in addresses)

    def area(self, service: ServiceListing, _words: Words) -> str:
        """The areas it covers, from any of its places."""
        own = (place.hsds.service_areas for place in service.places)
        return together(area.name or area.description for area in chain(service.hsds.service_areas, *own))

    def access(self, service: ServiceListing, _words: Words) -> str:
        """How one gets in and about at any of its places."""
        locations = (place.location for place in service.places)
        each = (self.site.once(("access", one.hsds.id), partial(self._access, one)) for one in locations)
        return together(chain.from_iterable(each))

    # ---- getting in

    def cost(self, _service: ServiceListing, words: Words) -> str:
        """What it costs."""
        return words.cost

    def who(self, _service: ServiceListing, words: Words) -> str:
        """Who it is for."""
        return words.who

    def how(self, _service: ServiceListing, words: Words) -> str:
        """How one gets in."""
        return words.how

    def process(self, service: ServiceListing, _words: Words) -> str:
        """What to do first."""
        return self._text(service, "application_process")

    def phone(self, _service: ServiceListing, words: Words) -> str:
        """Numbers."""
        return words.phone

    def email(self, service: ServiceListing, _words: Words) -> str:
        """Its own addresses and those of its contacts, or its group's."""
        own = [service.hsds.email, *(contact.email for contact in service.hsds.contacts)]
        return together(own) or service.organization.hsds.email

    def website(self, service: ServiceListing, _words: Words) -> str:
        """Its own addresses, or its group's."""
        own = [service.hsds.url, *(one.url for one in service.hsds.additional_urls)]
        return together(own) or service.organization.hsds.website

    def languages(self, service: ServiceListing, _words: Words) -> str:
        """Languages spoken."""
        return together(self._language(spoken.code, spoken.name) for spoken in service.hsds.languages)

    # ---- how far it can be trusted

    def open(self, service: ServiceListing, _words: Words) -> str:
        """Whether it is running."""
        _ = self.site.gettext
        if not is_closed(service):
            return _("Open")
        return _("Not running any more") if is_gone(service) else _("Closed for now")

    def note(self, service: ServiceListing, _words: Words) -> str:
        """What the group warns of, and whether an error holds a change back."""
        _ = self.site.gettext
        said = [plain(self._text(service, "alert"))]
        if service.held:
            waits = _("A change to this listing is waiting to be put right. You are reading the version before it.")
            said.append(waits)
        return together(said)

    def room(self, service: ServiceListing, _words: Words) -> str:
        """How much room there was."""
        return say_all(room(self.site, capacity) for capacity in service.capacities if not capacity.expired)

    def confirmed(self, service: ServiceListing, _words: Words) -> str:
        """The day on which it was last confirmed."""
        return service.hsds.assured_date[:10]

    def changed(self, service: ServiceListing, _words: Words) -> str:
        """The day on which it last changed."""
        return service.hsds.last_modified[:10]

    def source(self, service: ServiceListing, _words: Words) -> str:
        """Where it was copied from, and on what terms."""
        told = service.source
        return ", ".join(filter(None, (told.name, told.url, told.license))) if told else ""

    # ---- where there is more

    def page(self, service: ServiceListing, _words: Words) -> str:
        """The address of its page."""
        return self.base + page_address(service)

    def service_id(self, service: ServiceListing, _words: Words) -> str:
        """Its id in the feed."""
        return service.hsds.id

    def organization_id(self, service: ServiceListing, _words: Words) -> str:
        """Its group's id in the feed."""
        return service.organization.hsds.id

    def location_ids(self, service: ServiceListing, _words: Words) -> str:
        """The ids of its places."""
        return together(place.location.hsds.id for place in service.places)

    # ---- from the site

    def _text(self, service: ServiceListing, name: str) -> str:
        return self.site.word(getattr(service.hsds, name), service.translations, name)[0]

    def _access(self, location: LocationListing) -> list[str]:
        return [plain(one.what) for one in access_of(self.site, location.hsds.accessibility)]

    def _language(self, code: str, name: str) -> str:
        known = ("language", code, name)
        return self.site.once(known, lambda: plain(say_languages(self.site, [(code, name)])))

    def _terms(self, uses: Iterable[TermUse]) -> Iterator[str]:
        for use in uses:
            if not (use.expires and date.fromisoformat(use.expires[:10]) < self.site.today):
                name, value = plain_name(self.site, use.term), "" if use.value.lower() in _YES else plain(use.value)
                yield f"{name}: {value}" if value else name
