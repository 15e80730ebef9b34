"""Hostile records: whatever a field says appears as the characters typed, and nothing of it runs."""

from __future__ import annotations

import json
import re

import pytest

from hereabouts.directory import Directory
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages import Site, pages, redirects
from tests.pages_example import SETTINGS, Reading, directory_of

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
BRACES = "{{ 7*7 }} {% raw %} ${x} %(name)s {0} {name}"
MARKDOWN = "[x](javascript:alert(1)) --8<-- <!-- -->"
CLOSING = "</script></title></textarea>]]>"
ENTITY = "&lt;b&gt; &amp;amp; &#x27;"
QUOTES = "' onclick='alert(1)' x=\""
HOSTILE = [SCRIPT, IMAGE, BRACES, MARKDOWN, CLOSING, ENTITY, QUOTES]

_ALLOWED_SCHEMES = ("http:", "https:", "mailto:", "tel:", "sms:")
_OURS = {"schedule", "listings"}
_SCRIPTS = tuple(f"assets/javascripts/{name}.js" for name in ("listings", "find/page", "find/door", "shortlist/page"))


def quoted(text: str) -> str:
    """As one line of YAML."""
    return json.dumps(text)


def directory_with(bad: str) -> Directory:
    """A directory that says `bad` in every field that takes words."""
    b = quoted(bad)
    address = quoted(f"javascript:{bad}")
    group = f"""
        name: {b}
        alternate_name: {b}
        description: {b}
        email: {b}
        website: {address}
        additional_websites: [{{label: {b}, url: {address}}}]
        legal_status: {b}
        organization_identifiers: [{{identifier_scheme: GB-CHC, identifier_type: {b}, identifier: {b}}}]
        programs: {{p: {{name: {b}, description: {b}}}}}
        phones: [{{number: {b}, description: {b}}}]
        contacts: [{{title: {b}, name: {b}, email: {b}}}]
        funding: [{b}]
        locations: [bad-hall]
        source: {{name: {b}, url: {address}, license: {b}, retrieved: {b}}}
        attributes: {{readiness: [{{term: insured, value: {b}}}]}}
        """
    hall = f"""
        name: {b}
        alternate_name: {b}
        description: {b}
        transportation: {b}
        url: {address}
        addresses: {{address_1: {b}, address_2: {b}, city: {b}, postal_code: {b}}}
        phones: [{{number: {b}, description: {b}}}]
        accessibility: [{{description: {b}, details: {b}, url: {address}}}]
        schedules: [{{description: {b}}}]
        """
    service = f"""
        name: {b}
        alternate_name: {b}
        description: {b}
        status: {b}
        alert: {b}
        program: p
        url: {address}
        email: {b}
        additional_urls: [{{label: {b}, url: {address}}}]
        eligibility_description: {b}
        application_process: {b}
        fees_description: {b}
        interpretation_services: {b}
        accreditations: {b}
        assurer_email: {quoted("a@" + bad)}
        cost_options: [{{option: {b}, amount_description: {b}}}, {{amount: "2", currency: {b}}}]
        languages: [{{code: en, note: {b}}}, {{name: {b}}}]
        service_areas: [{{name: {b}}}]
        funding: [{b}]
        required_documents: [{{document: {b}, uri: {address}}}]
        phones: [{{number: {b}, type: {b}, description: {b}}}]
        contacts: [{{title: {b}, phones: [{{number: {b}}}]}}]
        capacities: [{{unit: {b}, available: "2", description: {b}, updated: 2026-11-20, expires: 2026-12-20}}]
        schedules:
          - {{description: {b}, schedule_link: {address}}}
          - {{when: Mondays 9am to 5pm, notes: {b}}}
          - {{when: Fridays 9am to 5pm, description: {b}, schedule_link: {address}}}
        locations:
          - {{at: bad-hall, description: {b}, schedules: [{{when: Tuesdays 9am to 5pm, notes: {b}}}]}}
          - {{place: {{name: {b}, visibility: area-only, near: {b}, description: {b}}}}}
        attributes:
          needs: [debt]
          audiences: [{{term: carers, value: {b}}}]
          first-visit: [{{term: met, value: {b}}}]
          referral-routes: [{{term: gp, value: {b}}}]
          readiness: [{{term: waiting-time, value: {b}, label: {b}}}, {{term: funded-until, value: {b}}}]
        source: {{name: {b}, url: {address}, license: {address}, retrieved: {b}}}
        translations: {{cy: {{name: {b}, description: {b}}}}}
        """
    needs = f"name: {b}\ndescription: {b}\nterms: {{debt: {{name: {b}, description: {b}, formerly: owing}}}}"
    helped = f"help: [{{name: {b}, number: {b}, description: {b}, when: crisis}}]\ndescription: {b}"
    settings = re.sub(r"^help:\n(?:  .*\n)*", "", SETTINGS, flags=re.MULTILINE) + helped
    return directory_of(
        {
            "taxonomies/needs": needs,
            "locations/bad-hall": hall,
            "organizations/bad/organization": group,
            "organizations/bad/service": service,
        },
        settings,
    )


