"""Telephone numbers as people write them, as the feed carries them, as pages show them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hereabouts.phones import Fault, diagnose, find_numbers, read_number


@pytest.mark.parametrize(
    ("written", "dialled", "shown"),
    [
        ("01632 960123", "+441632960123", "01632 960123"),
        ("(01632) 960 123", "+441632960123", "01632 960123"),
        ("+44 (0)1632 960123", "+441632960123", "01632 960123"),
        ("0044 1632 960123", "+441632960123", "01632 960123"),
        ("tel:+441632960123", "+441632960123", "01632 960123"),
        ("07700 900456", "+447700900456", "07700 900456"),
        ("0808 157 0123", "+448081570123", "0808 157 0123"),
        ("٠١٦٣٢ ٩٦٠١٢٣", "+441632960123", "01632 960123"),
        ("+1 415 555 2671", "+14155552671", "+1 415-555-2671"),
        ("+39 06 6981 2345", "+390669812345", "+39 06 6981 2345"),
    ],
)
def test_an_ordinary_number_is_dialled_from_anywhere_and_shown_as_at_home(
    written: str, dialled: str, shown: str
) -> None:
    number = read_number(written, "GB")
    assert number is not None
    assert (number.dialled, number.shown, number.published) == (dialled, shown, dialled)
    assert not number.short


@pytest.mark.parametrize(
    ("written", "dialled", "shown"),
    [("999", "999", "999"), ("111", "111", "111"), ("116 123", "116123", "116 123"), ("٩٩٩", "999", "999")],
)
def test_a_short_number_is_a_number_of_its_own_and_published_as_typed(written: str, dialled: str, shown: str) -> None:
    number = read_number(written, "GB")
    assert number is not None
    assert (number.dialled, number.shown, number.published, number.short) == (dialled, shown, shown, True)


@pytest.mark.parametrize(
    "drama",
    [
        "01632 960999",
        "07700 900000",
        "0808 157 0001",
        "0909 879 0123",
        "03069 990123",
        "020 7946 0999",
        "028 9649 6123",
        "028 9018 0123",
        "029 2018 0123",
        "01914 980123",
        *(f"0{code} 496 0123" for code in (113, 114, 115, 116, 117, 118, 121, 131, 141, 151, 161)),
    ],
)
def test_numbers_kept_free_for_drama_are_known(drama: str) -> None:
    number = read_number(drama, "GB")
    assert number is not None
    assert number.drama


@pytest.mark.parametrize("real", ["020 7946 1999", "0121 496 1123", "01632 961123", "116 123", "0113 222 4444"])
def test_numbers_beside_the_drama_ranges_are_not_of_them(real: str) -> None:
    number = read_number(real, "GB")
    assert number is None or not number.drama


@pytest.mark.parametrize("written", ["01632 960123 ext 5", "01632 960123 x5", "+441632960123;ext=5"])
def test_an_extension_is_kept_apart(written: str) -> None:
    number = read_number(written, "GB")
    assert number is not None
    assert (number.dialled, number.extension, number.shown) == ("+441632960123", "5", "01632 960123")


@pytest.mark.parametrize(
    "written", ["", "0", "12", "999 now", "999 (emergency)", "Room 12", "01632 96012", "ring me", "+999"]
)
def test_anything_else_is_no_number(written: str) -> None:
    assert read_number(written, "GB") is None


def test_a_short_number_is_one_only_in_its_own_country() -> None:
    assert read_number("911", "US")
    assert read_number("101", "GB")
    assert read_number("411", "GB") is None


def test_another_country_reads_the_same_digits_its_own_way() -> None:
    number = read_number("(415) 555-2671", "US")
    assert number is not None
    assert (number.dialled, number.shown) == ("+14155552671", "(415) 555-2671")


@given(st.text(max_size=80), st.sampled_from(["GB", "US", "IT", "XX", ""]))
def test_no_text_is_too_odd(written: str, country: str) -> None:
    number = read_number(written, country)
    assert number is None or number.dialled.lstrip("+").isdecimal()


@given(st.from_regex(r"[ ()-]*0[ -]?1[ ]?6[ -]*32[ )-]*960[ -]?[0-9]{3}[ ]*", fullmatch=True))
def test_spaces_and_brackets_do_not_matter(written: str) -> None:
    number = read_number(written, "GB")
    assert number is not None
    assert number.dialled == "+441632960" + "".join(filter(str.isdigit, written))[-3:]


@pytest.mark.parametrize("written", ["ring Sue 01632 960123", "01632 960123 (Sue)", "“01632 960123”", "0800 CARERS"])
def test_a_number_with_something_beside_it_is_not_read_as_if_it_were_alone(written: str) -> None:
    assert read_number(written, "GB") is None


@pytest.mark.parametrize(
    ("written", "numbers", "words"),
    [
        ("ring Sue 01632 960123", ["01632 960123"], "ring Sue"),
        ("Sue: (01632) 960123 ext 5, mornings", ["(01632) 960123 ext 5"], "Sue, mornings"),
        ("01632 960123 or 07700 900456", ["01632 960123", "07700 900456"], ""),
        ("01632 960123/4", ["01632 960123", "01632 960124"], ""),
        ("Office (01632 960123)", ["01632 960123"], "Office"),
        ("999 in an emergency", ["999"], "in an emergency"),
        ("01632 960123 6-8pm", ["01632 960123"], "6-8pm"),
        ("nobody", [], "nobody"),
    ],
)
def test_numbers_are_found_among_words(written: str, numbers: list[str], words: str) -> None:
    found = find_numbers(written, "GB")
    assert (list(found.numbers), found.words) == (numbers, words)


@pytest.mark.parametrize(
    ("written", "fault", "meant"),
    [
        ("O1632 96O123", Fault.LETTERS, "01632 960123"),
        ("960123", Fault.NO_AREA_CODE, ""),
        ("01632 9601234", Fault.TOO_LONG, ""),
        ("0123", Fault.TOO_SHORT, ""),
        ("01632 96012", Fault.UNKNOWN, ""),
        ("ring me", Fault.UNKNOWN, ""),
    ],
)
def test_what_is_wrong_with_a_number(written: str, fault: Fault, meant: str) -> None:
    assert diagnose(written, "GB") == (fault, meant)


@given(st.text(max_size=60) | st.from_regex(r"([0-9 ()+/.x-]|Sue){0,40}", fullmatch=True))
def test_what_is_found_can_be_rung_and_no_text_is_too_odd(written: str) -> None:
    assert all(read_number(number, "GB") for number in find_numbers(written, "GB").numbers[:1])
    assert diagnose(written, "GB")[1] == "" or read_number(diagnose(written, "GB")[1], "GB")
