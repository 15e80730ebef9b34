"""What to show for a record that has an error: its last good form, so that one mistake hides nobody.

The earlier versions come from git, newest first; the first that passes all checks beside the other records that will
be shown is shown, and marked as held. An address that somebody may be trying to take back is never shown again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date

from hereabouts.check import Checked, check_records
from hereabouts.finding import Finding, Place, finding, is_error
from hereabouts.history import Version
from hereabouts.reading import check_file
from hereabouts.records import Kind, Record, Records
from hereabouts.source.document import Data, Document

Versions = Callable[[str], Iterator[Version]]
"""Record path -> what it said before, newest first."""

Held = dict[str, tuple[Document, str]]
"""Record path -> its last good form and the day of that."""

Earlier = Iterator[tuple[Document, str]]
"""Earlier forms of one record, newest first, and the days of them."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SECRET = re.compile(r"visibility['\"]?\s*:\s*['\"]?(?:confidential|area-only)")
_HINTS = [re.compile(word, re.IGNORECASE) for word in ("visib", "confiden", "area.?only", "secret", "private")]
"""What somebody writes who wants to hide a place, spelt rightly or not."""

_WHEREABOUTS = frozenset({"addresses", "latitude", "longitude", "transportation", "external_identifier"})
_ROUGHLY = frozenset({"at", "near"})
"""What tells of a place that may be told by itself, until somebody starts to hide something."""

_NOT_READ = frozenset({"layout-link", "layout-not-a-file", "layout-unreadable"})
"""What is said of a file whose words nobody has seen, so that it can't be said that they were wiped out."""

_MOST_NAMED = 8


@dataclass(slots=True)
class Holding:
    """The records to publish, and all findings of the check.

    What happens to a record with an error is an outcome of that error: one cause, one finding.
    """

    records: Records
    findings: list[Finding] = field(default_factory=list)


def hold(checked: Checked, versions: Versions, today: date) -> Holding:
    """Replace each bad record by its last good form, and leave out those that have none."""
    records = checked.records
    lacking = _lacking(checked)
    held = _last_good(checked, lacking, versions, today)
    for path, (document, _) in held.items():
        records.by_path[path].document = document
        records.by_path[path].held = True
    for path in lacking:
        records.by_path[path].document = checked.bad[path]
    kept = records.without(path for path in checked.bad if path not in held and path not in lacking)
    orphans = [path for path in kept.by_path if _is_orphan(kept.by_path[path], kept)]
    outcomes = [*_say_held(checked, lacking, held), *(_say_orphan(kept.by_path[path], checked) for path in orphans)]
    return Holding(kept.without(orphans), _attach(checked.findings, outcomes))


def _lacking(checked: Checked) -> set[str]:
    """The records whose only error is that something is gone which others name, too: a venue was deleted, say.

    They can't help it, and no earlier form of theirs would do without it. So they are shown without what is gone.
    """
    errors: dict[str, list[Finding]] = defaultdict(list)
    for item in filter(is_error, checked.findings):
        for file in {place.file for place in item.places}:
            errors[file].append(item)
    bad = ((path, document) for path, document in checked.bad.items() if path in checked.records.by_path)
    return {path for path, document in bad if document.data and all(map(_is_gone, errors[document.file]))}


def _is_gone(item: Finding) -> bool:
    return item.code == "reference-unknown" and len({place.file for place in item.places}) > 1


def _last_good(checked: Checked, lacking: set[str], versions: Versions, today: date) -> Held:
    """The newest versions of the bad records that are all right beside each other and all other records.

    All are tried together, since each trial is a check of the whole directory.
    """
    records = checked.records
    hidden = _hidden_venues(records)
    earlier = {
        path: _earlier(records.by_path[path], document, hidden, versions)
        for path, document in checked.bad.items()
        if path in records.by_path and path not in lacking
    }
    held: Held = {}
    while True:
        tried = {path: form for path in earlier if path not in held and (form := next(earlier[path], None))}
        if not tried:
            return held
        held |= tried
        for path in _still_bad(records, held, today):
            held.pop(path, None)


def _still_bad(records: Records, forms: Held, today: date) -> set[str]:
    # A check empties the records it finds bad, so it is given copies.
    trial = {path: copy(record) for path, record in records.by_path.items()}
    for path, (document, _) in forms.items():
        trial[path].document = document
    return set(check_records(Records(records.settings, trial), today).bad)


