"""Short forms of a record, and the fields they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hereabouts.settings import Area
from hereabouts.shorthand import (
    IDENTIFIER_TYPES,
    language_name,
    long_form,
    read_area,
    read_cost,
    read_identifier,
    read_language,
)


def test_text_alone_stands_for_a_field() -> None:
    assert long_form(" Proof of address ", "document") == {"document": "Proof of address"}
    assert long_form({"document": "x", "uri": "y"}, "document") == {"document": "x", "uri": "y"}
    assert long_form(["a"], "document") == {}


COSTS = {
    "free": {"option": "free", "amount": "0"},
    "Free.": {"option": "free", "amount": "0"},
    "donation": {"option": "donation"},
    "Pay what you can": {"option": "Pay what you can"},
    "£2": {"amount": "2"},
    "£2.50": {"amount": "2.50"},
    "£ 2.50": {"amount": "2.50"},
    "£2.50 for lunch": {"amount": "2.50", "amount_description": "for lunch"},
    "£2.50 for lunch.": {"amount": "2.50", "amount_description": "for lunch"},
    "£15 per hour": {"amount": "15", "amount_description": "per hour"},
    "£1,200 a year": {"amount": "1200", "amount_description": "a year"},
    "£3 or less": {"amount_description": "£3 or less"},
    "£2 to 3": {"amount_description": "£2 to 3"},
    "£2 - 3": {"amount_description": "£2 - 3"},
    "£2-£5": {"amount_description": "£2-£5"},
    "£5 and £3": {"amount_description": "£5 and £3"},
    "£3 (£2 for members)": {"amount_description": "£3 (£2 for members)"},
    "up to £5": {"amount_description": "up to £5"},
    "£3.505": {"amount_description": "£3.505"},
    "50p": {"amount_description": "50p"},
    "10% off": {"amount_description": "10% off"},
}


@pytest.mark.parametrize("written", COSTS)
def test_a_cost_in_words(written: str) -> None:
    assert read_cost(written) == COSTS[written]
    assert read_cost(f"  {written}\n") == COSTS[written]


@pytest.mark.parametrize(
    ("written", "home", "currency"),
    [
        ("£2", "GBP", None),
        ("£2", "FKP", None),
        ("£2", "USD", "GBP"),
        ("$2", "CAD", None),
        ("$2", "GBP", "USD"),
        ("€2", "EUR", None),
        ("€2", "GBP", "EUR"),
    ],
)
def test_a_sign_that_is_not_the_directorys_says_its_currency(written: str, home: str, currency: str | None) -> None:
    assert read_cost(written, home).get("currency") == currency


def test_a_cost_in_fields_is_as_it_is() -> None:
    assert read_cost({"option": "x"}) == {"option": "x"}


@given(st.text(max_size=60))
def test_any_words_are_a_cost_and_none_are_lost(written: str) -> None:
    fields = read_cost(written)
    assert set(fields) <= {"option", "amount", "amount_description", "currency"}
    if "amount" in fields:
        assert float(str(fields["amount"])) >= 0
    else:
        assert written.strip() in fields.values()


@pytest.mark.parametrize("scheme", IDENTIFIER_TYPES)
@pytest.mark.parametrize("gap", [" ", "-"])
def test_an_identifier_says_its_scheme(scheme: str, gap: str) -> None:
    assert read_identifier(f"{scheme}{gap}012 34") == {
        "identifier_scheme": scheme,
        "identifier": "012 34",
        "identifier_type": IDENTIFIER_TYPES[scheme],
    }


def test_an_identifier_without_a_scheme_is_only_a_number() -> None:
    assert read_identifier("1234567") == {"identifier": "1234567", "identifier_type": "Identifier"}
    made = read_identifier({"identifier": "1", "identifier_scheme": "GB-SC", "identifier_type": "Ours"})
    assert made["identifier_type"] == "Ours"


@pytest.mark.parametrize(
    ("code", "english", "welsh"),
    [
        ("cy", "Welsh", "Cymraeg"),
        ("ur", "Urdu", "Wrdw"),
        ("pl", "Polish", "Pwyleg"),
    ],
)
def test_a_language_has_its_name_from_its_code(code: str, english: str, welsh: str) -> None:
    assert read_language(code) == {"code": code, "name": english}
    assert language_name(code, "cy") == welsh


@pytest.mark.parametrize("code", ["", "xxxx", "english", "e", "e\x1b"])
def test_what_is_no_code_has_no_name(code: str) -> None:
    assert language_name(code) == ""
    assert "name" not in read_language(code)


@given(st.text(max_size=40))
def test_no_text_is_too_odd_for_a_language(code: str) -> None:
    assert isinstance(language_name(code), str)


def test_an_area_by_its_key() -> None:
    areas = {"norfolk": Area("norfolk", "Norfolk", uri="https://a.example")}
    assert read_area(" norfolk ", areas) == {"name": "Norfolk", "uri": "https://a.example"}
    assert read_area("Villages near Holt", areas) == {"name": "Villages near Holt"}
    assert read_area({"name": "x"}, areas) == {"name": "x"}
