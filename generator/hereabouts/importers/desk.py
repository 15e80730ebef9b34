"""What every step of an import needs at hand: settings, the report, the lists of terms, and which ids are said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hereabouts.importers.changes import changes_of
from hereabouts.importers.extension import Extension
from hereabouts.importers.pinning import Pins
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

    `source` may have `name`, `url`, `license` and `retrieved`; it is written into every record. `mapping` is a file
    that says what the columns of a spreadsheet are.
    """

    settings: Settings
    today: date
    source: dict[str, str] = field(default_factory=dict)
    mapping: Path | None = None


@dataclass(frozen=True, slots=True)
class Homes:
    """Where an earlier import of the same source put things, and which paths nothing else may have.

    `paths` is by what the source calls a thing (`Gathered.call`).
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()


@dataclass(slots=True)
class Desk:
    """One import at work."""

    options: Options
    report: Report
    terms: Terms
    pins: Pins
    extension: Extension
    homes: Homes = field(default_factory=Homes)

    @property
    def settings(self) -> Settings:
        """directory.yml."""
        return self.options.settings

    def finish(self, thing: Thing, fields: Record) -> Record:
        """Add what any part of a record may have: its terms, its records of change, what stands beside HSDS, its id."""
        made = {**self.extension.fields(thing.kind, thing.id), **fields}
        uses = self.terms.uses(thing)
        if uses:
            made["attributes"] = uses
        changes = changes_of([thing], self.report, self.pins)
        if changes:
            made["hsds"] = {**table(made.get("hsds")), "metadata": changes}
        return {**made, **self.pins.pin(thing)}

    def drop(self, thing: Thing, why: str) -> None:
        """Leave a whole part out."""
        self.report.add(thing.where, thing.kind, Action.DROPPED, thing.said or thing.key, why)
