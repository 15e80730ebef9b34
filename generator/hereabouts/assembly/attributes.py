"""Attributes: the one mechanism by which any HSDS object carries a term of any list.

A dated term that has expired is left out, so that an old promise is never passed on as a present one; a dated one
that still counts says its dates in `label`, the only field HSDS has for it.
"""

from __future__ import annotations

import re
from datetime import date

from hereabouts.assembly.builtin import NAME as BUILTIN
from hereabouts.assembly.context import Context
from hereabouts.directory import TermUse, Uses
from hereabouts.model.ids import Siblings
from hereabouts.model.objects import Attribute, TaxonomyTerm
from hereabouts.settings import items, table, text
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
    return (found["updated"] or "", found["expires"] or "") if found else None


def read_uses(data: Data | None, context: Context) -> Uses:
    """The terms a record's `attributes:` names, list by list; a name that leads nowhere is left out."""
    uses: Uses = {}
    for taxonomy, entries in table(data).items():
        for entry in items(entries):
            fields = {"term": entry} if isinstance(entry, str) else table(entry)
            term = context.term(taxonomy, text(fields.get("term")))
            if term is None:
                continue
            rest = {name: text(fields.get(name)).strip() for name in ("value", "label", "updated", "expires")}
            uses.setdefault(taxonomy, []).append(TermUse(term=term, **rest))
    return uses


def is_expired(use: TermUse, today: date) -> bool:
    """Whether the day a term says it counts until has passed."""
    return bool(use.expires) and date.fromisoformat(use.expires[:10]) < today


def build_attributes(uses: Uses, siblings: Siblings, context: Context) -> list[Attribute]:
    """HSDS attributes for the terms that still count today, in the record's order."""
    return [
        Attribute(
            id=siblings.id_for("attribute", use.term.hsds.id),
            taxonomy_term_id=use.term.hsds.id,
            link_type=use.term.taxonomy.link_type,
            value=use.value,
            taxonomy_term=brief(use.term.hsds),
            label=use.label or say_dates(use.updated, use.expires),
        )
        for entries in uses.values()
        for use in entries
        if not is_expired(use, context.today)
    ]


def build_builtin(facts: dict[str, str], siblings: Siblings, context: Context) -> list[Attribute]:
    """Attributes of the built-in list: term key -> value, empty values left out."""
    uses: Uses = {BUILTIN: []}
    for key, value in facts.items():
        term = context.term(BUILTIN, key)
        if value and term is not None:
            uses[BUILTIN].append(TermUse(term=term, value=value))
    return build_attributes(uses, siblings, context)


def brief(term: TaxonomyTerm) -> TaxonomyTerm:
    """A term as it is nested in an attribute: all but the details of its taxonomy, which the id leads to."""
    return TaxonomyTerm(
        id=term.id,
        code=term.code,
        name=term.name,
        description=term.description,
        parent_id=term.parent_id,
        taxonomy=term.taxonomy,
        language=term.language,
        taxonomy_id=term.taxonomy_id,
        term_uri=term.term_uri,
    )
