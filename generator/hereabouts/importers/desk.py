"""What every step of an import needs at hand: the settings, the report, the lists of terms, and which ids are taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from hereabouts.importers.report import Action, Report
from hereabouts.importers.thing import Thing
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
    taken: dict[str, Thing] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """directory.yml."""
        return self.options.settings

    def pin(self, thing: Thing) -> Record:
        """The id of a thing as a record pins it: nothing where it has none, or another thing has the same."""
        if not thing.id:
            return {}
        if self.taken.setdefault(thing.id, thing) is thing or thing.kind == "unit":  # which all capacities share
            return {"id": thing.id}
        why = "Another thing in the source has the same id, so this one gets its own."
        self.report.add(thing.where / "id", "id", Action.MENDED, thing.id, why)
        return {}

    def finish(self, thing: Thing, fields: Record) -> Record:
        """Add what any part of a record may have: its terms, its records of change, its id."""
        made = dict(fields)
        uses = self.terms.uses(thing)
        if uses:
            made["attributes"] = uses
        if thing.part("metadata"):
            changes: list[Data] = [dict(part.fields) for part in thing.part("metadata")]
            made["hsds"] = {**table(made.get("hsds")), "metadata": changes}
        return {**made, **self.pin(thing)}

    def drop(self, thing: Thing, why: str) -> None:
        """Leave a whole part out."""
        self.report.add(thing.where, thing.kind, Action.DROPPED, thing.said or thing.key, why)
