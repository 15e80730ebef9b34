"""The history as Atom (RFC 4287): all of it, and what concerns one topic, one town or one area."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import chain

from hereabouts.changes.event import Event, Happened
from hereabouts.directory import LocationListing, OrganizationListing, ServiceListing, TermListing, page_of
from hereabouts.kind import Kind
from hereabouts.model.ids import Siblings, derive, slug
from hereabouts.outputs.changes.book import Book, is_gone
from hereabouts.outputs.pages.browse import by_town, town_address
from hereabouts.outputs.pages.neighbours import town_of
from hereabouts.outputs.pages.site import Site, plain_name

MOST_ENTRIES = 100
"""How far back the feed of everything goes."""

MOST_OF_A_PART = 20
"""How far back the feed of a topic, a town or an area goes."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Feed:
    """One feed: its file below the folder of the language, the page it belongs to, what it is called, its events."""

    file: str
    page: str
    title: str
    at: list[int]


@dataclass(slots=True)
class _Desk:
    """What all feeds of one language share: an entry is written once."""

    book: Book
    folder: str
    ids: dict[int, str]
    entries: dict[tuple[int, str], str] = field(default_factory=dict)

    @property
    def site(self) -> Site:
        return self.book.site

    def feed(self, one: _Feed, most: int) -> tuple[str, bytes]:
        """The file of a feed, its newest entries first."""
        path = f"{self.folder}{one.file}"
        settings = self.site.settings
        base = f"{settings.url.rstrip('/')}/" if settings.url else "../" * path.count("/")
        newest = one.at[-most:][::-1]
        moments = [self.book.events[at].moment for at in newest]
        head = [
            _element("id", f"urn:uuid:{derive(settings.id_namespace, f'changes/{path}')}"),
            _element("title", one.title),
            _element("updated", max(moments, default=self.book.beginning)),
            _link("alternate", "text/html", f"{base}{self.site.base}{one.page}"),
            _link("self", "application/atom+xml", f"{base}{path}") if settings.url else "",
            f"<author>{_element('name', settings.publisher.name or settings.name)}</author>",
            _element("rights", settings.license) if settings.license else "",
        ]
        body = "".join([*head, *(self._entry(at, base) for at in newest)])
        top = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(self.site.language)}">'
        return path, f'<?xml version="1.0" encoding="utf-8"?>\n{top}{body}</feed>\n'.encode()

    def _entry(self, at: int, base: str) -> str:
        key = (at, base)
        if key not in self.entries:
            self.entries[key] = self._make_entry(at, base)
        return self.entries[key]

    def _make_entry(self, at: int, base: str) -> str:
        event = self.book.events[at]
        listing, name = self.book.listing(event), self.book.name(event)
        page = f"{base}{self.site.base}{page_of(listing.path)}" if listing is not None else ""
        parts = [
            _element("id", f"urn:uuid:{self.ids[at]}"),
            _element("title", self.book.words(event).heading(event, name)),
            _element("updated", event.moment),
            _link("alternate", "text/html", page) if page else "",
            f'<category term="{event.happened}"/>',
            _element("content", "\n".join(self.book.sentences(event))),  # with it, an entry need not have a page
        ]
        return f"<entry>{''.join(parts)}</entry>"


def atom_files(book: Book) -> Iterator[tuple[str, bytes]]:
    """Every Atom feed in one language. Lists of terms have pages of their own and are not followed."""
    site = book.site
    shown = [at for at, event in enumerate(book.events) if _is_shown(book, event)]
    desk = _Desk(book, f"api/{site.base}", _entry_ids(book, shown))
    title = site.gettext("{directory}: what changed").format(directory=site.settings.name)
    yield desk.feed(_Feed("changes.atom", "", title, shown), MOST_ENTRIES)
    for one in (*_topics(book, shown), *_towns(book, shown), *_areas(book, shown)):
        yield desk.feed(one, MOST_OF_A_PART)


def _is_shown(book: Book, event: Event) -> bool:
    """Records that have or had a page; nothing of a place that is kept secret, and not what was there all along."""
    if event.kind is Kind.TAXONOMY or (event.happened is Happened.ADDED and event.moment == book.beginning):
        return False
    return is_gone(event) if event.id not in book.listings else book.listing(event) is not None


