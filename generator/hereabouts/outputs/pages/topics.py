"""The pages of topics: one for each term, one for each list of terms, and one for all lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from hereabouts.directory import LocationListing, OrganizationListing, TaxonomyListing, TermListing
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages.cards import letters, list_services, sort_key
from hereabouts.outputs.pages.head import head
from hereabouts.outputs.pages.links import phone_link, up
from hereabouts.outputs.pages.markup import fill
from hereabouts.outputs.pages.site import NEEDS, Listing, Site, Topic, in_short, name_of, page_address, plain_name
from hereabouts.outputs.pages.templates import render
from hereabouts.outputs.structured import describe_topic
from hereabouts.phones import read_number
from hereabouts.settings import HelpLine

_MOST_NEIGHBOURS = 8


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic with those below it."""

    href: str
    name: Markup
    says: Markup
    count: Markup
    children: list[tuple[str, Markup]]


@dataclass(frozen=True, slots=True)
class Part:
    """A list of topics; a brief one says no more of each than its name."""

    href: str
    name: Markup
    says: Markup
    branches: list[Branch]
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Crisis:
    """Whom to ring now."""

    name: Markup
    shown: str
    href: str
    about: Markup
    checked: str = ""


def term_page(site: Site, term: TermListing) -> Page:
    """One topic: what it is, who helps, and what is close to it."""
    address = page_address(term)
    root = up(address)
    above = term.parent or term.taxonomy
    from_home = term.taxonomy.name == NEEDS and not term.parent
    listed = list_services(site, term.services, root)
    body = render(
        "topic",
        site.language,
        root=root,
        name=name_of(site, term),
        says=_says(site, term),
        up_href=root + page_address(above),
        up_name=site.gettext("All topics") if from_home else name_of(site, above),
        crisis=crisis(site) if term.sensitive else [],
        children=[(*_link(site, child, root), len(child.services)) for child, _count in _filled(site, term.children)],
        counted=_counted(site, len(term.services)),
        count=len(term.services),
        others=[_link(site, other, root) for other in _others(site).get(id(term), ())],
        services=listed,
        letters=list(letters(listed.groups)),
        neighbours=[_link(site, other, root) for other in _close_to(site, term)],
    )
    return Page(
        kind="term",
        address=address,
        path=site.file(address),
        title=plain_name(site, term),
        description=in_short(site, term),
        body=body,
        head=head(site, address, describe_topic(term, site.settings, site.base)),
        sensitive=term.sensitive,
    )


def has_page(site: Site, topic: Topic) -> bool:
    """Whether there is anything to show for a topic: services, or groups and places; or below it, or in the list."""
    if isinstance(topic, TaxonomyListing):
        return bool(topic.file) and any(has_page(site, term) for term in topic.terms.values() if term.parent is None)
    if topic.services or id(topic) in _others(site):
        return True
    return any(has_page(site, child) for child in topic.children)


def _link(site: Site, listing: Listing | Topic, root: str) -> tuple[str, Markup]:
    return root + page_address(listing), name_of(site, listing)


def _filled(site: Site, terms: Iterable[TermListing]) -> Iterator[tuple[TermListing, Markup]]:
    """Those topics that have a page, each with how many services it has, if it has any."""
    for term in terms:
        if has_page(site, term):
            yield term, count_words(site, len(term.services)) if term.services else Markup()


def _counted(site: Site, count: int) -> Markup:
    return fill(site.ngettext("{count} place to try", "{count} places to try", count), count=f"{count:,}")


def _others(site: Site) -> dict[int, list[OrganizationListing | LocationListing]]:
    """The groups and the places with a page that carry each term, by the term's identity."""
    return site.once(("others",), lambda: _find_others(site))


def _find_others(site: Site) -> dict[int, list[OrganizationListing | LocationListing]]:
    found: dict[int, list[OrganizationListing | LocationListing]] = {}
    listings: list[OrganizationListing | LocationListing] = [
        *site.directory.organizations.values(),
        *site.directory.locations.values(),
    ]
    for listing in sorted(listings, key=lambda one: sort_key(one.hsds.name)):
        uses = [use for uses in listing.uses.values() for use in uses]
        if isinstance(listing, LocationListing):
            uses += listing.access
        for term in {id(use.term) for use in uses}:
            found.setdefault(term, []).append(listing)
    return found


