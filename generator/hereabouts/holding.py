"""What to show for a record that has an error: its last good form, so that one mistake hides nobody.

The earlier versions come from git, newest first; the first that passes all checks beside today's other records is
shown and marked as held. A place that is to be kept secret, or a record that was taken down, is never brought back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from hereabouts.check import Checked, check_records
from hereabouts.finding import Finding, Place, finding, is_error
from hereabouts.history import Version
from hereabouts.reading import check_file
from hereabouts.records import Kind, Record, Records
from hereabouts.source.document import Document

Versions = Callable[[str], Iterator[Version]]
"""Record path -> what it said before, newest first."""

_SECRET = re.compile(r"visibility['\"]?\s*:\s*['\"]?(?:confidential|area-only)")


@dataclass(slots=True)
class Holding:
    """The records to publish, and what to say of those shown as they were or not at all."""

    records: Records
    findings: list[Finding] = field(default_factory=list)


def hold(checked: Checked, versions: Versions, today: date) -> Holding:
    """Replace each bad record by its last good form, and leave out those that have none."""
    records = checked.records
    held: dict[str, str] = {}
    for path, document in checked.bad.items():
        record = records.by_path.get(path)
        if record is None:
            continue
        good = _last_good(record, document, records, versions, today)
        if good is not None:
            record.document, held[path] = good[0], good[1]
            record.held = True
    kept = records.without(path for path in checked.bad if path not in held)
    findings = [*_say(checked, held), *_orphans(kept)]
    orphans = [path for path in kept.by_path if _is_orphan(kept.by_path[path], kept)]
    return Holding(kept.without(orphans), findings)


def _last_good(
    record: Record, document: Document, records: Records, versions: Versions, today: date
) -> tuple[Document, str] | None:
    if _SECRET.search(document.text):
        return None
    for version in versions(record.path):
        earlier = check_file(document.file, version.content, record.kind)
        if any(is_error(item) for item in earlier.findings):
            continue
        trial = Record(record.kind, record.path, earlier)
        # A check empties the records it finds bad, so it is given copies.
        copies = {path: copy(other) for path, other in records.by_path.items()}
        if record.path not in check_records(Records(records.settings, {**copies, record.path: trial}), today).bad:
            return earlier, version.day
    return None


def _say(checked: Checked, held: dict[str, str]) -> Iterator[Finding]:
    for path, document in checked.bad.items():
        if path not in checked.records.by_path:
            continue
        if path in held:
            yield finding("record-held", Place(document.file), path=path, date=held[path])
        else:
            yield finding("record-left-out", Place(document.file), path=path)


def _is_orphan(record: Record, records: Records) -> bool:
    return record.kind is Kind.SERVICE and records.organization(record.group) is None


def _orphans(records: Records) -> Iterator[Finding]:
    for record in records.by_path.values():
        if _is_orphan(record, records):
            organization = f"organizations/{record.group}/organization.yml"
            place = Place(record.document.file)
            yield finding("record-waits", place, path=record.path, organization=organization)
