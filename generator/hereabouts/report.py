"""Findings as somebody will read them: in a terminal, as JSON, as GitHub annotations, as a Markdown summary.

One function per form, each from the same sorted findings. What a contributor typed is shown with its control
characters made visible, so that a record can't steer the reader's terminal.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from hereabouts.finding import Finding, Severity

Texts = Mapping[str, str]
"""File name -> what is in it, for showing the line a finding is about."""

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>&~@-])")
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_LINE_WIDTH = 160


def make_visible(text: str) -> str:
    """Show control and direction-changing characters as ``<U+202E>``; a tab becomes two spaces."""
    return _INVISIBLE.sub(lambda found: f"<U+{ord(found[0]):04X}>", text.replace("\t", "  "))


def count(findings: Sequence[Finding]) -> Counter[Severity]:
    """How many findings there are of each severity."""
    return Counter(item.severity for item in findings)


def summarize(findings: Sequence[Finding], checked: int) -> str:
    """One sentence that says how the check went."""
    files = f"{checked} file{'' if checked == 1 else 's'} checked"
    counts = count(findings)
    if not counts:
        return f"{files}: everything is in order."
    parts = [f"{counts[one]} {_WORDS[one]}{'' if counts[one] == 1 else 's'}" for one in Severity if counts[one]]
    return f"{files}: {', '.join(parts)}."


def _excerpt(item: Finding, texts: Texts) -> tuple[str, int] | None:
    """The line a finding is about, cut to a readable width, and the offset of its column in what is shown."""
    lines = texts.get(item.place.file, "").splitlines()
    if not 0 < item.place.line <= len(lines):
        return None
    line = lines[item.place.line - 1]
    column = min(item.place.column - 1, len(line))
    start = max(0, column - _LINE_WIDTH // 2)
    before = ("…" if start else "") + make_visible(line[start:column])
    after = make_visible(line[column : start + _LINE_WIDTH]) + ("…" if len(line) > start + _LINE_WIDTH else "")
    return before + after, len(before)


def render_text(findings: Sequence[Finding], texts: Texts, checked: int, *, colour: bool = False) -> str:
    """Findings for a terminal: place, message, the line with a caret under it, and the next move."""
    output = StringIO()
    console = Console(
        file=output, force_terminal=colour, no_color=not colour, width=10_000, highlight=False, soft_wrap=True
    )
    for item in findings:
        place = f"{make_visible(item.place.file)}:{item.place.line}:{item.place.column}"
        console.print(
            Text.assemble(
                (place, "bold"),
                "  ",
                (_WORDS[item.severity], _COLOURS[item.severity]),
                f"  {make_visible(item.message)}",
                (f"  [{item.code}]", "dim"),
            )
        )
        excerpt = _excerpt(item, texts)
        if excerpt is not None:
            line, offset = excerpt
            margin = f"{item.place.line:>5} | "
            console.print(Text.assemble((margin, "dim"), line))
            console.print(Text.assemble((" " * 6 + "| ", "dim"), " " * offset, ("^", _COLOURS[item.severity])))
        if item.hint:
            console.print(Text.assemble(("      = ", "dim"), make_visible(item.hint)))
        console.print()
    console.print(summarize(findings, checked))
    return output.getvalue()


def as_mapping(item: Finding) -> dict[str, object]:
    """A finding as plain fields, which is the shape of the JSON report."""
    return {
        "code": item.code,
        "severity": str(item.severity),
        "file": item.place.file,
        "line": item.place.line,
        "column": item.place.column,
        "message": item.message,
        "hint": item.hint,
    }


def render_json(findings: Sequence[Finding], _texts: Texts, checked: int) -> str:
    """Findings for programs: an object with `findings`, `checked` (files) and `counts` by severity."""
    counts = count(findings)
    told = {
        "checked": checked,
        "counts": {str(one): counts[one] for one in Severity},
        "findings": [as_mapping(item) for item in findings],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _annotation(text: str, *, in_property: bool = False) -> str:
    """Escape text as GitHub's workflow commands ask: a line break would start a command of its own."""
    escaped = make_visible(text.replace("\n", " ").replace("\r", " ")).replace("%", "%25")
    return escaped.replace(":", "%3A").replace(",", "%2C") if in_property else escaped


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(findings: Sequence[Finding], _texts: Texts, checked: int) -> str:
    """Findings as GitHub annotations, then the sentence that sums up. GitHub shows ten a step: use the summary too."""
    lines = []
    for item in findings:
        words = f"{item.message} {item.hint}".strip()
        title = f"{item.code}"
        properties = (
            f"file={_annotation(item.place.file, in_property=True)},line={item.place.line},"
            f"col={item.place.column},title={_annotation(title, in_property=True)}"
        )
        lines.append(f"::{_COMMANDS[item.severity]} {properties}::{_annotation(words)}")
    return "\n".join([*lines, summarize(findings, checked), ""])


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", make_visible(text.replace("\n", " ")))


def _code(text: str) -> str:
    """Text as a Markdown code span that nothing in it can end."""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def render_markdown(findings: Sequence[Finding], texts: Texts, checked: int) -> str:
    """Findings as a summary page: what to mend, file by file, in the order it stands there."""
    lines = ["## Check of the records", "", summarize(findings, checked), ""]
    file = None
    for item in findings:
        if item.place.file != file:
            file = item.place.file
            lines += [f"### {_code(make_visible(file))}", ""]
        hint = f" {_markdown(item.hint)}" if item.hint else ""
        place = f"line {item.place.line}"
        lines.append(f"- **{_WORDS[item.severity].capitalize()}**, {place}: {_markdown(item.message)}{hint}")
        excerpt = _excerpt(item, texts)
        if excerpt is not None and excerpt[0].strip():
            lines.append(f"  {_code(excerpt[0].strip())}")
    return "\n".join(lines).rstrip() + "\n"


Renderer = Callable[[Sequence[Finding], Texts, int], str]

RENDERERS: dict[str, Renderer] = {
    "text": render_text,
    "json": render_json,
    "github": render_github,
    "markdown": render_markdown,
}
"""The report formats by the name the command line gives them."""
