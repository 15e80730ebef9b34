"""How far a listing can be trusted, day by day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hereabouts.directory import OrganizationListing, ServiceListing
from hereabouts.health import Freshness, State, freshness, plan_reviews
from hereabouts.model.objects import Organization, Service
from hereabouts.settings import Settings

SETTINGS = Settings(name="Here", id_namespace="", review_every="6 months")


def judge(assured: str, today: str, every: str = "") -> Freshness:
    group = OrganizationListing("organizations/g/organization", "", Organization(id="g"))
    service = ServiceListing("organizations/g/s", "", Service(id="s", assured_date=assured), group, review_every=every)
    return freshness(service, SETTINGS, date.fromisoformat(today))


def test_never_confirmed_is_not_overdue() -> None:
    assert judge("", "2036-01-01") == Freshness(State.NEVER_CONFIRMED)
    assert not judge("", "2036-01-01").is_old


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-11-02", State.FRESH),
        ("2027-04-02", State.FRESH),
        ("2027-04-03", State.DUE),
        ("2027-05-02", State.DUE),
        ("2027-05-03", State.OVERDUE),
        ("2027-11-02", State.OVERDUE),
        ("2027-11-03", State.LAPSED),
    ],
)
def test_the_directorys_interval(today: str, state: State) -> None:
    found = judge("2026-11-02", today)
    assert found.state is state
    assert found.due_on == date(2027, 5, 2)
    assert found.lapses_on == date(2027, 11, 2)
    assert found.is_old is (state in {State.OVERDUE, State.LAPSED})


def test_a_service_may_set_its_own_interval() -> None:
    assert judge("2026-11-02", "2027-02-03").state is State.FRESH
    assert judge("2026-11-02", "2027-02-03", every="3 months").state is State.OVERDUE


def test_a_moment_counts_as_its_day() -> None:
    assert judge("2026-11-02T10:30:00+00:00", "2026-11-03").confirmed_on == date(2026, 11, 2)


def test_the_end_of_a_short_month() -> None:
    assert judge("2026-08-31", "2026-09-01").due_on == date(2027, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 2000))
def test_a_listing_only_ever_gets_older(confirmed: date, days: int) -> None:
    order = [State.FRESH, State.DUE, State.OVERDUE, State.LAPSED]
    earlier = judge(confirmed.isoformat(), (confirmed + timedelta(days=days)).isoformat())
    later = judge(confirmed.isoformat(), (confirmed + timedelta(days=days + 1)).isoformat())
    assert order.index(earlier.state) <= order.index(later.state)


# The plan of first reviews.


def test_no_month_has_more_first_reviews_than_somebody_can_do() -> None:
    today = date(2026, 11, 20)
    past = {f"past-{number}": date(2026, 10, 1) for number in range(3)}
    wanted = {**past, "now": today, "later": date(2027, 1, 31), "new-year": date(2027, 1, 1)}
    assert plan_reviews(wanted, today, 2) == {
        "past-0": today,
        "past-1": today,
        "past-2": date(2026, 12, 1),
        "now": date(2026, 12, 1),
        "new-year": date(2027, 1, 1),
        "later": date(2027, 1, 31),
    }


@given(st.dictionaries(st.text(max_size=3), st.dates(), max_size=60), st.dates(), st.integers(1, 9))
def test_every_first_review_has_its_day_and_none_is_before_its_time(
    wanted: dict[str, date], today: date, a_month: int
) -> None:
    planned = plan_reviews(wanted, today, a_month)
    assert planned.keys() == wanted.keys()
    assert all(planned[path] >= max(day, today) for path, day in wanted.items())
    months = Counter((day.year, day.month) for day in planned.values())
    assert all(count <= a_month for month, count in months.items() if month < (9999, 12))
    in_order = sorted(wanted, key=lambda path: (wanted[path], path))
    assert [planned[path] for path in in_order] == sorted(planned.values())
