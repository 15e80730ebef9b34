"""Reading all record files of a folder: in parallel, and no file twice that has not changed.

What is remembered of a file is what it says. Where it says it is found again only if a later check asks, since most
records are right and nobody asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from hereabouts import profile
from hereabouts.finding import is_error
from hereabouts.kind import Kind
from hereabouts.parallel import spread
from hereabouts.source.document import Document
from hereabouts.source.layout import RecordFile, read_file, unreadable
from hereabouts.source.reader import digest, read_document

Progress = Callable[[int, int], None]
"""Called with how many files are done, and of how many."""


class Remembered(msgspec.Struct, frozen=True):
    """What a sound file said when it was last read, under the digest of its bytes."""

    digest: str
    data: dict[str, Any]


Memory = Mapping[str, Remembered]
"""File -> what is remembered of it."""


def check_file(file: str, content: bytes, kind: Kind) -> Document:
    """Read one record and hold it against the profile; the document carries the findings."""
    document = read_document(file, content)
    if not any(is_error(item) for item in document.findings):
        document.findings = (*document.findings, *profile.check(document, kind))
    return document


def read_one(entry: RecordFile, memory: Memory) -> Document:
    """Read and check one file; what the system will not let us read is a finding of its document."""
    try:
        content = read_file(entry.location)
    except OSError as error:
        return Document(file=entry.file, findings=(unreadable(entry.file, error),))
    known = memory.get(entry.file)
    if known is not None and known.digest == digest(content):
        text = content.decode("utf-8-sig")
        return Document(file=entry.file, text=text, data=known.data, digest=known.digest, locate=_locate)
    return check_file(entry.file, content, entry.kind)


def _locate(document: Document) -> None:
    again = read_document(document.file, document.text.encode())
    document.values, document.keys = again.values, again.keys


def remember(document: Document) -> Remembered | None:
    """What is worth remembering of a document: all of a sound one, nothing of any other."""
    return None if document.findings else Remembered(document.digest, document.data)


def read_all(
    files: Sequence[RecordFile], memory: Memory, jobs: int, progress: Progress | None = None
) -> list[Document]:
    """Read and check every file, in the order given, with at most `jobs` processes."""
    tell = progress or (lambda _done, _total: None)
    fresh = [entry for entry in files if entry.file not in memory]
    documents: dict[str, Document] = {}
    for entry, document in zip(fresh, spread(lambda index: _read_light(fresh[index]), len(fresh), jobs), strict=True):
        documents[entry.file] = document
        tell(len(documents), len(files))
    for entry in files:
        if entry.file not in documents:
            documents[entry.file] = read_one(entry, memory)
            tell(len(documents), len(files))
    return [documents[entry.file] for entry in files]


def _read_light(entry: RecordFile) -> Document:
    """A document without its spots when it is sound: they cost more to hand over than to find again."""
    document = read_one(entry, {})
    if not document.findings:
        document.values, document.keys, document.locate = {}, {}, _locate
    return document
