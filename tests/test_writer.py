"""The writer gives records that read back as they were, and changes nothing it was not asked to change."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hereabouts.records import Kind
from hereabouts.source.document import Data, Document
from hereabouts.source.reader import read_document
from hereabouts.source.text import hidden_in
from hereabouts.writer import dump, splice
from tests.shared import shared_folder

SERVICE: dict[str, Data] = {
    "id": "9f2b0a1c-5d0a-4e53-9d56-2f1f3f9f7c11",
    "assured_date": "2026-11-02",
    "phones": ["01632 960123", {"description": "Text us", "type": "text", "number": "07700 900456"}],
    "name": "Tuesday drop-in",
    "minimum_age": "18",
    "description": "Tea, soup and company.\n\nCome on your own: or with a friend #1.\n",
    "locations": [{"schedules": ["Tuesdays 10:30 to 12:00", "closed 24 December"], "at": "village-hall"}],
    "attributes": {"needs": ["company", "food"], "readiness": [{"updated": "2026-11-16", "term": "waiting-time"}]},
    "languages": ["en", "no"],
    "cost_options": ["free", "£2.50 for lunch"],
    "fees_description": "Copies: 10p",
    "hsds": {"licenses": "123456"},
    "translations": {"no": {"name": "Tirsdag"}},
}

CANONICAL = """\
name: Tuesday drop-in
description: |
  Tea, soup and company.

  Come on your own: or with a friend #1.
phones:
  - 01632 960123
  - number: 07700 900456
    type: text
    description: Text us
locations:
  - at: village-hall
    schedules:
      - Tuesdays 10:30 to 12:00
      - closed 24 December
minimum_age: 18
cost_options:
  - free
  - £2.50 for lunch
fees_description: "Copies: 10p"
languages:
  - en
  - "no"
attributes:
  needs: [company, food]
  readiness:
    - term: waiting-time
      updated: 2026-11-16
assured_date: 2026-11-02
translations:
  "no":
    name: Tirsdag
id: 9f2b0a1c-5d0a-4e53-9d56-2f1f3f9f7c11
hsds:
  licenses: "123456"
"""


def read(text: str) -> Document:
    return read_document("record.yml", text.encode())


def test_a_record_is_written_in_canonical_form() -> None:
    assert dump(Kind.SERVICE, SERVICE) == CANONICAL


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("Room #4 upstairs", 'name: "Room #4 upstairs"'),
        ("Room#4", "name: Room#4"),
        ("Note: bring soup", 'name: "Note: bring soup"'),
        ("Bring soup:", 'name: "Bring soup:"'),
        ("https://soup.example/a:b", "name: https://soup.example/a:b"),
        ('"Tea" and cake', r'name: "\"Tea\" and cake"'),
        ("Tea and 'cake'", "name: Tea and 'cake'"),
        ("[free] tea", 'name: "[free] tea"'),
        ("- tea", 'name: "- tea"'),
        ("-tea", 'name: "-tea"'),
        ("*all* welcome", 'name: "*all* welcome"'),
        ("@jo", 'name: "@jo"'),
        ("yes", 'name: "yes"'),
        ("No", 'name: "No"'),
        ("Null", 'name: "Null"'),
        ("10:30", 'name: "10:30"'),
        ("02071234567", 'name: "02071234567"'),
        ("1e3", 'name: "1e3"'),
        ("2026-01-09", 'name: "2026-01-09"'),
        ("2026-01-09 10:00:00", 'name: "2026-01-09 10:00:00"'),
        ("2026-09-03 to 2026-12-18", "name: 2026-09-03 to 2026-12-18"),
        ("24 hours", "name: 24 hours"),
        ("mon:fri", 'name: "mon:fri"'),
        (r"tea\soup", r"name: tea\soup"),
        (r"C: \soup", r'name: "C: \\soup"'),
        (" tea ", 'name: " tea "'),
        ("\ttea", r'name: "\ttea"'),
        ("tŷ café 🍲", "name: tŷ café 🍲"),
        ("tea \ncake", r'name: "tea \ncake"'),
        ("\ntea", r'name: "\ntea"'),
        ("tea\n\n", r'name: "tea\n\n"'),
        ("tea\ncake", "name: |-\n  tea\n  cake"),
        ("tea\n  cake\n", "name: |\n  tea\n    cake"),
    ],
)
def test_text_is_quoted_only_where_it_would_be_misread(written: str, line: str) -> None:
    text = dump(Kind.SERVICE, {"name": written})
    assert text == f"{line}\n"
    assert read(text).data == {"name": written}


def test_numbers_and_dates_stand_bare_only_where_they_are_meant() -> None:
    data: dict[str, Data] = {"latitude": "-52.9", "minimum_age": "eighteen or so", "version": "1.10"}
    assert dump(Kind.LOCATION, data) == 'latitude: -52.9\nminimum_age: eighteen or so\nversion: "1.10"\n'


def test_characters_that_no_record_may_hold_are_refused() -> None:
    for hidden in "\x07\x85\u2028\u202e\ufeff\r":
        with pytest.raises(ValueError, match=r"U\+"):
            dump(Kind.SERVICE, {"name": f"soup{hidden}"})


# Any data at all.

_NASTY = ["yes", "NULL", "~", "1_000", "0x1F", ".5", "<<", "=", "- ", "? ", ": ", "a: b", "a #b", "%x", "`x`", "|", ">"]
_NASTY += [
    "---",
    "...",
    "--- x",
    "{a",
    "a]",
    "a,b",
    "!t",
    "&a",
    "*a",
    '"',
    "'",
    '"a" b',
    "\\n",
    "#",
    "a\n\nb\n",
    " x\ny",
]
_NASTY += [
    "x\n y\n",
    "x\n# y\n",
    "x\n---\ny\n",
    "x\ny \n",
    "x\n\ty\n",
    "a" * 300,
    "12:30:45",
    "1.5e3",
    "2026-1-9",
    "o",
    "x:",
]


def _fine(text: str) -> bool:
    return bool(text.strip()) and not hidden_in(text)


_texts = st.one_of(
    st.sampled_from([text for text in _NASTY if _fine(text)]),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(_fine),
    st.text("ab:# -\n\"'\\[]{},&*!|>%@`1.", min_size=1, max_size=12).filter(_fine),
)
_keys = st.one_of(st.sampled_from(["name", "phones", "attributes", "hsds", "description"]), _texts)


def _data(depth: int) -> st.SearchStrategy[Any]:
    if depth == 0:
        return _texts
    below = _data(depth - 1)
    return st.one_of(
        _texts, st.lists(below, min_size=1, max_size=3), st.dictionaries(_keys, below, min_size=1, max_size=3)
    )


_records = st.dictionaries(_keys, _data(3), min_size=1, max_size=5)


@settings(max_examples=400, deadline=None)
@given(_records, st.sampled_from(list(Kind)))
def test_what_is_written_reads_back_the_same(data: dict[str, Data], kind: Kind) -> None:
    text = dump(kind, data)
    document = read(text)
    assert document.data == data
    assert document.findings == ()
    assert yaml.load(text, Loader=yaml.BaseLoader) == data
    assert text.endswith("\n")
    assert all(line == line.rstrip() for line in text.split("\n"))
    assert dump(kind, document.data) == text


@settings(max_examples=200, deadline=None)
@given(_texts)
def test_bare_text_is_the_same_text_to_every_tool(text: str) -> None:
    assert yaml.safe_load(dump(Kind.SERVICE, {"name": text})) == {"name": text}


# Changing a record that is there.

BY_HAND = """\
# Our drop-in. Ask Jo before changing it.
name:   Tuesday drop-in

