"""A review for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hereabouts.catalogue import CATALOGUE
from hereabouts.report import make_visible
from hereabouts.review.phrases import HEADINGS, count, heading, introduce, say_elsewhere
from hereabouts.review.reviewing import Entry, Problem, Review
from hereabouts.review.task import Task


def render_text(review: Review) -> str:
    """A review as plain text: what is wrong, what to ask, and what changes."""
    blocks = [introduce(review), *_problems(review), *_tasks(review.tasks), *map(_entry, review.entries)]
    # A line that begins with two colons would be a command to GitHub's runner.
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(f" {line}" if line.lstrip().startswith("::") else line for line in lines) + "\n"


def _problems(review: Review) -> Iterator[str]:
    if review.problems:
        yield heading(review)
        yield from map(_problem, review.problems)
    if review.elsewhere:
        yield say_elsewhere(review.elsewhere)


def _problem(problem: Problem) -> str:
    item = problem.finding
    place = f"  {make_visible(problem.file)}:{item.place.line}  {item.severity}"
    if problem.quiet:
        return f"{place}  {CATALOGUE[item.code].title} (kept short: a place that is a secret is in it)"
    lines = [f"{place}  {make_visible(item.message)}"]
    lines += [f"      {words}" for words in (problem.excerpt, make_visible(item.hint)) if words]
    if problem.fix:
        lines.append(f"      If that is what is meant, write this as line {problem.fix.line}:")
        lines.append(f"      {make_visible(problem.fix.text)}")
    return "\n".join(lines)


def _tasks(tasks: Sequence[Task]) -> Iterator[str]:
    if tasks:
        yield f"Before you accept it: {count(len(tasks), 'thing')} to do"
    for level, words in HEADINGS.items():
        those = [f"  [ ] {_task(one)}" for one in tasks if one.level is level]
        if those:
            yield "\n".join([words, *those])


def _task(one: Task) -> str:
    subject = f"{make_visible(one.subject)}: " if one.subject else ""
    return f"{subject}{make_visible(one.words)}"


def _entry(entry: Entry) -> str:
    lines = [f"{make_visible(entry.name)} ({make_visible(entry.path)})"]
    lines += [f"  {make_visible(sentence.plain)}" for sentence in entry.sentences]
    lines += [f"    {mark} {make_visible(line)}".rstrip() for mark, line in entry.lines]
    return "\n".join(lines)
