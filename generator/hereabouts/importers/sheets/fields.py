"""What a column may be: fields of HSDS as people say them, ``service.name``, ``location.postcode`` or just ``phone``.

A name is `owner.part.field`, of which what is plain may be left out: ``phone`` is the number of whatever the row is
about, ``location.city`` the town in its address, ``schedule.monday`` the hours of a Monday.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from hereabouts.importers.editions import COLUMNS, OWNERS, TABLES
from hereabouts.importers.entities import ENTITIES, TEXT

ROOTS = ("service", "organization", "location")
"""What a row may be about, the first that it has."""

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a cell goes: to `field` of `part` (a table of HSDS; none for the thing itself) of `root`.

    An empty `root` is whatever the row is about. `choice` is the list of terms that a cell of terms is of.
    """

    root: str
    part: str
    field: str
    choice: str = ""

    @property
    def several(self) -> bool:
        """Whether one cell may hold several of it."""
        if self.field == "place":
            return True
        if self.part in {"address", "contact", "schedule", "regular_schedule"}:
            return False
        return self.field in {*_LEADS.values(), "id"} if self.part else self.field == "id"

    @property
    def name(self) -> str:
        """How a mapping says it."""
        part = {"attribute": "topics", "address": "", "regular_schedule": "schedule"}.get(self.part, self.part)
        last = "" if self.part and self.field == _LEADS.get(self.part) != "address" else self.field
        parts = [self.root, part, self.choice.removeprefix("topics") or last]
        return ".".join(part for part in parts if part)

    @property
    def is_long(self) -> bool:
        """Whether it is text of any length, so that words of several columns can stand in it."""
        return not self.part and self.root in ENTITIES and ENTITIES[self.root].scalars.get(self.field) == TEXT

    @property
    def form(self) -> str:
        """What its values look like: a date, a time, a number, or just text."""
        entity = ENTITIES.get(self.part or self.root)
        return entity.scalars.get(self.field, "") if entity else ""


_LEADS = {
    "phone": "number",
    "address": "address",
    "contact": "name",
    "schedule": "words",
    "regular_schedule": "words",
    "language": "language",
    "accessibility": "description",
    "cost_option": "option",
    "funding": "source",
    "service_area": "name",
    "required_document": "document",
    "url": "url",
    "organization_identifier": "identifier",
    "eligibility": "eligibility",
    "payment_accepted": "payment",
    "attribute": "term",
}
"""Part -> the field that is meant where only the part is named."""

_OLD = {
    "regular_schedule": ("words", "weekday", "opens_at", "closes_at"),
    "eligibility": ("eligibility", "minimum_age", "maximum_age"),
    "payment_accepted": ("payment",),
    "physical_address": tuple(ENTITIES["address"].scalars),
    "postal_address": tuple(ENTITIES["address"].scalars),
}

_PARTS = {
    **{name: table for name, table in TABLES.items() if table in _LEADS or table in _OLD},
    **dict.fromkeys(("telephone", "tel", "mobile"), "phone"),
    **dict.fromkeys(("hours", "times", "opening_hours", "opening_times", "when"), "schedule"),
    **dict.fromkeys(("area", "areas", "covers"), "service_area"),
    **dict.fromkeys(("access", "facilities"), "accessibility"),
    **dict.fromkeys(("cost", "price", "prices"), "cost_option"),
    **dict.fromkeys(("identifier", "identifiers", "charity_number"), "organization_identifier"),
    **dict.fromkeys(("payment", "payments"), "payment_accepted"),
    **dict.fromkeys(("document", "documents"), "required_document"),
}
"""What a part may be called -> its table."""

_OWNER_NAMES = {
    **{name: table for name, table in TABLES.items() if table in ROOTS},
    **dict.fromkeys(("group", "organisation", "organisations", "provider"), "organization"),
    **dict.fromkeys(("place", "venue"), "location"),
}
_OTHERS = {"alternative_name": "alternate_name", "other_name": "alternate_name", "postcode": "postal_code"}
_TERMS = ("topics", "terms", "list")
_ADDRESS = {*ENTITIES["address"].scalars, *ENTITIES["address"].others} - {"type", "attribute", "attributes"}


