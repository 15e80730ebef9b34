"""Other people's data to records for a person to review: read, convert, report, and save without writing over anything.

A format (`formats`) gives source records, whatever the source was; everything after is the same for all of them: one
graph (`gathering`), bodies and names (`drafts`), the report, new files (`saving`) or an update of those from last time
(`updating`, `ledger`), and what may be here already (`alike`). `run` does the whole of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hereabouts.health import first_review, plan_reviews
from hereabouts.importers.alike import find_alike
from hereabouts.importers.desk import Homes, Options
from hereabouts.importers.formats import FORMATS
from hereabouts.importers.here import Here, hidden_names, hides, read_here
from hereabouts.importers.hsds_json import Imported, Progress, convert, kind_of
from hereabouts.importers.intake import Asked, Format
from hereabouts.importers.ledger import Ledger, ledger_names, name_of, read_ledger, write_ledger
from hereabouts.importers.report import Action, Report, Where, render_json, render_markdown, render_text
from hereabouts.importers.saving import save
from hereabouts.importers.sheets.book import read_book
from hereabouts.importers.sheets.drafting import draft
from hereabouts.importers.source import SourceError
from hereabouts.importers.spool import Spool
from hereabouts.importers.updating import Update, plan, relocate, remember, write
from hereabouts.records import Kind, Record, identity
from hereabouts.settings import text
from hereabouts.source.document import Data, Document

__all__ = [
    "FORMATS",
    "Format",
    "Imported",
    "Options",
    "SourceError",
    "draft_mapping",
    "ledger_names",
    "render_json",
    "render_markdown",
    "render_text",
    "run",
    "save",
]


def run(
    form: str, source: str | Path, into: Path, options: Options, progress: Progress | None = None, name: str = ""
) -> Imported:
    """Import `source`, a path or a web address, into the directory folder `into`.

    What was imported under the same `name` before (else one made of the source) is brought up to date. `refused` in
    the result lists record paths that are taken; then nothing was written. Raises KeyError for a format that is not
    in `FORMATS`, SourceError for a source that cannot be read, OSError when the disk refuses.
    """
    read, name = FORMATS[form].read, name or name_of(str(source))
    here, ledger = read_here(into), read_ledger(into, name)
    if ledger is not None:
        relocate(ledger, here)
    asked = Asked(str(source), options, Report(), _spool(form, source, into, options.today), progress)
    records = asked.watch(read(asked))
    tell = None if asked.is_web else progress  # what is fetched is counted where it is fetched
    imported = convert(records, options, tell, here.lists(ledger), asked.report, _homes(ledger, here))
    if not imported.records and len(imported.report.lines) < 2 and (ledger is None or not asked.whole):
        raise SourceError(_why_nothing(imported, asked.source))
    _name_source(imported, asked)
    update = _save(imported, asked, ledger, here, into)
    if imported.refused:
        _name_cells(imported, asked, here)
        return imported
    imported.written = sorted(update.texts)
    _look_around(imported, update.new, here, options)
    _name_cells(imported, asked, here)
    made = Ledger(name, form, _without_query(asked.source), options.today.isoformat(), update.records)
    if ledger is None or ledger.records != made.records:  # an import that found nothing new leaves no trace
        write_ledger(into, made)
    asked.spool.clear()
    return imported


def draft_mapping(source: Path, country: str, *, examples: bool = True) -> str:
    """A first mapping for a spreadsheet, as YAML, with or without what stands in cells.

    Raises SourceError for what is no spreadsheet.
    """
    sheets = read_book(source, Report())
    if not any(any(row) for sheet in sheets for row in sheet.rows):
        raise SourceError(f"{source} is empty.")
    return draft(sheets, country, examples=examples)


def _spool(form: str, source: str | Path, into: Path, today: date) -> Spool:
    """Where answers of a server are kept: beside the directory, out of its history."""
    key = hashlib.sha256(f"{form} {source}".encode()).hexdigest()[:16]
    return Spool(into.absolute().parent / ".hereabouts" / "imports" / key, f"{form} {source}", today)


def _homes(ledger: Ledger | None, here: Here) -> Homes:
    if ledger is None:
        return Homes()
    mine = {path for path, one in ledger.records.items() if not one.calls}
    return Homes(ledger.homes(), frozenset({*here.documents, *ledger.records} - mine))


def _save(imported: Imported, asked: Asked, ledger: Ledger | None, here: Here, into: Path) -> Update:
    """Write new files the first time, and bring them up to date every other time."""
    if ledger is None:
        there = [path for path in imported.records if path in here.documents]
        imported.refused = save(imported.records, into)
        new = [path for path in imported.records if path not in there]
        return Update(dict.fromkeys(new, ""), new, remember(imported))
    update = plan(imported, ledger, here, whole=asked.whole)
    write(update, into)
    return update


def _name_cells(imported: Imported, asked: Asked, here: Here) -> None:
    """Of a spreadsheet: name rows and columns in the report, and prepare the copy with remarks."""
    if asked.copy is not None:
        secret = [wheres for path, wheres in imported.places.items() if _hides(path, imported.records.get(path), here)]
        asked.copy.tell(imported.report, (where.source for wheres in secret for where in wheres))
        imported.copy = asked.copy


def _hides(path: str, data: Mapping[str, Data] | None, here: Here) -> bool:
    """Whether a record, or a place here of the same name, keeps to itself where it is."""
    if path in here.documents and hides(here.documents[path].data):
        return True
    name = " ".join(text((data or {}).get("name")).casefold().split())
    return path.startswith("locations/") and name in hidden_names(here)


def _why_nothing(imported: Imported, source: str) -> str:
    """Why nothing came of a source. A file that is nothing we can read is no empty directory."""
    said = f"{_without_query(source)} holds no organization, service or place that can be read, so nothing was written."
    return " ".join([said, *(f"{line.where.source}: {line.why}" for line in imported.report.lines)])


def _name_source(imported: Imported, asked: Asked) -> None:
    """Say where records are from that come from the web and say nothing of it themselves."""
    if not asked.is_web or imported.is_ours:
        return
    source: dict[str, Data] = {"url": _without_query(asked.source), "retrieved": asked.options.today.isoformat()}
    for path, data in imported.records.items():
        if kind_of(path) is not Kind.TAXONOMY:
            data.setdefault("source", source)


def _without_query(source: str) -> str:
    """An address without what stands behind `?`, which may be a key that is nobody else's business."""
    return source.partition("?")[0] if "://" in source else Path(source).name


def _look_around(imported: Imported, new: list[str], here: Here, options: Options) -> None:
    """Tell what may be here already, and by when each new listing should first be looked at."""
    before = {path: document.data for path, document in here.documents.items() if path not in imported.records}
    for one in find_alike({path: imported.records[path] for path in new}, before):
        where = next(iter(imported.places.get(one.path, [])), Where(one.path))
        imported.report.add(where, "record", Action.ALIKE, f"{one.path} and {one.other}", one.why)
    wanted = dict(_reviews({path: imported.records[path] for path in new}, options))
    imported.reviews = plan_reviews(wanted, options.today)


def _reviews(records: Mapping[str, Mapping[str, Data]], options: Options) -> list[tuple[str, date]]:
    """The day of the first review of each service that nobody has confirmed, by path."""
    settings, found = options.settings, []
    for path, data in records.items():
        if kind_of(path) is Kind.SERVICE and not text(data.get("assured_date")):
            own_id = identity(Record(Kind.SERVICE, path, Document(path, data=dict(data))), settings.id_namespace)
            every = text(data.get("review_every")) or settings.review_every
            found.append((path, first_review(own_id, options.today, every)))
    return found
