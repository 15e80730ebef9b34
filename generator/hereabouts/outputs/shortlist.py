"""What a list of somebody's own shows, in files that are found by the beginning of a short id.

    shortlist/<language>/<digits>.json    {"told": ..., "services": {<id>: {"card": ..., "leaf": ...}}, "gone": {...}}

A browser asks for the files its list needs and says no more of it than their first digits. `told` is false where the
directory has no history, so that nobody can say what has changed. Services that are gone are there by their whole id,
with the day and the reason, and nothing of what they were: see ``docs/decisions/the-shortlist.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import msgspec
from markupsafe import Markup

from hereabouts.changes.event import Event, Happened
from hereabouts.directory import ServiceListing
from hereabouts.kind import Kind
from hereabouts.outputs.hidden import is_public
from hereabouts.outputs.pages.changes import what_changed
from hereabouts.outputs.pages.facts import facts_of, first_phone
from hereabouts.outputs.pages.markup import fill
from hereabouts.outputs.pages.short_ids import bare, short_id
from hereabouts.outputs.pages.shortlist import digits_of
from hereabouts.outputs.pages.site import Site, name_of
from hereabouts.outputs.pages.standing import is_gone

MOST_TIMES = 4
"""How many times a handout has room for."""


class Phone(msgspec.Struct):
    """A number: what to do with it, the link, and as it is written."""

    verb: str
    href: str
    shown: str


class Leaf(msgspec.Struct, omit_defaults=True):
    """What a handout says of a service beyond its card: plain texts in the page's language where there are any.

    `changes` are (ISO day, sentence), the newest day first. `gone` is set for what does not run any more.
    """

    when: list[str] = []
    more_times: bool = False
    where: list[str] = []
    cost: list[str] = []
    how: list[str] = []
    bring: list[str] = []
    alert: str = ""
    phone: Phone | None = None
    gone: bool = False
    changes: list[tuple[str, str]] = []


class Gone(msgspec.Struct, omit_defaults=True):
    """A service that was taken out: when, why (see `changes.event.Reason`), and the short id of what it joined."""

    day: str
    reason: str
    into: str = ""


def make_leaf(site: Site, service: ServiceListing) -> bytes:
    """What a handout says of a service beyond its card, encoded as JSON."""
    facts, phone = facts_of(site, service), first_phone(site, service)
    times = [_plain(line.words) + (f", {_plain(line.place)}" if line.place else "") for line in facts.times.lines]
    return msgspec.json.encode(
        Leaf(
            when=[*times[:MOST_TIMES], *map(_plain, facts.times.shared)],
            more_times=len(times) > MOST_TIMES,
            where=[_plain(line) for line in facts.where],
            cost=[_plain(line) for line in facts.cost],
            how=[_plain(line) for line in facts.how],
            bring=[one.document for one in service.hsds.required_documents if one.document],
            alert=site.word(service.hsds.alert, service.translations, "alert")[0],
            phone=Phone(phone.verb, phone.href, phone.shown) if phone else None,
            gone=is_gone(service),
            changes=list(_changes(site, service)),
        )
    )


def _plain(html: Markup) -> str:
    return " ".join(html.striptags().split())


def _changes(site: Site, service: ServiceListing) -> Iterator[tuple[str, str]]:
    """What happened to a service and its places, the newest first, each thing once."""
    told = [(day.iso, line) for day in what_changed(site, service) for line in day.lines]
    for venue in (place.location for place in service.places if is_public(place.location)):
        at = partial(fill, site.gettext("At {place}: {words}"), place=name_of(site, venue))
        told += [(day.iso, at(words=line)) for day in what_changed(site, venue) for line in day.lines]
    for day, line in dict.fromkeys(sorted(told, key=lambda one: one[0], reverse=True)):
        yield day, _plain(line)


def files(site: Site, shown: Sequence[tuple[bytes, bytes]], events: Sequence[Event]) -> Iterator[tuple[str, bytes]]:
    """Every file in one language. `shown` has the card and the leaf of each service, in their order."""
    services = site.directory.services.values()
    known = {
        short_id(site, service): b'{"card":%b,"leaf":%b}' % pair for service, pair in zip(services, shown, strict=True)
    }
    digits = digits_of(len(known))
    here, gone = _by_start(known, digits), _by_start(dict(_gone(site, events)), digits)
    told = b"true" if events else b"false"
    for number in range(16**digits):
        start = f"{number:0{digits}x}" if digits else ""
        content = b'{"told":%b,"services":{%b},"gone":{%b}}' % (
            told,
            b",\n".join(here[start]),
            b",\n".join(gone[start]),
        )
        yield f"shortlist/{site.language}/{start or 'all'}.json", content


def _by_start(entries: Mapping[str, bytes], digits: int) -> dict[str, list[bytes]]:
    """The lines of an object, sorted, under the first digits of their keys."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for key in sorted(entries):
        found[key[:digits]].append(b'"%b":%b' % (key.encode(), entries[key]))
    return found


def _gone(site: Site, events: Iterable[Event]) -> Iterator[tuple[str, bytes]]:
    """Services that had a page and have none now, by their whole id."""
    here = {one.hsds.id: one for one in site.directory.services.values()}
    last = {event.id: event for event in events if event.kind is Kind.SERVICE}
    for own_id, event in last.items():
        if event.happened is Happened.REMOVED and own_id not in here:
            into = here.get(event.into)
            made = Gone(event.day, str(event.reason), short_id(site, into) if into else "")
            yield bare(own_id), msgspec.json.encode(made)
