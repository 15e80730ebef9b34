"""How far a listing can be trusted, as of a given day.

A listing is confirmed when its group says that it is still right (HSDS `assured_date`). From then on it is good
for its review interval, and what follows from that is a matter of dates alone, so that a page can carry the dates
and a browser can work out the same verdict long after the page was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from hereabouts.directory import ServiceListing
from hereabouts.settings import Settings, day_after

ASK_AHEAD = timedelta(days=30)
"""A group is asked to confirm its listing this long before it falls due."""

REVIEWS_A_MONTH = 40
"""How many listings that were copied and never confirmed are to be looked at in one month: two a working day."""


class State(StrEnum):
    """How fresh a listing is.

    `NEVER_CONFIRMED`: nobody has confirmed it yet, as with everything imported; it is not overdue.
    `FRESH`: confirmed, and not due for a while. `DUE`: the review is near. `OVERDUE`: the day has passed.
    `LAPSED`: a whole second interval has passed too.
    """

    NEVER_CONFIRMED = "never-confirmed"
    FRESH = "fresh"
    DUE = "due"
    OVERDUE = "overdue"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Freshness:
    """The verdict, and the dates it hangs on; these are None for a listing that was never confirmed.

    A listing is overdue from the day after `due_on`, and lapsed from the day after `lapses_on`. One that was copied
    from elsewhere and never confirmed has `first_review`, the day by which somebody should look at it.
    """

    state: State
    confirmed_on: date | None = None
    due_on: date | None = None
    lapses_on: date | None = None
    first_review: date | None = None

    @property
    def is_old(self) -> bool:
        """Whether a visitor should ring before relying on the listing."""
        return self.state in {State.OVERDUE, State.LAPSED}


def freshness(service: ServiceListing, settings: Settings, today: date) -> Freshness:
    """Judge one service by its own `review_every`, else the directory's.

    A date of confirmation that lies in the future counts as fresh: it is the checker's business, not this one's.
    """
    written = service.hsds.assured_date[:10]
    every = service.review_every or settings.review_every
    if not written:
        return Freshness(State.NEVER_CONFIRMED, first_review=_first_review(service, every))
    confirmed_on = date.fromisoformat(written)
    due_on, lapses_on = _due(confirmed_on, every)
    return Freshness(_state(today, due_on, lapses_on), confirmed_on, due_on, lapses_on)


def _first_review(service: ServiceListing, every: str) -> date | None:
    """None for what was not copied, or on nobody knows which day."""
    with suppress(ValueError):
        if service.source:
            return first_review(service.hsds.id, date.fromisoformat(service.source.retrieved[:10]), every)
    return None


def first_review(own_id: str, copied_on: date, every: str) -> date:
    """The day by which a listing that was copied on a day should first be looked at.

    A thousand listings that come in one import would all fall due on one day, so each gets a day of its own within the
    interval, always the same for the same id. Raises ValueError for words that are no interval.
    """
    days = max((day_after(copied_on, every) - copied_on).days, 1)
    place = int.from_bytes(hashlib.blake2b(own_id.encode(), digest_size=8).digest(), "big")
    return copied_on + timedelta(days=1 + place % days)


def plan_reviews(wanted: Mapping[str, date], today: date, a_month: int = REVIEWS_A_MONTH) -> dict[str, date]:
    """The days for the first reviews of listings, by path, with at most so many in any month.

    `wanted` has the day that each should have (`first_review`). What there is no room for in a month goes to the start
    of the next one that has room, the earliest wanted first; what should have been done before today comes now.
    """
    planned: dict[str, date] = {}
    month, taken = today.replace(day=1), 0
    for path, wish in sorted(wanted.items(), key=lambda item: (item[1], item[0])):
        day = max(wish, today)
        if day.replace(day=1) > month:
            month, taken = day.replace(day=1), 0
        if taken >= a_month and (later := day_after(month, "1 month")) != date.max:
            month, taken = later, 0
        planned[path] = max(day, month)
        taken += 1
    return planned


@lru_cache(maxsize=4096)
def _due(confirmed_on: date, every: str) -> tuple[date, date]:
    due_on = day_after(confirmed_on, every)
    return due_on, day_after(due_on, every)


def _state(today: date, due_on: date, lapses_on: date) -> State:
    if today > lapses_on:
        return State.LAPSED
    if today > due_on:
        return State.OVERDUE
    return State.DUE if today > due_on - ASK_AHEAD else State.FRESH
