"""Options that several commands take, and what they are when nobody gives them."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from hereabouts.settings import HOME_ZONE, text
from hereabouts.source.layout import read_file
from hereabouts.source.reader import read_document


def processors() -> int:
    """How many processes to use."""
    return os.cpu_count() or 1


def today_in(folder: Path) -> date:
    """What day it is now where a directory is, as the `timezone` in its directory.yml says."""
    zone = ZoneInfo(HOME_ZONE)
    with suppress(OSError, ValueError, ZoneInfoNotFoundError):  # the check says what is wrong with it
        settings = read_document("directory.yml", read_file(folder / "directory.yml")).data
        zone = ZoneInfo(text(settings.get("timezone")).strip() or HOME_ZONE)
    return datetime.now(tz=zone).date()


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day. Write it like 2026-11-22.", param, ctx)


DAY = _Day()
"""The type of an option that is a day."""

today_option = click.option("--today", type=DAY, help="Check as of this day, like 2026-11-22.")
strict_option = click.option("--strict", is_flag=True, help="Let nothing pass: warnings count as errors.")
site_option = click.option(
    "--site-dir", type=click.Path(path_type=Path), default=Path("site"), help="Where the site goes."
)
