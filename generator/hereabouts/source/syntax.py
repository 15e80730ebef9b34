"""What the parser could not read, said again in words a volunteer understands.

The parser knows where it stopped, not what was meant. So its own message is used only to choose what to look
for; what the contributor is told comes from the line itself, and always ends in a next move.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from hereabouts.finding import Finding, Place, finding, is_error
from hereabouts.source import traps
from hereabouts.source.text import excerpt

SPECIAL = "*&!"
"""What starts an alias, an anchor and a tag."""

CAUSES = frozenset(
    {
        "reading-text-lost",
        "reading-odd-space",
        "reading-space-after-colon",
        "reading-special-mark",
        "reading-quotes-open",
        "reading-no-name",
        "reading-name-not-text",
        "reading-bracket",
        "reading-comma",
    }
)
"""Findings that often make the parser stumble afterwards: what it then says has the same cause."""

_INWARDS = r"[ ]*(?:-[ ]+)*"
_LISTED = re.compile(_INWARDS)
_KEY_NAME = re.compile(rf"{_INWARDS}([A-Za-z_][\w-]*)[ ]*:(?:\s|$)")
_UNSPACED = re.compile(rf"{_INWARDS}(?=[a-z][a-z0-9_-]*:\S)")
_SPECIAL_IN_WORD = re.compile(r"(?:^|[\[{,])([*&!])")
_HASH = re.compile(r"[ \t](#)")
_OPENING_BRACKET = re.compile(r"(?:^|[:\-]\s+)([\[{])")


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the parser stopped and why, in its own words. Lines and columns here are counted from 0."""

    problem: str
    line: int
    column: int
    lines: list[str]
    context: str = ""
    context_line: int = 0
    context_column: int = 0

    @classmethod
    def of(cls, error: yaml.MarkedYAMLError, lines: list[str]) -> Fault:
        """Take what matters out of the parser's error. A mark behind the end of the file moves to its end."""
        line, column = _within(error.problem_mark or error.context_mark, lines)
        context_line, context_column = _within(error.context_mark or error.problem_mark, lines)
        return cls(error.problem or "", line, column, lines, error.context or "", context_line, context_column)

    @property
    def typed(self) -> str:
        """The line where the parser stopped."""
        return self.lines[self.line]

    @property
    def before(self) -> str:
        """What stands on that line before the place where it stopped."""
        return self.typed[: self.column]

    @property
    def character(self) -> str:
        """The character it could not take; empty at the end of a line."""
        return self.typed[self.column : self.column + 1]

    @property
    def started(self) -> str:
        """The character that started what it was reading."""
        return self.lines[self.context_line][self.context_column : self.context_column + 1]

    @property
    def above(self) -> int:
        """The number of the nearest line above that says something, or of this line when there is none."""
        for number in range(self.line - 1, -1, -1):
            if self.lines[number].strip() and not self.lines[number].lstrip().startswith("#"):
                return number
        return self.line

    @property
    def first(self) -> int:
        """The column of the first character on this line that is no space."""
        return len(self.typed) - len(self.typed.lstrip())

    def explained_by(self, found: Finding) -> bool:
        """Tell whether something already found is why the parser stopped here."""
        line = found.place.line - 1
        if line == self.line:
            return is_error(found)
        reading_on = any(word in self.context for word in ("flow", "quoted", "simple key"))
        return found.code in CAUSES and (line == self.above or (reading_on and line == self.context_line))


def explain(file: str, fault: Fault) -> Finding:
    """Say what is wrong at the place where the parser stopped. Raises nothing."""
    for look in _LOOKS:
        if found := look(file, fault):
            return found
    return finding("reading-not-understood", Place(file, fault.line + 1, fault.column + 1))


def merge(before: Finding, found: Finding, lines: list[str]) -> Finding | None:
    """One finding for two with one cause, or None: `found` is what stopped the parser, `before` the last one."""
    if before.code == "reading-joined-lines" and before.place.line == found.place.line:
        return found
    below = [number for number in range(before.place.line, found.place.line) if lines[number].strip()]
    if before.code != "reading-empty" or not 1 <= len(below) <= 2:
        return None
    first = _first(lines[below[0]])
    lines_up = found.code in ("reading-indent", "reading-mixed")
    if lines_up and first <= _first(lines[before.place.line - 1]):
        what = dict(before.values)["what"]
        return finding("reading-indent", _place(before.place.file, below[0], first), hint="below", what=what)
    return found if len(below) == 1 and found.place.column == first + 1 else None


def _within(mark: object, lines: list[str]) -> tuple[int, int]:
    line = getattr(mark, "line", 0)
    if line >= len(lines) or (line == len(lines) - 1 and not lines[-1]):
        line = max((number for number, text in enumerate(lines) if text.strip()), default=0)
        return line, len(lines[line])
    return line, min(getattr(mark, "column", 0), len(lines[line]))


def _place(file: str, line: int, column: int) -> Place:
    return Place(file, line + 1, column + 1)


