"""What HSDS 1, 2 and 3 call their tables and columns, and where each row belongs.

Sources: the table descriptions that HSDS publishes with each version; the columns that only Ohana has (accessibility
and languages in one cell, `virtual`, `short_desc` ...) are those of its published sample.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from hereabouts.importers.older import add_words, loose_term
from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.shapes import as_text
from hereabouts.importers.source import Entry
from hereabouts.importers.weekdays import read_date

Column = Callable[[Entry, str, str, Report], None]
"""Puts the value of a column, which is named too, into its row in HSDS's way."""


def _names(table: str, others: str) -> dict[str, str]:
    return dict.fromkeys([table, *others.split()], table)


TABLES = {
    **_names("organization", "organizations"),
    **_names("program", "programs"),
    **_names("service", "services"),
    **_names("service_at_location", "service_at_locations services_at_location services_at_locations"),
    **_names("location", "locations"),
    **_names("address", "addresses"),
    **_names("physical_address", "physical_addresses"),
    **_names("postal_address", "postal_addresses mail_address mail_addresses"),
    **_names("phone", "phones"),
    **_names("contact", "contacts"),
    **_names("schedule", "schedules"),
    **_names("regular_schedule", "regular_schedules"),
    **_names("holiday_schedule", "holiday_schedules"),
    **_names("funding", "fundings"),
    **_names("eligibility", "eligibilities eligibilitys"),
    **_names("service_area", "service_areas"),
    **_names("required_document", "required_documents"),
    **_names("payment_accepted", "payments_accepted payment_accepteds"),
    **_names("language", "languages"),
    **_names("accessibility", "accessibilities accessibility_for_disabilities"),
    **_names("cost_option", "cost_options"),
    **_names("taxonomy", "taxonomies"),
    **_names("taxonomy_term", "taxonomy_terms"),
    **_names("service_taxonomy", "services_taxonomy service_taxonomies services_taxonomies"),
    **_names("service_attribute", "service_attributes"),
    **_names("other_attribute", "other_attributes"),
    **_names("link_taxonomy", "link_taxonomies"),
    **_names("attribute", "attributes"),
    **_names("organization_identifier", "organization_identifiers"),
    **_names("service_capacity", "service_capacities"),
    **_names("unit", "units"),
    **_names("url", "urls"),
    **_names("review", "reviews"),
    **_names("metadata", ""),
    **_names("meta_table_description", "meta_table_descriptions"),
}
"""What a table or its file may be called -> its one name."""

_EVERYWHERE = ("service_at_location", "service", "location", "organization")

OWNERS: dict[str, tuple[tuple[str, str], ...]] = {
    "program": (("organization", "programs"),),
    "service_at_location": (("service", "service_at_locations"),),
    "contact": tuple((owner, "contacts") for owner in _EVERYWHERE),
    "phone": (("contact", "phones"), *((owner, "phones") for owner in _EVERYWHERE)),
    "language": (("phone", "languages"), ("service", "languages"), ("location", "languages")),
    "address": (("location", "addresses"),),
    "physical_address": (("location", "physical_addresses"), ("organization", "addresses")),
    "postal_address": (("location", "postal_addresses"), ("organization", "locations")),
    "accessibility": (("location", "accessibility"),),
    "schedule": (("service_at_location", "schedules"), ("service", "schedules"), ("location", "schedules")),
    "regular_schedule": tuple((owner, "regular_schedules") for owner in _EVERYWHERE[:3]),
    "holiday_schedule": tuple((owner, "holiday_schedules") for owner in _EVERYWHERE[:3]),
    "service_area": (("service_at_location", "service_areas"), ("service", "service_areas")),
    "funding": (("service", "funding"), ("organization", "funding")),
    "eligibility": (("service", "eligibilitys"),),
    "cost_option": (("service", "cost_options"),),
    "required_document": (("service", "required_documents"),),
    "payment_accepted": (("service", "payments_accepted"),),
    "service_capacity": (("service", "capacities"),),
    "url": (("service", "additional_urls"), ("organization", "additional_websites")),
    "organization_identifier": (("organization", "organization_identifiers"),),
    "service_taxonomy": (("service", "service_taxonomys"),),
    "service_attribute": (("service", "service_attributes"),),
    "review": (("service", "reviews"),),
}
"""Table -> the tables its rows belong to, by their column `<table>_id`, and the field they go to. The first that a row
names is the one it belongs to: a number for a contact at a location is the contact's."""

STAYING = {
    "schedule": ("location_id", "service_at_location_id"),
    "service_at_location": ("location_id",),
}
"""Columns that still say something when a row has gone where it belongs."""


def edition(tables: Iterable[str], version: str) -> int:
    """Which HSDS this is: 1, 2 or 3, as the package says unless its tables say otherwise, else by its tables."""
    there = set(tables)
    if there & _OLD and not there & _NEW:
        return 1
    if re.match(r"[123](\.|$)", version):
        return int(version[0])
    if "taxonomy" in there and not there & _NEW:
        return 1
    return 2 if there & _SECOND else 3


_OLD = {"regular_schedule", "holiday_schedule", "service_taxonomy"}
_SECOND = {"service_attribute", "other_attribute", "physical_address", "postal_address", "eligibility"}
_NEW = {"schedule", "taxonomy_term", "attribute", "unit", "url"}


# Columns.


def _to(name: str) -> Column:
    """A column that HSDS 3 calls something else."""

    def read(row: Entry, column: str, value: str, report: Report) -> None:
        if row.setdefault(name, value) != value:
            report.add(Where(row.label) / column, column, Action.DROPPED, value, f"{name} is given already.")
        else:
            report.count(Where(row.label), column, Action.MAPPED, column, f"The standard has {name} for it now.")

    return read


