"""Calendar files as calendar programs read them: when, where and in which words; and what must not be in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st
from icalendar import Calendar

from hereabouts.outputs.calendars import calendar_files
from hereabouts.outputs.calendars.lines import text, write
from hereabouts.outputs.calendars.zones import zone_lines
from hereabouts.outputs.pages import Site, page_of
from hereabouts.outputs.pages.sessions import calendars_of, last_day
from hereabouts.schedules import Occurrence, occurrences
from tests.pages_example import SETTINGS, TODAY, directory_of, read, with_service
from tests.test_pages_safety import HOSTILE, quoted

PLACES = "locations: [{at: village-hall, schedules: ['%s']}]"


def calendar_of(written: str, language: str = "en", **more: str) -> Any:
    """The calendar of one service as `icalendar` reads it, which must find nothing to complain of; None without one."""
    directory, service = with_service(written, **more)
    files = dict(calendar_files(Site(directory, language), service))
    if not files:
        return None
    [content] = files.values()
    return read_calendar(content)


def read_calendar(content: bytes) -> Any:
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    calendar: Any = Calendar.from_ical(content)
    assert [part.errors for part in calendar.walk() if part.errors] == []
    return calendar


def times_of(event: Any) -> list[datetime | date]:
    """All times of an event, counted by dateutil from what the file says."""
    start = event["DTSTART"].dt
    naive = start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time())
    times = rruleset()
    times.rdate(naive)
    if "RRULE" in event:
        rule = event["RRULE"].to_ical().decode()
        end = event["RRULE"]["UNTIL"][0]
        if isinstance(end, datetime):
            end = end.astimezone(start.tzinfo).replace(tzinfo=None)
        rule = ";".join(part for part in rule.split(";") if not part.startswith("UNTIL"))
        for moment in rrulestr(rule, dtstart=naive).between(naive, _moment(end), inc=True):
            times.rdate(moment)
    for name, add in (("RDATE", times.rdate), ("EXDATE", times.exdate)):
        for each in event[name].dts if name in event else ():
            add(_moment(each.dt))
    return [moment if isinstance(start, datetime) else moment.date() for moment in times]


def _moment(day: date) -> datetime:
    return day.replace(tzinfo=None) if isinstance(day, datetime) else datetime.combine(day, time())


@pytest.mark.parametrize(
    "line",
    [
        "Tuesdays 10:30 to 12:00, term time only, not on bank holidays",
        "Mondays 10am to 12pm, closed 24 December 2026 to 3 January 2027, not on bank holidays",
        "every 2 weeks on Friday from 6 November 2026 10pm to 2am next day, closed 4 December 2026",
        "last Friday of the month 18:00, April to September",
        "14 March 2027 10:00 to 16:00",
        "Saturdays from 5 December 2026 until 20 March 2027",
    ],
)
def test_the_dates_are_those_that_we_count(line: str) -> None:
    directory, service = with_service(f"name: Lunch\nschedules: ['{line}']")
    site = Site(directory, "en")
    [schedule] = service.hsds.schedules
    days = occurrences(schedule, TODAY, last_day(site), calendars_of(site))
    sure = [found for found in days if not found.unsure]
    [event] = calendar_of(f"name: Lunch\nschedules: ['{line}']").events
    assert times_of(event) == [found.start for found in sure]
    assert event.get("UID") == schedule.id
    ends(event, sure[0])


def ends(event: Any, first: Occurrence) -> None:
    """It ends when we say, by the clocks of the place."""
    if first.end is None:
        assert "DTEND" not in event
        return
    assert event["DTEND"].dt.replace(tzinfo=None) == first.end
    assert event["DTEND"].params["TZID"] == event["DTSTART"].params["TZID"] == "Europe/London"


def test_each_line_of_times_is_an_event_where_it_is() -> None:
    text = f"name: Lunch\nschedules: [Mondays 9am to 10am]\n{PLACES % 'Tuesdays 2pm'}"
    everywhere, hall = calendar_of(text).events
    assert [str(one.get("LOCATION")) for one in (everywhere, hall)] == [
        "Village Hall, Mill Lane, Eastbrook NR99 1AB"
    ] * 2
    assert hall["GEO"].to_ical() == "52.9012;1.1003"
    assert everywhere["UID"] != hall["UID"]
    assert "RRULE" in hall
    assert "DTEND" not in hall


def test_an_event_says_what_one_has_to_know() -> None:
    [event] = calendar_of(
        "name: Lunch\ndescription: Soup and company. More.\nphones: 01632 960123\n"
        "schedules: ['Tuesdays 10:30 to 12:00, drop in']"
    ).events
    said = str(event["DESCRIPTION"]).split("\n")
    assert str(event["SUMMARY"]) == "Lunch, Eastbrook Advice"
    assert "You can just turn up." in said
    assert "Ring 01632 960123" in said
    assert any(one.startswith("Dates up to 22 November 2027, as we knew them on 22 November 2026.") for one in said)
    assert (
        said[-1]
        == str(event["URL"])
        == "https://directory.eastbrook.example/here/services/eastbrook-advice/debt-advice/"
    )
    assert event["DTSTAMP"].dt == datetime(2026, 11, 22, tzinfo=UTC)


def test_each_language_has_its_own_words_and_the_same_events() -> None:
    written = f"name: Lunch\ntranslations: {{cy: {{name: Cinio}}}}\n{PLACES % 'Tuesdays 2pm'}"
    english, welsh = calendar_of(written).events[0], calendar_of(written, "cy").events[0]
    assert str(welsh["SUMMARY"]) == "Cinio, Eastbrook Advice"
    assert str(welsh["LOCATION"]).startswith("Neuadd y Pentref, ")
    assert "/cy/services/" in welsh["URL"]
    assert "Dydd Mawrth" in welsh["DESCRIPTION"]
    assert [english[name] for name in ("UID", "DTSTART", "RRULE")] == [
        welsh[name] for name in ("UID", "DTSTART", "RRULE")
    ]


NONE = {
    "no times": "name: Lunch",
    "by appointment": "name: Lunch\nschedules: [by appointment]",
    "always on": "name: Lunch\nschedules: [24 hours]",
    "over": "name: Lunch\nschedules: [14 March 2026 10am]",
    "closed for now": "name: Lunch\nstatus: temporarily closed\nschedules: [Tuesdays 2pm]",
    "nobody knows the terms": "name: Lunch\nschedules: ['Tuesdays 2pm from 2027-09-07, term time only']",
    "sensitive": "name: Lunch\nschedules: [Tuesdays 2pm]\nattributes: {needs: [safety]}",
}


@pytest.mark.parametrize("why", NONE)
def test_there_is_no_calendar_and_no_link_to_one(why: str) -> None:
    directory, service = with_service(NONE[why])
    site = Site(directory, "en")
    assert list(calendar_files(site, service)) == []
    assert "calendar.ics" not in page_of(site, service).body


def test_the_page_leads_to_the_file_beside_it() -> None:
    directory, service = with_service("name: Lunch\nschedules: [Tuesdays 2pm]")
    for language in ("en", "cy"):
        site = Site(directory, language)
        page = page_of(site, service)
        [(path, _content)] = calendar_files(site, service)
        assert path == page.path.replace("index.html", "calendar.ics")
        assert ("a", {"class": "onward", "href": "calendar.ics", "type": "text/calendar"}) in read(page).tags


@pytest.mark.parametrize("visibility", ["confidential", "area-only"])
def test_a_place_that_nobody_may_find_is_not_in_it(visibility: str) -> None:
    hidden = (
        f"name: Rose House\nvisibility: {visibility}\nlatitude: 52.9\nlongitude: 1.1\n"
        "addresses: {address_1: Secret Street, city: Eastbrook, postal_code: NR99 1AB}"
    )
    directory, service = with_service(
        "name: Lunch\nlocations: [{at: rose-house, schedules: [Tuesdays 2pm]}]", locations__rose_house=hidden
    )
    assert any(place.location.visibility == visibility for place in service.places)
    [(_path, content)] = calendar_files(Site(directory, "en"), service)
    assert not any(word in content for word in (b"LOCATION", b"GEO", b"Secret", b"NR99", b"52.9"))


@pytest.mark.parametrize("bad", [*HOSTILE, "a\nEND:VEVENT\nBEGIN:VEVENT\nUID:x", '\\N\\n;,:"=\\', "ŵ" * 300])
def test_hostile_words_stay_words(bad: str) -> None:
    """There is the one event that is ours, and it says what was typed."""
    b = quoted(bad)
    written = f"name: {b}\ndescription: {b}\nlocations: [{{at: hall, schedules: [Tuesdays 2pm]}}]"
    hall = f"name: {b}\naddresses: {{address_1: {b}, city: {b}}}\ntranslations: {{cy: {{name: {b}}}}}"
    group = f"name: {b}\nphones: {b}"
    more = {"locations__hall": hall, "organizations__eastbrook_advice__organization": group}
    for language in ("en", "cy"):
        [event] = calendar_of(written, language, **more).events
        assert event["SUMMARY"].ical_value == f"{bad}, {bad}"
        assert event["LOCATION"].ical_value.startswith(bad)
        assert str(event["URL"]).startswith("https://directory.eastbrook.example/here/")


@tries(deadline=None)
@given(st.text())
def test_any_text_is_one_value(value: str) -> None:
    """Read back it is what it was, but for control characters and kinds of line ends."""
    content = b"BEGIN:VEVENT\r\n" + write([f"SUMMARY:{text(value)}"]) + b"END:VEVENT\r\n"
    content.decode()
    event: Any = Calendar.from_ical(content)
    assert list(event) == ["SUMMARY"]
    kept = "".join(one for one in "\n".join((value + "x").splitlines()) if one in "\t\n" or ord(one) >= 32)[:-1]
    assert event["SUMMARY"].ical_value == "".join(one for one in kept if not 0x7F <= ord(one) <= 0x9F)


@pytest.mark.parametrize("zone", ["Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
def test_a_zone_is_written_out_as_it_is(zone: str) -> None:
    lines = "\r\n".join(zone_lines(zone, date(2026, 7, 1), date(2028, 1, 1)))
    [written] = Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{lines}\r\nEND:VCALENDAR\r\n").timezones
    made, real = written.to_tz(), ZoneInfo(zone)
    for month in range(18):
        for day in (1, 5, 9, 15, 25, 28, 30)[: 5 if month % 12 == 7 else 7]:
            moment = datetime(2026 + (month + 6) // 12, (month + 6) % 12 + 1, day, 12)
            assert moment.replace(tzinfo=made).utcoffset() == moment.replace(tzinfo=real).utcoffset(), moment


def test_the_same_directory_gives_the_same_bytes() -> None:
    records = {"organizations/eastbrook-advice/tea": f"name: Tea\n{PLACES % 'Tuesdays 2pm'}"}
    made = [
        dict(calendar_files(Site(directory, "cy"), one))
        for directory in (directory_of(records), directory_of(records))
        for one in directory.services.values()
    ]
    assert made[0] == made[1] != {}


def test_a_directory_without_an_address_leaves_it_out() -> None:
    records = {"organizations/eastbrook-advice/tea": "name: Tea\nschedules: [Tuesdays 2pm]"}
    settings = SETTINGS.replace("url: https://directory.eastbrook.example/here\n", "")
    directory = directory_of(records, settings)
    [(_path, content)] = calendar_files(Site(directory, "en"), *directory.services.values())
    [event] = read_calendar(content).events
    assert "URL" not in event
    assert b"SOURCE" not in content