def _odd_space(file: str, fault: Fault) -> Finding | None:
    """A space that only looks like one, which makes a name and its value one word."""
    lines = [line for line in (fault.context_line, fault.above, fault.line) if ":" in fault.lines[line]]
    return next(filter(None, (traps.odd_space(file, fault.lines, line) for line in lines)), None)


def _tab(file: str, fault: Fault) -> Finding | None:
    start = fault.typed[: fault.first]
    return finding("reading-tab", _place(file, fault.line, start.index("\t"))) if "\t" in start else None


def _quoted(file: str, fault: Fault) -> Finding | None:
    """Inside quotes: never closed, or a backslash that means nothing."""
    if "quoted" not in fault.context:
        return None
    if "unexpected" in fault.problem:
        place = _place(file, fault.context_line, fault.context_column)
        return finding("reading-quotes-open", place, mark=fault.started)
    column = max(fault.typed.rfind("\\", 0, fault.column + 1), 0)
    typed = excerpt(fault.typed[column : column + 2])
    return finding("reading-backslash", _place(file, fault.line, column), typed=typed)


def _block_text(file: str, fault: Fault) -> Finding | None:
    """`>` or `|` with something else on its line."""
    if "block scalar" not in fault.context or fault.started not in (">", "|"):
        return None
    return _cannot_start(file, fault, fault.context_line, fault.context_column)


def _special(file: str, fault: Fault) -> Finding | None:
    """`*all* welcome`, `&tea`, `!n!ow`: an alias, anchor or tag that is not one."""
    about_mark = any(word in f"{fault.context} {fault.problem}" for word in ("alias", "anchor", "tag", "duplicate"))
    if about_mark and "tab" not in fault.problem and fault.started in tuple(SPECIAL):
        place = _place(file, fault.context_line, fault.context_column)
        return finding("reading-special-mark", place, mark=fault.started)
    before = fault.before.rstrip()
    word = max(before.rfind(" "), before.rfind("\t")) + 1
    if match := _SPECIAL_IN_WORD.search(before, word):
        return finding("reading-special-mark", _place(file, fault.line, match.start(1)), mark=match[1])
    return None


def _percent(file: str, fault: Fault) -> Finding | None:
    """A line that starts with `%`: a directive, or text that was meant to go on from above."""
    for number in (fault.line, fault.above, fault.context_line):
        typed = fault.lines[number]
        if typed.startswith(("%YAML", "%TAG")):
            return finding("reading-directive", _place(file, number, 0))
        if typed.startswith("%") and ("directive" in fault.context or "document start" in fault.problem):
            return _cannot_start(file, fault, number, 0)
    return None


def _after_the_end(file: str, fault: Fault) -> Finding | None:
    """Something more after a line of dots, which ends a record."""
    if "document start" not in fault.problem or not fault.lines[fault.above].startswith("..."):
        return None
    return finding("reading-second-record", _place(file, fault.above, 0))


def _first_character(file: str, fault: Fault) -> Finding | None:
    """A value that starts with a character the parser keeps for itself."""
    if "cannot start any token" in fault.problem:
        return _cannot_start(file, fault, fault.line, fault.column)
    if "entries are not allowed" in fault.problem or "keys are not allowed" in fault.problem:
        if fault.column == fault.first:
            return _indent(file, fault)
        return _cannot_start(file, fault, fault.line, fault.column)
    if fault.context.endswith(" node") and fault.character in tuple(",]}:?-"):
        return _cannot_start(file, fault, fault.line, fault.column)
    return None


def _cannot_start(file: str, fault: Fault, line: int, column: int) -> Finding:
    mark = fault.lines[line][column : column + 1]
    shown = "A backtick" if mark == "`" else f"`{excerpt(mark)}`"
    place = _place(file, line, column)
    if mark == "@" and _name_at(fault.lines, line) == "maintainers":
        word = re.match(r"@([A-Za-z0-9-]*)", fault.lines[line][column:])
        return finding("reading-first-character", place, hint="at", mark=shown, name=word[1] if word else "")
    hint = {"-": "list", "|": "block", ">": "block"}.get(mark, "hint")
    return finding("reading-first-character", place, hint=hint, mark=shown)


def _colon(file: str, fault: Fault) -> Finding | None:
    """A colon where none can be: inside the text, or because the line above went wrong."""
    if "found unexpected ':'" in fault.problem:
        return finding("reading-colon", _place(file, fault.line, fault.column), hint="inside", name="")
    unexpected = "values are not allowed" in fault.problem
    if not unexpected and not ("flow" in fault.context and fault.character == ":"):
        return None
    before = fault.before.rstrip()
    if ": " not in fault.before:
        return _line_above(file, fault) if unexpected else None
    if before.endswith(('"', "'")) and before[-1] in before[before.find(": ") : -1]:
        return finding("reading-quotes-early", _place(file, fault.line, fault.column))
    key = _KEY_NAME.match(fault.typed)
    hint, name = ("hint", key[1]) if key and key[1].islower() and unexpected else ("inside", "")
    return finding("reading-colon", _place(file, fault.line, fault.column), hint=hint, name=name)


