"""A new record, question by question: what is asked, in the profile's own words, and what the check says of an answer.

Only what most listings have is asked. The rest of the profile can be written into the file afterwards.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from hereabouts.check import check_again
from hereabouts.finding import Finding, Place, is_error
from hereabouts.kind import Kind
from hereabouts.profile.schemas import load, node_at
from hereabouts.reading import check_file
from hereabouts.records import Record, Records
from hereabouts.rules import names
from hereabouts.settings import read_settings, table, text
from hereabouts.source.document import Data, Document, Path
from hereabouts.source.layout import kind_at
from hereabouts.source.text import hidden_finding, hidden_in
from hereabouts.writer import dump

FILE = "your answer"
"""What findings call the record, which has no file yet."""

_HOUSE = ("addresses", "address_1")
_TOWN, _CODE = ("addresses", "city"), ("addresses", "postal_code")
_ASKED: dict[Kind, tuple[Path, ...]] = {
    Kind.ORGANIZATION: (("description",), ("email",), ("website",), ("phones",)),
    Kind.SERVICE: (
        *(("description",), ("phones",), ("email",), ("url",), ("locations",), ("schedules",)),
        *(("eligibility_description",), ("minimum_age",), ("maximum_age",), ("application_process",)),
        *(("cost_options",), ("service_areas",), ("languages",)),
        *(("attributes", name) for name in ("needs", "audiences", "setting", "referral-routes")),
    ),
    Kind.LOCATION: (
        *(("description",), ("visibility",), ("near",), _HOUSE, ("addresses", "address_2"), _TOWN, _CODE),
        *(("transportation",), ("accessibility",), ("phones",)),
    ),
}
_MANY = frozenset({"phones", "schedules", "cost_options", "service_areas", "languages", "accessibility", "attributes"})
_TELLING = frozenset({"addresses", "transportation"})
"""What is not asked of a place that keeps to itself where it is."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: the line of the record that the answer goes to, whether it takes several, and its words.

    `choices` are the answers that are known, each with what it means; there may be others.
    """

    path: Path
    many: bool
    needed: bool
    title: str
    help: str
    example: str
    choices: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the question is called in a draft."""
        return ".".join(map(str, self.path))


