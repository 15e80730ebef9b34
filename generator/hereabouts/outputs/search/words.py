"""From text to the terms it is found by. The browser does the same in ``search/words.js``: keep the two alike.

Case, accents and kinds of apostrophe and hyphen do not matter, and neither do apostrophes at all: men's, men’s and
mens are one word, and so are Tŷ and ty. A word of two parts is found by both and by the whole (drop-in: drop, in,
dropin). The words that lunr.js leaves out are left out; the rest are stemmed, unless they hold letters other than a to
z, which the English stemmer knows nothing of, or are among `OTHERWISE`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from hereabouts.outputs.search.stemmer import stem

_LEFT_OUT = """
    a able about across after all almost also am among an and any are as at be because been but by can cannot could
    dear did do does either else ever every for from get got had has have he her hers him his how however i if in into
    is it its just least let like likely may me might most must my neither no nor not of off often on only or other our
    own rather said say says she should since so some than that the their them then there these they this tis to too
    twas us wants was we were what when where which while who whom why will with would yet you your
"""
LEFT_OUT = frozenset(_LEFT_OUT.split())
"""Words that are in every text and tell nothing: lunr.js's own list."""

OTHERWISE = {
    "lonely": "loneli",  # as loneliness; lone parents are somebody else
    "universal": "universal",
    "university": "universiti",
    "universities": "universiti",
    "hospitality": "hospitality",
    "communication": "communicat",
    "communications": "communicat",
    "organization": "organiz",
    "organizations": "organiz",
    "international": "internat",
    "news": "news",
    "generous": "generous",
    "animation": "animat",
}
"""Words whose stem is that of another word that means something else, and what they are found by."""

_APOSTROPHES = "‘’‛′`ʹʻʼ"
_HYPHENS = "‐‑−"
_UNSEEN = "\u00ad\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LETTERS = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ß": "ss", "ı": "i", "ħ": "h"}
SHORTEST = 4
"""A shorter word has so many neighbours that guessing at it is no help."""

_HAS_DIGIT = re.compile("[0-9]")
_KEPT = "abcdefghijklmnopqrstuvwxyz0123456789'-"


class _Folded(dict[int, str]):
    """What each character becomes, worked out when it is first met: a letter or digit stays, others part words."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        stays = character in _KEPT if code < 128 else unicodedata.category(character)[0] in "LMN"
        self[code] = character if stays else " "
        return self[code]


_FOLDED = _Folded(
    {
        **{ord(mark): "'" for mark in _APOSTROPHES},
        **{ord(mark): "-" for mark in _HYPHENS},
        **{ord(mark): "" for mark in _UNSEEN},
        **dict.fromkeys(range(0x300, 0x370), ""),  # accents, which stand after their letters by then
        **{ord(letter): plain for letter, plain in _LETTERS.items()},
        ord("ς"): "σ",
    }
)
_FOLDED_ASCII = "".join(_FOLDED[ord(chr(code).lower())] for code in range(128)).encode().ljust(256)


def fold(text: str) -> str:
    """The text in small letters without accents, with nothing between words but spaces."""
    if text.isascii():
        return text.encode().translate(_FOLDED_ASCII).decode()
    return unicodedata.normalize("NFKD", text.replace("´", "'")).lower().translate(_FOLDED)


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return [word for run in fold(text).split() for word in _parts(run)]


def _parts(run: str) -> list[str]:
    parts = [word for part in run.split("-") if (word := _plain(part))]
    if len(parts) == 2 and "--" not in run and not _HAS_DIGIT.search(run):
        parts.append("".join(parts))
    return parts


def _plain(part: str) -> str:
    """A word without its apostrophes, and without an s that only says whose something is."""
    if "'" not in part:
        return part
    return part.strip("'").removesuffix("'s").replace("'", "")


def spellings(runs: Iterable[str]) -> list[str]:
    """The words of runs of letters and hyphens that are worth spelling right, in order: no short ones, no numbers."""
    found = {word for run in runs for word in _parts(run)}
    return sorted(word for word in found if len(word) >= SHORTEST and word not in LEFT_OUT and word.isalpha())


def term_of(word: str) -> str:
    """The term that a folded word is found by; empty for one that is left out."""
    if word in LEFT_OUT:
        return ""
    return OTHERWISE.get(word) or (stem(word) if word.isascii() else word)


@lru_cache(maxsize=4096)
def terms(text: str) -> tuple[str, ...]:
    """The terms of a text in order, as often as they come. Empty when every word is one that is left out."""
    return tuple([term for run in fold(text).split() for term in _TERMS[run]])


class _Terms(dict[str, tuple[str, ...]]):
    """The terms of each run of letters and hyphens, worked out when it is first met: directories repeat themselves."""

    def __missing__(self, run: str) -> tuple[str, ...]:
        found = tuple(term for word in _parts(run) if (term := term_of(word)))
        if len(self) < _MOST_KEPT:
            self[run] = found
        return found


_MOST_KEPT = 200_000
_TERMS = _Terms()
