"""What a service offers as a calendar file (RFC 5545), to be added to anybody's own: one for each language.

Dates reach a year ahead, which each entry says, and leave out every day on which the directory knows it to be closed. A
place that nobody may find is not in it; `docs/decisions/calendar-files.md` says what else is not, and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from markupsafe import Markup

from hereabouts.directory import LocationListing, ServiceListing
from hereabouts.outputs.calendars.lines import text, write
from hereabouts.outputs.calendars.zones import zone_lines
from hereabouts.outputs.hidden import is_public
from hereabouts.outputs.pages.facts import card_line, facts_of, first_phone
from hereabouts.outputs.pages.links import web_url
from hereabouts.outputs.pages.places import address_lines, is_virtual
from hereabouts.outputs.pages.sessions import CALENDAR, goes_into_calendars, last_day, sure_times
from hereabouts.outputs.pages.site import Site, page_address, plain_name
from hereabouts.outputs.pages.times import Entry
from hereabouts.schedules.repeats import Repeats
from hereabouts.schedules.saying import say_session

_LONGEST = 300


def calendar_files(site: Site, service: ServiceListing) -> Iterator[tuple[str, bytes]]:
    """The calendar of a service in one language, where it has one."""
    if goes_into_calendars(site, service):
        yield f"{site.base}{page_address(service)}{CALENDAR}", write(_calendar(site, service))


def _calendar(site: Site, service: ServiceListing) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hereabouts//Hereabouts//EN", "CALSCALE:GREGORIAN")
    name = text(plain_name(site, service))
    yield from (f"NAME:{name}", f"X-WR-CALNAME:{name}")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D")
    if url := _url(site, service):
        yield f"SOURCE;VALUE=URI:{url}{CALENDAR}"
    timed = sure_times(site, service)
    if any(isinstance(found.first.start, datetime) for _entry, found in timed):
        yield from zone_lines(site.settings.timezone, site.today, last_day(site))
    for entry, found in timed:
        yield from _event(site, service, entry, found)
    yield "END:VCALENDAR"


def _event(site: Site, service: ServiceListing, entry: Entry, found: Repeats) -> Iterator[str]:
    """One schedule. Its day is that of the build, since dates depend on it and not on the record alone."""
    _ = site.gettext
    yield from ("BEGIN:VEVENT", f"UID:{text(entry.schedule.id)}", f"DTSTAMP:{site.today:%Y%m%d}T000000Z")
    yield from _when(site, found)
    name, group = plain_name(site, service), plain_name(site, service.organization)
    yield f"SUMMARY:{text(_('{service}, {group}').format(service=name, group=group))}"
    place = entry.place or (service.places[0].location if len(service.places) == 1 else None)
    if place is not None and is_public(place) and not is_virtual(place):
        yield from _where(site, place)
    yield f"DESCRIPTION:{text(_description(site, service, entry))}"
    if url := _url(site, service):
        yield f"URL:{url}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def _when(site: Site, found: Repeats) -> Iterator[str]:
    start, zone = found.first.start, ZoneInfo(site.settings.timezone)
    timed = isinstance(start, datetime)
    kind = f";TZID={site.settings.timezone}" if timed else ";VALUE=DATE"

    def say(day: date) -> str:
        return (
            f"{datetime.combine(day, start.time()):%Y%m%dT%H%M%S}" if isinstance(start, datetime) else f"{day:%Y%m%d}"
        )

    yield f"DTSTART{kind}:{say(start)}"
    if found.first.end is not None:
        yield f"DTEND{kind}:{found.first.end:%Y%m%dT%H%M%S}"
    if found.rule:
        last = datetime.combine(found.last, time.max, zone).astimezone(UTC)
        yield f"RRULE:{found.rule};UNTIL={f'{last:%Y%m%dT%H%M%SZ}' if timed else f'{found.last:%Y%m%d}'}"
    for name, days in (("EXDATE", found.without), ("RDATE", found.besides)):
        if days:
            yield f"{name}{kind}:{','.join(map(say, days))}"


def _where(site: Site, place: LocationListing) -> Iterator[str]:
    hsds = place.hsds
    name = plain_name(site, place)
    lines = address_lines(hsds.addresses[0]) if hsds.addresses else []
    yield f"LOCATION:{text(', '.join([name, *(line for line in lines if line != hsds.name)]))}"
    if hsds.latitude is not None and hsds.longitude is not None:
        yield f"GEO:{float(hsds.latitude):f};{float(hsds.longitude):f}"


def _description(site: Site, service: ServiceListing, entry: Entry) -> str:
    """What it is, when in words, how to get in, whom to ring, how long these dates hold, and where to read more."""
    _ = site.gettext
    phone = first_phone(site, service)
    dates = _("Dates up to {last}, as we knew them on {today}. Ring first if it matters: things change.")
    parts = [
        card_line(site, service, _LONGEST)[0],
        say_session(entry.session, site.language),
        *(_plain(line) for line in facts_of(site, service).how),
        f"{phone.verb} {phone.shown}" if phone else "",
        dates.format(last=site.date(last_day(site).isoformat()), today=site.date(site.today.isoformat())),
        _url(site, service),
    ]
    return "\n".join(filter(None, parts))


def _plain(line: Markup) -> str:
    return line.striptags()


def _url(site: Site, service: ServiceListing) -> str:
    """The address of the page; empty where the directory does not say its own."""
    top = web_url(site.settings.url).rstrip("/")
    return f"{top}/{site.base}{page_address(service)}" if top else ""