phones: [ "01632 960123" ]
# The hall is ours until March.
locations:
  - at: village-hall
    schedules: [ "Tuesdays 10:30 to 12:00" ]

# Checked every spring.
assured_date: '2026-04-01'
"""


def test_only_the_changed_key_is_written_anew() -> None:
    changed = splice(Kind.SERVICE, read(BY_HAND), {"assured_date": "2026-11-20"})
    assert changed == BY_HAND.replace("'2026-04-01'", "2026-11-20")
    changed = splice(Kind.SERVICE, read(BY_HAND), {"phones": ["01632 960456"]})
    assert changed == BY_HAND.replace('phones: [ "01632 960123" ]', "phones:\n  - 01632 960456")


def test_a_new_key_goes_where_it_belongs_and_a_key_can_be_taken_out() -> None:
    changed = splice(Kind.SERVICE, read(BY_HAND), {"description": "Soup.", "assurer_email": "jo@soup.example"})
    expected = BY_HAND.replace("drop-in\n\n", "drop-in\ndescription: Soup.\n\n")
    assert changed == f"{expected}assurer_email: jo@soup.example\n"
    without = splice(Kind.SERVICE, read(BY_HAND), {"phones": None})
    assert without == BY_HAND.replace('phones: [ "01632 960123" ]\n', "")


def test_nothing_asked_and_nothing_different_change_nothing() -> None:
    assert splice(Kind.SERVICE, read(BY_HAND), {}) == BY_HAND
    assert splice(Kind.SERVICE, read(BY_HAND), {"name": "Tuesday drop-in", "email": None}) == BY_HAND


def test_line_ends_and_a_missing_last_one_stay() -> None:
    windows = "name: Soup\r\nphones: 01632 960123\r\n"
    assert splice(Kind.SERVICE, read(windows), {"name": "Tea"}) == "name: Tea\r\nphones: 01632 960123\r\n"
    unended = "name: Soup\ndescription: |\n  Hot"
    assert splice(Kind.SERVICE, read(unended), {"name": "Tea"}) == "name: Tea\ndescription: |\n  Hot"
    assert splice(Kind.SERVICE, read(unended), {"description": "Cold"}) == "name: Soup\ndescription: Cold\n"


def test_a_record_that_is_not_one_key_to_a_line_is_written_anew() -> None:
    assert splice(Kind.SERVICE, read("{name: Soup, email: a@soup.example}"), {"name": "Tea"}) == (
        "name: Tea\nemail: a@soup.example\n"
    )


@settings(max_examples=200, deadline=None)
@given(_records, st.dictionaries(_keys, st.one_of(st.none(), _data(2)), max_size=3))
def test_a_changed_record_reads_as_the_change_says(data: dict[str, Data], changes: dict[str, Data | None]) -> None:
    text = splice(Kind.SERVICE, read(dump(Kind.SERVICE, data)), changes)
    wanted = {key: value for key, value in {**data, **changes}.items() if value is not None}
    assert (read(text).data if wanted else {}) == wanted


def test_every_example_record_survives_a_change_to_its_name() -> None:
    for file in sorted(shared_folder("records").rglob("*.yml")):
        document = read(file.read_text("utf-8"))
        text = splice(Kind.SERVICE, document, {"name": "Another name"})
        assert read(text).data == {**document.data, "name": "Another name"}
        before, after = document.text.split("\n"), text.split("\n")
        assert sum(old != new for old, new in zip(before, after, strict=True)) == 1
        assert read(dump(Kind.SERVICE, document.data)).data == document.data
