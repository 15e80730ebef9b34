"""What is on on a day of the week, by the time of day; what is not every week stands apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from hereabouts.directory import ServiceListing
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages.cards import badges, letters, list_services, told_apart
from hereabouts.outputs.pages.facts import facts_of
from hereabouts.outputs.pages.head import head
from hereabouts.outputs.pages.links import up
from hereabouts.outputs.pages.markup import joined
from hereabouts.outputs.pages.places import short_line
from hereabouts.outputs.pages.site import Site, page_address
from hereabouts.outputs.pages.templates import render
from hereabouts.outputs.pages.times import Entry, current_entries, day_name, plainly
from hereabouts.outputs.pages.topics import count_words
from hereabouts.schedules import Opening
from hereabouts.schedules import by_day as sort_week
from hereabouts.schedules.saying import language, period, remarks, say_session

MOST_SLOTS = 600
"""A day on which more services than this are on lists them under letters, as other long lists are."""

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"(?:^|,)[+-]?\d*(MO|TU|WE|TH|FR|SA|SU)")
_SLUGS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MANY_HOURS = 6 * 60
_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Slot:
    """One service at one time in one place. `about` says where, and what else there is to know of the time."""

    time: str
    href: str
    name: Markup
    badges: list[tuple[str, str]]
    about: Markup
    key: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A stretch of the day and what begins in it, the earliest first."""

    anchor: str
    name: str
    slots: list[Slot]


def by_day(site: Site) -> list[list[ServiceListing]]:
    """Services that are on again and again on each day of the week, Monday first."""
    return site.once(("by day",), lambda: _sort_by_day(site))


def _sort_by_day(site: Site) -> list[list[ServiceListing]]:
    found: list[list[ServiceListing]] = [[] for _day in CODES]
    for service in site.directory.services.values():
        for day in {CODES.index(day) for one in service.hsds.schedules for day in _DAY.findall(one.byday)}:
            found[day].append(service)
    return found


def day_address(day: int) -> str:
    """Where the page of a day of the week is; in English in every language, as all addresses are."""
    return f"find/on-{_SLUGS[day]}/"


def day_pages(site: Site) -> Iterator[Page]:
    """One page for each day of the week that has anything."""
    for day, services in enumerate(by_day(site)):
        if services:
            yield _day_page(site, day, services)


def _day_page(site: Site, day: int, services: list[ServiceListing]) -> Page:
    _ = site.gettext
    address, name = day_address(day), _("On a {day}").format(day=day_name(site.language, day))
    root, few = up(address), len(services) <= MOST_SLOTS
    listed = list_services(site, [] if few else services, root)
    says = _("What there is on this day of the week, by the time it starts.")
    body = render(
        "day",
        site.language,
        root=root,
        up_href=f"{root}find/#days",
        name=name,
        says=says,
        counted=count_words(site, len(services)),
        parts=_parts(site, day, services, root) if few else [],
        services=listed,
        letters=list(letters(listed.groups)),
    )
    return Page("list", address, site.file(address), name, says, body, head(site, address))


def _parts(site: Site, day: int, services: Iterable[ServiceListing], root: str) -> list[PartOfDay]:
    """The parts of the day that have anything, then what goes on for most of it or not in every week."""
    _ = site.gettext
    names = {
        "morning": _("Morning"),
        "afternoon": _("Afternoon"),
        "evening": _("Evening"),
        "most": _("Most of the day"),
        "ask": _("Ask for the time"),
        "some-weeks": _("Not every week"),
    }
    found: dict[str, list[Slot]] = {anchor: [] for anchor in names}
    for service in services:
        for anchor, slot in _slots(site, service, day, root):
            if slot not in found[anchor]:
                found[anchor].append(slot)
    return [
        PartOfDay(anchor, names[anchor], sorted(slots, key=lambda one: one.key))
        for anchor, slots in found.items()
        if slots
    ]


def _slots(site: Site, service: ServiceListing, day: int, root: str) -> Iterator[tuple[str, Slot]]:
    entries = {id(one.schedule): one for one in current_entries(site, service)}
    week = sort_week((one.schedule for one in entries.values()), site.language)
    words = language(site.language)
    for opening in week.days[day]:
        session = plainly(entries[id(opening.schedule)].session)
        notes = (*period(session, words), *remarks(session, site.language))
        yield _part_of(opening), _slot(site, service, entries[id(opening.schedule)], opening.hours, notes, root)
    for schedule in week.others:
        if CODES[day] in _DAY.findall(schedule.byday):
            yield "some-weeks", _some_weeks(site, service, entries[id(schedule)], root)


def _some_weeks(site: Site, service: ServiceListing, entry: Entry, root: str) -> Slot:
    session = plainly(entry.session)
    hours = language(site.language).span(session.span) if session.span else ""
    said = say_session(replace(session, span=None), site.language)
    return _slot(site, service, entry, hours, [said], root)


def _slot(site: Site, service: ServiceListing, entry: Entry, hours: str, notes: Iterable[str], root: str) -> Slot:
    where = facts_of(site, service).brief["where"] if entry.place is None else short_line(site, entry.place)
    said = ", ".join(note for note in notes if note)
    return Slot(
        time=hours[:1].upper() + hours[1:] or site.gettext("Ask"),
        href=root + page_address(service),
        name=told_apart(site, service),
        badges=badges(site, service)[:1],
        about=joined(". ", [part for part in (where, escape(said[:1].upper() + said[1:])) if part]),
        key=(entry.schedule.opens_at, entry.schedule.closes_at, service.path),
    )


def _part_of(opening: Opening) -> str:
    """Which part of the day something begins in, unless it goes on through most of it."""
    if not opening.opens:
        return "ask"
    opens, closes = _minutes(opening.opens), _minutes(opening.closes or opening.opens)
    if (closes - opens) % _A_DAY >= _MANY_HOURS:
        return "most"
    return "morning" if opens < 12 * 60 else "afternoon" if opens < 17 * 60 else "evening"


def _minutes(clock: str) -> int:
    hours, _colon, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)
