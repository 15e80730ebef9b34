"""A service on a card, and lists of services: cards while they are few, lines under letters when they are many."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from hereabouts.directory import OrganizationListing, ServiceListing
from hereabouts.outputs.pages.facts import brief_at, card_line, facts_of, first_phone
from hereabouts.outputs.pages.markup import fill, joined
from hereabouts.outputs.pages.neighbours import spot_of
from hereabouts.outputs.pages.notices import freshness_of
from hereabouts.outputs.pages.site import Site, name_of, page_address, plain_name
from hereabouts.outputs.pages.standing import is_closed, is_full, is_gone, is_signpost
from hereabouts.outputs.pages.templates import render

MOST_CARDS = 60
"""A page with more services than this lists them in lines: 60 cards are about 100 kB."""

OTHER = "#"
"""The letter of names that begin with none."""


@dataclass(frozen=True, slots=True)
class Line:
    """A thing in a list of many: its page, its name, and what tells it from its namesakes."""

    href: str
    name: Markup
    about: Markup
    key: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card shows. On the page of a place, `at` are the ids of those that count, and `where` need not be said."""

    group: bool = True
    where: bool = True
    at: frozenset[str] = frozenset()


_ALWAYS = Shown()


def card(site: Site, service: ServiceListing, root: str, shown: Shown = _ALWAYS) -> Markup:
    """The card of a service on a page whose way to the root is `root`; made once for each depth."""
    return site.once(("card", service.path, root, shown), lambda: _card(site, service, root, shown))


def _card(site: Site, service: ServiceListing, root: str, shown: Shown) -> Markup:
    _ = site.gettext
    fresh = freshness_of(site, service)
    line, is_foreign = card_line(site, service)
    confirmed = _("Not yet confirmed by the group.")
    if fresh.confirmed_on is not None:
        confirmed = _("Confirmed on {date}.").format(date=site.date(fresh.confirmed_on.isoformat()))
    return render(
        "card",
        site.language,
        root=root,
        href=page_address(service),
        name=name_of(site, service),
        group=name_of(site, service.organization) if shown.group else "",
        badges=badges(site, service)[:2],
        line=site.note(line) if is_foreign else line,
        brief=_brief(site, service, shown),
        phone=None if is_gone(service) else first_phone(site, service),
        due=fresh.due_on.isoformat() if fresh.due_on else "",
        old=fresh.is_old,
        confirmed=confirmed,
    )


def _brief(site: Site, service: ServiceListing, shown: Shown) -> dict[str, Markup]:
    brief = facts_of(site, service).brief
    if len(service.places) > 1 and shown.at:
        brief = brief | brief_at(site, service, shown.at)
    return brief if shown.where else brief | {"where": Markup()}


def badges(site: Site, service: ServiceListing) -> list[tuple[str, str]]:
    """What keeps a person from going there, in a word or two, with the tone it is said in."""
    _ = site.gettext
    closed = _("Not running any more") if is_gone(service) else _("Closed for now")
    candidates = (
        (is_closed(service), "stop", closed),
        (is_full(service), "stop", _("Full for now")),
        (service.held, "ask", _("Ring first")),
        (is_signpost(service), "note", _("Points you to others")),
    )
    return [(tone, words) for holds, tone, words in candidates if holds]


@dataclass(frozen=True, slots=True)
class Group:
    """What stands under one letter."""

    letter: str
    anchor: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Services:
    """A list of services: either `cards`, or `groups` of lines by letter."""

    cards: list[Markup]
    groups: list[Group]


def list_services(site: Site, services: Iterable[ServiceListing], root: str, shown: Shown = _ALWAYS) -> Services:
    """The services in the order of their names in the page's language."""
    ordered = sorted(services, key=lambda one: sort_key(plain_name(site, one)))
    if len(ordered) <= MOST_CARDS:
        return Services([card(site, one, root, shown) for one in ordered], [])
    return Services([], by_letter(service_line(site, one, root) for one in ordered))


def service_line(site: Site, service: ServiceListing, root: str) -> Line:
    """A service in one line: its name, then its group and town."""
    town = spot_of(site, service).town
    about = name_of(site, service.organization)
    if town and town not in about:
        about = joined(", ", (about, site.note(town)))
    key = sort_key(plain_name(site, service))
    return Line(root + page_address(service), name_of(site, service), about, key)


def group_line(site: Site, group: OrganizationListing, root: str) -> Line:
    """A group in one line: its name, then how many services it has."""
    count = len(group.services)
    about = site.ngettext("Group with {count} service", "Group with {count} services", count)
    words = fill(about, count=count) if count else escape(site.gettext("Group"))
    return Line(root + page_address(group), name_of(site, group), words, sort_key(plain_name(site, group)))


def told_apart(site: Site, service: ServiceListing) -> Markup:
    """The name of a service, with its group where another service is called the same."""
    names = site.once(("names",), lambda: Counter(one.hsds.name.casefold() for one in site.directory.services.values()))
    name = name_of(site, service)
    if names[service.hsds.name.casefold()] < 2:
        return name
    return joined(", ", (name, name_of(site, service.organization)))


def by_letter(lines: Iterable[Line]) -> list[Group]:
    """Lines under their first letters, in order; names that begin with no letter come last."""
    groups: dict[str, list[Line]] = {}
    for line in sorted(lines, key=lambda one: (letter_of(one) == OTHER, letter_of(one), one.key, one.href)):
        groups.setdefault(letter_of(line), []).append(line)
    return [Group(letter, anchor_of(letter), entries) for letter, entries in groups.items()]


def letter_of(line: Line) -> str:
    """The letter a line stands under, without accents."""
    first = line.key[0][:1].upper()
    return first if first.isalpha() else OTHER


def anchor_of(letter: str) -> str:
    """The name of a letter's part of the page, and of its page in a long A to Z."""
    return "other" if letter == OTHER else letter.lower()


def sort_key(name: str) -> tuple[str, str]:
    """Order names as people look for them: without case, accents and leading marks, then exactly."""
    return fold(name).lstrip(" '\"‘“("), name


def fold(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter)
    )


def letters(groups: Iterable[Group]) -> Iterator[tuple[str, str]]:
    """What the row of letters links to: the letter and its anchor."""
    return ((group.letter, group.anchor) for group in groups)
