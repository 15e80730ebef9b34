"""Findings as somebody will read them: in a terminal, as JSON, as GitHub annotations, as a Markdown summary.

One function per form, each from the same sorted findings. What a contributor typed is shown with its control
characters made visible, so that a record can't steer the reader's terminal, nor the runner of a workflow: GitHub takes
any line that begins with ``::`` for a command, and ``##[`` wherever it stands
(github.com/actions/runner, `src/Runner.Common/ActionCommand.cs`).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from hereabouts.finding import Finding, Piece, Place, Severity

Texts = Mapping[str, str]
"""File name -> what is in it, for showing the line a finding is about."""

_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>&~@-])")
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_LINE_WIDTH = 160
_MOST_PLACES = 10
_OLD_COMMAND = "##["
_COMMAND = re.compile(r"^(\s*):(?=:)")
_OUTCOMES = {
    "record-held": "{count} shown in an earlier version",
    "record-left-out": "{count} not shown",
    "record-without": "{count} shown without it",
    "record-waits": "{count} waiting for the group's file",
}
"""What a build does because of an error: the code, and how the summary counts it."""


def make_visible(text: str) -> str:
    """Text on one line that only says what it says.

    Control and direction-changing characters become ``<U+202E>``, a tab two spaces and a line break one; ``##[`` would
    be a command to GitHub and is taken apart.
    """
    line = " ".join(text.replace("\t", "  ").splitlines()) if "\n" in text else text.replace("\t", "  ")
    return _INVISIBLE.sub(lambda found: f"<U+{ord(found[0]):04X}>", line).replace(_OLD_COMMAND, "## [")


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
    kept = [_OUTCOMES[code].format(count=len(paths)) for code, paths in list_outcomes(findings).items() if paths]
    because = "Because of it" if len(findings) == 1 else "Because of them"
    return f"{files}: {', '.join(parts)}." + (f" {because}: {', '.join(kept)}." if kept else "")


def list_outcomes(findings: Sequence[Finding]) -> dict[str, list[str]]:
    """The records a build doesn't show as they are now, by the code that says what it does instead."""
    paths: dict[str, list[str]] = {code: [] for code in _OUTCOMES}
    for item in (outcome for found in findings for outcome in (found, *found.outcomes)):
        if item.code in paths:
            paths[item.code] += dict(item.values)["paths"].split()
    return paths


def quote_line(item: Finding, texts: Texts) -> tuple[str, int] | None:
    """The line a finding is about, cut to a readable width, and the offset of its column in what is shown."""
    lines = [line.removesuffix("\r") for line in texts.get(item.place.file, "").removesuffix("\n").split("\n")]
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
        excerpt = quote_line(item, texts)
        if excerpt is not None:
            line, offset = excerpt
            margin = f"{item.place.line:>5} | "
            console.print(Text.assemble((margin, "dim"), line))
            console.print(Text.assemble((" " * 6 + "| ", "dim"), " " * offset, ("^", _COLOURS[item.severity])))
        for line in filter(None, (item.hint, _elsewhere(item))):
            console.print(Text.assemble(("      = ", "dim"), make_visible(line)))
        for outcome in item.outcomes:
            console.print(Text.assemble(("      ! ", "dim"), (make_visible(outcome.message), "bold")))
        console.print()
    console.print(summarize(findings, checked))
    return "\n".join(map(_no_command, output.getvalue().split("\n")))


def _elsewhere(item: Finding) -> str:
    """The other places with the same problem, in one sentence."""
    if not item.also:
        return ""
    shown = [f"`{place.file}:{place.line}`" for place in item.also[:_MOST_PLACES]]
    more = len(item.also) - len(shown)
    return f"Also in {', '.join(shown)}{f' and {more} more' if more else ''}."


def _no_command(line: str) -> str:
    """A line that GitHub's runner does not take for a command, which would begin with two colons."""
    return _COMMAND.sub(r"\1: ", line)


