"""What the feed says of each thing: a short form for the collections, a whole one for the thing's own file."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter

from msgspec.structs import replace

from hereabouts.directory import ServiceListing
from hereabouts.model.objects import Hsds, Location, Organization, Service, ServiceAtLocation, nested_fields
from hereabouts.model.versions import shape_service


class PlacedService(ServiceAtLocation):
    """A service_at_location as the API gives it: with its service inside, which the object schema leaves out."""

    service: Service | None = None


def _scalars(made: Hsds) -> dict[str, object]:
    """The fields that hold one value each."""
    names, read = _scalar_fields(type(made))
    return dict(zip(names, read(made), strict=True))


@cache
def _scalar_fields(kind: type[Hsds]) -> tuple[tuple[str, ...], Callable[[Hsds], tuple[object, ...]]]:
    inner = {*nested_fields(kind), "metadata"}
    names = tuple(name for name in kind.__struct_fields__ if name not in inner)
    return names, attrgetter(*names)


def list_organization(organization: Organization) -> Organization:
    """The one-to-one fields of an organization."""
    return Organization(**_scalars(organization))  # type: ignore[arg-type]


def list_service(service: Service) -> Service:
    """The one-to-one fields of a service, with its organization and program as list items."""
    brief = Service(**_scalars(service))  # type: ignore[arg-type]
    if service.organization is not None:
        brief.organization = list_organization(service.organization)
    if service.program is not None:
        brief.program = replace(service.program, attributes=[], metadata=[])
    return brief


def list_place(place: PlacedService) -> PlacedService:
    """The one-to-one fields of a whole service_at_location."""
    brief = PlacedService(**_scalars(place))  # type: ignore[arg-type]
    if place.location is not None:
        brief.location = Location(**_scalars(place.location))  # type: ignore[arg-type]
    if place.service is not None:
        brief.service = list_service(place.service)
    return brief


def full_service(listing: ServiceListing) -> Service:
    """A service with everything in it; its organization without the places, which have their own record."""
    organization = replace(listing.organization.hsds, locations=[])
    return shape_service(replace(listing.hsds, organization=organization))


def full_places(service: Service) -> list[PlacedService]:
    """The service_at_locations of a whole service, each with its location and the service, whole."""
    lone = replace(service, service_at_locations=[])
    return [
        PlacedService(**{name: getattr(place, name) for name in place.__struct_fields__}, service=lone)
        for place in service.service_at_locations
    ]
