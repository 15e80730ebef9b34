"""The command line: what to do, where, as of which day, and how to say what came of it.

Exit codes: 0 fine, 1 something is wrong with the records, 2 the command was not understood, 3 a mistake of ours,
74 the disk would not have it, 75 another build is running.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import ParamSpec
from zoneinfo import ZoneInfo

import click

from hereabouts import __version__
from hereabouts.build import Request, Shells
from hereabouts.build import build as build_site
from hereabouts.catch import ShellRequest
from hereabouts.check import Checked, check_folder
from hereabouts.conform.command import conform
from hereabouts.finding import Severity, is_error
from hereabouts.importers import FORMATS, Options, SourceError
from hereabouts.importers import render_json as render_import_json
from hereabouts.importers import render_markdown as render_import_markdown
from hereabouts.importers import render_text as render_import_text
from hereabouts.importers import run as run_import
from hereabouts.kind import Kind
from hereabouts.mould import Shell
from hereabouts.program import program_key
from hereabouts.progress import show_progress, show_steps
from hereabouts.reading import check_file
from hereabouts.report import RENDERERS, count, render_text
from hereabouts.resources import bundled
from hereabouts.serve import serve as preview
from hereabouts.settings import Settings, read_settings
from hereabouts.shell import ShellError, make_shell, shell_key
from hereabouts.tree import BusyError, ForeignFolderError

FINE, WRONG, MISUSED, OUR_BUG, DISK, BUSY = 0, 1, 2, 3, 74, 75

_DISK = {
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBUSY),
    *(errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EXDEV, errno.ESTALE, errno.ENOLCK),
    *(errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG),
}
"""What the system may refuse. Any other trouble with a file, such as one that is not there, is a mistake of ours."""

CONFIG, DIRECTORY = Path("mkdocs.yml"), Path("directory")

P = ParamSpec("P")


def _today() -> date:
    return datetime.now(tz=UTC).astimezone(ZoneInfo("Europe/London")).date()


def _processors() -> int:
    return os.cpu_count() or 1


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day. Write it like 2026-11-22.", param, ctx)


def _say_disk(error: OSError) -> int:
    click.echo(f"The disk would not have it: {error}. What was there before is as it was.", err=True)
    return DISK


def _say_bug() -> int:
    click.echo(traceback.format_exc(), err=True)
    click.echo(
        f"This is a mistake in Hereabouts {__version__}, not in your records. The site is as it was.\n"
        "Please report it, with the text above and the record you were working on.",
        err=True,
    )
    return OUR_BUG


def honest(command: Callable[P, int]) -> Callable[P, None]:
    """End a command with its exit code; a mistake of ours asks for a report instead of showing its insides only."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever was reading has seen enough
                raise
            code = _say_disk(error) if error.errno in _DISK else _say_bug()
        except Exception:  # the edge: everything that is not a finding ends here
            code = _say_bug()
        sys.exit(code)

    return run


today_option = click.option("--today", type=_Day(), default=_today, help="Check as of this day, like 2026-11-22.")
strict_option = click.option("--strict", is_flag=True, help="Let nothing pass: warnings count as errors.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hereabouts")
def main() -> None:
    """Keep an open directory of a place's community services."""


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(sorted(RENDERERS)), default="text", help="How to write the findings."
)
@strict_option
@today_option
@honest
def check(paths: tuple[Path, ...], form: str, strict: bool, today: date) -> int:  # click's own call
    """Check the records in directory/, or only say what concerns PATHS.

    A path may be a record, or a folder of records; a folder with a directory.yml is checked as a directory of its own.
    """
    folder, only = _which(paths)
    with show_progress("Checking records", quiet=form != "text") as progress:
        root = _root(folder)
        checked = check_folder(folder, root, today, jobs=_processors(), progress=progress)
    if only and checked.usable:
        checked.findings = [
            item for item in checked.findings if any(_concerns(root / place.file, only) for place in item.places)
        ]
    _write(checked, form)
    return _verdict(checked, strict=strict)


def _which(paths: tuple[Path, ...]) -> tuple[Path, tuple[Path, ...]]:
    """The directory folder to check, and the paths to report on (all when empty)."""
    if len(paths) == 1 and (paths[0] / "directory.yml").is_file():
        return paths[0], ()
    folder = DIRECTORY
    if paths:
        holders = [parent for parent in paths[0].resolve().parents if (parent / "directory.yml").is_file()]
        folder = _relative(holders[0]) if holders else folder
    if not folder.is_dir():
        raise click.UsageError(
            "There is no folder called directory here. Go to the folder that holds mkdocs.yml, or name the folder."
        )
    return folder, tuple(path.resolve() for path in paths)


