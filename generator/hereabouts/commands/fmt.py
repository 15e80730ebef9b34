"""`hereabouts fmt`: every record in the one form that all our programs write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from hereabouts.commands.folders import find_records, root_of
from hereabouts.ending import FINE, WRONG, honest
from hereabouts.finding import is_error
from hereabouts.reading import check_file
from hereabouts.report import make_visible
from hereabouts.source.document import Document
from hereabouts.source.layout import RecordFile, read_file, scan
from hereabouts.writer import replace_file, tidy


@dataclass(slots=True)
class _Tidied:
    """What came of the files: the new text of those that change, and why others are left alone."""

    files: int = 0
    texts: dict[RecordFile, bytes] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_look", is_flag=True, help="Change nothing; say which files would change.")
@honest
def fmt(files: tuple[Path, ...], *, only_look: bool) -> int:
    """Write the records in directory/, or only FILES, in the one canonical form.

    What they say stays the same, and so do comments and the order of lines. A record with an error is left alone.
    """
    folder, only = find_records(files)
    done = _Tidied()
    for entry in _meant(folder, only):
        _tidy(entry, done)
    for entry, content in done.texts.items():
        click.echo(make_visible(entry.file))
        if not only_look:
            replace_file(entry.location, content)
    for file, why in done.left.items():
        click.echo(f"{make_visible(file)} is left alone: {why}", err=True)
    click.echo(_say(done, only_look=only_look))
    return WRONG if done.left or (only_look and done.texts) else FINE


def _meant(folder: Path, only: tuple[Path, ...]) -> Iterator[RecordFile]:
    for entry in scan(folder, root_of(folder)).files:
        place = entry.location.resolve()
        if not only or any(place == path or path in place.parents for path in only):
            yield entry


def _tidy(entry: RecordFile, done: _Tidied) -> None:
    done.files += 1
    try:
        content = read_file(entry.location)
    except OSError:
        done.left[entry.file] = "it cannot be read."
        return
    document = check_file(entry.file, content, entry.kind)
    wrong = next((item for item in document.findings if is_error(item)), None)
    if wrong is not None:
        done.left[entry.file] = f"line {wrong.place.line} has an error. {make_visible(wrong.message)}"
        return
    text = _text(entry, document)
    if text is None:
        done.left[entry.file] = "its form is too unusual to change safely."
    elif text != content:
        done.texts[entry] = text


def _text(entry: RecordFile, document: Document) -> bytes | None:
    """The record in canonical form; None where that would not say the same."""
    try:
        made = tidy(entry.kind, document).encode()
    except ValueError:
        return None
    again = check_file(entry.file, made, entry.kind)
    return made if again.data == document.data and not any(map(is_error, again.findings)) else None


def _say(done: _Tidied, *, only_look: bool) -> str:
    looked = f"{done.files} file{'' if done.files == 1 else 's'} looked at"
    if not done.texts:
        return f"{looked}: none needs a change." if not done.left else f"{looked}: none was changed."
    count = len(done.texts)
    if not only_look:
        return f"{looked}: {count} written anew."
    return f"{looked}: {count} would be written anew. Run `hereabouts fmt` to do it."
