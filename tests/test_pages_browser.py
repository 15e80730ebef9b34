"""What the browser works out from a page: when it is on next, what still holds, and what needs no script at all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import Route

from hereabouts.outputs.page import Page
from hereabouts.outputs.pages import Site, page_of
from hereabouts.outputs.pages.rules import bank_holidays_json, rule_of, terms_json
from hereabouts.resources import bundled
from hereabouts.schedules import Calendars, Hours, bank_holidays, occurrences, parse
from hereabouts.schedules.hsds import to_session
from hereabouts.settings import Settings
from tests.pages_example import read, with_service

SITE = "http://pages.test/"
SCRIPTS = bundled("site_overrides") / "assets" / "javascripts"
STYLES = bundled("site_overrides") / "assets" / "stylesheets"
TERMS = ((date(2026, 9, 3), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 3, 25)))
SETTINGS = Settings(name="D", id_namespace="", bank_holidays="ENG", term_dates=TERMS)

LINES = [
    "Tuesdays 10:30 to 12:00",
    "Mondays and Thursdays 9am to 12:30pm",
    "every day 7am to midnight",
    "Fridays 10pm to 2am next day",
    "every second Friday from 2026-01-09, 14:00-16:00",
    "every 3 weeks on Saturday from 3 January 2026 10am to 1pm",
    "first Monday of the month 7pm to 9pm",
    "second and fourth Thursday of the month 10am to 12pm",
    "last Friday of the month 18:00",
    "first Saturday and Sunday of the month 10am to 3pm",
    "first Monday of every 2 months from 2026-01-05 7pm",
    "1st and 15th of the month 10am",
    "last day of the month 9am to 12pm",
    "31st of the month 9am to 12pm",
    "fifth Wednesday of the month 9am to 12pm",
    "Tuesdays 10:30 to 12:00, term time only",
    "Wednesdays 2pm to 4pm, school holidays only",
    "Mondays 9am to 5pm, not on bank holidays",
    "Saturdays 10am to 4pm, April to September",
    "Saturdays 10am to 4pm, November to February",
    "Mondays 2pm to 3pm from 2026-09-07 until 2026-12-14",
    "14 March 2027, 10:00 to 16:00",
    "Mondays 10am to 12pm, closed 24 Dec to 2 Jan",
    "Mondays 10am to 12pm, closed 24 December 2026 to 3 January 2027",
]
DAYS = [date(2026, 11, 22), date(2026, 12, 24), date(2026, 12, 31), date(2027, 2, 28), date(2028, 2, 29)]


def respond(route: Route) -> None:
    """Serve the program's own scripts and styles; what a test wants as a page comes from `show`."""
    name = re.split("/javascripts/|/stylesheets/", route.request.url.removeprefix(SITE))[-1]
    for folder, kind in ((SCRIPTS, "text/javascript"), (STYLES, "text/css")):
        name = name if (folder / name).is_file() else name.rpartition("/")[2]
        if (folder / name).is_file():
            route.fulfill(body=(folder / name).read_text("utf-8"), content_type=kind)
            return
    route.fulfill(status=404)


@pytest.fixture
def tab(page: Tab) -> Tab:
    """A tab for which the site's scripts exist."""
    page.route(f"{SITE}**", respond)
    return page


