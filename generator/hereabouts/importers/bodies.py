"""What the record of an organization, a service or a place says of itself; names of other records come later.

Everything is in long form and carries its id, if the source gave it one.
"""

from __future__ import annotations

from hereabouts.assembly.locations import PUBLIC, hidden_sentence
from hereabouts.importers.addresses import addresses
from hereabouts.importers.desk import Desk, Record
from hereabouts.importers.parts import (
    accessibility,
    areas,
    capacities,
    contacts,
    costs,
    documents,
    fundings,
    identifiers,
    languages,
    listed,
    phones,
    plain_number,
    urls,
)
from hereabouts.importers.report import Action
from hereabouts.importers.thing import Thing
from hereabouts.importers.timing import schedules
from hereabouts.importers.values import LONGEST_NAME, LONGEST_TEXT, Fields, given, lay_out, with_asides

NO_DESCRIPTION = "No description was given."
STATUSES = ("active", "inactive", "defunct", "temporarily closed")
LOCATION_TYPES = ("physical", "postal", "virtual")
_DEGREES = {"latitude": 90, "longitude": 180}


def organization_body(thing: Thing, desk: Desk) -> Record:
    """An organization without its places, programs and parent."""
    fields = Fields(thing, desk.report)
    made = _name(fields, "An organization needs a name, and this one has none.", "Unnamed organization")
    made |= given({"alternate_name": _other_name(fields)})
    made |= given({"email": fields.email("email"), "website": fields.url("website")})
    made |= listed("additional_websites", urls(thing.part("additional_websites"), fields, desk))
    made |= listed("phones", phones(thing.part("phones"), fields, desk))
    made |= listed("contacts", contacts(thing.part("contacts"), fields, desk))
    made |= fields.lines("legal_status")
    made |= given({"year_incorporated": _year(fields), "logo": fields.url("logo"), "uri": fields.url("uri")})
    numbers = identifiers(thing.part("organization_identifiers"), fields, desk)
    made |= listed("organization_identifiers", numbers)
    made |= listed("funding", fundings(thing.part("funding"), fields, desk))
    made |= _under_hsds(fields.lines("tax_status", "tax_id"))
    description = with_asides(fields.text("description"), fields.asides)
    if not description:
        why = "Every organization must have a description."
        fields.tell("description", Action.DEFAULTED, "", why)
        description = NO_DESCRIPTION
    return desk.finish(thing, {**made, "description": description, **_source(thing, desk)})


def program_body(thing: Thing, desk: Desk) -> Record:
    """A program of an organization."""
    fields = Fields(thing, desk.report)
    made = _name(fields, "A program needs a name, and this one has none.", "Unnamed program")
    made |= given({"alternate_name": _other_name(fields)})
    description = fields.text("description")
    if not description:
        why = "Every program must have a description, so its name stands in."
        fields.tell("description", Action.DEFAULTED, "", why)
        description = str(made["name"])
    return desk.finish(thing, {**made, "description": with_asides(description, fields.asides)})


def service_body(thing: Thing, desk: Desk) -> Record:
    """A service without its places and its program."""
    fields = Fields(thing, desk.report)
    made = _name(fields, "A service needs a name, and this one has none.", "Unnamed service")
    made |= given({"alternate_name": _other_name(fields), "status": _status(fields, desk)})
    made |= given({"url": fields.url("url"), "email": fields.email("email")})
    made |= listed("additional_urls", urls(thing.part("additional_urls"), fields, desk))
    made |= listed("phones", phones(thing.part("phones"), fields, desk))
    made |= listed("contacts", contacts(thing.part("contacts"), fields, desk))
    made |= listed("schedules", schedules(thing.part("schedules"), fields, desk))
    made |= listed("service_areas", areas(thing.part("service_areas"), fields, desk))
    made |= listed("languages", languages(thing.part("languages"), fields, desk))
    made |= listed("funding", fundings(thing.part("funding"), fields, desk))
    made |= listed("cost_options", costs(thing.part("cost_options"), fields, desk))
    made |= listed("required_documents", documents(thing.part("required_documents"), fields, desk))
    made |= listed("capacities", capacities(thing.part("capacities"), fields, desk))
    made |= fields.texts("alert", "interpretation_services", "application_process", "accreditations")
    made |= fields.texts("eligibility_description") | _ages(fields) | _fees(fields)
    made |= given({"assured_date": _assured(fields, desk), "assurer_email": fields.email("assurer_email")})
    made |= _under_hsds(fields.texts("wait_time", "licenses"))
    if thing.get("last_modified"):
        why = "The history of the records is what says when each was changed."
        fields.tell("last_modified", Action.DROPPED, thing.get("last_modified"), why)
    made |= given({"description": with_asides(fields.text("description"), fields.asides)})
    return desk.finish(thing, {**made, **_source(thing, desk)})


def link_body(thing: Thing, desk: Desk) -> Record:
    """What is said of a service at one of its places, but for which place that is."""
    fields = Fields(thing, desk.report)
    made = listed("schedules", schedules(thing.part("schedules"), fields, desk))
    made |= listed("phones", phones(thing.part("phones"), fields, desk))
    made |= listed("contacts", contacts(thing.part("contacts"), fields, desk))
    made |= listed("service_areas", areas(thing.part("service_areas"), fields, desk))
    made |= given({"description": with_asides(fields.text("description"), fields.asides)})
    return desk.finish(thing, made)


