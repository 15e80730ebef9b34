"""`hereabouts table-template`: an empty spreadsheet to fill in, which is imported without a mapping."""

from __future__ import annotations

from pathlib import Path

import click

from hereabouts.ending import FINE, WRONG, honest
from hereabouts.importers.sheets.template import make_template


@click.command("table-template")
@click.argument("file", type=click.Path(path_type=Path))
@honest
def table_template(file: Path) -> int:
    """Write an empty spreadsheet to FILE, a name that ends in .xlsx or .csv.

    Fill it in, a row for each service, and bring it in with: hereabouts import table FILE
    """
    if file.suffix.casefold() not in (".xlsx", ".csv"):
        raise click.UsageError("The name of the file must end in .xlsx or .csv.")
    if file.exists():
        click.echo(f"There is a file {file} already, which is not written over.", err=True)
        return WRONG
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(make_template(file.suffix))
    click.echo(f"Fill in {file}, then: hereabouts import table {file}")
    return FINE
