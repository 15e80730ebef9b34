"""Schedules of a record: words or fields read, closures spread, ids given."""

from __future__ import annotations

from hereabouts.assembly.context import Context
from hereabouts.assembly.parts import finish
from hereabouts.model.ids import Siblings
from hereabouts.model.objects import Schedule
from hereabouts.schedules import Hours, Refusal, add_closures, combine, from_mapping, parse
from hereabouts.settings import items, table, text
from hereabouts.source.document import Data


def read_hours(data: Data | None) -> list[Hours]:
    """Every line of a `schedules:` list that can be read."""
    read = (parse(item) if isinstance(item, str) else from_mapping(_fields(item)) for item in items(data))
    return [hours for hours in read if not isinstance(hours, Refusal)]


def _fields(item: Data) -> dict[str, str]:
    return {name: value for name, value in table(item).items() if isinstance(value, str)}


def closures_of(data: Data | None) -> tuple[str, ...]:
    """The closures among the lines of a list: those of a service count at every one of its places."""
    return tuple(closure for hours in read_hours(data) for closure in hours.closures)


def schedule_key(schedule: Schedule) -> str:
    """The natural key: frequency and days, else the date, else how to attend; times are not in it."""
    if schedule.freq:
        days = schedule.byday or schedule.bymonthday
        return f"{schedule.freq} {schedule.interval or 1} {days}".strip()
    return schedule.dtstart or schedule.attending_type or "text"


def build_schedules(
    data: Data | None, siblings: Siblings, context: Context, closures: tuple[str, ...] = ()
) -> list[Schedule]:
    """HSDS schedules of one `schedules:` list, with the closures of the record around it added."""
    hours = read_hours(data)
    schedules = combine(hours)
    if closures and any(one.schedules for one in hours):
        schedules = add_closures(schedules, closures)
    extras = _extras(data)
    for index, schedule in enumerate(schedules):
        fields = extras.get(index, {})
        schedule.id = siblings.id_for("schedule", schedule_key(schedule), text(fields.get("id")))
        finish(schedule, fields, Siblings(schedule.id), context)
    return schedules


def _extras(data: Data | None) -> dict[int, dict[str, Data]]:
    """The mapping each schedule came from, by the schedule's place in the combined list, for pins and attributes."""
    extras: dict[int, dict[str, Data]] = {}
    index = 0
    for item in items(data):
        read = read_hours([item])
        count = len(read[0].schedules) if read else 0
        if isinstance(item, dict) and count:
            extras[index] = item
        index += count
    return extras
