"""A whole change explained: what the listings say, what to ask, what is wrong, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hereabouts.changes.event import Happened
from hereabouts.changes.study import home_of
from hereabouts.changes.wording import Sentence
from hereabouts.check import SETTINGS, Checked, check_records
from hereabouts.finding import Finding, Severity
from hereabouts.kind import Kind
from hereabouts.records import Record, Records, gather
from hereabouts.report import make_visible, quote_line
from hereabouts.review.discretion import SECRET, Discretion, make_discretion
from hereabouts.review.fixes import Fix, find_fix
from hereabouts.review.pairs import Documents, Pair, make_pairs
from hereabouts.review.risks import Around, find_risks
from hereabouts.review.sentences import Line, Telling, make_names, say, show
from hereabouts.review.task import Level, Task, level_of, task
from hereabouts.settings import Settings, read_settings
from hereabouts.source.document import Document
from hereabouts.source.layout import kind_at

_MANY = 20
"""From so many listings on nobody can be expected to have looked at each."""

_MOST_FIXES = 50
_NOBODY = Settings("", "00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True, slots=True)
class Entry:
    """One listing that changes: its sentences, and itself line by line."""

    happened: Happened
    kind: Kind
    path: str
    name: str
    sentences: tuple[Sentence, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding of the change. `quiet` says that its words could tell of a secret, so that only its title is told."""

    finding: Finding
    file: str
    excerpt: str = ""
    fix: Fix | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """What whoever decides on a change should know.

    `elsewhere` counts findings that were there before. `only_confirms` says that nothing but days of confirmation
    change. `uncommitted` says that a part of it is not saved in git yet.
    """

    entries: tuple[Entry, ...]
    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]
    elsewhere: int = 0
    only_confirms: bool = False
    uncommitted: bool = False

    @property
    def level(self) -> Level:
        """How much harm it may do if nobody asks."""
        return level_of(list(self.tasks))

    @property
    def has_errors(self) -> bool:
        """Whether a listing would stay as it was because of a mistake."""
        return any(one.finding.severity is Severity.ERROR for one in self.problems)


def review(
    old: Documents, checked: Checked, today: date, others: tuple[str, ...] = (), *, uncommitted: bool = False
) -> Review:
    """Explain the change from `old` to what was `checked`. `old` has what each file that differs said, None for none.

    `others` are the names of files that differ and are no records.
    """
    new = {path: _document(path, checked) for path in old}
    before = _check_before(old, checked, today)
    settings = settings_of(before.records, checked.records)
    pairs = make_pairs(old, new, settings.id_namespace)
    discretion = make_discretion(pairs, before.records, checked.records)
    around = Around(before.records, checked.records, settings, discretion)
    mine, elsewhere = _sort_findings(checked, before, old)
    return Review(
        entries=tuple(explain(pairs, around)),
        tasks=tuple(list_tasks(pairs, around, others)),
        problems=tuple(_problems(mine, checked, discretion, today)),
        elsewhere=elsewhere,
        only_confirms=bool(pairs) and not others and not mine and all(map(confirms, pairs)),
        uncommitted=uncommitted,
    )


def confirms(pair: Pair) -> bool:
    """Whether nothing of a record differs but the day on which somebody confirmed it, and that is a later one."""
    if pair.before is None or pair.after is None or pair.moved_from or pair.unread or pair.wrong:
        return False
    if {**pair.old, "assured_date": ""} != {**pair.new, "assured_date": ""}:
        return False
    days = [str(fields.get("assured_date", "")) for fields in (pair.old, pair.new)]
    return days[0] < days[1]


def _document(path: str, checked: Checked) -> Document | None:
    record = checked.records.settings if path == SETTINGS else checked.records.by_path.get(path)
    return checked.bad.get(path) or (record.document if record else None)


def _check_before(old: Documents, checked: Checked, today: date) -> Checked:
    """What a check would have found before: files that do not differ are taken from after."""
    records = checked.records
    documents: dict[str, Document | None] = {path: _document(path, checked) for path in (SETTINGS, *records.by_path)}
    documents |= old
    found = [
        Record(kind, path, document)
        for path, document in documents.items()
        if document is not None and (kind := kind_at(path)) is not None and kind is not Kind.DIRECTORY
    ]
    settings = Record(Kind.DIRECTORY, SETTINGS, documents.get(SETTINGS) or Document(file=f"{SETTINGS}.yml"))
    return check_records(gather(settings, found), today)


def settings_of(before: Records, after: Records) -> Settings:
    """The settings after a change, or before it where nobody can read them after."""
    for side in (after, before):
        try:
            return read_settings(side.settings.data)
        except (KeyError, TypeError, ValueError):
            continue
    return _NOBODY


def explain(pairs: Iterable[Pair], around: Around) -> Iterable[Entry]:
    """What changes, listing by listing."""
    telling = Telling(make_names(around.before, around.after), home_of(around.settings), around.discretion)
    for pair in pairs:
        hidden = around.discretion.hides(pair.path)
        path = around.discretion.keep(pair.path)
        name = SECRET if hidden else around.discretion.keep(pair.name)
        yield Entry(pair.happened, pair.kind, path, name, tuple(say(pair, telling)), tuple(show(pair, telling)))


def list_tasks(pairs: list[Pair], around: Around, others: tuple[str, ...]) -> list[Task]:
    """What to ask about a change, what matters most first. `others` are files that are no records."""
    return sorted([*find_risks(pairs, around), *_general(pairs, others)])


def _general(pairs: list[Pair], others: tuple[str, ...]) -> Iterable[Task]:
    if others:
        shown = ", ".join(f"`{make_visible(name).replace('`', chr(0x2BC))}`" for name in others[:5])
        yield task("others", files=f"{shown} and {len(others) - 5} more" if len(others) > 5 else shown)
    if len(pairs) > _MANY:
        yield task("many", count=str(len(pairs)))


def _sort_findings(checked: Checked, before: Checked, old: Documents) -> tuple[list[Finding], int]:
    """What is wrong with the change, and how much was wrong before with what it does not touch."""
    files = {document.file for path in old if (document := _document(path, checked)) is not None}
    known = {(item.code, item.place.file, item.values) for item in before.findings}
    mine = []
    for item in checked.findings:
        touches = any(place.file in files for place in item.places)
        if touches or (item.code, item.place.file, item.values) not in known:
            mine.append(item.seen_from(lambda place: place.file in files))
    return sorted(mine), len(checked.findings) - len(mine)


def _problems(findings: list[Finding], checked: Checked, discretion: Discretion, today: date) -> Iterable[Problem]:
    texts: Mapping[str, str] = checked.texts
    by_file = {one.document.file: one for one in (checked.records.settings, *checked.records.by_path.values())}
    fixes = 0
    for item in findings:
        record = by_file.get(item.place.file)
        path = record.path if record else ""
        cut = quote_line(item, texts)
        excerpt = cut[0].strip() if cut else ""
        if path in discretion.places or discretion.covers(f"{item.message} {item.hint} {excerpt}"):
            yield Problem(item, discretion.keep(item.place.file), quiet=True)
            continue
        fix = None
        if record is not None and checked.usable and fixes < _MOST_FIXES:
            whole = Record(record.kind, record.path, checked.bad.get(record.path, record.document))
            fix = find_fix(item, whole, checked.records, today)
            fixes += fix is not None
        yield Problem(item, item.place.file, excerpt, fix)
