"""Other people's data to records for a person to review: read, convert, report, and save without writing over anything.

Each format has a module with a function that makes `Imported` from a source; `run` does the whole of it.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from hereabouts.finding import is_error
from hereabouts.importers import hsds_json
from hereabouts.importers.beside import read_beside
from hereabouts.importers.desk import Options
from hereabouts.importers.hsds_json import Imported, Progress
from hereabouts.importers.report import render_json, render_markdown, render_text
from hereabouts.importers.saving import save
from hereabouts.importers.source import SourceError, read_source
from hereabouts.kind import Kind
from hereabouts.source.document import Data
from hereabouts.source.layout import scan
from hereabouts.source.reader import load_document

__all__ = [
    "FORMATS",
    "Imported",
    "Options",
    "SourceError",
    "render_json",
    "render_markdown",
    "render_text",
    "run",
    "save",
]

FORMATS = {"hsds-json": "Open Referral HSDS 3 as JSON: a feed, an API's files, or one record to a line"}
"""What can be imported, by the name a person types, and what it is."""


def run(form: str, source: Path, into: Path, options: Options, progress: Progress | None = None) -> Imported:
    """Import `source` into the directory folder `into`.

    `refused` in the result lists record paths that are taken; then nothing was written. Raises KeyError for a format
    that is not in `FORMATS`, SourceError for a source that cannot be read, OSError when the disk refuses.
    """
    if form not in FORMATS:
        raise KeyError(form)
    imported = hsds_json.convert(chain(read_beside(source), read_source(source)), options, progress, _lists_in(into))
    imported.refused = save(imported.records, into)
    return imported


def _lists_in(into: Path) -> dict[str, dict[str, Data]]:
    """The lists of terms a directory has, by name; one that cannot be read is left for the check to tell."""
    files = [one for one in scan(into, into).files if one.kind is Kind.TAXONOMY]
    read = {one.path.rpartition("/")[2]: load_document(one) for one in files}
    return {name: document.data for name, document in read.items() if not any(map(is_error, document.findings))}
