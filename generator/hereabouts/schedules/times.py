"""Times of day in words, and whether two of them make sense together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NoReturn

from hereabouts.schedules.refusal import refuse
from hereabouts.schedules.session import END_OF_DAY, Span
from hereabouts.schedules.tokens import Kind
from hereabouts.schedules.words import CLOCK_WORDS, TO, UNTIL

if TYPE_CHECKING:
    from hereabouts.schedules.tokens import Cursor, Token

NOON: Final = 12 * 60
_A_DAY: Final = 24 * 60
_WITHOUT_COLON: Final = re.compile(r"([0-9]{1,2})([0-9]{2})(?![0-9])")
_EARLIEST: Final = 6 * 60  # nothing is taken to open before this unless it says so


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as it was written. `half` is am or pm; `bare` is a number alone, `exact` leaves no doubt."""

    minutes: int
    column: int
    typed: str
    half: str = ""
    bare: bool = False
    exact: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether it may mean the evening as well: 1:00 to 8:59, written without a leading nought."""
        return not (self.half or self.exact or self.bare) and 60 <= self.minutes < 9 * 60

    def at(self, half: str) -> int:
        """Minutes after midnight if it were am or pm."""
        return self.minutes % NOON + (NOON if half == "pm" else 0)


def starts_time(token: Token, following: Token) -> bool:
    """Tell whether a time begins here; a bare number does unless weeks, hours or the like follow."""
    if token.kind is Kind.NUMBER:
        return following.kind is not Kind.WORD or following.text in TO | UNTIL | CLOCK_WORDS.keys()
    return token.kind is Kind.TIME or (token.kind is Kind.WORD and token.text in CLOCK_WORDS)


def take_clock(cursor: Cursor) -> Clock | None:
    """The time of day that comes next, or None. Refuses one that no clock shows."""
    token = cursor.peek()
    if not starts_time(token, cursor.peek(1)):
        return None
    cursor.at += 1
    typed = cursor.line[token.start : token.end]
    if token.kind is Kind.WORD:
        return Clock(CLOCK_WORDS[token.text], token.start, typed, exact=True)
    if token.kind is Kind.NUMBER:
        return _take_number(cursor, token)
    clock = _read_digits(token, typed)
    named = cursor.peek()
    if clock.minutes == NOON and not clock.half and named.text in CLOCK_WORDS:
        cursor.at += 1
        return Clock(CLOCK_WORDS[named.text], token.start, f"{typed} {named.text}", exact=True)
    return clock


def _take_number(cursor: Cursor, token: Token) -> Clock:
    named = cursor.peek()
    if token.text == "12" and named.kind is Kind.WORD and named.text in CLOCK_WORDS:
        cursor.at += 1
        return Clock(CLOCK_WORDS[named.text], token.start, f"12 {named.text}", exact=True)
    number = int(token.text)
    if len(token.text) in {3, 4} and number // 100 <= 24 and number % 100 < 60:
        typed = cursor.line[token.start : token.end]
        following = cursor.peek(1) if cursor.peek().kind is Kind.DASH or cursor.peek().text in TO | UNTIL else token
        if following is not token and following.kind is Kind.NUMBER and len(following.text) in {3, 4}:
            typed = cursor.line[token.start : following.end]
        colons = _WITHOUT_COLON.sub(r"\1:\2", typed)
        refuse("schedule-time-without-colon", token.start, typed=typed, suggestion=colons)
    if number > 24:
        refuse("schedule-no-such-time", token.start, typed=token.text)
    return Clock(number * 60, token.start, token.text, bare=True)


def _read_digits(token: Token, typed: str) -> Clock:
    digits = "".join(":" if c in ".:" else c for c in token.text if c in "0123456789.:").strip(":").split(":")
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    half = next((half for half in ("am", "pm") if half[0] in token.text), "")
    if half == "pm" and 12 < hour < 24 and minute < 60:
        plain, spoken = f"{hour}:{minute:02}", _plain(hour * 60 + minute)
        refuse("schedule-no-such-time", token.start, hint="near", typed=typed, plain=plain, spoken=spoken)
    if minute > 59 or hour > 24 or (hour == 24 and minute) or (half and not 1 <= hour <= 12):
        refuse("schedule-no-such-time", token.start, typed=typed)
    clock = Clock(hour * 60 + minute, token.start, typed, half, exact=token.text.startswith("0") or hour > 12)
    return replace(clock, minutes=clock.at(half)) if half else clock


def take_spans(cursor: Cursor) -> list[Span]:
    """One or more spans of time, as in "9am to 12:30pm and 1:30pm to 5pm"; empty when none comes next."""
    spans: list[Span] = []
    while True:
        begin = cursor.at
        cursor.separators()
        span = take_span(cursor)
        if span is None:
            cursor.at = begin
            return spans
        spans.append(span)


def take_span(cursor: Cursor) -> Span | None:
    """A time, or from one to another; None when neither comes next."""
    before = cursor.at
    between = cursor.word("between")
    if not between:
        cursor.word("from")
    begin = cursor.at
    opens = take_clock(cursor)
    if opens is None:
        cursor.at = before
        return None
    closes = None
    end = cursor.at
    if cursor.to() or cursor.one_of(UNTIL) or (between and cursor.separators()):
        closes = take_clock(cursor)
        if closes is None:
            cursor.at = end
    typed = cursor.typed(begin)
    return _settle(opens, closes, typed, next_day=closes is not None and _take_next_day(cursor))


def _take_next_day(cursor: Cursor) -> bool:
    begin = cursor.at
    if cursor.word("next", "following") and cursor.word("day", "morning"):
        return True
    cursor.at = begin
    return False


def _settle(opens: Clock, closes: Clock | None, typed: str, *, next_day: bool) -> Span:
    if opens.minutes >= _A_DAY:
        refuse("schedule-no-such-time", opens.column, typed=opens.typed)
    if closes is None:
        return _settle_alone(opens, typed)
    if closes.bare or (opens.bare and (not closes.half or opens.minutes > NOON)):
        _refuse_bare(opens, closes, typed, next_day=next_day)
    if opens.bare:
        opens = _lend_to_number(opens, closes, typed, next_day=next_day)
    elif closes.half and not (opens.half or opens.exact):
        opens = _lend_to_time(opens, closes)
    elif opens.doubtful and not _is_morning(opens, closes):
        _refuse_doubtful(opens)
    end = END_OF_DAY if closes.minutes % _A_DAY == 0 else closes.minutes
    _check_order(opens, replace(closes, minutes=end), typed, next_day=next_day)
    return Span(opens.minutes, end)


def _settle_alone(opens: Clock, typed: str) -> Span:
    if opens.bare:
        half = "am" if opens.at("am") >= 9 * 60 and opens.minutes <= NOON else "pm"
        suggestion = f"{opens.minutes // 60 % 12 or 12}{half}"
        refuse("schedule-morning-or-afternoon", opens.column, typed=typed, suggestion=suggestion)
    if opens.doubtful:
        _refuse_doubtful(opens)
    return Span(opens.minutes)


def _is_morning(opens: Clock, closes: Clock) -> bool:
    """Whether a doubtful opening must be in the morning, for all that is said of closing."""
    return opens.minutes >= _EARLIEST and (closes.minutes >= NOON or (closes.exact and closes.minutes > 0))


def _lend_to_number(opens: Clock, closes: Clock, typed: str, *, next_day: bool) -> Clock:
    """Read the 2 of "2-4pm" as 2pm, and the 10 of "10-2pm" as 10am: nothing else makes a session."""
    lent, other = opens.at(closes.half), opens.at("am")
    fits = lent < closes.minutes
    if next_day or (closes.half == "am" and not fits):
        _refuse_bare(opens, closes, typed, next_day=True)
    if not fits and _EARLIEST <= other < closes.minutes:
        return replace(opens, minutes=other, half="am")
    return replace(opens, minutes=lent, half=closes.half)


def _lend_to_time(opens: Clock, closes: Clock) -> Clock:
    """Read the 2:30 of "2:30-4pm" as 2:30pm; 9:30 to 11:30pm could be either."""
    lent = opens.at(closes.half)
    fits = lent < closes.minutes
    if opens.doubtful or opens.minutes >= NOON:
        if not fits and opens.doubtful and opens.minutes < _EARLIEST:
            _refuse_doubtful(opens)
        return replace(opens, minutes=lent) if fits else opens
    return _refuse_doubtful(opens) if fits and lent >= NOON else opens


def _refuse_doubtful(opens: Clock) -> NoReturn:
    hour, minute = divmod(opens.minutes % NOON, 60)
    spoken = f"{hour or 12}:{minute:02}"
    refuse(
        "schedule-time-two-ways",
        opens.column,
        typed=opens.typed,
        evening=f"{spoken}pm",
        written=f"{hour + 12}:{minute:02}",
        morning=f"{spoken}am",
    )


def _refuse_bare(opens: Clock, closes: Clock, typed: str, *, next_day: bool) -> NoReturn:
    """Refuse numbers alone, with the likeliest reading: the day's work, not the night's."""
    begin = opens.minutes
    if opens.bare or opens.doubtful:
        evening = next_day or not opens.minutes % NOON >= 7 * 60
        begin = opens.at("pm" if evening else "am")
    end = closes.minutes
    if closes.bare:
        end = min((closes.at("am"), closes.at("pm")), key=lambda minutes: (minutes <= begin) is not next_day)
    ending = " next day" if next_day else ""
    refuse(
        "schedule-morning-or-afternoon",
        (opens if opens.bare else closes).column,
        typed=typed,
        suggestion=f"{_plain(begin)} to {_plain(end)}{ending}",
    )


def _plain(minutes: int) -> str:
    """A time with am or pm even at noon, as people who leave them off would write it."""
    hour, minute = divmod(minutes % _A_DAY, 60)
    shown = f":{minute:02}" if minute else ""
    return f"{(hour - 1) % 12 + 1}{shown}{'am' if hour < 12 else 'pm'}"


def _check_order(opens: Clock, closes: Clock, typed: str, *, next_day: bool) -> None:
    begin, end = opens.minutes, closes.minutes
    if end == END_OF_DAY and begin < end:
        return
    if next_day and end <= begin:
        return
    if next_day:
        refuse("schedule-more-than-a-day", opens.column, typed=typed)
    if begin < end:
        return
    values = {"opens": hours(begin), "closes": hours(end), "typed": typed}
    values |= {"swapped": f"{_as_written(closes, opens)} to {_as_written(opens, closes)}"}
    if not closes.half and not closes.exact and begin < end + NOON < _A_DAY:
        values |= {"suggestion": f"{closes.typed}pm" if opens.half else hours(end + NOON)}
        refuse("schedule-closes-before-opens", closes.column, hint="afternoon", **values)
    if begin == end:
        refuse("schedule-closes-before-opens", closes.column, hint="same", **values)
    if end <= _EARLIEST or (begin >= 17 * 60 and end <= NOON):
        refuse("schedule-closes-before-opens", closes.column, hint="next-day", **values)
    refuse("schedule-closes-before-opens", closes.column, **values)


def _as_written(clock: Clock, other: Clock) -> str:
    """A time the way it was typed; with am or pm where only the other time of the two has it."""
    if clock.typed[-1:].isalpha() or clock.typed.endswith("."):
        return clock.typed
    return _plain(clock.minutes) if other.half else hours(clock.minutes)


def hours(minutes: int) -> str:
    """A time on the 24-hour clock, HH:MM."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
