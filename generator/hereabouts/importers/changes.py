"""HSDS `metadata`: what the makers of a source noted of changes, kept with the thing that was changed."""

from __future__ import annotations

from collections.abc import Iterable

from hereabouts.assembly.changes import change_key
from hereabouts.importers.pinning import Pins
from hereabouts.importers.report import Action, Report
from hereabouts.importers.thing import Thing
from hereabouts.importers.values import Fields
from hereabouts.model.ids import Siblings
from hereabouts.source.document import Data

_LINES = ("resource_id", "resource_type", "last_action_date", "last_action_type", "field_name", "updated_by")
_NEEDS = _LINES[2:]


def changes_of(things: Iterable[Thing], report: Report, pins: Pins, owner: str = "") -> list[Data]:
    """The records of change of all entries of one thing, each in full; one that lacks what HSDS demands is left out.

    Where the id of the thing is known for certain (`owner`), ids that follow from it are not said.
    """
    siblings = Siblings(owner)
    made: list[Data] = []
    parts = {part.id: part for thing in things for part in thing.part("metadata")}
    for part in parts.values():
        fields = Fields(part, report)
        said = {**fields.lines(*_LINES), **fields.texts("previous_value", "replacement_value")}
        if all(name in said for name in _NEEDS):
            follows = siblings.id_for("metadata", change_key(said)) if owner else ""
            made.append({**({} if part.id == follows else pins.pin(part)), **said})
        else:
            why = "It does not say what was changed, how, when and by whom."
            report.add(part.where, part.kind, Action.DROPPED, part.said or part.key, why)
    return made
