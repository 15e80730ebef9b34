"""How a service stands today: open for new people, full, closed, or only a signpost."""

from __future__ import annotations

from collections.abc import Collection

from hereabouts.directory import ServiceListing, TermUse

_OPEN = {"", "active"}


def is_closed(service: ServiceListing) -> bool:
    """Whether it does not run at present."""
    return service.hsds.status.lower() not in _OPEN


def is_gone(service: ServiceListing) -> bool:
    """Whether it has stopped for good, so that nobody should ring to ask when it is."""
    return is_closed(service) and "temporar" not in service.hsds.status.lower()


def is_full(service: ServiceListing) -> bool:
    """Whether everything it counts was full when last said, and that still counts."""
    return bool(service.capacities) and all(
        not capacity.expired and capacity.available <= 0 for capacity in service.capacities
    )


def use_of(service: ServiceListing, taxonomy: str, key: str) -> TermUse | None:
    """The use of one term, if the service carries it."""
    return next((use for use in service.uses.get(taxonomy, ()) if use.term.key == key), None)


def is_signpost(service: ServiceListing) -> bool:
    """Whether it only points people to others."""
    return use_of(service, "setting", "signposting") is not None


def is_ready(service: ServiceListing) -> bool:
    """Whether somebody can be sent there now with some hope."""
    return not (is_closed(service) or is_full(service) or is_signpost(service))


def mostly_sensitive(services: Collection[ServiceListing]) -> bool:
    """Whether most of what a group does, or of what happens in a place, is sensitive; a big hall is not."""
    return sum(service.sensitive for service in services) * 2 > len(services)
