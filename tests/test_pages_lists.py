"""Groups, places, topics, A to Z, find, home and moved pages."""

from __future__ import annotations

import pytest

from hereabouts.directory import Directory
from hereabouts.mould import KINDS
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages import Site, page_of, pages, redirects, shared_pages
from hereabouts.outputs.pages.cards import MOST_CARDS, by_letter, service_line
from hereabouts.outputs.pages.home import MOST_DOORS
from tests.pages_example import directory_of, group_of, read, with_service

LUNCH = """
name: Tuesday lunch
description: Soup and company for anybody who would like some. Bring a friend, or come on your own.
locations:
  - {at: village-hall, schedules: ['Tuesdays 10:30 to 12:00, not on bank holidays (ring the bell)', Fridays 2pm]}
cost_options: [£2.50 for lunch]
attributes: {needs: [money, safety], referral-routes: [just-turn-up]}
assured_date: 2026-11-02
"""


def site_of(text: str = LUNCH, language: str = "en", **more: str) -> Site:
    return Site(with_service(text, "lunch", **more)[0], language)


def by_path(directory: Directory, language: str = "en") -> dict[str, Page]:
    return {page.path: page for page in pages(directory, language)}


def many(count: int) -> dict[str, str]:
    return {
        f"organizations/eastbrook-advice/s{number}": f"name: {chr(65 + number % 26)} service {number}\n"
        "attributes: {needs: [debt]}"
        for number in range(count)
    }


# ---- cards


def test_a_card_says_what_a_person_needs_to_choose() -> None:
    page = by_path(site_of().directory)["topics/needs/money/index.html"]
    card = read(page).under("Tuesday lunch")
    assert card.startswith("Eastbrook Advice Soup and company for anybody who would like some. When:")
    assert "When: Tuesdays 10:30am to midday, and other times" in card
    assert "Where: Village Hall, Eastbrook" in card
    assert "Cost: £2.50 for lunch" in card
    assert "How to get in: You can just turn up." in card
    assert "Confirmed on 2 November 2026." in card
    assert "Ring first" not in card


@pytest.mark.parametrize(
    ("extra", "badge"),
    [
        ("status: temporarily closed", "Closed for now"),
        ("capacities: {unit: rooms, available: '0', updated: 2026-11-20, expires: 2026-12-20}", "Full for now"),
    ],
)
def test_a_card_warns_of_what_keeps_people_away(extra: str, badge: str) -> None:
    page = by_path(site_of(LUNCH + extra).directory)["topics/needs/money/index.html"]
    assert badge in read(page).under("Tuesday lunch")


def test_a_card_has_at_most_two_badges() -> None:
    extra = "status: temporarily closed\ncapacities: {unit: rooms, available: '0', updated: 2026-11-20}\n"
    signpost = LUNCH.replace("attributes: {", "attributes: {setting: [signposting], ")
    page = by_path(site_of(signpost + extra).directory)["topics/needs/money/index.html"]
    assert page.body.count('class="badge ') == 2


def test_an_old_card_says_ring_first() -> None:
    page = by_path(site_of(LUNCH.replace("2026-11-02", "2026-01-02")).directory)["topics/needs/money/index.html"]
    assert "Confirmed on 2 January 2026. Ring first." in read(page).under("Tuesday lunch")


# ---- topics


def test_a_topic_holds_what_is_below_it() -> None:
    directory = directory_of({"organizations/eastbrook-advice/debt": "name: Debt\nattributes: {needs: [debt]}"})
    found = by_path(directory)
    money = read(found["topics/needs/money/index.html"])
    assert "1 place to try" in money.text
    assert "../../../services/eastbrook-advice/debt/" in money.links()
    assert "../../../topics/needs/debt/" in money.links()
    assert "Money worries of any kind." in money.text
    assert "Something missing?" in money.text


def test_a_sensitive_topic_begins_with_help_now_and_a_way_out() -> None:
    found = by_path(site_of().directory)
    page = found["topics/needs/safety/index.html"]
    assert page.sensitive
    assert "If you are in danger now 999 Emergency. If somebody is in danger now." in read(page).text
    assert "01632 960999" not in page.body, "the council is no crisis line"
    assert "tel:999" in read(page).links()
    assert not found["topics/needs/money/index.html"].sensitive
    assert "tel:999" not in found["topics/needs/money/index.html"].body


def test_an_access_topic_lists_places() -> None:
    page = by_path(site_of().directory)["topics/access/step-free/index.html"]
    assert "../../../locations/village-hall/" in read(page).links()


