"""Services: the record most people come for, nested as HSDS nests it."""

from __future__ import annotations

from hereabouts.assembly.attributes import build_attributes, build_builtin, read_uses
from hereabouts.assembly.context import Context
from hereabouts.assembly.hours import build_schedules, closures_of
from hereabouts.assembly.locations import build_place
from hereabouts.assembly.organizations import read_source, source_attributes
from hereabouts.assembly.parts import (
    Fields,
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
)
from hereabouts.assembly.taxonomies import identity, read_translations
from hereabouts.directory import (
    CapacityNote,
    LocationListing,
    OrganizationListing,
    ServiceListing,
    ServicePlace,
)
from hereabouts.model.ids import Siblings, derive, key_text
from hereabouts.model.objects import Schedule, Service, ServiceAtLocation, ServiceCapacity, Unit
from hereabouts.records import Record
from hereabouts.settings import expiry, items, table, text
from hereabouts.shorthand import long_form

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
    service = Service(
        id=identity(record, context),
        organization_id=organization.hsds.id,
        status=text(fields.get("status")).strip() or "active",
        last_modified=context.last_modified.get(record.path, ""),
        organization=organization.hsds,
        **copy_fields(fields, _SCALARS),
    )
    service.fees = service.fees_description
    listing = ServiceListing(
        path=record.path,
        file=record.document.file,
        hsds=service,
        organization=organization,
        uses=read_uses(fields.get("attributes"), context),
        review_every=text(fields.get("review_every")).strip() or context.settings.review_every,
        source=read_source(fields),
        translations=read_translations(fields.get("translations")),
        formerly=[text(path) for path in items(fields.get("formerly"))],
        replaces=[text(path) for path in items(fields.get("replaces"))],
        held=record.held,
    )
    listing.sensitive = any(use.term.sensitive for uses in listing.uses.values() for use in uses)
    siblings = Siblings(service.id)
    _add_parts(service, fields, siblings, context)
    _add_program(service, text(fields.get("program")).strip(), organization)
    _add_capacities(listing, fields, siblings, context)
    _add_places(listing, fields, context)
    service.schedules = _gather_schedules(listing, fields, siblings, context)
    service.attributes = [
        *build_attributes(listing.uses, siblings, context),
        *source_attributes(listing.source, siblings, context),
    ]
    finish(service, {"hsds": fields.get("hsds", {})}, siblings, context)
    return listing


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


def _add_places(listing: ServiceListing, fields: Fields, context: Context) -> None:
    closures = closures_of(fields.get("schedules"))
    for item in items(fields.get("locations")):
        place = table(item)
        location = _locate(place, listing, context)
        if location is None:
            continue
        link = ServiceAtLocation(
            id=text(place.get("id")).lower() or derive(listing.hsds.id, f"service_at_location/{location.hsds.id}"),
            service_id=listing.hsds.id,
            location_id=location.hsds.id,
            location=location.hsds,
            **copy_fields(place, ("description",)),
        )
        siblings = Siblings(link.id)
        link.service_areas = build_areas(place.get("service_areas"), siblings, context)
        link.contacts = build_contacts(place.get("contacts"), siblings, context)
        link.phones = build_phones(place.get("phones"), siblings, context)
        link.schedules = build_schedules(place.get("schedules"), siblings, context, closures)
        made = ServicePlace(listing, location, link, read_uses(place.get("attributes"), context))
        link.attributes = build_attributes(made.uses, siblings, context)
        finish(link, {"hsds": place.get("hsds", {})}, siblings, context)
        listing.places.append(made)
        listing.hsds.service_at_locations.append(link)


def _locate(place: Fields, listing: ServiceListing, context: Context) -> LocationListing | None:
    if "place" in place:
        return build_place(table(place["place"]), listing.hsds.id, listing.file, context)
    return context.locations.get(text(place.get("at")).strip())


def _gather_schedules(listing: ServiceListing, fields: Fields, siblings: Siblings, context: Context) -> list[Schedule]:
    """The service's own schedules, then a copy of each place's, where the UK profile looks for them.

    Both copies carry one id; the copy names its service_at_location. A closure that has times to close at some place
    is already in their notes and makes no object of its own.
    """
    at_places = [(place.hsds, schedule) for place in listing.places for schedule in place.hsds.schedules]
    own = build_schedules(fields.get("schedules"), siblings, context)
    if at_places and all(_only_closes(schedule) for schedule in own):
        own = []
    return own + [_copy(schedule, link.id) for link, schedule in at_places]


def _only_closes(schedule: Schedule) -> bool:
    return not (schedule.freq or schedule.dtstart or schedule.attending_type or schedule.opens_at) and bool(
        schedule.notes
    )


def _copy(schedule: Schedule, link_id: str) -> Schedule:
    fields = {name: getattr(schedule, name) for name in schedule.__struct_fields__}
    return Schedule(**{**fields, "service_at_location_id": link_id})


def _add_capacities(listing: ServiceListing, fields: Fields, siblings: Siblings, context: Context) -> None:
    for item in items(fields.get("capacities")):
        capacity = table(item)
        unit = _build_unit(capacity, context)
        ends = expiry(text(capacity.get("updated")), text(capacity.get("expires")), context.settings.expires_after)
        note = CapacityNote(
            unit=unit.name,
            available=number(capacity.get("available")) or 0,
            maximum=number(capacity.get("maximum")),
            description=text(capacity.get("description")).strip(),
            updated=_moment(text(capacity.get("updated"))),
            expires=ends,
            expired=ends < context.today,
        )
        listing.capacities.append(note)
        own_id = siblings.id_for("service_capacity", key_text(unit.name), text(capacity.get("id")))
        if not note.expired:
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
    return finish(made, fields, children, context)


def _build_unit(capacity: Fields, context: Context) -> Unit:
    fields = long_form(capacity.get("unit", ""), "name")
    name = key_text(text(fields.get("name")))
    made = Unit(
        id=text(fields.get("id")).lower() or derive(context.settings.id_namespace, f"unit/{name}"),
        **copy_fields(fields, ("name", "scheme", "identifier", "uri")),
    )
    return finish(made, fields, Siblings(made.id), context)


def _moment(written: str) -> str:
    """A date or a moment as the date-time HSDS asks for; a date alone is the start of that day, UTC."""
    return written if "T" in written else f"{written}T00:00:00Z"
