"""Dates, money, ages and lists as people say them, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_currency
from markupsafe import Markup, escape

from hereabouts.interface import locale_of, translator
from hereabouts.outputs.pages.markup import fill, joined


@lru_cache(maxsize=4096)
def say_date(written: str, language: str) -> str:
    """``2026-11-02`` (or a moment on that day) as ``2 November 2026``; anything else as it was written."""
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:
        return written
    return str(format_date(day, "d MMMM y", locale=locale_of(language)))


@lru_cache(maxsize=512)
def say_weekday(day: date, language: str) -> str:
    """A day of the coming week: ``Tuesday 24 November``."""
    return str(format_date(day, "EEEE d MMMM", locale=locale_of(language)))


@lru_cache(maxsize=4096)
def say_money(amount: float, currency: str, language: str) -> str:
    """``£2.50``, and ``£2`` for whole pounds; an amount of nobody knows what stands alone."""
    if not currency:
        return f"{amount:.2f}".removesuffix(".00")
    return str(format_currency(amount, currency, locale=locale_of(language))).removesuffix(".00")


def say_number(value: float) -> str:
    """A count without a needless ``.0``."""
    return f"{value:g}" if isinstance(value, float) else str(value)


@lru_cache(maxsize=1024)
def say_ages(minimum: float | None, maximum: float | None, language: str) -> str:
    """``18 or over``, ``up to 25``, ``11 to 25``; empty when neither is given."""
    _ = translator(language).gettext
    low = "" if minimum is None else say_number(minimum)
    high = "" if maximum is None else say_number(maximum)
    if low and high:
        return _("Aged {low} to {high}").format(low=low, high=high)
    if low:
        return _("Aged {age} or over").format(age=low)
    return _("Aged up to {age}").format(age=high) if high else ""


def say_all(words: Sequence[str], language: str) -> Markup:
    """``tea, soup and company``, each word escaped unless it is HTML already."""
    if len(words) < 2:
        return escape(words[0]) if words else Markup()
    return fill(translator(language).gettext("{first} and {last}"), first=joined(", ", words[:-1]), last=words[-1])