def _line_above(file: str, fault: Fault) -> Finding:
    """A good line: so the one above it is not, or the two do not line up."""
    above = fault.lines[fault.above]
    if found := _unspaced(file, fault, fault.above):
        return found
    if ":" not in above and fault.above != fault.line and not above.lstrip().startswith("- "):
        return finding("reading-no-colon", _place(file, fault.above, _first(above)), typed=excerpt(above.strip()))
    return _indent(file, fault)


def _no_colon(file: str, fault: Fault) -> Finding | None:
    if "could not find expected ':'" not in fault.problem:
        return None
    if found := _unspaced(file, fault, fault.context_line):
        return found
    typed = fault.lines[fault.context_line]
    place = _place(file, fault.context_line, fault.context_column)
    if typed[fault.context_column : fault.context_column + 1] in ("[", "{"):
        return traps.bracket(place, typed[fault.context_column])
    return finding("reading-no-colon", place, typed=excerpt(typed[fault.context_column :].strip()))


def _unspaced(file: str, fault: Fault, line: int) -> Finding | None:
    match = _UNSPACED.match(fault.lines[line])
    found = traps.unspaced_in(file, fault.lines, line, match.end()) if match else None
    return found or traps.unspaced_dash(file, fault.lines, line)


def _behind_value(file: str, fault: Fault) -> Finding | None:
    """Something more on the line after a value that was complete."""
    before = fault.before.rstrip()
    if not before.strip(" -"):
        return None
    if fault.character in ("]", "}"):
        return finding("reading-bracket-alone", _place(file, fault.line, fault.column), mark=fault.character)
    if before.endswith(('"', "'")):
        return finding("reading-quotes-early", _place(file, fault.line, fault.column))
    if before.endswith(("]", "}")):
        opening = _OPENING_BRACKET.search(before)
        column = opening.start(1) if opening else fault.column
        return traps.bracket(_place(file, fault.line, column), before[column : column + 1] or before[-1], "behind")
    return None


def _unclosed(file: str, fault: Fault) -> Finding | None:
    """A list in [ ] or names in { } that never end."""
    if "flow node" in fault.context and not fault.character:
        return _last_opened(file, fault)
    if "flow" not in fault.context or fault.started not in ("[", "{"):
        return None
    place = _place(file, fault.context_line, fault.context_column)
    remark = _HASH.search(fault.lines[fault.context_line], fault.context_column)
    if remark:
        return _lost(file, fault, fault.context_line, remark.start(1))
    return finding("reading-bracket-alone", place, mark=fault.started)


def _last_opened(file: str, fault: Fault) -> Finding | None:
    """The last bracket before the place where everything ended in the middle of a list."""
    for number in range(fault.line, -1, -1):
        column = max(fault.lines[number].rfind("["), fault.lines[number].rfind("{"))
        if column >= 0:
            mark = fault.lines[number][column]
            return finding("reading-bracket-alone", _place(file, number, column), mark=mark)
    return None


def _start_of_line(file: str, fault: Fault) -> Finding | None:
    """A line that does not fit what is above it."""
    if fault.before.strip(" -"):
        return None
    if fault.character == ":":
        return finding("reading-no-name", _place(file, fault.line, fault.column))
    if fault.character in tuple("]},|>"):
        return _cannot_start(file, fault, fault.line, fault.column)
    above = fault.lines[fault.above]
    remark = _HASH.search(above)
    if remark and fault.above != fault.line and not _KEY_NAME.match(fault.typed):
        return _lost(file, fault, fault.above, remark.start(1))
    if fault.column == fault.context_column and "parsing a block" in fault.context:
        return finding("reading-mixed", _place(file, fault.line, fault.first))
    if "parsing a block" in fault.context or "document start" in fault.problem:
        return _indent(file, fault)
    return None


def _indent(file: str, fault: Fault) -> Finding:
    above = _LISTED.match(fault.lines[fault.above])
    hint = "further" if above and fault.first > above.end() else "hint"
    return finding("reading-indent", _place(file, fault.line, fault.first), hint=hint)


def _lost(file: str, fault: Fault, line: int, column: int) -> Finding:
    mark = excerpt(fault.lines[line][column : column + 60].rstrip(), 30)
    return finding("reading-text-lost", _place(file, line, column), mark=mark)


def _first(line: str) -> int:
    return len(line) - len(line.lstrip())


def _name_at(lines: list[str], line: int) -> str:
    """The nearest name on this line or above it."""
    for number in range(line, -1, -1):
        if match := _KEY_NAME.match(lines[number]):
            return match[1]
    return ""


_LOOKS: tuple[Callable[[str, Fault], Finding | None], ...] = (
    _odd_space,
    _tab,
    _quoted,
    _block_text,
    _special,
    _percent,
    _after_the_end,
    _first_character,
    _colon,
    _no_colon,
    _behind_value,
    _unclosed,
    _start_of_line,
)
