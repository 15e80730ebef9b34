"""Opening times by day of the week, for a table on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hereabouts.schedules.hsds import read_interval, to_session
from hereabouts.schedules.saying import language, period, remarks
from hereabouts.schedules.session import Weekly

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hereabouts.model.objects import Schedule


@dataclass(frozen=True, slots=True)
class Opening:
    """One stretch of time on one day of the week.

    `hours` says it in words ("10:30am to midday", "all day"; empty when no time is given). `opens` and `closes`
    are HH:MM or empty, for machines. `remarks` says what else holds, in words. `schedule` is where it comes from.
    """

    hours: str
    opens: str
    closes: str
    remarks: tuple[str, ...]
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class Week:
    """`days` holds the openings of Monday to Sunday, earliest first; `others` what is not the same every week."""

    days: tuple[tuple[Opening, ...], ...]
    others: tuple[Schedule, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to put in a table."""
        return not any(self.days)


def by_day(schedules: Iterable[Schedule], code: str = "en") -> Week:
    """Sort schedules into a week, said in the language `code`."""
    days: list[list[Opening]] = [[] for _ in range(7)]
    others: list[Schedule] = []
    for schedule in schedules:
        session = to_session(schedule)
        narrower = schedule.bymonthday or schedule.byweekno or schedule.byyearday
        weekly = schedule.freq == "WEEKLY" and read_interval(schedule) == 1 and not narrower
        if not (weekly and isinstance(session.pattern, Weekly) and session.pattern.days):
            others.append(schedule)
            continue
        words = language(code)
        opening = Opening(
            hours=words.span(session.span) if session.span else "",
            opens=schedule.opens_at[:5],
            closes=schedule.closes_at[:5],
            remarks=(*period(session, words), *remarks(session, code)),
            schedule=schedule,
        )
        for day in session.pattern.days:
            days[day].append(opening)
    in_order = (tuple(sorted(openings, key=lambda item: (item.opens, item.closes))) for openings in days)
    return Week(tuple(in_order), tuple(others))
