"""The objects of HSDS 3.2.3, field for field in the standard's own order.

Nested as the JSON feed nests them. An empty string, an empty list and None all mean "not given" and are left
out when encoded (`encode`), so that no null and no empty string is ever published. Numbers keep their own type.
`metadata` is carried only when a record's `hsds:` block gives it: git is our record of changes.
"""

from __future__ import annotations

from functools import cache
from typing import get_type_hints

import msgspec

_ENCODER = msgspec.json.Encoder()


class Hsds(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """What all HSDS objects share: unset fields are not encoded."""


class Url(Hsds):
    """HSDS `url`."""

    id: str
    label: str = ""
    url: str = ""
    organization_id: str = ""
    service_id: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Attribute(Hsds):
    """HSDS `attribute`."""

    id: str
    link_id: str = ""
    taxonomy_term_id: str = ""
    link_type: str = ""
    link_entity: str = ""
    value: str = ""
    taxonomy_term: TaxonomyTerm | None = None
    label: str = ""
    metadata: list[dict[str, str]] = []


class Language(Hsds):
    """HSDS `language`."""

    id: str
    service_id: str = ""
    location_id: str = ""
    phone_id: str = ""
    name: str = ""
    code: str = ""
    note: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Phone(Hsds):
    """HSDS `phone`."""

    id: str
    location_id: str = ""
    service_id: str = ""
    organization_id: str = ""
    contact_id: str = ""
    service_at_location_id: str = ""
    number: str = ""
    extension: float | int | None = None
    type: str = ""
    description: str = ""
    languages: list[Language] = []
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Contact(Hsds):
    """HSDS `contact`."""

    id: str
    organization_id: str = ""
    service_id: str = ""
    service_at_location_id: str = ""
    location_id: str = ""
    name: str = ""
    title: str = ""
    department: str = ""
    email: str = ""
    phones: list[Phone] = []
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Schedule(Hsds):
    """HSDS `schedule`."""

    id: str
    service_id: str = ""
    location_id: str = ""
    service_at_location_id: str = ""
    valid_from: str = ""
    valid_to: str = ""
    dtstart: str = ""
    timezone: float | int | None = None
    until: str = ""
    count: float | int | None = None
    wkst: str = ""
    freq: str = ""
    interval: float | int | None = None
    byday: str = ""
    byweekno: str = ""
    bymonthday: str = ""
    byyearday: str = ""
    description: str = ""
    opens_at: str = ""
    closes_at: str = ""
    schedule_link: str = ""
    attending_type: str = ""
    notes: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Funding(Hsds):
    """HSDS `funding`."""

    id: str
    organization_id: str = ""
    service_id: str = ""
    source: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class ServiceArea(Hsds):
    """HSDS `service_area`."""

    id: str
    service_id: str = ""
    service_at_location_id: str = ""
    name: str = ""
    description: str = ""
    extent: str = ""
    extent_type: str = ""
    uri: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class RequiredDocument(Hsds):
    """HSDS `required_document`."""

    id: str
    service_id: str = ""
    document: str = ""
    uri: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class CostOption(Hsds):
    """HSDS `cost_option`."""

    id: str
    service_id: str = ""
    valid_from: str = ""
    valid_to: str = ""
    option: str = ""
    currency: str = ""
    amount: float | int | None = None
    amount_description: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Accessibility(Hsds):
    """HSDS `accessibility`."""

    id: str
    location_id: str = ""
    description: str = ""
    details: str = ""
    url: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Address(Hsds):
    """HSDS `address`."""

    id: str
    location_id: str = ""
    attention: str = ""
    address_1: str = ""
    address_2: str = ""
    city: str = ""
    region: str = ""
    state_province: str = ""
    postal_code: str = ""
    country: str = ""
    address_type: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Location(Hsds):
    """HSDS `location`."""

    id: str
    location_type: str = ""
    url: str = ""
    organization_id: str = ""
    name: str = ""
    alternate_name: str = ""
    description: str = ""
    transportation: str = ""
    latitude: float | int | None = None
    longitude: float | int | None = None
    external_identifier: str = ""
    external_identifier_type: str = ""
    languages: list[Language] = []
    addresses: list[Address] = []
    contacts: list[Contact] = []
    accessibility: list[Accessibility] = []
    phones: list[Phone] = []
    schedules: list[Schedule] = []
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class ServiceAtLocation(Hsds):
    """HSDS `service_at_location`."""

    id: str
    service_id: str = ""
    location_id: str = ""
    description: str = ""
    service_areas: list[ServiceArea] = []
    contacts: list[Contact] = []
    phones: list[Phone] = []
    schedules: list[Schedule] = []
    location: Location | None = None
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Unit(Hsds):
    """HSDS `unit`."""

    id: str
    name: str = ""
    scheme: str = ""
    identifier: str = ""
    uri: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class ServiceCapacity(Hsds):
    """HSDS `service_capacity`."""

    id: str
    service_id: str = ""
    unit: Unit | None = None
    unit_id: str = ""
    available: float | int | None = None
    maximum: float | int | None = None
    description: str = ""
    updated: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Program(Hsds):
    """HSDS `program`."""

    id: str
    organization_id: str = ""
    name: str = ""
    alternate_name: str = ""
    description: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class OrganizationIdentifier(Hsds):
    """HSDS `organization_identifier`."""

    id: str
    organization_id: str = ""
    identifier_scheme: str = ""
    identifier_type: str = ""
    identifier: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Organization(Hsds):
    """HSDS `organization`."""

    id: str
    name: str = ""
    alternate_name: str = ""
    description: str = ""
    email: str = ""
    website: str = ""
    additional_websites: list[Url] = []
    tax_status: str = ""
    tax_id: str = ""
    year_incorporated: float | int | None = None
    legal_status: str = ""
    logo: str = ""
    uri: str = ""
    parent_organization_id: str = ""
    funding: list[Funding] = []
    contacts: list[Contact] = []
    phones: list[Phone] = []
    locations: list[Location] = []
    programs: list[Program] = []
    organization_identifiers: list[OrganizationIdentifier] = []
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Service(Hsds):
    """HSDS `service`."""

    id: str
    organization_id: str = ""
    program_id: str = ""
    name: str = ""
    alternate_name: str = ""
    description: str = ""
    url: str = ""
    additional_urls: list[Url] = []
    email: str = ""
    status: str = ""
    interpretation_services: str = ""
    application_process: str = ""
    fees_description: str = ""
    wait_time: str = ""
    fees: str = ""
    accreditations: str = ""
    eligibility_description: str = ""
    minimum_age: float | int | None = None
    maximum_age: float | int | None = None
    assured_date: str = ""
    assurer_email: str = ""
    licenses: str = ""
    alert: str = ""
    last_modified: str = ""
    phones: list[Phone] = []
    schedules: list[Schedule] = []
    service_areas: list[ServiceArea] = []
    service_at_locations: list[ServiceAtLocation] = []
    languages: list[Language] = []
    organization: Organization | None = None
    funding: list[Funding] = []
    cost_options: list[CostOption] = []
    program: Program | None = None
    required_documents: list[RequiredDocument] = []
    contacts: list[Contact] = []
    capacities: list[ServiceCapacity] = []
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


class Taxonomy(Hsds):
    """HSDS `taxonomy`."""

    id: str
    name: str = ""
    description: str = ""
    uri: str = ""
    version: str = ""
    metadata: list[dict[str, str]] = []


class TaxonomyTerm(Hsds):
    """HSDS `taxonomy_term`."""

    id: str
    code: str = ""
    name: str = ""
    description: str = ""
    parent_id: str = ""
    taxonomy: str = ""
    taxonomy_detail: Taxonomy | None = None
    language: str = ""
    taxonomy_id: str = ""
    term_uri: str = ""
    metadata: list[dict[str, str]] = []


class MetaTableDescription(Hsds):
    """HSDS `meta_table_description`."""

    id: str
    name: str = ""
    language: str = ""
    character_set: str = ""
    attributes: list[Attribute] = []
    metadata: list[dict[str, str]] = []


@cache
def nested_fields(kind: type[Hsds]) -> tuple[str, ...]:
    """The fields of a kind of object that hold other objects, one or a list."""
    hints = get_type_hints(kind)
    return tuple(name for name in kind.__struct_fields__ if _holds_objects(hints[name]))


def _holds_objects(hint: object) -> bool:
    if isinstance(hint, type):
        return issubclass(hint, Hsds)
    return any(_holds_objects(one) for one in getattr(hint, "__args__", ()))


def encode(value: object) -> bytes:
    """Encode an HSDS object, or a list or mapping of them, as compact JSON (UTF-8), fields in the standard's order."""
    return _ENCODER.encode(value)


def plain(value: object) -> object:
    """Turn an HSDS object into plain dicts and lists, unset fields left out, as the encoded JSON would read."""
    return msgspec.json.decode(_ENCODER.encode(value))