def find_field(name: str) -> Target | None:
    """The field that somebody means by a name; None for one that there is not."""
    words = [re.sub(r"\W+", "_", word.strip().casefold()).strip("_") for word in name.split(".")]
    root = _OWNER_NAMES.get(words[0], "") if len(words) > 1 else ""
    if root:
        words = words[1:]
    if len(words) == 2 and TABLES.get(words[0]) == "service_at_location":
        return Target(words[1].removesuffix("_id"), "", "id") if words[1] in ("service_id", "location_id") else None
    if words[0] in _TERMS:
        return Target(root, "attribute", "term", "-".join(words[1:]) or words[0]) if len(words) < 3 else None
    if len(words) == 1 and root:
        return _of_root(root, words[0]) or _of_part(root, words[0], "")
    if len(words) == 1:
        return _loose(words[0]) or _of_part("", words[0], "")
    return _of_part(root, *words) if len(words) == 2 else None


def _of_root(root: str, word: str) -> Target | None:
    entity = ENTITIES[root]
    word = _OTHERS.get(word, word)
    other = word.removesuffix("_id").removesuffix("_ids")
    if word != other and other in ROOTS and other != root:
        return Target(other, "", "id")
    if word == "id" or word in entity.scalars or word in entity.links or word in COLUMNS[1].get(root, {}):
        return Target(root, "", word)
    if entity.others.get(word) in entity.scalars:
        return Target(root, "", entity.others[word])
    if root == "location" and word in ("place", "address"):
        return Target(root, "address", word)
    if root == "location" and word in _ADDRESS:
        return Target(root, "address", ENTITIES["address"].others.get(word, word))
    return None


def _of_part(root: str, word: str, inner: str) -> Target | None:
    part = _PARTS.get(word, "")
    if part == "address" and not root:
        root = "location"
    if not part or (root and part != "attribute" and root not in {owner for owner, _ in OWNERS.get(part, ())}):
        return None
    if not inner:
        return Target(root, part, _LEADS.get(part, "address_1"))
    if part == "schedule" and inner in WEEK:
        return Target(root, "regular_schedule", inner)
    if inner.endswith("_id") and inner.removesuffix("_id") in ROOTS:
        return Target(inner.removesuffix("_id"), part, "id")
    if part == "contact" and inner in ("phone", "telephone"):
        return Target(root, part, "phone")
    inner = {"hours_of_operation": "words"}.get(inner, _OTHERS.get(inner, inner))
    entity = ENTITIES.get(part)
    if entity is not None:
        inner = entity.others.get(inner, inner)
    known = (*entity.scalars, "phone") if entity else _OLD.get(part, ())
    return Target(root, part, inner) if inner in known or inner == _LEADS.get(part) else None


def _loose(word: str) -> Target | None:
    """A field that stands alone: what the row is about has it, or only one thing can."""
    found = [made for root in ROOTS if (made := _of_root(root, word)) is not None]
    if word in ("email", "url", "website", "description"):
        return replace(found[0], root="")
    return found[0] if len({made.root for made in found}) == 1 else None


def known_fields() -> list[str]:
    """Every name that can be written, in the form that is shown to people."""
    names = [f"{root}.{field}" for root in ROOTS for field in ("id", *ENTITIES[root].scalars)]
    names += [f"location.{field}" for field in ("place", "address", *ENTITIES["address"].scalars)]
    names += [f"{root}.{part}" for part, owners in OWNERS.items() if part in _LEADS for root, _ in owners]
    names += [f"schedule.{day}" for day in WEEK]
    names += [f"contact.{field}" for field in (*ENTITIES["contact"].scalars, "phone")]
    return [*(name for name in names if find_field(name)), "phone", "schedule", "topics", "email", "website", "ignore"]


def near(word: str, known: list[str]) -> str:
    """The one that was perhaps meant, or nothing."""
    found = process.extractOne(word.casefold(), [one.casefold() for one in known], scorer=fuzz.ratio, score_cutoff=75)
    return known[found[2]] if found else ""
