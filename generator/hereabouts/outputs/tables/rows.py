"""The directory as rows: for each table of `shape`, tuples in the order of its columns.

Text that is not given is empty and a number that is not given is None. What hangs from something else says so
(``phone.service_id``), even where the nested form has no need to. Everything comes once: a place that several services
use, a unit that several capacities count in, and the times that a service repeats from its places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from msgspec.structs import fields as struct_fields

from hereabouts.directory import Directory, LocationListing
from hereabouts.model.ids import derive
from hereabouts.model.objects import Attribute, Hsds, MetaTableDescription, Schedule, Service, ServiceCapacity
from hereabouts.outputs.tables.shape import CHANGE, TABLES, Table

Row = tuple[str | float | None, ...]
Rows = dict[str, list[Row]]
"""Table -> its rows."""

_ELSEWHERE = {"locations"}
"""What is nested in several places and gathered from the directory's own list."""


def rows_of(directory: Directory) -> Rows:
    """Every row of every table, in the order of the records."""
    gathered = _Gathering({table.name: [] for table in TABLES})
    for organization in directory.organizations.values():
        gathered.add(organization.hsds)
    for location in _locations(directory):
        gathered.add(location.hsds)
    for service in directory.services.values():
        gathered.add(service.hsds)
    for taxonomy in directory.taxonomies.values():
        gathered.add(taxonomy.hsds)
        for term in taxonomy.terms.values():
            gathered.add(term.hsds)
    for described in _descriptions(directory):
        gathered.add(described)
    return gathered.rows


def _locations(directory: Directory) -> Iterator[LocationListing]:
    """Venues, then the places written inside a service."""
    yield from directory.locations.values()
    for service in directory.services.values():
        yield from (place.location for place in service.places if not place.location.path)


def _descriptions(directory: Directory) -> Iterable[MetaTableDescription]:
    settings = directory.settings
    for table in TABLES:
        own_id = derive(settings.id_namespace, f"meta_table_description/{table.name}")
        yield MetaTableDescription(id=own_id, name=table.name, language=settings.language, character_set="UTF-8")


@dataclass(frozen=True, slots=True)
class _Plan:
    """How an object becomes a row. `links` is owner's table -> the column that leads back to it."""

    table: str
    read: Callable[[Any], Row]
    links: dict[str, int]
    children: tuple[str, ...]


def _plan(table: Table, kind: type[Hsds]) -> _Plan:
    names = table.names
    links = {name.removesuffix("_id"): at for at, name in enumerate(names) if name.endswith("_id")}
    held = (one.name for one in struct_fields(kind) if "list" in str(one.type))
    children = tuple(name for name in held if name not in {*_ELSEWHERE, "metadata"})
    return _Plan(table.name, attrgetter(*names), links, children)


_PLANS = {table.kind: _plan(table, table.kind) for table in TABLES if table.kind is not None}


@dataclass(slots=True)
class _Gathering:
    """Rows as they come together."""

    rows: Rows
    _units: set[str] = field(default_factory=set)

    def add(self, made: Hsds, owner: str = "", owner_id: str = "") -> None:
        """Add an object that hangs from `owner` (a table), and all that hangs from it."""
        plan = _PLANS[type(made)]
        row = plan.read(made)
        at = plan.links.get(owner, -1)
        if at >= 0 and not row[at]:
            row = (*row[:at], owner_id, *row[at + 1 :])
        self.rows[plan.table].append(row)
        own_id: str = made.id  # type: ignore[attr-defined]
        for name in plan.children:
            for child in _children(made, name):
                if type(child) is Attribute:
                    self._attribute(child, plan.table, own_id)
                else:
                    self.add(child, plan.table, own_id)
        if made.metadata:  # type: ignore[attr-defined]
            self._changes(made, plan.table, own_id)
        if type(made) is ServiceCapacity:
            self._unit(made)

    def _attribute(self, made: Attribute, owner: str, owner_id: str) -> None:
        row = (made.id, owner_id, made.taxonomy_term_id, made.link_type, owner, made.value, made.label)
        self.rows["attribute"].append(row)
        if made.metadata:
            self._changes(made, "attribute", made.id)

    def _changes(self, made: Any, owner: str, owner_id: str) -> None:
        """Changes noted elsewhere: here they name what they are of by its id in these tables."""
        for change in made.metadata:
            row = (change["id"], owner_id, owner, *(change[name] for name in CHANGE))
            self.rows["metadata"].append(row)

    def _unit(self, capacity: ServiceCapacity) -> None:
        unit = capacity.unit
        if unit is not None and unit.id not in self._units:
            self._units.add(unit.id)
            self.add(unit)


def _children(made: Any, name: str) -> Iterable[Hsds]:
    children: list[Hsds] = getattr(made, name)
    if name == "schedules" and type(made) is Service:  # with copies of those of its places, see assembly
        return [one for one in children if isinstance(one, Schedule) and not one.service_at_location_id]
    return children