def _entry_ids(book: Book, shown: Iterable[int]) -> dict[int, str]:
    """An id for each entry, which stays when others come."""
    siblings: dict[str, Siblings] = {}
    ids = {}
    for at in shown:
        event = book.events[at]
        family = siblings.setdefault(event.id, Siblings(event.id))
        ids[at] = family.id_for("change", f"{event.moment}/{event.happened}")
    return ids


def _topics(book: Book, shown: Iterable[int]) -> Iterator[_Feed]:
    """What concerns each term that has services, or had some."""
    site = book.site
    found: dict[str, list[int]] = {}
    for at in shown:
        for own_id in {term.hsds.id for key in _terms_of(book, book.events[at].id) for term in _upwards(book, key)}:
            found.setdefault(own_id, []).append(at)
    for taxonomy in site.directory.taxonomies.values():
        for term in taxonomy.terms.values() if taxonomy.file else ():
            if not term.services and term.hsds.id not in found:
                continue
            says = site.gettext("{directory}: what changed for {topic}")
            title = says.format(directory=site.settings.name, topic=plain_name(site, term))
            page = f"{term.path}/" if term.services else "topics/"
            yield _Feed(f"changes/{term.path}.atom", page, title, found.get(term.hsds.id, []))


def _terms_of(book: Book, own_id: str) -> Iterable[str]:
    """The terms a record carries, or carried when it was last shown, as ``needs/food``."""
    listing = book.listings.get(own_id)
    if isinstance(listing, ServiceListing | OrganizationListing | LocationListing):
        return [f"{name}/{use.term.key}" for name, uses in listing.uses.items() for use in uses]
    return book.timeline.last_topics.get(own_id, ()) if listing is None else ()


def _upwards(book: Book, key: str) -> Iterator[TermListing]:
    """A term and those above it."""
    name, _, own = key.partition("/")
    taxonomy = book.site.directory.taxonomies.get(name)
    term = taxonomy.terms.get(own) if taxonomy else None
    seen: set[str] = set()
    while term is not None and term.key not in seen:
        seen.add(term.key)
        yield term
        term = term.parent


def _towns(book: Book, shown: Iterable[int]) -> Iterator[_Feed]:
    """What concerns the services and places in each town, and those that were there."""
    site = book.site
    found: dict[str, list[int]] = {}
    for at in shown:
        for town in set(map(slug, _towns_of(book, book.events[at].id))):
            found.setdefault(town, []).append(at)
    for town in by_town(site):
        says = site.gettext("{directory}: what changed in {place}")
        title = says.format(directory=site.settings.name, place=town)
        yield _Feed(f"changes/towns/{slug(town)}.atom", town_address(town), title, found.get(slug(town), []))


def _towns_of(book: Book, own_id: str) -> Iterable[str]:
    """Where a record is, or was when it was last shown."""
    match book.listings.get(own_id):
        case ServiceListing() as service:
            return [town_of(place.location) for place in service.places]
        case LocationListing() as location:
            return [town_of(location)]
        case None:
            return book.timeline.last_towns.get(own_id, ())
    return ()


def _areas(book: Book, shown: Iterable[int]) -> Iterator[_Feed]:
    """What concerns the services that cover each area of directory.yml, and those that did."""
    site = book.site
    areas = site.settings.areas
    by_name = {(area.name, area.uri): key for key, area in areas.items()}
    found: dict[str, list[int]] = {}
    for at in shown:
        for key in set(_areas_of(book, book.events[at].id, by_name)) & areas.keys():
            found.setdefault(key, []).append(at)
    for key, area in areas.items():
        says = site.gettext("{directory}: what changed in {place}")
        title = says.format(directory=site.settings.name, place=site.area_name(area))
        yield _Feed(f"changes/areas/{key}.atom", "find/", title, found.get(key, []))


def _areas_of(book: Book, own_id: str, by_name: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """The keys of the areas that a service covers, or covered when it was last shown."""
    listing = book.listings.get(own_id)
    if isinstance(listing, ServiceListing):
        own = (place.hsds.service_areas for place in listing.places)
        for area in chain(listing.hsds.service_areas, *own):
            yield by_name.get((area.name, area.uri), "")
    elif listing is None:
        yield from book.timeline.last_areas.get(own_id, ())


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(_NOT_XML.sub('', text))}</{name}>"


def _link(rel: str, kind: str, href: str) -> str:
    return f'<link rel="{rel}" type="{kind}" href="{escape(_NOT_XML.sub("", href))}"/>'
