"""What to say of words that cannot be taken: the likeliest slip first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from hereabouts.schedules import english
from hereabouts.schedules.near import example_date, near_word
from hereabouts.schedules.refusal import refuse
from hereabouts.schedules.session import Weekly
from hereabouts.schedules.tokens import Kind
from hereabouts.schedules.words import DAY_NAMES, DAYS, PARTS_OF_DAY, TIMES_OF_YEAR

if TYPE_CHECKING:
    from hereabouts.schedules.line import Line
    from hereabouts.schedules.tokens import Cursor, Token

_TWO_WORDS: Final = {("half", "term"), ("new", "year")}
_DAYS_OF_A_FEAST: Final = frozenset({"eve", "day", "sunday", "monday"})
_MOST_WORDS: Final = 8


def refuse_puzzle(cursor: Cursor, line: Line) -> NoReturn:
    """Refuse the words from here to the next comma, as helpfully as can be."""
    while cursor.peek().kind is Kind.DASH and cursor.peek(1).kind is not Kind.END:
        cursor.at += 1
    words = _phrase(cursor)
    for place, token in enumerate(words):
        _refuse_known_slip(cursor, line, place, token)
    first, last = words[0], words[-1]
    refuse("schedule-unknown", first.start, typed=cursor.line[first.start : last.end])


def _phrase(cursor: Cursor) -> list[Token]:
    """The tokens up to the next comma or the end, at least one."""
    end = cursor.at + 1
    while cursor.tokens[end].kind is not Kind.END and cursor.tokens[end].text not in {",", ";"}:
        end += 1
    return cursor.tokens[cursor.at : end]


def _refuse_known_slip(cursor: Cursor, line: Line, place: int, token: Token) -> None:
    if token.kind is not Kind.WORD or place > _MOST_WORDS:
        return
    pair = (token.text, cursor.peek(place + 1).text)
    typed = cursor.line[token.start : token.end]
    if token.text in PARTS_OF_DAY:
        refuse("schedule-vague-time", token.start, typed=typed, example=PARTS_OF_DAY[token.text])
    if token.text in TIMES_OF_YEAR or pair in _TWO_WORDS:
        one_day = pair[1] in _DAYS_OF_A_FEAST
        end = cursor.peek(place + 1).end if one_day or pair in _TWO_WORDS else token.end
        hint = "day" if one_day else "hint"
        refuse("schedule-needs-dates", token.start, hint=hint, typed=cursor.line[token.start : end])
    if token.text in {"biweekly", "bimonthly"}:
        _refuse_two_meanings(cursor, line, token)
    suggestion = near_word(token.text)
    if suggestion:
        refuse("schedule-unknown-word", token.start, typed=typed, suggestion=suggestion)


def _refuse_two_meanings(cursor: Cursor, line: Line, token: Token) -> NoReturn:
    """Refuse "biweekly" and "bimonthly", which mean twice a week to some and every two weeks to others."""
    pattern = line.opening.patterns[0] if line.opening else None
    named = [DAYS[cursor.peek(ahead).text] for ahead in (1, 2) if cursor.peek(ahead).text in DAYS]
    said = list(pattern.days) if isinstance(pattern, Weekly) else []
    day = (named + said + [1])[0]
    refuse(
        f"schedule-{token.text}",
        token.start,
        day=DAY_NAMES[day],
        twice=english.weekly_days(sorted({day, (day + 3) % 7})),
        date=example_date(day),
    )


def refuse_two_lines(cursor: Cursor, begin: int) -> NoReturn:
    """Refuse a second set of days, showing the two lines apart."""
    column = cursor.tokens[begin].start
    before = next(
        (token for token in reversed(cursor.tokens[:begin]) if token.kind is not Kind.SEPARATOR),
        cursor.tokens[begin],
    )
    end = next(token for token in reversed(cursor.tokens) if token.kind is not Kind.END).end
    refuse(
        "schedule-two-lines",
        column,
        first=cursor.line[: before.end].strip(" ,;"),
        second=cursor.line[column:end].strip(" ,;."),
    )
