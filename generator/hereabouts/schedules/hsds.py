"""Sessions as HSDS schedules, and HSDS schedules as sessions."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from hereabouts.model.objects import Schedule
from hereabouts.schedules.notes import read_notes, rules_of, sentence, write_notes
from hereabouts.schedules.recurrence import first_session
from hereabouts.schedules.session import (
    EVERY_DAY,
    MonthlyDates,
    MonthlyWeekdays,
    OnDate,
    Session,
    Span,
    Weekly,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hereabouts.schedules.session import Pattern, Rule

CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def to_schedule(session: Session) -> Schedule:
    """The HSDS fields of a session: all but `id` and `description`, which are left empty."""
    return Schedule(id="", **_fields_of(session))


@lru_cache(maxsize=16384)
def _fields_of(session: Session) -> dict[str, Any]:
    """What a session sets, worked out once: the same times stand in many records."""
    schedule = Schedule(id="", attending_type=session.attending, notes=join_notes(session.rules, session.note))
    _set_pattern(schedule, session.pattern)
    if session.first is not None:
        schedule.valid_from = session.first.isoformat()
        if session.pattern is not None:
            schedule.dtstart = (first_session(session.pattern, session.first) or session.first).isoformat()
    if session.last is not None:
        schedule.valid_to = session.last.isoformat()
        schedule.until = schedule.valid_to if session.pattern is not None else ""
    if session.span is not None:
        schedule.opens_at = _hsds_time(session.span.opens)
        schedule.closes_at = "" if session.span.closes is None else _hsds_time(session.span.closes)
    fields = msgspec.structs.asdict(schedule)
    return {name: value for name, value in fields.items() if value and name != "id"}


def join_notes(rules: Sequence[Rule], note: str) -> str:
    """HSDS `notes`: the fixed sentences, then the remark."""
    return write_notes(map(sentence, rules), note)


def _set_pattern(schedule: Schedule, pattern: Pattern | None) -> None:
    match pattern:
        case None:
            return
        case OnDate(day):
            schedule.dtstart = schedule.valid_from = schedule.valid_to = day.isoformat()
            return
        case Weekly(days, _):
            schedule.freq = "WEEKLY"
            schedule.byday = ",".join(CODES[day] for day in days)
        case MonthlyWeekdays(pairs, _):
            schedule.freq = "MONTHLY"
            schedule.byday = ",".join(f"{nth or ''}{CODES[day]}" for nth, day in pairs)
        case MonthlyDates(numbers, _):
            schedule.freq = "MONTHLY"
            schedule.bymonthday = ",".join(map(str, numbers))
    schedule.interval = pattern.interval


def _hsds_time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


def to_session(schedule: Schedule) -> Session:
    """What a schedule says, as far as a session can hold it; values that make no sense are passed over."""
    sentences, note = read_notes(schedule.notes)
    pattern = _read_pattern(schedule)
    single = isinstance(pattern, OnDate)
    return Session(
        pattern=pattern,
        span=_read_span(schedule),
        first=None if single else read_date(schedule.valid_from) or read_date(schedule.dtstart),
        last=None if single else read_date(schedule.valid_to) or read_date(schedule.until),
        count=int(schedule.count) if schedule.count and schedule.count > 0 else 0,
        attending=schedule.attending_type,
        rules=rules_of(sentences),
        note=note,
    )


def read_date(text: str) -> date | None:
    """A date written as HSDS does, YYYY-MM-DD, a time behind it or not; None when it is no date."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def read_time(text: str) -> int | None:
    """Minutes after midnight of HH:MM or HH:MM:SS, without regard to any offset; None when it is no time."""
    hour, minute = text[:2], text[3:5]
    if not (hour.isdecimal() and minute.isdecimal() and text[2] == ":" and len(minute) == 2):
        return None
    minutes = int(hour) * 60 + int(minute)
    return minutes if int(hour) < 24 and int(minute) < 60 else None


def read_byday(text: str) -> list[tuple[int, int]] | None:
    """The (nth, day) pairs of HSDS `byday`, nth being 0 where there is none; None when it makes no sense."""
    pairs: list[tuple[int, int]] = []
    for item in text.replace(" ", "").upper().split(","):
        nth, code = item[:-2], item[-2:]
        if code not in CODES or not (nth == "" or nth.lstrip("+-").isdecimal()) or len(nth) > 3:
            return None
        number = int(nth) if nth else 0
        if nth and not 1 <= abs(number) <= 5:
            return None
        pairs.append((number, CODES.index(code)))
    return pairs


def read_numbers(text: str) -> list[int] | None:
    """The whole numbers of a list such as HSDS `bymonthday`; None when it holds anything else."""
    items = text.replace(" ", "").split(",")
    if not all(item.lstrip("+-").isdecimal() and len(item) < 5 for item in items):
        return None
    return [int(item) for item in items]


def read_interval(schedule: Schedule) -> int:
    """Every how many weeks or months; 1 when it is not said or makes no sense."""
    return int(schedule.interval) if schedule.interval and schedule.interval >= 1 else 1


def _read_pattern(schedule: Schedule) -> Pattern | None:
    interval = read_interval(schedule)
    pairs = read_byday(schedule.byday) or []
    start = read_date(schedule.dtstart)
    match schedule.freq.upper():
        case "DAILY":
            return Weekly(EVERY_DAY)
        case "WEEKLY":
            days = {day for _, day in pairs} or ({start.weekday()} if start else set())
            return Weekly(tuple(sorted(days)), interval)
        case "MONTHLY" if pairs:
            return MonthlyWeekdays(tuple(pairs), interval)
        case "MONTHLY":
            numbers = (schedule.bymonthday and read_numbers(schedule.bymonthday)) or ([start.day] if start else [])
            return MonthlyDates(tuple(numbers), interval)
    day = start or (read_date(schedule.valid_from) if schedule.opens_at else None)
    if day is not None and schedule.valid_to[:10] == day.isoformat():
        return OnDate(day)
    return None


def _read_span(schedule: Schedule) -> Span | None:
    opens = read_time(schedule.opens_at)
    return None if opens is None else Span(opens, read_time(schedule.closes_at))


OWN_FIELDS: Final = frozenset({"id", "service_id", "location_id", "service_at_location_id"})
"""Fields that say where a schedule belongs and not when it is."""


def timing(schedule: Schedule) -> dict[str, object]:
    """The fields that say when, with times in one form and an interval of 1 where it is left out."""
    fields = msgspec.structs.asdict(schedule)
    for name in OWN_FIELDS | {"description"}:
        del fields[name]
    for name in ("opens_at", "closes_at"):
        if len(fields[name]) == 5:
            fields[name] += ":00"
    if fields["freq"] and fields["interval"] is None:
        fields["interval"] = 1
    return fields
