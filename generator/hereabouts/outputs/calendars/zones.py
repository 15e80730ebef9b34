"""A time zone written out, as calendar files carry it: when the clocks change, from one day to another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@lru_cache(maxsize=8)
def zone_lines(name: str, first: date, last: date) -> tuple[str, ...]:
    """The zone of this name, as it holds from `first` to `last`.

    Raises ZoneInfoNotFoundError when there is no such zone.
    """
    zone = ZoneInfo(name)
    begin = datetime.combine(first, time(), zone)
    lines = [*_observance(begin, begin)]
    for before, after in _changes(begin.astimezone(UTC), datetime.combine(last, time(), UTC) + _DAY, zone):
        lines += _observance(before, after)
    return ("BEGIN:VTIMEZONE", f"TZID:{name}", *lines, "END:VTIMEZONE")


def _changes(begin: datetime, end: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """The last second before each change of the clocks, and the first after it."""
    moment = begin
    while moment < end:
        early, late = moment, moment + _DAY
        if _offset(early, zone) != _offset(late, zone):
            while late - early > timedelta(seconds=1):
                middle = early + (late - early) // 2
                middle = middle.replace(microsecond=0)
                early, late = (middle, late) if _offset(middle, zone) == _offset(early, zone) else (early, middle)
            yield early.astimezone(zone), late.astimezone(zone)
        moment += _DAY


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def _observance(before: datetime, after: datetime) -> tuple[str, ...]:
    """What holds from `after` on. It begins at what the clocks showed before they changed."""
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    was, now = before.utcoffset() or timedelta(), after.utcoffset() or timedelta()
    onset = after.astimezone(UTC).replace(tzinfo=None) + was
    return (
        f"BEGIN:{kind}",
        f"DTSTART:{onset:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_say(was)}",
        f"TZOFFSETTO:{_say(now)}",
        f"TZNAME:{after.tzname()}",
        f"END:{kind}",
    )


def _say(offset: timedelta) -> str:
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
