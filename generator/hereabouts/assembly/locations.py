"""Locations: venues with a file of their own, and places written inside a service.

A sensitive place (`visibility: area-only` or ``confidential``) gets no address, no coordinates and nothing else that
tells where it is, whatever else the record says: the checks refuse such a record, and this is the second lock.
"""

from __future__ import annotations

from hereabouts.assembly.attributes import build_attributes, build_builtin, read_uses
from hereabouts.assembly.context import Context
from hereabouts.assembly.hours import build_schedules, read_lines
from hereabouts.assembly.parts import (
    Fields,
    add_rest,
    build_addresses,
    build_contacts,
    build_languages,
    build_phones,
    copy_fields,
    finish,
    said,
)
from hereabouts.assembly.sources import read_source, source_attributes
from hereabouts.assembly.taxonomies import read_translations
from hereabouts.directory import LocationListing, TermUse
from hereabouts.model.ids import Siblings, key_text, slug
from hereabouts.model.objects import Accessibility, Location
from hereabouts.records import Record, former_paths, identity
from hereabouts.settings import items, text
from hereabouts.shorthand import long_form
from hereabouts.source.document import Data

PUBLIC = "public"
ACCESS = "access"
"""The taxonomy whose terms `accessibility:` names."""

_OPEN = ("url", "transportation", "latitude", "longitude", "external_identifier", "external_identifier_type")
_SAFE = ("name", "alternate_name", "description")
_TELLING = frozenset({*_OPEN, "addresses", "schedules", "organization", "hsds"})


def build_venue(record: Record, context: Context) -> LocationListing:
    """A location with a file of its own."""
    listing = _build(record.data, identity(record, context.settings.id_namespace), context)
    listing.path, listing.file, listing.held = record.path, record.document.file, record.held
    listing.dates = context.take_dates()
    listing.formerly, listing.replaces = former_paths(record, "formerly"), former_paths(record, "replaces")
    return listing


def build_place(fields: Fields, service: Siblings, file: str, context: Context) -> LocationListing:
    """A place written inside a service; its id hangs from the service."""
    own_id = service.id_for("location", slug(text(fields.get("name"))), text(fields.get("id")))
    listing = _build(fields, own_id, context)
    listing.file = file
    return listing


def _build(fields: Fields, own_id: str, context: Context) -> LocationListing:
    visibility = text(fields.get("visibility")).strip() or PUBLIC
    if visibility != PUBLIC:
        fields = _discreet(fields)
    location_type = text(fields.get("location_type")).strip() or "physical"
    siblings = Siblings(own_id)
    listing = LocationListing(
        path="",
        file="",
        hsds=Location(id=own_id, location_type=location_type, **copy_fields(fields, _SAFE)),
        visibility=visibility,
        near=text(fields.get("near")).strip(),
        uses=read_uses(fields.get("attributes"), context),
        said=said(fields, "location_type"),
        source=read_source(fields),
        translations=read_translations(fields.get("translations")),
    )
    _add_parts(listing, fields, siblings, context)
    if visibility == PUBLIC:
        _add_whereabouts(listing, fields, siblings, context)
    else:
        _hide(listing, siblings, context)
    return listing


def _add_parts(listing: LocationListing, fields: Fields, siblings: Siblings, context: Context) -> None:
    location = listing.hsds
    location.languages = build_languages(fields.get("languages"), siblings, context)
    location.contacts = build_contacts(fields.get("contacts"), siblings, context)
    location.phones = build_phones(fields.get("phones"), siblings, context)
    location.accessibility = _build_accessibility(fields.get("accessibility"), listing, siblings, context)
    location.attributes = [
        *build_attributes(listing.uses, siblings, context),
        *source_attributes(listing.source, siblings, context),
    ]


def _discreet(fields: Fields) -> Fields:
    """A sensitive place without what could lead somebody to it from inside its parts."""
    kept = {name: _without(value, "hsds") for name, value in fields.items() if name not in _TELLING}
    if "accessibility" in kept:
        kept["accessibility"] = _without(kept["accessibility"], "url")
    if "source" in kept:
        kept["source"] = _without(kept["source"], "url")
    return kept


def _without(data: Data, key: str) -> Data:
    if isinstance(data, dict):
        return {name: _without(value, key) for name, value in data.items() if name != key}
    return [_without(item, key) for item in data] if isinstance(data, list) else data


def _add_whereabouts(listing: LocationListing, fields: Fields, siblings: Siblings, context: Context) -> None:
    location = listing.hsds
    for name, value in copy_fields(fields, _OPEN).items():
        setattr(location, name, value)
    organization = context.organizations.get(text(fields.get("organization")).strip())
    if organization is not None:
        location.organization_id = organization.hsds.id
    location.addresses = build_addresses(fields.get("addresses"), location.location_type, siblings, context)
    lines = read_lines(fields.get("schedules"))
    listing.closures = lines.closures
    location.schedules = build_schedules(lines, siblings, context)
    add_rest(location, fields.get("hsds"), siblings)


def hidden_sentence(visibility: str, near: str) -> str:
    """What a sensitive place's description ends with, so that a reader knows why there is no address."""
    if visibility == "confidential":
        return "The address is confidential."
    return f"In or near {near}. The address is not published." if near else "The address is not published."


def _hide(listing: LocationListing, siblings: Siblings, context: Context) -> None:
    location = listing.hsds
    if listing.visibility == "confidential":
        listing.near = ""  # not even the town
    sentence = hidden_sentence(listing.visibility, listing.near)
    location.description = "\n\n".join(part for part in (location.description, sentence) if part)
    facts = {"visibility": listing.visibility, "near": listing.near}
    location.attributes = [*location.attributes, *build_builtin(facts, siblings, context)]


def _build_accessibility(
    data: Data | None, listing: LocationListing, siblings: Siblings, context: Context
) -> list[Accessibility]:
    built = []
    for item in items(data):
        fields = long_form(item, "facility")
        facility = text(fields.get("facility")).strip()
        term = context.term(ACCESS, facility)
        description = text(fields.get("description")).strip() or (term.hsds.name if term else facility)
        key = term.hsds.id if term else key_text(description)
        made = Accessibility(
            id=siblings.id_for("accessibility", key, text(fields.get("id"))),
            description=description,
            **copy_fields(fields, ("details", "url")),
        )
        children = Siblings(made.id)
        if term is not None:
            listing.access.append(TermUse(term=term, value=made.details))
            made.attributes = build_attributes({ACCESS: [TermUse(term=term)]}, children, context)
        built.append(finish(made, fields, context, children))
    return built