def _beside(name: str) -> Column:
    """A column whose words HSDS 3 has in a field that may say more."""

    def read(row: Entry, column: str, value: str, report: Report) -> None:
        add_words(row, name, value)
        report.count(Where(row.label), column, Action.MAPPED, column, f"The standard has {name} for it now.")

    return read


def _each(part: str, field: str) -> Column:
    """A column with several things in one cell, which have a table of their own in HSDS 3."""

    def read(row: Entry, column: str, value: str, report: Report) -> None:
        items = [{field: item} for item in split_cell(value)]
        row[part] = [*row.get(part, []), *items]
        report.count(Where(row.label), column, Action.MAPPED, value, f"The standard has {part} for it now.")

    return read


def _keywords(row: Entry, column: str, value: str, report: Report) -> None:
    row["attributes"] = [*row.get("attributes", []), *(loose_term(column, word) for word in split_cell(value))]
    report.count(Where(row.label), column, Action.MAPPED, value, "The standard has attributes for it now.")


def _words(name: str, label: str) -> Column:
    """A column that HSDS 3 has no field for, kept as words in another."""

    def read(row: Entry, column: str, value: str, report: Report) -> None:
        add_words(row, name, f"{label}: {value}" if label else value)
        report.add(Where(row.label) / column, column, Action.KEPT, value, "The standard has no field for it.")

    return read


def _not(why: str) -> Column:
    """A column that is left out."""

    def read(row: Entry, column: str, value: str, report: Report) -> None:
        report.add(Where(row.label) / column, column, Action.DROPPED, value, why)

    return read


def _year(row: Entry, column: str, value: str, report: Report) -> None:
    day = read_date(value)
    row.setdefault("year_incorporated", str(day.year) if day else value)
    report.count(Where(row.label), column, Action.MAPPED, value, "The standard has year_incorporated for it now.")


def _virtual(row: Entry, column: str, value: str, report: Report) -> None:
    row.setdefault("location_type", "virtual" if value.lower() in {"true", "t", "yes", "1"} else "physical")
    report.count(Where(row.label), column, Action.MAPPED, value, "The standard has location_type for it now.")


def _short(row: Entry, column: str, value: str, report: Report) -> None:
    if row.get("description"):
        report.add(Where(row.label) / column, column, Action.DROPPED, value, "The whole description stands beside it.")
    else:
        _to("description")(row, column, value, report)


def _mailbox(row: Entry, column: str, value: str, report: Report) -> None:
    row["contacts"] = [*row.get("contacts", []), {"email": value}]
    report.count(Where(row.label), column, Action.MAPPED, value, "The standard has contacts for it now.")


def _prefix(row: Entry, column: str, value: str, report: Report) -> None:
    number = as_text(row.get("number") or "")
    if number and not number.startswith("+"):
        row["number"] = f"{value if value.startswith('+') else f'+{value}'} {number.lstrip('0')}"
        report.count(Where(row.label), column, Action.MAPPED, value, "It stands before the number.")


def _parent_name(row: Entry, column: str, value: str, report: Report) -> None:
    if not row.get("parent_id"):
        report.add(Where(row.label) / column, column, Action.DROPPED, value, "Only an id leads to a term.")


_FIRST: dict[str, dict[str, Column]] = {
    "organization": {
        "date_incorporated": _year,
        "funding_sources": _each("funding", "source"),
        "accreditations": _words("description", "Accreditations"),
        "licenses": _words("description", "Licences"),
    },
    "service": {
        "accepted_payments": _each("payments_accepted", "payment"),
        "audience": _words("eligibility_description", "For"),
        "eligibility": _beside("eligibility_description"),
        "funding_sources": _each("funding", "source"),
        "keywords": _keywords,
        "languages": _each("languages", "language"),
        "required_documents": _each("required_documents", "document"),
        "service_areas": _each("service_areas", "name"),
        "taxonomy_ids": _each("service_taxonomys", "taxonomy_id"),
    },
    "location": {
        "accessibility": _each("accessibility", "accessibility"),
        "admin_emails": _not("It is for those who keep the source, and not for the public."),
        "email": _mailbox,
        "languages": _each("languages", "language"),
        "short_desc": _short,
        "virtual": _virtual,
        "website": _to("url"),
    },
    "phone": {
        "country_prefix": _prefix,
        "department": _words("description", ""),
        "number_type": _to("type"),
        "vanity_number": _words("description", "In letters"),
    },
    "taxonomy_term": {"taxonomy_id": _to("id"), "parent_name": _parent_name},
    "service_area": {"service_area": _to("name")},
    "other_attribute": {"link_type": _to("link_entity")},
}

COLUMNS: dict[int, dict[str, dict[str, Column]]] = {
    1: _FIRST,
    2: {**_FIRST, "taxonomy_term": {"term": _to("name"), "parent_name": _parent_name}},
    3: {"phone": {"language": _each("languages", "language")}},
}
"""Edition -> table -> the columns that HSDS 3 calls or does otherwise. Older names of a column that are spelling and no
more (`number_type` is not one, `zip` is) are read for any format in `entities`."""


def split_cell(value: str) -> list[str]:
    """The things in one cell, between commas or semicolons that stand in no brackets."""
    return [item for part in re.split(r"[,;](?![^(]*\))", value) if (item := part.strip())]


def term_table(version: int) -> str:
    """What a table called taxonomy holds: terms in HSDS 1, taxonomies after it."""
    return "taxonomy_term" if version == 1 else "taxonomy"
