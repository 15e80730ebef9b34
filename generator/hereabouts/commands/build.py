"""`hereabouts build`: the site and the feed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from hereabouts.build import Request, Shells
from hereabouts.build import build as build_site
from hereabouts.catch import ShellRequest
from hereabouts.commands.check import verdict, write
from hereabouts.commands.folders import CONFIG, find_records, relative
from hereabouts.commands.options import processors, site_option, strict_option, today_in, today_option
from hereabouts.ending import BUSY, MISUSED, WRONG, honest
from hereabouts.mould import Shell
from hereabouts.program import program_key
from hereabouts.progress import show_steps
from hereabouts.settings import Settings
from hereabouts.shell import ShellError, make_shell, shell_key
from hereabouts.tree import BusyError, ForeignFolderError

_NO_ADDRESS = (
    "directory.yml does not say where the site will be (`url: https://...`). Links to it from the feed cannot be whole "
    "addresses without, and Open Referral asks for them."
)


@click.command()
@site_option
@click.option("--no-cache", is_flag=True, help="Make everything again.")
@click.option("--jobs", type=click.IntRange(1, 64), default=processors, help="How many processes to use.")
@click.option("--preview", is_flag=True, hidden=True)
@strict_option
@today_option
@honest
def build(*, site_dir: Path, no_cache: bool, jobs: int, preview: bool, strict: bool, today: date | None) -> int:
    """Build the site and the feed from directory/ into --site-dir."""
    request = make_request(site_dir, today, jobs=jobs, strict=strict, use_cache=not no_cache, preview=preview)
    return run_build(request)


def make_request(
    site_dir: Path,
    today: date | None = None,
    *,
    jobs: int,
    strict: bool = False,
    use_cache: bool = True,
    preview: bool = False,
) -> Request:
    """What to build from the folder that holds mkdocs.yml, as of now. Raises UsageError anywhere else."""
    if not CONFIG.is_file():
        raise click.UsageError("There is no mkdocs.yml here. Go to the folder that holds it, and try again.")
    folder, _ = find_records(())
    day = today or today_in(folder)
    return Request(folder, Path.cwd(), site_dir.absolute(), day, program_key(), jobs, strict, use_cache, preview)


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
        write(built.checked, "text")
    if built.directory is None:
        click.echo("Nothing was published: the site is as it was.", err=True)
        return WRONG
    if not built.directory.settings.url:
        click.echo(f"Note: {_NO_ADDRESS}", err=True)
    services, groups = len(built.directory.services), len(built.directory.organizations)
    place = relative(request.site)
    what = f"{_count(services, 'service')} of {_count(groups, 'organization')}"
    click.echo(f"{what} published: {_count(built.files, 'file')} in {place}")
    return verdict(built.checked, strict=request.strict)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