def test_a_long_topic_is_a_list_under_letters() -> None:
    short = by_path(directory_of(many(MOST_CARDS)))["topics/needs/debt/index.html"]
    long = by_path(directory_of(many(MOST_CARDS + 1)))["topics/needs/debt/index.html"]
    assert short.body.count('class="card"') == MOST_CARDS
    assert 'class="card"' not in long.body
    assert sum("/services/" in link for link in read(long).links()) == MOST_CARDS + 1
    assert "#a" in read(long).links()
    assert 'id="a"' in long.body


def test_every_list_of_terms_has_a_page_and_the_built_in_one_has_none() -> None:
    found = by_path(site_of().directory)
    assert "topics/needs/index.html" in found
    assert "topics/index.html" in found
    assert not any(path.startswith("topics/hereabouts") for path in found)


# ---- A to Z


def test_names_stand_under_their_letters() -> None:
    names = ["Élan", "elder", "(The) Hub", "10 o'clock club", "Zebra", "ŵyl"]
    records = {f"organizations/eastbrook-advice/s{at}": f"name: {name!r}" for at, name in enumerate(names)}
    records["organizations/eastbrook-advice/s3"] = 'name: "10 o\'clock club"'
    site = Site(directory_of(records), "en")
    groups = by_letter(service_line(site, one, "") for one in site.directory.services.values())
    assert [(group.letter, [str(line.name) for line in group.lines]) for group in groups] == [
        ("E", ["Élan", "elder"]),
        ("T", ["(The) Hub"]),
        ("W", ["ŵyl"]),
        ("Z", ["Zebra"]),
        ("#", ["10 o&#39;clock club"]),
    ]


def test_a_long_a_to_z_has_a_page_for_each_letter() -> None:
    found = by_path(directory_of(many(700)))
    assert sum("/services/" in link for link in read(found["a-z/index.html"]).links()) == 0
    assert "b/" in read(found["a-z/index.html"]).links()
    letters = [path for path in found if path.startswith("a-z/") and path != "a-z/index.html"]
    assert len(letters) == 26
    links = [link for path in letters for link in read(found[path]).links() if "/services/" in link]
    assert len(set(links)) == 700


def test_services_and_groups_are_both_in_the_a_to_z() -> None:
    page = by_path(site_of().directory)["a-z/index.html"]
    assert {"../services/eastbrook-advice/lunch/", "../organizations/eastbrook-advice/"} <= set(read(page).links())
    assert "Eastbrook Advice Group with 1 service" in read(page).text


# ---- find, towns and days


def test_find_offers_topics_towns_and_days() -> None:
    found = by_path(site_of().directory)
    links = read(found["find/index.html"]).links()
    assert "../topics/needs/money/" in links
    assert "../find/in-eastbrook/" in links
    assert "../find/on-tuesday/" in links
    assert "../find/on-monday/" not in links
    assert "../../services/eastbrook-advice/lunch/" in read(found["find/in-eastbrook/index.html"]).links()
    assert "../../locations/village-hall/" in read(found["find/in-eastbrook/index.html"]).links()
    assert "On a Friday" in read(found["find/on-friday/index.html"]).text


TWO_TOWNS = """
name: Debt advice
locations:
  - {at: village-hall, schedules: [Mondays 9am to 10am]}
  - {at: mill, schedules: [Fridays 2pm to 4pm]}
"""
MILL = "name: Old Mill\naddresses: {address_1: 1 Weir, city: Westbrook}"


@pytest.mark.parametrize(
    ("cost", "said"),
    [("fees_description: Pay what you can.", "Pay what you can. How"), ("cost_options: [free]", "Free. How")],
)
def test_cost_and_the_way_in_stand_in_one_line_as_sentences(cost: str, said: str) -> None:
    page = by_path(site_of(f"{LUNCH.replace('cost_options: [£2.50 for lunch]', cost)}").directory)
    assert f"Cost: {said} to get in: You can just turn up." in read(page["topics/needs/money/index.html"]).text


def test_a_town_and_a_place_tell_the_times_there_and_no_others() -> None:
    found = by_path(site_of(TWO_TOWNS, locations__mill=MILL).directory)
    town = read(found["find/in-westbrook/index.html"]).under("Debt advice")
    assert "When: Fridays 2pm to 4pm" in town
    assert "Where: Old Mill, Westbrook" in town
    assert "other" not in town
    place = read(found["locations/mill/index.html"]).under("Debt advice")
    assert "When: Fridays 2pm to 4pm" in place
    assert "Where:" not in place
    everywhere = read(found["organizations/eastbrook-advice/index.html"]).under("Debt advice")
    assert "When: Mondays 9am to 10am, and other times" in everywhere
    assert "Where: Village Hall, Eastbrook and 1 other place" in everywhere


