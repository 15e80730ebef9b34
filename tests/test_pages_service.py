"""The page of a service, fact by fact."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from hereabouts.outputs.pages import Site, page_of
from tests.pages_example import directory_of, page_for, read, with_service

PLAIN = """
name: Debt advice
description: Sit down with somebody and sort it out.
"""


def facts(extra: str, language: str = "en") -> dict[str, str]:
    reading = read(page_for(PLAIN + extra, language))
    return {name: reading.under(name) for name in ("When", "Where", "Cost", "Who it is for", "How to get in")}


def test_what_nobody_told_us_is_said_to_be_missing() -> None:
    told = facts("")
    assert told["When"] == "The times are not given. Ring 01632 960200 to ask."
    assert told["Where"].startswith("The place is not given.")
    assert told["Cost"].startswith("The cost is not given.")
    assert told["Who it is for"] == "The group has not said who it is for."
    assert told["How to get in"].startswith("Ring 01632 960200")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("cost_options: free", "Free"),
        ("cost_options: [free, £2.50 for lunch]", "Free £2.50 for lunch"),
        ("cost_options: £4", "£4"),
        ("cost_options: donation", "By donation"),
        ("cost_options: [{option: Member, amount: '3'}]", "£3 (Member)"),
        ("cost_options: [{amount: '3', valid_to: 2027-01-31}]", "£3, until 31 January 2027"),
        ("cost_options: [{amount: '3.5', currency: EUR}]", "€3.50"),
        ("cost_options: [{amount: '3', currency: QQQ}]", "QQQ3"),
        ("fees_description: Ask us.", "Ask us."),
    ],
)
def test_cost(written: str, said: str) -> None:
    assert facts(written)["Cost"] == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("minimum_age: '18'", "Aged 18 or over"),
        ("maximum_age: '25'", "Aged up to 25"),
        ("minimum_age: '0'\nmaximum_age: '4'", "Aged 0 to 4"),
        ("attributes: {audiences: [carers, women]}", "Carers, Women"),
        ("eligibility_description: Tenants.\nattributes: {audiences: [carers]}", "Tenants."),
    ],
)
def test_who_it_is_for(written: str, said: str) -> None:
    assert facts(written)["Who it is for"] == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("attributes: {referral-routes: just-turn-up}", "You can just turn up."),
        ("attributes: {referral-routes: [self]}", "You can get in touch yourself."),
        ("attributes: {referral-routes: [anyone]}", "You can get in touch yourself. Somebody else can ask for you"),
        ("attributes: {referral-routes: [gp, link-worker]}", "Somebody has to put you in touch: Your surgery, A link"),
        ("schedules: [Mondays 9am to 5pm drop in]", "You can just turn up."),
        ("schedules: [Mondays 9am to 5pm drop in]\nattributes: {referral-routes: [gp]}", "Somebody has to put you"),
        ("schedules: [by appointment]", "Ring for an appointment."),
        ("schedules: ['Mondays 9am, booking needed']\nattributes: {referral-routes: [self]}", "You can book a place"),
    ],
)
def test_how_to_get_in(written: str, said: str) -> None:
    assert facts(written)["How to get in"].startswith(said)


def test_times_are_said_and_what_they_share_is_said_once() -> None:
    told = facts(
        "schedules: ['Mondays 9am to 5pm, by appointment', 'Fridays 2pm to 4pm, by appointment', closed 24 December]"
    )
    assert told["When"].startswith("Mondays 9am to 5pm Fridays 2pm to 4pm By appointment. Closed 24 December.")
    assert "All times, day by day" in told["When"]


def test_one_line_of_times_needs_no_table() -> None:
    assert "day by day" not in facts("schedules: [Mondays 9am to 5pm]")["When"]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("Monday: 09:00 AM - 5:00 PM", "Mondays 9am to 5pm"),
        ("Most Mondays", "Mondays 9am to 5pm. Most Mondays"),
    ],
)
def test_a_groups_own_words_for_its_times_are_kept_unless_they_add_nothing(own: str, said: str) -> None:
    times = facts(f"schedules: [{{when: Mondays 9am to 5pm, description: '{own}'}}]")["When"]
    assert times.partition(" Next dates")[0] == said


def test_dates_that_have_passed_are_said_to_have() -> None:
    assert facts("schedules: ['14 March 2026, 10am to 4pm']")["When"].startswith("These dates have passed.")


def test_passed_dates_are_left_out_beside_present_ones() -> None:
    told = facts("schedules: ['14 March 2026, 10am to 4pm', 'Mondays 9am to 5pm']")["When"]
    assert "14 March" not in told
    assert "Mondays 9am to 5pm" in told


def test_a_public_place_is_told_in_full() -> None:
    page = page_for(PLAIN + "locations: [{at: village-hall, schedules: [Mondays 9am to 5pm], description: Side door.}]")
    reading = read(page)
    assert reading.under("Where") == "Village Hall , Mill Lane, Eastbrook NR99 1AB"
    there = reading.under("Village Hall")
    for part in ("Mill Lane", "Side door.", "Bus 4 stops outside.", "Step-free", "Main hall only.", "01632 960111"):
        assert part in there
    assert "../../../locations/village-hall/" in reading.links()
    assert any("openstreetmap" in link and "52.9012" in link for link in reading.links())


@pytest.mark.parametrize("visibility", ["confidential", "area-only"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_hidden_place_is_nowhere(visibility: str, language: str) -> None:
    place = f"""
        name: A safe house
        visibility: {visibility}
        near: Eastbrook
        addresses: [{{address_1: 7 Secret Street, city: Hidden Town, postal_code: NR99 9ZZ}}]
        latitude: 52.1234567
        longitude: 1.7654321
        transportation: Behind the secret bus stop.
        url: https://secret.example
        external_identifier: UPRN-SECRET
        """
    at = "locations: [{at: safe-house, schedules: [Mondays 9am to 5pm]}]"
    directory, service = with_service(PLAIN + at, locations__safe_house=place)
    for listing in (service, directory.locations["locations/safe-house"]):
        page = page_of(Site(directory, language), listing)
        for secret in ("ecret", "Hidden Town", "NR99 9ZZ", "52.1234", "1.7654", "SECRET", "openstreetmap"):
            assert secret not in page.body + page.head + page.description + page.title
    assert "A safe house" in page.body


def test_sensitive_pages_offer_a_way_out_and_no_outside_map() -> None:
    page = page_for(PLAIN + "locations: [{at: village-hall}]\nattributes: {needs: [safety]}")
    assert page.sensitive
    assert not any("openstreetmap" in link for link in read(page).links())
    assert not page_for(PLAIN).sensitive


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("status: temporarily closed", "Closed for now"),
        ("status: defunct", "This is not running any more"),
        ("alert: No room on Friday.", "From the group"),
        ("capacities: {unit: rooms, available: '0', updated: 2026-11-20, expires: 2026-12-20}", "Full for now"),
        ("capacities: {unit: rooms, available: '3', updated: 2026-09-20}", "We do not know if there is room"),
        ("assured_date: 2025-01-01", "Ring first"),
        (
            "attributes: {readiness: [{term: funded-until, value: 2027-03-31}]}",
            "The money for this lasts until 31 March",
        ),
        ("attributes: {setting: [signposting]}", "This service points you to others"),
    ],
)
def test_what_to_know_first_is_said_before_the_facts(written: str, title: str) -> None:
    text = read(page_for(PLAIN + written)).text
    assert title in text
    assert text.index(title) < text.index("Sit down with somebody")


def test_a_closed_service_names_another() -> None:
    other = "name: Money help\nattributes: {needs: [debt]}"
    page = page_for(
        PLAIN + "status: temporarily closed\nattributes: {needs: [debt]}",
        organizations__eastbrook_advice__money_help=other,
    )
    assert "You could try: Money help" in read(page).text


def test_nobody_is_sent_to_ask_about_what_has_stopped() -> None:
    reading = read(page_for(PLAIN + "status: defunct\ncost_options: free"))
    assert reading.under("Cost") == "Free"
    assert "to ask" not in reading.text
    assert "How to get in" not in reading.text


def test_a_full_service_does_not_send_people_to_another_full_one() -> None:
    full = "capacities: {unit: rooms, available: '0', updated: 2026-11-20, expires: 2026-12-20}"
    needs = "attributes: {needs: [debt]}"
    page = page_for(f"{PLAIN}{full}\n{needs}", organizations__eastbrook_advice__other=f"name: Other\n{full}\n{needs}")
    assert "You could try" not in read(page).text


def test_what_depends_on_the_day_carries_its_date() -> None:
    page = page_for(
        PLAIN + "assured_date: 2026-11-02\n"
        "capacities: {unit: rooms, available: '3', maximum: '9', updated: 2026-11-20, expires: 2026-12-20}"
    )
    reading = read(page)
    assert "3 of 9 rooms free on 20 November 2026" in reading.text
    assert reading.having("data-hides-after") == ["2026-12-20"]
    assert sorted(reading.having("data-shows-after")) == ["2026-12-20", "2027-05-02"]
    assert reading.having("data-due") == ["2027-05-02"]
    assert "Ring first" not in reading.text
    assert "We do not know" not in reading.text


def test_an_expired_promise_is_not_repeated() -> None:
    dated = "{term: waiting-time, value: two weeks, updated: 2026-09-01, expires: %s}"
    gone = read(page_for(f"{PLAIN}attributes: {{readiness: [{dated % '2026-10-01'}]}}"))
    there = read(page_for(f"{PLAIN}attributes: {{readiness: [{dated % '2026-12-01'}]}}"))
    assert "two weeks" not in gone.text
    assert "Waiting time two weeks (said on 1 September 2026)" in there.text
    assert "2026-12-01" in there.having("data-hides-after")


@pytest.mark.parametrize(
    ("email", "who"),
    [
        ("office@advice.example", "Confirmed on 16 November 2026 by Eastbrook Advice."),
        ("jo@eastbrook.example", "Confirmed on 16 November 2026 by Eastbrook Voluntary Action."),
        ("nurse@surgery.example", "Confirmed on 16 November 2026 by surgery.example."),
    ],
)
def test_who_confirmed_it(email: str, who: str) -> None:
    assert who in read(page_for(f"{PLAIN}assured_date: 2026-11-16\nassurer_email: {email}")).text


def test_what_nobody_confirmed_is_said_not_to_be() -> None:
    assert "Not yet confirmed by the group. Ring first to make sure." in read(page_for(PLAIN)).text


def test_source_change_and_licence() -> None:
    page = page_for(
        PLAIN + "source: {name: Council data, url: 'https://data.example', license: OGL-UK-3.0, retrieved: 2026-09-01}"
    )
    reading = read(page)
    assert "Copied from Council data on 1 September 2026. Licence: Open Government Licence v3.0." in reading.text
    assert "../../../change-a-listing/" in reading.links()
    assert "mailto:changes@eastbrook.example?subject=Change%20to%20Debt%20advice" in reading.links()


def test_ways_to_get_in_touch() -> None:
    page = page_for(
        PLAIN
        + "phones: [01632 960123, {number: 07700 900456, type: text, description: If you cannot talk}, '116 123']\n"
        "email: hello@advice.example\nurl: https://advice.example/debt\n"
        "contacts: [{title: Referrals officer, email: referrals@advice.example, phones: 01632 960300}]"
    )
    links = read(page).links()
    for expected in (
        "tel:+441632960123",
        "sms:+447700900456",
        "tel:116123",
        "mailto:hello@advice.example",
        "https://advice.example/debt",
        "mailto:referrals@advice.example",
        "tel:+441632960300",
    ):
        assert expected in links
    assert "01632 960123" in read(page).under("Get in touch")
    assert "If you cannot talk" in read(page).under("Get in touch")


def test_the_posts_of_the_group_answer_too() -> None:
    group = "name: Eastbrook Advice\ncontacts: [{title: Office, phones: 01632 960222}]"
    page = page_for(PLAIN, organizations__eastbrook_advice__organization=group)
    assert read(page).under("Get in touch").startswith("Through the group: Office Ring 01632 960222")


def test_without_ways_of_its_own_the_group_answers() -> None:
    assert read(page_for(PLAIN)).under("Get in touch").startswith("Through the group: Ring 01632 960200")


def test_first_visit_and_what_to_bring() -> None:
    page = page_for(
        PLAIN + "attributes: {first-visit: [{term: met, value: Ask for Jo.}]}\n"
        "required_documents:\n"
        "  - {document: A letter, uri: 'https://advice.example/letter'}\n"
        "  - {document: Tea, uri: 'javascript:x'}"
    )
    assert read(page).under("Your first visit") == "Somebody meets you Ask for Jo."
    assert read(page).under("Please bring") == "A letter Tea"
    assert "javascript:x" not in read(page).links()


def test_neighbours_are_the_nearest_and_likeliest() -> None:
    def other(name: str, town: str, needs: str) -> str:
        place = f"locations: [{{place: {{name: Hall, addresses: {{address_1: 1 Road, city: {town}}}}}}}]"
        return f"name: {name}\n{place}\nattributes: {{needs: [{needs}]}}"

    page = page_for(
        f"{PLAIN}locations: [{{at: village-hall}}]\nattributes: {{needs: [debt, safety]}}",
        organizations__near__organization="name: Near",
        organizations__near__far_away=other("Far away", "Westbrook", "debt"),
        organizations__near__round_the_corner=other("Round the corner", "Eastbrook", "debt"),
        organizations__near__much_alike=other("Much alike", "Westbrook", "debt, safety"),
    )
    text = read(page).under("More help: Debt")
    assert text.index("Much alike") < text.index("Round the corner") < text.index("Far away")
    assert "../../../topics/needs/debt/" in read(page).links()


def test_the_groups_other_services_are_named() -> None:
    page = page_for(PLAIN, organizations__eastbrook_advice__tea="name: Tea on Tuesday")
    assert read(page).under("Also from Eastbrook Advice").startswith("Tea on Tuesday")


def test_another_language() -> None:
    text = PLAIN + (
        "alert: Ring the bell.\n"
        "locations: [{at: village-hall, schedules: [Mondays 9am to 5pm]}]\n"
        "attributes: {needs: [debt]}\n"
        "translations: {cy: {name: Cyngor ar ddyled, description: Eisteddwch i lawr gyda rhywun.}}"
    )
    page = page_for(text, "cy")
    assert page.path == "cy/services/eastbrook-advice/debt-advice/index.html"
    assert page.address == "services/eastbrook-advice/debt-advice/"
    assert page.title.startswith("Cyngor ar ddyled")
    reading = read(page)
    assert "Eisteddwch i lawr gyda rhywun." in reading.text
    assert "Neuadd y Pentref" in reading.text
    assert "Dydd Llun 9am i 5pm" in reading.text
    assert '<div lang="en"><p>Ring the bell.</p></div>' in page.body
    assert '<span lang="en">Mill Lane</span>' in page.body
    assert '<span lang="en">Eastbrook Advice</span>' in page.body
    assert "Heb risiau" in reading.text


def test_what_machines_are_told() -> None:
    page = page_for(
        PLAIN
        + "locations: [{at: village-hall, schedules: ['Mondays 9am to 5pm', 'Fridays 9am to 5pm, term time only']}]\n"
        "cost_options: free\nattributes: {needs: [debt], audiences: [carers]}\nphones: 01632 960123"
    )
    block = page.head.split('<script type="application/ld+json">')[1].split("</script>")[0]
    said = json.loads(block)
    assert said["@type"] == "Service"
    assert said["url"] == "https://directory.eastbrook.example/here/services/eastbrook-advice/debt-advice/"
    assert said["provider"]["name"] == "Eastbrook Advice"
    assert said["serviceType"] == ["Debt"]
    place, phone = said["availableChannel"]
    assert place["serviceLocation"]["address"]["postalCode"] == "NR99 1AB"
    assert place["serviceLocation"]["geo"]["latitude"] == 52.9012
    assert phone["servicePhone"] == [{"@type": "ContactPoint", "telephone": "+441632960123"}]
    assert [hours["dayOfWeek"] for hours in said["hoursAvailable"]] == [["Monday"]], "term time is not every week"
    assert '<link rel="alternate" type="application/json" href="../../../api/services/' in page.head


def test_every_link_inside_is_relative() -> None:
    page = page_for(PLAIN + "locations: [{at: village-hall}]\nattributes: {needs: [debt]}")
    inside = [link for link in read(page).links() if ":" not in link]
    assert inside
    assert all(link.startswith(("../../../", "#")) or link == "calendar.ics" for link in inside)


def test_the_day_changes_nothing_until_it_matters() -> None:
    text = PLAIN + (
        "locations: [{at: village-hall, schedules: ['Mondays 9am to 5pm, not on bank holidays']}]\n"
        "assured_date: 2026-11-02"
    )
    path = "organizations/eastbrook-advice/debt-advice"

    def body(today: date) -> str:
        directory = directory_of({path: text}, today=today)
        made = page_of(Site(directory, "en"), directory.services[path]).body
        before, _dates, after = re.split(
            r"<details[^>]*data-dates-for|<p class=.calendar.>.*", made
        )  # say of which day
        return before + after

    assert body(date(2026, 11, 22)) == body(date(2026, 12, 30))
    assert body(date(2026, 11, 22)) != body(date(2027, 5, 3))
