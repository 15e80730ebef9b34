"""The first page: one question, a dozen doors, what is on this week, and how far all this can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import blake2b

from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from hereabouts.directory import ServiceListing, TermListing
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages.browse import by_town, town_address
from hereabouts.outputs.pages.cards import told_apart
from hereabouts.outputs.pages.head import head
from hereabouts.outputs.pages.markup import fill, joined
from hereabouts.outputs.pages.notices import freshness_of
from hereabouts.outputs.pages.places import short_line
from hereabouts.outputs.pages.search_box import search_door
from hereabouts.outputs.pages.sessions import calendars_of
from hereabouts.outputs.pages.site import NEEDS, Site, name_of, page_address
from hereabouts.outputs.pages.standing import is_ready
from hereabouts.outputs.pages.templates import render
from hereabouts.outputs.pages.topics import count_words
from hereabouts.outputs.pages.wording import say_weekday
from hereabouts.outputs.structured import Described
from hereabouts.schedules import Calendars, occurrences
from hereabouts.schedules.hsds import to_session
from hereabouts.schedules.saying import language
from hereabouts.schedules.session import Session, Span, Weekly

MOST_DOORS = 16
_MOST_TOWNS = 12
_DAYS_AHEAD = 7
_A_DAY = 2
_MOST_ASKED = 400
_A_WHILE = range(30, 4 * 60 + 1)
_SOME_DAYS = 3
_RECENT = relativedelta(months=6)


@dataclass(frozen=True, slots=True)
class Door:
    """A topic to go in by; `hint` says what is behind it."""

    href: str
    name: Markup
    hint: Markup


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that is on."""

    time: str
    href: str
    name: Markup
    where: Markup
    key: tuple[datetime, str]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the coming week and some of what is on."""

    iso: str
    name: str
    events: list[Event]


def home_page(site: Site) -> Page:
    """The first page of a language."""
    settings = site.settings
    towns, opened = by_town(site), doors(site)
    body = render(
        "home",
        site.language,
        empty=not site.directory.services,
        groups=len(site.directory.organizations),
        says=site.text(settings.description, settings.translations, "description"),
        doors=[_door(site, term) for term in opened],
        columns=_columns(len(opened)),
        towns=[(town_address(town), site.note(town)) for town in _big_towns(towns)],
        more_towns=len(towns) > _MOST_TOWNS,
        week=list(_week(site)),
        honesty=honesty(site),
        search=search_door(site, "") if site.directory.services else "",
    )
    name = site.word(settings.name, settings.translations, "name")[0]
    said = site.word(settings.description, settings.translations, "description")[0]
    described: Described = {"@type": "WebSite", "name": name, "description": said, "inLanguage": site.language}
    if settings.url:
        described["url"] = f"{settings.url.rstrip('/')}/{site.base}"
    return Page(
        kind="home",
        address="",
        path=site.file(""),
        title=name,
        description=said or name,
        body=body,
        head=head(site, "", {field: value for field, value in described.items() if value}),
    )


def _big_towns(towns: dict[str, list[ServiceListing]]) -> list[str]:
    """The dozen towns with most services, in order of name."""
    biggest = sorted(towns, key=lambda town: -len(towns[town]))[:_MOST_TOWNS]
    return [town for town in towns if town in biggest]


def doors(site: Site) -> list[TermListing]:
    """The topics at the top of the needs, in their own order; those with most services when there are too many.

    One that would stand in a row by itself, in three columns as in four, is left to the page of all topics.
    """
    needs = site.directory.taxonomies.get(NEEDS)
    tops = [term for term in needs.terms.values() if term.parent is None and term.services] if needs else []
    count = min(len(tops), MOST_DOORS)
    most = sorted(tops, key=lambda term: -len(term.services))[: count - (count > 1 and count % 12 == 1)]
    return [term for term in tops if term in most]


def _columns(count: int) -> int:
    """How many topics stand side by side on a wide screen, so that none is alone in the last row."""
    return 3 if count % 4 == 1 else 4


def _door(site: Site, term: TermListing) -> Door:
    hint = site.text(term.hsds.description, term.translations, "description")
    if term.hsds.description.rstrip(".").casefold() == term.hsds.name.casefold():
        hint = joined(", ", (name_of(site, child) for child in term.children[:4] if child.services))
    return Door(page_address(term), name_of(site, term), hint)


def honesty(site: Site) -> Markup:
    """How many services there are, and how many were confirmed lately."""
    services = site.directory.services.values()
    since = site.today - _RECENT
    dates = [freshness_of(site, service).confirmed_on for service in services]
    fresh = sum(1 for day in dates if day is not None and day >= since)
    total = count_words(site, len(dates))
    if dates and not fresh:
        return fill(
            site.gettext("{total}. None has been confirmed by its group in the last six months, so ring first."),
            total=total,
        )
    said = site.ngettext(
        "{total}, {fresh} confirmed by its group in the last six months.",
        "{total}, {fresh} confirmed by their groups in the last six months.",
        fresh,
    )
    return fill(said, total=total, fresh=f"{fresh:,}")


def _week(site: Site) -> Iterator[Day]:
    """Some of what is on in the coming seven days: a few each day, other ones every week, each service once."""
    last = site.today + timedelta(days=_DAYS_AHEAD - 1)
    events: dict[date, list[Event]] = {}
    calendars = calendars_of(site)
    for service in _in_turn(site):
        for day, event in _events(site, service, calendars, last):
            if len(events.get(day, ())) < _A_DAY:
                events.setdefault(day, []).append(event)
                break
        if len(events) == _DAYS_AHEAD and all(len(day) == _A_DAY for day in events.values()):
            break
    for day in sorted(events):
        found = sorted(events[day], key=lambda event: event.key)
        yield Day(day.isoformat(), _day_name(site, day), found)


def _day_name(site: Site, day: date) -> str:
    said = say_weekday(day, site.language)
    said = said[:1].upper() + said[1:]
    return site.gettext("Today, {day}").format(day=said) if day == site.today else said


def _in_turn(site: Site) -> list[ServiceListing]:
    """The services that may be shown, in an order that is other every week and favours nobody."""
    week = site.today.isocalendar()
    salt = f"{week.year}-{week.week}"
    ready = [one for one in site.directory.services.values() if one.places and not one.sensitive and is_ready(one)]
    return sorted(ready, key=partial(_lot, salt))[:_MOST_ASKED]


def _lot(salt: str, service: ServiceListing) -> bytes:
    return blake2b(f"{salt}{service.path}".encode(), digest_size=8).digest()


def _span_of(session: Session) -> Span | None:
    """The hours when people come together: a few on some days, and not by appointment; else None."""
    span, pattern = session.span, session.pattern
    if span is None or span.closes is None or span.closes - span.opens not in _A_WHILE:
        return None
    daily = isinstance(pattern, Weekly) and len(pattern.days) > _SOME_DAYS
    return None if daily or "appointment" in session.attending.lower() else span


def _events(site: Site, service: ServiceListing, calendars: Calendars, last: date) -> Iterator[tuple[date, Event]]:
    for place in service.places:
        for schedule in place.hsds.schedules:
            span = _span_of(to_session(schedule))
            if span is None:
                continue
            time, where = language(site.language).span(span), short_line(site, place.location)
            for found in occurrences(schedule, site.today, last, calendars):
                if isinstance(found.start, datetime) and not found.unsure:
                    key = (found.start, service.path)
                    event = Event(time, page_address(service), told_apart(site, service), where, key)
                    yield found.start.date(), event
