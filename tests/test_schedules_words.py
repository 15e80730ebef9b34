"""Opening times there and back: whatever is taken is stable, whatever is not is refused, and nothing crashes."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from hereabouts.catalogue import CATALOGUE
from hereabouts.finding import Place, finding
from hereabouts.model.objects import Schedule
from hereabouts.schedules import Hours, Refusal, by_day, combine, parse, say, to_line, to_record

DAY_WORDS = ("Monday", "Tuesdays", "Weds", "Thu", "fridays", "Sat", "Sunday")
PIECES = (
    *DAY_WORDS,
    *("every", "every day", "daily", "weekdays", "weekends", "except", "and", ",", "to", "-", "the", "on", "at"),
    *("every second", "every other", "alternate", "fortnightly on", "every 2 weeks on", "every 3 weeks on"),
    *("first", "second", "third", "fourth", "fifth", "last", "1st", "3rd", "15th", "31st", "last day"),
    *("of the month", "of each month", "of every 2 months", "monthly", "month", "weeks"),
    *("9am", "9am to 5pm", "10:30 to 12:00", "2-4pm", "10pm to 2am next day", "midday", "midnight", "noon to 2pm"),
    *("9", "9 to 5", "2:30", "24:00", "12", "1400", "next day", "all day", "24 hours", "24/7", "00:00", "11:59pm"),
    *("from", "until", "from 2026-01-09", "from 5 January 2026", "until 14 December 2026", "9 January 2026"),
    *("12 May 2026", "16 June 2026", "31 December 2026", "29 February 2028", "1 April", "30 September", "5 January"),
    *("in August", "April to September", "each year", "in", "January", "May", "December", "2026", "2027", "14 and"),
    *("by appointment", "by appointment only", "booking needed", "drop in", "online", "by phone"),
    *("term time only", "school holidays only", "not on bank holidays", "closed", "closed on bank holidays"),
    *("closed 24 Dec to 2 Jan", "closed 25 December 2026", "closed in school holidays", "closed in August", "not"),
    *("mornings", "Christmas", "biweekly", "Tuseday", "Firday", "until further notice", "ring the bell", "."),
    *(
        "(ring the bell)",
        "(Term time only. Ring!)",
        "(closed 25 December)",
        "(",
        ")",
        "é",
        "💬",
        "\u2013",
        "\u00a0",
        "12/01",
    ),
)


def check(line: str) -> Hours | None:
    """The promise for any line at all: refused in words, or taken and the same after another turn."""
    hours = parse(line)
    if isinstance(hours, Refusal):
        assert CATALOGUE[hours.code].theme == "schedules"
        found = finding(hours.code, Place("x.yml"), hint=hours.hint, **hours.values)
        assert found.message
        assert found.hint, (line, hours)
        assert 0 <= hours.column <= len(line)
        if hours.code in {"schedule-unknown", "schedule-bracket"} and hours.hint in {"near", "remark", "start"}:
            assert isinstance(parse(hours.values["suggestion"]), Hours), hours
        return None
    assert hours.schedules or hours.closures
    for schedule in hours.schedules:
        again = parse(schedule.description)
        assert isinstance(again, Hours), (line, schedule.description, again)
        assert again.schedules == (schedule,), (line, schedule.description)
        assert to_line(schedule) == schedule.description
        assert to_record(schedule) == schedule.description
        assert say(schedule, "cy")
    for schedule in combine([hours]):
        assert to_line(schedule) == schedule.description, (line, schedule)
    by_day(hours.schedules)
    return hours


def test_lines_put_together_at_random() -> None:
    dice = random.Random(20261120)
    taken = sum(check(" ".join(dice.choices(PIECES, k=dice.randint(1, 6)))) is not None for _ in range(3_000))
    assert taken > 150  # so that both halves of the promise are tried


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=8).map(" ".join))
@settings(max_examples=120, deadline=None)
def test_any_line_is_refused_or_stable(line: str) -> None:
    check(line)


@given(st.text(max_size=80))
@settings(max_examples=80, deadline=None)
def test_any_text_is_refused_or_stable(line: str) -> None:
    check(line)


@given(st.text(max_size=40).filter(lambda text: not set(text) & set("()")))
@settings(max_examples=80, deadline=None)
def test_any_remark_is_kept(remark: str) -> None:
    hours = check(f"Mondays 10am ({remark})")
    assert hours is not None
    plain = remark.translate(str.maketrans("", "", ".")).split()
    if plain and not hours.schedules[0].notes.startswith(("Term", "Closed", "Not", "School")):
        assert "".join(plain)[1:] in "".join(hours.schedules[0].notes.replace(".", "").split())


# Lines of the grammar: every one of them has to be taken.

days = st.lists(st.sampled_from(DAY_WORDS), min_size=1, max_size=4).map(" and ".join) | st.sampled_from(
    ["every day", "Monday to Friday", "Sat-Mon", "weekdays except Tuesday", "Thursday, Friday", "weekends"]
)
nths = st.lists(
    st.sampled_from(["first", "2nd", "third", "4th", "fifth", "last"]), min_size=1, max_size=3, unique=True
).map(" and ".join)
monthly = st.builds(
    "{} {} of {} month".format,
    nths,
    days.filter(lambda text: text[0] != "e" and "x" not in text),
    st.sampled_from(["the", "each", "every"]),
)
numbered = st.lists(st.integers(4, 20), min_size=1, max_size=3, unique=True).map(
    lambda numbers: " and ".join(f"{number}th" for number in numbers) + " of the month"
)
clock = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 5, 30, 59]))
spans = st.lists(
    st.tuples(clock, clock).map(lambda pair: f"{pair[0]} to {pair[1]}" + (" next day" if pair[1] <= pair[0] else ""))
    | clock,
    max_size=3,
).map(" and ".join)
dates = st.dates(date(1990, 1, 1), date(2098, 12, 31))
day_of_year = dates.filter(lambda day: (day.month, day.day) != (2, 29)).map(lambda day: f"{day.day} {day:%B}")
period = st.one_of(
    st.just(""),
    dates.map(lambda day: f"from {day}"),
    dates.map(lambda day: f"until {day.day} {day:%b} {day.year}"),
    st.tuples(dates, st.integers(370, 2000)).map(
        lambda pair: f"{pair[0]} to {date.fromordinal(pair[0].toordinal() + pair[1])}"
    ),
)
rules = st.lists(
    st.one_of(
        st.sampled_from(["term time only", "school holidays only", "not on bank holidays", "closed in August"]),
        st.sampled_from(["closed on bank holidays", "closed in school holidays", "in June", "May to July"]),
        st.builds("closed {} to {}".format, day_of_year, day_of_year),
        st.builds("closed {}".format, dates),
        st.builds("{} to {}".format, day_of_year, day_of_year),
    ),
    max_size=3,
).map(", ".join)
attending = st.lists(
    st.sampled_from(["by appointment", "booking needed", "drop in", "online", "by phone"]), max_size=2
).map(", ".join)
note = st.sampled_from(["", "(ring the bell)", "(Side door. Ask for Jo!)", "(first come, first served (16 places))"])
lines = st.tuples(days | monthly | numbered, spans, period, attending, rules, note).map(
    lambda parts: ", ".join(part for part in parts[:-1] if part) + f" {parts[-1]}"
)


@given(lines)
@settings(max_examples=150, deadline=None)
def test_lines_of_the_grammar_are_taken_and_stable(line: str) -> None:
    midnight = "00:00 to" in line or "23:59 to" in line or "to 00:00 next day" in line
    assert check(line) is not None or midnight, parse(line)


field = st.sampled_from(
    ["", "WEEKLY", "MONTHLY", "DAILY", "MO", "TU,TH", "TH,TU", "1MO,3MO", "-1FR", "2", "1,15", "-1", "31", "x"]
) | st.text(max_size=5)
day_field = st.sampled_from(["", "2026-01-09", "2026-02-30", "2027-01-09T00:00:00Z", "9 Jan"])
time_field = st.sampled_from(["", "09:00", "09:00:00", "12:00:00", "23:59:00", "00:00", "25:00", "9am", "17:00:00Z"])
schedules = st.builds(
    Schedule,
    id=st.just(""),
    freq=st.sampled_from(["", "WEEKLY", "MONTHLY", "DAILY", "x"]),
    interval=st.sampled_from([None, 0, 1, 2, 2.0, -1]),
    byday=field,
    bymonthday=field,
    dtstart=day_field,
    valid_from=day_field,
    valid_to=day_field,
    until=day_field,
    opens_at=time_field,
    closes_at=time_field,
    attending_type=st.sampled_from(["", "By appointment", "Online, booking needed", "In person"]) | st.text(max_size=9),
    notes=st.sampled_from(["", "Term time only.", "Closed 25 December. Ring us.", "ring us"]) | st.text(max_size=20),
    description=st.sampled_from(["", "Most Mondays"]),
    wkst=st.sampled_from(["", "MO", "SU"]),
)


@given(schedules)
@settings(max_examples=150, deadline=None)
def test_any_fields_can_be_said_and_a_line_for_them_is_exact(schedule: Schedule) -> None:
    for code in ("en", "cy", "pl"):
        say(schedule, code)
        by_day([schedule], code)
    line = to_line(schedule)
    if line is not None:
        read = combine([hours for hours in [parse(line)] if isinstance(hours, Hours)])[0]
        for name in ("byday", "bymonthday", "dtstart", "valid_from", "valid_to", "until", "notes", "attending_type"):
            assert getattr(read, name) == getattr(schedule, name)
        assert read.opens_at[:5] == schedule.opens_at[:5]
        assert read.freq == schedule.freq
    to_record(schedule)
