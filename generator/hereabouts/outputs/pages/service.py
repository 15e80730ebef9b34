"""The page of a service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from hereabouts.directory import ServiceListing
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages.cards import told_apart
from hereabouts.outputs.pages.contacts import (
    Way,
    labelled,
    mail_ways,
    people,
    phone_ways,
    say_languages,
    web_ways,
)
from hereabouts.outputs.pages.facts import AUDIENCES, ROUTES, SETTING, audiences, facts_of, first_phone, where_lines
from hereabouts.outputs.pages.head import head
from hereabouts.outputs.pages.links import up, web_url
from hereabouts.outputs.pages.markup import anchor, fill, joined
from hereabouts.outputs.pages.neighbours import neighbours, spot_of, topic_of
from hereabouts.outputs.pages.notices import notices, room
from hereabouts.outputs.pages.places import PlaceView, place_view
from hereabouts.outputs.pages.prose import prose, split_lead
from hereabouts.outputs.pages.sessions import dates_of
from hereabouts.outputs.pages.short_ids import short_id
from hereabouts.outputs.pages.site import NEEDS, Site, also_called, in_short, name_of, page_address, plain_name
from hereabouts.outputs.pages.small_print import small_print
from hereabouts.outputs.pages.standing import is_gone
from hereabouts.outputs.pages.templates import render
from hereabouts.outputs.pages.times import names_of_dates
from hereabouts.outputs.pages.uses import use_views
from hereabouts.outputs.pages.wording import say_all
from hereabouts.outputs.structured import describe_service

FIRST_VISIT = "first-visit"
READINESS = "readiness"
FEED = "api/"
_FEW_TIMES = 3
_MOST_SIBLINGS = 8
_TOLD = {ROUTES, SETTING, AUDIENCES, NEEDS, FIRST_VISIT, READINESS}


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence that the browser hides from the day after `hides_after`."""

    words: Markup
    hides_after: str


def service_page(site: Site, service: ServiceListing) -> Page:
    """One service, whole."""
    address = page_address(service)
    root = up(address)
    name, group = plain_name(site, service), plain_name(site, service.organization)
    described = describe_service(service, site.settings, site.base, site.language)
    return Page(
        kind="service",
        address=address,
        path=site.file(address),
        title=site.gettext("{service}, {group}").format(service=name, group=group),
        description=in_short(site, service),
        body=render("service", site.language, **_first(site, service, root), **_rest(site, service, root)),
        head=head(site, address, described, feed=f"{FEED}services/{service.hsds.id}.json"),
        sensitive=service.sensitive,
    )


def _first(site: Site, service: ServiceListing, root: str) -> dict[str, object]:
    """What the page begins with: names, what to know first, the five facts."""
    facts = facts_of(site, service)
    return {
        "lead": _lead(site, service)[0],
        "name": name_of(site, service),
        "also": also_called(site, service),
        "by": _by(site, service, root),
        "notices": notices(site, service, root),
        "times": facts.times,
        "few_times": len(facts.times.lines) <= _FEW_TIMES,
        "dates": dates_of(site, service),
        "timezone": site.settings.timezone,
        "names": names_of_dates(site.language),
        "where": where_lines(site, service, root),
        "facts": facts,
        "gone": is_gone(service),
        "ask": _ask(site, service),
        "short_id": short_id(site, service),
        "sensitive": service.sensitive,
        "root": root,
        "rooms": list(_rooms(site, service)),
        "phone": first_phone(site, service),
    }


def _rest(site: Site, service: ServiceListing, root: str) -> dict[str, object]:
    """What follows the facts, from the group's own words to the small print."""
    hsds, uses = service.hsds, service.uses
    places = [place_view(site, place, root, service.sensitive) for place in service.places]
    return {
        "description": _lead(site, service)[1],
        "first_visit": use_views(site, uses.get(FIRST_VISIT, ()), describe=True),
        "documents": [(site.note(one.document), web_url(one.uri)) for one in hsds.required_documents],
        "places": [place for place in places if _is_told(place)],
        "routes": use_views(site, uses.get(ROUTES, ()), describe=True),
        "process": site.prose(hsds.application_process, service.translations, "application_process"),
        "readiness": use_views(site, uses.get(READINESS, ())),
        "readiness_title": _readiness_title(site, service),
        **_contact(site, service),
        "more": [(label, lines) for label, lines in _more(site, service) if lines],
        **_around(site, service, root),
        "print": small_print(site, service, root),
        "bar": list(_bar(site, service, places)),
    }


def _lead(site: Site, service: ServiceListing) -> tuple[Markup, Markup]:
    """What it is in a sentence or two, which stand at the top, and the rest of the group's own words."""
    said, is_foreign = site.word(service.hsds.description, service.translations, "description")
    lead, rest = split_lead(said)
    return (site.note(lead), site.block(rest)) if is_foreign else (escape(lead), prose(rest))


def _contact(site: Site, service: ServiceListing) -> dict[str, object]:
    """How to reach the service, and the group where it has no way of its own."""
    ways, staff = _ways(site, service), people(site, service.hsds.contacts)
    own = bool(ways or staff)
    return {
        "ways": ways,
        "people": staff,
        "group_ways": [] if own else _group_ways(site, service),
        "group_people": [] if own else people(site, service.organization.hsds.contacts),
    }


