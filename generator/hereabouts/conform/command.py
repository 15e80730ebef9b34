"""The command line of the check. What it needs is imported when it runs, so that other commands don't pay for it."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

if TYPE_CHECKING:
    from hereabouts.conform.answer import Answer, Source
    from hereabouts.conform.check import Conformity
    from hereabouts.conform.visit import Wishes

FINE, WRONG, OUR_BUG = 0, 1, 3


def _today() -> datetime:
    return datetime.now(tz=UTC).astimezone()  # where this computer is: a feed may be anybody's


class _Asked(TypedDict):
    """The options, as click gives them."""

    feed: str
    schemas: Path
    profile: str
    form: str
    everything: bool
    sample: int
    timeout: int
    assured_within: int
    today: datetime
    strict: bool


class _Told:
    """A source that says on standard error what it is reading, for somebody who waits."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._count = 0
        self.name, self.online = source.name, source.online

    @property
    def spent(self) -> str:
        return self._source.spent

    def read(self, path: str, **query: int | str) -> Answer:
        self._count += 1
        click.echo(f"\r{self._count} read, now {path:<60.60}", nl=False, err=True)
        return self._source.read(path, **query)

    def described(self, address: str) -> Answer | None:
        return self._source.described(address)

    def lines(self, collection: str) -> Answer | None:
        return self._source.lines(collection)

    def held(self, collection: str) -> list[str]:
        return self._source.held(collection)


@click.command()
@click.argument("feed", metavar="URL-OR-FOLDER")
@click.option(
    "--schemas",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="HEREABOUTS_SCHEMAS",
    required=True,
    help="The folder with the official schemas.",
)
@click.option(
    "--profile", type=click.Choice(["auto", "hsds", "uk"]), default="auto", help="Which standard, if not as it says."
)
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="The report.")
@click.option("--all", "everything", is_flag=True, help="Read every page and record of a feed on the web.")
@click.option("--sample", type=click.IntRange(3, 10_000), default=20, help="Or so many pages and records of each list.")
@click.option("--timeout", type=click.IntRange(1, 86_400), default=600, help="Stop after so many seconds.")
@click.option("--assured-within", type=click.IntRange(1), default=365, help="Days a confirmation is good for.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=_today, help="Check as of this day.")
@click.option("--strict", is_flag=True, help="Let nothing pass: level 2 and warnings count too.")
@click.pass_context
def conform(context: click.Context, /, **asked: Unpack[_Asked]) -> None:
    """Check a feed of services, yours or anybody's, against HSDS 3 or Open Referral UK 3.

    It may be an address on the web or a folder of files. Level 1 is what every feed must have, level 2 what it may.
    """
    try:
        found = _check(asked)
    except click.ClickException:
        raise
    except Exception:  # the edge: everything that is not a fault ends here
        click.echo(traceback.format_exc(), err=True)
        click.echo("This is a mistake in Hereabouts, not in the feed. Please report it, with the text above.", err=True)
        context.exit(OUR_BUG)
    _write(found, asked["form"])
    context.exit(_verdict(found, strict=asked["strict"]))


def _check(asked: _Asked) -> Conformity:
    from hereabouts.conform.check import conform as check_feed  # noqa: PLC0415 - see the top
    from hereabouts.conform.standard import NoStandardError, find_standards  # noqa: PLC0415

    source = _open(asked["feed"], asked["timeout"])
    try:
        if not sys.stderr.isatty():
            return check_feed(source, find_standards(asked["schemas"]), _wishes(asked))
        found = check_feed(_Told(source), find_standards(asked["schemas"]), _wishes(asked))
    except NoStandardError as error:
        raise click.UsageError(str(error)) from error
    click.echo("\r" + " " * 80 + "\r", nl=False, err=True)
    return found


def _wishes(asked: _Asked) -> Wishes:
    from hereabouts.conform.visit import Wishes  # noqa: PLC0415

    return Wishes(
        today=asked["today"].date(),
        profile="" if asked["profile"] == "auto" else asked["profile"],
        everything=asked["everything"],
        pages=asked["sample"],
        records=asked["sample"],
        assured_within=asked["assured_within"],
    )


def _open(feed: str, timeout: int) -> Source:
    from hereabouts.conform.folder import Folder  # noqa: PLC0415
    from hereabouts.conform.limits import Limits  # noqa: PLC0415

    limits = Limits(all_seconds=timeout)
    if "://" not in feed:
        if not Path(feed).is_dir():
            raise click.UsageError(f"{feed} is no folder, and no address: that begins with https://")
        return Folder(_feed_in(Path(feed)), limits)
    from hereabouts.conform.web import Web  # noqa: PLC0415

    try:
        return Web(feed, limits)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from error


def _feed_in(folder: Path) -> Path:
    """The folder itself, or the `api` in it where it is a whole site as Hereabouts builds it."""
    inside = folder / "api"
    return inside if (inside / "services.json").is_file() and not (folder / "services.json").exists() else folder


def _write(found: Conformity, form: str) -> None:
    from hereabouts.conform.report import RENDERERS, render_text  # noqa: PLC0415

    if form == "text":
        click.echo(render_text(found, colour=sys.stdout.isatty()), nl=False)
    else:
        click.echo(RENDERERS[form](found), nl=False)


def _verdict(found: Conformity, *, strict: bool) -> int:
    from hereabouts.finding import Severity  # noqa: PLC0415

    counted = (Severity.ERROR, Severity.WARNING)
    wrong = (
        any(found.faults.counts[level, one] for level in (1, 2) for one in counted)
        if strict
        else found.faults.failed(1)
    )
    return WRONG if wrong else FINE
