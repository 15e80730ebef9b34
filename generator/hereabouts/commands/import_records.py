"""`hereabouts import`: somebody else's data as records for a person to look through."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from hereabouts.commands.folders import DIRECTORY
from hereabouts.commands.options import today_in, today_option
from hereabouts.ending import FINE, WRONG, honest
from hereabouts.finding import is_error
from hereabouts.importers import (
    FORMATS,
    Imported,
    Options,
    SourceError,
    ledger_names,
    render_json,
    render_markdown,
    render_text,
    run,
)
from hereabouts.kind import Kind
from hereabouts.model.ids import slug
from hereabouts.progress import show_progress
from hereabouts.reading import check_file
from hereabouts.settings import Settings, read_settings


@click.command("import")
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted(FORMATS)))
@click.argument("source")
@click.option("--into", type=click.Path(path_type=Path), default=DIRECTORY, help="The folder of records to write into.")
@click.option(
    "--as",
    "name",
    default="",
    help="What to call this source. Import it again under the same name to bring its records up to date.",
)
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path),
    default=Path("import-report.md"),
    help="Where the whole report goes; beside it a .json file gets it for programs.",
)
@click.option("--source-name", default="", help="Who the records come from, to be written into each of them.")
@click.option("--source-url", default="", help="The web address they come from.")
@click.option("--source-license", default="", help="The licence they are under, like OGL-UK-3.0.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="For a table: the file that says what its columns are. `hereabouts table-mapping` drafts one.",
)
@click.option(
    "--corrected",
    type=click.Path(path_type=Path),
    help="For a table: where its copy with remarks goes, as .xlsx or .csv; else beside the report when there are any.",
)
@today_option
@honest
def import_records(  # noqa: PLR0913 - one for each option
    form: str,
    source: str,
    *,
    into: Path,
    name: str,
    report_file: Path,
    mapping: Path | None,
    corrected: Path | None,
    today: date | None,
    **told: str,
) -> int:
    """Make records from somebody else's data, for you to look through.

    FORMAT is what SOURCE is written in: hsds-json, hsds-csv, oruk1 or table. SOURCE is a file, a folder or, but for a
    table, a web address.
    Nothing that you wrote is ever written over. Import the same source again, and what changed there changes here.
    """
    settings = settings_of(into)
    day = today or today_in(into)
    said = {key.removeprefix("source_"): value for key, value in told.items() if value}
    if said:
        said["retrieved"] = day.isoformat()
    try:
        with show_progress("Importing") as progress:
            imported = run(form, source, into, Options(settings, day, said, mapping), progress, _slug(name))
    except SourceError as error:
        click.echo(str(error), err=True)
        return WRONG
    _report(imported, report_file)
    _give_back(imported, report_file, corrected)
    if imported.refused:
        _say_refused(imported.refused, into)
        return WRONG
    click.echo(f"{_written(len(imported.written), into)} The whole report is in {report_file}.")
    return FINE


def _written(count: int, into: Path) -> str:
    if not count:
        return "Nothing is new, so no file was changed."
    return f"{count:,} file{'' if count == 1 else 's'} written into {into}."


def _slug(name: str) -> str:
    made = slug(name)
    if name and not made:
        raise click.UsageError(f"{name!r} has no letters or figures in it. Call the source something else.")
    return made


def _report(imported: Imported, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    reviews = imported.reviews
    file.with_suffix(".json").write_text(render_json(imported.report, reviews), encoding="utf-8")
    if file.suffix != ".json":
        file.write_text(render_markdown(imported.report, reviews=reviews), encoding="utf-8")
    click.echo(render_text(imported.report), nl=False)


def _give_back(imported: Imported, report_file: Path, corrected: Path | None) -> None:
    """Write the copy of a spreadsheet where it was asked for, or where there is something to look at in it."""
    copy = imported.copy
    if copy is None or not (corrected or copy.says):
        return
    file = corrected or report_file.with_suffix(f".corrected{copy.ending}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(copy.render(file.suffix))
    click.echo(f"What needs somebody is marked in a copy of the spreadsheet: {file}.")


def _say_refused(refused: list[str], into: Path) -> None:
    click.echo(f"Nothing was written: {len(refused)} records are there already, such as:", err=True)
    for path in refused[:10]:
        click.echo(f"  {(into / path).as_posix()}.yml", err=True)
    names = ledger_names(into)
    if names:
        click.echo(f"Imported before: {', '.join(names)}. If this is one of them, name it with --as.", err=True)


def settings_of(into: Path) -> Settings:
    """The settings of the directory to import into. Raises UsageError when it has none that can be read."""
    file = into / "directory.yml"
    if not file.is_file():
        raise click.UsageError(f"There is no {file}. Write one first: it says which country the records are of.")
    document = check_file(file.as_posix(), file.read_bytes(), Kind.DIRECTORY)
    if any(is_error(item) for item in document.findings):
        raise click.UsageError(f"{file} has an error. Run `hereabouts check` and mend it first.")
    return read_settings(document.data)
