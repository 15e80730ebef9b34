"""What a check of a feed found, as somebody will read it: in a terminal, as JSON, as a Markdown page.

The same fault in many records is shown once with its first places; only JSON has every one. What the feed says is shown
with its control characters made visible, so that a feed can't steer the reader's terminal.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import StringIO

from rich.console import Console
from rich.text import Text

from hereabouts.conform.check import Conformity, Verdict
from hereabouts.conform.fault import Fault
from hereabouts.conform.visit import Visit
from hereabouts.finding import Severity
from hereabouts.report import make_visible

_EXAMPLES = 3
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_VERDICTS = {Verdict.PASSED: "Passed", Verdict.WARNED: "Passed with a warning", Verdict.FAILED: "Failed"}
_VERDICT_COLOURS = {Verdict.PASSED: "bold green", Verdict.WARNED: "bold yellow", Verdict.FAILED: "bold red"}
_INDEX = re.compile(r"\[\d+\]")
_MARKDOWN = re.compile(r"([\\*_{}\[\]()#+!|<>&~@-])")


@dataclass(slots=True)
class _Group:
    """Faults of one code, at the same place of many records."""

    first: Fault
    places: list[str] = field(default_factory=list)
    count: int = 0


def _group(faults: Iterable[Fault]) -> list[_Group]:
    groups: dict[tuple[str, str, str], _Group] = {}
    for fault in faults:
        key = (fault.endpoint, fault.code, _INDEX.sub("[*]", fault.path))
        group = groups.setdefault(key, _Group(fault))
        group.count += 1
        if len(group.places) < _EXAMPLES:
            group.places.append(f"{fault.document} {fault.path}")
    return sorted(groups.values(), key=lambda one: (_ORDER[one.first.severity], one.first.level))


def _level(conformity: Conformity, level: int) -> str:
    errors = conformity.faults.counts[level, Severity.ERROR]
    return f"level {level} has {errors} error{'' if errors == 1 else 's'}" if errors else f"level {level} passed"


def summarize(conformity: Conformity) -> str:
    """The verdict in one line."""
    levels = f"{_level(conformity, 1)}, {_level(conformity, 2)}"
    return f"{_VERDICTS[conformity.verdict]}: {levels}, checked as {conformity.standard}."


def _remarks(conformity: Conformity) -> list[str]:
    """What the reader must know to judge the verdict."""
    remarks = []
    if conformity.stopped:
        remarks.append(f"The check stopped early: {conformity.stopped}.")
    elif not conformity.whole:
        remarks.append("Not everything was read, so some ids, references and totals could not be compared.")
    if conformity.faults.left_out:
        remarks.append(f"{conformity.faults.left_out} more faults of the same kinds were counted and are not shown.")
    return remarks


def _state(visit: Visit, errors: int) -> str:
    if visit.absent:
        return "not there"
    if errors:
        return f"{errors} error{'' if errors == 1 else 's'}"
    return "passed" if visit.documents else "not checked"


def _rows(conformity: Conformity) -> list[tuple[str, str, str, str]]:
    """Each endpoint: its path, level, state, and how much was read."""
    errors = Counter(one.endpoint for one in conformity.faults.kept if one.severity is Severity.ERROR)
    rows = []
    for visit in conformity.visits:
        read = f"{visit.documents} read" + (f", {visit.records} records" if visit.records > visit.documents else "")
        state = _state(visit, errors[visit.endpoint.path])
        rows.append((visit.endpoint.path, f"level {visit.endpoint.level}", state, read))
    return rows


def _more(group: _Group) -> str:
    others = group.count - len(group.places)
    return f", and {others} more place{'' if others == 1 else 's'}" if others else ""


def render_text(conformity: Conformity, *, colour: bool = False) -> str:
    """The report for a terminal."""
    output = StringIO()
    console = Console(
        file=output, force_terminal=colour, no_color=not colour, width=10_000, highlight=False, soft_wrap=True
    )
    console.print(Text(make_visible(conformity.name), "bold"))
    rows = _rows(conformity)
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        console.print(Text("  " + "  ".join(cells).rstrip()))
    for group in _group(conformity.faults.kept):
        fault = group.first
        console.print()
        line = (f"  {make_visible(fault.message)}", (f"  [{fault.code}]", "dim"))
        console.print(Text.assemble((str(fault.severity), _COLOURS[fault.severity]), f"  {fault.endpoint}", *line))
        if fault.hint:
            console.print(Text.assemble(("  = ", "dim"), make_visible(fault.hint)))
        for place in group.places:
            console.print(Text.assemble(("  at ", "dim"), make_visible(place)))
        if _more(group):
            console.print(Text(f"  {_more(group)[2:]}", "dim"))
    console.print()
    for remark in _remarks(conformity):
        console.print(Text(remark))
    console.print(Text(summarize(conformity), _VERDICT_COLOURS[conformity.verdict]))
    return output.getvalue()


def render_json(conformity: Conformity) -> str:
    """The report for programs, with every fault that was kept."""
    faults = conformity.faults
    counts = {str(one): sum(faults.counts[level, one] for level in (1, 2)) for one in Severity}
    told = {
        "feed": conformity.name,
        "version": conformity.version,
        "standard": conformity.standard,
        "verdict": str(conformity.verdict),
        "levels": {str(level): "fail" if faults.failed(level) else "pass" for level in (1, 2)},
        "whole": conformity.whole,
        "stopped": conformity.stopped,
        "endpoints": [
            {
                "endpoint": visit.endpoint.path,
                "level": visit.endpoint.level,
                "documents": visit.documents,
                "records": visit.records,
                "whole": visit.whole,
                "absent": visit.absent,
            }
            for visit in conformity.visits
        ],
        "counts": counts,
        "left_out": faults.left_out,
        "faults": [_as_mapping(one) for one in faults.kept],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _as_mapping(fault: Fault) -> dict[str, object]:
    return {
        "code": fault.code,
        "severity": str(fault.severity),
        "endpoint": fault.endpoint,
        "level": fault.level,
        "document": fault.document,
        "path": fault.path,
        "message": fault.message,
        "hint": fault.hint,
    }


def _escape(text: str) -> str:
    """Text that Markdown shows as it is. Backticks go, since what a feed puts between them could end them."""
    return _MARKDOWN.sub(r"\\\1", make_visible(" ".join(text.split())).replace("`", "'"))


def render_markdown(conformity: Conformity) -> str:
    """The report as a page."""
    lines = [f"## Check of {_escape(conformity.name)}", "", _escape(summarize(conformity)), ""]
    lines += [f"{_escape(remark)}\n" for remark in _remarks(conformity)]
    lines += ["| endpoint | level | result | read |", "|---|---|---|---|"]
    lines += ["| " + " | ".join(_escape(cell) for cell in row) + " |" for row in _rows(conformity)]
    lines.append("")
    for group in _group(conformity.faults.kept):
        fault = group.first
        hint = f" {_escape(fault.hint)}" if fault.hint else ""
        lines.append(f"- **{str(fault.severity).capitalize()}**, {_escape(f'{fault.endpoint}: {fault.message}')}{hint}")
        lines.append(f"  ({_escape('; '.join(group.places) + _more(group))})")
    return "\n".join(lines).rstrip() + "\n"


RENDERERS: dict[str, Callable[[Conformity], str]] = {
    "text": render_text,
    "json": render_json,
    "markdown": render_markdown,
}
"""The forms of the report by the name the command line gives them."""
