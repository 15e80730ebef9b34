"""The rows of sheets as things of HSDS: organizations, locations and services, with what hangs from each.

A row may be about several things at once. A thing whose id alone is in a sheet is only named there, and is described
in another row or sheet. The same id, or the same name of a group, is one thing, however many rows tell of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hereabouts.importers.editions import COLUMNS, OWNERS
from hereabouts.importers.older import add_words, loose_term
from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.sheets.cells import Cell, read_cell
from hereabouts.importers.sheets.fields import ROOTS, WEEK, Target
from hereabouts.importers.sheets.hours import read_hours
from hereabouts.importers.sheets.mapping import Use
from hereabouts.importers.sheets.plan import Plan
from hereabouts.importers.sheets.sheet import fold
from hereabouts.importers.sheets.spots import Spots
from hereabouts.importers.sheets.streets import cut_address, cut_place
from hereabouts.importers.source import Entry, Made

_ONE_OF_EACH = {"address", "postal_address", "physical_address", "contact"}
"""Parts whose columns in one row all tell of one."""

_FIELD_OF = {(part, owner): name for part, owners in OWNERS.items() for owner, name in owners}


@dataclass(slots=True)
class Things:
    """Everything that rows tell of, by kind, in order."""

    found: dict[str, dict[str, Entry]] = field(default_factory=lambda: {root: {} for root in ROOTS})
    links: list[Entry] = field(default_factory=list)
    """Services at locations that a row of another sheet names."""
    spots: Spots = field(default_factory=Spots)


@dataclass(slots=True)
class Maker:
    """Makes things of rows. `country` says how addresses are written."""

    report: Report
    country: str
    things: Things = field(default_factory=Things)
    pairs: dict[tuple[str, str], Where] = field(default_factory=dict)
    """Service and location by their ids -> the cell that puts them together."""

    def read(self, plan: Plan) -> None:
        """Take every row of a sheet in."""
        for number, cells in plan.sheet.body():
            self.report.read["rows"] += 1
            _Row(self, plan, number).run(cells)

    def settle(self) -> None:
        """Lead services to their places, and to groups that they call by name, now that all are known."""
        for (service, location), where in self.pairs.items():
            self._pair(service, location, where)
        named: dict[str, str] = {}
        for own_id, organization in self.things.found["organization"].items():
            if not isinstance(organization["id"], Made):
                named.setdefault(fold(str(organization.get("name", ""))), own_id)
        groups = self.things.found["organization"]
        for key in [key for key, one in groups.items() if isinstance(one["id"], Made)]:
            known = named.get(fold(str(groups[key].get("name", ""))))
            if known is not None:
                self._join(key, known)

    def _pair(self, service: str, location: str, where: Where) -> None:
        found = self.things.found
        for kind, own_id in (("service", service), ("location", location)):
            if own_id not in found[kind]:
                why = f"There is no {kind} with this id in the spreadsheet."
                self.report.add(where, f"{kind}_id", Action.DROPPED, own_id, why)
                return
        label = f"{where.source}, {where.path}: {service} at {location}"
        self.things.spots.parts[label] = (where.source, where.path)
        self.things.links.append(Entry(label, {"service_id": Made(service), "location_id": Made(location)}))

    def _join(self, key: str, known: str) -> None:
        groups = self.things.found["organization"]
        again, there = groups.pop(key), groups[known]
        for name, value in again.items():
            if isinstance(value, list):
                there[name] = [*there.get(name, []), *value]
            elif name != "id":
                there.setdefault(name, value)
        for kind in ("service", "location"):
            for one in self.things.found[kind].values():
                if one.get("organization_id") == key:
                    one["organization_id"] = there["id"]


class _Row:
    """One row on its way into things."""

    def __init__(self, maker: Maker, plan: Plan, number: int) -> None:
        self.maker = maker
        self.plan = plan
        self.number = number
        self.label = plan.sheet.place(number)
        self.own: dict[str, Entry] = {}
        self.parts: dict[tuple[str, str], list[Entry]] = {}
        self.named: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        """Kind -> ids of what the row only names, with the heading."""
        self.headings: dict[tuple[str, str], str] = {}
        self.more: dict[int, Entry] = {}
        """The second place of the row, the third and so on."""

    def run(self, cells: list[str]) -> None:
        """Read every cell, then put together what the row tells of."""
        for at, (heading, uses) in self.plan.columns.items():
            written = cells[at] if at < len(cells) else ""
            for use in uses if written else ():
                spot = (self.number, at)
                for nth, cell in enumerate(read_cell(self.plan.sheet, spot, written, use, self.maker)):
                    self._put(cell, heading, use, nth)
        if not self.own and not self.parts and not self.named:
            return
        for target, value in self.plan.constants:
            self._put(Cell(value), "constants", Use(target))
        self._tell_extra(cells)
        self._finish()

    def _tell_extra(self, cells: list[str]) -> None:
        for at in range(len(cells)):
            if cells[at] and at not in self.plan.columns:
                why = "The row has more cells than there are columns."
                self.maker.report.add(Where(self.label), "column", Action.DROPPED, cells[at], why)

    def _root(self, target: Target) -> str:
        return target.root or self.plan.owners.get(target.part, "") or self.plan.main

    def _put(self, cell: Cell, heading: str, use: Use, nth: int = 0) -> None:
        target, root = use.target, self._root(use.target)
        if target.field == "place" or (root == "location" and target.field == "id" and nth and not target.part):
            self._put_place(target, cell.value, heading, nth)
        elif target.part:
            if target.field != "id":
                self._put_part(root, target, cell, heading)
        elif target.field == "id" and root not in self.plan.told:
            self.named[root].append((cell.value, heading))
        else:
            self._put_field(root, target, cell.value, heading, adds=use.adds)

    # Plain fields.

    def _put_field(self, root: str, target: Target, value: str, heading: str, *, adds: bool) -> None:
        entry = self.own.setdefault(root, Entry(self._label(root), {}))
        name = target.field
        self.maker.things.spots.fields.setdefault((entry.label, name), heading)
        reader = COLUMNS[1].get(root, {}).get(name)
        if reader is not None:
            reader(entry, name, value, self.maker.report)
        elif name in entry and (adds or target.is_long):
            add_words(entry, name, value)
        elif entry.setdefault(name, value) != value:
            why = f"{self.headings.get((root, name), 'Another column')} says {name} already."
            self.maker.report.add(Where(self.label, heading), name, Action.DROPPED, value, why)
        self.headings.setdefault((root, name), heading)

    def _label(self, root: str) -> str:
        if root == self.plan.main:
            return self.label
        label = f"{self.label}, {root}"
        self.maker.things.spots.parts[label] = (self.label, "")
        return label

    def _put_place(self, target: Target, value: str, heading: str, nth: int) -> None:
        """One of several places in a row: the second id belongs to the second name, and so on."""
        label = f"{self.label}, location {nth + 1}"
        entry = (
            self.more.setdefault(nth, Entry(label, {})) if nth else self.own.setdefault("location", Entry(label, {}))
        )
        if entry.label != self.label:
            self.maker.things.spots.parts[entry.label] = (self.label, heading)
        if target.field == "id":
            entry["id"] = value
            return
        name, address = cut_place(value, self.maker.country)
        entry["name"] = name
        if address:
            entry["addresses"] = [Entry(entry.label, address)]
        elif name != value:
            why = "It is only part of an address."
            self.maker.report.add(Where(self.label, heading), "address", Action.DROPPED, value, why)

    # What hangs from them.

    def _put_part(self, root: str, target: Target, cell: Cell, heading: str) -> None:
        label = f"{self.label}, {heading}"
        self.maker.things.spots.parts[label] = (self.label, heading)
        if "address" in target.part:  # whose own label gets lost where points are looked for in it
            for step in (target.field, "addresses"):
                self.maker.things.spots.fields.setdefault((self._label(root), step), heading)
        for part, entry in self._parts_of(target, cell, label, heading):
            several = self.parts.setdefault((root, part), [])
            if (
                several
                and (part in _ONE_OF_EACH or target.field != _lead(several[-1]))
                and not (entry.keys() & several[-1].keys())
            ):
                several[-1].update(entry)
            else:
                several.append(entry)

    def _parts_of(self, target: Target, cell: Cell, label: str, heading: str) -> Iterator[tuple[str, Entry]]:
        part, value = target.part, cell.value
        if part == "attribute":
            yield part, Entry(label, _term(target, value))
        elif part in ("schedule", "regular_schedule") and (target.field == "words" or target.field in WEEK):
            yield from self._hours(target, value, label, heading)
        elif target.field in ("address", "address_1") and self._alone(target):
            yield part, Entry(label, cut_address(value, self.maker.country) or {"address_1": value})
        elif part == "contact" and target.field == "phone":
            yield part, Entry(label, {"phones": [Entry(label, {"number": value})]})
        else:
            yield part, Entry(label, {target.field: value, **cell.beside})

    def _alone(self, target: Target) -> bool:
        """Whether the sheet has no other column for this address, so that the whole of it stands in one cell."""
        uses = [use.target for _, several in self.plan.columns.values() for use in several]
        return not any(
            one.part == target.part and one.field in ("city", "postal_code") and one.root == target.root for one in uses
        )

    def _hours(self, target: Target, value: str, label: str, heading: str) -> Iterator[tuple[str, Entry]]:
        words = f"{target.field.title()}: {value}" if target.field in WEEK else value
        part, rows, why = read_hours(label, words)
        if target.field in WEEK and part != "regular_schedule":
            part, rows, why = read_hours(label, f"{target.field.title()}s {value}")
        if why:
            self.maker.report.add(Where(self.label, heading), "schedule", Action.KEPT, value, why)
        yield from ((part, row) for row in rows)

    # Together.

    def _finish(self) -> None:
        for (root, part), several in self.parts.items():
            name = _FIELD_OF.get((part, root), "attributes" if part == "attribute" else "")
            owner = self._owner(root, part, several)
            if owner is None:
                continue
            for one in several:
                if (part, root) == ("postal_address", "organization"):
                    made = Entry(
                        one.label, {"location_type": "postal", "addresses": [{**one, "address_type": "postal"}]}
                    )
                else:
                    made = one
                owner[name] = [*owner.get(name, []), made]
        organization = self._settle("organization", self.own.get("organization"))
        self._drop_no_places()
        location = self._settle("location", self.own.get("location"))
        service = self._settle("service", self.own.get("service"))
        self._link(organization, location, service)
        for entry in self.more.values():
            place = self._settle("location", entry)
            if place is not None and service is not None:
                self._at(service["id"], place["id"], "")

    def _drop_no_places(self) -> None:
        """Leave out words such as `By phone`, where places have ids and this has none."""
        targets = [use.target for _, uses in self.plan.columns.values() for use in uses]
        if Target("location", "", "id") not in targets or Target("location", "address", "place") not in targets:
            return
        first = {0: self.own["location"]} if "location" in self.own else {}
        for nth, entry in {**first, **self.more}.items():
            if "id" not in entry:
                where = self.maker.things.spots.find(Where(entry.label))
                why = "It has no id of its own, so it is no place to go to."
                self.maker.report.add(where, "location", Action.DROPPED, entry.get("name", ""), why)
                _ = self.more.pop(nth) if nth else self.own.pop("location")

    def _owner(self, root: str, part: str, several: list[Entry]) -> Entry | None:
        if (part, root) not in _FIELD_OF and part != "attribute":
            for one in several:
                why = f"A {root} has no {part.replace('_', ' ')} in the standard."
                self._drop(one, part, why)
            return None
        if root in self.plan.told:
            return self.own.setdefault(root, Entry(self._label(root), {}))
        for one in several:
            self._drop(one, part, f"The row has no {root} that it could belong to.")
        return None

    def _drop(self, entry: Entry, part: str, why: str) -> None:
        row, heading = self.maker.things.spots.parts[entry.label]
        said = ", ".join(str(value) for value in entry.values() if isinstance(value, str))
        self.maker.report.add(Where(row, heading), part, Action.DROPPED, said, why)

    def _settle(self, root: str, entry: Entry | None) -> Entry | None:
        """The thing that a row tells of: a new one, or one that is known with what is new added."""
        if entry is None:
            return None
        own_id = entry.get("id") or self._made_id(root, entry)
        entry["id"] = own_id
        there = self.maker.things.found[root].setdefault(str(own_id), entry)
        if there is not entry:
            self.maker.things.spots.again.setdefault(there.label, []).append(self.label)
            self._merge(there, entry)
        return there

    def _made_id(self, root: str, entry: Entry) -> Made:
        """What a thing without an id goes by: a group by its name, a place by name and town, a service by its name.

        Places with one name in one town are told apart by their streets, services by how many there are before.
        """
        name = fold(str(entry.get("name", "")))
        if root == "organization" and name:
            return Made(name)
        address: dict[str, Any] = next(iter(entry.get("addresses", [])), {})
        street, town = (fold(str(address.get(part, ""))) for part in ("address_1", "city"))
        if root == "location" and (name or street):
            own_id = Made(f"{name or street} {town}".strip())
            there = self.maker.things.found[root].get(own_id, entry)
            streets = {fold(str(one.get("address_1", ""))) for one in there.get("addresses", [])}
            return own_id if not street or street in streets or not streets else Made(f"{own_id} {street}")
        groups = [own_id for own_id, _ in self.named["organization"]]
        groups += [self.own["organization"]["id"]] if "organization" in self.own else []
        words = " ".join([name or self.label, *map(str, filter(None, groups))])
        same = (words if nth == 1 else f"{words} {nth}" for nth in count(1))
        return Made(next(own_id for own_id in same if own_id not in self.maker.things.found[root]))

    def _merge(self, there: Entry, again: Entry) -> None:
        for name, value in again.items():
            if isinstance(value, list):
                there[name] = [*there.get(name, []), *value]
            elif there.setdefault(name, value) != value:
                where = self.maker.things.spots.find(Where(again.label, name))
                first = self.maker.things.spots.find(Where(there.label)).source
                why = f"{first} has the same id and says something else; what it says counts."
                self.maker.report.add(where, name, Action.DROPPED, value, why)

    def _link(self, organization: Entry | None, location: Entry | None, service: Entry | None) -> None:
        groups = [own_id for own_id, _ in self.named["organization"]]
        group = organization["id"] if organization is not None else groups[0] if groups else ""
        for one in (service, location if service is None else None):
            if one is not None and group:
                one.setdefault("organization_id", Made(group))
        for own_id, heading in self.named["organization"][1:]:
            self.maker.report.add(Where(self.label, heading), "organization", Action.DROPPED, own_id, "One runs it.")
        if service is None and location is None and organization is None:
            for root, several in self.named.items():
                for own_id, heading in several:
                    why = f"The row says nothing but which {root} it is of."
                    self.maker.report.add(Where(self.label, heading), root, Action.DROPPED, own_id, why)
        places = [(own_id, heading) for own_id, heading in self.named["location"]]
        for service_id, heading in [(service["id"], "")] if service else self.named["service"]:
            for place, other in [(location["id"], heading)] if location else places:
                self._at(service_id, place, heading or other)

    def _at(self, service: str, location: str, heading: str) -> None:
        self.maker.pairs.setdefault((service, location), Where(self.label, heading))


def _term(target: Target, value: str) -> dict[str, Any]:
    """A term of a list; what is said with it stands behind a colon."""
    name, _, said = value.partition(": ")
    attribute = loose_term(target.choice, name)
    return {**attribute, "value": said} if said else attribute


def _lead(entry: Entry) -> str:
    return next(iter(entry), "")
