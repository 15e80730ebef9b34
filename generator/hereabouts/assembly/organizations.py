"""Organizations and their programs."""

from __future__ import annotations

from hereabouts.assembly.attributes import build_attributes, build_builtin, read_uses
from hereabouts.assembly.context import Context
from hereabouts.assembly.parts import (
    Fields,
    build_contacts,
    build_fundings,
    build_identifiers,
    build_phones,
    build_urls,
    copy_fields,
    finish,
)
from hereabouts.assembly.taxonomies import identity, read_translations
from hereabouts.directory import OrganizationListing, SourceNote
from hereabouts.model.ids import Siblings, derive
from hereabouts.model.objects import Attribute, Organization, Program
from hereabouts.records import Record
from hereabouts.settings import items, table, text
from hereabouts.source.document import Data

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
    organization = Organization(id=identity(record, context), **copy_fields(fields, _SCALARS))
    siblings = Siblings(organization.id)
    listing = OrganizationListing(
        path=record.path,
        file=record.document.file,
        hsds=organization,
        uses=read_uses(fields.get("attributes"), context),
        source=read_source(fields),
        translations=read_translations(fields.get("translations")),
        formerly=[text(path) for path in items(fields.get("formerly"))],
        replaces=[text(path) for path in items(fields.get("replaces"))],
        held=record.held,
    )
    organization.additional_websites = build_urls(fields.get("additional_websites"), siblings, context)
    organization.funding = build_fundings(fields.get("funding"), siblings, context)
    organization.contacts = build_contacts(fields.get("contacts"), siblings, context)
    organization.phones = build_phones(fields.get("phones"), siblings, context)
    for key, entry in table(fields.get("programs")).items():
        program = _build_program(key, table(entry), organization.id, context)
        organization.programs.append(program)
        listing.program_ids[key] = program.id
    identifiers = build_identifiers(fields.get("organization_identifiers"), siblings, context)
    organization.organization_identifiers = identifiers
    organization.attributes = [
        *build_attributes(listing.uses, siblings, context),
        *source_attributes(listing.source, siblings, context),
    ]
    finish(organization, {"hsds": fields.get("hsds", {})}, siblings, context)
    return listing


def _build_program(key: str, fields: dict[str, Data], organization_id: str, context: Context) -> Program:
    made = Program(
        id=text(fields.get("id")).lower() or derive(organization_id, f"program/{key}"),
        **copy_fields(fields, ("name", "alternate_name", "description")),
    )
    return finish(made, fields, Siblings(made.id), context)


def read_source(fields: Fields) -> SourceNote | None:
    """Where the record was copied from, if it says."""
    source = table(fields.get("source"))
    if not source:
        return None
    return SourceNote(**{name: text(source.get(name)).strip() for name in ("name", "url", "license", "retrieved")})


def source_attributes(source: SourceNote | None, siblings: Siblings, context: Context) -> list[Attribute]:
    """The source as attributes of the built-in list, since HSDS has no field for it."""
    if source is None:
        return []
    facts = {
        "source-name": source.name,
        "source-url": source.url,
        "source-license": source.license,
        "source-retrieved": source.retrieved,
    }
    return build_builtin(facts, siblings, context)
