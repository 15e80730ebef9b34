"""The data set for catalogues: DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/) as JSON-LD.

A directory that does not say its address has addresses relative to this file, which JSON-LD resolves against its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from hereabouts.directory import TermListing
from hereabouts.frame import in_words, read_licence
from hereabouts.outputs.feed.hosts.layout import TYPES
from hereabouts.outputs.pages.site import NEEDS, Site
from hereabouts.outputs.trust.listed import FOLDER, Listed, Origin

DCAT = "dcat.jsonld"
STANDARD = "https://docs.openreferral.org/"
_DAILY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_WHOLE = (
    *("services.ndjson", "services.json", "organizations.json", "service_at_locations.json", "taxonomies.json"),
    *("taxonomy_terms.json", "extension.ndjson", "changes.ndjson", "changes.atom"),
)
"""Files that are a form of the data set; those for downloading, in a folder of their own, all are."""

_HSDS = (".json", ".ndjson", "hsds.zip")
_OURS = ("extension.ndjson", "changes.ndjson")

Json = dict[str, object]


def describe(site: Site, origin: Origin, files: Iterable[Listed]) -> bytes:
    """The data set, who publishes it on what terms, and every form in which it can be had."""
    settings = site.settings
    base = f"{settings.url.rstrip('/')}/" if settings.url else "../"
    api = f"{base}{FOLDER}"
    described = {
        "@context": _CONTEXT,
        "@id": api,
        "@type": "dcat:Dataset",
        "dct:title": _in_languages(site, "name"),
        "dct:description": _in_languages(site, "description"),
        "dct:publisher": _publisher(site),
        "dcat:contactPoint": _contact(site),
        "dct:license": _licence(site),
        "dct:language": [{"@id": _LANGUAGE + code[:2]} for code in settings.languages if len(code.split("-")[0]) == 2],
        "dct:accrualPeriodicity": {"@id": _DAILY},
        "dct:issued": _moment(origin.began),
        "dct:modified": _moment(origin.changed),
        "dcat:keyword": [{"@value": term.hsds.name, "@language": settings.language} for term in _top(site)],
        "dct:spatial": [{"@id": area.uri} for area in settings.areas.values() if area.uri],
        "dcat:landingPage": {"@id": f"{base}use-the-data/"},
        "dcat:distribution": [_distribution(site, api, file) for file in _forms(site, files)],
    }
    told = {name: value for name, value in described.items() if value}
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def _in_languages(site: Site, name: str) -> list[Json]:
    settings = site.settings
    said = {code: in_words(settings, name, code, settings.language) for code in settings.languages}
    return [{"@value": words, "@language": code} for code, (words, own) in said.items() if words and own == code]


def _publisher(site: Site) -> Json:
    publisher = site.settings.publisher
    return _given(
        {
            "@type": "foaf:Organization",
            "foaf:name": publisher.name or site.settings.name,
            "foaf:homepage": {"@id": publisher.website} if publisher.website else None,
            "dct:identifier": publisher.identifier,
        }
    )


def _contact(site: Site) -> Json:
    publisher = site.settings.publisher
    if not publisher.email:
        return {}
    name = publisher.name or site.settings.name
    mail = {"@id": f"mailto:{publisher.email}"}
    return {"@type": "vcard:Organization", "vcard:fn": name, "vcard:hasEmail": mail}


def _licence(site: Site) -> Json:
    """The address of the licence, or what it is called where we know no address."""
    licence = read_licence(site.settings.license)
    if licence.url:
        return {"@id": licence.url}
    return {"@type": "dct:LicenseDocument", "dct:title": licence.name} if licence.name else {}


def _moment(moment: str) -> Json:
    return {"@value": moment, "@type": "xsd:dateTime"} if moment else {}


def _top(site: Site) -> Iterator[TermListing]:
    """The topics at the top of the list of needs."""
    needs = site.directory.taxonomies.get(NEEDS)
    return (term for term in needs.terms.values() if term.parent is None) if needs else iter(())


def _forms(site: Site, files: Iterable[Listed]) -> Iterator[Listed]:
    """The files that hold the data set, or all of it that is of one kind, in any language."""
    prefixes = ("", *(f"{code}/" for code in site.settings.languages[1:]))
    whole = {f"{prefix}{name}" for prefix in prefixes for name in _WHOLE}
    folders = tuple(f"{prefix}tables/" for prefix in prefixes)
    return (file for file in files if file.path in whole or file.path.startswith(folders))


def _distribution(site: Site, api: str, file: Listed) -> Json:
    ending = file.path.rpartition(".")[2]
    media = TYPES.get(ending, "").partition(";")[0]
    follows = file.path.endswith(_HSDS) and not file.path.endswith(_OURS)
    return _given(
        {
            "@id": f"{api}{file.path}",
            "@type": "dcat:Distribution",
            "dct:title": file.path,
            "dcat:accessURL": {"@id": f"{api}{file.path}"},
            "dcat:downloadURL": {"@id": f"{api}{file.path}"},
            "dcat:mediaType": {"@id": f"{_MEDIA}{media}"} if media else None,
            "dct:conformsTo": {"@id": STANDARD} if follows else None,
            "dct:license": _licence(site),
            "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
            },
        }
    )


def _given(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value}
