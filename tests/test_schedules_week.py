"""Opening times by day of the week."""

from __future__ import annotations

from hereabouts.model.objects import Schedule
from hereabouts.schedules import Hours, by_day, clock_words, combine, parse, span_words


def schedules_of(*lines: str) -> list[Schedule]:
    hours = [parse(line) for line in lines]
    return combine([item for item in hours if isinstance(item, Hours)])


def test_a_week_in_order() -> None:
    week = by_day(
        schedules_of(
            "Mondays and Thursdays 1:30pm to 5pm, by appointment (ring the bell)",
            "Mondays 9am to 12:30pm from 5 January 2026",
            "Saturdays all day",
            "last Friday of the month 6pm",
            "every 2 weeks on Friday from 9 January 2026",
            "14 March 2026 10am",
            "Sundays, drop in",
            "by phone",
        )
    )
    monday, thursday, saturday, sunday = (week.days[day] for day in (0, 3, 5, 6))
    assert [(item.hours, item.opens, item.closes) for item in monday] == [
        ("9am to 12:30pm", "09:00", "12:30"),
        ("1:30pm to 5pm", "13:30", "17:00"),
    ]
    assert monday[0].remarks == ("from 5 January 2026",)
    assert thursday[0].remarks == ("by appointment", "Ring the bell")
    assert (saturday[0].hours, saturday[0].closes) == ("all day", "23:59")
    assert (sunday[0].hours, sunday[0].remarks) == ("", ("drop in",))
    assert not any(week.days[day] for day in (1, 2, 4))
    assert [schedule.description for schedule in week.others] == [
        "Last Friday of the month 6pm",
        "Every 2 weeks on Friday from 9 January 2026",
        "14 March 2026 10am",
        "By phone",
    ]
    assert not week.empty


def test_a_week_in_welsh() -> None:
    week = by_day(schedules_of("Mondays 10am to 12pm, term time only (ring)", "closed 25 December"), "cy")
    assert week.days[0][0].hours == "10am i hanner dydd"
    assert week.days[0][0].remarks == ("ar gau 25 Rhagfyr", "yn ystod y tymor yn unig", "Ring")


def test_days_that_nobody_knows_stay_outside() -> None:
    unknown = Schedule(id="", freq="WEEKLY", opens_at="10:00")
    anchored = Schedule(id="", freq="WEEKLY", dtstart="2026-01-05", opens_at="10:00")
    week = by_day([unknown, anchored])
    assert week.others == (unknown,)
    assert week.days[0][0].schedule is anchored
    assert by_day([]).empty


def test_words_for_times() -> None:
    assert clock_words("10:30:00") == "10:30am"
    assert clock_words("00:05") == "12:05am"
    assert clock_words("23:59:00", end=True) == "midnight"
    assert clock_words("23:59:00") == "11:59pm"
    assert clock_words("12:00", "cy") == "hanner dydd"
    assert clock_words("9 AM") == "9 AM"
    assert span_words("10:30:00", "12:00:00") == "10:30am to midday"
    assert span_words("10:30:00", "12:00:00", "cy") == "10.30am i hanner dydd"
    assert span_words("22:00", "02:00") == "10pm to 2am next day"
    assert span_words("18:00", "") == "6pm"
    assert span_words("", "18:00") == ""
    assert span_words("00:00", "23:59") == "all day"