def test_towns_that_differ_in_case_are_one() -> None:
    hall = "name: A hut\naddresses: {address_1: 1 Road, city: EASTBROOK}"
    other = "name: Other\nlocations: [{at: hut}]"
    site = site_of(locations__hut=hall, organizations__eastbrook_advice__other=other)
    towns = [page for page in shared_pages(site) if page.path.startswith("find/in-")]
    assert [(page.path, page.title) for page in towns] == [("find/in-eastbrook/index.html", "In Eastbrook")]


def test_links_between_pages_lead_somewhere() -> None:
    directory = site_of(organizations__other__organization="name: Other").directory
    for language in ("en", "cy"):
        found = by_path(directory, language)
        for path, page in found.items():
            for link in read(page).links():
                if ":" in link or link.startswith("#") or "change-a-listing" in link:
                    continue
                target = resolve(path, link.partition("#")[0])
                assert f"{target}index.html" in found, (path, link)


def resolve(path: str, link: str) -> str:
    """Where a relative link leads, from the root of the site."""
    parts = path.split("/")[:-1]
    for step in link.split("/"):
        if step == "..":
            parts.pop()
        elif step not in {"", "."}:
            parts.append(step)
    return "/".join(parts) + "/" if parts else ""


def test_every_page_fits_its_mould_and_is_told_apart() -> None:
    found = by_path(directory_of(many(650) | {"organizations/eastbrook-advice/lunch": LUNCH}))
    for page in found.values():
        assert KINDS[page.kind].count("/") == page.address.count("/"), page.path
        assert page.title
        assert page.description
        assert "\n" not in page.description
    services = [page for page in found.values() if page.kind == "service"]
    assert len({page.title for page in services}) == len(services)


# ---- groups and places


def test_a_group_with_all_that_is_known_of_it() -> None:
    group = """
        name: Eastbrook Advice
        description: Free advice.
        phones: 01632 960200
        organization_identifiers: [GB-CHC 1111111]
        legal_status: Charity
        year_incorporated: '1998'
        programs: {warm: {name: Warm Spaces, description: Warm places.}}
        locations: [village-hall]
        """
    child = "name: Youth\nparent_organization: eastbrook-advice"
    directory = site_of(
        organizations__eastbrook_advice__organization=group, organizations__youth__organization=child
    ).directory
    reading = read(page_of(Site(directory, "en"), group_of(directory)))
    assert "Free advice." in reading.text
    assert "../../services/eastbrook-advice/lunch/" in reading.links()
    assert "https://register-of-charities.charitycommission.gov.uk/charity-search/-/charity-details/1111111" in (
        reading.links()
    )
    for words in ("Warm Spaces", "Village Hall", "Youth", "Charity", "1998"):
        assert words in reading.text
    parent = read(page_of(Site(directory, "en"), directory.organizations["organizations/youth/organization"]))
    assert "Part of Eastbrook Advice" in parent.text


def test_a_made_up_charity_number_leads_nowhere() -> None:
    group = "name: Group\norganization_identifiers: [GB-CHC 1111111]"
    settings = "name: D\nid_namespace: 0d2f6a52-6f0b-4f0e-9a54-2f1f3f9f7c11\nexample: true"
    directory = directory_of({"organizations/eastbrook-advice/organization": group}, settings)
    page = page_of(Site(directory, "en"), group_of(directory))
    assert "1111111" in page.body
    assert "charitycommission" not in page.body


def test_a_group_without_services_says_so() -> None:
    directory = directory_of({})
    assert "no services listed here yet" in read(page_of(Site(directory, "en"), group_of(directory))).text


def test_a_place_shows_what_is_on_day_by_day() -> None:
    directory = site_of().directory
    page = page_of(Site(directory, "en"), directory.locations["locations/village-hall"])
    on = read(page).under("What is on here, day by day")
    assert "Tuesday 10:30am to midday Tuesday lunch Friday 2pm Tuesday lunch" in on
    assert page.title == "Village Hall, Eastbrook"


# ---- home


def test_home_asks_one_question_and_is_honest() -> None:
    page = by_path(site_of().directory)["index.html"]
    reading = read(page)
    assert "What would help?" in reading.text
    assert "topics/needs/money/" in reading.links()
    assert "1 service, 1 confirmed by its group in the last six months." in reading.text
    assert "Is your group here?" in reading.text
    assert page.title == "Eastbrook Directory"


