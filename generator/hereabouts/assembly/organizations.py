"""Organizations and their programs."""

from __future__ import annotations

from hereabouts.assembly.attributes import build_attributes, read_uses
from hereabouts.assembly.context import Context
from hereabouts.assembly.parts import (
    Fields,
    add_rest,
    build_contacts,
    build_fundings,
    build_identifiers,
    build_phones,
    build_urls,
    copy_fields,
    finish,
)
from hereabouts.assembly.sources import read_source, source_attributes
from hereabouts.assembly.taxonomies import read_translations
from hereabouts.directory import OrganizationListing
from hereabouts.model.ids import Siblings, derive
from hereabouts.model.objects import Organization, Program
from hereabouts.records import Record, former_paths, identity
from hereabouts.settings import table, text

_SCALARS = (
    "name",
    "alternate_name",
    "description",
    "email",
    "website",
    "year_incorporated",
    "legal_status",
    "logo",
    "uri",
)


def build_organization(record: Record, context: Context) -> OrganizationListing:
    """One group. Its parent, services and places are linked when all are built."""
    fields = record.data
    organization = Organization(id=identity(record, context.settings.id_namespace), **copy_fields(fields, _SCALARS))
    siblings = Siblings(organization.id)
    listing = OrganizationListing(
        path=record.path,
        file=record.document.file,
        hsds=organization,
        uses=read_uses(fields.get("attributes"), context),
        source=read_source(fields),
        translations=read_translations(fields.get("translations")),
        formerly=former_paths(record, "formerly"),
        replaces=former_paths(record, "replaces"),
        held=record.held,
    )
    organization.additional_websites = build_urls(fields.get("additional_websites"), siblings, context)
    organization.funding = build_fundings(fields.get("funding"), siblings, context)
    organization.contacts = build_contacts(fields.get("contacts"), siblings, context)
    organization.phones = build_phones(fields.get("phones"), siblings, context)
    _add_programs(listing, fields, context)
    identifiers = build_identifiers(fields.get("organization_identifiers"), siblings, context)
    organization.organization_identifiers = identifiers
    organization.attributes = [
        *build_attributes(listing.uses, siblings, context),
        *source_attributes(listing.source, siblings, context),
    ]
    add_rest(organization, fields.get("hsds"), siblings)
    listing.dates = context.take_dates()
    return listing


def _add_programs(listing: OrganizationListing, fields: Fields, context: Context) -> None:
    for key, entry in table(fields.get("programs")).items():
        program = _build_program(key, table(entry), listing.hsds.id, context)
        listing.hsds.programs.append(program)
        listing.program_ids[key] = program.id
        listing.program_translations[program.id] = read_translations(table(entry).get("translations"))


def _build_program(key: str, fields: Fields, organization_id: str, context: Context) -> Program:
    made = Program(
        id=text(fields.get("id")).strip().lower() or derive(organization_id, f"program/{key}"),
        organization_id=organization_id,
        **copy_fields(fields, ("name", "alternate_name", "description")),
    )
    return finish(made, fields, context)
