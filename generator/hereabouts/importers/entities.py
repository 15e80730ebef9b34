"""What each HSDS object may hold, and what the makers of feeds call it when they do not call it that.

The names are HSDS 3.2.3's own (`model.objects` has them all). The other names were all seen in real feeds.
"""

from __future__ import annotations

from dataclasses import dataclass, field

LINE, TEXT, NUMBER, DATE, MOMENT, TIME, EMAIL, URL, URI = (
    "line",
    "text",
    "number",
    "date",
    "moment",
    "time",
    "email",
    "url",
    "uri",
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One HSDS object: `scalars` are its plain fields and their form, `parts` what is nested in it, by field.

    `links` are fields with the id of another object. `others` maps what a feed may write to the HSDS name.
    `lead` is the field that is meant where a feed has text in place of the object.
    """

    scalars: dict[str, str]
    parts: dict[str, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    others: dict[str, str] = field(default_factory=dict)
    lead: str = ""


def _of(form: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), form)


def _same(name: str, others: str) -> dict[str, str]:
    return dict.fromkeys(others.split(), name)


_PHONES = _same("phones", "phone phone_numbers phone_number contact_phones telephone")
_CONTACTS = _same("contacts", "contact contact_points contact_information")
_ADDRESSES = _same("addresses", "addresss address physical_address postal_address physical_addresses")
_LOCATIONS = _same("locations", "location location_details")
_SERVICES = _same("services", "service services_provided")
_SCHEDULES = _same("schedules", "schedule hours_of_operation opening_hours regular_schedules")
_LANGUAGES = _same("languages", "language")
_ATTRIBUTES = _same("attributes", "attribute service_attributes")
_FUNDING = _same("funding", "fundings")
_STREET = {
    **_same("address_1", "street street1 street_1 street_address street_address_1 street_address1 address1"),
    **_same("address_1", "line1 line_1 address_line1 address_line_1 address"),
    **_same("address_2", "street2 street_2 street_address_2 address2 line2 line_2 address_line2 address_line_2"),
    **_same("city", "locality address_locality town"),
    **_same("region", "county"),
    **_same("state_province", "state state_code state_province_code province"),
    **_same("postal_code", "zip zip_code zipcode postcode"),
    **_same("country", "country_code"),
}

ENTITIES: dict[str, Entity] = {
    "organization": Entity(
        {
            **_of(LINE, "name alternate_name legal_status tax_status tax_id"),
            **_of(TEXT, "description"),
            **_of(NUMBER, "year_incorporated"),
            "email": EMAIL,
            "website": URL,
            "logo": URL,
            "uri": URI,
        },
        {
            "additional_websites": "url",
            "funding": "funding",
            "contacts": "contact",
            "phones": "phone",
            "locations": "location",
            "programs": "program",
            "organization_identifiers": "organization_identifier",
            "attributes": "attribute",
            "metadata": "metadata",
            "addresses": "address",
            "services": "service",
        },
        ("parent_organization_id", "location_ids"),
        {
            **_PHONES,
            **_CONTACTS,
            **_ADDRESSES,
            **_LOCATIONS,
            **_SERVICES,
            **_ATTRIBUTES,
            **_FUNDING,
            **_same("alternate_name", "alternate_names nickname aliases alias"),
            **_same("programs", "program"),
            **_same("organization_identifiers", "organization_identifier identifiers"),
            **_same("website", "url"),
            **_same("location_ids", "location_id locations_ids"),
        },
        "name",
    ),
    "program": Entity(
        {**_of(LINE, "name alternate_name"), "description": TEXT},
        {"attributes": "attribute", "metadata": "metadata"},
        ("organization_id",),
        {**_ATTRIBUTES},
        "name",
    ),
    "service": Entity(
        {
            **_of(LINE, "name alternate_name status"),
            **_of(TEXT, "description interpretation_services application_process fees_description wait_time fees"),
            **_of(TEXT, "accreditations eligibility_description licenses alert"),
            **_of(NUMBER, "minimum_age maximum_age"),
            "url": URL,
            "email": EMAIL,
            "assurer_email": EMAIL,
            "assured_date": DATE,
            "last_modified": MOMENT,
        },
        {
            "additional_urls": "url",
            "phones": "phone",
            "schedules": "schedule",
            "service_areas": "service_area",
            "service_at_locations": "service_at_location",
            "languages": "language",
            "organization": "organization",
            "funding": "funding",
            "cost_options": "cost_option",
            "program": "program",
            "required_documents": "required_document",
            "contacts": "contact",
            "capacities": "service_capacity",
            "attributes": "attribute",
            "metadata": "metadata",
            "locations": "location",
            "addresses": "address",
        },
        ("organization_id", "program_id", "location_id", "location_ids"),
        {
            **_PHONES,
            **_CONTACTS,
            **_ADDRESSES,
            **_LOCATIONS,
            **_SCHEDULES,
            **_LANGUAGES,
            **_ATTRIBUTES,
            **_FUNDING,
            **_same("service_at_locations", "service_at_location service_locations"),
            **_same("service_areas", "service_area"),
            **_same("name", "service_name"),
            **_same("status", "service_status"),
            **_same("eligibility_description", "eligibility eligibility_requirements eligibility_criteria"),
            **_same("url", "website"),
            **_same("capacities", "capacity"),
            **_same("location_ids", "locations_ids"),
            **_same("alternate_name", "alternate_names"),
        },
        "name",
    ),
    "service_at_location": Entity(
        {"description": TEXT},
        {
            "service_areas": "service_area",
            "contacts": "contact",
            "phones": "phone",
            "schedules": "schedule",
            "location": "location",
            "attributes": "attribute",
            "metadata": "metadata",
            "service": "service",
        },
        ("service_id", "location_id"),
        {**_PHONES, **_CONTACTS, **_SCHEDULES, **_ATTRIBUTES},
        "location_id",
    ),
    "location": Entity(
        {
            **_of(LINE, "location_type name alternate_name external_identifier external_identifier_type"),
            **_of(TEXT, "description transportation"),
            **_of(NUMBER, "latitude longitude"),
            "url": URL,
        },
        {
            "languages": "language",
            "addresses": "address",
            "contacts": "contact",
            "accessibility": "accessibility",
            "phones": "phone",
            "schedules": "schedule",
            "attributes": "attribute",
            "metadata": "metadata",
            "services": "service",
        },
        ("organization_id", "service_id"),
        {
            **_PHONES,
            **_CONTACTS,
            **_ADDRESSES,
            **_SERVICES,
            **_SCHEDULES,
            **_LANGUAGES,
            **_ATTRIBUTES,
            **_same("accessibility", "accessibilitys accessibilities accessibility_for_disabilities"),
            **_same("latitude", "lat"),
            **_same("longitude", "lng lon long"),
            **_same("name", "location_name"),
            **_same("alternate_name", "alternate_names nickname"),
            **_same("organization_id", "org_id"),
        },
        "addresses",
    ),
    "address": Entity(
        {
            **_of(LINE, "attention address_1 address_2 city region state_province postal_code country address_type"),
        },
        {"attributes": "attribute", "metadata": "metadata"},
        ("location_id",),
        {**_STREET, **_same("address_type", "type"), **_ATTRIBUTES},
        "address_1",
    ),
    "phone": Entity(
        {**_of(LINE, "number extension type"), "description": TEXT},
        {"languages": "language", "attributes": "attribute", "metadata": "metadata"},
        ("location_id", "service_id", "organization_id", "contact_id", "service_at_location_id"),
        {
            **_same("number", "phone_number phone"),
            **_same("extension", "ext"),
            **_same("type", "phone_type"),
            **_LANGUAGES,
        },
        "number",
    ),
    "contact": Entity(
        {**_of(LINE, "name title department"), "email": EMAIL},
        {"phones": "phone", "attributes": "attribute", "metadata": "metadata"},
        ("organization_id", "service_id", "service_at_location_id", "location_id"),
        {**_same("phones", "phone number phone_number phone_numbers"), **_ATTRIBUTES},
        "name",
    ),
    "schedule": Entity(
        {
            **_of(DATE, "valid_from valid_to dtstart until"),
            **_of(LINE, "freq wkst byday byweekno bymonthday byyearday attending_type"),
            **_of(NUMBER, "interval count timezone"),
            **_of(TIME, "opens_at closes_at"),
            **_of(TEXT, "description notes"),
            "schedule_link": URL,
        },
        {"attributes": "attribute", "metadata": "metadata"},
        ("service_id", "location_id", "service_at_location_id"),
        {**_ATTRIBUTES},
        "description",
    ),
    "language": Entity(
        {**_of(LINE, "name code"), "note": TEXT},
        {"attributes": "attribute", "metadata": "metadata"},
        ("service_id", "location_id", "phone_id"),
        {},
        "name",
    ),
    "accessibility": Entity(
        {**_of(TEXT, "description details"), "url": URL},
        {"attributes": "attribute", "metadata": "metadata"},
        ("location_id",),
        {"accessibility": "description"},
        "description",
    ),
    "cost_option": Entity(
        {
            **_of(DATE, "valid_from valid_to"),
            **_of(LINE, "option currency"),
            "amount": NUMBER,
            "amount_description": TEXT,
        },
        {"attributes": "attribute", "metadata": "metadata"},
        ("service_id",),
        {},
        "option",
    ),
    "funding": Entity(
        {"source": LINE},
        {"attributes": "attribute", "metadata": "metadata"},
        ("organization_id", "service_id"),
        {},
        "source",
    ),
    "service_area": Entity(
        {**_of(LINE, "name extent_type"), **_of(TEXT, "description extent"), "uri": URI},
        {"attributes": "attribute", "metadata": "metadata"},
        ("service_id", "service_at_location_id"),
        {"service_area": "name"},
        "name",
    ),
    "required_document": Entity(
        {"document": LINE, "uri": URL},
        {"attributes": "attribute", "metadata": "metadata"},
        ("service_id",),
        {},
        "document",
    ),
    "url": Entity(
        {"label": LINE, "url": URL},
        {"attributes": "attribute", "metadata": "metadata"},
        ("organization_id", "service_id"),
        {},
        "url",
    ),
    "organization_identifier": Entity(
        {**_of(LINE, "identifier_scheme identifier_type identifier")},
        {"attributes": "attribute", "metadata": "metadata"},
        ("organization_id",),
        {**_ATTRIBUTES},
        "identifier",
    ),
    "service_capacity": Entity(
        {**_of(NUMBER, "available maximum"), "description": TEXT, "updated": MOMENT},
        {"unit": "unit", "attributes": "attribute", "metadata": "metadata"},
        ("service_id", "unit_id"),
        {},
        "description",
    ),
    "unit": Entity(
        {**_of(LINE, "name scheme identifier"), "uri": URI},
        {"attributes": "attribute", "metadata": "metadata"},
        (),
        {},
        "name",
    ),
    "taxonomy": Entity(
        {"name": LINE, "description": TEXT, "uri": URI, "version": LINE}, {"metadata": "metadata"}, (), {}, "name"
    ),
    "taxonomy_term": Entity(
        {**_of(LINE, "code name language taxonomy"), "description": TEXT, "term_uri": URI},
        {"taxonomy_detail": "taxonomy", "metadata": "metadata"},
        ("parent_id", "taxonomy_id"),
        {"term": "name"},
        "name",
    ),
    "attribute": Entity(
        {**_of(LINE, "link_type link_entity label"), "value": TEXT},
        {"taxonomy_term": "taxonomy_term", "metadata": "metadata"},
        ("link_id", "taxonomy_term_id"),
        {},
        "value",
    ),
    "metadata": Entity(
        {
            **_of(LINE, "resource_id resource_type last_action_date last_action_type field_name updated_by"),
            **_of(TEXT, "previous_value replacement_value"),
        }
    ),
}

COLLECTIONS = {
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "organizations": "organization",
    "organization": "organization",
    "locations": "location",
    "location": "location",
    "services": "service",
    "service": "service",
    "service_at_locations": "service_at_location",
    "service_at_location": "service_at_location",
    "programs": "program",
}
"""What a record that is no object of its own, but a bundle of several, calls the lists in it."""
