"""A line cut into words, numbers, times, dates and separators, and a cursor that walks along them."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar

from hereabouts.schedules.words import ABBREVIATIONS, AND, NOISE, TO

if TYPE_CHECKING:
    from collections.abc import Mapping

Meaning = TypeVar("Meaning")
Phrases: TypeAlias = dict[str, list[tuple[tuple[str, ...], Meaning]]]


class Kind(IntEnum):
    """What a token is."""

    END = 0
    WORD = 1
    NUMBER = 2
    ORDINAL = 3
    TIME = 4
    DATE = 5
    NUMERIC_DATE = 6
    ALWAYS = 7
    SEPARATOR = 8
    DASH = 9
    ODD = 10


class Token(NamedTuple):
    """One token: its text in lower case without apostrophes, and where it stands in the line."""

    kind: Kind
    text: str
    start: int
    end: int


FURTHEST_LOOK: Final = 24
_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_TOKEN: Final = re.compile(
    rf"""
      (?P<DATE>         [0-9]{{4}}[{_DASHES}][0-9]{{1,2}}[{_DASHES}][0-9]{{1,2}}(?![0-9]) )
    | (?P<NUMERIC_DATE> [0-9]{{1,4}}(?P<mark>[{_DASHES}/.])[0-9]{{1,2}}(?P=mark)[0-9]{{2,4}}(?![0-9])
                      | (?!24/7(?![0-9]))[0-9]{{1,2}}/[0-9]{{1,2}}(?![0-9]) )
    | (?P<ALWAYS>       24/7 )
    | (?P<TIME>         [0-9]{{1,2}}(?: [:.][0-9]{{2}}(?::[0-9]{{2}})?(?![0-9])(?:\s*[ap]\.?m\b\.?)?
                                      | \s*[ap]\.?m\b\.? ) )
    | (?P<ORDINAL>      [0-9]{{1,6}}(?:st|nd|rd|th)\b )
    | (?P<NUMBER>       [0-9]{{1,6}}(?![0-9]) )
    | (?P<WORD>         (?:drop|walk)-ins?\b | (?:term-time|half-term|bi-weekly|bi-monthly|on-line|mid-day)\b
                      | [^\W\d_]+(?:['\u2019][^\W\d_]+)* )
    | (?P<SEPARATOR>    [,;:./&+|] )
    | (?P<DASH>         [{_DASHES}] )
    | (?P<ODD>          [^\s'\u2018\u2019] )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN_DASHES: Final = str.maketrans(dict.fromkeys(_DASHES, "-"))
_DROPPED: Final = str.maketrans("", "", "'\u2019-")


def tokenize(line: str) -> list[Token]:
    """Cut `line` up, leaving out words that do not matter. Ends with END tokens, as far as anybody looks ahead."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(line):
        kind = Kind[match.lastgroup or "ODD"]
        text = match[0].lower()
        if kind is Kind.WORD:
            text = text.translate(_DROPPED)
            if text in NOISE:
                continue
            if text in AND:
                kind = Kind.SEPARATOR
        elif kind in {Kind.DATE, Kind.NUMERIC_DATE}:
            text = text.translate(_PLAIN_DASHES)
        elif text == "." and tokens and tokens[-1].text in ABBREVIATIONS:
            continue
        tokens.append(Token(kind, text, match.start(), match.end()))
    tokens += [Token(Kind.END, "", len(line), len(line))] * FURTHEST_LOOK
    return tokens


def by_first_word(phrases: Mapping[tuple[str, ...], Meaning]) -> Phrases[Meaning]:
    """Arrange phrases for `Cursor.phrase`: under their first word, longest first."""
    table: Phrases[Meaning] = {}
    for words, meaning in sorted(phrases.items(), key=lambda item: -len(item[0])):
        table.setdefault(words[0], []).append((words, meaning))
    return table


class Cursor:
    """A place among the tokens of one line."""

    __slots__ = ("at", "line", "tokens")

    def __init__(self, line: str) -> None:
        self.line = line
        self.tokens = tokenize(line)
        self.at = 0

    def peek(self, ahead: int = 0) -> Token:
        """The token `ahead` of the next one, less than FURTHEST_LOOK; END beyond the end."""
        return self.tokens[self.at + ahead]

    def take(self) -> Token:
        """The next token, stepping over it."""
        token = self.peek()
        self.at += 1
        return token

    def word(self, *words: str) -> bool:
        """Step over the next token if it is one of these words."""
        token = self.peek()
        found = token.kind is Kind.WORD and token.text in words
        self.at += found
        return found

    def one_of(self, words: frozenset[str]) -> bool:
        """Step over the next token if it is a word of this set."""
        token = self.peek()
        found = token.kind is Kind.WORD and token.text in words
        self.at += found
        return found

    def phrase(self, phrases: Phrases[Meaning]) -> Meaning | None:
        """Step over the longest of these phrases that comes next, and give its meaning."""
        for words, meaning in phrases.get(self.peek().text, ()):
            if all(self.peek(ahead).text == word for ahead, word in enumerate(words)):
                self.at += len(words)
                return meaning
        return None

    def to(self) -> bool:
        """Step over a word or dash that means "up to"."""
        token = self.peek()
        found = token.kind is Kind.DASH or (token.kind is Kind.WORD and token.text in TO)
        self.at += found
        return found

    def separators(self) -> bool:
        """Step over any commas and ands."""
        begin = self.at
        while self.peek().kind is Kind.SEPARATOR:
            self.at += 1
        return self.at > begin

    def typed(self, begin: int, end: int | None = None) -> str:
        """What stands in the line from the token at index `begin` to just before the one at `end`."""
        last = (self.at if end is None else end) - 1
        return self.line[self.tokens[begin].start : self.tokens[last].end] if last >= begin else ""
