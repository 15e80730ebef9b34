"""directory.yml as the program knows it, and the spans of time it speaks of."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hereabouts.kind import Kind
from hereabouts.profile.schemas import load
from hereabouts.reading import check_file
from hereabouts.settings import (
    Bounds,
    FeedSettings,
    Settings,
    day_after,
    expiry,
    interval,
    is_yes,
    items,
    moment,
    read_settings,
    table,
    text,
)
from tests.inline_records import NAMESPACE, SETTINGS_TEXT


def settings(more: str = "") -> Settings:
    document = check_file("directory.yml", (SETTINGS_TEXT + more).encode(), Kind.DIRECTORY)
    assert not document.findings
    return read_settings(document.data)


def test_every_line_is_kept() -> None:
    made = settings(
        """\
description: |
  All that goes on.
url: https://a.example
timezone: Europe/Paris
country: fr
currency: eur
review_every: 3 months
expires_after: 1 week
default_status: inactive
bank_holidays: WLS
bounds: {south: 52, west: -1.5, north: 53, east: 1.5}
term_dates: [2026-09-03 to 2026-12-18, 2027-01-04 to 2027-03-25]
areas: {holt: {name: Holt, uri: "https://a.example/holt", translations: {cy: {name: Holt Gymraeg}}}}
help:
  - {name: Helpline, number: 116 123, when: crisis, checked: 2026-11-01, translations: {cy: {name: Llinell}}}
