"""The small HSDS objects that several kinds of record hold: phones, contacts, languages, links, areas, addresses.

Each builder takes what was written and the siblings of the thing it belongs to (which give ids), and returns HSDS
objects in the order written. Data has passed the checks; what still cannot be read is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlsplit, urlunsplit

from hereabouts.assembly.attributes import build_attributes, read_uses
from hereabouts.assembly.changes import read_changes
from hereabouts.assembly.context import Context
from hereabouts.model.ids import Siblings, key_text
from hereabouts.model.objects import (
    Address,
    Attribute,
    Contact,
    CostOption,
    Funding,
    Hsds,
    Language,
    OrganizationIdentifier,
    Phone,
    RequiredDocument,
    ServiceArea,
    Url,
)
from hereabouts.phones import read_number
from hereabouts.settings import items, table, text
from hereabouts.shorthand import long_form, read_area, read_cost, read_identifier, read_language
from hereabouts.source.document import Data

Fields = dict[str, Data]
T = TypeVar("T", bound=Hsds)

_URI_MARKS = "!#$%&'()*+,/:;=?@[]~"
_MOST_EXACT = 2**53
"""Above this a JSON number is no longer exact for many readers, and too large for some encoders."""


def number(value: Data | None) -> int | float | None:
    """A number as JSON should show it: whole ones without a point. None when nothing was written."""
    written = text(value).strip()
    if not written:
        return None
    amount = float(written)
    return int(amount) if amount.is_integer() and abs(amount) < _MOST_EXACT else amount


def web_uri(written: str) -> str:
    """A web address in the letters that HSDS allows in one (RFC 3986): ``/caf%C3%A9``, and hosts in Punycode."""
    if written.isascii():
        return written
    try:
        parts = urlsplit(written)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return quote(written, safe=_URI_MARKS)
    rest = (quote(part, safe=_URI_MARKS) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host + port, *rest))


def mail_address(written: str) -> str:
    """An e-mail address with its host in Punycode."""
    name, _, host = written.rpartition("@")
    try:
        return written if host.isascii() else f"{name}@{host.encode('idna').decode()}"
    except ValueError:
        return written


def said(fields: Fields, *names: str) -> frozenset[str]:
    """Which of these are written, where they might have been left to be assumed."""
    return frozenset(name for name in names if text(fields.get(name)).strip())


def copy_fields(fields: Fields, names: Iterable[str]) -> dict[str, Any]:
    """The named scalar fields that are written, stripped, with numbers made numbers."""
    copied: dict[str, Any] = {}
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and (stripped := value.strip()):
            copied[name] = _READ.get(name, str)(stripped)
    return copied


_READ: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("extension", "amount", "latitude", "longitude", "minimum_age", "maximum_age"), number),
    **dict.fromkeys(("year_incorporated", "available", "maximum", "interval", "count", "timezone"), number),
    **dict.fromkeys(("email", "assurer_email"), mail_address),
    **dict.fromkeys(("url", "website", "uri", "logo", "term_uri"), web_uri),
}
"""Fields that are more than text, and what is made of the text."""


def finish(made: T, fields: Fields, context: Context, children: Siblings | None = None) -> T:
    """Give an object what any object may have: its attributes, and the rest of HSDS from its `hsds:` block.

    `children` are wanted when the object was given attributes before.
    """
    if "attributes" in fields or "hsds" in fields:
        children = children or Siblings(made.id)  # type: ignore[attr-defined]
        uses = read_uses(fields.get("attributes"), context)
        if uses:
            before: list[Attribute] = made.attributes  # type: ignore[attr-defined]
            made.attributes = before + build_attributes(uses, children, context)  # type: ignore[attr-defined]
        add_rest(made, fields.get("hsds"), children)
    return made


def add_rest(made: Hsds, data: Data | None, children: Siblings) -> None:
    """Add what a record says under `hsds:`, which is only what has no other form in a record."""
    for name, value in table(data).items():
        if name == "metadata":
            made.metadata = read_changes(value, children)  # type: ignore[attr-defined]
        elif isinstance(value, str) and name != "id" and name in made.__struct_fields__:
            setattr(made, name, _READ.get(name, str)(value.strip()))


@dataclass(frozen=True, slots=True)
class _Part(Generic[T]):
    """How one kind of small object is made: its long form read, scalars copied, its natural key."""

    kind: type[T]
    name: str
    scalars: tuple[str, ...]
    key: Callable[[Fields], str]
    read: Callable[[Data], Fields] = table

    def build(self, data: Data | None, siblings: Siblings, context: Context) -> list[T]:
        """One HSDS object per item, in the order written."""
        built = []
        for item in items(data):
            fields = self.read(item)
            own_id = siblings.id_for(self.name, self.key(fields), text(fields.get("id")))
            made = self.kind(id=own_id, **copy_fields(fields, self.scalars))
            built.append(finish(made, fields, context))
        return built


def _key(*names: str) -> Callable[[Fields], str]:
    def first(fields: Fields) -> str:
        return next((key_text(text(fields[name])) for name in names if text(fields.get(name)).strip()), "")

    return first


def _as_typed(*names: str) -> Callable[[Fields], str]:
    def first(fields: Fields) -> str:
        return next((text(fields[name]).strip() for name in names if text(fields.get(name)).strip()), "")

    return first


def _area_key(fields: Fields) -> str:
    return text(fields.get("uri")).strip() or key_text(text(fields.get("name")))


def _identifier_key(fields: Fields) -> str:
    return text(fields.get("identifier_scheme")).strip() or key_text(text(fields.get("identifier_type")))


_contact_key = _key("title", "department", "name", "email")
_URL = _Part(Url, "url", ("label", "url"), _as_typed("url"), partial(long_form, field="url"))
_LANGUAGE = _Part(Language, "language", ("name", "code", "note"), _key("code", "name"), read_language)
_FUNDING = _Part(Funding, "funding", ("source",), _key("source"), partial(long_form, field="source"))
_DOCUMENT = _Part(
    RequiredDocument,
    "required_document",
    ("document", "uri"),
    _key("document"),
    partial(long_form, field="document"),
)
_AREA = _Part(ServiceArea, "service_area", ("name", "description", "extent", "extent_type", "uri"), _area_key)
_COST = _Part(
    CostOption,
    "cost_option",
    ("valid_from", "valid_to", "option", "currency", "amount", "amount_description"),
    _key("option", "amount_description"),
)
_IDENTIFIER = _Part(
    OrganizationIdentifier,
    "organization_identifier",
    ("identifier_scheme", "identifier_type", "identifier"),
    _identifier_key,
    read_identifier,
)

build_urls = _URL.build
build_languages = _LANGUAGE.build
build_fundings = _FUNDING.build
build_documents = _DOCUMENT.build
build_identifiers = _IDENTIFIER.build


def build_areas(data: Data | None, siblings: Siblings, context: Context) -> list[ServiceArea]:
    """HSDS service areas from keys of `areas`, free names or mappings."""
    return _AREA.build([dict(read_area(item, context.settings.areas)) for item in items(data)], siblings, context)


def build_costs(data: Data | None, siblings: Siblings, context: Context) -> list[CostOption]:
    """HSDS cost options from ``free``, ``£2 for X``, other words or mappings; amounts get the currency."""
    costs: list[Data] = []
    for item in items(data):
        fields = dict(read_cost(item, context.settings.currency))
        if "amount" in fields:
            fields["currency"] = (text(fields.get("currency")).strip() or context.settings.currency).upper()
        costs.append(fields)
    return _COST.build(costs, siblings, context)


def build_phones(data: Data | None, siblings: Siblings, context: Context) -> list[Phone]:
    """HSDS phones from bare numbers or mappings, published so that anybody can dial them."""
    built = []
    for item in items(data):
        fields = long_form(item, "number")
        written = text(fields.get("number")).strip()
        read = read_number(written, context.settings.country)
        extension = text(fields.get("extension")).strip() or (read.extension if read else "")
        key = read.dialled if read else key_text(written)
        made = Phone(
            id=siblings.id_for("phone", key + (f";ext={extension}" if extension else ""), text(fields.get("id"))),
            number=read.published if read else written,
            extension=number(extension),
            **copy_fields(fields, ("type", "description")),
        )
        if "languages" in fields:
            made.languages = build_languages(fields["languages"], Siblings(made.id), context)
        built.append(finish(made, fields, context))
    return built


def build_contacts(data: Data | None, siblings: Siblings, context: Context) -> list[Contact]:
    """HSDS contacts: a post before a person, so that a new person in the same post keeps the id."""
    built = []
    for item in items(data):
        fields = long_form(item, "title")
        made = Contact(
            id=siblings.id_for("contact", _contact_key(fields), text(fields.get("id"))),
            **copy_fields(fields, ("name", "title", "department", "email")),
        )
        if "phones" in fields:
            made.phones = build_phones(fields["phones"], Siblings(made.id), context)
        built.append(finish(made, fields, context))
    return built


def build_addresses(data: Data | None, location_type: str, siblings: Siblings, context: Context) -> list[Address]:
    """HSDS addresses; county and country come from directory.yml unless they are written."""
    settings = context.settings
    names = ("attention", "address_1", "address_2", "city", "region", "postal_code")
    built = []
    for item in items(data):
        fields = table(item)
        address_type = text(fields.get("address_type")).strip() or location_type
        made = Address(
            id=siblings.id_for("address", address_type, text(fields.get("id"))),
            **copy_fields(fields, names),
            state_province=text(fields.get("state_province")).strip() or settings.state_province,
            country=text(fields.get("country")).strip().upper() or settings.country,
            address_type=address_type,
        )
        built.append(finish(made, fields, context))
    return built
