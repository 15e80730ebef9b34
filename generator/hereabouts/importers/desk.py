"""What every step of an import needs at hand: settings, the report, the lists of terms, and which ids are said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from hereabouts.importers.pinning import Pins
from hereabouts.importers.report import Action, Report
from hereabouts.importers.thing import Thing
from hereabouts.importers.values import Fields
from hereabouts.settings import Settings, table
from hereabouts.source.document import Data

if TYPE_CHECKING:
    from hereabouts.importers.terms import Terms

Record = dict[str, Data]


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who imports says beside the source: the directory's settings, the day, and where it is from.

    `source` may have `name`, `url`, `license` and `retrieved`; it is written into every record.
    """

    settings: Settings
    today: date
    source: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Desk:
    """One import at work."""

    options: Options
    report: Report
    terms: Terms
    pins: Pins

    @property
    def settings(self) -> Settings:
        """directory.yml."""
        return self.options.settings

    def finish(self, thing: Thing, fields: Record) -> Record:
        """Add what any part of a record may have: its terms, its records of change, its id."""
        made = dict(fields)
        uses = self.terms.uses(thing)
        if uses:
            made["attributes"] = uses
        changes: list[Data] = [change for part in thing.part("metadata") if (change := self._change(part))]
        if changes:
            made["hsds"] = {**table(made.get("hsds")), "metadata": changes}
        return {**made, **self.pins.pin(thing)}

    def _change(self, part: Thing) -> Record:
        """A record of change in full; nothing where it lacks what HSDS demands."""
        fields = Fields(part, self.report)
        lines = ("resource_id", "resource_type", "last_action_date", "last_action_type", "field_name", "updated_by")
        made = {**fields.lines(*lines), **fields.texts("previous_value", "replacement_value")}
        if all(name in made for name in lines[2:]):
            return {**self.pins.pin(part), **made}
        self.drop(part, "It does not say what was changed, how, when and by whom.")
        return {}

    def drop(self, thing: Thing, why: str) -> None:
        """Leave a whole part out."""
        self.report.add(thing.where, thing.kind, Action.DROPPED, thing.said or thing.key, why)
