"""Terms as a listing uses them: what the term is called, what the group says of it, and how old that is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from hereabouts.directory import TermUse
from hereabouts.outputs.pages.markup import element, fill
from hereabouts.outputs.pages.prose import inline
from hereabouts.outputs.pages.site import Site, name_of

_YES = {"yes", "true", "y"}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class UseView:
    """A term, what is said of it, and the date of that. `hides_after` is the ISO date it counts until."""

    name: Markup
    says: Markup
    dated: Markup
    hides_after: str


def use_views(site: Site, uses: Iterable[TermUse], describe: bool = False) -> list[UseView]:
    """The terms that still count today. With `describe`, one without words of its own gets those of the term."""
    return [_use_view(site, use, describe) for use in uses if not _has_expired(use, site.today)]


def _has_expired(use: TermUse, today: date) -> bool:
    return bool(use.expires) and date.fromisoformat(use.expires[:10]) < today


def _use_view(site: Site, use: TermUse, describe: bool) -> UseView:
    dated = Markup()
    if use.updated:
        dated = fill(site.gettext("(said on {date})"), date=site.date(use.updated))
    return UseView(name_of(site, use.term), _says(site, use, describe), dated, use.expires[:10])


def _says(site: Site, use: TermUse, describe: bool) -> Markup:
    """What the record says of the term, a date in words; else what the term says of itself, if that is asked for."""
    value = "" if use.value.lower() in _YES else use.value
    if _DATE.fullmatch(value):
        return escape(site.date(value))
    if value:
        return element("span", inline(value), site.mark) if site.foreign else inline(value)
    if describe and _adds(use):
        return site.text(use.term.hsds.description, use.term.translations, "description")
    return Markup()


def _adds(use: TermUse) -> bool:
    """Whether a term's description says more than its name."""
    term = use.term.hsds
    return term.description.rstrip(".").casefold() != term.name.casefold()
