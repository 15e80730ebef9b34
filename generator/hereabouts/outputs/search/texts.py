"""What a service is found by: its texts in one language, field by field."""

from __future__ import annotations

from collections.abc import Iterator

from hereabouts.directory import LocationListing, OrganizationListing, ServiceListing, TermListing, Translations
from hereabouts.outputs.pages.neighbours import town_of
from hereabouts.outputs.pages.site import Site

FIELDS = {"name": 8.0, "topic": 5.0, "group": 3.0, "place": 3.0, "text": 1.0}
"""Field -> how much a word in it counts, beside one in the description (what lunr calls a boost)."""

_TOPICS = ("needs", "audiences")
_MEANS = ("setting", "access")
_SENTENCES = ("description", "eligibility_description", "application_process")


def texts_of(site: Site, service: ServiceListing) -> tuple[str, ...]:
    """One text for each of `FIELDS`. A place that is kept from the public says no more here than on its page."""
    parts = {
        "name": _names(site, service),
        "topic": _topics(site, service),
        "group": _names(site, service.organization),
        "place": _places(site, service),
        "text": _sentences(site, service),
    }
    return tuple("\n".join(parts[field]) for field in FIELDS)


def _names(site: Site, listing: ServiceListing | OrganizationListing | LocationListing) -> Iterator[str]:
    yield from _in_every_language(site, listing.hsds.name, listing.translations, "name")
    yield from _in_every_language(site, listing.hsds.alternate_name, listing.translations, "alternate_name")


def _in_every_language(site: Site, said: str, translations: Translations, field: str) -> Iterator[str]:
    """The words of the page's language first; those of the others too, since people ask for names in either."""
    own, _ = site.word(said, translations, field)
    others = (one.get(field, "") for one in translations.values())
    yield from (text for text in dict.fromkeys((own, said, *others)) if text)


def _topics(site: Site, service: ServiceListing) -> Iterator[str]:
    """Names of its terms and of those above them, and the other words people have for them, each once."""
    used = [use.term for name in _TOPICS for use in service.uses.get(name, ())]
    terms: dict[str, TermListing] = {}
    for term in used:
        each: TermListing | None = term
        while each is not None:
            terms[each.path] = each
            each = each.parent
    for term in terms.values():
        yield from _in_every_language(site, term.hsds.name, term.translations, "name")
        yield from term.synonyms
    if service.hsds.program is not None:
        yield service.hsds.program.name


def _places(site: Site, service: ServiceListing) -> Iterator[str]:
    for place in service.places:
        location = place.location
        yield from _names(site, location)
        yield from (address.address_1 for address in location.hsds.addresses)
        yield from (address.postal_code for address in location.hsds.addresses)
        yield town_of(location)
    yield from (area.name for area in service.hsds.service_areas)


def _sentences(site: Site, service: ServiceListing) -> Iterator[str]:
    for field in _SENTENCES:
        said, _ = site.word(getattr(service.hsds, field), service.translations, field)
        yield said
    means = [use.term for name in _MEANS for use in service.uses.get(name, ())]
    means += [use.term for place in service.places for use in place.location.access]
    for path in dict.fromkeys(term.path for term in means):
        term = next(one for one in means if one.path == path)
        yield site.word(term.hsds.name, term.translations, "name")[0]
    yield from (language.name for language in service.hsds.languages)
