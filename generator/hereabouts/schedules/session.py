"""One set of opening times as understood: between the words and the HSDS fields.

Everything here is frozen plain data. Days of the week count from Monday as 0, times are minutes after midnight
(1439 is midnight at the end of a day, as HSDS has no 24:00), and the last of anything in a month is -1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
END_OF_DAY = 23 * 60 + 59


@dataclass(frozen=True, slots=True)
class Weekly:
    """On these days, every `interval` weeks. No days at all means that they were not given."""

    days: tuple[int, ...]
    interval: int = 1


@dataclass(frozen=True, slots=True)
class MonthlyWeekdays:
    """On the nth such day, as (nth, day) pairs, every `interval` months."""

    days: tuple[tuple[int, int], ...]
    interval: int = 1


@dataclass(frozen=True, slots=True)
class MonthlyDates:
    """On these days of the month, every `interval` months. None at all means that they were not given."""

    numbers: tuple[int, ...]
    interval: int = 1


@dataclass(frozen=True, slots=True)
class OnDate:
    """On one date."""

    day: date


Pattern = Weekly | MonthlyWeekdays | MonthlyDates | OnDate


@dataclass(frozen=True, slots=True)
class Span:
    """From `opens` to `closes`, or open-ended. Closing at or before opening means the next day."""

    opens: int
    closes: int | None = None

    @property
    def overnight(self) -> bool:
        """Whether it ends on the day after it began."""
        return self.closes is not None and self.closes <= self.opens


ALL_DAY = Span(0, END_OF_DAY)


@dataclass(frozen=True, slots=True, order=True)
class DayMonth:
    """A day of any year."""

    month: int
    day: int


class Condition(StrEnum):
    """What holds of a schedule without any date, in the fixed sentence that HSDS `notes` carries."""

    TERM_TIME = "Term time only."
    SCHOOL_HOLIDAYS = "School holidays only."
    NOT_BANK_HOLIDAYS = "Not on bank holidays."
    NOT_SCHOOL_HOLIDAYS = "Closed in school holidays."


@dataclass(frozen=True, slots=True)
class Season:
    """Only from `first` to `last` of each year; may run over the new year."""

    first: DayMonth
    last: DayMonth


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed from `first` to `last`: in one year, or in each when they are without a year."""

    first: date | DayMonth
    last: date | DayMonth


Rule = Condition | Season | Closure


@dataclass(frozen=True, slots=True)
class Session:
    """What one HSDS schedule says. `first` and `last` bound a repeating pattern; `note` is free text.

    `count` is how many times in all, which only fields can say; 0 where they do not.
    """

    pattern: Pattern | None = None
    span: Span | None = None
    first: date | None = None
    last: date | None = None
    count: int = 0
    attending: str = ""
    rules: tuple[Rule, ...] = ()
    note: str = ""
