"""What a wrongly written value may have meant: suggested where it can mean one thing, and never guessed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hereabouts.catalogue import CATALOGUE
from hereabouts.profile import forms, slips

CASES: dict[Callable[[str], str], dict[str, str]] = {
    forms.mend_date: {
        "9 November 2026": "2026-11-09",
        "Monday 9th November 2026": "2026-11-09",
        "Nov 9, 2026": "2026-11-09",
        "19/11/2026": "2026-11-19",
        "11-19-2026": "2026-11-19",
        "9.9.2026": "2026-09-09",
        "2026/11/9": "2026-11-09",
        "2026-11-09T10:30": "2026-11-09",
        "09/11/2026": "",
        "31/31/2026": "",
        "November 2026": "",
        "9 November": "",
        "last week": "",
        "31 November 2026": "",
    },
    forms.mend_date_range: {
        "3 September 2026 - 18 December 2026": "2026-09-03 to 2026-12-18",
        "2026-09-03/2026-12-18": "2026-09-03 to 2026-12-18",
        "2026-09-03 until 2026-12-18": "2026-09-03 to 2026-12-18",
        "2026-09-03": "",
        "autumn to spring": "",
    },
    forms.mend_time: {
        "2pm": "14:00",
        "10.30": "10:30",
        "12am": "00:00",
        "12:15pm": "12:15",
        "9": "",
        "25:00": "",
        "13pm": "",
        "noonish": "",
    },
    forms.mend_interval: {
        "six months": "6 months",
        "every 2 weeks": "2 weeks",
        "1 months": "1 month",
        "a year": "1 year",
        "yearly": "1 year",
        "6-month": "6 months",
        "0 days": "",
        "twice a year": "",
    },
    forms.mend_number: {"£2.50": "2.50", "1,000": "1000", "18 years": "18", "two": "", "2-3": ""},
    forms.mend_whole_number: {"18 years": "18", "2.5": ""},
    forms.mend_email: {
        "mailto:a@b.example": "a@b.example",
        "Ann <a@b.example>": "a@b.example",
        "a@b.example, c@d.example": "",
        "a at b.example": "",
    },
    forms.mend_web_address: {
        "www.a.example": "https://www.a.example",
        "a.example/b?c=d": "https://a.example/b?c=d",
        "https:/a.example": "https://a.example",
        "htpp://a.example": "https://a.example",
        "javascript:alert(1)": "",
        "see below": "",
    },
    forms.mend_language: {"Welsh": "cy", "British Sign Language": "bfi", "ask us": ""},
    forms.mend_country: {"United Kingdom": "GB", "GBR": "GB", "Narnia": ""},
    forms.mend_currency: {"£": "GBP", "US Dollar": "USD", "pounds": ""},
    forms.mend_path: {
        "/directory/organizations/a/b.yml": "organizations/a/b",
        "locations/a": "locations/a",
        "a": "",
    },
    forms.mend_github_name: {"@jo": "jo", "https://github.com/jo/": "jo", "jo@a.example": ""},
}


@pytest.mark.parametrize("mend", CASES, ids=lambda mend: mend.__name__)
def test_value_is_mended_where_it_means_one_thing(mend: Callable[[str], str]) -> None:
    assert {written: mend(written) for written in CASES[mend]} == CASES[mend]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_nothing_is_too_odd(written: str) -> None:
    for form in slips.FORMS.values():
        assert isinstance(form.guess(written), str)


def test_every_form_has_words() -> None:
    for form in (*slips.FORMS.values(), slips.OTHER):
        assert form.hint in CATALOGUE[form.code].hints
        assert form.code == slips.OTHER.code or form.guess("") == ""
