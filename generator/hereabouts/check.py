"""Checking a folder of records: each file by itself, then all of them together.

A line that does not fit the profile is left out of the further checks, so that one cause gives one finding. What else
is wrong with its record is told in the same go, so that nobody mends one line only to be sent back for the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from hereabouts import rules
from hereabouts.finding import Finding, Severity, is_error
from hereabouts.parallel import spread
from hereabouts.reading import Memory, Progress, read_all
from hereabouts.records import Kind, Record, Records, gather
from hereabouts.source.document import Document
from hereabouts.source.layout import Layout, scan

SETTINGS = "directory"
"""The path of directory.yml as a record."""

_LEANING = {"latitude", "longitude", "translations"}
"""Lines that are right or wrong by whether another line is there."""


@dataclass(slots=True)
class Checked:
    """All that a check found. `bad` are the paths of records with an error; `records` holds every file that exists.

    A bad record is in `records` with no data, so that its name still counts as taken.
    """

    records: Records
    findings: list[Finding]
    bad: dict[str, Document] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """What is in each file a finding is about."""
        named = {place.file for item in self.findings for place in item.places}
        documents = [record.document for record in self.records.by_path.values()]
        documents += [*self.bad.values(), self.records.settings.document]
        return {one.file: one.text for one in documents if one.file in named}

    def fails(self, *, strict: bool) -> bool:
        """Whether anything that was found keeps this from being in order; where `strict`, warnings do too."""
        wrong = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return any(item.severity in wrong for item in self.findings)

    @property
    def usable(self) -> bool:
        """Whether directory.yml could be read, without which there is nothing to build."""
        return SETTINGS not in self.bad and bool(self.records.settings.data)


def check_folder(
    folder: Path,
    root: Path,
    today: date,
    *,
    memory: Memory | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Checked:
    """Check the records in `folder`; places in findings are named from `root`."""
    layout = scan(folder, root)
    return check_documents(layout, read_all(layout.files, memory or {}, jobs, progress), today, jobs)


def check_documents(layout: Layout, documents: Iterable[Document], today: date, jobs: int = 1) -> Checked:
    """Put read files together and check what can only be seen across them. `documents` are in the layout's order."""
    settings: Record | None = None
    found: list[Record] = []
    for entry, document in zip(layout.files, documents, strict=True):
        record = Record(entry.kind, entry.path, document)
        if entry.kind is Kind.DIRECTORY:
            settings = record
        else:
            found.append(record)
    settings = settings or Record(Kind.DIRECTORY, SETTINGS, Document(file=f"{SETTINGS}.yml"))
    return check_records(gather(settings, found), today, layout.findings, jobs)


def check_records(records: Records, today: date, found_before: Iterable[Finding] = (), jobs: int = 1) -> Checked:
    """Check records across each other and sort out the bad ones."""
    findings = [*found_before, *records.settings.document.findings]
    bad: dict[str, Document] = {}
    rest: list[Record] = []
    for record in [records.settings, *records.by_path.values()]:
        findings += record.document.findings if record is not records.settings else ()
        if any(is_error(item) for item in record.document.findings):
            bad[record.path] = record.document
            rest += _rest(record)
            record.document = _emptied(record.document)
    if SETTINGS not in bad and records.settings.data:
        across = rules.check(records, today, lambda work, count: spread(work, count, jobs), rest)
        findings += across
        _set_aside(records, across, bad)
    return Checked(records, sorted(set(findings)), bad)


def check_again(record: Record, records: Records, today: date) -> list[Finding]:
    """What a check finds in one record that was read anew, beside the others as they are."""
    wrong = any(map(is_error, record.document.findings))
    judged = [one for one in (_rest(record) if wrong else [record]) if one.data]
    return [*record.document.findings, *rules.check_some(judged, records, today)]


def _set_aside(records: Records, findings: Iterable[Finding], bad: dict[str, Document]) -> None:
    by_file = {record.document.file: record for record in records.by_path.values()}
    by_file[records.settings.document.file] = records.settings
    for item in findings:
        for record in (by_file.get(place.file) for place in item.places if is_error(item)):
            if record is not None and record.path not in bad:
                bad[record.path] = record.document
                if record is not records.settings:
                    record.document = _emptied(record.document)


def _rest(record: Record) -> Iterator[Record]:
    """The other lines of a record that could be read but does not fit the profile, as a record of their own."""
    document = record.document
    if all(item.code.startswith("profile-") for item in document.findings if is_error(item)):
        sound = document.sound_lines()
        if "visibility" in document.data.keys() - sound:
            return  # a place that may be hidden is not to be judged as one that is shown
        rest = replace(document, data={key: value for key, value in sound.items() if key not in _LEANING})
        yield Record(record.kind, record.path, rest)


def _emptied(document: Document) -> Document:
    return Document(file=document.file, text=document.text, digest=document.digest)
