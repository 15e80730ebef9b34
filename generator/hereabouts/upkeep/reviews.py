"""Whom to ask first: every listing with how fresh it is, by group, the most urgent first.

Nothing is decided here but an order. A listing that nobody has confirmed in years is still published and still found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from hereabouts.check import Checked
from hereabouts.directory import Directory, ServiceListing
from hereabouts.finding import is_error
from hereabouts.health import ASK_AHEAD, REVIEWS_A_MONTH, Freshness, State, freshness, plan_reviews
from hereabouts.kind import Kind
from hereabouts.model.objects import Phone
from hereabouts.phones import read_number

ENDED = "defunct"
"""The HSDS status of what is over: nobody needs to ring to hear that again."""

_SPOKEN = frozenset({"", "voice", "cell"})
_FIRST = {State.LAPSED: 0, State.OVERDUE: 1, State.DUE: 2, State.FRESH: 4}


@dataclass(frozen=True, slots=True)
class Review:
    """One listing: how fresh it is, by which day to ask, and the public number and address to ask at.

    `ask_by` is the day it falls due. For one that was never confirmed it is its place in the plan of first reviews, or
    today, where nobody knows since when it is here.
    """

    path: str
    file: str
    name: str
    freshness: Freshness
    ask_by: date
    phone: str = ""
    email: str = ""

    def urgency(self, today: date) -> tuple[int, date, str]:
        """What to sort by: the most urgent is the least."""
        soon = self.ask_by <= today + ASK_AHEAD
        return _FIRST.get(self.freshness.state, 2 if soon else 3), self.ask_by, self.path


@dataclass(frozen=True, slots=True)
class Call:
    """One group, and its listings to ask about."""

    path: str
    name: str
    reviews: tuple[Review, ...]


@dataclass(slots=True)
class Health:
    """How fresh a directory is. `ended` are services that are over, `unread` those with an error, and which."""

    today: date
    calls: list[Call] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[State]:
        """How many listings are in which state."""
        return Counter(review.freshness.state for call in self.calls for review in call.reviews)

    def due_by(self, day: date) -> Health:
        """Only what should be asked by that day."""
        kept = [replace(one, reviews=tuple(item for item in one.reviews if item.ask_by <= day)) for one in self.calls]
        return replace(self, calls=[one for one in kept if one.reviews])

    def stale(self) -> Health:
        """Only what is not fresh."""
        fresh = State.FRESH
        kept = [
            replace(one, reviews=tuple(item for item in one.reviews if item.freshness.state is not fresh))
            for one in self.calls
        ]
        return replace(self, calls=[one for one in kept if one.reviews])


def judge(directory: Directory, checked: Checked, a_month: int = REVIEWS_A_MONTH) -> Health:
    """Judge every service as of the directory's day, with at most so many first reviews in a month."""
    today, settings = directory.today, directory.settings
    asked = {path: one for path, one in directory.services.items() if one.hsds.status != ENDED}
    states = {path: freshness(one, settings, today) for path, one in asked.items()}
    never = {path: one.first_review or today for path, one in states.items() if one.state is State.NEVER_CONFIRMED}
    days = plan_reviews(never, today, a_month)
    calls = []
    for group in directory.organizations.values():
        mine = [one for one in group.services if one.path in asked]
        reviews = [_review(one, states[one.path], days.get(one.path, today), settings.country) for one in mine]
        reviews.sort(key=lambda one: one.urgency(today))
        calls += [Call(group.path, group.hsds.name, tuple(reviews))] if reviews else []
    calls.sort(key=lambda one: one.reviews[0].urgency(today))
    return Health(today, calls, sorted(directory.services.keys() - asked), _unread(directory, checked))


def _review(service: ServiceListing, fresh: Freshness, planned: date, country: str) -> Review:
    group = service.organization
    return Review(
        path=service.path,
        file=service.file,
        name=service.hsds.name,
        freshness=fresh,
        ask_by=fresh.due_on or planned,
        phone=_first([*service.hsds.phones, *group.hsds.phones], country),
        email=service.hsds.email or group.hsds.email,
    )


def _first(phones: Iterable[Phone], country: str) -> str:
    """The first number that one talks on, written the national way."""
    number = next((phone.number for phone in phones if phone.type.lower() in _SPOKEN), "")
    read = read_number(number, country) if number else None
    return read.shown if read else number


def _unread(directory: Directory, checked: Checked) -> dict[str, str]:
    """The files of services that could not be judged, and why."""
    why: dict[str, str] = {}
    for item in filter(is_error, checked.findings):
        for place in item.places:
            why.setdefault(place.file, item.message)
    return {
        record.document.file: why.get(record.document.file, "The file of its group has an error.")
        for record in checked.records.of(Kind.SERVICE)
        if record.path not in directory.services
    }
