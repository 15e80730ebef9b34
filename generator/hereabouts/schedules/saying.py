"""Schedules back into words: days, hours, first and last day, how to attend, fixed sentences, remark."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from hereabouts.schedules import english, welsh
from hereabouts.schedules.hsds import read_time, to_session
from hereabouts.schedules.notes import say_note
from hereabouts.schedules.session import ALL_DAY, EVERY_DAY, MonthlyDates, Span, Weekly

if TYPE_CHECKING:
    from datetime import date

    from hereabouts.model.objects import Schedule
    from hereabouts.schedules.session import Pattern, Rule, Session


class Language(Protocol):
    """What a module must know to say schedules in its language."""

    ALWAYS: str
    DAYS_NOT_GIVEN: str

    def pattern(self, item: Pattern, /) -> str:
        """The days."""
        ...

    def span(self, item: Span, /) -> str:
        """From when to when."""
        ...

    def clock(self, minutes: int, /, *, end: bool = ...) -> str:
        """A time of day, in minutes after midnight."""
        ...

    def first(self, day: date, /) -> str:
        """When it starts."""
        ...

    def last(self, day: date, /) -> str:
        """When it ends."""
        ...

    def times(self, count: int, /) -> str:
        """How many times in all."""
        ...

    def attending(self, text: str, /) -> str:
        """How to attend, from HSDS `attending_type`."""
        ...

    def rule(self, item: Rule, /) -> str:
        """A fixed sentence, without a full stop."""
        ...


_LANGUAGES: dict[str, Language] = {"en": english, "cy": welsh}


def language(code: str) -> Language:
    """The words of a language; English where there are none of its own."""
    return _LANGUAGES.get(code, english)


def say(schedule: Schedule, code: str = "en") -> str:
    """Say a schedule in words. In English this is the canonical form, which `parse` takes back.

    A schedule that says nothing but a description is that description, in any language.
    """
    return say_session(to_session(schedule), code) or schedule.description


@lru_cache(maxsize=16384)
def say_session(session: Session, code: str = "en") -> str:
    """Say a session in words; an empty string when there is nothing to say."""
    words = language(code)
    parts = [part for part in (_when(session, words), *remarks(session, code, note=False)) if part]
    text = ", ".join(parts)
    note = say_note(session.note)
    if not text:
        return note
    text = text[:1].upper() + text[1:]
    return f"{text} ({note})" if note else text


def _when(session: Session, words: Language) -> str:
    """Days, hours and period; hours whose days nobody gave are said to be so."""
    pattern, hours = session.pattern, words.span(session.span) if session.span else ""
    if pattern == Weekly(EVERY_DAY) and session.span == ALL_DAY:
        days, hours = words.ALWAYS, ""
    else:
        days = words.pattern(pattern) if pattern else ""
    text = " ".join(part for part in (days, hours, *period(session, words)) if part)
    known = _names_days(pattern) or not (days or hours)
    return text if known else f"{text}, {words.DAYS_NOT_GIVEN}"


def _names_days(pattern: Pattern | None) -> bool:
    match pattern:
        case None | Weekly(()) | MonthlyDates(()):
            return False
    return True


def period(session: Session, words: Language) -> list[str]:
    """From when, until when and how many times, each if it is said."""
    parts = [words.first(session.first) if session.first else "", words.last(session.last) if session.last else ""]
    return [part for part in (*parts, words.times(session.count) if session.count else "") if part]


def remarks(session: Session, code: str = "en", *, note: bool = True) -> list[str]:
    """What is to be said of a session besides its days, hours and period."""
    words = language(code)
    attending = [words.attending(session.attending)] if session.attending else []
    own = [say_note(session.note)] if note and session.note else []
    return attending + [words.rule(rule) for rule in session.rules] + own


def clock_words(time: str, code: str = "en", *, end: bool = False) -> str:
    """An HSDS time in words: "10:30am", "midday"; 23:59 is midnight at the `end`. Other text stays as it is."""
    minutes = read_time(time)
    return time if minutes is None else language(code).clock(minutes, end=end)


def span_words(opens_at: str, closes_at: str, code: str = "en") -> str:
    """Two HSDS times in words: "10:30am to midday". Either may be empty or no time at all."""
    opens = read_time(opens_at)
    if opens is None:
        return ""
    return language(code).span(Span(opens, read_time(closes_at)))
