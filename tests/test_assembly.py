"""All records together: linked both ways, sorted, and whole without what is missing."""

from __future__ import annotations

import pytest

from hereabouts.assembly import assemble, sort_key
from tests.inline_records import GROUP, HALL, SERVICE, SETTINGS_TEXT, TODAY, build, read_records, shown

ADVICE = "organizations/advice/organization"


def test_every_line_of_a_group_is_the_field_of_that_name() -> None:
    text = """\
name: Lunch Club
alternate_name: The table
description: Cooks.
email: a@a.example
website: https://a.example
year_incorporated: 1998
legal_status: Charity
logo: https://a.example/logo.png
uri: https://a.example/id
parent_organization: advice
hsds: {tax_status: none, tax_id: 7}
translations: {cy: {name: Clwb cinio}}
programs: {warm: {name: Warm, description: W., translations: {cy: {name: Cynnes}}}}
"""
    directory = build({GROUP: text, ADVICE: "name: Advice\ndescription: B.\n"})
    group, parent = directory.organizations[GROUP], directory.organizations[ADVICE]
    made = shown(group.hsds)
    (program,) = made.pop("programs")
    del made["id"]
    assert made == {
        "name": "Lunch Club",
        "alternate_name": "The table",
        "description": "Cooks.",
        "email": "a@a.example",
        "website": "https://a.example",
        "tax_status": "none",
        "tax_id": "7",
        "year_incorporated": 1998,
        "legal_status": "Charity",
        "logo": "https://a.example/logo.png",
        "uri": "https://a.example/id",
        "parent_organization_id": parent.hsds.id,
    }
    assert group.parent is parent
    assert parent.children == [group]
    assert group.translations == {"cy": {"name": "Clwb cinio"}}
    assert group.program_ids == {"warm": program["id"]}
    assert group.program_translations == {program["id"]: {"cy": {"name": "Cynnes"}}}


def test_services_of_a_group_are_sorted_by_name() -> None:
    names = {"a": "zebra walk", "b": "Art", "c": "art", "d": "Ärt"}
    files = {f"organizations/lunch-club/{key}": f"name: {name}\n" for key, name in names.items()}
    listings = build(files).organizations[GROUP].services
    assert (
        [one.hsds.name for one in listings]
        == sorted(names.values(), key=sort_key)
        == ["Art", "art", "zebra walk", "Ärt"]
    )


TREE = """\
name: Needs
description: X.
terms:
  debt: {name: Debt, description: D., parent: money}
  money: {name: Money, description: M., synonyms: [cash], translations: {cy: {name: Arian}}}
  bailiffs: {name: Bailiffs, description: B., parent: debt}
"""


def test_a_term_knows_what_is_below_it() -> None:
    files = {
        "taxonomies/needs": TREE,
        SERVICE: "name: Both\nattributes: {needs: [bailiffs, money]}\n",
        "organizations/lunch-club/other": "name: Debt\nattributes: {needs: debt}\n",
    }
    terms = build(files).taxonomies["needs"].terms
    assert [one.hsds.name for one in terms["money"].services] == ["Both", "Debt"]
    assert [one.hsds.name for one in terms["debt"].services] == ["Both", "Debt"]
    assert [one.hsds.name for one in terms["bailiffs"].services] == ["Both"]
    assert [one.key for one in terms["money"].children] == ["debt"]
    assert terms["bailiffs"].parent is terms["debt"]
    assert terms["money"].synonyms == ["cash"]
    assert terms["money"].translations == {"cy": {"name": "Arian"}}
    assert terms["debt"].path == "topics/needs/debt"


def test_a_list_knows_what_it_is_for() -> None:
    text = "name: N\ndescription: D.\nlink_type: need\napplies_to: [services, locations]\n"
    text += "translations: {cy: {name: Anghenion}}\n"
    listing = build({"taxonomies/needs": text}).taxonomies["needs"]
    assert (listing.link_type, listing.applies_to) == ("need", ["services", "locations"])
    assert listing.translations == {"cy": {"name": "Anghenion"}}
    assert (listing.name, listing.file, listing.path) == ("needs", "taxonomies/needs.yml", "topics/needs")


@pytest.mark.parametrize(
    "text",
    [
        "attributes: {gone: [x], needs: [gone, food]}\n",
        "program: gone\nlocations: [{at: gone}]\n",
        "service_areas: [gone]\n",
    ],
)
def test_what_a_bad_file_would_have_been_is_left_out(text: str) -> None:
    records = read_records(
        {SERVICE: f"name: Drop-in\n{text}", GROUP: "name: A\ndescription: B.\nparent_organization: gone\n"}
    )
    service = assemble(records, TODAY).services[SERVICE]
    assert service.hsds.name == "Drop-in"
    assert not service.places
    assert service.hsds.program is None


def test_a_circle_ends() -> None:
    files = {
        "taxonomies/needs": TREE.replace("money: {name: Money,", "money: {name: Money, parent: bailiffs,"),
        GROUP: "name: A\ndescription: B.\nparent_organization: lunch-club\n",
        SERVICE: "name: Drop-in\nattributes: {needs: debt}\n",
    }
    directory = assemble(read_records(files), TODAY)
    assert directory.organizations[GROUP].parent is None
    assert [one.path for one in directory.taxonomies["needs"].terms["money"].services] == [SERVICE]


def test_held_records_say_so() -> None:
    records = read_records({SERVICE: "name: Drop-in\n"})
    for record in records.by_path.values():
        record.held = True
    directory = assemble(records, TODAY)
    listings = (directory.services[SERVICE], directory.organizations[GROUP], directory.locations[HALL])
    assert all(one.held for one in listings)
    assert directory.taxonomies["needs"].held


def test_terms_are_in_the_language_of_the_records() -> None:
    directory = build({"directory": SETTINGS_TEXT.replace("[en, cy]", "[cy, en]")})
    assert directory.taxonomies["needs"].terms["food"].hsds.language == "cy"
