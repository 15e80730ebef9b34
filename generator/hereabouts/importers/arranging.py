"""Parts that a source hangs in one place and names another: each is moved to what it says it belongs to."""

from __future__ import annotations

from hereabouts.importers.graph import Gathered, Link
from hereabouts.importers.thing import Thing, same


def arrange(gathered: Gathered) -> None:
    """Move schedules to the place they count at, and terms to the thing they are about."""
    for service in gathered.services:
        _arrange_schedules(service, gathered)
    for location in gathered.locations:
        _arrange_at_location(location, gathered)
    for thing in [*gathered.organizations, *gathered.services, *gathered.locations]:
        _arrange_attributes(thing, gathered)
        for program in gathered.programs.get(thing, []):
            _arrange_attributes(program, gathered)


def _arrange_schedules(service: Thing, gathered: Gathered) -> None:
    """A copy of a place's schedule goes; a schedule that is nowhere but here and names a place goes there."""
    own = []
    for schedule in service.parts.pop("schedules", []):
        place = _place_of(schedule, service, gathered)
        if place is None:
            own.append(schedule)
        else:
            _add_schedule(service, place, schedule, gathered)
    if own:
        service.parts["schedules"] = own


def _place_of(schedule: Thing, service: Thing, gathered: Gathered) -> Link | None:
    link_id, location_id = schedule.link("service_at_location_id"), schedule.link("location_id")
    for link, location in gathered.places.get(service, []):
        if link is not None and link_id and link_id in (link.id, link.key):
            return link, location
        if not link_id and location_id and location_id in (location.id, location.key):
            return link, location
    return None


def _add_schedule(service: Thing, place: Link, schedule: Thing, gathered: Gathered) -> None:
    link = _link_for(service, place, gathered)
    there = link.parts.setdefault("schedules", [])
    if not any((schedule.id and schedule.id == other.id) or same(schedule, other) for other in there):
        there.append(schedule)


def _link_for(service: Thing, place: Link, gathered: Gathered) -> Thing:
    link, location = place
    if link is not None:
        return link
    made = Thing("service_at_location", service.where)
    places = gathered.places[service]
    places[next(index for index, (_, one) in enumerate(places) if one is location)] = (made, location)
    return made


def _arrange_at_location(location: Thing, gathered: Gathered) -> None:
    """A place's schedule that names a service which happens there is that service's."""
    own = []
    for schedule in location.parts.pop("schedules", []):
        service_id = schedule.link("service_id")
        home = _service_at(location, service_id, gathered) if service_id else None
        if home is None:
            own.append(schedule)
        else:
            service, place = home
            _add_schedule(service, place, schedule, gathered)
    if own:
        location.parts["schedules"] = own


def _service_at(location: Thing, service_id: str, gathered: Gathered) -> tuple[Thing, Link] | None:
    for service in gathered.guests.get(location, []):
        if service_id in (service.id, service.key):
            return service, next(place for place in gathered.places[service] if place[1] is location)
    return None


def _arrange_attributes(thing: Thing, gathered: Gathered) -> None:
    own = []
    for attribute in thing.parts.pop("attributes", []):
        about = gathered.about(thing, attribute.link("link_id"))
        if about is None or about is thing:
            own.append(attribute)
        elif not any(same(attribute, other) for other in about.part("attributes")):
            about.parts.setdefault("attributes", []).append(attribute)
    if own:
        thing.parts["attributes"] = [*own, *thing.part("attributes")]
