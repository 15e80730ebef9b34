"""A change explained: in sentences, with what to ask first, and with nothing in it that anybody typed coming alive."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from hereabouts.review.fields import render_json
from hereabouts.review.markdown import LONGEST_COMMENT, render_markdown
from hereabouts.review.task import Level
from hereabouts.review.text import render_text
from tests.inline_records import GROUP, GROUP_TEXT, HALL, HALL_TEXT, NEEDS_TEXT, SETTINGS_TEXT
from tests.reviewing import SERVICE, TEA, change, codes, everything, explain, sentences

GOLDEN = Path(__file__).parent / "golden" / "review"
NEW = "organizations/lunch-club/soup"
SECRETS = ("Mill Lane", "NR99", "52.9", "Number 4 bus")
OPEN = f"{HALL_TEXT}latitude: 52.9012\nlongitude: 1.1003\ntransportation: Number 4 bus\n"
CLOSED = "name: A hall\nvisibility: confidential\n"


def test_a_change_is_said_in_sentences() -> None:
    text = TEA.replace("10:00", "10:30").replace("960123", "960124").replace("2026-05-01", "2026-11-22")
    made = explain({SERVICE: TEA}, {SERVICE: text})
    assert sentences(made) == [
        "Phone numbers: now 01632 960124, was 01632 960123.",
        "At Hall: Tuesdays: now starts at 10:30am, was 10am.",
        "Confirmed on 22 November 2026.",
    ]
    (entry,) = made.entries
    assert ("-", "Phone numbers: 01632 960123") in entry.lines
    assert ("+", "Phone numbers: 01632 960124") in entry.lines
    assert (" ", "Name: Tea and toast") in entry.lines


def test_another_way_of_writing_is_told_as_that() -> None:
    made = change("10:00 to 12:00", "10am to noon")
    assert sentences(made) == ["It says the same as before: only the way it is written changes."]
    assert (made.tasks, made.only_confirms) == ((), False)


RISKS = [
    ("phone", "01632 960123", "01632 960124"),
    ("phone-gone", "phones: 01632 960123\n", ""),
    ("phone-new", "phones: 01632 960123", "phones: [01632 960123, 01632 960124]"),
    ("bank", "sit down.", "sit down. Sort code 12-34-56."),
    ("bank", "sit down.", "sit down. GB29 NWBK 6016 1331 9268 19"),
    ("domain", "www.lunchclub.example/tea", "tea-and-toast.example"),
    ("domain", "tea@lunchclub.example", "tea@toast.example"),
    ("domain-new", "sit down.", "sit down. See https://toast.example/."),
    ("free-mail-instead", "tea@lunchclub.example\nurl: https://www.lunchclub.example/tea", "tea@gmail.com"),
    ("free-mail", "sit down.", "sit down. Write to tea@gmail.com."),
    ("person", "locations:", "contacts: {title: Host, name: Sam Tea}\nlocations:"),
    ("mobile", "01632 960123", "07700 900123"),
    ("mobile", "sit down.", "sit down. Text 07700 900123."),
    ("closed", "name:", "status: defunct\nname:"),
    ("identity", "name:", "id: 7b0e7a4e-3f3b-4d3e-9f0b-0c8d3d6a1f00\nname:"),
    ("identity", "name:", "formerly: organizations/lunch-club/toast\nname:"),
]


@pytest.mark.parametrize(("code", "old", "new"), RISKS)
def test_each_risk_of_a_service_is_told(code: str, old: str, new: str) -> None:
    assert code in codes(change(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("01632 960123", "+44 1632 960123"),
        ("https://www.lunchclub.example/tea", "http://lunchclub.example/toast"),
        ("tea@lunchclub.example", "toast@mail.lunchclub.example"),
        ("sit down.", "sit down. Since 2026-11-22, on 12-11-2026."),
        ("name:", "status: temporarily closed\nname:"),
    ],
)
def test_what_is_no_risk_is_not_told(old: str, new: str) -> None:
    assert codes(change(old, new)) == []


def test_whoever_is_to_be_rung_is_the_one_who_was_there_before() -> None:
    (one,) = (one for one in change("01632 960123", "01632 960124").tasks if one.code == "phone")
    assert "`01632 960123`" in one.words
    assert "960124" not in one.words


def test_the_risks_of_places_and_of_the_whole_are_told() -> None:
    far = HALL_TEXT + "latitude: 52.9\nlongitude: 1.1\n"
    cases = {
        "moved-far": explain({HALL: far}, {HALL: far.replace("52.9", "52.7")}),
        "district": explain({}, {HALL: HALL_TEXT.replace("NR99", "NR98")}),
        "unhidden": explain({HALL: CLOSED}, {HALL: HALL_TEXT}),
        "hidden": explain({}, {HALL: CLOSED}),
        "refuge": explain({}, {"locations/haven": HALL_TEXT.replace("Hall", "Haven women's refuge")}),
        "settings": explain({}, {"directory": _settings("Eastbrook Directory", "East Directory")}),
        "terms": explain({}, {"taxonomies/needs": NEEDS_TEXT.replace("Meals", "Food")}),
        "maintainers": explain({}, {GROUP: f"{GROUP_TEXT}maintainers: someone\n"}),
        "removed": explain({SERVICE: TEA}, {SERVICE: ""}),
        "new": explain({}, {SERVICE: TEA}),
        "duplicate": explain({SERVICE: TEA}, {NEW: TEA.replace("Tea and toast", "Tea & toast")}),
        "others": explain({}, {}, (".github/workflows/check.yml",)),
        "many": explain({}, {f"{NEW}-{number}": TEA.replace("Tea", f"Tea {number}") for number in range(21)}),
    }
    for code, made in cases.items():
        assert code in codes(made), code


def _settings(old: str, new: str) -> str:
    return SETTINGS_TEXT.replace(old, new)


def test_a_sensitive_topic_with_an_address_may_be_a_refuge() -> None:
    needs = NEEDS_TEXT.replace("Meals.", "Meals., sensitive: true")
    text = f"{TEA}attributes: {{needs: food}}\n"
    assert "refuge" in codes(explain({"taxonomies/needs": needs}, {SERVICE: text}))
    before = {"taxonomies/needs": needs, SERVICE: text}
    assert "refuge" not in codes(explain(before, {SERVICE: text.replace("10:00", "10:30")}))


def test_what_matters_most_comes_first() -> None:
    made = change("phones: 01632 960123", "phones: 07700 900123\ncontacts: {title: Host, name: Sam}")
    assert codes(made) == ["phone", "person", "mobile"]
    assert made.level is Level.HIGH


# ---- secrets


@pytest.mark.parametrize(
    "hidden",
    [
        CLOSED,
        f"{OPEN}visibility: confidential\n",
        f"{OPEN}visibilty: confidential\n",
        f"{OPEN}visibility: confidentail\n",
        f"{OPEN}visibility: area-only\n",
        "name: A hall\nvisibility: [confidential\n",
    ],
)
def test_a_place_that_becomes_a_secret_is_not_given_away(hidden: str) -> None:
    service = TEA.replace("sit down.", "sit down. We are at 1, Mill  Lane, nr99 1ab.")
    tidy = TEA.replace("sit down.", "sit down.")
    for before, after in ((service, tidy), (tidy, service), (service, service.replace("10:00", "10:30"))):
        said = everything(explain({HALL: OPEN, SERVICE: before}, {HALL: hidden, SERVICE: after}))
        assert [secret for secret in (*SECRETS, "Mill  Lane", "nr99") if secret in said] == []


def test_nor_does_another_listing_give_it_away() -> None:
    other = "name: Toast\ndescription: Behind {where}.\n"
    before, after = other.format(where="the park"), other.format(where="the hall in Mill Lane")
    made = explain({HALL: OPEN, NEW: before}, {HALL: CLOSED, NEW: after})
    assert "Description: changed." in sentences(made)
    assert "Mill Lane" not in everything(made)


def test_a_place_written_in_a_service_can_become_a_secret_too() -> None:
    text = "name: Toast\nlocations:\n  - place: {name: Shed, addresses: {address_1: Mill Lane, city: Eastbrook}}\n"
    hidden = "name: Toast\nlocations:\n  - place: {name: Shed, visibility: confidential}\n"
    assert "Mill Lane" not in everything(explain({NEW: text}, {NEW: hidden}))
    assert "Mill Lane" not in everything(explain({NEW: hidden}, {NEW: text}))


def test_a_record_that_goes_takes_its_words_with_it() -> None:
    made = explain({SERVICE: TEA, HALL: OPEN}, {SERVICE: "", HALL: ""})
    said = everything(made)
    assert "It would be taken out of the directory." in said
    assert [secret for secret in (*SECRETS, "sit down", "960123") if secret in said] == []


# ---- renames


def test_a_file_that_was_renamed_is_one_listing() -> None:
    made = explain({SERVICE: TEA}, {SERVICE: "", NEW: f"formerly: {SERVICE}\n{TEA}"})
    assert [(str(one.happened), one.path) for one in made.entries] == [("moved", NEW)]
    assert sentences(made) == [f"Its file had another name: {SERVICE}."]
    assert codes(made) == []


def test_a_file_that_was_renamed_without_a_word_would_be_another() -> None:
    made = explain({SERVICE: TEA}, {SERVICE: "", NEW: TEA})
    assert [(str(one.happened), one.path) for one in made.entries] == [("moved", NEW)]
    assert codes(made) == ["identity"]


# ---- findings and what mends them

SLIPS = [
    ("phones: 01632 960123", "phones: 01632 96O123", "phones: 01632 960123"),
    ("email: tea@lunchclub.example", "email: tea@gmial.com", "email: tea@gmail.com"),
    ("phones:", "phonse:", "phones: 01632 960123"),
    ("Tuesdays", "Tuseday", "    schedules: Tuesday 10:00 to 12:00"),
    ("at: hall", "at: hal", "  - at: hall"),
]


@pytest.mark.parametrize(("right", "slip", "line"), SLIPS)
def test_a_slip_comes_with_the_line_that_mends_it(right: str, slip: str, line: str) -> None:
    made = change(right, slip)
    fixes = [one.fix for one in made.problems if one.fix]
    assert [one.text for one in fixes] == [line]
    lines = TEA.replace(right, slip).split("\n")
    lines[fixes[0].line - 1] = fixes[0].text
    assert explain({SERVICE: TEA}, {SERVICE: "\n".join(lines)}).problems == ()
    assert f"```suggestion\n  {line}\n  ```" in render_markdown(made)


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("phones: 01632 960123", "phones: 01632 96"),
        ("phones: 01632 960123", "phones: 01632 96O123 or ask Jo"),
        ("Tuesdays 10:00", "Tuseday and Thrusday 10:00"),
        ("email: tea@lunchclub.example", 'email: "tea@gmial.com # \\u202e"'),
    ],
)
def test_no_line_is_offered_that_might_not_mend_it(right: str, slip: str) -> None:
    made = change(right, slip)
    assert made.problems
    assert [one.fix for one in made.problems] == [None] * len(made.problems)


def test_what_was_wrong_before_is_only_counted() -> None:
    bad = "name: Soup\nphones: 01632 96\n"
    made = explain({NEW: bad, SERVICE: TEA}, {SERVICE: TEA.replace("10:00", "10:30")})
    assert (made.problems, made.elsewhere, made.has_errors) == ((), 1, False)
    assert "The check also finds 1 thing that was there before this change." in render_text(made)


def test_what_breaks_elsewhere_because_of_it_is_told() -> None:
    made = explain({SERVICE: TEA}, {HALL: ""})
    assert [one.finding.code for one in made.problems] == ["reference-unknown"]
    assert made.has_errors


def test_a_file_that_nobody_can_read_is_not_compared() -> None:
    made = change("name: Tea and toast", "name: [Tea")
    assert "Until it is mended, the listing stays as it was." in "".join(sentences(made))
    assert made.has_errors


def test_lines_in_a_wrong_form_are_left_out_and_the_others_compared() -> None:
    text = TEA.replace("phones: 01632 960123", "phones: {number: [1]}").replace("10:00", "10:30")
    made = explain({SERVICE: TEA}, {SERVICE: text})
    assert sentences(made) == [
        "phones: has a mistake, so it is not compared.",
        "At Hall: Tuesdays: now starts at 10:30am, was 10am.",
    ]


def test_a_broken_directory_yml_leaves_a_review() -> None:
    made = explain({SERVICE: TEA}, {"directory": "name: [", SERVICE: TEA.replace("10:00", "10:30")})
    assert made.has_errors
    assert "settings" in codes(made)
    assert "At Hall: Tuesdays: now starts at 10:30am, was 10am." in sentences(made)


# ---- hostile text

HOSTILE = (
    "``` @everyone #1 <img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](http://evil.example/c.png) "
    "https://evil.example www.evil.example </details> | a | ::error::x ##[error]y ~~~~ ```` $(id) \u202e\x1b[31m"
)
FORMS = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _hostile(field: str) -> str:
    escaped = HOSTILE.replace("\u202e", "").replace("\x1b", "")
    quoted = "'" + escaped.replace("'", "''") + "'"
    lines = {
        "name": TEA.replace("Tea and toast", quoted),
        "description": TEA.replace("Come in and sit down.", quoted),
        "email": TEA.replace("tea@lunchclub.example", quoted),
        "phones": TEA.replace("01632 960123", quoted),
        "url": TEA.replace("https://www.lunchclub.example/tea", quoted),
        "schedules": TEA.replace("Tuesdays 10:00 to 12:00", quoted),
        "at": TEA.replace("at: hall", f"at: {quoted}"),
        "assured_date": TEA.replace("2026-05-01", quoted),
        "attributes": f"{TEA}attributes: {{{quoted}: {quoted}}}\n",
        "translations": f"{TEA}translations: {{{quoted}: {{name: {quoted}}}, cy: {{name: {quoted}}}}}\n",
        "languages": f"{TEA}languages: {quoted}\n",
        "status": f"{TEA}status: {quoted}\n",
        "cost_options": f"{TEA}cost_options: {quoted}\n",
        "contacts": f"{TEA}contacts: {{title: {quoted}, name: {quoted}}}\n",
        "hsds": f"{TEA}hsds: {{{quoted}: {quoted}}}\n",
        "key": f"{TEA}{quoted}: {quoted}\n",
        "raw": TEA.replace("Come in and sit down.", HOSTILE),
        "lines": TEA.replace(
            "Come in and sit down.", f"|\n  Tea\n  ```\n  </details>\n  # {escaped}\n  ````\n  {escaped}"
        ),
    }
    return lines[field]


FIELDS = ["name", "description", "email", "phones", "url", "schedules", "at", "assured_date", "attributes"]
FIELDS += ["translations", "languages", "status", "cost_options", "contacts", "hsds", "key", "raw", "lines"]


@pytest.mark.parametrize("field", FIELDS)
def test_nothing_that_was_typed_comes_alive(field: str) -> None:
    made = explain({SERVICE: TEA}, {SERVICE: _hostile(field)}, ("a`b https://evil.example @all",))
    page = render_markdown(made, preview="preview")
    _look_for_life(page)
    for said in (page, render_text(made), render_json(made)):
        assert "##[" not in said
        assert not re.search(r"^\s*::", said, re.MULTILINE)
        assert not re.search("[\x1b\u202e]", said)


def _look_for_life(page: str) -> None:
    """Nothing but code has an address, a mention or a mark of its own; and no code is left open."""
    tokens = [inner for token in FORMS.parse(page) for inner in (token, *(token.children or []))]
    html = [token.content for token in tokens if token.type.startswith("html")]
    assert set("".join(html).split("\n")) <= {"", "<details><summary>Before and after</summary>", "</details>"}
    links = [token.attrGet("href") for token in tokens if token.type == "link_open"]
    assert links == ["http://localhost:8000/"]
    assert not [token for token in tokens if token.type in {"image", "table_open"}]
    text = "\n".join(token.content for token in tokens if token.type == "text")
    assert not re.search(r"@(?:everyone|all)|evil|#1\b|www\.", text)


def test_a_long_change_is_cut_and_says_so() -> None:
    many = {f"{NEW}-{number}": TEA.replace("Tea", "T" * 200 + str(number)) for number in range(150)}
    made = explain({}, many)
    page = render_markdown(made, LONGEST_COMMENT)
    assert len(page.encode()) <= LONGEST_COMMENT
    assert "**This is not all: there is no room for" in page
    assert page.count("<details>") == page.count("</details>")
    _look_for_life(f"{page}\n<http://localhost:8000/>")
    assert "This is not all" not in render_markdown(made)


# ---- recorded


def test_the_summary_reads_as_recorded() -> None:
    text = TEA.replace("10:00", "10:30").replace("960123", "960124").replace("2026-05-01", "2026-11-22")
    text = text.replace("tea@lunchclub.example", "tea@gmial.com")
    soup = "name: Soup\ndescription: Soup for all.\nphones: 01632 960123\nlocations: {at: hall}\n"
    made = explain({SERVICE: TEA, "locations/shed": HALL_TEXT}, {SERVICE: text, NEW: soup, "locations/shed": CLOSED})
    for name, said in (("change.md", render_markdown(made, preview="preview")), ("change.txt", render_text(made))):
        if os.environ.get("UPDATE_EXPECTED"):
            (GOLDEN / name).write_text(said, encoding="utf-8")
        assert said == (GOLDEN / name).read_text(encoding="utf-8")
