"""The next times of a service as dates, as far as the calendars of the directory make them sure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, takewhile

from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from hereabouts.directory import ServiceListing
from hereabouts.outputs.pages.rules import rule_of
from hereabouts.outputs.pages.site import Site, name_of
from hereabouts.outputs.pages.standing import is_closed
from hereabouts.outputs.pages.times import Entry, current_entries
from hereabouts.outputs.pages.wording import say_weekday
from hereabouts.schedules import Calendars, bank_holidays, occurrences
from hereabouts.schedules.repeats import Repeats, day_of, repeats
from hereabouts.schedules.saying import language

CALENDAR = "calendar.ics"
"""The name of the calendar file, beside the service's page."""

_AHEAD = relativedelta(years=1)
_FEW = 5
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Session:
    """One time that it takes place. `place` is said where a service has times at several."""

    day: str
    hours: str
    place: Markup


@dataclass(frozen=True, slots=True)
class Dates:
    """What a page tells of dates: the next few as of `made_on`, and a calendar file with all up to `last`, if any."""

    sessions: list[Session]
    made_on: str
    calendar: str
    last: str


def calendars_of(site: Site) -> Calendars:
    """The school terms and bank holidays that the directory knows of: those of this year and the next."""
    return site.once(("calendars",), lambda: _make_calendars(site))


def _make_calendars(site: Site) -> Calendars:
    settings = site.settings
    if not settings.bank_holidays:
        return Calendars(None, settings.term_dates)
    years = (site.today.year, site.today.year + 1)
    try:
        return Calendars(bank_holidays(settings.country, settings.bank_holidays, years), settings.term_dates)
    except ValueError:
        return Calendars(None, settings.term_dates)


def last_day(site: Site) -> date:
    """The last day of which dates are told: a year from the day of the build."""
    return site.today + _AHEAD


def sure_times(site: Site, service: ServiceListing) -> list[tuple[Entry, Repeats]]:
    """The times of a service that can be told as dates; none of one that is closed, nor of what is always on."""
    return site.once(("sure times", service.path), lambda: list(_sure_times(site, service)))


def _sure_times(site: Site, service: ServiceListing) -> Iterator[tuple[Entry, Repeats]]:
    if is_closed(service):
        return
    for entry in current_entries(site, service):
        if rule_of(entry.session, "", "") is None:
            continue
        found = repeats(entry.schedule, site.today, last_day(site), calendars_of(site))
        if found is not None:
            yield entry, found


def goes_into_calendars(site: Site, service: ServiceListing) -> bool:
    """Whether there is a calendar file: never for what is sensitive, since many people share their calendars."""
    return not service.sensitive and bool(sure_times(site, service))


def dates_of(site: Site, service: ServiceListing) -> Dates:
    """The dates on the page of a service."""
    calendar = CALENDAR if goes_into_calendars(site, service) else ""
    made_on, last = (site.date(day.isoformat()) for day in (site.today, last_day(site)))
    return Dates(next_sessions(site, service), made_on, calendar, last)


def next_sessions(site: Site, service: ServiceListing) -> list[Session]:
    """The next few times; none where they are all in the coming week, for then the days of the week say it better."""
    timed = sure_times(site, service)
    found = [(day, entry) for entry, _repeats in timed for day in _days(site, entry)]
    found.sort(key=lambda one: (one[0], one[1].schedule.opens_at))
    if len(found) >= _FEW and found[_FEW - 1][0] < site.today + _WEEK:
        return []
    several = len({id(entry.place) for entry, _repeats in timed}) > 1
    return [_session(site, entry, day, several) for day, entry in found[:_FEW]]


def _session(site: Site, entry: Entry, day: date, several: bool) -> Session:
    span = entry.session.span
    place = name_of(site, entry.place) if several and entry.place is not None else Markup()
    return Session(_say(site, day), language(site.language).span(span) if span else "", place)


def _days(site: Site, entry: Entry) -> Iterator[date]:
    """The next few days of one schedule, up to the first of which nobody can be sure."""
    coming = occurrences(entry.schedule, site.today, last_day(site), calendars_of(site))
    return islice(map(day_of, takewhile(lambda found: not found.unsure, coming)), _FEW)


def _say(site: Site, day: date) -> str:
    said = say_weekday(day, site.language)
    return said[:1].upper() + said[1:]