def _earlier(record: Record, present: Document, hidden: frozenset[str], versions: Versions) -> Earlier:
    """The earlier forms of a record that are sound by themselves and may be shown, newest first."""
    for version in versions(record.path):
        document = check_file(present.file, version.content, record.kind)
        sound = document.digest != present.digest and not any(is_error(item) for item in document.findings)
        if sound and _may_be_shown(document, present, hidden):
            yield document, version.day


def _may_be_shown(earlier: Document, present: Document, hidden: frozenset[str]) -> bool:
    """Whether showing an earlier form can't betray a place that is to be kept secret, or was wiped out, since.

    `hidden` are the names of venues that are kept secret: a record that names one now may have had its address before.
    """
    exactly, roughly = _has(earlier.data, _WHEREABOUTS), _has(earlier.data, _ROUGHLY)
    if not exactly and not roughly:
        return True
    said = {item.code for item in present.findings}
    wiped_out = "reading-empty-file" in said or not (present.text.strip() or said & _NOT_READ)
    if wiped_out or any(len(hint.findall(present.text)) > len(hint.findall(earlier.text)) for hint in _HINTS):
        return False
    secret = _SECRET.search(present.text) or not hidden.isdisjoint(_NAME.findall(present.text))
    return not (exactly and secret)


def _hidden_venues(records: Records) -> frozenset[str]:
    """The venues that are kept secret, or of which that can't be told."""
    venues = records.of(Kind.LOCATION)
    return frozenset(
        one.name for one in venues if not one.data or any(hint.search(one.document.text) for hint in _HINTS)
    )


def _has(data: Data, names: frozenset[str]) -> bool:
    if isinstance(data, dict):
        return not names.isdisjoint(data) or any(_has(value, names) for value in data.values())
    return isinstance(data, list) and any(_has(item, names) for item in data)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What happens to a record: `code` says what, `words` name it, and `file` has the error that is the reason."""

    code: str
    path: str
    words: str
    file: str


def _say_held(checked: Checked, lacking: set[str], held: Held) -> Iterator[_Outcome]:
    for path, document in checked.bad.items():
        if path in lacking:
            yield _Outcome("record-without", path, f"`{path}`", document.file)
        elif path in held:
            day = date.fromisoformat(held[path][1])
            yield _Outcome("record-held", path, f"`{path}` of {day.day} {day:%B %Y}", document.file)
        elif path in checked.records.by_path:
            yield _Outcome("record-left-out", path, f"`{path}`", document.file)


def _is_orphan(record: Record, records: Records) -> bool:
    return record.kind is Kind.SERVICE and records.organization(record.group) is None


def _say_orphan(record: Record, checked: Checked) -> _Outcome:
    """A service waits because of its group's file; without one, the first service of the group is told so."""
    organization = checked.bad.get(f"organizations/{record.group}/organization")
    first = checked.records.services_of(record.group)[0].document
    return _Outcome("record-waits", record.path, f"`{record.path}`", (organization or first).file)


def _attach(findings: Sequence[Finding], outcomes: Sequence[_Outcome]) -> list[Finding]:
    """The findings, sorted, each outcome with the first error that is the reason for it."""
    reasons: dict[str, Finding] = {}
    for item in sorted(filter(is_error, findings)):
        for place in item.places:
            reasons.setdefault(place.file, item)
    said: dict[Finding | None, dict[str, list[_Outcome]]] = defaultdict(lambda: defaultdict(list))
    for one in outcomes:
        said[reasons.get(one.file)][one.code].append(one)
    made = {
        reason: tuple(_say(code, items) for code, items in sorted(by_code.items())) for reason, by_code in said.items()
    }
    return sorted([*(replace(item, outcomes=made.get(item, ())) for item in findings), *made.get(None, ())])


def _say(code: str, outcomes: Sequence[_Outcome]) -> Finding:
    shown = [one.words for one in outcomes[:_MOST_NAMED]]
    more = len(outcomes) - len(shown)
    records = ", ".join(shown) + (f" and {more} more" if more else "")
    return finding(code, Place(outcomes[0].file), records=records, paths=" ".join(one.path for one in outcomes))
