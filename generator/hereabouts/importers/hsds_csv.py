"""HSDS as a package of tables, of any version, to the nested things that every import begins with.

The story in order: read the tables, say of each row what HSDS 3 would, put it where it belongs, and give the whole
organizations, locations and services.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hereabouts.importers.beside import NAME as BESIDE
from hereabouts.importers.beside import read_line
from hereabouts.importers.editions import COLUMNS, OWNERS, STAYING, TABLES, edition, term_table
from hereabouts.importers.older import Older, read_term
from hereabouts.importers.packages import Package, read_package
from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.shapes import uuid_of
from hereabouts.importers.source import Entry, SourceRecord

_ROOTS = (
    ("taxonomy", "taxonomies"),
    ("taxonomy_term", "taxonomy_terms"),
    ("organization", "organizations"),
    ("location", "locations"),
    ("service", "services"),
)
"""The tables whose rows become records, and what a source calls such records, in the order they are read in."""

Rows = dict[str, list[Entry]]


def read_tables(path: Path, report: Report, older: Older) -> Iterator[SourceRecord]:
    """The records of a package in a folder or a zip. Raises SourceError when there is nothing to read."""
    package = read_package(path, report)
    for number, line in enumerate(package.beside, 1):
        if line.strip():
            yield read_line(f"{BESIDE}, line {number}", line)
    rows = _Nest(_sort(package, report), report).run()
    for location in rows.get("location", []):
        older.location(location, Where(location.label))
    for organization in rows.get("organization", []):
        older.organization(organization, Where(organization.label))
    for service in rows.get("service", []):
        older.service(service, Where(service.label))
    for table, kind in _ROOTS:
        for row in rows.get(table, []):
            yield SourceRecord(row.label, path.name, row, kind)


def _sort(package: Package, report: Report) -> Rows:
    """The rows of every table by its one name, with the columns HSDS 3 has."""
    known = {name: TABLES[name] for name in package.tables if name in TABLES}
    version = edition(known.values(), package.version)
    rows: Rows = {}
    for name, table in package.tables.items():
        kind = term_table(version) if known.get(name) == "taxonomy" else known.get(name, "")
        if kind in ("", "meta_table_description"):
            why = "It tells of the tables, and of no service." if kind else "The standard has no such table."
            for row in table.rows:
                report.count(Where(table.name), "table", Action.DROPPED, ", ".join(row.values()), why)
            continue
        report.read["rows"] += len(table.rows)
        columns = COLUMNS[version].get(kind, {})
        for row in table.rows:
            for column in [column for column in row if column in columns]:
                columns[column](row, column, row.pop(column), report)
        several = (
            [Entry(row.label, read_term(row)) for row in table.rows]
            if kind == "taxonomy_term" and version < 3
            else table.rows
        )
        rows.setdefault(kind, []).extend(several)
    return rows


class _Nest:
    """Puts the rows of a package into each other."""

    def __init__(self, rows: Rows, report: Report) -> None:
        self.rows = rows
        self.report = report
        self._found: dict[tuple[str, str], Entry] = {}
        for kind, several in rows.items():
            for row in several:
                self._found.setdefault((kind, row.get("id", "")), row)

    def run(self) -> Rows:
        """The rows by table, with all that belongs to each in it."""
        self._settle_terms()
        for row in self.rows.get("service_capacity", []):
            unit = self._find("unit", row.get("unit_id", ""))
            if unit is not None:
                row["unit"] = unit
                del row["unit_id"]
        self._hang_loose("metadata", "resource_type", "resource_id", "metadata")
        for table in ("attribute", "other_attribute", "link_taxonomy"):
            self._hang_loose(
                table, "link_entity", "link_id", "attributes" if table == "attribute" else "service_attributes"
            )
        for service in self.rows.get("service", []):
            self._adopt(service)
        for table, owners in OWNERS.items():
            for row in self.rows.get(table, []):
                self._hang(table, row, owners)
        return self.rows

    def _find(self, kind: str, own_id: str) -> Entry | None:
        return self._found.get((kind, own_id)) if own_id else None

    def _settle_terms(self) -> None:
        """Put a term into each link to one, unless its id means the same everywhere."""
        for table, column in (
            ("service_taxonomy", "taxonomy_id"),
            ("link_taxonomy", "taxonomy_id"),
            ("service_attribute", "taxonomy_term_id"),
            ("other_attribute", "taxonomy_term_id"),
            ("attribute", "taxonomy_term_id"),
        ):
            for row in self.rows.get(table, []):
                self._settle_term(row, column)
        for service in self.rows.get("service", []):
            for link in service.get("service_taxonomys", []):
                self._settle_term(link, "taxonomy_id")

    def _settle_term(self, link: dict[str, Any], column: str) -> None:
        term = self._find("taxonomy_term", str(link.get(column, "")))
        if term is not None and not (column == "taxonomy_term_id" and uuid_of(term.get("id"))):
            del link[column]
            link["taxonomy_term"] = {key: value for key, value in term.items() if key not in ("parent_id", "metadata")}

    def _adopt(self, service: Entry) -> None:
        """Ohana says which organization a service is of by its location alone."""
        location = self._find("location", service.get("location_id", ""))
        if location is not None and "organization_id" in location and "organization_id" not in service:
            service["organization_id"] = location["organization_id"]

    def _hang(self, table: str, row: Entry, owners: tuple[tuple[str, str], ...]) -> None:
        named = [(owner, field) for owner, field in owners if row.get(f"{owner}_id")]
        if not named:
            why = "It does not say what it belongs to."
            self.report.add(Where(row.label), table, Action.DROPPED, _said(row), why)
            return
        kind, field = named[0]
        own_id = row[f"{kind}_id"]
        owner = self._find(kind, own_id)
        if owner is None:
            why = f"There is no {kind} with this id in the package."
            self.report.add(
                Where(row.label) / f"{kind}_id", f"{kind}_id", Action.DROPPED, f"{own_id}: {_said(row)}", why
            )
            return
        for other, _ in named:
            if f"{other}_id" not in STAYING.get(table, ()) or other == kind:
                del row[f"{other}_id"]
        for other, _ in named[1:]:
            if f"{other}_id" not in row:
                why = f"It is kept with the {kind} that it names too."
                self.report.count(Where(row.label), f"{other}_id", Action.MAPPED, other, why)
        if (table, kind) == ("postal_address", "organization"):
            row["address_type"] = "postal"
            row = Entry(row.label, {"location_type": "postal", "addresses": [row]})
        owner[field] = [*owner.get(field, []), row]

    def _hang_loose(self, table: str, kind_column: str, id_column: str, field: str) -> None:
        """Rows that may belong to a row of any table, by its id and what kind of thing it is."""
        for row in self.rows.get(table, []):
            kind = TABLES.get(row.get(kind_column, "").lower(), "")
            own_id = row.get(id_column, "")
            owner = self._find(kind, own_id) or self._anything(own_id)
            if owner is None:
                why = "There is nothing with this id in the package."
                self.report.add(Where(row.label) / id_column, id_column, Action.DROPPED, f"{own_id}: {_said(row)}", why)
                continue
            if table != "metadata":  # which HSDS 3 wants said where it stands, too
                row.pop(id_column, None)
                row.pop(kind_column, None)
            owner[field] = [*owner.get(field, []), row]

    def _anything(self, own_id: str) -> Entry | None:
        """The one row with an id, whatever its table."""
        found = [row for kind in self.rows if (row := self._find(kind, own_id)) is not None]
        return found[0] if len(found) == 1 else None


def _said(row: Entry) -> str:
    return ", ".join(value for name, value in row.items() if isinstance(value, str) and not name.endswith("id"))
