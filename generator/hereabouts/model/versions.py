"""What HSDS 3.3 has that 3.2 has not, known here and nowhere else.

HSDS 3.3 deprecates the `schedules` of a service: what recurs is to stand in `operating_hours`, what has a date of its
own in `events`, and a schedule may name the `group` it belongs to (openreferral/specification#492, #493 and #594, which
was merged in July 2026). Both new lists hold schedules as they were. The feed follows 3.2; raising `PUBLISHED` is all
that the step takes. A deprecated list may stay, so readers of 3.2 go on finding the times where they were.

Feeds of 3.3 can be read already: `gather_schedules` gives the times the place they had.
"""

from __future__ import annotations

from typing import Any, Final

from msgspec import field
from msgspec.structs import asdict

from hereabouts.model.objects import Schedule, Service

PUBLISHED: Final = "3.2.3"
"""The version of HSDS that the feed follows."""

PUBLISHED_UK: Final = "HSDS-UK-3.0"
"""The version of Open Referral UK that the same bodies are right for."""

_HOURS: Final = "operating_hours"
_EVENTS: Final = "events"
_SCHEDULES: Final = "schedules"

LISTS: Final = {_HOURS: "schedule", _EVENTS: "schedule"}
"""New list -> the kind of object it holds."""


class _Service(Service):
    """A service of HSDS 3.3."""

    operating_hours: list[Schedule] = field(default_factory=list)
    events: list[Schedule] = field(default_factory=list)


def shape_service(service: Service, version: str = PUBLISHED) -> Service:
    """The service as `version` of HSDS has it."""
    if _number(version) < (3, 3) or not service.schedules:
        return service
    dated = [one for one in service.schedules if one.dtstart and not one.freq]
    regular = [one for one in service.schedules if one.freq or not one.dtstart]
    return _Service(**asdict(service), operating_hours=regular, events=dated)


def gather_schedules(service: dict[str, Any]) -> dict[str, Any]:
    """The plain data of a service with its times under `schedules`, each once, whichever version it was written for."""
    lists = [service.get(name) for name in (_SCHEDULES, _HOURS, _EVENTS)]
    if not any(lists[1:]):
        return service
    found: list[Any] = []
    seen: set[str] = set()
    for one in (one for each in lists if isinstance(each, list) for one in each):
        own_id = one.get("id") if isinstance(one, dict) else None
        if not isinstance(own_id, str) or own_id not in seen:
            found.append(one)
        seen.add(str(own_id))
    kept = {name: value for name, value in service.items() if name not in LISTS}
    return kept | {_SCHEDULES: found}


def schema_address(version: str = PUBLISHED) -> str:
    """Where the official schemas of a version are."""
    minor = ".".join(str(part) for part in _number(version))
    return f"https://raw.githubusercontent.com/openreferral/specification/{minor}/schema"


def _number(version: str) -> tuple[int, int]:
    major, minor = version.split(".")[:2]
    return int(major), int(minor)
