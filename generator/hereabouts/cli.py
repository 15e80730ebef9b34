"""The command line: which commands there are. How they end is said in `ending`."""

from __future__ import annotations

from importlib import import_module

import click

from hereabouts import __version__

COMMANDS = {
    "build": "hereabouts.commands.build",
    "check": "hereabouts.commands.check",
    "conform": "hereabouts.conform.command",
    "import": "hereabouts.commands.import_records",
    "serve": "hereabouts.commands.serve",
}
"""Command -> the module that has it, under the command's own name or the module's."""


class _Commands(click.Group):
    """Imports a command when it is asked for, so that none has to wait for what another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(COMMANDS[cmd_name])
        return next(one for one in vars(module).values() if isinstance(one, click.Command) and one.name == cmd_name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hereabouts")
def main() -> None:
    """Keep an open directory of a place's community services."""


<<<<<<< Updated upstream
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
=======
def run() -> int:
    """Do what was typed. Gives the exit code; raises KeyboardInterrupt when it is stopped."""
>>>>>>> Stashed changes
    try:
        code = main.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0