def _says(site: Site, term: TermListing) -> Markup:
    """The term's description, unless it only says the name again."""
    if term.hsds.description.rstrip(".").casefold() == term.hsds.name.casefold():
        return Markup()
    return site.prose(term.hsds.description, term.translations, "description")


def _close_to(site: Site, term: TermListing) -> list[TermListing]:
    """The topic above, then those beside it that have a page."""
    beside = term.parent.children if term.parent else [one for one in term.taxonomy.terms.values() if not one.parent]
    others = [one for one in beside if one is not term and has_page(site, one)]
    return ([term.parent] if term.parent else []) + others[:_MOST_NEIGHBOURS]


def crisis(site: Site) -> list[Crisis]:
    """The configured help for an emergency, with what each is for."""
    return [_crisis(site, line) for line in site.crisis_lines]


def _crisis(site: Site, line: HelpLine) -> Crisis:
    read = read_number(line.number, site.settings.country)
    href = phone_link(read.dialled if read else line.number)
    name = site.text(line.name, line.translations, "name")
    about = site.text(line.description, line.translations, "description")
    checked = site.gettext("Checked on {date}.").format(date=site.date(line.checked)) if line.checked else ""
    return Crisis(name, line.number, href, about, checked)


def count_words(site: Site, count: int) -> Markup:
    """``3 services``."""
    return fill(site.ngettext("{count} service", "{count} services", count), count=f"{count:,}")


def taxonomy_page(site: Site, taxonomy: TaxonomyListing) -> Page:
    """One list of topics."""
    address = page_address(taxonomy)
    root = up(address)
    name = plain_name(site, taxonomy)
    body = render(
        "topics",
        site.language,
        root=root,
        up_href=f"{root}topics/",
        name=name_of(site, taxonomy),
        says=site.prose(taxonomy.hsds.description, taxonomy.translations, "description"),
        parts=[Part("", Markup(), Markup(), branches(site, taxonomy, root))],
    )
    return Page(
        kind="taxonomy",
        address=address,
        path=site.file(address),
        title=name,
        description=in_short(site, taxonomy),
        body=body,
    )


def topics_page(site: Site) -> Page:
    """Every list of topics that has anything in it."""
    _ = site.gettext
    address = "topics/"
    root = up(address)
    parts = [
        Part(
            root + page_address(taxonomy),
            name_of(site, taxonomy),
            site.prose(taxonomy.hsds.description, taxonomy.translations, "description"),
            branches(site, taxonomy, root, twigs=taxonomy.name == NEEDS),
            brief=taxonomy.name != NEEDS,
        )
        for taxonomy in public_taxonomies(site)
    ]
    body = render(
        "topics",
        site.language,
        root=root,
        up_href="",
        name=_("All topics"),
        says=escape(_("Everything in the directory, by what it is about.")),
        parts=[part for part in parts if part.branches],
    )
    return Page(
        kind="topics",
        address=address,
        path=site.file(address),
        title=_("All topics"),
        description=_("Everything in the directory, by what it is about."),
        body=body,
    )


def public_taxonomies(site: Site) -> list[TaxonomyListing]:
    """The lists that have a page: those of the directory itself with anything in them, needs first."""
    written = [one for one in site.directory.taxonomies.values() if has_page(site, one)]
    return sorted(written, key=lambda one: (one.name != NEEDS, one.hsds.name))


def branches(site: Site, taxonomy: TaxonomyListing, root: str, twigs: bool = True) -> list[Branch]:
    """The topics at the top of a list that have a page, with those below them."""
    tops = (term for term in taxonomy.terms.values() if term.parent is None)
    return [
        Branch(
            root + page_address(term),
            name_of(site, term),
            _says(site, term),
            count,
            [_link(site, child, root) for child, _count in _filled(site, term.children)] if twigs else [],
        )
        for term, count in _filled(site, tops)
    ]
