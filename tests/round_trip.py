"""There and back: records to a feed on disk, and the feed to records again."""

from __future__ import annotations

from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from hereabouts.assembly import assemble
from hereabouts.importers.beside import read_beside
from hereabouts.importers.desk import Options
from hereabouts.importers.hsds_json import Imported, convert, kind_of
from hereabouts.importers.source import read_source
from hereabouts.kind import Kind
from hereabouts.outputs.extension import extension_file
from hereabouts.outputs.feed import feed_files
from hereabouts.reading import check_file
from hereabouts.records import Record, Records, gather
from hereabouts.settings import read_settings
from hereabouts.source.document import Document
from hereabouts.source.layout import read_file, scan
from tests.importing import TODAY
from tests.spelling import Spelling, differences

Way = tuple[str, ...]
"""The path of a record, and the keys and numbers that lead to a value in it."""


def read_folder(folder: Path) -> Records:
    """The records of a directory on disk."""
    found = {
        one.path: Record(one.kind, one.path, check_file(one.file, read_file(one.location), one.kind))
        for one in scan(folder, folder).files
    }
    settings = next(path for path, record in found.items() if record.kind is Kind.DIRECTORY)
    return gather(found.pop(settings), found.values())


def publish(records: Records, folder: Path, today: date = TODAY) -> None:
    """Write the feed of a directory into a folder."""
    directory = assemble(records, today)
    for path, content in [*feed_files(directory), extension_file(directory)]:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def bring_back(records: Records, source: Path, today: date = TODAY) -> Imported:
    """Import a feed into an empty directory with the directory.yml of these records."""
    options = Options(read_settings(records.settings.data), today)
    return convert(chain(read_beside(source), read_source(source)), options)


def there_and_back(records: Records, folder: Path, today: date = TODAY) -> dict[Way, tuple[Any, Any]]:
    """What differs between records and what comes back of them, however it is spelt."""
    publish(records, folder, today)
    return unlike(records, bring_back(records, folder, today))


def unlike(records: Records, back: Imported) -> dict[Way, tuple[Any, Any]]:
    """What differs between records and others that an import made."""
    made = [Record(kind_of(path), path, Document(path, data=data)) for path, data in back.records.items()]
    spelling = Spelling(read_settings(records.settings.data))
    return differences(spelling.of(records), spelling.of(gather(records.settings, made)))
