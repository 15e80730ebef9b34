"""`hereabouts health`: which listings somebody should ask about, the most urgent first."""

from __future__ import annotations

from datetime import date

import click

from hereabouts.assembly import assemble
from hereabouts.check import check_folder
from hereabouts.commands.folders import find_records, root_of
from hereabouts.commands.options import DAY, processors, today_in, today_option
from hereabouts.ending import FINE, WRONG, honest
from hereabouts.health import REVIEWS_A_MONTH
from hereabouts.upkeep.reviews import judge
from hereabouts.upkeep.telling import RENDERERS


@click.command()
@click.option("--format", "form", type=click.Choice(sorted(RENDERERS)), default="text", help="How to write it.")
@click.option("--due-by", type=DAY, help="Only what should be asked by this day.")
@click.option(
    "--first-reviews",
    "a_month",
    type=click.IntRange(1, 100_000),
    default=REVIEWS_A_MONTH,
    show_default=True,
    help="How many listings that nobody has confirmed yet to look at in a month.",
)
@today_option
@honest
def health(*, form: str, due_by: date | None, a_month: int, today: date | None) -> int:
    """Say how fresh the listings are, and whom to ask first.

    Without --due-by all that is not fresh is listed; as JSON, everything is. Nothing is hidden from visitors by this.
    """
    folder, _ = find_records(())
    day = today or today_in(folder)
    checked = check_folder(folder, root_of(folder), day, jobs=processors())
    if not checked.usable:
        click.echo("directory.yml has an error. Run `hereabouts check` and mend it first.", err=True)
        return WRONG
    whole = judge(assemble(checked.records.without(checked.bad), day), checked, a_month)
    shown = whole.due_by(due_by) if due_by else whole if form == "json" else whole.stale()
    click.echo(RENDERERS[form](shown, whole), nl=False)
    return FINE
