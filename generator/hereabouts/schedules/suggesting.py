"""How a line that was refused may be put right, tried out before it is told: the same words in another order.

Only lines that are then taken are told, and nothing that says when goes into a remark, where nobody could search it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from hereabouts.schedules.refusal import Refusal
from hereabouts.schedules.words import ATTENDING, CLOCK_WORDS, CONDITIONS, DAYS, MONTHS, NTHS, SETS_OF_DAYS, UNTIL

Takes = Callable[[str], bool]
"""Tells whether a line would be taken."""

_IN_BRACKETS: Final = re.compile(r"\s*\(([^()]*)\)\s*")
_QUOTED: Final = re.compile(r"[\"'“”‘’«»]+(.*?)[\"'“”‘’«»]+\.?", re.DOTALL)
_HARD_TO_QUOTE: Final = re.compile(r": |[\"#<>{}\[\]&*!|%@`\r\n]")
_NOTHING: Final = frozenset({"none", "n/a", "na", "tbc", "tba", "unknown", "not known", "no times", "?"})
_WORD: Final = re.compile(r"[^\W\d_]+")
_EXCEPT: Final = re.compile(r"(?:except|excluding|not|apart from)\b", re.IGNORECASE)
_NEEDLESS: Final = re.compile(r"(?:(?:only|(?:every|each) week|weekly|hrs?|hours?)\b|[^\w\s()])\W*", re.IGNORECASE)
_SIGNS: Final = re.compile(r"[^\w\s:.,'’/()–-]")
_JOINING: Final = re.compile(r"(?:\s+(?:at|on|to|and|the|from))+$|[\s,;:–-]+$", re.IGNORECASE)
_TELLING: Final = (
    frozenset(DAYS)
    | frozenset(SETS_OF_DAYS)
    | frozenset(MONTHS)
    | frozenset(NTHS)
    | frozenset(CLOCK_WORDS)
    | frozenset(word for phrase in (*ATTENDING, *CONDITIONS) for word in phrase)
    | {"closed", "shut", "except", "not", "excluding", "every", "each", "alternate", "open", "week", "weeks", "month"}
) - {"in", "by", "only", "needed", "required"}
"""Words that say when, or how somebody attends: in a remark they would count for nothing."""


def suggest(line: str, refusal: Refusal, takes: Takes) -> Refusal:
    """The refusal with a line that would be taken, where one is near."""
    if refusal.code not in {"schedule-unknown", "schedule-bracket"}:
        return refusal
    for hint, suggestion in _ways(line, refusal):
        if hint in {"whole", "nothing"} or takes(suggestion):
            return replace(refusal, hint=hint, values={**refusal.values, "suggestion": suggestion})
    return refusal


def _ways(line: str, refusal: Refusal) -> Iterator[tuple[str, str]]:
    """Lines that may be meant, the likeliest first, each with the hint it is for."""
    if quoted := _QUOTED.fullmatch(line.strip()):
        yield "near", quoted[1].strip()
    if refusal.code == "schedule-bracket":
        yield from _with_brackets_behind(line)
        return
    if line.strip(" .").lower() in _NOTHING:
        yield "nothing", ""
    typed = refusal.values["typed"]
    before, after = line[: refusal.column].rstrip(" ,;:"), line[refusal.column + len(typed) :].strip(" ,;.")
    yield from _with_words_changed(before, typed, after)
    rest = line[refusal.column :].strip(" ,;.")
    for front, remark in ((_JOINING.sub("", before), rest), (after, typed)):
        if front and "(" not in line and _is_remark(remark):
            yield "remark", f"{front} ({remark})"
    if not before and not _HARD_TO_QUOTE.search(line):
        yield "whole", line.strip()


def _with_words_changed(before: str, typed: str, after: str) -> Iterator[tuple[str, str]]:
    """The words that were not understood left out, without their signs, in another place, or with more to them."""
    if _NEEDLESS.fullmatch(typed):
        yield "near", _joined(before, after)
    if (plain := _SIGNS.sub("", typed)) != typed:
        yield "near", _joined(before, plain, after)
    if _EXCEPT.match(typed):
        words = before.split(" ")
        for at in range(len(words) - 1, 0, -1):
            yield "near", _joined(*words[:at], typed, *words[at:], after)
    if typed.split(" ", maxsplit=1)[0].lower() in UNTIL and any(map(str.isdigit, typed)):
        yield "start", f"{before} 10am {typed}"


def _with_brackets_behind(line: str) -> Iterator[tuple[str, str]]:
    """A remark in the middle of the line, or one whose bracket was forgotten."""
    if inside := _IN_BRACKETS.search(line):
        front, remark, behind = line[: inside.start()], inside[1].strip(), line[inside.end() :]
        if not _is_remark(remark):
            yield "near", _joined(front, remark, behind)
        yield "near", _joined(front, behind, f"({remark})")
    if line.count("(") == 1 and ")" not in line:
        yield from (("near", without) for without in without_brackets(f"{line})"))
        yield "near", f"{line.rstrip(' .')})"


def without_brackets(line: str) -> Iterator[str]:
    """The line with what its remark says of when outside of brackets, where it counts; none for a plain remark."""
    inside = _IN_BRACKETS.search(line)
    if inside and not line[inside.end() :].strip(" .") and not _is_remark(inside[1]):
        yield f"{line[: inside.start()].rstrip(' ,')}, {inside[1].strip()}"


def _joined(*parts: str) -> str:
    return " ".join(filter(None, map(str.strip, parts)))


def _is_remark(words: str) -> bool:
    """Whether these words say nothing of when, so that they may stand in brackets."""
    said = {word.lower() for word in _WORD.findall(words)}
    return bool(said) and not any(map(str.isdigit, words)) and not said & _TELLING
