"""What a format is asked: a source, to be given as things like those of HSDS 3, and everything after is the same.

A format is a function from `Asked` to source records. It may add lines to the report; it knows nothing of records,
files or what the directory has. What could not be read it gives as a record with an `error`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hereabouts.importers.desk import Options
from hereabouts.importers.report import Report
from hereabouts.importers.sheets.copy import Copy
from hereabouts.importers.source import SourceRecord
from hereabouts.importers.spool import Spool

Progress = Callable[[int, int], None]
"""Called with how many are done, and of how many; 0 while nobody can tell."""


@dataclass(slots=True)
class Asked:
    """One source to read: a path or a web address as it was typed, and where answers of a server are kept.

    `whole` is False when something was there that could not be read, so that nothing counts as gone.
    """

    source: str
    options: Options
    report: Report
    spool: Spool
    progress: Progress | None = None
    whole: bool = True
    copy: Copy | None = None
    """Of a spreadsheet: the same again, for remarks beside the cells."""

    @property
    def is_web(self) -> bool:
        """Whether the source is at a web address."""
        return is_web(self.source)

    @property
    def path(self) -> Path:
        """The source as a file or folder."""
        return Path(self.source)

    def watch(self, records: Iterable[SourceRecord]) -> Iterator[SourceRecord]:
        """The same records, while it is noted whether all could be read."""
        for record in records:
            self.whole = self.whole and not record.error
            yield record


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is, in words, and how it is read."""

    words: str
    read: Callable[[Asked], Iterable[SourceRecord]]


def is_web(source: str) -> bool:
    """Whether somebody typed a web address."""
    return bool(re.match(r"https?://", source, re.IGNORECASE))