def location_body(thing: Thing, owner_name: str, desk: Desk) -> Record:
    """A place. `owner_name` is what it is called after if it has neither a name nor a street."""
    fields = Fields(thing, desk.report)
    made = _place_name(fields, owner_name)
    made |= given({"alternate_name": _other_name(fields)})
    location_type = fields.choice("location_type", LOCATION_TYPES)
    if not location_type:
        fields.tell("location_type", Action.DEFAULTED, "", "It is taken for a place that people can go to.")
    elif location_type != "physical" or desk.extension.says(thing, "location_type"):
        made["location_type"] = location_type
    hidden = _hidden(thing, desk)
    made |= given({**hidden, "url": fields.url("url")}) | fields.texts("transportation")
    made |= _point(fields, desk) | fields.lines("external_identifier", "external_identifier_type")
    made |= listed("addresses", addresses(thing.part("addresses"), location_type or "physical", fields, desk))
    made |= listed("phones", phones(thing.part("phones"), fields, desk))
    made |= listed("contacts", contacts(thing.part("contacts"), fields, desk))
    made |= listed("schedules", schedules(thing.part("schedules"), fields, desk))
    made |= listed("accessibility", accessibility(thing.part("accessibility"), fields, desk))
    made |= listed("languages", languages(thing.part("languages"), fields, desk))
    description = fields.text("description")
    if hidden:
        sentence = hidden_sentence(hidden.get("visibility", PUBLIC), hidden.get("near", ""))
        description = description.removesuffix(sentence).rstrip()
    made |= given({"description": with_asides(description, fields.asides)})
    return desk.finish(thing, {**made, **_source(thing, desk)})


def _name(fields: Fields, why: str, otherwise: str) -> Record:
    name = fields.title()
    if name:
        return {"name": name}
    name = fields.title("alternate_name") or otherwise
    fields.tell("name", Action.DEFAULTED, name, why)
    return {"name": name}


def _other_name(fields: Fields) -> str:
    return fields.title("alternate_name") if fields.thing.get("name") else ""


def _place_name(fields: Fields, owner_name: str) -> Record:
    name = fields.title()
    if not name:
        streets = [part.get("address_1") for part in fields.thing.part("addresses")]
        stands_in = [fields.title("alternate_name"), *streets, owner_name, "Unnamed place"]
        name = " ".join(next(filter(None, stands_in)).split())[:LONGEST_NAME]
        fields.tell("name", Action.DEFAULTED, name, "A place needs a name, and this one has none.")
    return {"name": name}


def _year(fields: Fields) -> str:
    year = fields.number("year_incorporated", whole=True)
    if year and not (len(year) == 4 and year[0] in "12"):
        fields.keep("year_incorporated", year, "It is not a year.")
        return ""
    return year


def _status(fields: Fields, desk: Desk) -> str:
    """The status, left out where it is what is assumed anyway, unless the record had it."""
    status, assumed = fields.choice("status", STATUSES), desk.settings.default_status
    if not status:
        fields.tell("status", Action.DEFAULTED, "", f"The directory assumes: {assumed}.")
    return "" if status == assumed and not desk.extension.says(fields.thing, "status") else status


def _ages(fields: Fields) -> Record:
    youngest, oldest = (plain_number(fields.number(name)) for name in ("minimum_age", "maximum_age"))
    if youngest and oldest and float(oldest) < float(youngest):
        fields.keep("maximum_age", f"{youngest} to {oldest}", "The oldest is younger than the youngest.", "Ages")
        return {}
    return given({"minimum_age": youngest, "maximum_age": oldest})


def _fees(fields: Fields) -> Record:
    """HSDS has two fields for the same words; what both say is written once."""
    told, fees = fields.text("fees_description"), fields.text("fees")
    if not fees or fees == told:
        return given({"fees_description": lay_out(told)})
    why = "The standard keeps this under fees_description now, so it is written there."
    fields.tell("fees", Action.MAPPED, fees, why)
    both = "\n".join(part for part in (told, fees) if part)
    return given({"fees_description": lay_out(fields.clean("fees", both, LONGEST_TEXT))})


def _assured(fields: Fields, desk: Desk) -> str:
    assured = fields.date("assured_date")
    if assured > desk.options.today.isoformat():
        fields.keep("assured_date", assured, "It lies ahead.", "Checked on")
        return ""
    return assured


def _point(fields: Fields, desk: Desk) -> Record:
    """Latitude and longitude, both or neither, where they can be of this directory."""
    written = {name: fields.line(name) for name in _DEGREES}
    if not any(written.values()):
        return {}
    why = _wrong_point(written, desk)
    if why:
        value = ", ".join(f"{name} {value}" for name, value in written.items() if value)
        fields.tell("latitude", Action.DROPPED, value, why)
        return {}
    return given(written)


def _wrong_point(written: dict[str, str], desk: Desk) -> str:
    try:
        latitude, longitude = (float(written[name]) for name in _DEGREES)
    except ValueError:
        return "A point needs a latitude and a longitude, in figures."
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return "There is no such point on the globe."
    if latitude == 0 and longitude == 0:
        return "It is where programs put what has no point."
    if any(len(value) > 25 or "e" in value.lower() for value in written.values()):
        return "A point needs a latitude and a longitude, in figures."
    bounds = desk.settings.bounds
    return "" if bounds is None or bounds.hold(latitude, longitude) else "It lies outside the directory's area."


def _hidden(thing: Thing, desk: Desk) -> dict[str, str]:
    facts = desk.terms.facts(thing)
    return {name: facts[name] for name in ("visibility", "near") if facts.get(name)}


def _under_hsds(fields: Record) -> Record:
    return {"hsds": fields} if fields else {}


def _source(thing: Thing, desk: Desk) -> Record:
    """Where the record is from: what the person who imports says, else what the source itself says."""
    facts = desk.terms.facts(thing)
    own = {name: facts.get(f"source-{name}", "") for name in ("name", "url", "license", "retrieved")}
    said = given(desk.options.source) or given(own)
    return {"source": said} if said else {}