def _by(site: Site, service: ServiceListing, root: str) -> Markup:
    """Whose service it is, and of which programme."""
    group = service.organization
    linked = anchor(root + page_address(group), name_of(site, group))
    by = fill(site.gettext("From {group}"), group=linked)
    program = service.hsds.program
    if program is None or not program.name:
        return by
    said = site.text(program.name, group.program_translations.get(program.id, {}), "name")
    return joined(", ", (by, fill(site.gettext("part of {program}"), program=said)))


def _ask(site: Site, service: ServiceListing) -> Markup:
    """What to do about a fact that is missing."""
    way = first_phone(site, service)
    if way is None:
        return Markup()
    link = anchor(way.href, way.shown)
    return fill(site.gettext("Ring {number} to ask."), number=link)


def _rooms(site: Site, service: ServiceListing) -> Iterator[Dated]:
    for capacity in service.capacities:
        if not capacity.expired and capacity.available > 0:
            words = room(site, capacity)
            if capacity.description:
                words = joined(". ", (words, site.note(capacity.description.rstrip(". "))))
            yield Dated(words + ".", capacity.expires.isoformat())


def _is_told(place: PlaceView) -> bool:
    """Whether there is more to say of a place than its name."""
    return any(
        (
            place.address,
            place.hidden,
            place.at_place,
            place.description,
            place.transport,
            place.access,
            place.ways,
            place.people,
        )
    )


def _readiness_title(site: Site, service: ServiceListing) -> Markup:
    uses = service.uses.get(READINESS)
    return name_of(site, uses[0].term.taxonomy) if uses else Markup()


def _ways(site: Site, service: ServiceListing) -> list[Way]:
    hsds = service.hsds
    return [
        *phone_ways(site, hsds.phones),
        *mail_ways(site, [hsds.email]),
        *web_ways(site, [(hsds.url, ""), *labelled(hsds.additional_urls)]),
    ]


def _group_ways(site: Site, service: ServiceListing) -> list[Way]:
    group = service.organization.hsds
    return [
        *phone_ways(site, group.phones),
        *mail_ways(site, [group.email]),
        *web_ways(site, [(group.website, "")]),
    ]


def _more(site: Site, service: ServiceListing) -> Iterator[tuple[Markup, list[Markup]]]:
    """What is good to know as well, label and lines."""
    _ = site.gettext
    hsds = service.hsds
    yield escape(_("Languages")), list(_languages(site, service))
    yield escape(_("Area covered")), list(_areas(site, service))
    told = service.hsds.eligibility_description and service.uses.get(AUDIENCES)
    yield escape(_("Meant for")), [audiences(site, service)] if told else []
    ways = [name_of(site, use.term) for use in service.uses.get(SETTING, ()) if use.term.key != "signposting"]
    yield escape(_("How it happens")), [joined(", ", ways)] if ways else []
    accreditations = site.prose(hsds.accreditations, service.translations, "accreditations")
    yield escape(_("Quality marks")), [accreditations] if accreditations else []
    sources = [site.note(one.source) for one in hsds.funding if one.source]
    yield escape(_("Paid for by")), [say_all(sources, site.language)] if sources else []
    for name, uses in service.uses.items():
        if name not in _TOLD and uses:
            lines = [joined(": ", (view.name, view.says)) if view.says else view.name for view in use_views(site, uses)]
            yield name_of(site, uses[0].term.taxonomy), lines


def _languages(site: Site, service: ServiceListing) -> Iterator[Markup]:
    plain = [(one.code, one.name) for one in service.hsds.languages if not one.note]
    if plain:
        yield say_languages(site, plain)
    for one in service.hsds.languages:
        if one.note:
            yield joined(": ", (say_languages(site, [(one.code, one.name)]), site.note(one.note)))
    if service.hsds.interpretation_services:
        yield site.line(service.hsds.interpretation_services, service.translations, "interpretation_services")


def _areas(site: Site, service: ServiceListing) -> Iterator[Markup]:
    areas = [*service.hsds.service_areas, *(area for place in service.places for area in place.hsds.service_areas)]
    names = dict.fromkeys(site.area(area) for area in areas if area.name or area.description)
    if names:
        yield say_all(list(names), site.language)


def _around(site: Site, service: ServiceListing, root: str) -> dict[str, object]:
    """The neighbours of the page: others in its topic, and the group's other services."""
    _ = site.gettext
    topic = topic_of(service)
    near = neighbours(site, service)
    others = [one for one in service.organization.services if one is not service]
    group = name_of(site, service.organization)
    return {
        "neighbours": [
            (root + page_address(one), told_apart(site, one), site.note(spot_of(site, one).town)) for one in near
        ],
        "topic_title": fill(_("More help: {topic}"), topic=name_of(site, topic)) if topic else "",
        "topic_href": root + page_address(topic) if topic else "",
        "siblings": [(root + page_address(one), name_of(site, one)) for one in others[:_MOST_SIBLINGS]],
        "siblings_title": fill(_("Also from {group}"), group=group),
    }


def _bar(site: Site, service: ServiceListing, places: list[PlaceView]) -> Iterator[Way]:
    """What a thumb can reach on a phone."""
    _ = site.gettext
    phone = first_phone(site, service)
    if phone is not None:
        yield Way("phone", phone.verb, phone.href, phone.shown)
    directions = next((place.directions for place in places if place.directions), "")
    if directions:
        yield Way("directions", _("Directions"), directions, "")
