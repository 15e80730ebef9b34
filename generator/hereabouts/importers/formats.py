"""The formats that can be imported, by the name a person types.

To add one: write a function that takes `Asked` and gives source records, and give it a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path, PurePosixPath

import httpx

from hereabouts.importers.asking import GOES_ON, Asker
from hereabouts.importers.beside import NAME, read_answer, read_beside
from hereabouts.importers.hsds_csv import read_tables
from hereabouts.importers.intake import Asked, Format
from hereabouts.importers.older import Older
from hereabouts.importers.oruk1 import modernise
from hereabouts.importers.remote import Remote
from hereabouts.importers.sheets.reading import read_sheets
from hereabouts.importers.source import KINDS, SourceError, SourceRecord, read_source
from hereabouts.web import Bounds

_DUMPS = (".ndjson", ".jsonl")
_LARGE = Bounds(document_bytes=256 * 2**20, answer_seconds=600)


def _read_hsds_json(asked: Asked) -> Iterable[SourceRecord]:
    if asked.is_web:
        return chain(_read_feed(asked, KINDS), _read_beside(asked))
    return chain(read_beside(asked.path), read_source(asked.path))


def _read_oruk1(asked: Asked) -> Iterable[SourceRecord]:
    older = Older(asked.report, asked.options.today)
    records = _read_feed(asked, ("taxonomies", "services")) if asked.is_web else read_source(asked.path)
    return modernise(records, older)


def _read_hsds_csv(asked: Asked) -> Iterable[SourceRecord]:
    older = Older(asked.report, asked.options.today)
    return read_tables(_download(asked) if asked.is_web else asked.path, asked.report, older)


FORMATS = {
    "hsds-csv": Format("Open Referral HSDS as tables: a folder or zip of CSV files, version 1.1 to 3", _read_hsds_csv),
    "hsds-json": Format(
        "Open Referral HSDS 3 as JSON: a feed, an API's files, or one record to a line", _read_hsds_json
    ),
    "oruk1": Format("Open Referral UK 1 as JSON: the older UK feed, or its answers saved as files", _read_oruk1),
    "table": Format("Any spreadsheet: a CSV file, a folder of them, or an Excel workbook, with a mapping", read_sheets),
}
"""What can be imported, by the name a person types."""


def _read_feed(asked: Asked, kinds: tuple[str, ...]) -> Iterator[SourceRecord]:
    if PurePosixPath(httpx.URL(asked.source).path).suffix in _DUMPS:
        yield from read_source(_download(asked))
        return
    with closing(_asker(asked)) as asker:
        remote = Remote(asked.source, asker, asked.report, asked.progress)
        yield from remote.records(kinds)
        asked.report.read["questions to the server"] = asker.asked
    asked.whole = asked.whole and remote.whole


def _read_beside(asked: Asked) -> Iterator[SourceRecord]:
    """What our own feed has beside its HSDS, next to the root, the list or the file that was asked for."""
    url = httpx.URL(asked.source)
    path = PurePosixPath(url.path)
    folder = path.parent if path.suffix or path.name in KINDS else path
    with closing(_asker(asked, _LARGE)) as asker:
        yield from read_answer(asker.fetch(url.copy_with(path=str(folder / NAME))))


def _download(asked: Asked) -> Path:
    """One large file from the web, kept where the answers of servers are kept."""
    url = httpx.URL(asked.source)
    with closing(_asker(asked, _LARGE)) as asker:
        answer = asker.fetch(url)
    if answer.error or not answer.found:
        raise SourceError(f"{url}: {answer.error or 'There is nothing at this address.'} {GOES_ON}")
    file = asked.spool.folder / (PurePosixPath(url.path).name or "download")
    file.write_bytes(answer.body)
    return file


def _asker(asked: Asked, bounds: Bounds | None = None) -> Asker:
    try:
        return Asker(httpx.URL(asked.source), asked.spool, bounds)
    except (ValueError, httpx.InvalidURL) as error:
        raise SourceError(f"{asked.source} is no web address that can be asked.") from error
