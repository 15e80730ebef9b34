"""Parser events to plain data with places, never through a loader that gives words a meaning of their own.

Only libyaml's events are used: no tag is resolved, no alias is followed, nothing is merged, so no file can
grow beyond its own size. `no` stays "no" and `10:30` stays "10:30".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from hereabouts.finding import Finding, Place, finding
from hereabouts.source import syntax, traps
from hereabouts.source.document import Data, Path, Spot
from hereabouts.source.text import excerpt, hidden_finding, hidden_in, lines_listed

DEPTH = 16
"""How many mappings and lists may stand inside each other. The deepest record we know needs seven."""

MOST = 40
"""Findings after which reading stops: nobody mends more at once, and a hostile file could make thousands."""

_NOTHING = frozenset({"~", "null", "Null", "NULL"})
"""Words without quotes that most programs read as no value at all."""

_Mapping = dict[str, Data]
_List = list[Data]


class _Stop(Exception):  # noqa: N818  (not an error: the rest of the file is not looked at)
    """Nothing after this point can be trusted."""


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is still open.

    `path` is None where the contents are read but not kept; `named` tells a mapping from a list; `is_key` is
    true of one that stands where a key belongs; `touched` when anything at all stood in it.
    """

    items: _Mapping | _List
    path: Path | None
    start: Spot
    flow: bool
    named: bool
    key: str | None = None
    key_spot: Spot = (1, 1)
    key_end: Any = None
    key_kept: bool = True
    is_key: bool = False
    touched: bool = False


