"""When it is on: in words, day by day, and as rules for the browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from markupsafe import Markup, escape

from hereabouts.directory import LocationListing, ServiceListing
from hereabouts.interface import locale_of
from hereabouts.model.objects import Schedule
from hereabouts.outputs.pages.links import web_url
from hereabouts.outputs.pages.markup import anchor, fill, joined
from hereabouts.outputs.pages.rules import (
    bank_holidays_json,
    needs_bank_holidays,
    needs_terms,
    rule_of,
    terms_json,
    to_json,
)
from hereabouts.outputs.pages.site import Site, name_of, page_address, plain_name
from hereabouts.schedules import Opening, by_day, say
from hereabouts.schedules.hsds import to_session
from hereabouts.schedules.notes import say_note
from hereabouts.schedules.saying import language, period, remarks, say_session
from hereabouts.schedules.session import Closure, Condition, Rule, Session

_ONLY_TIMES = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|\d{1,2}(?::\d\d)?|[ap]\.?m\.?|to|and|noon|[-–:,.;&/\s])+", re.IGNORECASE
)
"""Words of a group's own that only say days and hours again, as feeds often have them."""

_LESSER = {Condition.NOT_BANK_HOLIDAYS}


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One schedule in words. `rule` is JSON for the browser, `href` where a time can be booked."""

    words: Markup
    place: Markup
    rule: str
    href: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """What is on on one day of the week; Monday is 0, and None is for what is not the same every week."""

    day: int | None
    name: str
    entries: list[Markup]


@dataclass(slots=True)
class Times:
    """All times of a service.

    `shared` holds of every line and is said once below them. `over` says that every date has passed; `brief` is a
    line for a card.
    """

    lines: list[TimeLine] = field(default_factory=list)
    shared: list[Markup] = field(default_factory=list)
    days: list[DayRow] = field(default_factory=list)
    brief: Markup = field(default_factory=Markup)
    over: bool = False
    terms: str = ""
    bank_holidays: str = ""
    drop_in: bool = False
    booking: bool = False
    appointment: bool = False

    @property
    def rules(self) -> bool:
        """Whether a browser can work out a next date."""
        return any(line.rule for line in self.lines)


@dataclass(frozen=True, slots=True)
class Entry:
    """One schedule of a service, read, and the place it belongs to; None where it counts for the whole service."""

    schedule: Schedule
    session: Session
    place: LocationListing | None


def times_of(site: Site, service: ServiceListing) -> Times:
    """The times of a service: its own, then those at each place."""
    every = list(_entries(service))
    present = [entry for entry in every if not _is_over(site, entry)]
    shown = present or every
    several = len({id(entry.place) for entry in shown}) > 1
    attending = " ".join(entry.session.attending.lower() for entry in shown)
    common = _common(shown)
    times = Times(
        lines=[_line(site, entry, several, common) for entry in shown],
        shared=_say_common(site, common),
        brief=_brief(site, shown),
        over=bool(every) and not present,
        drop_in="drop in" in attending,
        booking="booking" in attending,
        appointment="appointment" in attending,
    )
    if len(shown) > 1:
        times.days = _days(site, shown, several)
    if any(needs_terms(entry.session) for entry in shown):
        times.terms = terms_json(site.settings)
    if any(needs_bank_holidays(entry.session) for entry in shown):
        times.bank_holidays = bank_holidays_json(site.settings, site.today)
    return times


def current_entries(site: Site, service: ServiceListing) -> list[Entry]:
    """The times of a service that are not over."""
    return [entry for entry in _entries(service) if not _is_over(site, entry)]


def _entries(service: ServiceListing) -> Iterator[Entry]:
    for schedule in service.hsds.schedules:
        if not schedule.service_at_location_id:
            yield Entry(schedule, to_session(schedule), None)
    for place in service.places:
        for schedule in place.hsds.schedules:
            yield Entry(schedule, to_session(schedule), place.location)


def _is_over(site: Site, entry: Entry) -> bool:
    end = entry.schedule.valid_to or entry.schedule.until
    return bool(end) and end[:10] < site.today.isoformat()


@dataclass(frozen=True, slots=True)
class _Common:
    """What several schedules have in common."""

    attending: str = ""
    rules: tuple[Rule, ...] = ()


def _common(entries: list[Entry]) -> _Common:
    """What every schedule says; closures even of a single one, so that its line stays short."""
    if not entries:
        return _Common()
    sessions = [entry.session for entry in entries]
    rules = [rule for rule in sessions[0].rules if all(rule in other.rules for other in sessions[1:])]
    if len(sessions) == 1:
        return _Common("", tuple(rule for rule in rules if isinstance(rule, Closure)))
    ways = {session.attending for session in sessions}
    return _Common(ways.pop() if len(ways) == 1 else "", tuple(rules))


def _say_common(site: Site, common: _Common) -> list[Markup]:
    words = language(site.language)
    said = [words.attending(common.attending)] if common.attending else []
    said += [words.rule(rule) for rule in common.rules]
    return [escape(f"{one[:1].upper()}{one[1:]}.") for one in said]


def _without(session: Session, common: _Common) -> Session:
    rules = tuple(rule for rule in session.rules if rule not in common.rules)
    return replace(session, rules=rules, attending="" if common.attending else session.attending)


def _line(site: Site, entry: Entry, several: bool, common: _Common) -> TimeLine:
    place = name_of(site, entry.place) if several and entry.place is not None else Markup()
    plain_place = plain_name(site, entry.place) if place and entry.place is not None else ""
    words = language(site.language)
    hours = words.span(entry.session.span) if entry.session.span is not None else ""
    rule = rule_of(entry.session, hours, plain_place)
    return TimeLine(
        _words(site, entry, common), place, to_json(rule) if rule else "", web_url(entry.schedule.schedule_link)
    )


def _words(site: Site, entry: Entry, common: _Common) -> Markup:
    """A schedule in the language of the page; with it the group's own words, where there are any."""
    session = entry.session
    said = _say(site, _without(session, common) if common.rules or common.attending else session)
    own = entry.schedule.description
    if not said:
        return _say(site, session) or site.note(own)
    if not own or own == say_session(session) or _ONLY_TIMES.fullmatch(own):
        return said
    return joined(". ", (said, site.note(own)))


