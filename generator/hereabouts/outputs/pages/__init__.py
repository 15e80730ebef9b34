"""The pages of the records, one module per kind of page.

A `Site` is one language's pages of a directory; it keeps what several pages share, so use one for a whole build.
"""

from __future__ import annotations

from collections.abc import Iterator

from hereabouts.directory import Directory, LocationListing, OrganizationListing, ServiceListing
from hereabouts.outputs.page import Page, Redirect
from hereabouts.outputs.pages.browse import a_to_z_page, a_to_z_pages, browse_pages, find_page
from hereabouts.outputs.pages.home import home_page
from hereabouts.outputs.pages.location import location_page
from hereabouts.outputs.pages.organization import organization_page
from hereabouts.outputs.pages.redirects import redirects
from hereabouts.outputs.pages.service import service_page
from hereabouts.outputs.pages.shortlist import shortlist_page
from hereabouts.outputs.pages.site import Listing, Site
from hereabouts.outputs.pages.topics import has_page, taxonomy_page, term_page, topics_page

__all__ = [
    "Page",
    "Redirect",
    "Site",
    "a_to_z_page",
    "a_to_z_pages",
    "browse_pages",
    "find_page",
    "home_page",
    "location_page",
    "organization_page",
    "page_of",
    "pages",
    "redirects",
    "service_page",
    "shared_pages",
    "shortlist_page",
    "taxonomy_page",
    "term_page",
    "topics_page",
]


def pages(directory: Directory, language: str, only: set[str] | None = None) -> Iterator[Page]:
    """Every page of one language, or those of the record paths in `only`, without the shared ones."""
    site = Site(directory, language)
    listings: list[Listing] = [
        *directory.services.values(),
        *directory.organizations.values(),
        *directory.locations.values(),
    ]
    for listing in listings:
        if only is None or listing.path in only:
            yield page_of(site, listing)
    if only is None:
        yield from shared_pages(site)


def page_of(site: Site, listing: Listing) -> Page:
    """The page of one record."""
    match listing:
        case ServiceListing():
            return service_page(site, listing)
        case OrganizationListing():
            return organization_page(site, listing)
        case LocationListing():
            return location_page(site, listing)


def shared_pages(site: Site) -> Iterator[Page]:
    """The pages that belong to no one record: home, find, shortlist, A to Z, topics, towns and days."""
    yield home_page(site)
    yield find_page(site)
    yield shortlist_page(site)
    yield from a_to_z_pages(site)
    yield from browse_pages(site)
    yield topics_page(site)
    for taxonomy in site.directory.taxonomies.values():
        if has_page(site, taxonomy):
            yield taxonomy_page(site, taxonomy)
            yield from (term_page(site, term) for term in taxonomy.terms.values() if has_page(site, term))
