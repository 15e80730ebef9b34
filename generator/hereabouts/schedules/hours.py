"""Lines of opening times as HSDS schedules, and schedules as lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from hereabouts.model.objects import Schedule
from hereabouts.schedules.finishing import understand
from hereabouts.schedules.hsds import timing, to_schedule
from hereabouts.schedules.notes import sentence, write_notes
from hereabouts.schedules.refusal import Refusal
from hereabouts.schedules.saying import say, say_session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Hours:
    """What one line gives: schedules, or the fixed sentences of one that only says what does not take place."""

    schedules: tuple[Schedule, ...] = ()
    closures: tuple[str, ...] = ()


def parse(line: str) -> Hours | Refusal:
    """Read one line of opening times in words.

    Gives new Schedule objects each time, with an empty `id` for the caller to fill, or the reason why not.
    """
    understood = understand(line)
    if isinstance(understood, Refusal):
        return understood
    sessions, rules = understood
    schedules = []
    for session in sessions:
        schedule = to_schedule(session)
        schedule.description = say_session(session)
        schedules.append(schedule)
    return Hours(tuple(schedules), tuple(sentence(rule) for rule in rules))


def closures_of(lines: Iterable[Hours]) -> tuple[str, ...]:
    """The fixed sentences of all closure-only lines, each once."""
    return tuple(dict.fromkeys(text for hours in lines for text in hours.closures))


def combine(lines: Sequence[Hours]) -> list[Schedule]:
    """All lines of one `schedules:` list together, each closure on every schedule.

    Closures with nothing to close make one schedule that has notes and no times.
    """
    closures = closures_of(lines)
    schedules = [schedule for hours in lines for schedule in hours.schedules]
    if schedules or not closures:
        return add_closures(schedules, closures)
    alone = Schedule(id="", notes=write_notes(closures, ""))
    alone.description = say(alone)
    return [alone]


def add_closures(schedules: Iterable[Schedule], closures: Sequence[str]) -> list[Schedule]:
    """Copies of the schedules with these fixed sentences at the front of their notes, each said once.

    A description in our own words is said anew; one that somebody wrote stays.
    """
    return [_with_closures(schedule, closures) for schedule in schedules]


def _with_closures(schedule: Schedule, closures: Sequence[str]) -> Schedule:
    notes = write_notes(closures, schedule.notes)
    closed = msgspec.structs.replace(schedule, notes=notes)
    if notes != schedule.notes and schedule.description == say(schedule):
        closed.description = say(closed)
    return closed


def to_line(schedule: Schedule) -> str | None:
    """The line that says exactly what this schedule says, or None when no line can.

    What belongs to the place it hangs in (`id` and the foreign keys) and the `description` are left aside: see
    `to_record` for a schedule whose description somebody wrote. An interval of 1 may be left out of the fields,
    and times may be HH:MM.
    """
    line = say(msgspec.structs.replace(schedule, description=""))
    hours = parse(line) if line else None
    if not isinstance(hours, Hours):
        return None
    made = combine([hours])
    return line if len(made) == 1 and timing(made[0]) == timing(schedule) else None
