"""How to read the rows of one sheet: which column is what, and what the rows are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hereabouts.importers.sheets.fields import ROOTS, Target
from hereabouts.importers.sheets.mapping import Columns, Use
from hereabouts.importers.sheets.sheet import Sheet, fold


@dataclass(slots=True)
class Plan:
    """One sheet with what its columns are: `columns` by place, and what its rows are about."""

    sheet: Sheet
    columns: dict[int, tuple[str, list[Use]]]
    constants: list[tuple[Target, str]]
    main: str
    told: set[str]
    """Kinds that are described in the sheet, and not only named by id."""
    owners: dict[str, str]
    """Part -> what it belongs to, where a column of its own says so."""


def make_plan(sheet: Sheet, columns: Columns) -> Plan:
    """How to read the rows of a sheet whose headings are known."""
    by_heading = {fold(heading): uses for heading, uses in columns.uses.items()}
    placed = {at: (heading, by_heading.get(fold(heading), [])) for at, heading in sheet.columns.items()}
    targets = [use.target for _, uses in placed.values() for use in uses] + [one for one, _ in columns.constants]
    owners = {one.part: one.root for one in targets if one.part and one.field == "id"}
    told = {root for root in ROOTS if any(_tells(one, root) for one in targets)}
    named = {one.root for one in targets if one.root and not one.part}
    if not told:  # a sheet of bare ids and parts is about the first that it names
        told = {_first(named)} - {""}
    main = _first(told) or "service"
    return Plan(sheet, placed, columns.constants, main, told | {main}, owners)


def _tells(target: Target, root: str) -> bool:
    """Whether a column describes a thing: its own fields do, and the address of a place."""
    return target.root == root and (not target.part or "address" in target.part) and target.field != "id"


def _first(roots: Iterable[str]) -> str:
    there = set(roots)
    return next((root for root in ROOTS if root in there), "")
