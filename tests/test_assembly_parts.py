"""The small things that records hold, short and long, as HSDS has them (ids aside: see test_ids.py)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hereabouts.assembly.parts import mail_address, web_uri
from tests.inline_records import GROUP, HALL, SETTINGS_TEXT, build, build_service, shown

AREAS = (
    SETTINGS_TEXT
    + """\
areas:
  norfolk:
    name: Norfolk
    uri: https://areas.example/norfolk
    description: The county.
    extent: POINT(1 2)
    extent_type: wkt
"""
)


def bare(value: Any) -> Any:
    """The same without ids and without what stands in attributes."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key not in {"id", "attributes"}}
    return [bare(item) for item in value] if isinstance(value, list) else value


SERVICE_PARTS: list[tuple[str, str, list[dict[str, Any]]]] = [
    ("phones", "01632 960123", [{"number": "+441632960123"}]),
    ("phones", "[01632 960123, 116 123]", [{"number": "+441632960123"}, {"number": "116 123"}]),
    ("phones", "01632 960123 ext 5", [{"number": "+441632960123", "extension": 5}]),
    (
        "phones",
        "{number: 07700 900456, extension: 0, type: text, description: Text us, languages: [cy]}",
        [
            {
                "number": "+447700900456",
                "extension": 0,
                "type": "text",
                "description": "Text us",
                "languages": [{"name": "Welsh", "code": "cy"}],
            }
        ],
    ),
    (
        "contacts",
        "{title: Officer, name: Jo, department: Desk, email: jo@a.example, phones: 01632 960123}",
        [
            {
                "name": "Jo",
                "title": "Officer",
                "department": "Desk",
                "email": "jo@a.example",
                "phones": [{"number": "+441632960123"}],
            }
        ],
    ),
    ("languages", "bfi", [{"name": "British Sign Language", "code": "bfi"}]),
    ("languages", "{code: cy, note: Tuesdays}", [{"name": "Welsh", "code": "cy", "note": "Tuesdays"}]),
    ("languages", "{code: cy, name: Cymraeg}", [{"name": "Cymraeg", "code": "cy"}]),
    ("languages", "{name: Klingon}", [{"name": "Klingon"}]),
    ("additional_urls", "https://a.example/x", [{"url": "https://a.example/x"}]),
    ("additional_urls", '{label: X, url: "https://a.example"}', [{"label": "X", "url": "https://a.example"}]),
    ("service_areas", "[Villages near Holt]", [{"name": "Villages near Holt"}]),
    (
        "service_areas",
        "norfolk",
        [
            {
                "name": "Norfolk",
                "description": "The county.",
                "extent": "POINT(1 2)",
                "extent_type": "wkt",
                "uri": "https://areas.example/norfolk",
            }
        ],
    ),
    (
        "service_areas",
        '{name: X, description: Y, extent: Z, extent_type: text, uri: "https://a.example"}',
        [{"name": "X", "description": "Y", "extent": "Z", "extent_type": "text", "uri": "https://a.example"}],
    ),
    ("funding", "[Lottery, {source: Council}]", [{"source": "Lottery"}, {"source": "Council"}]),
    ("required_documents", "Proof of address", [{"document": "Proof of address"}]),
    (
        "required_documents",
        '{document: Letter, uri: "https://a.example"}',
        [{"document": "Letter", "uri": "https://a.example"}],
    ),
    ("cost_options", "free", [{"option": "free", "currency": "GBP", "amount": 0}]),
    ("cost_options", "£2.50 for lunch", [{"currency": "GBP", "amount": 2.5, "amount_description": "for lunch"}]),
    ("cost_options", "€5", [{"currency": "EUR", "amount": 5}]),
    ("cost_options", "donation", [{"option": "donation"}]),
    ("cost_options", "£2 to £5", [{"amount_description": "£2 to £5"}]),
    (
        "cost_options",
        "{option: X, amount: 1.5, currency: eur, amount_description: Y, valid_from: 2026-01-01, valid_to: 2026-12-31}",
        [
            {
                "valid_from": "2026-01-01",
                "valid_to": "2026-12-31",
                "option": "X",
                "currency": "EUR",
                "amount": 1.5,
                "amount_description": "Y",
            }
        ],
    ),
]


@pytest.mark.parametrize(("key", "written", "expected"), SERVICE_PARTS)
def test_a_part_of_a_service(key: str, written: str, expected: list[dict[str, Any]]) -> None:
    service = build_service(f"{key}: {written}\n", settings=AREAS)
    assert bare(shown(service.hsds)[key]) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("GB-CHC 1234567", {"identifier_scheme": "GB-CHC", "identifier_type": "Charity number (England and Wales)"}),
        ("GB-COH-01234567", {"identifier_scheme": "GB-COH", "identifier_type": "Company number"}),
        ("US-EIN 12-3456789", {"identifier_scheme": "US-EIN", "identifier_type": "Employer identification number"}),
        ("XX-NEW 1", {"identifier_scheme": "XX-NEW", "identifier_type": "XX-NEW"}),
        ("1234567", {"identifier_type": "Identifier"}),
        (
            "{identifier: 1, identifier_scheme: GB-SC}",
            {"identifier_scheme": "GB-SC", "identifier_type": "Charity number (Scotland)"},
        ),
        ("{identifier: 1, identifier_type: Club number}", {"identifier_type": "Club number"}),
    ],
)
def test_an_identifier_of_an_organization(written: str, expected: dict[str, str]) -> None:
    directory = build({GROUP: f"name: A\ndescription: B.\norganization_identifiers: {written}\n"})
    (made,) = bare(shown(directory.organizations[GROUP].hsds)["organization_identifiers"])
    assert made.pop("identifier")
    assert made == expected