def test_home_says_so_when_nothing_was_confirmed() -> None:
    page = by_path(site_of(LUNCH.replace("assured_date: 2026-11-02", "")).directory)["index.html"]
    assert "1 service. None has been confirmed by its group in the last six months" in read(page).text


def test_services_of_one_name_are_told_apart_by_their_group() -> None:
    lunch = LUNCH.replace("[money, safety]", "[money]")
    site = site_of(lunch, organizations__other__organization="name: Other", organizations__other__lunch=lunch)
    page = by_path(site.directory)["index.html"]
    assert "Tuesday lunch, Eastbrook Advice" in read(page).text
    assert "Tuesday lunch, Other" in read(page).text


def test_home_shows_no_more_doors_than_it_may() -> None:
    terms = ", ".join(f"t{at}: {{name: Topic {at}}}" for at in range(20))
    directory = directory_of(
        {
            "taxonomies/needs": f"name: Needs\nterms: {{{terms}}}",
            "organizations/eastbrook-advice/s": "name: S\nattributes: {needs: ["
            + ", ".join(f"t{at}" for at in range(20))
            + "]}",
        }
    )
    assert by_path(directory)["index.html"].body.count('class="door"') == MOST_DOORS


@pytest.mark.parametrize(
    ("count", "shown", "columns"), [(1, 1, 3), (4, 4, 4), (5, 5, 3), (9, 9, 3), (12, 12, 4), (13, 12, 4), (16, 16, 4)]
)
def test_no_topic_stands_in_a_row_by_itself(count: int, shown: int, columns: int) -> None:
    names = [f"t{at}" for at in range(count)]
    needs = f"name: Needs\nterms: {{{', '.join(f'{name}: {{name: {name}}}' for name in names)}}}"
    service = f"name: S\nattributes: {{needs: [{', '.join(names)}]}}"
    directory = directory_of({"taxonomies/needs": needs, "organizations/eastbrook-advice/s": service})
    body = by_path(directory)["index.html"].body
    assert body.count('class="door"') == shown
    assert f'class="doors doors--{columns}"' in body
    assert shown == 1 or shown % columns != 1


def test_home_shows_this_week_and_leaves_out_what_is_not_on() -> None:
    week = read(by_path(site_of(LUNCH.replace("[money, safety]", "[money]")).directory)["index.html"])
    assert "Tuesday 24 November 10:30am to midday Tuesday lunch Village Hall, Eastbrook" in week.text
    path = "organizations/eastbrook-advice/lunch"
    closed = LUNCH.replace("[money, safety]", "[money]").replace("Fridays 2pm", "closed 20 November to 30 November")
    assert "On this week" not in read(by_path(directory_of({path: closed}))["index.html"]).text


def test_sensitive_services_are_not_paraded_on_the_home_page() -> None:
    assert "Tuesday lunch" not in by_path(site_of().directory)["index.html"].body


def test_nothing_is_on_where_no_times_are_known() -> None:
    assert "On this week" not in by_path(directory_of({}))["index.html"].body


# ---- moved pages


def test_moved_pages_lead_to_the_present_ones() -> None:
    text = LUNCH + (
        "formerly: [organizations/old/lunch, organizations/eastbrook-advice/tea]\nreplaces: organizations/other/soup\n"
    )
    site = site_of(text, organizations__eastbrook_advice__tea="name: Tea")
    moved = {redirect.path: redirect.html for redirect in redirects(site)}
    assert sorted(moved) == [
        "services/old/lunch/index.html",
        "services/other/soup/index.html",
        "topics/needs/owing/index.html",
    ], "a page of the present is not overwritten"
    html = moved["services/old/lunch/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=../../../services/eastbrook-advice/lunch/">' in html
    assert 'href="https://directory.eastbrook.example/here/services/eastbrook-advice/lunch/"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_the_same_directory_and_day_give_the_same_pages() -> None:
    first = [page for language in ("en", "cy") for page in pages(site_of().directory, language)]
    second = [page for language in ("en", "cy") for page in pages(site_of().directory, language)]
    assert first == second


def test_only_the_named_records_are_made() -> None:
    site = site_of()
    made = list(pages(site.directory, "en", only={"organizations/eastbrook-advice/lunch"}))
    assert [page.path for page in made] == ["services/eastbrook-advice/lunch/index.html"]
