"""Prices in words: slips are asked about, and what can only be words is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hereabouts.rules.prices import mend_cost
from hereabouts.shorthand import read_cost
from tests.inline_records import SERVICE, check_texts

MEANT = {
    "£3.5O": ["£3.50"],
    "£lO for lunch": ["£10 for lunch"],
    "£3,50": ["£3.50"],
    "£2:50 each": ["£2.50 each"],
    "£3.50p": ["£3.50"],
    "3.50": ["£3.50"],
    "3 pounds a week": ["£3 a week"],
    "GBP 3": ["£3"],
    "3€": ["€3"],
    "£10/hour": ["£10 per hour"],
    "“£3”": ["£3"],
    "£2.50, £1 concessions": ["£2.50", "£1 concessions"],
    "£3 for adults and £2 for children": ["£3 for adults", "£2 for children"],
    "free of charge": ["free"],
    "Free!": ["free"],
    "0": ["free"],
    "free (donations welcome)": ["free", "donations welcome"],
}
WORDS = (
    *("donation", "£2 to £5", "£2-£5", "£5 and £3", "£3 or less", "up to £5", "about £5", "10% off", "50p a cup"),
    *(
        "£3 (£2 for members)",
        "£5 or £3 for members",
        "free for members",
        "free for 2 hours, then £3",
        "Pay what you can",
    ),
)


@pytest.mark.parametrize("written", MEANT)
def test_a_slip_is_told_as_it_may_be_meant(written: str) -> None:
    assert mend_cost(written, "GBP") == MEANT[written]


@pytest.mark.parametrize("written", WORDS)
def test_what_can_only_be_words_is_left_alone(written: str) -> None:
    assert mend_cost(written, "GBP") == []
    assert not check_texts({SERVICE: f"name: X\ncost_options:\n  - {written}\n"}).findings


@pytest.mark.parametrize("written", ["£", "£-3", "£3.555", "£x"])
def test_a_sign_without_an_amount_is_asked_about(written: str) -> None:
    (found,) = check_texts({SERVICE: f"name: X\ncost_options:\n  - {written}\n"}).findings
    assert (found.code, found.severity, found.hint_key) == ("value-price", "warning", "hint")


ODD = r"[£$€]? ?[0-9OIl.,:/-]{1,8}( (and|or|for|to|p|pounds) [£0-9a]{1,4})?"


@given(st.text(max_size=40) | st.from_regex(ODD, fullmatch=True))
def test_what_is_told_is_a_price(written: str) -> None:
    meant = mend_cost(written, "GBP")
    if len(meant) == 1:
        assert "amount" in read_cost(meant[0]), meant
