"""What the feed says of each thing: a short form for the collections, a whole one for the thing's own file."""

from __future__ import annotations

from msgspec.structs import replace

from hereabouts.directory import ServiceListing, ServicePlace
from hereabouts.model.objects import Hsds, Location, Organization, Service, ServiceAtLocation


class PlacedService(ServiceAtLocation):
    """A service_at_location as the API gives it: with its service inside, which the object schema leaves out."""

    service: Service | None = None


def _scalars(made: Hsds) -> dict[str, object]:
    return {name: value for name in made.__struct_fields__ if not isinstance(value := getattr(made, name), list | Hsds)}


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


def list_place(place: ServicePlace) -> PlacedService:
    """The one-to-one fields of a service_at_location."""
    return PlacedService(
        **_scalars(place.hsds),  # type: ignore[arg-type]
        location=Location(**_scalars(place.location.hsds)),  # type: ignore[arg-type]
        service=list_service(place.service.hsds),
    )


def full_service(listing: ServiceListing) -> Service:
    """A service with everything in it; its organization without the places, which have their own record."""
    organization = replace(listing.organization.hsds, locations=[])
    return replace(listing.hsds, organization=organization)


def full_place(place: ServicePlace) -> PlacedService:
    """A service_at_location with its location and its service, both whole."""
    fields = {name: getattr(place.hsds, name) for name in place.hsds.__struct_fields__}
    return PlacedService(**fields, service=replace(full_service(place.service), service_at_locations=[]))
