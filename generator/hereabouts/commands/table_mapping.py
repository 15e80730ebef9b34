"""`hereabouts table-mapping`: a first mapping for a spreadsheet, to look through before it is imported."""

from __future__ import annotations

from pathlib import Path

import click

from hereabouts.commands.folders import DIRECTORY
from hereabouts.ending import FINE, WRONG, honest
from hereabouts.importers import SourceError, draft_mapping
from hereabouts.source.layout import read_file
from hereabouts.source.reader import read_document


@click.command("table-mapping")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), default=DIRECTORY, help="The folder it will be imported into.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write it to; else it is shown.")
@honest
def table_mapping(source: Path, into: Path, out: Path | None) -> int:
    """Say what the columns of a spreadsheet seem to be, for you to look through.

    SOURCE is a CSV file, a folder of them, or an Excel workbook. What is not sure is marked with a remark.
    """
    settings = into / "directory.yml"
    said = read_document(settings.as_posix(), read_file(settings)).data if settings.is_file() else {}
    try:
        drafted = draft_mapping(source, str(said.get("country") or "GB"))
    except SourceError as error:
        click.echo(str(error), err=True)
        return WRONG
    if out is None:
        click.echo(drafted, nl=False)
        return FINE
    if out.exists():
        click.echo(f"There is a file {out} already, which is not written over. Name another with --out.", err=True)
        return WRONG
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(drafted, encoding="utf-8")
    click.echo(f"Look through {out}, then: hereabouts import table {source} --mapping {out}")
    return FINE
