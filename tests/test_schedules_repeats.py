"""Schedules as rules with exceptions: a calendar program counts the same days as we do."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from dateutil.rrule import rrulestr

from hereabouts.model.objects import Schedule
from hereabouts.schedules import Calendars, Hours, bank_holidays, occurrences, parse
from hereabouts.schedules.repeats import day_of, repeats
from tests.test_pages_browser import LINES

START, END = date(2026, 11, 22), date(2027, 11, 22)
TERMS = ((date(2026, 9, 3), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 3, 25)))
KNOWN = Calendars(bank_holidays("GB", "ENG", (2026, 2027)), TERMS)


def expected(schedule: Schedule) -> list[date]:
    return [day_of(found) for found in occurrences(schedule, START, END, KNOWN) if not found.unsure]


def counted(schedule: Schedule) -> list[date]:
    """The days as a calendar program has them, which reads the rule and knows nothing else."""
    found = repeats(schedule, START, END, KNOWN)
    if found is None:
        return []
    first = day_of(found.first)
    days = {first, *found.besides}
    if found.rule:
        rule = rrulestr(found.rule, dtstart=datetime.combine(first, time()))
        days |= {moment.date() for moment in rule.between(rule[0], datetime.combine(found.last, time()), inc=True)}
    assert days >= set(found.without)
    return sorted(days.difference(found.without))


@pytest.mark.parametrize("line", LINES)
def test_a_rule_and_its_exceptions_give_the_days_that_we_count(line: str) -> None:
    hours = parse(line)
    assert isinstance(hours, Hours)
    assert counted(hours.schedules[0]) == expected(hours.schedules[0])


ODD = {
    "weekly_on_the_day_it_began": {"freq": "WEEKLY", "dtstart": "2026-10-07"},
    "every_second_week_counted_from_sunday": {
        "freq": "WEEKLY",
        "interval": 2,
        "byday": "SU,TU",
        "wkst": "SU",
        "dtstart": "2026-10-06",
    },
    "daily": {"freq": "DAILY", "until": "2026-12-03"},
    "daily_on_some_days": {"freq": "DAILY", "byday": "MO,FR"},
    "monthly_on_the_day_it_began": {"freq": "MONTHLY", "dtstart": "2026-10-31"},
    "every_tuesday_of_every_second_month": {
        "freq": "MONTHLY",
        "interval": 2,
        "byday": "TU",
        "dtstart": "2026-09-01",
    },
    "a_few_times": {"freq": "WEEKLY", "byday": "TU", "count": 10, "dtstart": "2026-10-20"},
    "the_last_of_a_few_times": {"freq": "WEEKLY", "byday": "TU", "count": 6, "dtstart": "2026-10-20"},
    "days_of_the_week_in_some_weeks_of_the_year": {"freq": "WEEKLY", "byday": "TU", "byweekno": "1,2,50"},
    "friday_the_thirteenth": {"freq": "MONTHLY", "byday": "FR", "bymonthday": "13"},
    "weekly_by_date": {"freq": "WEEKLY", "bymonthday": "1,15"},
    "closed_for_good_before_it_begins": {"freq": "WEEKLY", "byday": "TU", "until": "2026-11-01"},
}


@pytest.mark.parametrize("name", ODD)
def test_what_other_programs_write_is_counted_alike(name: str) -> None:
    schedule = Schedule(id="", **ODD[name])  # type: ignore[arg-type]
    days = expected(schedule)
    assert counted(schedule) == days
    assert bool(days) == (name != "closed_for_good_before_it_begins")


def test_single_days_stand_only_where_a_rule_will_not_do() -> None:
    plain, closed, odd = (
        repeats(schedule, START, END, KNOWN)
        for schedule in (
            Schedule(id="", freq="WEEKLY", byday="TU"),
            Schedule(id="", freq="WEEKLY", byday="TU", notes="Closed 24 December to 2 January."),
            Schedule(id="", freq="MONTHLY", byday="FR", bymonthday="13"),
        )
    )
    assert plain is not None
    assert closed is not None
    assert odd is not None
    assert (plain.rule, plain.without, plain.besides, plain.last) == ("FREQ=WEEKLY;BYDAY=TU", (), (), END)
    assert closed.without == (date(2026, 12, 29),)
    assert (odd.rule, len(odd.besides)) == ("", 0)
