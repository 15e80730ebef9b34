"""The dates on which a schedule really takes place."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hereabouts.model.objects import Schedule
from hereabouts.schedules import Calendars, Hours, Occurrence, bank_holidays, occurrences, parse

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
TERMS = ((date(2026, 1, 5), date(2026, 3, 27)), (date(2026, 4, 13), date(2026, 7, 17)))
KNOWN = Calendars(bank_holidays("GB", "ENG", (2026, 2027)), TERMS)


def schedule_of(line: str) -> Schedule:
    hours = parse(line)
    assert isinstance(hours, Hours), hours
    return hours.schedules[0]


def days_of(line: str, first: date = YEAR[0], last: date = YEAR[1], known: Calendars = KNOWN) -> list[str]:
    return [f"{item.start:%Y-%m-%d}" for item in occurrences(schedule_of(line), first, last, known)]


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("Tuesdays 10am", ["2026-01-06", "2026-01-13", "2026-01-20"]),
        ("Mondays and Thursdays", ["2026-01-01", "2026-01-05", "2026-01-08"]),
        ("every 2 weeks on Friday from 9 January 2026", ["2026-01-09", "2026-01-23", "2026-02-06"]),
        ("every 2 weeks on Friday from 12 December 2025", ["2026-01-09", "2026-01-23", "2026-02-06"]),
        ("every 2 weeks on Monday and Thursday from 8 January 2026", ["2026-01-08", "2026-01-19", "2026-01-22"]),
        ("every 3 weeks on Saturday from 4 January 1930", ["2026-01-10", "2026-01-31", "2026-02-21"]),
        ("first Saturday and Sunday of the month", ["2026-01-03", "2026-01-04", "2026-02-01"]),
        ("last Friday of the month", ["2026-01-30", "2026-02-27", "2026-03-27"]),
        ("fifth Monday of the month", ["2026-03-30", "2026-06-29", "2026-08-31"]),
        ("first Monday of every 2 months from 3 November 2025", ["2026-01-05", "2026-03-02", "2026-05-04"]),
        ("31st of the month", ["2026-01-31", "2026-03-31", "2026-05-31"]),
        ("last day of the month", ["2026-01-31", "2026-02-28", "2026-03-31"]),
        ("1st and 15th of the month", ["2026-01-01", "2026-01-15", "2026-02-01"]),
        ("Mondays from 7 September 2026 until 14 September 2026", ["2026-09-07", "2026-09-14"]),
        ("14 March 2026 10am", ["2026-03-14"]),
        ("14 March 2027 10am", []),
        ("24 hours", ["2026-01-01", "2026-01-02", "2026-01-03"]),
        ("by appointment", []),
        ("Tuesdays, closed 24 December to 12 January", ["2026-01-13", "2026-01-20", "2026-01-27"]),
        ("Tuesdays, closed 13 January 2026", ["2026-01-06", "2026-01-20", "2026-01-27"]),
        ("Tuesdays, closed 6 January 2026 to 20 January 2026", ["2026-01-27", "2026-02-03", "2026-02-10"]),
        ("Tuesdays, closed 6 January 2025 to 20 January 2025", ["2026-01-06", "2026-01-13", "2026-01-20"]),
        ("Saturdays, April to September", ["2026-04-04", "2026-04-11", "2026-04-18"]),
        ("last day of the month, November to February", ["2026-01-31", "2026-02-28", "2026-11-30"]),
        ("15th of the month, in May, in August", ["2026-05-15", "2026-08-15"]),
        ("Mondays, not on bank holidays, in May", ["2026-05-11", "2026-05-18"]),
        ("first Monday of the month, term time only", ["2026-01-05", "2026-02-02", "2026-03-02"]),
        ("first Monday of the month, closed in school holidays, in April", ["2026-08-03"][:0]),
        ("first Monday of the month, school holidays only, in April", ["2026-04-06"]),
        ("14 March 2026, closed 14 March", []),
    ],
)
def test_first_dates(line: str, dates: list[str]) -> None:
    assert days_of(line)[:3] == dates


def test_times_are_local_and_run_over_midnight() -> None:
    night = next(occurrences(schedule_of("Fridays 10pm to 2am next day"), *YEAR))
    assert night == Occurrence(datetime(2026, 1, 2, 22), datetime(2026, 1, 3, 2))
    late = next(occurrences(schedule_of("Fridays 7pm to midnight"), *YEAR))
    assert late.end == datetime(2026, 1, 3)
    round_the_clock = next(occurrences(schedule_of("Fridays 9am to 9am next day"), *YEAR))
    assert round_the_clock.end == datetime(2026, 1, 3, 9)
    assert next(occurrences(schedule_of("Fridays 7pm"), *YEAR)).end is None
    assert next(occurrences(schedule_of("Fridays"), *YEAR)) == Occurrence(date(2026, 1, 2))


def test_what_the_calendars_do_not_know_is_marked() -> None:
    def doubts(line: str, known: Calendars | None) -> list[tuple[str, ...]]:
        return [item.unsure for item in occurrences(schedule_of(line), date(2026, 8, 1), date(2026, 8, 8), known)]

    assert doubts("Mondays, term time only", KNOWN) == [("Term time only.",)]
    assert doubts("Mondays, school holidays only", None) == [("School holidays only.",)]
    both = doubts("Mondays, not on bank holidays, closed in school holidays", None)
    assert both == [("Not on bank holidays.", "Closed in school holidays.")]
    assert doubts("Mondays, not on bank holidays", Calendars(lambda day: day.day == 3)) == []
    assert doubts("Mondays, closed in August, term time only", KNOWN) == []


def test_bank_holidays_differ_between_the_nations() -> None:
    scotland, england = bank_holidays("GB", "SCT", (2026,)), bank_holidays("gb", "eng", (2026,))
    ireland = bank_holidays("GB", "NIR", (2026,))
    assert date(2026, 11, 30) in scotland - england
    assert date(2026, 4, 6) in england - scotland
    assert date(2026, 3, 17) in ireland - england
    assert date(2026, 12, 25) in bank_holidays("GB", "WLS", (2026,))
    assert date(2026, 7, 4) in bank_holidays("US", years=(2026,))
    for country, part in (("XX", ""), ("GB", "XXX"), ("", "")):
        with pytest.raises(ValueError, match="no calendar"):
            bank_holidays(country, part, (2026,))


@pytest.mark.parametrize(
    "schedule",
    [
        Schedule(id="", freq="WEEKLY", interval=2, byday="MO"),
        Schedule(id="", freq="WEEKLY"),
        Schedule(id="", freq="WEEKLY", byday="XX", dtstart="2026-01-05"),
        Schedule(id="", freq="MONTHLY", bymonthday="x", dtstart="2026-01-05"),
        Schedule(id="", freq="WEEKLY", byday="MO", dtstart="2026-06-01", until="2026-05-01"),
        Schedule(id="", valid_from="2026-01-05"),
        Schedule(id="", freq="WEEKLY", byday="MO", bymonthday="1", byyearday="2", count=3, dtstart="1990-01-01"),
        Schedule(id="", opens_at="10:00"),
    ],
)
def test_fields_without_dates_of_their_own(schedule: Schedule) -> None:
    assert list(occurrences(schedule, *YEAR)) == []


def test_fields_as_other_people_write_them() -> None:
    def days(**fields: object) -> list[str]:
        schedule = Schedule(id="", **fields)  # type: ignore[arg-type]
        return [f"{item.start:%m-%d}" for item in itertools.islice(occurrences(schedule, *YEAR), 4)]

    assert days(freq="WEEKLY", dtstart="2025-12-30") == ["01-06", "01-13", "01-20", "01-27"]
    assert days(freq="MONTHLY", dtstart="2025-10-31") == ["01-31", "03-31", "05-31", "07-31"]
    assert days(freq="MONTHLY", byday="FR", bymonthday="13") == ["02-13", "03-13", "11-13"]
    assert days(freq="MONTHLY", byday="-2MO") == ["01-19", "02-16", "03-23", "04-20"]
    assert days(freq="WEEKLY", byday="MO", dtstart="2025-12-22", count=4) == ["01-05", "01-12"]
    assert days(freq="WEEKLY", byday="MO", byweekno="2,3") == ["01-05", "01-12"]
    assert days(freq="WEEKLY", byday="SU,MO", interval=2, dtstart="2026-01-04", wkst="SU") == [
        *("01-04", "01-05", "01-18", "01-19"),
    ]
    assert days(freq="DAILY", until="2026-01-02") == ["01-01", "01-02"]
    assert days(valid_from="2026-02-03", valid_to="2026-02-03", opens_at="9am") == ["02-03"]
    assert days(freq="WEEKLY", byday="MO", valid_from="2026-01-06", valid_to="2026-01-19") == ["01-12", "01-19"]


@given(
    st.sampled_from(
        [
            "Mondays and Thursdays 10am",
            "every 2 weeks on Monday and Friday from 5 January 2024",
            "every 5 weeks on Sunday from 7 January 2024",
            "second and last Tuesday of the month",
            "1st, 30th and last day of the month",
            "third Friday of every 3 months from 19 January 2024",
            "Saturdays from 6 January 2024 until 30 May 2026",
        ]
    ),
    st.dates(date(2024, 1, 1), date(2029, 1, 1)),
    st.integers(0, 400),
)
@settings(max_examples=60, deadline=None)
def test_a_window_shows_what_the_whole_shows(line: str, first: date, length: int) -> None:
    """Starting late, near the asked-for days, counts the same as starting at the beginning."""
    last = first + timedelta(days=length)
    whole = days_of(line, date(2024, 1, 1), date(2031, 1, 1))
    assert days_of(line, first, last) == [day for day in whole if first.isoformat() <= day <= last.isoformat()]
