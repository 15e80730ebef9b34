"""Which dates a schedule's days fall on, counted by dateutil."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule

from hereabouts.schedules.session import MonthlyDates, MonthlyWeekdays, OnDate, Weekly

if TYPE_CHECKING:
    from hereabouts.schedules.session import Pattern

WEEKDAYS: Final = (MO, TU, WE, TH, FR, SA, SU)
_FURTHEST: Final = 400  # days ahead to look for a first session: every pattern without interval comes within a year


def first_session(pattern: Pattern, first: date, last: date | None = None) -> date | None:
    """The first day of `pattern` from `first` on, at the latest on `last`; None when there is none."""
    if isinstance(pattern, OnDate):
        return pattern.day
    end = last or date.fromordinal(first.toordinal() + _FURTHEST)
    found = next(iter(_rule(pattern, first, end)), None)
    return found.date() if found else None


def _rule(pattern: Weekly | MonthlyWeekdays | MonthlyDates, first: date, last: date) -> rrule:
    begin, end = datetime.combine(first, time()), datetime.combine(last, time())
    match pattern:
        case Weekly(days, interval):
            return rrule(WEEKLY, begin, interval, until=end, byweekday=[WEEKDAYS[day] for day in days] or None)
        case MonthlyWeekdays(pairs, interval):
            days_of_month = [WEEKDAYS[day](nth) if nth else WEEKDAYS[day] for nth, day in pairs]
            return rrule(MONTHLY, begin, interval, until=end, byweekday=days_of_month)
        case MonthlyDates(numbers, interval):
            return rrule(MONTHLY, begin, interval, until=end, bymonthday=list(numbers) or None)
