"""What an import did with what it was given: one line for each thing that was not simply taken over.

A line says where in the source something stood, what was done, and why. Nothing that has a place in the records is
left out without a line; what is merely empty gets none.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Action(StrEnum):
    """What was done with a value."""

    MAPPED = "mapped"
    """Written under another name or in another form; nothing is lost."""
    MENDED = "mended"
    """Changed so that it can be used."""
    DEFAULTED = "defaulted"
    """Was missing; what directory.yml or the standard assumes stands in for it."""
    KEPT = "kept"
    """Could not be used where it stood, so it is kept as words in a description or in notes."""
    DROPPED = "dropped"
    """Left out."""
    MERGED = "merged"
    """Said twice, and written once."""
    CHANGED = "changed"
    """Changed at the source since the last import, and so changed here."""
    CONFLICT = "conflict"
    """Changed at the source and by people here; what is here stays."""
    GONE = "gone"
    """No longer at the source; what is here stays."""
    REMOVED = "removed"
    """Taken out here by people; it stays out."""
    ALIKE = "alike"
    """Looks like something that was here before; both stay."""


SAID: dict[Action, str] = {
    Action.CONFLICT: "changed here and at the source, so yours is kept",
    Action.ALIKE: "perhaps here already",
    Action.GONE: "no longer at the source, and kept",
    Action.REMOVED: "taken out here, and left out",
    Action.CHANGED: "changed at the source, and so here",
    Action.DROPPED: "left out",
    Action.KEPT: "kept as words",
    Action.DEFAULTED: "missing, so a default stands in",
    Action.MENDED: "mended",
    Action.MERGED: "the same twice, written once",
    Action.MAPPED: "written in another form",
}
"""How each action reads in a report, the weightiest first."""


_PLURAL = re.compile(r"s(?= (?:of|to) |$)")
"""The end of the plural in ``lists of terms``."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the source: which record (a file, or a file and a line) and the path inside it."""

    source: str
    path: str = ""

    def __truediv__(self, step: str | int) -> Where:
        inner = f"[{step}]" if isinstance(step, int) else f".{step}" if self.path else step
        return Where(self.source, f"{self.path}{inner}")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing done. `count` is more than one where a line stands for several of a kind in one source record."""

    where: Where
    what: str
    action: Action
    value: str
    why: str
    count: int = 1


@dataclass(slots=True)
class Report:
    """All lines in source order, and how many of each kind of thing came in and went out."""

    lines: list[Line] = field(default_factory=list)
    read: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    unread: set[str] = field(default_factory=set)
    """What the source calls the things that were there and could not be read: ``service:<id>``."""
    _counted: dict[tuple[str, str, Action, str], int] = field(default_factory=dict)

    def add(self, where: Where, what: str, action: Action, value: object, why: str, count: int = 1) -> None:
        """Add a line. `what` is the field or the kind of thing; `value` is what stood there."""
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        self.lines.append(Line(where, what, action, shown, why, count))

    def count(self, where: Where, what: str, action: Action, value: str, why: str) -> None:
        """Add to the one line that a source record has for things of this sort, or begin it."""
        key = (where.source, what, action, why)
        index = self._counted.setdefault(key, len(self.lines))
        if index == len(self.lines):
            self.lines.append(Line(Where(where.source), what, action, value, why))
            return
        line = self.lines[index]
        self.lines[index] = Line(line.where, what, action, f"{line.value}; {value}", why, line.count + 1)

    def counts(self) -> dict[Action, int]:
        """How many things each action was done to, the weightiest first."""
        totals: Counter[Action] = Counter()
        for line in self.lines:
            totals[line.action] += line.count
        return {action: totals[action] for action in SAID if totals[action]}

    def reasons(self) -> Iterator[tuple[Action, str, str, list[Line]]]:
        """Lines by action, by field and by reason, the most frequent first: a summary a person can read."""
        groups: dict[tuple[Action, str, str], list[Line]] = defaultdict(list)
        for line in self.lines:
            groups[line.action, line.what, line.why].append(line)
        order = list(SAID)
        ranked = sorted(groups.items(), key=lambda group: (order.index(group[0][0]), -_total(group[1]), group[0]))
        return ((action, what, why, lines) for (action, what, why), lines in ranked)


def _total(lines: list[Line]) -> int:
    return sum(line.count for line in lines)


def render_json(report: Report, reviews: Mapping[str, date] | None = None) -> str:
    """The whole report for programs: `read`, `written`, `counts`, first `reviews`, and every line under `lines`."""
    lines = [
        {
            "source": line.where.source,
            "path": line.where.path,
            "what": line.what,
            "action": line.action,
            "value": line.value,
            "why": line.why,
            "count": line.count,
        }
        for line in report.lines
    ]
    head: dict[str, object] = {"read": dict(report.read), "written": dict(report.written), "counts": report.counts()}
    if reviews:
        head["reviews"] = {path: day.isoformat() for path, day in reviews.items()}
    body = ",\n  ".join(json.dumps(line, ensure_ascii=False) for line in lines)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "lines": [\n  {body}\n]}}\n'


def render_text(report: Report, most: int = 40) -> str:
    """The summary for a terminal: counts, then the `most` frequent reasons with how often each came up."""
    parts = [_sentence(report), ""]
    reasons = sorted(report.reasons(), key=lambda reason: -_total(reason[3]))
    for action, what, why, lines in reasons[:most]:
        parts.append(f"{_total(lines):>7,}  {what}: {SAID[action]}. {why}")
    if len(reasons) > most:
        parts += ["", f"{len(reasons) - most:,} more reasons are in the report."]
    return "\n".join(parts).rstrip() + "\n"


def render_markdown(report: Report, most: int = 2_000, reviews: Mapping[str, date] | None = None) -> str:
    """The report for a person to read through: counts, reasons with examples, then at most `most` single lines.

    The JSON report has every line.
    """
    parts = ["# Import report", "", _sentence(report), *_plan(reviews or {})]
    if not report.lines:
        return "\n".join([*parts, "", "Everything was taken over as it was."]) + "\n"
    parts += ["", "| what was done | times |", "|---|---:|"]
    parts += [f"| {SAID[action]} | {count:,} |" for action, count in report.counts().items()]
    parts += ["", "## Why", "", "| times | field | what was done | why | for example |", "|---:|---|---|---|---|"]
    for action, what, why, lines in report.reasons():
        cells = (f"{_total(lines):,}", _code(what), SAID[action], _cell(why), _code(lines[0].value))
        parts.append(f"| {' | '.join(cells)} |")
    parts += ["", "## Line by line", ""]
    weighty = [line for line in report.lines if line.action is not Action.MAPPED]
    parts += [_item(line) for line in weighty[:most]]
    if len(weighty) > most or len(weighty) < len(report.lines):
        parts += ["", f"Every one of the {len(report.lines):,} lines is in the JSON report."]
    return "\n".join(parts) + "\n"


def _plan(reviews: Mapping[str, date]) -> list[str]:
    """By when new listings should first be looked at, so many in each month."""
    months = Counter(day.strftime("%Y-%m") for day in reviews.values())
    if not months:
        return []
    said = (
        "Nobody has confirmed these listings yet. Their first reviews are spread out, so that nobody gets all at once:"
    )
    rows = [f"| {month} | {count:,} |" for month, count in sorted(months.items())]
    return ["", said, "", "| month | listings to look at |", "|---|---:|", *rows]


def _sentence(report: Report) -> str:
    read = ", ".join(_counted(what, count) for what, count in report.read.items()) or "nothing"
    written = ", ".join(_counted(what, count) for what, count in report.written.items()) or "nothing"
    return f"Found {read}. Made {written}."


def _counted(what: str, count: int) -> str:
    """How many there are, in words: ``1 list of terms``, ``2 lists of terms``."""
    return f"{count:,} {re.sub(_PLURAL, '', what, count=1) if count == 1 else what}"


def _item(line: Line) -> str:
    times = f" ({line.count} times)" if line.count > 1 else ""
    place = ": ".join(part for part in (line.where.source, line.where.path) if part)
    return f"- {_code(place)}: {_code(line.what)} {SAID[line.action]}{times}. {_cell(line.why)} {_code(line.value)}"


def _code(text: str, limit: int = 120) -> str:
    short = " ".join(text.split())
    short = short if len(short) <= limit else f"{short[: limit - 1]}…"
    return f"`{short.replace('`', chr(0x2BC)).replace('|', '¦')}`" if short else ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "¦")
