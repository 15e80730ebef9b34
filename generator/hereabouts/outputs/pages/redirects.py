"""Pages that have moved: a small file at every address a listing had before, which leads to the one it has now."""

from __future__ import annotations

from collections.abc import Iterator

from hereabouts.directory import TaxonomyListing, TermListing, page_of
from hereabouts.outputs.page import Redirect
from hereabouts.outputs.pages.links import link
from hereabouts.outputs.pages.site import Listing, Site, Topic, page_address, plain_name
from hereabouts.outputs.pages.templates import render
from hereabouts.outputs.pages.topics import has_page


def redirects(site: Site) -> Iterator[Redirect]:
    """One for each `formerly` and `replaces`, unless a page of the present stands at that address."""
    directory = site.directory
    present = {page_of(path) for path in (*directory.organizations, *directory.services, *directory.locations)}
    for listing in _listings(site):
        for old in (*listing.formerly, *listing.replaces):
            address = _old_address(old)
            if address and address not in present:
                present.add(address)
                yield _redirect(site, address, page_address(listing), plain_name(site, listing))
    for taxonomy in directory.taxonomies.values():
        yield from _of_taxonomy(site, taxonomy)


def _listings(site: Site) -> Iterator[Listing]:
    directory = site.directory
    yield from directory.organizations.values()
    yield from directory.services.values()
    yield from directory.locations.values()


def _of_taxonomy(site: Site, taxonomy: TaxonomyListing) -> Iterator[Redirect]:
    """Former names of a list and of its terms: a list that was renamed took all its terms along."""
    names = [old.removeprefix("taxonomies/") for old in (*taxonomy.formerly, *taxonomy.replaces)]
    moved = [name for name in dict.fromkeys(names) if name and "/" not in name]
    moved = [name for name in moved if name not in site.directory.taxonomies]
    for name in moved:
        yield _to_topic(site, f"topics/{name}/", taxonomy)
    for term in taxonomy.terms.values():
        keys = [key for key in dict.fromkeys(term.formerly) if key not in taxonomy.terms]
        own = [f"{taxonomy.path}/{key}/" for key in keys]
        for address in [*own, *(f"topics/{name}/{key}/" for name in moved for key in (term.key, *keys))]:
            yield _to_topic(site, address, term)


def _to_topic(site: Site, start: str, topic: Topic) -> Redirect:
    """To a topic's page, or to that of its list or of all of them where it has nothing to show."""
    if has_page(site, topic):
        return _redirect(site, start, page_address(topic), plain_name(site, topic))
    if isinstance(topic, TermListing):
        return _to_topic(site, start, topic.taxonomy)
    return _redirect(site, start, "topics/", site.gettext("All topics"))


def _old_address(written: str) -> str:
    """Where the record at an old path had its page; empty for a path that none could have been at."""
    path = written.strip().removesuffix(".yml")
    parts = path.split("/")
    if parts[0] == "organizations" and len(parts) == 3 and all(parts):
        return page_of(path)
    return page_of(path) if parts[0] == "locations" and len(parts) == 2 and parts[1] else ""


def _redirect(site: Site, start: str, target: str, name: str) -> Redirect:
    path = site.file(start)
    href = link(path, site.file(target))
    url = site.settings.url.rstrip("/")
    canonical = f"{url}/{site.base}{target}" if url else href
    html = render("redirect", site.language, language=site.language, name=name, href=href, canonical=canonical)
    return Redirect(path, html)