def _say(site: Site, session: Session) -> Markup:
    """A session in the language of the page, its remark in the language of the record."""
    if not (session.note and site.foreign):
        return escape(say_session(session, site.language))
    said, note = say_session(replace(session, note=""), site.language), site.note(say_note(session.note))
    return fill("{said} ({note})", said=said, note=note) if said else note


def brief_times_at(site: Site, service: ServiceListing, at: frozenset[str]) -> Markup:
    """As `Times.brief`, of the times at some of its places, which are named by their ids."""
    there = [one for one in _entries(service) if one.place is not None and one.place.hsds.id in at]
    return _brief(site, [one for one in there if not _is_over(site, one)] or there)


def _brief(site: Site, entries: list[Entry]) -> Markup:
    """The first time in words without its remark, and how many more there are."""
    if not entries:
        return Markup()
    first = entries[0]
    said = say_session(plainly(first.session), site.language)
    words = escape(said) if said else site.note(first.schedule.description)
    if len(entries) == 1:
        return words
    return fill(site.gettext("{first}, and other times"), first=words)


def plainly(session: Session) -> Session:
    """A session without what matters less than its days and hours; terms and seasons stay."""
    rules = tuple(rule for rule in session.rules if not (isinstance(rule, Closure) or rule in _LESSER))
    return replace(session, rules=rules, attending="" if session.pattern else session.attending, note="")


def _days(site: Site, entries: list[Entry], several: bool) -> list[DayRow]:
    places = {id(entry.schedule): entry.place for entry in entries}

    def about(schedule: Schedule) -> Markup:
        place = places[id(schedule)]
        return name_of(site, place) if several and place is not None else Markup()

    return week(site, (entry.schedule for entry in entries), about)


def week(site: Site, schedules: Iterable[Schedule], about: Callable[[Schedule], Markup]) -> list[DayRow]:
    """Schedules in a table: a row for each day that has any, then one for what is not the same every week.

    `about` says what stands beside a time, such as where or what it is.
    """
    sorted_week = by_day(schedules, site.language)
    rows = []
    for day, openings in enumerate(sorted_week.days):
        entries = [_entry(_hours(site, one), about(one.schedule)) for one in openings]
        if entries:
            rows.append(DayRow(day, day_name(site.language, day), entries))
    others = [_entry(_said(site, one), about(one)) for one in sorted_week.others]
    if others and rows:
        rows.append(DayRow(None, site.gettext("Other times"), others))
    return rows


def _said(site: Site, schedule: Schedule) -> str:
    return say_session(plainly(to_session(schedule)), site.language) or say(schedule, site.language)


def _hours(site: Site, opening: Opening) -> str:
    """The hours of one day, and until when or in which season they hold."""
    session = plainly(to_session(opening.schedule))
    words = language(site.language)
    return ", ".join(filter(None, (opening.hours, *period(session, words), *remarks(session, site.language))))


def _entry(words: str, about: Markup) -> Markup:
    if not about:
        return escape(words)
    return Markup('%s <span class="by-day__about">%s</span>') % (words, about)


@cache
def names_of_dates(code: str) -> dict[str, str] | None:
    """The names of days and months for the browser, each joined by ``|``; None where every browser knows them."""
    if code.partition("-")[0] == "en":
        return None
    locale = locale_of(code)
    days, months = locale.days["format"]["wide"], locale.months["format"]["wide"]
    return {
        "weekdays": "|".join(days[day] for day in range(7)),
        "months": "|".join(months[month] for month in range(1, 13)),
    }


@cache
def day_name(code: str, day: int) -> str:
    """A day of the week, Monday being 0, as it begins a line."""
    name = str(locale_of(code).days["stand-alone"]["wide"][day])
    return name[:1].upper() + name[1:]


def opening_times(site: Site, location: LocationListing) -> Times:
    """When a place itself is open: the lines, and what they share."""
    entries = [Entry(one, to_session(one), None) for one in location.hsds.schedules]
    common = _common(entries)
    return Times(
        lines=[_line(site, entry, several=False, common=common) for entry in entries], shared=_say_common(site, common)
    )


def what_is_on(site: Site, location: LocationListing, root: str) -> list[DayRow]:
    """Everything that goes on in a place, day by day."""
    services = {id(one): place.service for place in location.places for one in place.hsds.schedules}

    def about(schedule: Schedule) -> Markup:
        service = services[id(schedule)]
        return anchor(root + page_address(service), name_of(site, service))

    return week(site, (one for place in location.places for one in place.hsds.schedules), about)
