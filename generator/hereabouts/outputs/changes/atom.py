"""The history as Atom (RFC 4287): all of it, and what concerns one topic or one town."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from hereabouts.changes.event import Event
from hereabouts.directory import TermListing, page_of
from hereabouts.kind import Kind
from hereabouts.model.ids import derive, slug
from hereabouts.outputs.changes.book import Book, is_gone
from hereabouts.outputs.pages.browse import by_town, town_address
from hereabouts.outputs.pages.neighbours import town_of
from hereabouts.outputs.pages.site import Site, plain_name

MOST_ENTRIES = 100
"""How far back the feed of everything goes."""

MOST_OF_A_PART = 20
"""How far back the feed of a topic or a town goes."""

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
        up = "../" * path.count("/")
        settings = self.site.settings
        base = f"{settings.url.rstrip('/')}/" if settings.url else up
        newest = one.at[-most:][::-1]
        head = [
            _element("id", f"urn:uuid:{derive(settings.id_namespace, f'changes/{path}')}"),
            _element("title", one.title),
            _element("updated", max(self.book.events[at].moment for at in newest)),
            _link("alternate", "text/html", f"{base}{self.site.base}{one.page}"),
            _link("self", "application/atom+xml", f"{base}{path}") if settings.url else "",
            f"<author>{_element('name', settings.publisher.name or settings.name)}</author>",
            _element("rights", settings.license) if settings.license else "",
        ]
        body = "".join([*head, *(self._entry(at, base) for at in newest)])
        language = f' xml:lang="{escape(self.site.language)}"'
        feed = f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"{language}>{body}</feed>\n'
        return path, feed.encode()

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
    desk = _Desk(book, f"api/{site.base}", book.ids())
    shown = [at for at, event in enumerate(book.events) if _is_shown(book, event)]
    title = site.gettext("{directory}: what changed").format(directory=site.settings.name)
    if shown:
        yield desk.feed(_Feed("changes.atom", "", title, shown), MOST_ENTRIES)
    by_id: dict[str, list[int]] = {}
    for at in shown:
        by_id.setdefault(book.events[at].id, []).append(at)
    for one in (*_topics(book, by_id), *_towns(book, by_id)):
        if one.at:
            yield desk.feed(one, MOST_OF_A_PART)


def _is_shown(book: Book, event: Event) -> bool:
    """Records that have or had a page; nothing of a place that is kept secret."""
    if event.kind is Kind.TAXONOMY:
        return False
    return is_gone(event) if event.id not in book.listings else book.listing(event) is not None


def _topics(book: Book, shown: Mapping[str, list[int]]) -> Iterator[_Feed]:
    """What concerns the services under each term, and those that were under it."""
    site = book.site
    gone = _gone_from_topics(book)
    for taxonomy in site.directory.taxonomies.values():
        for term in taxonomy.terms.values() if taxonomy.file else ():
            ids = {service.hsds.id for service in term.services} | gone.get(term.hsds.id, set())
            says = site.gettext("{directory}: what changed for {topic}")
            title = says.format(directory=site.settings.name, topic=plain_name(site, term))
            yield _Feed(f"changes/{term.path}.atom", f"{term.path}/", title, _those_of(shown, ids))


def _gone_from_topics(book: Book) -> dict[str, set[str]]:
    """Term id -> ids of records that are gone and carried it or a term below it."""
    found: dict[str, set[str]] = {}
    lists = book.site.directory.taxonomies
    for own_id, topics in book.timeline.last_topics.items():
        for name, _, key in (topic.partition("/") for topic in topics):
            term: TermListing | None = lists[name].terms.get(key) if name in lists else None
            while term is not None and own_id not in found.setdefault(term.hsds.id, set()):
                found[term.hsds.id].add(own_id)
                term = term.parent
    return found


def _towns(book: Book, shown: Mapping[str, list[int]]) -> Iterator[_Feed]:
    """What concerns the services and places in each town, and those that were there."""
    site = book.site
    there: dict[str, set[str]] = {}
    for location in site.directory.locations.values():
        there.setdefault(slug(town_of(location)), set()).add(location.hsds.id)
    for own_id, towns in book.timeline.last_towns.items():
        for town in towns:
            there.setdefault(slug(town), set()).add(own_id)
    for town, services in by_town(site).items():
        ids = {service.hsds.id for service in services} | there.get(slug(town), set())
        says = site.gettext("{directory}: what changed in {place}")
        title = says.format(directory=site.settings.name, place=town)
        yield _Feed(f"changes/towns/{slug(town)}.atom", town_address(town), title, _those_of(shown, ids))


def _those_of(shown: Mapping[str, list[int]], ids: Iterable[str]) -> list[int]:
    return sorted(at for own_id in ids for at in shown.get(own_id, ()))


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(_NOT_XML.sub('', text))}</{name}>"


def _link(rel: str, kind: str, href: str) -> str:
    return f'<link rel="{rel}" type="{kind}" href="{escape(_NOT_XML.sub("", href))}"/>'
