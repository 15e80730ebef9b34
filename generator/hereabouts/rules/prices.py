"""Prices in words that nobody can compare, and how they may be meant.

Any words are a cost, and are shown as they are. But only an amount can be filtered and compared, so a slip such as
``£3.5O`` is asked about. Ranges and the like (``£2 to £5``, ``up to £3``) can only be words, and pence are clear
enough as they are (``50p a cup``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hereabouts.finding import Finding, finding
from hereabouts.rules.parts import Parts
from hereabouts.settings import Settings
from hereabouts.shorthand import read_cost

_FREE = frozenset(
    {
        *("free of charge", "no charge", "no cost", "no fee", "no fees", "nothing", "nil", "none", "0", "£0", "£0.00"),
        *("it is free", "it's free", "its free", "completely free", "free entry", "gratis", "free to use"),
    }
)
_FREE_AND = re.compile(r"free\s*(?:[,;:–—-]|\(|\bbut\b|\band\b)\s*(.+?)\)?", re.IGNORECASE)
_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}
_LOOK_ALIKES = str.maketrans("OoIl", "0011")
_AMOUNT_TYPED = re.compile(r"(?<=[£$€])\s?[\dOoIl][\dOoIl.,]*(?![\w.])")
_AMOUNT = r"(\d[\d,]*(?:\.\d{1,2})?)"
_SIGNED = re.compile(r"[£$€]")
_PLAIN = re.compile(rf"[£$€]\s?{_AMOUNT}(?![\d.])")
_RANGE = re.compile(r"\d\s*(?:to|or|and|-|–|—)\s*[£$€]?\d|\bor\b|\bper cent\b|%", re.IGNORECASE)
_REWRITES = tuple(
    (re.compile(pattern, re.IGNORECASE), to)
    for pattern, to in (
        (r"[£$€]\s?(\d+)[,:](\d\d)(?!\d)(.*)", r"{sign}\1.\2\3"),
        (rf"[£$€]\s?{_AMOUNT}p\b(.*)", r"{sign}\1\2"),
        (rf"{_AMOUNT}\s?[£$€](.*)", r"{sign}\1\2"),
        (rf"(?:GBP|gbp)\s?{_AMOUNT}(.*)", r"£\1\2"),
        (rf"{_AMOUNT}\s?(?:pounds?|quid|GBP)\b(.*)", r"£\1\2"),
        (rf"[£$€]\s?{_AMOUNT}\s?/\s?(?:an?\s|per\s)?(.+)", r"{sign}\1 per \2"),
        (rf"{_AMOUNT}()", r"{home}\1"),
    )
)
"""Other ways to write an amount, and how a record has it. `sign` is the sign that was typed, `home` the directory's."""

_SEVERAL = re.compile(r"(?:\s*[,;/+&]\s*|\s+and\s+|\s+)(?=[£$€]\s?\d)")


def check(parts: Parts, settings: Settings) -> Iterator[Finding]:
    """Ask about every cost in words that is likely meant as an amount."""
    for path, cost in parts.texts("cost_options"):
        if "amount" in read_cost(cost, settings.currency):
            continue
        meant = mend_cost(cost, settings.currency)
        if meant or (_SIGNED.match(cost) and not _PLAIN.match(cost)):
            hint = "hint" if not meant else "near" if len(meant) == 1 else "several"
            lines = " and ".join(f"`- {line}`" for line in meant)
            suggestion = meant[0] if meant else ""
            yield finding("value-price", parts.place(path), hint=hint, cost=cost, suggestion=suggestion, lines=lines)


def mend_cost(written: str, currency: str) -> list[str]:
    """How a cost in words may be meant: one or more short forms, each with an amount (or words beside ``free``)."""
    words = written.strip(" .!\"'“”‘’")
    if words.lower() in _FREE or words.lower() == "free":
        return ["free"]
    if (both := _FREE_AND.fullmatch(words)) and not re.search(r"\d", words):
        return ["free", both[1].strip()]
    words = _AMOUNT_TYPED.sub(lambda found: found[0].translate(_LOOK_ALIKES), words)
    several = _SEVERAL.split(words)
    if len(several) > 1 and not _RANGE.search(words) and all(_is_amount(part, currency) for part in several):
        return several
    if _RANGE.search(words):
        return []
    sign, home = (_SIGNED.search(words) or [""])[0], _SIGNS.get(currency, "")
    rewrites = (form.sub(to.format(sign=sign, home=home), words) for form, to in _REWRITES if form.fullmatch(words))
    return next(([form.strip()] for form in (words, *rewrites) if _is_amount(form.strip(), currency)), [])


def _is_amount(words: str, currency: str) -> bool:
    return "amount" in read_cost(words, currency)