@pytest.mark.parametrize(
    ("written", "settings", "expected"),
    [
        (
            "{address_1: Mill Lane, city: Eastbrook, postal_code: NR99 1AB}",
            "",
            {"state_province": "Norfolk", "country": "GB", "address_type": "physical"},
        ),
        (
            "{address_1: Mill Lane, city: Eastbrook, postal_code: NR99 1AB, country: gb, state_province: Suffolk}",
            "",
            {"state_province": "Suffolk", "country": "GB", "address_type": "physical"},
        ),
        (
            "{address_1: Mill Lane, city: Eastbrook, postal_code: NR99 1AB, address_type: postal, attention: Jo, "
            "address_2: Floor 2, region: The Broads}",
            "",
            {
                "attention": "Jo",
                "address_2": "Floor 2",
                "region": "The Broads",
                "state_province": "Norfolk",
                "country": "GB",
                "address_type": "postal",
            },
        ),
        (
            "{address_1: Mill Lane, city: Eastbrook, postal_code: NR99 1AB}",
            "country: us\n",
            {"state_province": "Norfolk", "country": "US", "address_type": "physical"},
        ),
    ],
)
def test_an_address_has_county_and_country_from_the_directory(
    written: str, settings: str, expected: dict[str, str]
) -> None:
    written = written.replace("NR99 1AB", "12345") if settings else written
    directory = build({HALL: f"name: Hall\naddresses: {written}\n", "directory": SETTINGS_TEXT + settings})
    (made,) = bare(shown(directory.locations[HALL].hsds)["addresses"])
    assert {made.pop(name) for name in ("address_1", "city")} == {"Mill Lane", "Eastbrook"}
    assert made.pop("postal_code") in {"NR99 1AB", "12345"}
    assert made == expected


def test_the_address_of_a_place_that_is_no_building_is_of_its_kind() -> None:
    text = (
        "name: Box\nlocation_type: postal\naddresses: {address_1: PO Box 1, city: Eastbrook, postal_code: NR99 1AB}\n"
    )
    assert build({HALL: text}).locations[HALL].hsds.addresses[0].address_type == "postal"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("lift", {"description": "Lift"}),
        ("Wide doors", {"description": "Wide doors"}),
        ("{facility: lift, details: Small.}", {"description": "Lift", "details": "Small."}),
        ("{facility: lift, description: Goods lift}", {"description": "Goods lift"}),
        (
            '{description: Ramp, details: Steep., url: "https://a.example"}',
            {"description": "Ramp", "details": "Steep.", "url": "https://a.example"},
        ),
    ],
)
def test_access_is_a_term_or_plain_words(written: str, expected: dict[str, str]) -> None:
    access = "name: Access\ndescription: Getting in.\nterms: {lift: {name: Lift, description: A lift.}}\n"
    directory = build({HALL: f"name: Hall\naccessibility: {written}\n", "taxonomies/access": access})
    location = directory.locations[HALL]
    (made,) = shown(location.hsds)["accessibility"]
    assert bare(made) == expected
    assert [one["taxonomy_term"]["name"] for one in made.get("attributes", [])] == (
        ["Lift"] if "lift" in written else []
    )
    assert [(use.term.key, use.value) for use in location.access] == (
        [("lift", expected.get("details", ""))] if "lift" in written else []
    )


@pytest.mark.parametrize("written", ["99999999999999999999", "0.1", "7", "7.0", "0"])
def test_numbers_are_numbers(written: str) -> None:
    made = shown(build_service(f"minimum_age: {written}\n").hsds)["minimum_age"]
    assert made == float(written)
    assert isinstance(made, int) == (float(written) < 2**53 and float(written).is_integer())


def test_words_in_blocks_lose_the_line_that_ends_them() -> None:
    text = """\
description: |
  Tea.

  Soup.
cost_options:
  - amount_description: |
      Pay what you can
"""
    service = build_service(text).hsds
    assert service.description == "Tea.\n\nSoup."
    assert service.cost_options[0].amount_description == "Pay what you can"


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("https://a.example/x?y=z#q", "https://a.example/x?y=z#q"),
        ("https://a.example/café?q=tŷ#ŵ", "https://a.example/caf%C3%A9?q=t%C5%B7#%C5%B5"),
        ("https://a.example/caf%C3%A9/ŵ", "https://a.example/caf%C3%A9/%C5%B5"),
        ("https://tŷ.example:8080/a", "https://xn--t-foa.example:8080/a"),
    ],
)
def test_web_addresses_are_published_in_the_letters_of_the_standard(written: str, published: str) -> None:
    text = f'url: "{written}"\nschedules: {{when: Mondays 9am, schedule_link: "{written}"}}\n'
    service = build_service(text).hsds
    assert service.url == service.schedules[0].schedule_link == published


def test_the_host_of_an_email_address_too() -> None:
    service = build_service("email: helo@tŷ.example\ncontacts: {email: a@a.example}\n").hsds
    assert (service.email, service.contacts[0].email) == ("helo@xn--t-foa.example", "a@a.example")


@given(st.text())
def test_no_text_is_too_odd_for_an_address(written: str) -> None:
    encodable = written.encode("utf-8", "ignore").decode()
    assert web_uri(encodable).isascii()
    assert web_uri(f"https://{encodable}").isascii()
    assert mail_address(f"a@{encodable}").startswith("a@")
