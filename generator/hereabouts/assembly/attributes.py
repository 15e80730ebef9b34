"""Attributes: the one mechanism by which any HSDS object carries a term of any list.

A dated term that has expired is left out, so that an old promise is never passed on as a present one; a dated one
that still counts says its dates in `label`, the only field HSDS has for it. Whether a term ages at all is said by its
list (`expires_after`): a waiting time does, an insurance does not.
"""

from __future__ import annotations

import re
from datetime import date

from hereabouts.assembly.builtin import NAME as BUILTIN
from hereabouts.assembly.changes import read_changes
from hereabouts.assembly.context import Context
from hereabouts.directory import TermUse, Uses
from hereabouts.model.ids import Siblings
from hereabouts.model.objects import Attribute
from hereabouts.settings import expiry, items, table, text
from hereabouts.source.document import Data

_DATES = re.compile(r"^(?:As of (?P<updated>\d{4}-\d\d-\d\d))?(?:(?:, u|U)ntil (?P<expires>\d{4}-\d\d-\d\d))?$")


def say_dates(updated: str, expires: str) -> str:
    """The two dates of a term as the label the feed carries: ``As of 2026-11-16, until 2026-12-14``."""
    if updated and expires:
        return f"As of {updated[:10]}, until {expires[:10]}"
    if updated:
        return f"As of {updated[:10]}"
    return f"Until {expires[:10]}" if expires else ""


def read_dates(label: str) -> tuple[str, str] | None:
    """The dates that `say_dates` said (each may be empty), or None for any other label."""
    found = _DATES.match(label) if label else None
    dates = (found["updated"] or "", found["expires"] or "") if found else None
    return dates if dates and all(map(_is_day, filter(None, dates))) else None


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def read_uses(data: Data | None, context: Context) -> Uses:
    """The terms a record's `attributes:` names, list by list; a name that leads nowhere is left out."""
    uses: Uses = {}
    for taxonomy, entries in table(data).items():
        for entry in items(entries):
            use = _read_use(taxonomy, entry, context)
            if use is not None:
                uses.setdefault(taxonomy, []).append(use)
    return uses


def _read_use(taxonomy: str, entry: Data, context: Context) -> TermUse | None:
    if isinstance(entry, str):
        term = context.term(taxonomy, entry.strip())
        return TermUse(term) if term else None
    fields = table(entry)
    term = context.term(taxonomy, text(fields.get("term")).strip())
    if term is None:
        return None
    use = TermUse(
        term,
        value=text(fields.get("value")).strip(),
        label=text(fields.get("label")).strip(),
        updated=text(fields.get("updated")).strip(),
        expires=text(fields.get("expires")).strip(),
        pinned=text(fields.get("id")).strip(),
        changes=items(table(fields.get("hsds")).get("metadata")),
    )
    if use.updated and not use.expires and term.expires_after:
        use.expires = expiry(use.updated, "", term.expires_after).isoformat()
        use.assumed = True
    return use


def is_expired(use: TermUse, today: date) -> bool:
    """Whether the day a term says it counts until has passed."""
    return bool(use.expires) and date.fromisoformat(use.expires[:10]) < today


def build_attributes(uses: Uses, siblings: Siblings, context: Context) -> list[Attribute]:
    """HSDS attributes for the terms that still count today, in the record's order."""
    built = []
    for use in (use for entries in uses.values() for use in entries):
        own_id = siblings.id_for("attribute", use.term.hsds.id, use.pinned)
        if not is_expired(use, context.today):
            built.append(_build(own_id, use, context))
            if _says_otherwise(use):
                context.keep_dates(own_id, updated=use.updated, expires="" if use.assumed else use.expires)
    return built


def _says_otherwise(use: TermUse) -> bool:
    """Whether the label that is published says other dates than the record."""
    if use.updated or use.expires:
        return use.assumed or bool(use.label) or max(len(use.updated), len(use.expires)) > len("2026-01-01")
    return read_dates(use.label) is not None


def _build(own_id: str, use: TermUse, context: Context) -> Attribute:
    return Attribute(
        id=own_id,
        taxonomy_term_id=use.term.hsds.id,
        link_type=use.term.taxonomy.link_type,
        value=use.value,
        taxonomy_term=context.brief(use.term),
        label=use.label or say_dates(use.updated, use.expires),
        metadata=read_changes(use.changes, Siblings(own_id)) if use.changes else [],
    )


def build_builtin(facts: dict[str, str], siblings: Siblings, context: Context) -> list[Attribute]:
    """Attributes of the built-in list: term key -> value, empty values left out."""
    terms = context.taxonomies[BUILTIN].terms
    uses = [TermUse(term=terms[key], value=value) for key, value in facts.items() if value]
    return build_attributes({BUILTIN: uses}, siblings, context)
