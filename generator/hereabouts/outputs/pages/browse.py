"""Ways round the directory without a search: A to Z, by topic, by place, by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from hereabouts.directory import LocationListing, ServiceListing
from hereabouts.model.ids import slug
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages.cards import (
    Group,
    Shown,
    by_letter,
    group_line,
    letters,
    list_services,
    service_line,
    sort_key,
)
from hereabouts.outputs.pages.days import by_day, day_address, day_pages
from hereabouts.outputs.pages.head import head
from hereabouts.outputs.pages.links import up
from hereabouts.outputs.pages.neighbours import town_of
from hereabouts.outputs.pages.search_box import search_box
from hereabouts.outputs.pages.site import NEEDS, Site, name_of, page_address, plain_name
from hereabouts.outputs.pages.templates import render
from hereabouts.outputs.pages.times import day_name
from hereabouts.outputs.pages.topics import Branch, branches, count_words, public_taxonomies

MOST_LINES = 600
"""An A to Z longer than this gets a page for each letter."""

_FURTHER = ("audiences", "setting")


@dataclass(frozen=True, slots=True)
class Part:
    """One way round, on the page that offers them: topics with those below them, or plain links with counts."""

    anchor: str
    name: Markup
    branches: list[Branch] = field(default_factory=list)
    links: list[tuple[str, Markup, Markup]] = field(default_factory=list)


def a_to_z_pages(site: Site) -> Iterator[Page]:
    """All services and groups by name: one page, or one for each letter when they are many."""
    groups = _all_names(site, up("a-z/"))
    if sum(len(group.lines) for group in groups) <= MOST_LINES:
        yield _a_to_z(site, groups, [])
        return
    pages = [(group.letter, f"{group.anchor}/", f"{len(group.lines):,}") for group in groups]
    yield _a_to_z(site, [], pages)
    for group in _all_names(site, up("a-z/a/")):
        yield _letter_page(site, group)


def a_to_z_page(site: Site) -> Page:
    """The first page of the A to Z."""
    return next(a_to_z_pages(site))


def _all_names(site: Site, root: str) -> list[Group]:
    services = (service_line(site, one, root) for one in site.directory.services.values())
    groups = (group_line(site, one, root) for one in site.directory.organizations.values())
    return by_letter([*services, *groups])


def _a_to_z(site: Site, groups: list[Group], pages: list[tuple[str, str, str]]) -> Page:
    _ = site.gettext
    says = _("Every service and every group, by name.")
    values = {"root": up("a-z/"), "up_href": "", "name": _("A to Z"), "says": says, "pages": pages, "groups": groups}
    body = render("a-z", site.language, letters=list(letters(groups)), **values)
    return _page(site, "a-z", "a-z/", _("A to Z"), says, body)


def _letter_page(site: Site, group: Group) -> Page:
    _ = site.gettext
    name = _("Names that begin with {letter}").format(letter=group.letter)
    if not group.letter.isalpha():
        name = _("Names that begin with a number or a mark")
    says = _("Services and groups.")
    values = {"root": up("a-z/a/"), "up_href": "../", "name": name, "says": says, "groups": [group]}
    body = render("a-z", site.language, pages=[], letters=[], **values)
    return _page(site, "list", f"a-z/{group.anchor}/", name, says, body)


def find_page(site: Site) -> Page:
    """Every way round on one page."""
    _ = site.gettext
    root = up("find/")
    says = _("Look by what would help, by place or by day.")
    parts = [part for part in _parts(site, root) if part.branches or part.links]
    body = render("find", site.language, root=root, says=says, parts=parts, search=search_box(site, root))
    return _page(site, "find", "find/", _("Find help"), says, body)


def _parts(site: Site, root: str) -> Iterator[Part]:
    _ = site.gettext
    lists = {one.name: one for one in public_taxonomies(site)}
    if NEEDS in lists:
        yield Part("topics", escape(_("By what would help")), branches(site, lists[NEEDS], root))
    towns = [(f"{root}{town_address(town)}", site.note(town), found) for town, found in by_town(site).items()]
    yield Part("places", escape(_("By place")), links=[(a, b, count_words(site, len(c))) for a, b, c in towns])
    yield Part("days", escape(_("By day of the week")), links=list(_day_links(site, root)))
    for name in _FURTHER:
        if name in lists:
            terms = branches(site, lists[name], root, twigs=False)
            yield Part(name, name_of(site, lists[name]), links=[(one.href, one.name, one.count) for one in terms])


def _day_links(site: Site, root: str) -> Iterator[tuple[str, Markup, Markup]]:
    for day, found in enumerate(by_day(site)):
        if found:
            yield f"{root}{day_address(day)}", escape(day_name(site.language, day)), count_words(site, len(found))


def town_address(town: str) -> str:
    """Where the page of a town is."""
    return f"find/in-{slug(town)}/"


def by_town(site: Site) -> dict[str, list[ServiceListing]]:
    """Services by every town or village they happen in, in order of name. Names that differ in case are one."""
    return site.once(("by town",), lambda: _sort_by_town(site))


def _sort_by_town(site: Site) -> dict[str, list[ServiceListing]]:
    towns: dict[str, tuple[str, dict[str, ServiceListing]]] = {}
    for service in site.directory.services.values():
        for place in service.places:
            town = " ".join(town_of(place.location).split())
            if not slug(town):
                continue
            known, services = towns.setdefault(slug(town), (town, {}))
            services[service.path] = service
            if known.isupper() and not town.isupper():
                towns[slug(town)] = (town, services)
    return {town: list(services.values()) for town, services in sorted(towns.values(), key=_town_key)}


def _town_key(entry: tuple[str, object]) -> tuple[str, str]:
    return sort_key(entry[0])


def browse_pages(site: Site) -> Iterator[Page]:
    """One page for each town and for each day of the week that has anything."""
    _ = site.gettext
    for town, services in by_town(site).items():
        name = _("In {town}").format(town=town)
        says = _("What there is in and around {town}.").format(town=town)
        yield _town_page(site, town, (name, says), services)
    yield from day_pages(site)


def _places_in(town: str, services: Iterable[ServiceListing]) -> frozenset[str]:
    """The ids of the places in a town at which any of the services are."""
    places = (place.location for service in services for place in service.places)
    return frozenset(location.hsds.id for location in places if slug(town_of(location)) == slug(town))


def _venues(site: Site, town: str) -> list[LocationListing]:
    venues = site.once(("venues",), lambda: _sort_venues(site))
    return sorted(venues.get(slug(town), []), key=lambda one: sort_key(plain_name(site, one)))


def _sort_venues(site: Site) -> dict[str, list[LocationListing]]:
    venues: dict[str, list[LocationListing]] = {}
    for location in site.directory.locations.values():
        venues.setdefault(slug(town_of(location)), []).append(location)
    return venues


def _town_page(site: Site, town: str, words: tuple[str, str], services: Iterable[ServiceListing]) -> Page:
    """`words` are what the page is called and what it says of itself."""
    (name, says), address = words, town_address(town)
    root = up(address)
    listed = list_services(site, services, root, Shown(at=_places_in(town, services)))
    count = len(listed.cards) or sum(len(group.lines) for group in listed.groups)
    body = render(
        "browse",
        site.language,
        root=root,
        up_href=f"{root}find/",
        name=name,
        says=says,
        counted=count_words(site, count),
        services=listed,
        letters=list(letters(listed.groups)),
        venues=[(root + page_address(one), name_of(site, one)) for one in _venues(site, town)],
    )
    return _page(site, "list", address, name, says, body)


def _page(site: Site, kind: str, address: str, title: str, says: str, body: Markup) -> Page:
    return Page(
        kind=kind,
        address=address,
        path=site.file(address),
        title=title,
        description=says,
        body=body,
        head=head(site, address),
    )