def every_page(directory: Directory) -> list[Page]:
    return [page for language in ("en", "cy") for page in pages(directory, language)]


@pytest.mark.parametrize("bad", HOSTILE)
def test_nothing_runs_on_any_page(bad: str) -> None:
    for page in every_page(directory_with(bad)):
        tags = Reading(page.body).tags + Reading(page.head).tags
        for tag, attributes in tags:
            assert tag not in {"img", "iframe", "object", "embed", "style", "base", "textarea"}, page.path
            assert tag != "form" or not {"action", "method"} & set(attributes), page.path
            assert not any(name.startswith("on") or name == "style" for name in attributes), page.path
            if tag == "script":
                ours = attributes.get("src", "").endswith(_SCRIPTS)
                assert ours or attributes["type"] == "application/ld+json", page.path
            for address in (attributes.get("href", ""), attributes.get("src", "")):
                scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*:)", address)
                assert scheme is None or scheme[1].lower() in _ALLOWED_SCHEMES, (page.path, address)


@pytest.mark.parametrize("bad", HOSTILE)
def test_what_was_typed_is_what_is_shown(bad: str) -> None:
    directory = directory_with(bad)
    shown = " ".join(bad.split())
    found = {page.path: page for page in every_page(directory)}
    service = Reading(found["services/bad/service/index.html"].body).text
    assert service.count(shown) > 30, "most fields should have come through"
    assert Reading(found["organizations/bad/index.html"].body).text.count(shown) > 10
    assert Reading(found["locations/bad-hall/index.html"].body).text.count(shown) > 5
    assert shown in Reading(found["topics/needs/debt/index.html"].body).text
    assert shown in Reading(found["index.html"].body).text
    assert found["services/bad/service/index.html"].title == f"{bad}, {bad}"


@pytest.mark.parametrize("bad", HOSTILE)
def test_machines_read_what_was_typed(bad: str) -> None:
    for page in every_page(directory_with(bad)):
        if page.kind not in {"service", "organization", "location"} or "bad" not in page.path:
            continue
        begin, end = '<script type="application/ld+json">', "</script>"
        block = page.head.split(begin)[1].split(end)[0]
        assert json.loads(block)["name"] == bad
        assert page.head.count("<script") == page.head.count(end) == 2


@pytest.mark.parametrize("bad", HOSTILE)
def test_rules_for_the_browser_survive(bad: str) -> None:
    page = next(page for page in every_page(directory_with(bad)) if page.path == "services/bad/service/index.html")
    rules = [json.loads(rule) for rule in Reading(page.body).having("data-rule")]
    assert len(rules) == 3
    assert rules[2]["place"] == bad


@pytest.mark.parametrize("bad", HOSTILE)
def test_redirects_are_pages_of_ours_too(bad: str) -> None:
    for language in ("en", "cy"):
        (moved,) = redirects(Site(directory_with(bad), language))
        seen = Reading(moved.html)
        assert " ".join(bad.split()) in seen.text
        assert seen.links() == [
            "../../../topics/needs/debt/" if language == "en" else "../../../../cy/topics/needs/debt/"
        ]
        assert not any(tag in {"script", "img"} for tag, _attributes in seen.tags)
