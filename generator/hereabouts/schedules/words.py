"""The words people use for days, months, numbers and the like, and what each of them means."""

from __future__ import annotations

from typing import Final

from hereabouts.schedules.session import Condition

DAY_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_SHORT_DAYS: Final = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "weds": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
SINGLE_DAYS: Final[dict[str, int]] = {name.lower(): day for day, name in enumerate(DAY_NAMES)} | _SHORT_DAYS
DAYS: Final[dict[str, int]] = SINGLE_DAYS | {f"{name.lower()}s": day for day, name in enumerate(DAY_NAMES)}
SETS_OF_DAYS: Final[dict[str, tuple[int, ...]]] = {
    "daily": (0, 1, 2, 3, 4, 5, 6),
    "everyday": (0, 1, 2, 3, 4, 5, 6),
    "weekday": (0, 1, 2, 3, 4),
    "weekdays": (0, 1, 2, 3, 4),
    "weekend": (5, 6),
    "weekends": (5, 6),
}

_SHORT_MONTHS: Final = {name[:3].lower(): month for month, name in enumerate(MONTH_NAMES, 1)} | {"sept": 9}
MONTHS: Final[dict[str, int]] = {name.lower(): month for month, name in enumerate(MONTH_NAMES, 1)} | _SHORT_MONTHS

ABBREVIATIONS: Final = frozenset(_SHORT_DAYS) | frozenset(_SHORT_MONTHS)

NTHS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
NUMBERS: Final = {
    name: number
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
CLOCK_WORDS: Final = {"midday": 12 * 60, "noon": 12 * 60, "midnight": 0}

NOISE: Final = frozenset({"the", "on", "at", "open", "opens", "oclock"})
AND: Final = frozenset({"and", "plus"})
TO: Final = frozenset({"to", "through", "thru"})
UNTIL: Final = frozenset({"until", "till", "til", "untill", "ending"})
FROM: Final = frozenset({"from", "starting", "beginning"})
WEEKS: Final = frozenset({"week", "weeks", "wks"})
MONTHS_WORD: Final = frozenset({"month", "months"})
HOURS: Final = frozenset({"hours", "hour", "hrs", "hr"})

# Each phrase as its words, noise left out; where several begin alike the longest is tried first.
ATTENDING: Final[dict[tuple[str, ...], str]] = {
    ("by", "appointment"): "by appointment",
    ("by", "appointment", "only"): "by appointment",
    ("appointment", "only"): "by appointment",
    ("appointments", "only"): "by appointment",
    ("appointment", "needed"): "by appointment",
    ("appointment", "required"): "by appointment",
    ("booking", "needed"): "booking needed",
    ("booking", "required"): "booking needed",
    ("booking", "essential"): "booking needed",
    ("drop", "in"): "drop in",
    ("dropin",): "drop in",
    ("walk", "in"): "drop in",
    ("walkin",): "drop in",
    ("online",): "online",
    ("online", "only"): "online",
    ("by", "phone"): "by phone",
    ("by", "phone", "only"): "by phone",
    ("by", "telephone"): "by phone",
    ("phone", "only"): "by phone",
}
WAYS_OF_ATTENDING: Final = frozenset(ATTENDING.values())

CONDITIONS: Final[dict[tuple[str, ...], Condition]] = {
    ("term", "time"): Condition.TERM_TIME,
    ("term", "time", "only"): Condition.TERM_TIME,
    ("termtime",): Condition.TERM_TIME,
    ("termtime", "only"): Condition.TERM_TIME,
    ("in", "termtime"): Condition.TERM_TIME,
    ("in", "termtime", "only"): Condition.TERM_TIME,
    ("during", "termtime"): Condition.TERM_TIME,
    ("during", "termtime", "only"): Condition.TERM_TIME,
    ("in", "term", "time"): Condition.TERM_TIME,
    ("in", "term", "time", "only"): Condition.TERM_TIME,
    ("during", "term", "time"): Condition.TERM_TIME,
    ("during", "term", "time", "only"): Condition.TERM_TIME,
    ("school", "holidays", "only"): Condition.SCHOOL_HOLIDAYS,
    ("in", "school", "holidays"): Condition.SCHOOL_HOLIDAYS,
    ("in", "school", "holidays", "only"): Condition.SCHOOL_HOLIDAYS,
    ("during", "school", "holidays"): Condition.SCHOOL_HOLIDAYS,
    ("during", "school", "holidays", "only"): Condition.SCHOOL_HOLIDAYS,
    ("not", "bank", "holidays"): Condition.NOT_BANK_HOLIDAYS,
    ("except", "bank", "holidays"): Condition.NOT_BANK_HOLIDAYS,
    ("excluding", "bank", "holidays"): Condition.NOT_BANK_HOLIDAYS,
    ("not", "in", "school", "holidays"): Condition.NOT_SCHOOL_HOLIDAYS,
    ("not", "during", "school", "holidays"): Condition.NOT_SCHOOL_HOLIDAYS,
    ("except", "school", "holidays"): Condition.NOT_SCHOOL_HOLIDAYS,
    ("except", "in", "school", "holidays"): Condition.NOT_SCHOOL_HOLIDAYS,
    ("excluding", "school", "holidays"): Condition.NOT_SCHOOL_HOLIDAYS,
}
CLOSED_CONDITIONS: Final[dict[tuple[str, ...], Condition]] = {
    ("bank", "holidays"): Condition.NOT_BANK_HOLIDAYS,
    ("in", "school", "holidays"): Condition.NOT_SCHOOL_HOLIDAYS,
    ("during", "school", "holidays"): Condition.NOT_SCHOOL_HOLIDAYS,
    ("school", "holidays"): Condition.NOT_SCHOOL_HOLIDAYS,
}

# Words that name a part of the day, and times such a part might mean.
PARTS_OF_DAY: Final = {
    "morning": "10am to 12pm",
    "mornings": "10am to 12pm",
    "lunchtime": "12pm to 2pm",
    "lunchtimes": "12pm to 2pm",
    "afternoon": "2pm to 4pm",
    "afternoons": "2pm to 4pm",
    "evening": "6pm to 8pm",
    "evenings": "6pm to 8pm",
    "night": "8pm to 10pm",
    "nights": "8pm to 10pm",
    "daytime": "10am to 4pm",
}
# Times of year whose dates move or differ from place to place.
TIMES_OF_YEAR: Final = frozenset(
    {
        *("christmas", "xmas", "easter", "whitsun", "halfterm", "eid", "diwali", "ramadan", "hanukkah"),
        *("spring", "summer", "autumn", "winter", "holidays", "holiday"),
    }
)
