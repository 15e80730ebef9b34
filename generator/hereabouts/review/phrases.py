"""Sentences that stand in a review whatever its form."""

from __future__ import annotations

from hereabouts.changes.event import Happened
from hereabouts.review.reviewing import Review
from hereabouts.review.task import Level

HEADINGS = {
    Level.HIGH: "First, since much depends on it:",
    Level.MEDIUM: "Then:",
    Level.LOW: "If there is time:",
}
"""What stands above the tasks of a level."""

_DONE = {
    Happened.ADDED: "{count} new",
    Happened.CHANGED: "{count} changed",
    Happened.MOVED: "{count} renamed",
    Happened.REMOVED: "{count} taken out",
}


def count(number: int, noun: str) -> str:
    """A number of things, in figures."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def introduce(review: Review) -> str:
    """What the change comes to, in a sentence or two."""
    if not review.entries:
        said = "No listing changes."
    elif review.only_confirms:
        said = f"This only says that {count(len(review.entries), 'listing')} {_is(review)} still right."
    else:
        numbers = {one: sum(entry.happened is one for entry in review.entries) for one in _DONE}
        parts = [words.format(count=f"{numbers[one]:,}") for one, words in _DONE.items() if numbers[one]]
        said = f"Listings: {', '.join(parts)}."
    return f"{said} Some of it is not committed yet." if review.uncommitted else said


def _is(review: Review) -> str:
    return "is" if len(review.entries) == 1 else "are"


def heading(review: Review) -> str:
    """What stands above the findings."""
    return "There is a problem" if len(review.problems) == 1 else f"There are {len(review.problems):,} problems"


def say_elsewhere(number: int) -> str:
    """How much else the check finds, which this change has nothing to do with."""
    was = "was" if number == 1 else "were"
    return f"The check also finds {count(number, 'thing')} that {was} there before this change."
