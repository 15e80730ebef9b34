"""A review as Markdown: for the summary of a workflow, or for a comment.

Everything that somebody typed stands in code, where nothing in it is a link, a mention, a picture or a heading; a
fence is longer than any in what it holds. GitHub shows a summary of 1 MiB, and a comment of 65,536 characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from string import Formatter

from hereabouts.catalogue import CATALOGUE
from hereabouts.changes.wording import Said, Sentence
from hereabouts.report import code_span, escape_markdown, make_visible, marked
from hereabouts.review.fixes import Fix
from hereabouts.review.phrases import HEADINGS, count, heading, introduce, say_elsewhere
from hereabouts.review.reviewing import Entry, Problem, Review
from hereabouts.review.task import Task

LONGEST_SUMMARY, LONGEST_COMMENT = 900_000, 60_000
"""In bytes, with some room to what GitHub takes."""

_LONGEST_LINE = 400
_HARMLESS = re.compile(r"[\w ,;'’()£€$%&:.–-]*")
_LINK = re.compile(r"www\.|[0-9a-f]{7}|\bGH-\d", re.IGNORECASE)

_PREVIEW = """\
## See it before you accept it

1. Download **{name}** at the foot of this page, under **Artifacts**, and unpack it.
2. Open a terminal in that folder and type `python3 -m http.server`. On Windows, type `py -m http.server`.
3. Open <http://localhost:8000/> in your browser. Nobody else can see it.

It was made from a change that nobody has accepted yet. It is not the site, and is deleted after some days."""


def render_markdown(review: Review, longest: int = LONGEST_SUMMARY, preview: str = "") -> str:
    """A review in at most so many bytes. `preview` is the name under which the site as it would be can be fetched."""
    parts = [f"# What this change does\n\n{escape_markdown(introduce(review))}"]
    parts += [*_problems(review), *_tasks(review.tasks)]
    parts += [_PREVIEW.format(name=escape_markdown(preview))] if preview else []
    parts += ["## What changes", *map(_entry, review.entries)] if review.entries else []
    return _fit(parts, longest)


def _fit(parts: Sequence[str], longest: int) -> str:
    """As many whole parts as there is room for, with a line that says so when that is not all."""
    kept, size = [], 0
    for part in parts:
        size += len(part.encode()) + 2
        if size > longest - 400:
            break
        kept.append(part)
    more = len(parts) - len(kept)
    if more:
        kept.append(
            f"**This is not all: there is no room for {count(more, 'more part')}.** To see all of it, fetch the change "
            "and type `hereabouts review --base main`."
        )
    return "\n\n".join(kept) + "\n"


def _problems(review: Review) -> Iterator[str]:
    if review.problems:
        yield f"## {heading(review)}"
        yield from map(_problem, review.problems)
    if review.elsewhere:
        yield escape_markdown(say_elsewhere(review.elsewhere))


def _problem(problem: Problem) -> str:
    item = problem.finding
    place = f"{_typed(problem.file)}, line {item.place.line}"
    word = f"**{str(item.severity).capitalize()}**"
    if problem.quiet:
        title = escape_markdown(CATALOGUE[item.code].title)
        return f"- {word}: {title}. {place}. More is not told here, since a place that is a secret is in it."
    said = " ".join(filter(None, (marked(item.message_pieces), marked(item.hint_pieces))))
    lines = [f"- {word}: {said}", f"  {place}" + (f": {_typed(problem.excerpt)}" if problem.excerpt else "")]
    if problem.fix:
        lines += ["", *(f"  {line}".rstrip() for line in _fix(problem.fix).split("\n"))]
    return "\n".join(lines)


def _fix(fix: Fix) -> str:
    """The line to write, in the form in which a comment on that line has a button to accept it."""
    return (
        f"If that is what is meant, this mends it. Copy it into a comment on line {fix.line} under **Files changed**, "
        f"and whoever opened the change can accept it with one press; or write the line yourself.\n\n"
        f"{_suggestion(make_visible(fix.text))}"
    )


def _suggestion(line: str) -> str:
    inner = _fence([line])
    outer = "`" * (len(inner) + 1)
    return f"{outer}markdown\n{inner}suggestion\n{line}\n{inner}\n{outer}"


def _fence(lines: Sequence[str]) -> str:
    runs = (len(run) for line in lines for run in re.findall(r"`+", line))
    return "`" * max(3, max(runs, default=0) + 1)


def _tasks(tasks: Sequence[Task]) -> Iterator[str]:
    if tasks:
        yield "## Before you accept it"
    for level, words in HEADINGS.items():
        those = [one for one in tasks if one.level is level]
        if those:
            yield f"**{words}**"
            yield from map(_task, those)


def _task(one: Task) -> str:
    subject = f"{_typed(one.subject)}: " if one.subject else ""
    return f"- [ ] {subject}{marked([(typed, _cut(words)) for typed, words in one.pieces])}"


def _entry(entry: Entry) -> str:
    lines = [f"### {_typed(entry.name)}", "", _typed(entry.path), ""]
    lines += [f"- {_sentence(sentence)}" for sentence in entry.sentences]
    if entry.lines:
        shown = [f"{mark} {_cut(make_visible(line))}".rstrip() for mark, line in entry.lines]
        fence = _fence(shown)
        lines += ["", "<details><summary>Before and after</summary>", ""]
        lines += [f"{fence}diff", *shown, fence, "", "</details>"]
    return "\n".join(lines)


def _sentence(sentence: Sentence) -> str:
    made = []
    for words, name, _, _ in Formatter().parse(sentence.message):
        made.append(escape_markdown(words))
        if name is not None:
            made.append(_say(sentence.said[name]))
    return "".join(made)


def _say(said: Said) -> str:
    """Words of ours as they are, and everything that may be somebody's as code."""
    if said.own or not _HARMLESS.fullmatch(said.words) or _LINK.search(said.words):
        return _typed(said.words)
    return escape_markdown(said.words)


def _typed(words: str) -> str:
    return code_span(_cut(make_visible(words))) if words.strip() else ""


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_LINE else f"{words[: _LONGEST_LINE - 1]}…"
