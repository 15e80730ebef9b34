"""One language's pages of a directory: where they are, and how its texts are said.

A text that a record gives in the page's language is shown as it is; one that it does not is shown as written, marked
with its own language, so that a screen reader says it properly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TypeVar

from markupsafe import Markup

from hereabouts.changes.event import Event
from hereabouts.directory import (
    Directory,
    LocationListing,
    OrganizationListing,
    ServiceListing,
    TaxonomyListing,
    TermListing,
    Translations,
    page_of,
)
from hereabouts.interface import translator
from hereabouts.model.objects import ServiceArea
from hereabouts.outputs.pages.markup import element, escaped, fill
from hereabouts.outputs.pages.prose import excerpt, inline, prose
from hereabouts.outputs.pages.wording import say_date
from hereabouts.settings import Area, HelpLine, Settings

Made = TypeVar("Made")

NEEDS = "needs"
"""The list of terms that home and topics begin with."""


@dataclass(slots=True, eq=False)
class Site:
    """The pages of `directory` in `language`. `happened` is what may be told of each record's history, by id."""

    directory: Directory
    language: str
    happened: Mapping[str, Sequence[Event]] = field(default_factory=dict)
    base: str = field(init=False)
    foreign: bool = field(init=False)
    mark: Markup = field(init=False)
    terms: dict[str, TermListing] = field(init=False)
    gettext: Callable[[str], str] = field(init=False)
    ngettext: Callable[[str, str, int], str] = field(init=False)
    _areas: dict[tuple[str, str], Translations] = field(init=False)
    _kept: dict[tuple[object, ...], object] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        main = self.settings.language
        self.base = "" if self.language == main else f"{self.language}/"
        self.foreign = self.language != main
        self.mark = Markup(' lang="%s"') % main if self.foreign else Markup()
        words = translator(self.language)
        self.gettext, self.ngettext = cache(words.gettext), words.ngettext
        lists = self.directory.taxonomies.values()
        self._areas = {(one.name, one.uri): one.translations for one in self.settings.areas.values()}
        self.terms = {term.hsds.id: term for one in lists for term in one.terms.values()}

    @property
    def settings(self) -> Settings:
        """What directory.yml says."""
        return self.directory.settings

    @property
    def today(self) -> date:
        """The day these pages are made for."""
        return self.directory.today

    @property
    def crisis_lines(self) -> list[HelpLine]:
        """Whom to ring in an emergency."""
        return [line for line in self.settings.help_lines if line.when == "crisis"]

    def once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What `make` gives, made the first time that `key` is asked for and then kept."""
        kept = self._kept
        if key not in kept:
            kept[key] = make()
        return kept[key]  # type: ignore[return-value]

    def file(self, address: str) -> str:
        """The file of the page at `address`, which is from the root of this language: ``a/b/`` or nothing."""
        return f"{self.base}{address}index.html"

    def word(self, original: str, translations: Translations, name: str) -> tuple[str, bool]:
        """A field's text, not escaped, and whether it is in another language than the page."""
        if not self.foreign:
            return original, False
        said = translations.get(self.language, {}).get(name, "")
        return (said, False) if said else (original, bool(original))

    def text(self, original: str, translations: Translations, name: str) -> Markup:
        """A field's text, inline."""
        said, is_foreign = self.word(original, translations, name)
        return self.note(said) if is_foreign else escaped(said)

    def prose(self, original: str, translations: Translations, name: str) -> Markup:
        """A field's text as paragraphs and lists."""
        said, is_foreign = self.word(original, translations, name)
        return self.block(said) if is_foreign else prose(said)

    def line(self, original: str, translations: Translations, name: str) -> Markup:
        """A field's text as one line, with its links."""
        said, is_foreign = self.word(original, translations, name)
        made = inline(said)
        return element("span", made, self.mark) if is_foreign else made

    def note(self, text: str) -> Markup:
        """A text that nobody translates, such as the name of a street's bus."""
        if not text or not self.foreign:
            return escaped(text)
        return element("span", text, self.mark)

    def area(self, area: ServiceArea) -> Markup:
        """What an area is called, as directory.yml translates it."""
        said = self._areas.get((area.name, area.uri), {})
        return self.text(area.name, said, "name") if area.name else self.note(area.description)

    def area_name(self, area: Area) -> str:
        """What an area of directory.yml is called in this language, as plain text."""
        return area.translations.get(self.language, {}).get("name", area.name)

    def block(self, text: str) -> Markup:
        """Paragraphs that nobody translates."""
        if not text or not self.foreign:
            return prose(text)
        return element("div", prose(text), self.mark)

    def date(self, written: str) -> str:
        """A date in words."""
        return say_date(written, self.language)


Listing = ServiceListing | OrganizationListing | LocationListing
Topic = TermListing | TaxonomyListing


def name_of(site: Site, listing: Listing | Topic) -> Markup:
    """What a thing is called."""
    if not site.foreign:
        return escaped(listing.hsds.name)
    return site.text(listing.hsds.name, listing.translations, "name")


def also_called(site: Site, listing: Listing) -> Markup:
    """What else a thing is called, as a sentence; empty when it has no other name."""
    other = site.text(listing.hsds.alternate_name, listing.translations, "alternate_name")
    return fill(site.gettext("Also called {name}"), name=other) if other else Markup()


def in_short(site: Site, listing: Listing | Topic) -> str:
    """The beginning of a thing's description, or else its name; not escaped, for lists of search results."""
    said = site.word(listing.hsds.description, listing.translations, "description")[0]
    return excerpt(said) or plain_name(site, listing)


def plain_name(site: Site, listing: Listing | Topic) -> str:
    """What a thing is called, not escaped and without a mark of its language."""
    return site.word(listing.hsds.name, listing.translations, "name")[0]


def page_address(listing: Listing | Topic) -> str:
    """Where a listing's page is, from the root of its language; empty for a place without one."""
    if isinstance(listing, TermListing | TaxonomyListing):
        return f"{listing.path}/"
    return page_of(listing.path) if listing.path else ""
