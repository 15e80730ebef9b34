"""Days and times of many feeds, read as HSDS's fields or kept as words."""

from __future__ import annotations

from typing import Any

import pytest

from hereabouts.importers.timetables import read_timetable

WEEKLY = {"freq": "WEEKLY", "wkst": "MO"}


def read(raw: dict[str, Any]) -> list[dict[str, Any]]:
    return read_timetable(raw)[0]


@pytest.mark.parametrize(
    ("raw", "byday"),
    [
        ({"days": ["TU", "TH"]}, "TU,TH"),
        ({"days": "Tuesday and Thursday"}, "TU,TH"),
        ({"day": "Tuesdays"}, "TU"),
        ({"day_of_week": ["THUR"]}, "TH"),
        ({"weekdays": ["Mon", "Wed"]}, "MO,WE"),
        ({"byday": ["3SA"]}, "3SA"),
        ({"byday": "Mon-Wed"}, "MO,TU,WE"),
        ({"byday": "MO-WE"}, "MO,TU,WE"),
        ({"byday": "MO WE"}, "MO,WE"),
        ({"days": "weekdays"}, "MO,TU,WE,TH,FR"),
        ({"days": "Saturday to Sunday"}, "SA,SU"),
        ({"byday": "MO", "days": ["MO"]}, "MO"),
    ],
)
def test_days_are_read_however_they_are_written(raw: dict[str, Any], byday: str) -> None:
    assert read({**WEEKLY, **raw}) == [{**WEEKLY, "byday": byday}]


@pytest.mark.parametrize(
    ("days", "beside", "byday"),
    [
        ("1", {"description": "Mondays, after lunch"}, "MO"),
        ("1", {"description": "Sunday lunch"}, "SU"),
        ("0", {"notes": "Sundays"}, "SU"),
        ([2, 4], {"notes": "Tues and Thurs"}, "TU,TH"),
        ([2, 4], {"notes": "Mon and Wed"}, "MO,WE"),
        (1, {"dtstart": "2026-11-23"}, "MO"),
        ("1", {"dtstart": "2026-11-22"}, "SU"),
    ],
)
def test_a_day_that_is_only_a_number_is_read_where_the_schedule_tells_which(
    days: Any, beside: dict[str, str], byday: str
) -> None:
    assert read({**WEEKLY, "byday": days, **beside})[0]["byday"] == byday


@pytest.mark.parametrize(
    ("days", "beside"),
    [
        ("1", {}),
        ("1,3", {"description": "Each month after the wedding"}),
        ("3", {"dtstart": "2026-11-27"}),
        ("1,2", {"description": "Mondays"}),
        ("8", {"description": "Mondays"}),
        ("1", {"dtstart": "soon"}),
    ],
)
def test_any_other_number_stays_for_the_report(days: str, beside: dict[str, str]) -> None:
    """Day 1 is Monday to some and Sunday to others."""
    raw = {**WEEKLY, "byday": days, **beside}
    assert read(raw) == [raw]


def test_what_is_not_a_day_stays_for_the_report() -> None:
    assert read({**WEEKLY, "days": "first Monday of the month"}) == [{**WEEKLY, "days": "first Monday of the month"}]
    assert read({**WEEKLY, "days": "Mondays until 1 May 2027"}) == [{**WEEKLY, "days": "Mondays until 1 May 2027"}]
    assert read({**WEEKLY, "days": ["4:30 PM"]}) == [{**WEEKLY, "days": ["4:30 PM"]}]
    assert read({**WEEKLY, "day_of_week": 2}) == [{**WEEKLY, "day_of_week": 2}]
    assert read({**WEEKLY, "byday": "MO", "days": ["TU"]}) == [{**WEEKLY, "byday": "MO", "days": ["TU"]}]


@pytest.mark.parametrize(
    "raw",
    [
        {"start_time": "09:00", "end_time": "12:00"},
        {"time_open": "09:00", "time_close": "12:00"},
        {"opens": {"time": "09:00"}, "closes": {"time": "12:00"}},
        {"times": [{"start_time": "09:00", "end_time": "12:00"}]},
        {"time": [{"opens": "09:00", "closes": "12:00"}]},
        {"times": [{"dtstart": "09:00", "dtend": "12:00"}]},
    ],
)
def test_times_are_read_however_they_are_written(raw: dict[str, Any]) -> None:
    assert read({**WEEKLY, "days": ["MO"], **raw}) == [
        {**WEEKLY, "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}
    ]


def test_several_times_of_one_day_and_times_with_their_own_days_become_several() -> None:
    slots = [{"start_time": "09:00"}, {"start_time": "14:00"}]
    assert [one["opens_at"] for one in read({**WEEKLY, "days": ["MO"], "times": slots})] == ["09:00", "14:00"]
    days = [{"day": "MO", "open_time": "09:00"}, {"day": "TU", "open_time": "10:00"}]
    assert [(one["byday"], one["opens_at"]) for one in read({**WEEKLY, "hours": days})] == [
        ("MO", "09:00"),
        ("TU", "10:00"),
    ]


def test_several_days_and_several_times_that_nothing_puts_together_stay_words() -> None:
    slots = [{"start_time": "13:00", "end_time": "15:00"}, {"start_time": "10:00", "end_time": "12:00"}]
    (made,) = read({**WEEKLY, "days": ["TH", "SA"], "times": slots})
    assert made == {"wkst": "MO", "description": "As given: Weekly, TH,SA, 13:00 to 15:00, 10:00 to 12:00"}


@pytest.mark.parametrize(
    ("rule", "made"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", {"freq": "WEEKLY", "byday": "TU"}),
        ("RRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=3SA", {"freq": "MONTHLY", "interval": "1", "byday": "3SA"}),
        ("FREQ=MONTHLY;BYDAY=TH;BYSETPOS=-1", {"freq": "MONTHLY", "byday": "-1TH"}),
        ("FREQ=YEARLY;BYDAY=TU", {"rrule": "FREQ=YEARLY;BYDAY=TU"}),
        ("FREQ=MONTHLY;BYDAY=TU,WE;BYSETPOS=1", {"rrule": "FREQ=MONTHLY;BYDAY=TU,WE;BYSETPOS=1"}),
    ],
)
def test_a_recurrence_rule_is_read_where_hsds_can_say_it(rule: str, made: dict[str, str]) -> None:
    assert read({"rrule": rule}) == [made]


def test_a_moment_gives_a_date_and_a_time() -> None:
    raw = {"dtstart": "2025-08-12T13:30:00", "dtend": "2025-08-12T15:00:00"}
    assert read(raw) == [{"dtstart": "2025-08-12", "opens_at": "13:30", "closes_at": "15:00"}]
    assert "dtend" in read({"dtstart": "2025-08-12T13:30:00", "dtend": "2025-08-15T15:00:00"})[0]


def test_one_day_alone_and_every_day() -> None:
    assert read({"freq": "ONCE", "date": "2025-08-12"}) == [
        {"dtstart": "2025-08-12", "valid_from": "2025-08-12", "valid_to": "2025-08-12"}
    ]
    assert read({"freq": "DAILY"}) == [{"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU"}]
    assert read({"freq": "BIWEEKLY"}) == [{"freq": "BIWEEKLY"}]


def test_every_field_that_is_read_is_told_with_what_it_said() -> None:
    _, renamed = read_timetable({**WEEKLY, "days": ["MO"], "times": [{"id": "time_1", "start_time": "09:00"}]})
    assert ("days", "fields of its own", ["MO"]) in renamed
    assert ("id", "", "time_1") in renamed
    assert ("start_time", "fields of its own", "09:00") in renamed
