"""The profile passes what the record format promises, and says what is wrong with the rest where it is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hereabouts import profile
from hereabouts.finding import Finding
from hereabouts.kind import Kind
from hereabouts.profile.explanation import explainer
from hereabouts.profile.schemas import load, node_at, passes
from hereabouts.source.document import Document
from hereabouts.source.reader import read_document
from tests.cases import BAD, GOOD
from tests.demonstration import demonstration_folder
from tests.profile_records import ROOT, records_in
from tests.shared import shared_folder


def check(text: str, kind: Kind = Kind.SERVICE) -> list[Finding]:
    document = read_document("record.yml", text.encode())
    assert document.findings == ()
    return profile.check(document, kind)


def only(text: str, kind: Kind = Kind.SERVICE) -> Finding:
    found = check(text, kind)
    assert len(found) == 1, [(item.code, item.message) for item in found]
    return found[0]


# what passes


def test_example_records_pass() -> None:
    records = list(records_in(shared_folder("records")))
    assert len(records) == 16
    assert [profile.check(document, kind) for kind, document in records] == [[]] * 16


def test_demonstration_passes() -> None:
    records = list(records_in(demonstration_folder()))
    assert records
    found = [item for kind, document in records for item in profile.check(document, kind)]
    assert [(item.place, item.message) for item in found] == []


@pytest.mark.parametrize("kind", Kind)
def test_record_with_every_line_passes(kind: Kind) -> None:
    data = {line: node_at(kind, (line,))["examples"][0] for line in load(kind)["properties"]}
    assert profile.check(Document(file="record.yml", data=data), kind) == []


@pytest.mark.parametrize(
    "text",
    [
        "phones: 01632 960123",
        "phones: {number: 211, extension: 4}",
        "locations: {at: eastbrook-village-hall}",
        "contacts: {title: Referrals officer}",
        "schedules: {freq: WEEKLY, interval: 2, byday: 'MO,-1FR', dtstart: 2026-01-09, opens_at: '14:00:00'}",
        "schedules: {description: 'Most mornings, ring first'}",
        "schedules: {when: Mondays 9am to 10am, hsds: {wkst: MO, timezone: -5}}",
        "cost_options: personal budget",
        "required_documents: Proof of address",
        "funding: Norfolk Community Foundation",
        "capacities: {unit: {name: rooms, scheme: X}, available: 0, updated: '2026-11-20T09:30:00+00:00'}",
        "languages: en",
        "attributes: {needs: food}",
        "attributes: {a-list-of-our-own: [{term: any-term, value: 'yes', label: Yes}]}",
        "service_areas: [north-norfolk, Villages near Holt]",
        "formerly: [organizations/a/b, organizations/c/d]",
        "locations: {place: {name: Depot, addresses: {address_1: 1 Main St, city: Clinton, state_province: MD, "
        "postal_code: '20735-1234', country: US}}}",
        "hsds: {licenses: FCA 1, metadata: {last_action_date: 2025-08-08, last_action_type: create, "
        "field_name: name, updated_by: a scraper}}",
    ],
)
def test_short_and_long_forms_pass(text: str) -> None:
    assert check(f"name: Drop-in\n{text}\n") == []


def test_unreadable_record_is_not_judged() -> None:
    document = read_document("record.yml", b"name: [")
    assert document.findings
    assert profile.check(document, Kind.SERVICE) == []


# where and what


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        ("phone: 01632 960123", "phones"),
        ("Telephone: 01632 960123", "phones"),
        ("opening_hours: Tuesdays", "schedules"),
        ("opening times: Tuesdays", "schedules"),
        ("covers: Eastbrook", "service_areas"),
        ("area: Eastbrook", "service_areas"),
        ("cost: free", "cost_options"),
        ("fees: free", "fees_description"),
        ("website: https://a.example", "url"),
        ("web: https://a.example", "url"),
        ("mail: a@b.example", "email"),
        ("venue: hall", "locations"),
        ("min_age: 18", "minimum_age"),
        ("programme: warm-spaces", "program"),
        ("emial: a@b.example", "email"),
        ("eligiblity_description: Anyone", "eligibility_description"),
        ("Description: Tea", "description"),
        ("telefone: 01632 960123", "phones"),
    ],
)
def test_common_guesses_are_answered_by_name(line: str, suggestion: str) -> None:
    found = only(f"name: Drop-in\n{line}\n")
    assert (found.code, found.place.line, found.place.column) == ("profile-unknown-line", 2, 1)
    assert f"`{suggestion}`" in found.hint
    assert line.partition(":")[0] in found.message


@pytest.mark.parametrize(
    ("kind", "text", "suggestion"),
    [
        (Kind.ORGANIZATION, "url: https://a.example", "`website`"),
        (Kind.ORGANIZATION, "charity_number: 123", "`organization_identifiers: GB-CHC 1234567`"),
        (Kind.ORGANIZATION, "parent: other", "`parent_organization`"),
        (Kind.ORGANIZATION, "address: Mill Lane", "folder locations"),
        (Kind.LOCATION, "address: Mill Lane", "`addresses`"),
        (Kind.LOCATION, "addresses: {address_1: a, city: b, postcode: c}", "`postal_code`"),
        (Kind.LOCATION, "addresses: {address_1: a, town: b, postal_code: c}", "`city`"),
        (Kind.LOCATION, "addresses: {street: a, city: b, postal_code: c}", "`address_1`"),
        (Kind.LOCATION, "addresses: {address_1: a, city: b, postal_code: c, county: d}", "`state_province`"),
        (Kind.LOCATION, "lat: 52.1", "`latitude`"),
        (Kind.LOCATION, "lng: 1.1", "`longitude`"),
        (Kind.LOCATION, "organisation: a-group", "`organization`"),
        (Kind.SERVICE, "needs: [food]", "`attributes:`"),
        (Kind.SERVICE, "tags: [food]", "`tags:`"),
        (Kind.SERVICE, "address: Mill Lane", "`locations:`"),
        (Kind.SERVICE, "organisation: a-group", "whose folder it is in"),
        (Kind.SERVICE, "wait_time: 2 weeks", "`hsds: {wait_time: ...}`"),
        (Kind.SERVICE, "organization_id: x", "Take the line out"),
        (Kind.SERVICE, "name_cy: Clwb", "`translations`"),
        (Kind.SERVICE, "zzz: x", "`name`, `alternate_name`"),
        (Kind.SERVICE, "url: https://a.example\nweb_page: https://b.example", "`url`, which is already here"),
        (Kind.SERVICE, "phones: {tel: '1'}", "`number`"),
        (Kind.SERVICE, "locations: {venue: hall}", "`at`"),
        (Kind.SERVICE, "locations: {at: hall, address: Mill Lane}", "`place`"),
        (Kind.SERVICE, "schedules: {when: Mondays 9am, days: Mondays}", "already here"),
        (Kind.SERVICE, "cost_options: {price: 2}", "`amount`"),
    ],
)
def test_guesses_fit_where_they_stand(kind: Kind, text: str, suggestion: str) -> None:
    needed = "description: Words\n" if kind is Kind.ORGANIZATION else ""
    found = only(f"name: A name\n{needed}{text}\n", kind)
    assert found.code == "profile-unknown-line"
    assert suggestion in found.hint


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "words"),
    [
        ("description: Tea", "profile-missing", 1, 1, "`name` is missing from this service"),
        ("nmae: Drop-in", "profile-unknown-line", 1, 1, "Did you mean `name`?"),
        ("name: Drop-in\nphones:\n  - type: text", "profile-missing", 3, 5, "`number: 0808 157 0000`"),
        ("name: Drop-in\nphones:\n  - nubmer: '1'", "profile-unknown-line", 3, 5, "`number`"),
        ("name: Drop-in\nphones:\n  - [a, b]", "profile-shape", 3, 5, "Item 1 of `phones` should be text or"),
        ("name: [Drop-in]", "profile-shape", 1, 7, "`name` should be text, not a list"),
        ("name: {a: b}", "profile-shape", 1, 7, "not a group of named lines"),
        ("name: Drop-in\ncontacts: Jo", "profile-shape", 2, 11, "`- title: Jo` for a post"),
        ("name: Drop-in\nlocations: hall", "profile-shape", 2, 12, "- at: hall"),
        ("name: Drop-in\nlocations: [hall]", "profile-shape", 2, 13, "Item 1 of `locations`"),
        ("name: Drop-in\nattributes: food", "profile-shape", 2, 13, "needs: [company, food]"),
        ("name: Drop-in\nlocations:\n  - phones: '1'", "profile-missing-choice", 3, 5, "`at` or `place`"),
        (
            "name: Drop-in\nlocations:\n  - at: a\n    place: {name: b}",
            "profile-not-together",
            4,
            5,
            "`place` and `at`",
        ),
        ("name: Drop-in\nschedules:\n  - when: Mondays 9am\n    byday: MO", "profile-not-together", 4, 5, "`byday`"),
        ("name: Drop-in\nstatus: Active", "profile-word", 2, 9, "Did you mean `active`?"),
        ("name: Drop-in\nstatus: closed", "profile-word", 2, 9, "Did you mean `temporarily closed`?"),
        ("name: Drop-in\nstatus: xyz", "profile-word", 2, 9, "`active`, `temporarily closed`, `inactive` or `defunct`"),
        ("name: Drop-in\nminimum_age: 18 years", "profile-number", 2, 14, "Did you mean `18`?"),
        ("name: Drop-in\nminimum_age: adult", "profile-number", 2, 14, "in figures"),
        ("name: Drop-in\nassured_date: 09/11/2026", "profile-date", 2, 15, "It can be read two ways"),
        ("name: Drop-in\nassured_date: 19/11/2026", "profile-date", 2, 15, "Did you mean `2026-11-19`?"),
        ("name: Drop-in\nschedules: {opens_at: 2pm}", "profile-time", 2, 23, '`"14:00"`'),
        ("name: Drop-in\nschedules: {byday: Tuesdays}", "profile-form", 2, 20, "`byday: 'MO,TH'`"),
        ("name: Drop-in\nreview_every: yearly", "profile-interval", 2, 15, "`1 year`"),
        ("name: Drop-in\nemail: Ann <a@b.example>", "profile-email", 2, 8, "`a@b.example`"),
        ("name: Drop-in\nurl: www.a.example", "profile-web-address", 2, 6, "`https://www.a.example`"),
        ("name: Drop-in\nurl: javascript:alert(1)", "profile-web-address", 2, 6, "https://"),
        ("name: Drop-in\nlanguages: [en, Welsh]", "profile-language", 2, 17, "Did you mean `cy`?"),
        ("name: Drop-in\ncost_options: {amount: 2, currency: £}", "profile-currency", 2, 37, "`GBP`"),
        ("name: Drop-in\nattributes: {Needs: food}", "profile-short-name", 2, 14, "Did you mean `needs`?"),
        ("name: Drop-in\nid: 12", "profile-id", 2, 5, "Take the line out"),
        ("name: Drop-in\nformerly: locations/hall", "profile-path", 2, 11, "organizations/"),
        ("name: Drop-in\nmaintainers: jo@a.example", "profile-github-name", 2, 14, "without @"),
        (f"name: {'a' * 201}", "profile-too-long", 1, 7, "201 letters. There is room for 200"),
        (f"name: Drop-in\nphones: {['1'] * 201}", "profile-too-many", 2, 9, "201 items. There is room for 200"),
        ("name: |\n  Drop-in\n  Tea and soup", "profile-one-line", 1, 7, "one line"),
        ("name: Drop-in\ntranslations: {welsh: {name: a}}", "profile-language", 2, 16, "`cy`"),
        ("name: Drop-in\nhsds: {fees: a}", "profile-unknown-line", 2, 8, "`wait_time` and `licenses`"),
    ],
)
def test_what_is_wrong_is_said_once_where_it_is(text: str, code: str, line: int, column: int, words: str) -> None:
    found = only(f"{text}\n")
    assert (found.code, found.place.line, found.place.column) == (code, line, column)
    assert words in f"{found.message} {found.hint}"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("bank_holidays: England", "profile-word", "Did you mean `ENG`?"),
        ("nation: ENG", "profile-unknown-line", "`bank_holidays`"),
        ("example: maybe", "profile-word", "It can be `yes` or `no`."),
        ("country: United Kingdom", "profile-country", "Did you mean `GB`?"),
        ("term_dates: 3 September 2026 - 18 December 2026", "profile-date-range", "`2026-09-03 to 2026-12-18`"),
        ("bounds: {south: 1, west: 2, north: 3}", "profile-missing", "`east`"),
        ("bounds: {south: 52N, west: 2, north: 3, east: 4}", "profile-number", "Did you mean `52`?"),
        ("changes: {repository: 'http://a.example'}", "profile-web-address", "Did you mean `https://a.example`?"),
        ("areas: {North Norfolk: {name: a}}", "profile-short-name", "`north-norfolk`"),
        ("help: {name: Line}", "profile-missing-choice", "`number` or `url`"),
        ("timezone: GMT+1 o'clock", "profile-form", "`timezone: Europe/London`"),
    ],
)
def test_directory_settings(text: str, code: str, words: str) -> None:
    start = (
        "name: Eastbrook Directory\npublisher: {name: Eastbrook Voluntary Action}\nlicense: CC-BY-4.0\n"
        "id_namespace: 0d2f6a52-6f0b-4f0e-9a54-2f1f3f9f7c11\nlanguages: [en, cy]\n"
    )
    assert check(start, Kind.DIRECTORY) == []
    found = only(f"{start}{text}\n", Kind.DIRECTORY)
    assert (found.code, found.place.line) == (code, 6)
    assert words in f"{found.message} {found.hint}"


def test_several_faults_are_each_told_in_order() -> None:
    text = "nmae: a\nphone: '1'\nlocations:\n  - at: [x]\n    adress: y\nstatus: shut\nhsds: 1\n"
    found = check(text)
    assert [(item.code, item.place.line) for item in found] == [
        ("profile-unknown-line", 1),
        ("profile-unknown-line", 2),
        ("profile-shape", 4),
        ("profile-unknown-line", 5),
        ("profile-word", 6),
        ("profile-shape", 7),
    ]


def test_of_very_many_faults_the_first_are_told() -> None:
    found = check("name: Drop-in\n" + "".join(f"mascot-{number}: a duck\n" for number in range(900)))
    assert [item.place.line for item in found] == [*range(2, 42), 41]
    assert found[-1].code == "reading-many"


def test_what_was_typed_is_shown_short() -> None:
    found = only(f"name: Drop-in\nurl: {'x' * 5000}\n")
    assert len(found.message) < 150


def test_braces_in_what_was_typed_stay_as_they_are() -> None:
    found = only('name: Drop-in\n"{thing}": x\n')
    assert "`{thing}`" in found.message


def test_same_emptiness_has_the_reader_s_code() -> None:
    document = Document(file="record.yml", data={"name": " ", "phones": ""})
    found = profile.check(document, Kind.SERVICE)
    assert [item.code for item in found] == ["reading-empty", "reading-empty"]


# both engines, on anything

_LEAVES = st.sampled_from(["", " ", "x", "18", "2026-11-09", "yes", "Active", "x\n", "https://a.example", "a" * 300])
_LINE_NAMES = (
    "name phone phones number schedules when byday locations at place attributes needs term translations cy "
    "hsds id description terms addresses city bounds south"
)
_LINES = st.sampled_from(_LINE_NAMES.split())
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_LINES, inner, max_size=4), max_leaves=12
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_LINES, _VALUES, max_size=6), st.sampled_from(list(Kind)))
def test_any_data_gives_findings_and_both_engines_agree(data: dict[str, Any], kind: Kind) -> None:
    agreed = explainer(kind).is_valid(data)
    assert passes(kind).is_valid(data) == agreed
    found = profile.check(Document(file="record.yml", data=data), kind)
    assert bool(found) != agreed
    assert all(item.message for item in found)


def test_both_engines_agree_on_all_fixtures() -> None:
    folders = [shared_folder("records"), ROOT / "directory", GOOD, *sorted(BAD.rglob("directory"))]
    records = [item for folder in folders if folder.is_dir() for item in records_in(folder)]
    assert len(records) > 50
    for kind, document in records:
        assert passes(kind).is_valid(document.data) == explainer(kind).is_valid(document.data), document.file
