"""A mapping: what the columns of each sheet are, read from a file that people write.

Two forms are read: our own, and that of Open Referral's HSDS Transformer in both its shapes. What is wrong with one is
told with the line it stands on; a mapping with an error imports nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from hereabouts.finding import Place, is_error
from hereabouts.importers.sheets.fields import Target, find_field, known_fields, near
from hereabouts.importers.source import SourceError
from hereabouts.source.document import Data, Document
from hereabouts.source.document import Path as Way
from hereabouts.source.reader import read_document

IGNORE = "ignore"

LARGEST = 2**20
"""The largest mapping that is read, in bytes."""


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that a column is: where its cells go, what stands between several, and what some values mean.

    `adds` says that its words go behind those of another column.
    """

    target: Target
    separator: str = ""
    values: tuple[tuple[str, str], ...] = ()
    adds: bool = False


@dataclass(slots=True)
class Columns:
    """One sheet: heading -> what it is (nothing: left out on purpose), where that is said, and what is always so."""

    uses: dict[str, list[Use]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    constants: list[tuple[Target, str]] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """All sheets by name, and what there is to say of the mapping: the place, whether it is an error, and the words."""

    sheets: dict[str, Columns] = field(default_factory=dict)
    remarks: list[tuple[Place, bool, str]] = field(default_factory=list)
    old: bool = False
    """Whether it is in the form of the HSDS Transformer, whose words for fields are those of HSDS 1."""

    def refuse(self) -> None:
        """Raises SourceError, with all there is to say, when anything is an error."""
        if any(wrong for _, wrong, _ in self.remarks):
            raise SourceError("\n".join(self.lines()))

    def lines(self) -> Iterator[str]:
        """What there is to say, line by line."""
        for place, wrong, words in sorted(self.remarks):
            yield f"{place.file}:{place.line}:{place.column}: {'error' if wrong else 'note'}: {words}"


def read_mapping(file: Path) -> Mapping:
    """Read a mapping. Raises SourceError for a file that cannot be read, or with an error in it."""
    if not file.is_file():
        raise SourceError(f"There is no mapping at {file}. `hereabouts table-mapping` drafts one.")
    if file.stat().st_size > LARGEST:
        raise SourceError(f"{file} is too large for a mapping.")
    mapping = make_mapping(read_document(file.as_posix(), file.read_bytes()))
    mapping.refuse()
    return mapping


def make_mapping(document: Document) -> Mapping:
    """The mapping that a document says, with remarks for all that it says wrong."""
    reading = _Reading(document, Mapping())
    for item in document.findings if document.text.strip() else ():
        reading.mapping.remarks.append((item.place, is_error(item), f"{item.message} {item.hint}".strip()))
    reading.run()
    return reading.mapping


@dataclass(slots=True)
class _Reading:
    document: Document
    mapping: Mapping

    def run(self) -> None:
        data = self.document.data
        sheets = data.get("sheets")
        way: Way = ("sheets",)
        if not isinstance(sheets, dict):
            sheets, way = data, ()
            self.mapping.old = True
        if not sheets and not self.mapping.remarks:
            self._say((), "It is empty. `hereabouts table-mapping` drafts a mapping.")
        for name, value in sheets.items():
            self._sheet(name, value, (*way, name))
        for name in data.keys() - {"sheets"} if way else ():
            self._say((name,), f"`{name}` is not known here. A mapping has `sheets` only.")

    def _say(self, way: Way, words: str, *, wrong: bool = True, key: bool = True) -> None:
        place = self.document.key_place(*way) if key else self.document.place(*way)
        self.mapping.remarks.append((place, wrong, words))

    def _sheet(self, name: str, value: Data, way: Way) -> None:
        columns = Columns()
        self.mapping.sheets[name] = columns
        if value == IGNORE:
            return
        if not isinstance(value, dict):
            self._say(way, f"Say under `{name}` what its `columns` are, or write `{name}: ignore`.")
            return
        inner = value.get("columns")
        if isinstance(inner, dict):
            for key in value.keys() - {"columns", "constants"}:
                self._say((*way, key), f"`{key}` is not known here. A sheet has `columns` and `constants`.")
            self._constants(columns, value.get("constants"), (*way, "constants"))
            way = (*way, "columns")
        elif self.mapping.old:
            inner = value
        else:
            self._say(way, f"Say under `{name}` what its `columns` are.")
            return
        for heading, said in inner.items():
            columns.places[heading] = self.document.key_place(*way, heading)
            columns.uses[heading] = list(self._uses(said, (*way, heading)))
        self._tell_doubles(columns, way)

    def _tell_doubles(self, columns: Columns, way: Way) -> None:
        """Two columns cannot both be a name; two can be words of one description."""
        first: dict[Target, str] = {}
        for heading, uses in columns.uses.items():
            for use in uses:
                known = first.setdefault(use.target, heading)
                if known == heading or use.target.part or use.target.field == "id":
                    continue
                if not (use.adds or use.target.is_long):
                    words = f"`{heading}` and `{known}` cannot both be {use.target.name}. Say `ignore` for one of them."
                    self._say((*way, heading), words, wrong=not self.mapping.old)

    def _constants(self, columns: Columns, value: Data | None, way: Way) -> None:
        for name, said in value.items() if isinstance(value, dict) else ():
            target = self._target(name, (*way, name))
            if target is not None and isinstance(said, str):
                columns.constants.append((target, said))

    def _uses(self, said: Data, way: Way) -> Iterator[Use]:
        several = said if isinstance(said, list) else [said]
        for at, one in enumerate(several):
            inner = (*way, at) if isinstance(said, list) else way
            if isinstance(one, str):
                target = self._target(one, inner) if one != IGNORE else None
                if target is not None:
                    yield Use(target)
            elif isinstance(one, dict):
                yield from self._use(one, inner)
            else:
                self._say(inner, "Say what this column is, like `service.name`.", key=False)

    def _use(self, one: dict[str, Data], way: Way) -> Iterator[Use]:
        known = {"model", "field", "required", "append", "separator", "values", "split"}
        known |= {"foreign_key_name", "foreign_key_value"} if "model" in one else set()
        for key in one.keys() - known:
            hint = near(key, sorted(known))
            self._say((*way, key), f"`{key}` is not known here.{f' Did you mean `{hint}`?' if hint else ''}")
        name = str(one.get("field", ""))
        if name == IGNORE:
            return
        if not name:
            self._say(way, "Say which `field` this column is, like `field: service.name`.", key=False)
            return
        target = self._target(f"{one['model']}.{name}" if "model" in one else name, (*way, "field"))
        if target is None:
            return
        values = one.get("values")
        pairs = values.items() if isinstance(values, dict) else ()
        meant = tuple((key.casefold(), value) for key, value in pairs if isinstance(value, str))
        between = str(one.get("separator", one.get("split", "")))
        yield Use(self._owned(one, target, way), between, meant, adds=one.get("append") == "true")

    def _owned(self, one: dict[str, Data], target: Target, way: Way) -> Target:
        """What the transformer's second shape says a part belongs to, in a way of its own."""
        name = str(one.get("foreign_key_name", ""))
        owner = find_field(f"{one.get('model')}.{name}") if name else None
        if name and owner is None:
            self._say((*way, "foreign_key_name"), f"`{name}` names nothing that can have this.", key=False)
        return replace(target, root=owner.root) if owner is not None and target.part else target

    def _target(self, name: str, way: Way) -> Target | None:
        target = find_field(name)
        if target is None:
            hint = near(name, known_fields())
            self._say(way, f"There is no field `{name}`.{f' Did you mean `{hint}`?' if hint else ''}", key=False)
        return target