changes: {email: a@a.example, phone: 01632 960123, phone_hours: Mondays}
translations: {cy: {name: Cyfeirlyfr}}
"""
    )
    assert (made.name, made.id_namespace, made.license) == ("Eastbrook Directory", NAMESPACE, "CC-BY-4.0")
    assert (made.description, made.url) == ("All that goes on.", "https://a.example")
    assert made.publisher.name == "Eastbrook Voluntary Action"
    assert (made.languages, made.language) == (("en", "cy"), "en")
    assert (made.timezone, made.country, made.currency) == ("Europe/Paris", "FR", "EUR")
    assert (made.state_province, made.review_every, made.expires_after) == ("Norfolk", "3 months", "1 week")
    assert (made.default_status, made.bank_holidays, made.example) == ("inactive", "WLS", True)
    assert made.bounds == Bounds(52, -1.5, 53, 1.5)
    assert made.term_dates[1] == (date(2027, 1, 4), date(2027, 3, 25))
    assert (made.areas["holt"].name, made.areas["holt"].translations) == ("Holt", {"cy": {"name": "Holt Gymraeg"}})
    (line,) = made.help_lines
    assert (line.number, line.when, line.translations["cy"]["name"]) == ("116 123", "crisis", "Llinell")
    assert (made.changes.email, made.changes.phone_hours) == ("a@a.example", "Mondays")
    assert made.translations == {"cy": {"name": "Cyfeirlyfr"}}


@pytest.mark.parametrize(("written", "made"), [("[en-GB, cy]", ("en-GB", "cy")), ("en_GB", ("en-GB",))])
def test_languages_are_written_as_the_web_writes_them(written: str, made: tuple[str, ...]) -> None:
    text = SETTINGS_TEXT.replace("languages: [en, cy]", f"languages: {written}")
    document = check_file("directory.yml", text.encode(), Kind.DIRECTORY)
    assert read_settings(document.data).languages == made


def test_what_is_not_said_has_a_usual_value() -> None:
    made = settings()
    assert (made.timezone, made.country, made.currency) == ("Europe/London", "GB", "GBP")
    assert (made.review_every, made.expires_after, made.default_status) == ("6 months", "14 days", "active")
    assert not any((made.url, made.areas, made.bounds, made.help_lines, made.term_dates))


def test_every_word_of_the_profile_has_a_place() -> None:
    """A line that directory.yml may have but nobody reads would be a promise broken."""
    elsewhere = {"maintainers": "code owners", "help": "help_lines"}
    known = set(Settings.__match_args__) | elsewhere.keys()
    assert set(load("directory")["properties"]) - known == set()


@pytest.mark.parametrize(("latitude", "longitude", "inside"), [(52, 1, True), (52.5, 0, True), (51.9, 0, False)])
def test_bounds_hold_their_edges(latitude: float, longitude: float, inside: bool) -> None:
    assert Bounds(52, -1, 53, 1).hold(latitude, longitude) is inside


@pytest.mark.parametrize(
    ("words", "later"),
    [
        ("1 day", date(2026, 2, 1)),
        ("14 days", date(2026, 2, 14)),
        ("2 weeks", date(2026, 2, 14)),
        ("1 month", date(2026, 2, 28)),
        ("6 months", date(2026, 7, 31)),
        ("1 year", date(2027, 1, 31)),
        ("999 years", date(3025, 1, 31)),
    ],
)
def test_the_day_after_an_interval(words: str, later: date) -> None:
    assert day_after(date(2026, 1, 31), words) == later


@given(st.dates(), st.integers(1, 999), st.sampled_from(["day", "weeks", "months", "years"]))
def test_no_day_is_too_late(day: date, count: int, unit: str) -> None:
    assert day <= day_after(day, f"{count} {unit}") <= date.max


@pytest.mark.parametrize("words", ["", "soon", "14", "1.5 days", "fortnight"])
def test_what_is_no_interval_is_a_slip_of_ours(words: str) -> None:
    with pytest.raises(ValueError, match="interval"):
        interval(words)
    with pytest.raises(ValueError, match="interval"):
        day_after(date(2026, 1, 1), words)


def test_a_claim_counts_until_its_own_day_or_a_while() -> None:
    assert expiry("2026-11-16", "2026-11-30", "1 year") == date(2026, 11, 30)
    assert expiry("2026-11-16T09:00:00Z", "", "14 days") == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("written", "zone", "made"),
    [
        ("2026-11-20", "Europe/London", "2026-11-20T00:00:00Z"),
        ("2026-07-20 09:30", "Europe/London", "2026-07-20T09:30:00+01:00"),
        ("2026-07-20 09:30", "America/New_York", "2026-07-20T09:30:00-04:00"),
        ("2026-07-20T09:30:15Z", "Europe/London", "2026-07-20T09:30:15Z"),
        ("2026-07-20T09:30Z", "Europe/London", "2026-07-20T09:30:00+00:00"),
    ],
)
def test_a_moment_says_how_far_it_is_from_utc(written: str, zone: str, made: str) -> None:
    assert moment(written, zone) == made


def test_a_moment_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="soon"):
        moment("soon", "Europe/London")


def test_one_item_may_stand_for_a_list() -> None:
    assert items(None) == []
    assert items("a") == ["a"]
    assert items({"a": "b"}) == [{"a": "b"}]
    assert items(["a", "b"]) == ["a", "b"]
    assert table("a") == {}
    assert text(["a"], "b") == "b"


@pytest.mark.parametrize(
    ("written", "meant"), [("yes", True), ("true", True), ("no", False), ("false", False), ("", False)]
)
def test_yes_is_yes(written: str, meant: bool) -> None:
    assert is_yes(written) is meant


def test_the_feed_is_plain_files_unless_something_else_is_said() -> None:
    assert settings().feed == FeedSettings(host="none", profile="hsds", page_sizes=(50,))


def test_how_the_feed_is_offered() -> None:
    made = settings("feed: {host: nginx, profile: hsds-uk, page_sizes: [20, 100, 20]}\n")
    assert made.feed == FeedSettings("nginx", "hsds-uk", (20, 100))
    assert settings("feed: {page_sizes: 7}\n").feed.page_sizes == (7,)


@pytest.mark.parametrize("line", ["host: iis", "profile: uk", "page_sizes: 0", "page_sizes: 10001", "page_sizes: [a]"])
def test_a_feed_that_cannot_be_offered_is_a_finding(line: str) -> None:
    document = check_file("directory.yml", f"{SETTINGS_TEXT}feed: {{{line}}}\n".encode(), Kind.DIRECTORY)
    assert [found.place.line for found in document.findings] == [SETTINGS_TEXT.count("\n") + 1]
