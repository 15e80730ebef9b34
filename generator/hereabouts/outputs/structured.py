"""schema.org descriptions of pages, as JSON-LD (https://schema.org/docs/schemas.html).

They say nothing that the page does not, and nothing of a place that is not public.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from markupsafe import Markup

from hereabouts.directory import LocationListing, OrganizationListing, ServiceListing, TermListing, page_of
from hereabouts.model.objects import Address, Phone, Schedule
from hereabouts.outputs.pages.links import web_url
from hereabouts.settings import Settings

Described = dict[str, object]

_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_ENCODER = msgspec.json.Encoder()
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_SAFE = str.maketrans(_UNSAFE)


def script(described: Described) -> Markup:
    """The description as a data block: no character in it can end the block or begin an element."""
    written = _ENCODER.encode({"@context": "https://schema.org", **described}).decode()
    return Markup('<script type="application/ld+json">%s</script>') % Markup(written.translate(_SAFE))  # noqa: S704


def describe_service(service: ServiceListing, settings: Settings, base: str, language: str) -> Described:
    """A service with who provides it, where, when, and what it costs. `base` is the prefix of the page's language."""
    hsds, said = service.hsds, service.translations.get(language, {})
    channels = [channel for channel in _channels(service, settings) if len(channel) > 1]
    return _given(
        {
            "@type": "Service",
            "@id": _url(settings, "", service.path),
            "url": _url(settings, base, service.path),
            "name": said.get("name", hsds.name),
            "alternateName": said.get("alternate_name", hsds.alternate_name),
            "description": said.get("description", hsds.description),
            "serviceType": [use.term.hsds.name for use in service.uses.get("needs", ())],
            "provider": _provider(service.organization, settings),
            "areaServed": [area.name for area in hsds.service_areas],
            "audience": [
                {"@type": "Audience", "audienceType": use.term.hsds.name} for use in service.uses.get("audiences", ())
            ],
            "availableChannel": channels,
            "hoursAvailable": describe_hours(hsds.schedules),
            "offers": [
                {"@type": "Offer", "price": cost.amount, "priceCurrency": cost.currency}
                for cost in hsds.cost_options
                if cost.amount is not None and cost.currency
            ],
        }
    )


def _provider(group: OrganizationListing, settings: Settings) -> Described:
    return _given(
        {
            "@type": "NGO",
            "@id": _url(settings, "", group.path),
            "name": group.hsds.name,
            "url": web_url(group.hsds.website),
        }
    )


def _channels(service: ServiceListing, settings: Settings) -> Iterable[Described]:
    spoken = [one.code for one in service.hsds.languages if one.code]
    for place in service.places:
        hsds = place.location.hsds
        yield _given(
            {
                "@type": "ServiceChannel",
                "serviceLocation": describe_place(place.location, settings) if not hsds.url else None,
                "serviceUrl": web_url(hsds.url),
                "servicePhone": _phones(place.hsds.phones),
                "availableLanguage": [one.code for one in hsds.languages if one.code],
            }
        )
    yield _given(
        {
            "@type": "ServiceChannel",
            "serviceUrl": web_url(service.hsds.url),
            "servicePhone": _phones(service.hsds.phones),
            "availableLanguage": spoken,
        }
    )


def describe_organization(group: OrganizationListing, settings: Settings, base: str) -> Described:
    """A group and what it is a part of."""
    hsds = group.hsds
    return _given(
        {
            "@type": "NGO",
            "@id": _url(settings, "", group.path),
            "name": hsds.name,
            "alternateName": hsds.alternate_name,
            "description": hsds.description,
            "url": web_url(hsds.website) or _url(settings, base, group.path),
            "email": hsds.email,
            "telephone": [phone.number for phone in hsds.phones],
            "foundingDate": f"{hsds.year_incorporated:.0f}" if hsds.year_incorporated else "",
            "identifier": [
                _official_number(one.identifier_scheme, one.identifier)
                for one in hsds.organization_identifiers
                if one.identifier_scheme
            ],
            "parentOrganization": _given({"@type": "NGO", "name": group.parent.hsds.name}) if group.parent else None,
            "sameAs": [url for url in (web_url(one.url) for one in hsds.additional_websites) if url],
        }
    )


def describe_place(location: LocationListing, settings: Settings) -> Described:
    """A place; one that is not public has a name, and neither address nor point."""
    hsds = location.hsds
    public = location.visibility == "public"
    point = public and hsds.latitude is not None and hsds.longitude is not None
    return _given(
        {
            "@type": "Place",
            "@id": _url(settings, "", location.path) if location.path else "",
            "name": hsds.name,
            "identifier": _official_number(hsds.external_identifier_type, hsds.external_identifier) if public else None,
            "address": describe_address(hsds.addresses[0]) if public and hsds.addresses else None,
            "geo": {"@type": "GeoCoordinates", "latitude": hsds.latitude, "longitude": hsds.longitude}
            if point
            else None,
            "telephone": [phone.number for phone in hsds.phones],
            "openingHoursSpecification": describe_hours(hsds.schedules),
        }
    )


def _official_number(register: str, number: str) -> Described | None:
    """A number in a register that others know: a charity, a company, a building (UPRN)."""
    return {"@type": "PropertyValue", "propertyID": register, "value": number} if register and number else None


def describe_address(address: Address) -> Described:
    """A postal address."""
    street = ", ".join(part for part in (address.address_1, address.address_2) if part)
    return _given(
        {
            "@type": "PostalAddress",
            "streetAddress": street,
            "addressLocality": address.city,
            "addressRegion": address.state_province,
            "postalCode": address.postal_code,
            "addressCountry": address.country,
        }
    )


def describe_hours(schedules: Iterable[Schedule]) -> list[Described]:
    """Weekly hours that hold in every week; anything else cannot be said in schema.org without being wrong."""
    return [
        _given(
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": [_DAYS[day] for day in one.byday.split(",") if day in _DAYS],
                "opens": one.opens_at[:5],
                "closes": one.closes_at[:5],
                "validFrom": one.valid_from,
                "validThrough": one.valid_to,
            }
        )
        for one in schedules
        if one.freq == "WEEKLY" and one.byday and one.closes_at and (one.interval or 1) == 1 and not one.notes
    ]


def describe_topic(term: TermListing, settings: Settings, base: str) -> Described:
    """A topic's page and the services on it."""
    return _given(
        {
            "@type": "CollectionPage",
            "name": term.hsds.name,
            "description": term.hsds.description,
            "url": f"{settings.url.rstrip('/')}/{base}{term.path}/" if settings.url else "",
        }
    )


def _phones(phones: Iterable[Phone]) -> list[Described]:
    return [{"@type": "ContactPoint", "telephone": phone.number} for phone in phones]


def _url(settings: Settings, base: str, path: str) -> str:
    return f"{settings.url.rstrip('/')}/{base}{page_of(path)}" if settings.url else ""


def _given(fields: Described) -> Described:
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}
