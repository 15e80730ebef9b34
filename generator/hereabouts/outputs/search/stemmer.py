"""The stemmer of lunr.js 2.3, step for step, so that words become the same terms here and in the browser.

It is Porter's (An algorithm for suffix stripping, Program 14(3), 1980) with lunr.js's own departures, among them: a
word that begins with y keeps it as a consonant, and a final y turns to i after any letter that is not a, e, i, o or u.
lunr.py stems otherwise, and an index made with it would not be found by lunr.js.
"""

from __future__ import annotations

import re

_C = "[^aeiou][^aeiouy]*"
_V = "[aeiouy][aeiou]*"
_MORE_THAN_0 = re.compile(f"^({_C})?{_V}{_C}")
_EXACTLY_1 = re.compile(f"^({_C})?{_V}{_C}({_V})?$")
_MORE_THAN_1 = re.compile(f"^({_C})?{_V}{_C}{_V}{_C}")
_HAS_VOWEL = re.compile(f"^({_C})?[aeiouy]")
_SHORT = re.compile(f"^{_C}[aeiouy][^aeiouwxy]$")

_ES = re.compile("^(.+?)(ss|i)es$")
_S = re.compile("^(.+?)([^s])s$")
_EED = re.compile("^(.+?)eed$")
_ED = re.compile("^(.+?)(ed|ing)$")
_WANTS_E = re.compile("(at|bl|iz)$")
_DOUBLE = re.compile(r"([^aeiouylsz])\1$")
_Y = re.compile("^(.+?[^aeiou])y$")

_LONG = {
    "ational": "ate",
    "tional": "tion",
    "enci": "ence",
    "anci": "ance",
    "izer": "ize",
    "bli": "ble",
    "alli": "al",
    "entli": "ent",
    "eli": "e",
    "ousli": "ous",
    "ization": "ize",
    "ation": "ate",
    "ator": "ate",
    "alism": "al",
    "iveness": "ive",
    "fulness": "ful",
    "ousness": "ous",
    "aliti": "al",
    "iviti": "ive",
    "biliti": "ble",
    "logi": "log",
}
_MIDDLE = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
_STEP_2 = re.compile(f"^(.+?)({'|'.join(_LONG)})$")
_STEP_3 = re.compile(f"^(.+?)({'|'.join(_MIDDLE)})$")
_STEP_4 = re.compile("^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$")
_ION = re.compile("^(.+?)(s|t)(ion)$")


def stem(word: str) -> str:
    """The stem of a word of the letters a to z and digits, as `lunr.stemmer` gives it."""
    if len(word) < 3:
        return word
    begins_with_y = word[0] == "y"
    if begins_with_y:
        word = "Y" + word[1:]
    word = _end_plural(word)
    word = _end_past(word)
    if found := _Y.match(word):
        word = found[1] + "i"
    word = _replace(word, _STEP_2, _LONG)
    word = _replace(word, _STEP_3, _MIDDLE)
    word = _end_suffix(word)
    word = _end_e(word)
    return "y" + word[1:] if begins_with_y else word


def _end_plural(word: str) -> str:
    found = _ES.match(word) or _S.match(word)
    return found[1] + found[2] if found else word


def _end_past(word: str) -> str:
    if found := _EED.match(word):
        return word[:-1] if _MORE_THAN_0.match(found[1]) else word
    found = _ED.match(word)
    if not found or not _HAS_VOWEL.match(found[1]):
        return word
    word = found[1]
    if _WANTS_E.search(word):
        return word + "e"
    if _DOUBLE.search(word):
        return word[:-1]
    return word + "e" if _SHORT.match(word) else word


def _replace(word: str, step: re.Pattern[str], endings: dict[str, str]) -> str:
    found = step.match(word)
    return found[1] + endings[found[2]] if found and _MORE_THAN_0.match(found[1]) else word


def _end_suffix(word: str) -> str:
    if found := _STEP_4.match(word):
        return found[1] if _MORE_THAN_1.match(found[1]) else word
    found = _ION.match(word)
    return found[1] + found[2] if found and _MORE_THAN_1.match(found[1] + found[2]) else word


def _end_e(word: str) -> str:
    if word.endswith("e") and len(word) > 1:
        rest = word[:-1]
        if _MORE_THAN_1.match(rest) or (_EXACTLY_1.match(rest) and not _SHORT.match(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _MORE_THAN_1.match(word) else word
