"""The shape of HSDS as tables: which there are, what stands in each column, and where its ids lead.

HSDS 3.2.3 cuts its nested objects into 24 tables. A table has the one-to-one fields of its object, in the same order;
what an object holds many of has a table of its own, with a column that leads back (``phone.service_id``). Names, types
and requirements are those of the standard's tabular package, and a test holds this page against it. We ask for more in
one way only: an id that leads to the same table (a group's parent, a term's parent) must be found there too.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import fields as struct_fields

from hereabouts.model.objects import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    CostOption,
    Funding,
    Hsds,
    Language,
    Location,
    MetaTableDescription,
    Organization,
    OrganizationIdentifier,
    Phone,
    Program,
    RequiredDocument,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    Taxonomy,
    TaxonomyTerm,
    Unit,
    Url,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `type` is ``string``, ``number``, ``date``, ``time`` or ``datetime``, as Table Schema calls them.

    `format` narrows a string down (``uuid``, ``uri``, ``email``), `enum` names all it may say, and `leads_to` is the
    table whose `id` it names.
    """

    name: str
    type: str = "string"
    format: str = ""
    required: bool = False
    enum: tuple[str, ...] = ()
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table by its name in the standard, the file it is in, and its columns. `kind` is the object in a row."""

    name: str
    file: str
    columns: tuple[Column, ...]
    kind: type[Hsds] | None = None
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(column.name for column in self.columns))

    @property
    def references(self) -> tuple[Column, ...]:
        """The columns that lead to a table."""
        return tuple(column for column in self.columns if column.leads_to)


_LEADS_TO = {
    "organization_id": "organization",
    "parent_organization_id": "organization",
    "program_id": "program",
    "service_id": "service",
    "location_id": "location",
    "service_at_location_id": "service_at_location",
    "contact_id": "contact",
    "phone_id": "phone",
    "unit_id": "unit",
    "taxonomy_id": "taxonomy",
    "taxonomy_term_id": "taxonomy_term",
    "parent_id": "taxonomy_term",
}
_TYPES = {
    **dict.fromkeys(("valid_from", "valid_to", "dtstart", "until", "assured_date", "last_action_date"), "date"),
    **dict.fromkeys(("opens_at", "closes_at"), "time"),
    **dict.fromkeys(("last_modified", "updated"), "datetime"),
}
_FORMATS = {
    **dict.fromkeys(("id", "link_id", "resource_id", *_LEADS_TO), "uuid"),
    **dict.fromkeys(("url", "uri", "website", "schedule_link", "term_uri"), "uri"),
    **dict.fromkeys(("email", "assurer_email"), "email"),
}
_PLACES = ("physical", "postal", "virtual")
_ENUMS = {
    "status": ("active", "inactive", "defunct", "temporarily closed"),
    "location_type": _PLACES,
    "address_type": _PLACES,
    "wkst": ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
    "freq": ("WEEKLY", "MONTHLY"),
}
_ANY_TEXT = {("service_area", "uri")}
"""Where the standard takes any text for what is an address elsewhere."""

_ALWAYS = {"id", "resource_id", "resource_type"}

CHANGE = ("last_action_date", "last_action_type", "field_name", "previous_value", "replacement_value", "updated_by")
"""What a row of ``metadata`` says of a change, beside what it changed."""

_TABLES: tuple[tuple[str, str, type[Hsds] | None, str], ...] = (
    ("organization", "organizations", Organization, "name description"),
    ("program", "programs", Program, "organization_id name description"),
    ("service", "services", Service, "organization_id name status"),
    ("attribute", "attributes", Attribute, "link_id taxonomy_term_id link_entity"),
    ("service_at_location", "service_at_location", ServiceAtLocation, "service_id location_id"),
    ("location", "locations", Location, "location_type"),
    ("phone", "phones", Phone, "number"),
    ("contact", "contacts", Contact, ""),
    ("address", "addresses", Address, "address_1 city state_province postal_code country address_type"),
    ("schedule", "schedules", Schedule, ""),
    ("funding", "funding", Funding, ""),
    ("service_area", "service_areas", ServiceArea, ""),
    ("required_document", "required_documents", RequiredDocument, ""),
    ("language", "languages", Language, ""),
    ("accessibility", "accessibility", Accessibility, ""),
    ("taxonomy_term", "taxonomy_terms", TaxonomyTerm, "name description"),
    ("metadata", "metadata", None, " ".join(CHANGE)),
    ("meta_table_description", "meta_table_descriptions", MetaTableDescription, ""),
    ("cost_option", "cost_options", CostOption, "service_id"),
    (
        "organization_identifier",
        "organization_identifiers",
        OrganizationIdentifier,
        "organization_id identifier_type identifier",
    ),
    ("taxonomy", "taxonomies", Taxonomy, "name description"),
    ("service_capacity", "service_capacity", ServiceCapacity, "service_id unit_id available updated"),
    ("unit", "units", Unit, "name"),
    ("url", "url", Url, "url"),
)
"""Name, file without its ending, object (changes have none), and what every row must have beside its id."""


def _types(kind: type[Hsds] | None) -> dict[str, str]:
    """The one-to-one fields of an object, and whether each is text or a number."""
    if kind is None:
        return dict.fromkeys(("id", "resource_id", "resource_type", *CHANGE), "string")
    known = {str: "string", float | int | None: "number"}
    return {one.name: known[one.type] for one in struct_fields(kind) if one.type in known}


def _column(table: str, name: str, of: str, required: str) -> Column:
    return Column(
        name,
        type=_TYPES.get(name, of),
        format="" if (table, name) in _ANY_TEXT else _FORMATS.get(name, ""),
        required=name in _ALWAYS or name in required.split(),
        enum=_ENUMS.get(name, ()),
        leads_to=_LEADS_TO.get(name, ""),
    )


def _make_table(name: str, file: str, kind: type[Hsds] | None, required: str) -> Table:
    columns = tuple(_column(name, column, of, required) for column, of in _types(kind).items())
    return Table(name, f"{file}.csv", columns, kind)


TABLES = tuple(_make_table(*told) for told in _TABLES)
"""Every table, in the standard's order."""