def as_mapping(item: Finding) -> dict[str, object]:
    """A finding as plain fields, which is the shape of the JSON report.

    `also` and `outcomes` are there only where there is something to say.
    """
    told: dict[str, object] = {
        "code": item.code,
        "severity": str(item.severity),
        **_as_place(item.place),
        "message": item.message,
        "hint": item.hint,
    }
    if item.also:
        told["also"] = [_as_place(place) for place in item.also]
    if item.outcomes:
        told["outcomes"] = [{"code": one.code, "message": one.message} for one in item.outcomes]
    return told


def _as_place(place: Place) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "column": place.column}


def render_json(findings: Sequence[Finding], _texts: Texts, checked: int) -> str:
    """Findings for programs: an object with `findings`, `checked` (files) and `counts` by severity.

    After a build, `outcomes` has the paths of records that are not shown as they are now, by code.
    """
    counts = count(findings)
    told = {
        "checked": checked,
        "counts": {str(one): counts[one] for one in Severity},
        "outcomes": {code: paths for code, paths in list_outcomes(findings).items() if paths},
        "findings": [as_mapping(item) for item in findings],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).replace(_OLD_COMMAND, "#\\u0023[") + "\n"


def _annotation(text: str, *, in_property: bool = False) -> str:
    """Escape text as GitHub's workflow commands ask: a line break would start a command of its own."""
    escaped = make_visible(text.replace("\r", " ")).replace("%", "%25")
    return escaped.replace(":", "%3A").replace(",", "%2C") if in_property else escaped


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(findings: Sequence[Finding], _texts: Texts, checked: int) -> str:
    """Findings as GitHub annotations, then the sentence that sums up. GitHub shows ten a step: use the summary too."""
    lines = []
    for item in findings:
        sentences = (item.message, item.hint, _elsewhere(item), *(one.message for one in item.outcomes))
        words = " ".join(filter(None, sentences))
        title = f"{item.code}"
        properties = (
            f"file={_annotation(item.place.file, in_property=True)},line={item.place.line},"
            f"col={item.place.column},title={_annotation(title, in_property=True)}"
        )
        lines.append(f"::{_COMMANDS[item.severity]} {properties}::{_annotation(words)}")
    return "\n".join([*lines, summarize(findings, checked), ""])


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


def code_span(text: str) -> str:
    """Text as a Markdown code span that nothing in it can end."""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    padding = " " if not text.strip() or text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def marked(pieces: Sequence[Piece]) -> str:
    """A sentence in Markdown: what was typed as code, which shows everything as it is, and the rest escaped."""
    return "".join(_marked_piece(make_visible(text), typed=typed) for typed, text in pieces)


def _marked_piece(text: str, *, typed: bool) -> str:
    if typed:
        return code_span(text)
    # Values may bring code of our own, such as a list of names: "`at` or `place`".
    parts = re.split(r"`([^`]*)`", text)
    return "".join(code_span(part) if at % 2 else escape_markdown(part) for at, part in enumerate(parts))


def render_markdown(findings: Sequence[Finding], texts: Texts, checked: int) -> str:
    """Findings as a summary page: what to mend, file by file, in the order it stands there."""
    lines = ["## Check of the records", "", summarize(findings, checked), ""]
    file = None
    for item in findings:
        if item.place.file != file:
            file = item.place.file
            lines += [f"### {code_span(make_visible(file))}", ""]
        said = [marked(item.message_pieces), marked(item.hint_pieces), marked([(False, _elsewhere(item))])]
        sentences = " ".join(filter(None, said))
        lines.append(f"- **{_WORDS[item.severity].capitalize()}**, line {item.place.line}: {sentences}")
        excerpt = quote_line(item, texts)
        if excerpt is not None and excerpt[0].strip():
            lines += ["", f"  {code_span(excerpt[0].strip())}", ""]
        lines += [f"  **{marked(outcome.message_pieces)}**" for outcome in item.outcomes]
    return "\n".join(lines).rstrip() + "\n"


Renderer = Callable[[Sequence[Finding], Texts, int], str]

RENDERERS: dict[str, Renderer] = {
    "text": render_text,
    "json": render_json,
    "github": render_github,
    "markdown": render_markdown,
}
"""The report formats by the name the command line gives them."""