def _relative(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _root(folder: Path) -> Path:
    """What places in findings are named from: here, for a folder below here."""
    resolved = folder.resolve()
    return Path.cwd() if resolved.is_relative_to(Path.cwd()) else resolved.parent


def _concerns(file: Path, only: tuple[Path, ...]) -> bool:
    place = file.resolve()
    return any(place == path or path in place.parents for path in only)


def _write(checked: Checked, form: str) -> None:
    total = len(checked.records.by_path) + 1
    if form == "text":
        click.echo(render_text(checked.findings, checked.texts, total, colour=sys.stdout.isatty()), nl=False)
    else:
        click.echo(RENDERERS[form](checked.findings, checked.texts, total), nl=False)


def _verdict(checked: Checked, *, strict: bool) -> int:
    counts = count(checked.findings)
    fails = counts[Severity.ERROR] + (counts[Severity.WARNING] if strict else 0)
    return WRONG if fails else FINE


@main.command()
@click.option("--site-dir", type=click.Path(path_type=Path), default=Path("site"), help="Where the site goes.")
@click.option("--no-cache", is_flag=True, help="Make everything again.")
@click.option("--jobs", type=click.IntRange(1, 64), default=_processors, help="How many processes to use.")
@strict_option
@today_option
@honest
def build(site_dir: Path, no_cache: bool, jobs: int, strict: bool, today: date) -> int:
    """Build the site and the feed from directory/ into --site-dir."""
    request = make_request(site_dir, today, jobs=jobs, strict=strict, use_cache=not no_cache)
    return run_build(request)


def make_request(site_dir: Path, today: date, *, jobs: int, strict: bool = False, use_cache: bool = True) -> Request:
    """What to build from the folder that holds mkdocs.yml. Raises UsageError anywhere else."""
    if not CONFIG.is_file():
        raise click.UsageError("There is no mkdocs.yml here. Go to the folder that holds it, and try again.")
    folder, _ = _which(())
    return Request(folder, Path.cwd(), site_dir.absolute(), today, program_key(), jobs, strict, use_cache)


def _shell_key(settings: Settings, language: str) -> str:
    return shell_key(CONFIG, ShellRequest(language, settings))


def _make_shell(settings: Settings, language: str, scratch: Path) -> Shell:
    return make_shell(CONFIG, ShellRequest(language, settings), scratch)


def run_build(request: Request) -> int:
    """Build, and say what came of it; gives the exit code."""
    try:
        with show_steps() as tell:
            built = build_site(request, Shells(_shell_key, _make_shell), tell)
    except BusyError:
        click.echo("Another build of this site is running. Try again when it has finished.", err=True)
        return BUSY
    except ForeignFolderError as error:
        click.echo(
            f"{error} was not made by Hereabouts. Move it away, or choose another folder with --site-dir.", err=True
        )
        return MISUSED
    except ShellError as error:
        click.echo(str(error), err=True)
        return MISUSED
    for warning in built.warnings:
        click.echo(f"Note: {warning}", err=True)
    if built.checked.findings:
        _write(built.checked, "text")
    if built.directory is None:
        click.echo("Nothing was published: the site is as it was.", err=True)
        return WRONG
    services, groups = len(built.directory.services), len(built.directory.organizations)
    place = _relative(request.site)
    click.echo(f"{services} services of {groups} organizations published: {built.files} files in {place}")
    return _verdict(built.checked, strict=request.strict)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="Where to listen on this computer.")
@click.option("--site-dir", type=click.Path(path_type=Path), default=Path("site"), help="Where the site goes.")
@honest
def serve(port: int, site_dir: Path) -> int:
    """Build the site and show it on this computer, again whenever a file is saved."""

    def rebuild() -> bool:
        return run_build(make_request(site_dir, _today(), jobs=_processors())) in {FINE, WRONG}

    rebuild()
    if not site_dir.is_dir():
        return WRONG
    click.echo(f"Look at http://127.0.0.1:{port}/ (Ctrl+C to stop)")
    try:
        preview(site_dir.absolute(), _watched(), ("127.0.0.1", port), rebuild)
    except KeyboardInterrupt:
        return FINE
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        raise click.UsageError(f"Something else is using port {port}. Choose another one with --port.") from error
    return FINE


def _watched() -> list[Path]:
    return [DIRECTORY, Path("docs"), Path("site_overrides"), CONFIG, bundled("site_overrides")]


@main.command("import")
@click.argument("form", metavar="FORMAT", type=click.Choice(sorted(FORMATS)))
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), default=DIRECTORY, help="The folder of records to write into.")
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path),
    default=Path("import-report.md"),
    help="Where the whole report goes; a .json file gets it for programs.",
)
@click.option("--source-name", default="", help="Who the records come from, to be written into each of them.")
@click.option("--source-url", default="", help="The web address they come from.")
@click.option("--source-license", default="", help="The licence they are under, like OGL-UK-3.0.")
@today_option
@honest
def import_records(form: str, source: Path, into: Path, report_file: Path, today: date, **told: str) -> int:
    """Make records from somebody else's data, for you to look through.

    FORMAT is what SOURCE is written in: hsds-json. Nothing that is already there is ever written over.
    """
    settings = _settings_of(into)
    said = {key.removeprefix("source_"): value for key, value in told.items() if value}
    if said:
        said["retrieved"] = today.isoformat()
    try:
        with show_progress("Importing") as progress:
            imported = run_import(form, source, into, Options(settings, today, said), progress)
    except SourceError as error:
        click.echo(str(error), err=True)
        return WRONG
    render = render_import_json if report_file.suffix == ".json" else render_import_markdown
    report_file.parent.mkdir(parents=True, exist_ok=True)
    report_file.write_text(render(imported.report), encoding="utf-8")
    click.echo(render_import_text(imported.report), nl=False)
    if imported.refused:
        click.echo(f"Nothing was written: {len(imported.refused)} records are there already, such as:", err=True)
        for path in imported.refused[:10]:
            click.echo(f"  {(into / path).as_posix()}.yml", err=True)
        return WRONG
    click.echo(f"{len(imported.records)} files written into {into}. The whole report is in {report_file}.")
    return FINE


def _settings_of(into: Path) -> Settings:
    """The settings of the directory to import into. Raises UsageError when it has none that can be read."""
    file = into / "directory.yml"
    if not file.is_file():
        raise click.UsageError(f"There is no {file}. Write one first: it says which country the records are of.")
    document = check_file(file.as_posix(), file.read_bytes(), Kind.DIRECTORY)
    if any(is_error(item) for item in document.findings):
        raise click.UsageError(f"{file} has an error. Run `hereabouts check` and mend it first.")
    return read_settings(document.data)


main.add_command(conform)
