"""Schedules of a record: words or fields read, closures spread, ids given."""

from __future__ import annotations

from dataclasses import dataclass

from hereabouts.assembly.context import Context
from hereabouts.assembly.parts import Fields, finish, web_uri
from hereabouts.model.ids import Siblings
from hereabouts.model.objects import Schedule
from hereabouts.schedules import Hours, Refusal, closures_of, combine, from_mapping, parse
from hereabouts.settings import items, table, text
from hereabouts.source.document import Data


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one `schedules:` list that can be read, and beside each the mapping it was written as, if any."""

    hours: list[Hours]
    fields: list[Fields]

    @property
    def closures(self) -> tuple[str, ...]:
        """What the list says of being closed; said of a service, it counts at every one of its places."""
        return closures_of(self.hours)

    @property
    def has_times(self) -> bool:
        """Whether there is anything that a closure could close."""
        return any(one.schedules for one in self.hours)


def read_lines(data: Data | None) -> Lines:
    """Read a `schedules:` list."""
    lines = Lines([], [])
    for item in items(data):
        fields = table(item)
        read = parse(item) if isinstance(item, str) else from_mapping(_texts(fields))
        if not isinstance(read, Refusal):
            lines.hours.append(read)
            lines.fields.append(fields)
    return lines


def _texts(fields: Fields) -> dict[str, str]:
    return {name: value.strip() for name, value in fields.items() if isinstance(value, str)}


def schedule_key(schedule: Schedule) -> str:
    """The natural key: frequency and days, else the date, else how to attend; times are not in it."""
    if schedule.freq:
        days = schedule.byday or schedule.bymonthday
        return f"{schedule.freq} {schedule.interval or 1} {days}".strip()
    return schedule.dtstart or schedule.attending_type or "text"


def build_schedules(
    lines: Lines, siblings: Siblings, context: Context, closures: tuple[str, ...] = ()
) -> list[Schedule]:
    """HSDS schedules of one list, with the closures of the record around it added where there is something to close."""
    around = [Hours(closures=closures)] if closures and lines.has_times else []
    schedules = combine([*around, *lines.hours])
    origins = _origins(lines)
    for schedule, (fields, first) in zip(schedules, origins, strict=True):
        pinned = text(fields.get("id")) if first else ""
        schedule.id = siblings.id_for("schedule", schedule_key(schedule), pinned)
        schedule.schedule_link = web_uri(schedule.schedule_link)
        finish(schedule, fields, context)
    return schedules


def _origins(lines: Lines) -> list[tuple[Fields, bool]]:
    """For each schedule the mapping it comes from, and whether it is the first that comes from there."""
    if not lines.has_times:  # closures alone make one schedule of all lines together
        return [(next(filter(None, lines.fields), {}), True)] if lines.closures else []
    return [
        (fields, index == 0)
        for hours, fields in zip(lines.hours, lines.fields, strict=True)
        for index in range(len(hours.schedules))
    ]
