"""What is on on a day of the week: what stands in which part of the day, and in which words."""

from __future__ import annotations

import pytest

from hereabouts.outputs.page import Page
from hereabouts.outputs.pages import Site, shared_pages
from hereabouts.outputs.pages.days import MOST_SLOTS
from tests.pages_example import Reading, directory_of, read

MILL = "name: Old Mill\naddresses: {address_1: 1 Weir, city: Westbrook}"


def day_of(text: str, day: str = "monday", language: str = "en") -> Page:
    """The page of a day in a directory with one service."""
    records = {"organizations/eastbrook-advice/tea": text, "locations/mill": MILL}
    path = f"find/on-{day}/index.html"
    site = Site(directory_of(records), language)
    return next(page for page in shared_pages(site) if page.path.endswith(path))


def tea(*schedules: str, more: str = "") -> str:
    lines = "".join(f"\n  - '{one}'" for one in schedules)
    return f"name: Tea\nschedules:{lines}\n{more}"


@pytest.mark.parametrize(
    ("written", "part", "said"),
    [
        ("Mondays 8am to 10am", "Morning", "8am to 10am Tea"),
        ("Mondays 11:59am to 1pm", "Morning", "11:59am to 1pm Tea"),
        ("Mondays 12pm to 5pm", "Afternoon", "Midday to 5pm Tea"),
        ("Mondays 5pm to 6pm", "Evening", "5pm to 6pm Tea"),
        ("Mondays 10pm to 2am next day", "Evening", "10pm to 2am next day Tea"),
        ("Monday to Friday 9am to 3pm", "Most of the day", "9am to 3pm Tea"),
        ("24 hours", "Most of the day", "All day Tea"),
        ("Mondays", "Ask for the time", "Ask Tea"),
        ("Mondays 2pm to 4pm, term time only", "Afternoon", "2pm to 4pm Tea Term time only"),
        ("first Monday of the month 7pm to 9pm", "Not every week", "7pm to 9pm Tea First Monday of the month"),
        (
            "every 2 weeks on Monday from 2 November 2026, 2pm",
            "Not every week",
            "2pm Tea Every 2 weeks on Monday from 2 November 2026",
        ),
    ],
)
def test_everything_stands_in_its_part_of_the_day(written: str, part: str, said: str) -> None:
    assert read(day_of(tea(written))).under(part) == said


def test_parts_come_in_their_order_and_the_earliest_first() -> None:
    text = tea("Mondays 7pm to 8pm", "Mondays 9am to 10am", "first Monday of the month 8am", "Mondays 8am to 9am")
    said = read(day_of(text)).text
    order = ["8am to 9am", "9am to 10am", "7pm to 8pm", "First Monday"]
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)


def test_a_service_is_listed_at_each_of_its_times_and_places_and_nowhere_twice() -> None:
    at = "locations: [{at: village-hall, schedules: [Mondays 2pm]}, {at: mill, schedules: [Mondays 2pm, Fridays 9am]}]"
    reading = read(day_of(f"name: Tea\n{at}"))
    assert reading.under("Afternoon") == "2pm Tea Village Hall, Eastbrook 2pm Tea Old Mill, Westbrook"
    twice = (
        "schedules: [{freq: WEEKLY, byday: MO, opens_at: '14:00'}, {freq: WEEKLY, byday: 'MO,TU', opens_at: '14:00'}]"
    )
    assert read(day_of(f"name: Tea\n{twice}")).under("Afternoon") == "2pm Tea"


def test_what_is_over_is_not_on() -> None:
    old = tea("Mondays 9am to 10am until 1 June 2026", "Mondays 2pm to 3pm")
    assert "9am" not in read(day_of(old)).text


def test_a_full_service_says_so() -> None:
    full = "capacities: {unit: places, available: '0', maximum: '9', updated: 2026-11-20, expires: 2026-12-20}"
    assert "Full for now" in read(day_of(tea("Mondays 2pm", more=full))).under("Afternoon")


def test_the_parts_can_be_jumped_to() -> None:
    reading = read(day_of(tea("Mondays 9am", "Mondays 2pm")))
    assert {"#morning", "#afternoon"} <= set(reading.links())
    assert {"morning", "afternoon"} <= set(reading.having("id"))


def test_a_day_in_another_language() -> None:
    page = day_of(tea("Mondays 2pm to 4pm, term time only"), language="cy")
    assert "Llun" in page.title
    assert Reading(page.body).under("Prynhawn").startswith("2pm i 4pm")


def test_a_very_long_day_is_listed_by_name() -> None:
    records = {
        f"organizations/eastbrook-advice/s{number}": f"name: Tea {number}\nschedules: Mondays 2pm"
        for number in range(MOST_SLOTS + 1)
    }
    found = {page.path: page for page in shared_pages(Site(directory_of(records), "en"))}
    body = found["find/on-monday/index.html"].body
    assert 'class="slots"' not in body
    assert body.count('class="lines"') == 1
    assert f"{MOST_SLOTS + 1} services" in read(found["find/on-monday/index.html"]).text
