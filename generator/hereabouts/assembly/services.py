"""Services: the record most people come for, nested as HSDS nests it."""

from __future__ import annotations

from msgspec.structs import replace

from hereabouts.assembly.attributes import build_attributes, build_builtin, read_uses
from hereabouts.assembly.context import Context
from hereabouts.assembly.hours import build_schedules, read_lines
from hereabouts.assembly.locations import build_place
from hereabouts.assembly.parts import (
    Fields,
    add_rest,
    build_areas,
    build_contacts,
    build_costs,
    build_documents,
    build_fundings,
    build_languages,
    build_phones,
    build_urls,
    copy_fields,
    finish,
    number,
    said,
)
from hereabouts.assembly.sources import read_source, source_attributes
from hereabouts.assembly.taxonomies import read_translations
from hereabouts.directory import (
    CapacityNote,
    LocationListing,
    OrganizationListing,
    ServiceListing,
    ServicePlace,
)
from hereabouts.model.ids import Siblings, derive, key_text
from hereabouts.model.objects import Schedule, Service, ServiceAtLocation, ServiceCapacity, Unit
from hereabouts.records import Record, former_paths, identity
from hereabouts.settings import expiry, items, moment, table, text
from hereabouts.shorthand import long_form

_PLAIN_DATES = len("2026-01-01" * 2)

_SCALARS = (
    "name",
    "alternate_name",
    "description",
    "url",
    "email",
    "interpretation_services",
    "application_process",
    "fees_description",
    "accreditations",
    "eligibility_description",
    "minimum_age",
    "maximum_age",
    "assured_date",
    "assurer_email",
    "alert",
)


def build_service(record: Record, organization: OrganizationListing, context: Context) -> ServiceListing:
    """One service with its places, costs, times and the rest."""
    fields = record.data
    listing = _begin(record, organization, context)
    service = listing.hsds
    siblings = Siblings(service.id)
    _add_parts(service, fields, siblings, context)
    _add_program(service, text(fields.get("program")).strip(), organization)
    _add_capacities(listing, fields, siblings, context)
    lines = read_lines(fields.get("schedules"))
    listing.closures = lines.closures
    closed = _add_places(listing, fields, siblings, lines.closures, context)
    own = [] if closed and not lines.has_times else build_schedules(lines, siblings, context)
    service.schedules = own + _copies(listing)
    service.attributes = [
        *build_attributes(listing.uses, siblings, context),
        *source_attributes(listing.source, siblings, context),
    ]
    add_rest(service, fields.get("hsds"), siblings)
    listing.dates = context.take_dates()
    return listing


def _begin(record: Record, organization: OrganizationListing, context: Context) -> ServiceListing:
    """The service with what is said in one line each."""
    fields = record.data
    service = Service(
        id=identity(record, context.settings.id_namespace),
        organization_id=organization.hsds.id,
        status=text(fields.get("status")).strip() or context.settings.default_status,
        last_modified=context.last_modified.get(record.path, ""),
        organization=organization.hsds,
        **copy_fields(fields, _SCALARS),
    )
    service.fees = service.fees_description
    uses = read_uses(fields.get("attributes"), context)
    return ServiceListing(
        path=record.path,
        file=record.document.file,
        hsds=service,
        organization=organization,
        uses=uses,
        review_every=text(fields.get("review_every")).strip() or context.settings.review_every,
        said=said(fields, "status", "review_every"),
        source=read_source(fields),
        sensitive=any(use.term.sensitive for used in uses.values() for use in used),
        translations=read_translations(fields.get("translations")),
        formerly=former_paths(record, "formerly"),
        replaces=former_paths(record, "replaces"),
        held=record.held,
    )


def _add_parts(service: Service, fields: Fields, siblings: Siblings, context: Context) -> None:
    service.additional_urls = build_urls(fields.get("additional_urls"), siblings, context)
    service.phones = build_phones(fields.get("phones"), siblings, context)
    service.service_areas = build_areas(fields.get("service_areas"), siblings, context)
    service.languages = build_languages(fields.get("languages"), siblings, context)
    service.funding = build_fundings(fields.get("funding"), siblings, context)
    service.cost_options = build_costs(fields.get("cost_options"), siblings, context)
    service.required_documents = build_documents(fields.get("required_documents"), siblings, context)
    service.contacts = build_contacts(fields.get("contacts"), siblings, context)