def show(tab: Tab, made: Page, now: str, language: str = "en") -> None:
    """Open a page as it would be at `now`, local time."""
    styles = f'<link rel="stylesheet" href="{SITE}assets/hereabouts.css">'
    html = (
        f'<!doctype html><html lang="{language}"><head><meta name="viewport" content="width=device-width">'
        f"{styles}{made.head}</head><body><main>{made.body}</main></body></html>"
    )
    address = SITE + made.path.removesuffix("index.html")
    tab.route(address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    tab.clock.set_fixed_time(datetime.fromisoformat(now))
    tab.goto(address)


def service_page(text: str, language: str = "en") -> Page:
    directory, service = with_service(text)
    return page_of(Site(directory, language), service)


# ---- the same dates as the generator


def dates_of(line: str, start: date) -> Iterator[date]:
    """The next days on which a line takes place, as the generator counts them, as far as it is sure."""
    hours = parse(line)
    assert isinstance(hours, Hours), line
    calendars = Calendars(bank_holidays("GB", "ENG", (start.year, start.year + 1)), TERMS)
    for found in occurrences(hours.schedules[0], start, start + timedelta(days=400), calendars):
        if found.unsure or found.start.year > start.year + 1:
            return
        yield found.start.date() if isinstance(found.start, datetime) else found.start


@pytest.mark.parametrize("start", DAYS)
def test_the_browser_counts_as_the_generator_does(tab: Tab, start: date) -> None:
    asked = []
    for line in LINES:
        hours = parse(line)
        assert isinstance(hours, Hours)
        rule = rule_of(to_session(hours.schedules[0]), "", "")
        assert rule is not None, line
        asked.append(json.loads(json.dumps(rule)))
    holidays = json.loads(bank_holidays_json(SETTINGS, start))
    calendars = {"terms": json.loads(terms_json(SETTINGS)), "bankHolidays": holidays}
    tab.goto(f"{SITE}schedule.js")
    found = tab.evaluate(
        f"""async ([rules, calendars, start]) => {{
            const {{ takesPlace, addDays }} = await import("{SITE}schedule.js");
            return rules.map((rule) => {{
                const days = [];
                for (let ahead = 0; ahead <= 400; ahead += 1) {{
                    const day = addDays(start, ahead);
                    const answer = takesPlace(rule, day, calendars);
                    if (answer === "unsure") break;
                    if (answer === "yes") days.push(day);
                }}
                return days;
            }});
        }}""",
        [asked, calendars, start.isoformat()],
    )
    for line, days in zip(LINES, found, strict=True):
        expected = [day.isoformat() for day in islice(dates_of(line, start), 10)]
        assert days[: len(expected)] == expected, line


NEXT: list[tuple[str, str, str | None]] = [
    ("Tuesdays 10:30 to 12:00", "2026-11-22T09:00", "2026-11-24"),
    ("Tuesdays 10:30 to 12:00", "2026-11-24T10:29", "2026-11-24"),
    ("Tuesdays 10:30 to 12:00", "2026-11-24T11:59", "2026-11-24 on"),
    ("Tuesdays 10:30 to 12:00", "2026-11-24T12:01", "2026-12-01"),
    ("Fridays 10pm to 2am next day", "2026-11-28T01:30", "2026-11-27 on"),
    ("Fridays 10pm to 2am next day", "2026-11-28T02:30", "2026-12-04"),
    ("14 March 2026, 10:00 to 16:00", "2026-11-22T09:00", None),
    ("Tuesdays 10:30 to 12:00, term time only", "2026-12-16T09:00", "2027-01-05"),
    ("Tuesdays 10:30 to 12:00, term time only", "2027-04-16T09:00", None),
]


@pytest.mark.parametrize(("line", "now", "expected"), NEXT)
def test_next_time(tab: Tab, line: str, now: str, expected: str | None) -> None:
    hours = parse(line)
    assert isinstance(hours, Hours)
    rule: Any = rule_of(to_session(hours.schedules[0]), "", "")
    moment = datetime.fromisoformat(now)
    tab.goto(f"{SITE}schedule.js")
    found = tab.evaluate(
        f"""async ([rule, now, calendars]) => {{
            const {{ nextTime }} = await import("{SITE}schedule.js");
            const next = nextTime(rule, now, calendars);
            return next && next.day + (next.on ? " on" : "");
        }}""",
        [
            rule,
            {"day": moment.date().isoformat(), "minutes": moment.hour * 60 + moment.minute},
            {"terms": json.loads(terms_json(SETTINGS))},
        ],
    )
    assert found == expected


# ---- on the page

DAY_NAMES = ("Monday", "Wednesday", "Friday", "Sunday")

LUNCH = """
name: Lunch
schedules: ['Tuesdays 10:30 to 12:00, term time only']
locations: [{at: village-hall, schedules: [last Friday of the month 18:00 to 20:00]}]
assured_date: 2026-11-02
capacities: {unit: places, available: '3', maximum: '9', updated: 2026-11-20, expires: 2026-12-20}
attributes: {readiness: [{term: waiting-time, value: two weeks, expires: 2026-12-01}]}
"""


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-22T09:00+00:00", "Next: Tuesday 24 November, 10:30am to midday"),
        ("2026-11-23T09:00+00:00", "Next: Tomorrow, Tuesday 24 November, 10:30am to midday"),
        ("2026-11-24T09:00+00:00", "Next: Today, Tuesday 24 November, 10:30am to midday"),
        ("2026-11-24T11:00+00:00", "Next: On now, 10:30am to midday"),
        ("2026-11-25T09:00+00:00", "Next: Friday 27 November, 6pm to 8pm Village Hall"),
        ("2027-06-01T23:30+00:00", "Next: Friday 25 June, 6pm to 8pm"),
    ],
)
def test_the_page_says_when_it_is_on_next(tab: Tab, now: str, said: str) -> None:
    show(tab, service_page(LUNCH), now)
    assert " ".join(tab.locator(".next").inner_text().split()).startswith(said)


