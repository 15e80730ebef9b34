"""Closures said once for a whole list, as people say them, and not on every line as HSDS has to.

HSDS has no closures, so each schedule carries them as fixed sentences at the front of its notes. What our own feed says
beside HSDS tells which of them the record said by itself. Without that, a closure that every one of several schedules
carries is taken for one of the whole list.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from hereabouts.importers.extension import Extension
from hereabouts.importers.graph import Gathered
from hereabouts.importers.report import Action, Report
from hereabouts.importers.thing import Thing
from hereabouts.model.objects import Schedule
from hereabouts.schedules import read_notes, say
from hereabouts.schedules.notes import write_notes

Closures = tuple[str, ...]

_CONDITIONS = ("Not on bank holidays.", "Closed in school holidays.")


def gather_closures(gathered: Gathered, extension: Extension, report: Report) -> None:
    """Take closures out of the schedules that carry them, and put each once at the end of its list."""
    for service in gathered.services:
        links = [link for link, _ in gathered.places.get(service, []) if link is not None]
        if extension:
            _gather_service(service, links, extension, report)
        else:
            for owner in (service, *links):
                _gather_list(owner, (), _common(owner))
    for location in gathered.locations:
        _gather_list(location, (), extension.closures(location) if extension else _common(location))


def _gather_service(service: Thing, links: Sequence[Thing], extension: Extension, report: Report) -> None:
    """The closures of a service count at all its places, so they are taken out everywhere or nowhere."""
    around = extension.closures(service)
    at_places = any(_open(link) for link in links) and not service.part("schedules")
    fitting = [_fits(link, around, extension.closures(link)) for link in links]
    if around and not (all(fitting) and (at_places or _fits(service, (), around))):
        why = "Not every one of its times says so, so it stays with those that do."
        report.add(service.where / "schedules", "closures", Action.MENDED, " ".join(around), why)
        around = ()
    for link in links:
        _gather_list(link, around, extension.closures(link))
    if around:
        _close(service, (), around)


def _gather_list(owner: Thing, around: Closures, own: Closures) -> None:
    if (around or own) and _fits(owner, around, own):
        _close(owner, around, own)


def _close(owner: Thing, around: Closures, own: Closures) -> None:
    """Take the closures of a list, and those around it, out of its times; put its own ones at its end."""
    open_ = _open(owner)
    for schedule in open_:
        _strip(schedule, _together(around, own))
    closed = [Thing("schedule", owner.where / "schedules", fields={"notes": sentence}) for sentence in own]
    owner.parts["schedules"] = [*open_, *closed]


def _together(around: Closures, own: Closures) -> Closures:
    return tuple(dict.fromkeys((*around, *own)))


def _open(owner: Thing) -> list[Thing]:
    """The schedules of a list that say more than when it is closed."""
    return [schedule for schedule in owner.part("schedules") if not _is_alone(schedule)]


def _is_alone(schedule: Thing) -> bool:
    notes = schedule.get("notes")
    return bool(notes) and schedule.fields.keys() <= {"notes", "description"} and not read_notes(notes)[1]


def _fits(owner: Thing, around: Closures, own: Closures) -> bool:
    """Whether a list says what it would say if these were its closures.

    What is around it closes nothing where there is nothing to close.
    """
    schedules, open_ = owner.part("schedules"), _open(owner)
    if not open_:
        said = [schedule.get("notes") for schedule in schedules]
        return said == ([write_notes(own, "")] if own else [])
    total = _together(around, own)
    return len(open_) == len(schedules) and all(_carries(schedule, total) for schedule in open_)


def _carries(schedule: Thing, closures: Closures) -> bool:
    return write_notes(closures, _without(schedule, closures)) == schedule.get("notes")


def _without(schedule: Thing, closures: Closures) -> str:
    """The notes of a schedule without these sentences."""
    sentences, rest = read_notes(schedule.get("notes"))
    return " ".join(part for part in (*(one for one in sentences if one not in closures), rest) if part)


def _strip(schedule: Thing, closures: Closures) -> None:
    """Take sentences out of the notes. What the program says of the schedule it will say anew."""
    if schedule.get("description") == _say(schedule):
        del schedule.fields["description"]
    notes = _without(schedule, closures)
    schedule.fields.update({"notes": notes} if notes else {})
    if not notes:
        del schedule.fields["notes"]


def _say(schedule: Thing) -> str:
    """What the program says of a schedule; nothing where its fields make no sense."""
    told = {name: value for name, value in schedule.fields.items() if name != "description"}
    try:
        return say(msgspec.convert({**told, "id": ""}, Schedule, strict=False))
    except msgspec.ValidationError:
        return ""


def _common(owner: Thing) -> Closures:
    """The closures that every one of several schedules says."""
    schedules = owner.part("schedules")
    if len(schedules) < 2 or len(_open(owner)) < len(schedules):
        return ()
    first, *others = [read_notes(schedule.get("notes"))[0] for schedule in schedules]
    shared = [one for one in first if one.startswith("Closed ") or one in _CONDITIONS]
    return tuple(one for one in shared if all(one in sentences for sentences in others))