def _add_program(service: Service, key: str, organization: OrganizationListing) -> None:
    wanted = organization.program_ids.get(key)
    for program in organization.hsds.programs:
        if program.id == wanted:
            service.program, service.program_id = program, program.id


def _add_places(
    listing: ServiceListing, fields: Fields, service: Siblings, closures: tuple[str, ...], context: Context
) -> bool:
    """Add the places of a service. True when at one of them there are times for the service's closures to close."""
    closed = False
    for item in items(fields.get("locations")):
        place = table(item)
        location = _locate(place, listing, service, context)
        if location is None:
            continue
        link = ServiceAtLocation(
            id=service.id_for("service_at_location", location.hsds.id, text(place.get("id"))),
            service_id=listing.hsds.id,
            location_id=location.hsds.id,
            location=location.hsds,
            **copy_fields(place, ("description",)),
        )
        made = ServicePlace(listing, location, link, read_uses(place.get("attributes"), context))
        made.translations = read_translations(place.get("translations"))
        lines = read_lines(place.get("schedules"))
        made.closures = lines.closures
        siblings = Siblings(link.id)
        link.schedules = build_schedules(lines, siblings, context, closures)
        _add_place_parts(made, place, siblings, context)
        closed = closed or lines.has_times
        listing.places.append(made)
        listing.hsds.service_at_locations.append(link)
    return closed


def _add_place_parts(made: ServicePlace, place: Fields, siblings: Siblings, context: Context) -> None:
    link = made.hsds
    link.service_areas = build_areas(place.get("service_areas"), siblings, context)
    link.contacts = build_contacts(place.get("contacts"), siblings, context)
    link.phones = build_phones(place.get("phones"), siblings, context)
    link.attributes = build_attributes(made.uses, siblings, context)
    add_rest(link, place.get("hsds"), siblings)


def _locate(place: Fields, listing: ServiceListing, service: Siblings, context: Context) -> LocationListing | None:
    if "place" in place:
        return build_place(table(place["place"]), service, listing.file, context)
    return context.locations.get(text(place.get("at")).strip())


def _copies(listing: ServiceListing) -> list[Schedule]:
    """A copy of each place's schedules, where the UK profile looks for them: one id, and the place it is of."""
    return [
        replace(schedule, service_at_location_id=place.hsds.id)
        for place in listing.places
        for schedule in place.hsds.schedules
    ]


def _add_capacities(listing: ServiceListing, fields: Fields, siblings: Siblings, context: Context) -> None:
    for item in items(fields.get("capacities")):
        capacity = table(item)
        unit = _build_unit(capacity, context)
        updated, expires = text(capacity.get("updated")).strip(), text(capacity.get("expires")).strip()
        ends = expiry(updated, expires, context.settings.expires_after)
        note = CapacityNote(
            unit=unit.name,
            available=number(capacity.get("available")) or 0,
            maximum=number(capacity.get("maximum")),
            description=text(capacity.get("description")).strip(),
            updated=moment(updated, context.settings.timezone),
            expires=ends,
            expired=ends < context.today,
        )
        listing.capacities.append(note)
        own_id = siblings.id_for("service_capacity", key_text(unit.name), text(capacity.get("id")))
        if not note.expired:
            if not expires or len(updated + expires) > _PLAIN_DATES:
                context.keep_dates(own_id, updated=updated, expires=expires)
            listing.hsds.capacities.append(_build_capacity(own_id, note, unit, capacity, context))


def _build_capacity(own_id: str, note: CapacityNote, unit: Unit, fields: Fields, context: Context) -> ServiceCapacity:
    made = ServiceCapacity(
        id=own_id,
        unit=unit,
        unit_id=unit.id,
        available=note.available,
        maximum=note.maximum,
        description=note.description,
        updated=note.updated,
    )
    children = Siblings(own_id)
    made.attributes = build_builtin({"expires": note.expires.isoformat()}, children, context)
    return finish(made, fields, context, children)


def _build_unit(capacity: Fields, context: Context) -> Unit:
    fields = long_form(capacity.get("unit", ""), "name")
    name = key_text(text(fields.get("name")))
    made = Unit(
        id=text(fields.get("id")).strip().lower() or derive(context.settings.id_namespace, f"unit/{name}"),
        **copy_fields(fields, ("name", "scheme", "identifier", "uri")),
    )
    return finish(made, fields, context)
