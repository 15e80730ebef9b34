"""Branches that wait for somebody, the most risky first; those that only confirm something, together.

Each record is looked at by itself, beside the others as they are on the main branch. `hereabouts review` does more.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hereabouts.check import Checked, check_again
from hereabouts.finding import Finding, Place, is_error
from hereabouts.kind import Kind
from hereabouts.records import Record, Records
from hereabouts.report import make_visible
from hereabouts.review.discretion import make_discretion
from hereabouts.review.pairs import Documents, Pair, make_pairs
from hereabouts.review.phrases import count
from hereabouts.review.reviewing import confirms, explain, list_tasks, settings_of
from hereabouts.review.risks import Around
from hereabouts.review.task import Level, Task, level_of, task
from hereabouts.source.document import Document
from hereabouts.source.layout import kind_at

_LONGEST = 200
_SHORT = 12
_MOST_TASKS = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A branch as it was found: what its files said where it began and say at its end, and what else it touches.

    `stale` are paths of records that the main branch has changed since it began.
    """

    name: str
    commit: str
    days: int
    old: Documents
    new: Documents
    others: tuple[str, ...] = ()
    stale: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A branch that somebody should look at. `days` is how long ago its newest commit was made, `line` what it does."""

    name: str
    commit: str
    days: int
    level: Level
    line: str
    tasks: tuple[Task, ...]
    paths: frozenset[str]
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """Branches in the order to look at them, and those that may be accepted together."""

    waiting: tuple[Waiting, ...]
    together: tuple[Waiting, ...]


def make_queue(candidates: Iterable[Candidate], main: Checked, today: date) -> Queue:
    """Sort branches. `main` is what the main branch has; only branches that touch different files go together."""
    together: list[Waiting] = []
    waiting = []
    taken: set[str] = set()
    for candidate in candidates:
        one = _look(candidate, main, today)
        if one.confirms and taken.isdisjoint(one.paths) and candidate.stale.isdisjoint(one.paths):
            together.append(one)
            taken |= one.paths
        else:
            waiting.append(one)
    return Queue(tuple(sorted(waiting, key=lambda one: (one.level.rank, -one.days, one.name))), tuple(together))


def _look(candidate: Candidate, main: Checked, today: date) -> Waiting:
    before = _overlay(main.records, candidate.old)
    after = _overlay(main.records, candidate.new)
    settings = settings_of(before, after)
    pairs = make_pairs(candidate.old, candidate.new, settings.id_namespace)
    around = Around(before, after, settings, make_discretion(pairs, before, after))
    tasks = list_tasks(pairs, around, candidate.others)
    worse = False
    for pair in pairs:
        come = _said(pair.after, pair, after, main, today) - _said(pair.before, pair, before, main, today)
        worse = worse or bool(come)
        if any(map(is_error, come)):
            tasks.append(task("problem") if around.discretion.guards(pair.path) else task("problem", pair))
    return Waiting(
        candidate.name,
        candidate.commit,
        candidate.days,
        level_of(tasks),
        _line(pairs, around, candidate.others),
        tuple(sorted(tasks)),
        frozenset(pair.path for pair in pairs),
        confirms=bool(pairs) and not candidate.others and not worse and all(map(confirms, pairs)),
    )


def _overlay(records: Records, documents: Documents) -> Records:
    """Records with some of them as a branch has them."""
    laid = {path: record for path, record in records.by_path.items() if path not in documents}
    settings = records.settings
    for path, document in documents.items():
        if document is not None:
            record = Record(kind_at(path) or Kind.SERVICE, path, document)
            if path == records.settings.path:
                settings = record
            else:
                laid[path] = record
    return Records(settings, dict(sorted(laid.items())))


def _said(document: Document | None, pair: Pair, records: Records, main: Checked, today: date) -> Counter[Finding]:
    """What is wrong with a record, wherever it stands in its file."""
    if document is None or not main.usable:
        return Counter()
    found = check_again(Record(pair.kind, pair.path, document), records, today)
    return Counter(Finding(Place(""), item.code, item.hint_key, item.values) for item in found)


def _line(pairs: Sequence[Pair], around: Around, others: Sequence[str]) -> str:
    """What a branch does, in one line."""
    entries = list(explain(pairs[:1], around))
    if not entries:
        return "No listing changes." if others else "Nothing changes."
    first = entries[0]
    said = f"{first.name}: {' '.join(sentence.plain for sentence in first.sentences)}"
    short = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
    more = len(pairs) - 1
    return f"{make_visible(short)} And {count(more, 'more listing')}." if more else make_visible(short)


def render_queue(queue: Queue) -> str:
    """The branches for a terminal."""
    total = len(queue.waiting) + len(queue.together)
    blocks = [f"{total} branch{'' if total == 1 else 'es'} waiting."]
    blocks += [_block(one) for one in queue.waiting]
    if queue.together:
        lines = ["These only say that a listing is still right:"]
        lines += [f"  {make_visible(one.name)}, {_age(one.days)}: {one.line}" for one in queue.together]
        commits = " ".join(one.commit[:_SHORT] for one in queue.together)
        number = len(queue.together)
        what = "Confirm a listing" if number == 1 else f"Take in {number} confirmations"
        lines += ["On the main branch, this takes them all:", f'  git merge --no-ff -m "{what}" {commits}']
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _block(one: Waiting) -> str:
    lines = [f"{make_visible(one.name)}, {_age(one.days)}, risk: {one.level}", f"  {one.line}"]
    lines += [f"  [ ] {make_visible(each.words)}" for each in one.tasks[:_MOST_TASKS]]
    more = len(one.tasks) - _MOST_TASKS
    return "\n".join([*lines, f"  and {count(more, 'more thing')} to do"] if more > 0 else lines)


def _age(days: int) -> str:
    return "today" if days < 1 else f"{count(days, 'day')} old"


def render_queue_json(queue: Queue) -> str:
    """The branches for programs: `waiting` in order, and `together`."""
    told = {name: [_fields(one) for one in getattr(queue, name)] for name in ("waiting", "together")}
    return json.dumps(told, indent=2).replace("##[", "#\\u0023[") + "\n"


def _fields(one: Waiting) -> dict[str, object]:
    return {
        "branch": one.name,
        "commit": one.commit,
        "days": one.days,
        "level": str(one.level),
        "line": one.line,
        "tasks": [{"level": str(each.level), "code": each.code, "words": each.words} for each in one.tasks],
    }