def test_the_day_is_that_of_the_directory_and_not_of_the_reader(tab: Tab) -> None:
    show(tab, service_page(LUNCH), "2026-07-30T23:30+00:00")
    assert "Tomorrow" not in tab.locator(".next").inner_text()
    assert tab.locator(".next").inner_text().startswith("Next: Today, Friday 31 July")


def test_next_is_said_in_the_pages_language(tab: Tab) -> None:
    show(tab, service_page(LUNCH, "cy"), "2026-11-22T09:00+00:00", "cy")
    assert "Dydd Mawrth 24 Tachwedd, 10.30am i hanner dydd" in tab.locator(".next").inner_text()


def test_old_promises_go_and_warnings_come(tab: Tab) -> None:
    def seen(now: str) -> dict[str, bool]:
        show(tab, service_page(LUNCH), now)
        return {
            words: tab.get_by_text(words).first.is_visible()
            for words in (
                "3 of 9 places free",
                "We do not know if there is room",
                "two weeks",
                "The group last confirmed this",
                "Ring first: it is past its review date.",
            )
        }

    assert list(seen("2026-11-30T12:00+00:00").values()) == [True, False, True, False, False]
    assert list(seen("2026-12-10T12:00+00:00").values()) == [True, False, False, False, False]
    assert list(seen("2026-12-21T12:00+00:00").values()) == [False, True, False, False, False]
    assert list(seen("2027-05-03T12:00+00:00").values()) == [False, True, False, True, True]


