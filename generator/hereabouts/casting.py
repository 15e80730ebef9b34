"""From directory to files: every page cast in its mould, every record of the feed encoded, in parallel.

A record whose fingerprint (a digest of everything its files are made from) is that of an earlier build is not made
again: its files are kept. What is made is handed to `put`, which knows where it goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from typing import Protocol

import msgspec

from hereabouts.changes.timeline import Timeline
from hereabouts.directory import (
    Directory,
    LocationListing,
    OrganizationListing,
    ServiceListing,
)
from hereabouts.frame import Frame
from hereabouts.mould import Shell
from hereabouts.outputs import feed, pages, search, shortlist, sitemap, tables
from hereabouts.outputs.calendars import calendar_files
from hereabouts.outputs.changes import change_files
from hereabouts.outputs.extension import extension_file
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages.cards import told_apart
from hereabouts.outputs.pages.neighbours import neighbours
from hereabouts.outputs.pages.short_ids import short_id
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.trust import Origin, trust_files
from hereabouts.parallel import spread
from hereabouts.reading import Progress
from hereabouts.store import Product

_SERVICES_TO_A_PIECE = 10
"""Putting so many services into a file to take away is about as much work as a page."""

Listing = ServiceListing | OrganizationListing | LocationListing


class Target(Protocol):
    """Where files go: `put` stores one and gives its digest; `keep` keeps one of an earlier build, if it can."""

    def put(self, path: str, content: bytes) -> str:
        """Store `content` at `path`."""

    def keep(self, path: str, wanted: str) -> bool:
        """Keep what an earlier build stored at `path`."""

    def read(self, path: str) -> bytes:
        """What this build has at `path`."""


@dataclass(slots=True)
class Edition:
    """The pages of one language: how they are framed, and the moulds they are cast in."""

    site: Site
    shell: Shell
    frame: Frame

    def cast(self, page: Page) -> bytes:
        """The file of one page."""
        values = self.frame.values(
            page.address,
            title=page.title,
            description=page.description,
            body=page.body,
            head=page.head,
            sensitive=page.sensitive,
        )
        return self.shell.moulds[page.kind].cast(values)


@dataclass(slots=True)
class Casting:
    """One build's worth of casting. `base` stands for all that every page depends on; `digests` are by record file."""

    directory: Directory
    editions: Sequence[Edition]
    target: Target
    base: str
    digests: Mapping[str, str]
    timeline: Timeline = field(default_factory=Timeline)
    _cores: dict[str, str] = field(default_factory=dict)
    _branches: list[feed.Branch] = field(default_factory=list)

    def __post_init__(self) -> None:
        beside = {"manifest.json", "changes.ndjson"} if self.timeline.events else {"manifest.json"}
        self._branches = feed.branches(self.directory, frozenset(beside))

    @property
    def listings(self) -> list[Listing]:
        """Everything that has a page of its own and is worth remembering."""
        directory = self.directory
        return [
            *directory.services.values(),
            *directory.organizations.values(),
            *directory.locations.values(),
        ]

    # ---- what a listing depends on

    def fingerprint(self, listing: Listing) -> str:
        """A digest of everything the files of this listing are made from."""
        names: list[str] = []
        if isinstance(listing, ServiceListing):
            site = self.editions[0].site
            near = neighbours(site, listing)
            names = [str(told_apart(site, other)) for other in near]  # depends on namesakes anywhere
            others = [*near, *listing.organization.services]
        elif isinstance(listing, OrganizationListing):
            others = listing.services
        else:
            others = [place.service for place in listing.places]
        return _digest([self.base, self._core(listing), *(self._core(other) for other in others), *names])

    def _core(self, listing: Listing) -> str:
        core = self._cores.get(listing.path)
        if core is None:
            core = self._cores[listing.path] = _digest(self._sources(listing))
        return core

    def _sources(self, listing: Listing) -> Iterator[str]:
        """Digests of the files a listing is made from, its own first."""
        yield from (listing.path, str(listing.held), self.digests.get(listing.file, ""))
        yield msgspec.json.encode(self.timeline.by_id.get(listing.hsds.id, ())).decode()
        if isinstance(listing, ServiceListing):
            yield listing.hsds.last_modified
            yield short_id(self.editions[0].site, listing)
            yield self._core(listing.organization)
            for place in listing.places:
                yield msgspec.json.encode(self.timeline.by_id.get(place.location.hsds.id, ())).decode()
                yield self.digests.get(place.location.file, "")
                yield f"{place.location.held} {place.location.hsds.organization_id}"
        elif isinstance(listing, OrganizationListing):
            relatives: list[Listing] = [
                *listing.locations,
                *listing.children,
                *([listing.parent] if listing.parent else []),
            ]
            yield from map(self._told, relatives)
            yield from (location.hsds.organization_id for location in listing.locations)
        else:
            yield from map(self._told, listing.organizations)

    def _told(self, relative: Listing) -> str:
        """What another record says and where its page is: one may change without the other."""
        return f"{relative.path} {self.digests.get(relative.file, '')}"

    # ---- making

    def make(self, listing: Listing) -> Product:
        """Make and store the files of one listing."""
        files = {}
        for edition in self.editions:
            page = pages.page_of(edition.site, listing)
            files[page.path] = self.target.put(page.path, edition.cast(page))
        fragments: tuple[feed.Fragment, ...] = ()
        cards: tuple[bytes, ...] = ()
        words: tuple[tables.Words, ...] = ()
        leaves: tuple[bytes, ...] = ()
        made: Iterator[tuple[str, bytes]] = iter(())
        if isinstance(listing, ServiceListing):
            fragments, fed = feed.cast_service(self._branches, listing)
            made = chain(fed, *(calendar_files(edition.site, listing) for edition in self.editions))
            cards = tuple(search.make_card(edition.site, listing) for edition in self.editions)
            words = tuple(tables.words_of(edition.site, listing) for edition in self.editions)
            leaves = tuple(shortlist.make_leaf(edition.site, listing) for edition in self.editions)
        elif isinstance(listing, OrganizationListing):
            made = feed.cast_organization(self._branches, listing)
        for path, content in made:
            files[path] = self.target.put(path, content)
        return Product(self.fingerprint(listing), files, fragments, cards, words, leaves)

    def recall(self, listing: Listing, product: Product | None) -> bool:
        """Whether an earlier product is still right and all its files are still here."""
        if product is None or product.fingerprint != self.fingerprint(listing):
            return False
        return all(self.target.keep(path, digest) for path, digest in product.files.items())

    def make_all(self, known: Mapping[str, Product], jobs: int, progress: Progress) -> dict[str, Product]:
        """A product for every listing: recalled where nothing changed, made where something did."""
        listings = self.listings
        products = {one.path: known[one.path] for one in listings if self.recall(one, known.get(one.path))}
        missing = [one for one in listings if one.path not in products]
        done = len(products)
        for listing, product in zip(
            missing, spread(lambda at: self.make(missing[at]), len(missing), jobs), strict=True
        ):
            products[listing.path] = product
            done += 1
            progress(done, len(listings))
        return {one.path: products[one.path] for one in listings}

    def make_blocks(self, products: Mapping[str, Product], known: search.Blocks, jobs: int) -> search.Blocks:
        """The blocks of the search, in order: recalled where no service in one has changed, made where one has."""
        services = list(self.directory.services.values())
        runs = search.runs(services)
        keys = [_digest(products[service.path].fingerprint for service in services[run]) for run in runs]
        sites = [edition.site for edition in self.editions]
        missing = {key: run for key, run in zip(keys, runs, strict=True) if key not in known}
        todo = [services[run] for run in missing.values()]
        made = spread(lambda at: search.make_blocks(sites, todo[at]), len(todo), jobs, search.HEAVY)
        fresh = dict(zip(missing, made, strict=True))
        return {key: known[key] if key in known else fresh[key] for key in keys}

    def make_downloads(
        self, products: Mapping[str, Product], known: tables.Downloads, origin: Origin, jobs: int, *, preview: bool
    ) -> tables.Downloads:
        """The files to take away: kept where no record has changed, and not made for a preview."""
        fingerprint = _digest([self.base, origin.changed, *(product.fingerprint for product in products.values())])
        if known.fingerprint == fingerprint and all(map(self.target.keep, known.files, known.files.values())):
            return known
        if preview:
            return tables.Downloads()
        services = self.directory.services
        words = [[products[path].words[number] for path in services] for number in range(len(self.editions))]
        beside = {"extension.ndjson": extension_file(self.directory)[1]}
        formats = tables.formats([edition.site for edition in self.editions], words, beside, origin.changed)

        def make(at: int) -> tuple[str, str]:
            path, write = formats[at]
            return path, self.target.put(path, write())

        weight = max(1, len(services) // _SERVICES_TO_A_PIECE)
        return tables.Downloads(fingerprint, dict(spread(make, len(formats), jobs, weight)))

    def make_shared(
        self, products: Mapping[str, Product], blocks: search.Blocks, downloads: tables.Downloads
    ) -> dict[str, str]:
        """Make what belongs to no one record: lists, topics, the home page, hand-written pages, collections, search."""
        made = chain(self._shared(products, downloads), self._search(products, blocks), self._shortlist(products))
        return {path: self.target.put(path, content) for path, content in made}

    def make_trust(self, origin: Origin, digests: Mapping[str, str]) -> dict[str, str]:
        """Make what vouches for the feed, last: `digests` are those of all other files of the site."""
        made = trust_files(self.editions[0].site, origin, digests)
        return {path: self.target.put(path, content) for path, content in made}

    def _search(self, products: Mapping[str, Product], blocks: search.Blocks) -> Iterator[tuple[str, bytes]]:
        columns = search.make_columns(self.editions[0].site)
        yield from columns.files()
        for number, edition in enumerate(self.editions):
            cards = [products[path].cards[number] for path in self.directory.services]
            yield from search.files(edition.site, [each[number] for each in blocks.values()], cards, columns)

    def _shortlist(self, products: Mapping[str, Product]) -> Iterator[tuple[str, bytes]]:
        for number, edition in enumerate(self.editions):
            made = [products[path] for path in self.directory.services]
            shown = [(one.cards[number], one.leaves[number]) for one in made]
            yield from shortlist.files(edition.site, shown, self.timeline.events)

    def _shared(self, products: Mapping[str, Product], downloads: tables.Downloads) -> Iterator[tuple[str, bytes]]:
        found = [path for product in products.values() for path in product.files if path.endswith(".html")]
        for edition in self.editions:
            for page in pages.shared_pages(edition.site):
                found.append(page.path)
                yield page.path, edition.cast(page)
            for path, mould in edition.shell.pages.items():
                found.append(path)
                shown = tables.list_downloads(edition.site, path, downloads) if "downloads" in mould.marks else ""
                yield path, edition.frame.fill(mould, {"downloads": shown})
            yield from edition.shell.assets.items()
            for redirect in pages.redirects(edition.site):
                yield redirect.path, redirect.html.encode()
        yield from feed.shared_files(self._branches, [products[path].fragments for path in self.directory.services])
        for branch in self._branches:
            paths = (feed.service_path(branch, service) for service in self.directory.services.values())
            yield feed.lines(branch, map(self.target.read, paths))
        yield extension_file(self.directory)
        yield from change_files([edition.site for edition in self.editions], self.timeline)
        yield from sitemap.files(self.directory, found)


def _digest(parts: Iterable[str]) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
