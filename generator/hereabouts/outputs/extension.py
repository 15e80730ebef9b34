"""``api/extension.ndjson``: what the records say and HSDS has no place for, one line to a record.

Beside the feed it lets an importer give the very records back: their file names, the keys of terms and programs,
translations, other words for a term, closures said once for a whole list. Only what is named here is written, from
the listings, which hold nothing of a place that is kept secret but what the feed says of it too.
"""

from __future__ import annotations

from dataclasses import asdict

from hereabouts.directory import (
    Directory,
    LocationListing,
    OrganizationListing,
    ServiceListing,
    ServicePlace,
    TaxonomyListing,
    TermListing,
    Translations,
)
from hereabouts.model.objects import encode

PUBLIC = "public"
PATH = "api/extension.ndjson"

Fields = dict[str, object]


def extension_file(directory: Directory) -> tuple[str, bytes]:
    """The file: a line for each record with a file of its own, sorted by the path of the record."""
    lines: dict[str, Fields] = {}
    for organization in directory.organizations.values():
        lines[organization.path] = _organization(organization)
    for service in directory.services.values():
        lines[service.path] = _service(service)
    for location in directory.locations.values():
        lines[location.path] = _venue(location)
    for taxonomy in directory.taxonomies.values():
        if taxonomy.file:  # the built-in list is nobody's record
            lines[f"taxonomies/{taxonomy.name}"] = _taxonomy(taxonomy)
    return PATH, b"".join(_line(path, lines[path]) for path in sorted(lines))


def _line(path: str, fields: Fields) -> bytes:
    return encode({"id": fields["id"], "record": path, **_told(fields)}) + b"\n"


def _told(fields: Fields) -> Fields:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value}


def _organization(listing: OrganizationListing) -> Fields:
    programs = [
        _told({"id": own_id, "key": key, "translations": _words(listing.program_translations[own_id])})
        for key, own_id in listing.program_ids.items()
    ]
    return {"id": listing.hsds.id, **_record(listing), "dates": _dates(listing), "programs": programs}


def _service(listing: ServiceListing) -> Fields:
    places = [told for place in listing.places if len(told := _told(_place(place))) > 1]
    return {
        "id": listing.hsds.id,
        "review_every": listing.review_every if "review_every" in listing.said else "",
        "said": sorted(listing.said & {"status"}),
        **_record(listing),
        "closures": listing.closures,
        "dates": _dates(listing),
        "locations": places,
    }


def _place(place: ServicePlace) -> Fields:
    """A service at one of its places, and that place where it is written inside the service."""
    inside = {} if place.location.path else _told(_location(place.location))
    return {
        "id": place.hsds.id,
        "translations": _words(place.translations),
        "closures": place.closures,
        "place": inside if len(inside) > 1 else {},
    }


def _location(listing: LocationListing) -> Fields:
    return {
        "id": listing.hsds.id,
        "said": sorted(listing.said),
        "near": listing.near if listing.visibility == PUBLIC else "",
        "translations": _words(listing.translations),
        "closures": listing.closures,
    }


def _venue(listing: LocationListing) -> Fields:
    """A venue. One that no group and no service names is nowhere else in the feed, so it is here whole."""
    named = listing.places or listing.organizations
    return {
        **_location(listing),
        **_record(listing),
        "dates": _dates(listing),
        "location": None if named else listing.hsds,
    }


def _taxonomy(listing: TaxonomyListing) -> Fields:
    return {
        "id": listing.hsds.id,
        "link_type": listing.link_type if "link_type" in listing.said else "",
        "applies_to": listing.applies_to,
        "source": _told(asdict(listing.source)) if listing.source else {},
        **_record(listing),
        "terms": [_told(_term(term)) for term in listing.terms.values()],
    }


def _term(term: TermListing) -> Fields:
    return {
        "id": term.hsds.id,
        "key": term.key,
        "synonyms": term.synonyms,
        "sensitive": term.sensitive,
        "expires_after": term.expires_after,
        "formerly": term.formerly,
        "translations": _words(term.translations),
    }


def _dates(listing: OrganizationListing | ServiceListing | LocationListing) -> list[Fields]:
    return [{"id": own_id, **written} for own_id, written in listing.dates.items()]


def _record(listing: OrganizationListing | ServiceListing | LocationListing | TaxonomyListing) -> Fields:
    """What every kind of record may say."""
    return {
        "translations": _words(listing.translations),
        "formerly": listing.formerly,
        "replaces": listing.replaces,
    }


def _words(translations: Translations) -> Translations:
    """The languages in which something is said."""
    return {language: said for language, said in translations.items() if said}