def test_without_a_script_the_page_states_the_dates(browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.set_content(f"<main>{service_page(LUNCH).body}</main>")
    text = tab.inner_text("main")
    assert "Tuesdays 10:30am to midday, term time only" in text
    assert "3 of 9 places free on 20 November 2026" in text
    assert "Confirmed on 2 November 2026." in text
    assert "Next:" not in text
    context.close()


def test_paper_tells_what_a_screen_would_lead_to(tab: Tab) -> None:
    text = f"{LUNCH}phones: 01632 960123\n"
    places = "".join(f"  - {{at: village-hall, schedules: [{day}s 2pm]}}\n" for day in DAY_NAMES)
    often = f"name: Lunch\nassured_date: 2026-11-02\nphones: 01632 960123\nlocations:\n{places}"
    show(tab, service_page(often), "2026-11-22T09:00+00:00")
    assert tab.get_by_role("link", name="All times").is_visible()
    tab.emulate_media(media="print")
    for gone in (".bar", ".all-times", ".onward", ".change"):
        assert not tab.locator(gone).first.is_visible(), gone
    assert tab.get_by_text("Sundays 2pm").last.is_visible()
    directory, service = with_service(text)
    show(tab, page_of(Site(directory, "en"), service.organization), "2026-11-22T09:00+00:00")
    assert tab.get_by_text("Ring 01632 960123").is_visible()
    tab.emulate_media(media="screen")
    assert not tab.get_by_text("Ring 01632 960123").is_visible()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_sticks_out(tab: Tab, width: int) -> None:
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    more = f"email: {long}@{long}.example\nurl: https://{long}.example/{long}\n"
    text = f"{LUNCH}{more}description: https://a.example/{long}{long}\n"
    tab.set_viewport_size({"width": width, "height": 700})
    show(tab, service_page(text.replace("name: Lunch", f"name: {long}")), "2026-11-22T09:00+00:00")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_a_thumb_can_hit_what_stands_alone(tab: Tab) -> None:
    tab.set_viewport_size({"width": 360, "height": 700})
    show(tab, service_page(LUNCH + "phones: 01632 960123\nemail: a@b.example"), "2026-11-22T09:00+00:00")
    for link in tab.locator(".bar a, .ways__link, .ring a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 40, link.inner_text()


# ---- dates and addresses to take along


def dates_on(tab: Tab) -> list[str]:
    tab.evaluate("document.querySelector('details[data-dates-for]').open = true")
    return [" ".join(words.split()) for words in tab.locator(".dates li").all_inner_texts()]


AS_BUILT = [
    "Tuesday 24 November, 10:30am to midday",
    "Friday 27 November, 6pm to 8pm Village Hall",
    "Tuesday 1 December, 10:30am to midday",
    "Tuesday 8 December, 10:30am to midday",
    "Tuesday 15 December, 10:30am to midday",
]


def test_the_next_dates_need_no_script_and_say_of_which_day_they_are() -> None:
    reading = read(service_page(LUNCH))
    assert " ".join(AS_BUILT) + " As we knew them on 22 November 2026." in reading.text


@pytest.mark.parametrize(
    ("now", "dates"),
    [
        ("2026-11-22T09:00+00:00", AS_BUILT),
        ("2026-11-24T12:01+00:00", [*AS_BUILT[1:], "Friday 25 December, 6pm to 8pm Village Hall"]),
    ],
)
def test_a_script_keeps_the_next_dates_up_to_date(tab: Tab, now: str, dates: list[str]) -> None:
    show(tab, service_page(LUNCH), now)
    assert dates_on(tab) == dates
    assert not tab.get_by_text("As we knew them on").is_visible()


def test_dates_that_have_all_passed_are_not_shown(tab: Tab) -> None:
    once = service_page("name: Fair\nschedules: ['14 March 2027 10:00 to 16:00', '15 March 2027 10:00 to 16:00']")
    show(tab, once, "2027-03-16T09:00+00:00")
    assert not tab.locator("details[data-dates-for]").is_visible()


def test_what_is_on_most_days_needs_no_dates() -> None:
    assert "data-dates-for" not in service_page("name: Shop\nschedules: [Monday to Friday 9am to 5pm]").body
    assert "data-dates-for" in service_page("name: Shop\nschedules: [Mondays 9am to 5pm]").body


def test_an_address_can_be_copied(tab: Tab) -> None:
    tab.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.copied = text; }}})"
    )
    show(tab, service_page(LUNCH), "2026-11-22T09:00+00:00")
    tab.get_by_role("button", name="Copy the address").click()
    tab.get_by_text("Copied", exact=True).wait_for()
    assert tab.evaluate("window.copied") == "Village Hall\nMill Lane\nEastbrook NR99 1AB"


def test_where_nothing_can_be_copied_nothing_is_offered(tab: Tab) -> None:
    tab.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    show(tab, service_page(LUNCH), "2026-11-22T09:00+00:00")
    assert tab.get_by_role("button", name="Copy the address").count() == 0
    assert '<p class="copy" hidden>' in service_page(LUNCH).body
