"""Cutting a page at its marks and casting values into it."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hereabouts.mould import KINDS, Mould, Shell, cut, has_mark, mark

PAGE = f"<title>{mark('title')}</title><body lang='cy'>ŵ {mark('body')} – {mark('title')}</body>"


def test_a_cast_page_is_the_page_with_its_values() -> None:
    made = cut(PAGE).cast({"title": "Tŷ", "body": "<p>Help</p>"})
    assert made.decode() == "<title>Tŷ</title><body lang='cy'>ŵ <p>Help</p> – Tŷ</body>"


def test_a_mark_may_come_twice_and_the_pieces_stand_around_the_marks() -> None:
    mould = cut(PAGE)
    assert mould.marks == ("title", "body", "title")
    assert len(mould.pieces) == 4


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="body"):
        cut(PAGE).cast({"title": "Tea"})


def test_a_value_without_a_mark_is_an_error() -> None:
    with pytest.raises(KeyError, match="titel"):
        cut(PAGE).cast({"title": "Tea", "body": "", "titel": "Tea"})


def test_a_value_is_never_looked_through_for_marks() -> None:
    made = cut(PAGE).cast({"title": "Tea", "body": mark("title")})
    assert mark("title") in made.decode()


def test_a_page_without_marks_is_itself() -> None:
    assert cut("<p>Plain</p>").cast({}) == b"<p>Plain</p>"
    assert not has_mark("<p>Plain</p>")
    assert has_mark(mark("switch-cy"))


def test_a_mould_can_be_stored() -> None:
    stored: Mould = pickle.loads(pickle.dumps(cut(PAGE)))
    assert stored == cut(PAGE)


def test_every_kind_has_an_address_of_its_own_that_ends_like_a_folder() -> None:
    assert all(not path or path.endswith("/") for path in KINDS.values())
    assert len(set(KINDS.values())) == len(KINDS)


plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ue000\ue001"))
names = st.from_regex(r"[a-z]{1,8}(-[a-z]{2})?", fullmatch=True)


@given(start=plain, parts=st.lists(st.tuples(names, plain)), values=st.dictionaries(names, plain), filler=plain)
def test_casting_is_replacing(start: str, parts: list[tuple[str, str]], values: dict[str, str], filler: str) -> None:
    given_values = {name: values.get(name, filler) for name, _ in parts}
    page = start + "".join(mark(name) + after for name, after in parts)
    expected = start + "".join(given_values[name] + after for name, after in parts)
    assert cut(page).cast(given_values) == expected.encode()


SHELL = Shell("en", {"home": cut(PAGE)}, {"about/index.html": cut("About")}, {"a.css": b"a"})


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (replace(SHELL, pages={"about/index.html": cut("Us")}), True),
        (replace(SHELL, assets={"a.css": b"b"}), True),
        (replace(SHELL, language="cy"), False),
        (replace(SHELL, moulds={"home": cut(PAGE.replace("ŵ", "w"))}), False),
        (replace(SHELL, moulds={"home": cut(PAGE.replace(mark("body"), mark("head")))}), False),
        (replace(SHELL, moulds={"find": cut(PAGE)}), False),
    ],
)
def test_the_imprint_tells_what_pages_of_records_are_made_with(other: Shell, same: bool) -> None:
    assert (other.imprint == SHELL.imprint) is same
