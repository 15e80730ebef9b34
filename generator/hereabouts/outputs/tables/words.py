"""What a listing says in words, as plain text for a cell: when, where, what it costs, for whom, how, whom to ring.

These are the words of its page. They are made with it, while what they are made from is at hand, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from markupsafe import Markup

from hereabouts.directory import ServiceListing
from hereabouts.model.objects import Contact, Phone
from hereabouts.outputs.pages.contacts import phone_ways
from hereabouts.outputs.pages.facts import facts_of
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.pages.times import Times

BETWEEN = "; "
"""What stands between several things in one cell."""


class Words(msgspec.Struct, frozen=True, array_like=True):
    """A service in words of one language. What nobody has said is empty."""

    when: str
    where: str
    cost: str
    who: str
    how: str
    phone: str


def words_of(site: Site, service: ServiceListing) -> Words:
    """The words of one service."""
    facts = facts_of(site, service)
    return Words(
        when=_when(facts.times),
        where=say_all(facts.where),
        cost=say_all(facts.cost),
        who=say_all(facts.who),
        how=" ".join(map(plain, facts.how)),
        phone=say_all(_numbers(site, service)),
    )


def plain(words: str) -> str:
    """HTML of ours, or text of several lines, as text on one line."""
    if isinstance(words, Markup) and ("<" in words or "&" in words):
        return words.striptags()
    return " ".join(words.split()) if "\n" in words else str(words)


def say_all(words: Iterable[str]) -> str:
    """Several things in one cell, each once."""
    return together(map(plain, words))


def together(texts: Iterable[str]) -> str:
    """The same for texts of one line that are plain already."""
    return BETWEEN.join(dict.fromkeys(filter(None, texts)))


def _when(times: Times) -> str:
    lines = [f"{plain(line.words)} ({plain(line.place)})" if line.place else plain(line.words) for line in times.lines]
    said = say_all(lines)
    shared = " ".join(map(plain, times.shared))
    return f"{said}. {shared}" if said and shared else said or shared


def _numbers(site: Site, service: ServiceListing) -> Iterator[str]:
    """The service's own numbers with what each is for, or its group's where it has none."""
    own = [
        *service.hsds.phones,
        *(phone for place in service.places for phone in place.hsds.phones),
        *_of(service.hsds.contacts),
    ]
    group = service.organization.hsds
    for way in phone_ways(site, own or [*group.phones, *_of(group.contacts)]):
        about = plain(way.about)
        yield f"{way.shown} ({about})" if about else way.shown


def _of(contacts: Iterable[Contact]) -> Iterator[Phone]:
    return (phone for contact in contacts for phone in contact.phones)