class Tree:
    """What the events of one file amount to so far: data, the places of values and keys, and findings."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._text = text.replace("\r\n", "\n")
        self.lines = self._text.split("\n")
        self.data: _Mapping = {}
        self.values: dict[Path, Spot] = {}
        self.keys: dict[Path, Spot] = {}
        self.findings: list[Finding] = []
        self._open: list[_Frame] = []
        self._documents = 0
        self._has_root = False
        self._escapes = "\\" in text
        self._remarks = "#" in text
        self._specials: list[Spot] = []
        self._anchors: set[str] = set()
        self._copies = False
        self._steps: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start_mapping,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceStartEvent: self._start_list,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def read(self, loader: type[Any]) -> None:
        """Take in the whole file. Raises nothing: what the parser refuses becomes a finding."""
        try:
            self._walk(loader)
        finally:
            self._say_specials()

    def _walk(self, loader: type[Any]) -> None:
        steps = self._steps
        try:
            for event in yaml.parse(self._text, Loader=loader):
                step = steps.get(type(event))
                if step:
                    step(event)
        except _Stop:
            return
        except yaml.MarkedYAMLError as error:
            self._refused(syntax.Fault.of(error, self.lines))
            return
        except (yaml.YAMLError, ValueError, OverflowError):
            self._refused(syntax.Fault("", 0, 0, self.lines))
            return
        if not self._has_root:
            self._report(finding("reading-empty-file", Place(self.file)))

    # What stands in the file.

    def _document(self, event: Any) -> None:
        self._documents += 1
        spot = _spot(event.start_mark)
        if self._documents > 1:
            self._fatal(finding("reading-second-record", self._place(spot)))
        if event.version or event.tags:
            self._report(finding("reading-directive", self._place(spot)))

    def _start_mapping(self, event: Any) -> None:
        self._start(event, {})

    def _start_list(self, event: Any) -> None:
        self._start(event, [])

    def _start(self, event: Any, items: _Mapping | _List) -> None:
        spot = _spot(event.start_mark)
        if event.anchor is not None or event.tag is not None:
            self._special(spot, event)
        if len(self._open) == DEPTH:
            self._fatal(finding("reading-too-deep", self._place(spot), limit=DEPTH))
        if not self._open:
            self._start_root(items, spot, flow=bool(event.flow_style))
            return
        frame = self._open[-1]
        frame.touched = True
        child = _Frame(items, None, spot, bool(event.flow_style), isinstance(items, dict))
        if frame.key is None and frame.named:
            child.is_key = True
            if not frame.is_key:
                self._report(self._key_not_text(frame, spot))
        else:
            child.path = self._put(frame, items, spot)
        self._open.append(child)

    def _start_root(self, items: _Mapping | _List, spot: Spot, *, flow: bool) -> None:
        self._has_root = True
        if isinstance(items, list):
            self._fatal(finding("reading-not-a-record", self._place(spot), hint="list"))
        else:
            self.data = items
            self.values[()] = spot
            self._open.append(_Frame(items, (), spot, flow, named=True))

    def _end(self, event: Any) -> None:
        frame = self._open.pop()
        if not self._open:
            if not frame.touched:
                self._report(finding("reading-empty-file", self._place(frame.start)))
            return
        parent = self._open[-1]
        if frame.is_key:
            parent.key, parent.key_kept, parent.key_end = "", False, event.end_mark
            return
        if not frame.items:
            self._forget(parent, frame)
        self._close_pair(parent)

    def _forget(self, parent: _Frame, frame: _Frame) -> None:
        """Leave out a mapping or list with nothing in it."""
        if not frame.touched:
            self._report(self._empty(parent, frame.start, "brackets"))
        if isinstance(parent.items, list):
            parent.items.pop()
        elif parent.key_kept and parent.key is not None:
            parent.items.pop(parent.key, None)

    def _scalar(self, event: Any) -> None:
        if not self._open:
            self._scalar_root(event)
            return
        frame = self._open[-1]
        frame.touched = True
        mark = event.start_mark
        spot = (mark.line + 1, mark.column + 1)
        special = event.anchor is not None or event.tag is not None
        if special:
            self._special(spot, event)
        if self._escapes and event.style == '"' and (hidden := hidden_in(event.value)):
            self._report(hidden_finding(hidden, self._place(spot), escaped=True))
        if frame.key is None and frame.named:
            self._key(frame, event, spot)
        else:
            self._value(frame, event, spot, special=special)
            frame.key = None
            frame.key_kept = True

    def _scalar_root(self, event: Any) -> None:
        self._has_root = True
        spot = _spot(event.start_mark)
        if event.tag is not None or event.anchor is not None:
            self._special(spot, event)
            raise _Stop
        if not event.value.strip():
            self._fatal(finding("reading-empty-file", Place(self.file)))
        found = None
        if not event.style:
            found = traps.unspaced_key(self.file, self.lines, spot) or traps.text_first(self.file, self.lines, spot)
        self._fatal(found or finding("reading-not-a-record", self._place(spot)))

    def _key(self, frame: _Frame, event: Any, spot: Spot) -> None:
        key: str = event.value
        frame.key, frame.key_spot, frame.key_end = key, spot, event.end_mark
        if not key or key.isspace():
            frame.key_kept = False
            self._report(finding("reading-no-name", self._place(spot)))
        elif odd := traps.odd_space(self.file, self.lines, spot[0] - 1):
            frame.key_kept = False
            self._report(odd)
        elif key in frame.items:
            frame.key_kept = False
            self._twice(frame, key, spot)
        elif frame.path is not None:
            self.keys[(*frame.path, key)] = spot

    def _value(self, frame: _Frame, event: Any, spot: Spot, *, special: bool) -> None:
        value: str = event.value
        style = event.style
        if not value or value.isspace() or (value in _NOTHING and not style):
            if not special:
                self._report(self._missing(frame, event, spot))
            return
        last = event.end_mark.line
        if not style:
            if self._remarks or last >= spot[0] or ":" in value or value[0] == "-":
                self._plain(event, spot)
        elif (
            last >= spot[0]
            and style in "'\""
            and (swallowed := traps.swallowed_lines(self.file, self.lines, spot, last))
        ):
            self._fatal(swallowed)  # whatever comes now is upside down: text outside the quotes, names inside
        self._put(frame, value, spot)

    def _plain(self, event: Any, spot: Spot) -> None:
        """Look for text without quotes that is not read as it was meant."""
        value, end = event.value, event.end_mark
        if self._remarks:
            self._report(traps.remark_behind(self.file, self.lines, (end.line, end.column)))
        unspaced = None
        if value[0] == "-" or ":" in value:
            unspaced = traps.unspaced_mark(self.file, self.lines, spot, value)
        self._report(unspaced)
        if end.line >= spot[0] and not unspaced:
            self._report(traps.joined_list(self.file, self.lines, spot[0] - 1, end.line))

    def _alias(self, event: Any) -> None:
        spot = _spot(event.start_mark)
        self._special(spot, event)
        if not self._open:
            raise _Stop
        frame = self._open[-1]
        frame.touched = True
        if frame.key is None and frame.named:
            frame.key, frame.key_kept, frame.key_end = "", False, event.end_mark
        else:
            self._close_pair(frame)

    # Keeping it.

    def _put(self, frame: _Frame, value: Data, spot: Spot) -> Path | None:
        """Keep a value where it belongs and note its place. Gives its path, or None where nothing is kept."""
        items = frame.items
        step: str | int
        if isinstance(items, list):
            step = len(items)
            items.append(value)
        elif frame.key is None or not frame.key_kept:
            return None
        else:
            step = frame.key
            items[frame.key] = value
        if frame.path is None:
            return None
        path = (*frame.path, step)
        self.values[path] = spot
        return path

    @staticmethod
    def _close_pair(frame: _Frame) -> None:
        frame.key = None
        frame.key_kept = True

    # What is wrong with it.

    def _report(self, found: Finding | None) -> None:
        if found is None:
            return
        if len(self.findings) == MOST:
            self.findings.append(finding("reading-many", found.place, limit=MOST))
            raise _Stop
        self.findings.append(found)

    def _fatal(self, found: Finding) -> None:
        self._report(found)
        raise _Stop

    def _refused(self, fault: syntax.Fault) -> None:
        """Say what the parser could not read, unless an error already found there is the reason."""
        if any(fault.explained_by(found) for found in self.findings):
            return
        found = syntax.explain(self.file, fault)
        if found.code == "reading-special-mark" and self._specials:
            self._specials.append((found.place.line, found.place.column))
            return
        merged = syntax.merge(self.findings[-1], found, self.lines) if self.findings else None
        if merged:
            self.findings[-1] = merged
        else:
            self.findings.append(found)

    def _place(self, spot: Spot) -> Place:
        return Place(self.file, *spot)

    def _special(self, spot: Spot, event: Any) -> None:
        """Note an anchor, alias or tag. However many there are, they are one problem: see `_say_specials`."""
        alias = isinstance(event, yaml.AliasEvent)
        merges = bool(self._open) and self._open[-1].key == "<<"
        self._copies |= alias and (merges or event.anchor in self._anchors)
        if event.anchor is not None and not alias:
            self._anchors.add(event.anchor)
        self._specials.append(spot)
        if len(self._specials) == 1:
            line = self.lines[spot[0] - 1] if spot[0] <= len(self.lines) else ""
            mark = line[spot[1] - 1 : spot[1]]
            mark = mark if mark in syntax.SPECIAL else "&"
            self._report(finding("reading-special-mark", self._place(spot), mark=mark))

    def _say_specials(self) -> None:
        """Say with the first anchor, alias or tag where the others are."""
        if len(self._specials) < 2 and not self._copies:
            return
        numbers = sorted({line for line, _ in self._specials})
        first = next(at for at, found in enumerate(self.findings) if found.code == "reading-special-mark")
        hint = "copies" if self._copies else "lines"
        values = {**dict(self.findings[first].values), "lines": lines_listed(numbers)}
        self.findings[first] = finding("reading-special-mark", self.findings[first].place, hint=hint, **values)

    def _twice(self, frame: _Frame, key: str, spot: Spot) -> None:
        if frame.path is not None:
            line = self.keys[(*frame.path, key)][0]
            self._report(finding("reading-twice", self._place(spot), name=excerpt(key), line=line))

    def _key_not_text(self, frame: _Frame, spot: Spot) -> Finding:
        if frame.flow:
            return traps.bracket(self._place(frame.start), "{")
        return finding("reading-name-not-text", self._place(spot))

    def _missing(self, frame: _Frame, event: Any, spot: Spot) -> Finding | None:
        """The finding for a value that is not there, by what stands where it was expected."""
        if frame.is_key or not frame.key_kept:
            return None
        if frame.named:
            if event.style or event.value:
                return self._empty(frame, spot, "word" if event.value.strip() else "hint")
            if lost := traps.remark_for_value(self.file, self.lines, _spot(frame.key_end)):
                return lost
            if traps.only_a_remark(self.lines, _spot(frame.key_end)):
                return self._empty(frame, spot, "remark")
            if frame.flow and not traps.has_colon(self.lines, _spot(frame.key_end)):
                return traps.colonless(
                    self.file, self.lines, frame.start, frame.key_spot, frame.key or "", only=not frame.items
                )
        elif not event.value and traps.only_a_remark(self.lines, spot):
            return self._empty(frame, spot, "remark")
        return self._empty(frame, spot, "word" if event.value.strip() else "hint")

    def _empty(self, frame: _Frame, spot: Spot, hint: str) -> Finding:
        if isinstance(frame.items, list):
            name = frame.path[-1] if frame.path else ""
            what = f"A line of the list `{excerpt(str(name))}`"
            return finding("reading-empty", self._place(spot), hint=hint, what=what)
        return finding("reading-empty", self._place(frame.key_spot), hint=hint, what=f"`{excerpt(frame.key or '')}`")


def _spot(mark: Any) -> Spot:
    return mark.line + 1, mark.column + 1