class Form:
    """A record that is being asked for. `data` is what has been answered; `path` is where it will be."""

    def __init__(self, kind: Kind, records: Records, today: date, group: str = "") -> None:
        self.kind = kind
        self.records = records
        self.today = today
        self.settings = read_settings(records.settings.data)
        self.data: dict[str, Data] = {}
        self.group = group
        self.path = self.path_of("new-record-of-yours")

    def path_of(self, name: str) -> str:
        """Where the record is, if this is its short name."""
        match self.kind:
            case Kind.ORGANIZATION:
                return f"organizations/{name}/organization"
            case Kind.SERVICE:
                return f"organizations/{self.group}/{name}"
        return f"locations/{name}"

    def paths(self) -> tuple[Path, ...]:
        """The lines to ask for, in order, after the name."""
        return _ASKED[self.kind]

    def question(self, path: Path) -> Question | None:
        """The question for a line; None where what was answered before leaves nothing to ask."""
        if not self._is_asked(path):
            return None
        node = node_at(self.kind, path)
        title, said = str(node.get("title", "")), str(node.get("description", ""))
        if path[0] == "attributes":
            its_list = self.records.taxonomy(str(path[1]))
            title, said = (text(its_list.data.get(name)) for name in ("name", "description")) if its_list else ("", "")
        needed = (len(path) == 1 and path[0] in load(self.kind)["required"]) or path in (_TOWN, _CODE)
        many = path[-1] in _MANY or path[0] == "attributes"
        return Question(path, many, needed, title, said, _first(node.get("examples")), self._choices(path, node))

    def _is_asked(self, path: Path) -> bool:
        hidden = text(self.data.get("visibility"))
        match path:
            case ("attributes", name):
                return bool(self.records.terms(str(name)))
            case ("schedules",):
                return "locations" not in self.data
            case ("near",):
                return hidden == "area-only"
            case ("addresses", part) if part != "address_1":
                return "addresses" in self.data
        return not (hidden and path[0] in _TELLING)

    def _choices(self, path: Path, node: Any) -> dict[str, str]:
        match path[0], path[-1]:
            case "attributes", name:
                return self._terms(str(name))
            case "accessibility", _:
                return self._terms("access")
            case "locations", "at":
                return {one.name: text(one.data.get("name")) for one in self.records.of(Kind.LOCATION)}
            case "service_areas", _:
                return {key: area.name for key, area in self.settings.areas.items()}
        return {str(one): "" for one in node.get("enum", ())}

    def _terms(self, name: str) -> dict[str, str]:
        return {key: text(table(term).get("name")) for key, term in self.records.terms(name).items()}

    def groups(self) -> dict[str, str]:
        """The groups that a service may be of: short name -> name."""
        return {one.group: text(one.data.get("name")) for one in self.records.of(Kind.ORGANIZATION)}

    def try_value(self, path: Path, value: Data) -> list[Finding]:
        """What `hereabouts check` finds in the record with this value, and did not find in it before."""
        for typed in value if isinstance(value, list) else [value]:
            if hidden := hidden_in(text(typed)):
                return [hidden_finding(hidden, Place(FILE))]
        before = {_same(item) for item in self._found(self.data)}
        return [item for item in self._found(_put(self.data, path, value)) if _same(item) not in before]

    def put(self, path: Path, value: Data) -> None:
        """Take an answer."""
        self.data = _put(self.data, path, value)

    def try_path(self, path: str) -> list[str]:
        """Why the record cannot be at this path, in sentences; it does not look whether a file is there."""
        if kind_at(path) is not self.kind:
            return [
                "A short name has small letters, figures and single hyphens, like `tuesday-drop-in`, and 60 at most."
            ]
        file = f"{path}.yml"
        record = Record(self.kind, path, Document(file, data=dict(self.data)))
        found = names.check(Records(self.records.settings, {**self.records.by_path, path: record}))
        return [item.message for item in found if is_error(item) and any(one.file == file for one in item.places)]

    def findings(self) -> list[Finding]:
        """All that the check finds in the record as it is."""
        return self._check(self.data)[1]

    def _check(self, data: dict[str, Data]) -> tuple[Document, list[Finding]]:
        document = check_file(FILE, dump(self.kind, data).encode(), self.kind)
        return document, check_again(Record(self.kind, self.path, document), self.records, self.today)

    def _found(self, data: dict[str, Data]) -> list[Finding]:
        """What is found in what has been answered, with examples for what must be there and is still to be asked."""
        whole = deepcopy(data)
        filled: list[Path] = []
        needed: list[Path] = [(name,) for name in load(self.kind)["required"]]
        for place in [*needed, *((_HOUSE, _TOWN, _CODE) if "addresses" in whole else ())]:
            filled += _fill(self.kind, whole, place)
        document, found = self._check(whole)
        examples = {document.place(*place) for place in filled} | {document.key_place(*place) for place in filled}
        return [item for item in found if item.place not in examples]


def _fill(kind: Kind, data: dict[str, Data], path: Path) -> list[Path]:
    """Put an example where nothing is; gives the path if it did."""
    above = data if len(path) == 1 else table(data.get(str(path[0])))
    if path[-1] in above:
        return []
    above[str(path[-1])] = _first(node_at(kind, path).get("examples"))
    return [path]


def _first(examples: Any) -> str:
    """The first example that somebody could type on one line."""
    for one in examples or ():
        if isinstance(one, list) and one and not isinstance(one[0], dict):
            return str(one[0])
        if not isinstance(one, list | dict):
            return str(one)
    return ""


def _same(item: Finding) -> tuple[object, ...]:
    return item.code, item.hint_key, item.values


def _put(data: dict[str, Data], path: Path, value: Data) -> dict[str, Data]:
    """A copy with a value at a path. A list is only ever added to at its end."""
    made: Any = deepcopy(data)
    at = made
    for step, below in pairwise(path):
        if isinstance(step, int):
            if step == len(at):
                at.append({})
            at = at[step]
        else:
            at = at.setdefault(step, [] if isinstance(below, int) else {})
    at[path[-1]] = value
    return dict(made)
