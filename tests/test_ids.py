"""Every id, reckoned by hand from the table of the record format, and what an id must survive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hereabouts.assembly import assemble
from hereabouts.assembly.builtin import NAMESPACE as BUILTIN_NAMESPACE
from hereabouts.directory import Directory
from hereabouts.model.ids import Siblings, derive, key_text, slug
from hereabouts.records import gather
from tests.inline_records import GROUP, HALL, NAMESPACE, SERVICE, SETTINGS_TEXT, TODAY, build, read_records, shown

PIN = "12345678-1234-4234-9234-123456789abc"


def given_by(parent: str, name: str) -> str:
    """What the library makes of it: the reckoning that ours must agree with."""
    return str(uuid5(UUID(parent), name))


# ---- The reckoning itself


@given(st.uuids(), st.text(max_size=80))
def test_an_id_is_the_standard_uuid5(parent: UUID, name: str) -> None:
    encodable = name.encode("utf-8", "ignore").decode()
    assert derive(str(parent), encodable) == str(uuid5(parent, encodable))
    assert derive(str(parent).upper(), encodable) == str(uuid5(parent, encodable))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Referrals officer", "referrals officer"),
        ("  Two\n words. ", "two words"),
        ("CAFÉ", "café"),
        ("ﬁne №1", "fine no1"),
        ("Advice Ltd.", "advice ltd"),
    ],
)
def test_free_text_in_a_key_is_folded(text: str, key: str) -> None:
    assert key_text(text) == key


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_folding_again_changes_nothing(text: str) -> None:
    folded = key_text(text)
    assert key_text(folded) == folded


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Refuge (address confidential)", "refuge-address-confidential"),
        ("St Mary's & St John’s", "st-marys-and-st-johns"),
        ("Café Tŷ Gwyn", "cafe-ty-gwyn"),
        ("x" * 80, "x" * 60),
        ("东京", ""),
    ],
)
def test_a_name_becomes_a_slug(name: str, written: str) -> None:
    assert slug(name) == written


def test_siblings_are_counted_by_kind_and_key() -> None:
    siblings = Siblings(NAMESPACE)
    made = [siblings.id_for("phone", key) for key in ("+44", "+44", "+45", "+44")]
    assert made == [given_by(NAMESPACE, f"phone/{key}") for key in ("+44", "+44 2", "+45", "+44 3")]
    assert siblings.id_for("url", "+44") == given_by(NAMESPACE, "url/+44")


def test_pinning_one_sibling_moves_no_other() -> None:
    siblings = Siblings(NAMESPACE)
    made = [siblings.id_for("phone", "+44", pin) for pin in ("", PIN.upper(), "")]
    assert made == [given_by(NAMESPACE, "phone/+44"), PIN, given_by(NAMESPACE, "phone/+44 3")]


# ---- Every row of the table

WHOLE = """\
name: Drop-in
phones:
  - 01632 960123
  - {number: 01632 960124, extension: 12, languages: [cy]}
  - 999
  - 116 123
contacts:
  - {title: Referrals officer, name: Jo Bloggs, phones: 01632 960125}
  - {department: Front desk}
  - {name: Sam Smith}
  - {email: desk@riverside.example}
schedules:
  - Tuesdays 10am to midday
  - 1st and 15th of the month 10am
  - 14 March 2026 10am to 4pm
  - by appointment
  - {description: "Most mornings, ring first"}
locations:
  - at: hall
    schedules: every 2 weeks on Friday 2pm to 4pm from 2026-01-09
    service_areas: Holt
    contacts: {title: Caretaker}
    phones: 01632 960126
    attributes: {needs: company}
  - place: {name: "The Shed, Mill Lane", location_type: virtual}
cost_options: [free, £2.50 for lunch, {amount: 3}, {option: Members., amount: 1}]
service_areas: [Villages near Holt., {name: Norfolk, uri: "https://areas.example/norfolk"}]
funding: Lottery
languages: [cy, {name: Klingon}]
additional_urls: https://riverside.example/a
required_documents: Proof of address
attributes: {needs: food}
capacities: {unit: Beds, available: 1, updated: 2026-11-20, expires: 2026-11-30}
program: warm
hsds: {metadata: {last_action_date: 2025-08-08, last_action_type: update, field_name: name, updated_by: x}}
"""
WHOLE_GROUP = """\
name: Lunch Club
description: People who cook.
organization_identifiers: [GB-CHC 0123456, {identifier_type: Club number, identifier: 7}]
programs: {warm: {name: Warm, description: Warm.}}
additional_websites: https://riverside.example/b
"""
WHOLE_HALL = """\
name: Hall
location_type: physical
addresses:
  - {address_1: Mill Lane, city: Eastbrook, postal_code: NR99 1AB}
  - {address_1: PO Box 1, city: Eastbrook, postal_code: NR99 1AC, address_type: postal}
accessibility: [lift, Wide doors]
schedules: Mondays 9am to 5pm
"""
ACCESS = "name: Access\ndescription: Getting in.\nterms: {lift: {name: Lift, description: A lift.}}\n"
FILES = {SERVICE: WHOLE, GROUP: WHOLE_GROUP, HALL: WHOLE_HALL, "taxonomies/access": ACCESS}

ORGANIZATION_ID = given_by(NAMESPACE, GROUP)
SERVICE_ID = given_by(NAMESPACE, SERVICE)
HALL_ID = given_by(NAMESPACE, HALL)
NEEDS_ID = given_by(NAMESPACE, "taxonomies/needs")
FOOD_ID = given_by(NEEDS_ID, "taxonomy_term/food")
LIFT_ID = given_by(given_by(NAMESPACE, "taxonomies/access"), "taxonomy_term/lift")
LINK_ID = given_by(SERVICE_ID, f"service_at_location/{HALL_ID}")
SHED_ID = given_by(SERVICE_ID, "location/the-shed-mill-lane")
OFFICER_ID = given_by(SERVICE_ID, "contact/referrals officer")
SECOND_PHONE_ID = given_by(SERVICE_ID, "phone/+441632960124;ext=12")
CAPACITY_ID = given_by(SERVICE_ID, "service_capacity/beds")
EXPIRES_ID = given_by(given_by(BUILTIN_NAMESPACE, "taxonomies/hereabouts"), "taxonomy_term/expires")

TABLE = {
    "service/id": SERVICE_ID,
    "service/organization/id": ORGANIZATION_ID,
    "service/program/id": given_by(ORGANIZATION_ID, "program/warm"),
    "service/phones/0/id": given_by(SERVICE_ID, "phone/+441632960123"),
    "service/phones/1/id": SECOND_PHONE_ID,
    "service/phones/1/languages/0/id": given_by(SECOND_PHONE_ID, "language/cy"),
    "service/phones/2/id": given_by(SERVICE_ID, "phone/999"),
    "service/phones/3/id": given_by(SERVICE_ID, "phone/116123"),
    "service/contacts/0/id": OFFICER_ID,
    "service/contacts/0/phones/0/id": given_by(OFFICER_ID, "phone/+441632960125"),
    "service/contacts/1/id": given_by(SERVICE_ID, "contact/front desk"),
    "service/contacts/2/id": given_by(SERVICE_ID, "contact/sam smith"),
    "service/contacts/3/id": given_by(SERVICE_ID, "contact/desk@riverside.example"),
    "service/schedules/0/id": given_by(SERVICE_ID, "schedule/WEEKLY 1 TU"),
    "service/schedules/1/id": given_by(SERVICE_ID, "schedule/MONTHLY 1 1,15"),
    "service/schedules/2/id": given_by(SERVICE_ID, "schedule/2026-03-14"),
    "service/schedules/3/id": given_by(SERVICE_ID, "schedule/By appointment"),
    "service/schedules/4/id": given_by(SERVICE_ID, "schedule/text"),
    "service/schedules/5/id": given_by(LINK_ID, "schedule/WEEKLY 2 FR"),
    "service/service_at_locations/0/id": LINK_ID,
    "service/service_at_locations/0/schedules/0/id": given_by(LINK_ID, "schedule/WEEKLY 2 FR"),
    "service/service_at_locations/0/service_areas/0/id": given_by(LINK_ID, "service_area/holt"),
    "service/service_at_locations/0/contacts/0/id": given_by(LINK_ID, "contact/caretaker"),
    "service/service_at_locations/0/phones/0/id": given_by(LINK_ID, "phone/+441632960126"),
    "service/service_at_locations/0/attributes/0/id": given_by(
        LINK_ID, f"attribute/{given_by(NEEDS_ID, 'taxonomy_term/company')}"
    ),
    "service/service_at_locations/0/location/id": HALL_ID,
    "service/service_at_locations/1/location/id": SHED_ID,
    "service/service_at_locations/1/id": given_by(SERVICE_ID, f"service_at_location/{SHED_ID}"),
    "service/cost_options/0/id": given_by(SERVICE_ID, "cost_option/free"),
    "service/cost_options/1/id": given_by(SERVICE_ID, "cost_option/for lunch"),
    "service/cost_options/2/id": given_by(SERVICE_ID, "cost_option/"),
    "service/cost_options/3/id": given_by(SERVICE_ID, "cost_option/members"),
    "service/service_areas/0/id": given_by(SERVICE_ID, "service_area/villages near holt"),
    "service/service_areas/1/id": given_by(SERVICE_ID, "service_area/https://areas.example/norfolk"),
    "service/funding/0/id": given_by(SERVICE_ID, "funding/lottery"),
    "service/languages/0/id": given_by(SERVICE_ID, "language/cy"),
    "service/languages/1/id": given_by(SERVICE_ID, "language/klingon"),
    "service/additional_urls/0/id": given_by(SERVICE_ID, "url/https://riverside.example/a"),
    "service/required_documents/0/id": given_by(SERVICE_ID, "required_document/proof of address"),
    "service/attributes/0/id": given_by(SERVICE_ID, f"attribute/{FOOD_ID}"),
    "service/attributes/0/taxonomy_term/id": FOOD_ID,
    "service/attributes/0/taxonomy_term/taxonomy_id": NEEDS_ID,
    "service/capacities/0/id": CAPACITY_ID,
    "service/capacities/0/unit/id": given_by(NAMESPACE, "unit/beds"),
    "service/capacities/0/unit_id": given_by(NAMESPACE, "unit/beds"),
    "service/capacities/0/attributes/0/id": given_by(CAPACITY_ID, f"attribute/{EXPIRES_ID}"),
    "service/metadata/0/id": given_by(SERVICE_ID, "metadata/2025-08-08/name"),
    "organization/organization_identifiers/0/id": given_by(ORGANIZATION_ID, "organization_identifier/GB-CHC"),
    "organization/organization_identifiers/1/id": given_by(ORGANIZATION_ID, "organization_identifier/club number"),
    "organization/additional_websites/0/id": given_by(ORGANIZATION_ID, "url/https://riverside.example/b"),
    "location/addresses/0/id": given_by(HALL_ID, "address/physical"),
    "location/addresses/1/id": given_by(HALL_ID, "address/postal"),
    "location/accessibility/0/id": given_by(HALL_ID, f"accessibility/{LIFT_ID}"),
    "location/accessibility/1/id": given_by(HALL_ID, "accessibility/wide doors"),
    "location/schedules/0/id": given_by(HALL_ID, "schedule/WEEKLY 1 MO"),
}


def whole(directory: Directory) -> Any:
    return {
        "service": shown(directory.services[SERVICE].hsds),
        "organization": shown(directory.organizations[GROUP].hsds),
        "location": shown(directory.locations[HALL].hsds),
    }


def at(value: Any, path: str) -> Any:
    for step in path.split("/"):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


@pytest.fixture(scope="module")
def made() -> Any:
    return whole(build(FILES))


@pytest.mark.parametrize("path", TABLE)
def test_an_id_is_the_one_of_the_table(made: Any, path: str) -> None:
    assert at(made, path) == TABLE[path]


# ---- What an id survives


def ids(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every id by the way to it, the ids of terms and the organization left aside."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from [(path, inner)] if key == "id" else ids(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from ids(inner, f"{path}/{index}")


def all_ids(files: dict[str, str]) -> dict[str, str]:
    return dict(ids(whole(build(files))))


def changed(path: str, old: str, new: str) -> dict[str, str]:
    assert old in FILES[path]
    return {**FILES, path: FILES[path].replace(old, new)}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SERVICE, "Tuesdays 10am to midday", "Tuesdays 11am to 1pm, by appointment (ring the bell)"),
        (SERVICE, "1st and 15th of the month 10am", "1st and 15th of the month 4pm"),
        (SERVICE, "2pm to 4pm from 2026-01-09", "3pm to 5pm from 2026-01-16"),
        (SERVICE, "£2.50 for lunch", "£4 for lunch"),
        (SERVICE, "amount: 3}", "amount: 4}"),
        (SERVICE, "name: Jo Bloggs", "name: Ali Bloggs"),
        (SERVICE, "available: 1", "available: 0"),
        (SERVICE, "extension: 12,", "extension: 12, description: Ask for Jo,"),
        (SERVICE, "name: Drop-in", "name: Another name\ndescription: Longer."),
        (SERVICE, "Referrals officer,", "Referrals  OFFICER.,"),
        (SERVICE, "01632 960123", "+44 1632 960123"),
        (HALL, "Mill Lane", "1 High Street"),
        (HALL, "NR99 1AB", "NR99 1AD"),
        (GROUP, "name: Lunch Club", "name: Supper Club"),
        (GROUP, "0123456", "7654321"),
    ],
)
def test_an_ordinary_change_keeps_every_id(path: str, old: str, new: str) -> None:
    assert all_ids(changed(path, old, new)) == all_ids(FILES)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SERVICE, "  - 116 123\n", "  - 116 123\n  - 01632 960123\n  - 01632 960199\n"),
        (SERVICE, "amount: 1}]", "amount: 1}, free, £9 for lunch, £9]"),
        (SERVICE, "languages: [cy, {name: Klingon}]", "languages: [cy, {name: Klingon}, cy, en]"),
        (SERVICE, 'ring first"}\n', 'ring first"}\n  - Tuesdays 6pm to 8pm\n  - {description: Ring}\n'),
        (SERVICE, "location_type: virtual}\n", "location_type: virtual}\n  - at: hall\n    description: Upstairs\n"),
        (
            HALL,
            "address_type: postal}\n",
            "address_type: postal}\n  - {address_1: X, city: Y, postal_code: NR99 1AE}\n",
        ),
    ],
)
def test_adding_at_the_end_moves_nothing(path: str, old: str, new: str) -> None:
    before, after = all_ids(FILES), all_ids(changed(path, old, new))
    copies = "/service/schedules/"  # the copies of a place's times stand behind the service's own
    assert {way: own for way, own in after.items() if way in before and not way.startswith(copies)} == {
        way: own for way, own in before.items() if not way.startswith(copies)
    }
    assert set(before.values()) <= set(after.values())


def test_no_two_things_share_an_id() -> None:
    doubled = changed(SERVICE, "location_type: virtual}\n", "location_type: virtual}\n  - at: hall\n  - at: hall\n")
    for files in (FILES, doubled):
        service = whole(build(files))["service"]
        service.pop("schedules")  # a place's times stand here again, under their own id
        links = [link["id"] for link in service["service_at_locations"]]
        assert len(links) == len(set(links))
        shared = ("/taxonomy_term", "/location", "/unit", "/organization/programs", "/program")
        own = [one for way, one in ids(service) if not any(part in way for part in shared)]
        assert len(own) == len(set(own))


def test_a_pin_carries_all_that_hangs_from_it() -> None:
    service = whole(build(changed(SERVICE, "name: Drop-in\n", f"name: Drop-in\nid: {PIN.upper()}\n")))["service"]
    assert service["id"] == PIN
    assert service["phones"][0]["id"] == given_by(PIN, "phone/+441632960123")
    link = given_by(PIN, f"service_at_location/{HALL_ID}")
    assert service["service_at_locations"][0]["id"] == link
    assert service["service_at_locations"][0]["phones"][0]["id"] == given_by(link, "phone/+441632960126")


PINNED = """\
name: Drop-in
phones: {number: 01632 960123, id: @0, languages: {code: cy, id: @1}}
contacts: {title: Officer, id: @2}
schedules: [{when: "Tuesdays 10am to midday and 2pm to 4pm", id: @3}, {description: Ring, id: @4}]
locations:
  - at: hall
    id: @5
    schedules: {freq: WEEKLY, byday: FR, id: @6}
  - place:
      name: Shed
      id: @7
      accessibility: {description: Ramp, id: @8}
      addresses: {address_1: X, city: Y, postal_code: NR99 1AE, id: @9}
cost_options: {option: free, id: @10}
service_areas: {name: Holt, id: @11}
funding: {source: Lottery, id: @12}
additional_urls: {url: "https://a.example", id: @13}
required_documents: {document: Letter, id: @14}
attributes: {needs: {term: food, id: @15}}
capacities: {unit: {name: Beds, id: @16}, available: 1, updated: 2026-11-20, expires: 2026-11-30, id: @17}
program: warm
hsds: {metadata: {last_action_date: x, last_action_type: y, field_name: z, updated_by: w, id: @18}}
"""
PINNED_GROUP = """\
name: Lunch Club
description: X.
organization_identifiers: {identifier: 7, id: @19}
programs: {warm: {name: Warm, description: Warm., id: @20}}
"""
PINNED_NEEDS = "name: N\ndescription: N.\nid: @21\nterms: {food: {name: F, description: F., id: @22}}\n"


def pinned(text: str) -> str:
    return re.sub(r"@(\d+)", lambda found: pin(int(found[1])), text)


def pin(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def test_any_mapping_can_be_pinned() -> None:
    files = {SERVICE: PINNED, GROUP: PINNED_GROUP, "taxonomies/needs": PINNED_NEEDS}
    service = whole(build({path: pinned(text) for path, text in files.items()}))["service"]
    found = {own for _, own in ids(service)} | {service["attributes"][0]["taxonomy_term"]["taxonomy_id"]}
    assert {pin(number) for number in range(23)} <= found
    second = service["schedules"][1]["id"]
    assert second == given_by(SERVICE_ID, "schedule/WEEKLY 1 TU 2"), "only the first of two takes the pin"


def test_formerly_keeps_the_id_of_the_oldest_path() -> None:
    moved = "organizations/lunch-club/supper"
    files = {moved: WHOLE + f"formerly: [{SERVICE}, organizations/lunch-club/lunch]\n", GROUP: WHOLE_GROUP}
    listing = build({**FILES, **files, SERVICE: ""}).services[moved]
    assert dict(ids(shown(listing.hsds))) == {
        way.removeprefix("/service"): own for way, own in all_ids(FILES).items() if way.startswith("/service")
    }
    assert listing.formerly == [SERVICE, "organizations/lunch-club/lunch"]


@pytest.mark.parametrize("kind", ["organization", "location", "taxonomy"])
def test_every_kind_of_record_may_move(kind: str) -> None:
    old, new, text = {
        "organization": (GROUP, "organizations/supper-club/organization", "name: S\ndescription: S.\n"),
        "location": (HALL, "locations/village-hall", "name: Hall\n"),
        "taxonomy": ("taxonomies/needs", "taxonomies/wants", "name: N\ndescription: N.\n"),
    }[kind]
    directory = build({old: "", new: f"{text}formerly: {old}\n"})
    listing: Any = {**directory.organizations, **directory.locations}.get(new) or directory.taxonomies["wants"]
    assert listing.hsds.id == given_by(NAMESPACE, old)
    assert listing.formerly == [old]


def test_a_renamed_term_keeps_its_id_and_is_found_by_its_old_key() -> None:
    needs = "name: Needs\ndescription: X.\nterms: {meals: {name: Meals, description: M., formerly: [food, lunch]}}\n"
    directory = build({"taxonomies/needs": needs, SERVICE: "name: Drop-in\nattributes: {needs: [lunch]}\n"})
    assert directory.taxonomies["needs"].terms["meals"].hsds.id == FOOD_ID
    (use,) = directory.services[SERVICE].uses["needs"]
    assert use.term.key == "meals"
    assert directory.services[SERVICE].hsds.attributes[0].id == given_by(SERVICE_ID, f"attribute/{FOOD_ID}")


def test_a_merged_record_has_an_id_of_its_own() -> None:
    files = {SERVICE: "name: Drop-in\nreplaces: organizations/lunch-club/lunch\n"}
    listing = build(files).services[SERVICE]
    assert listing.hsds.id == SERVICE_ID
    assert listing.replaces == ["organizations/lunch-club/lunch"]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_files_does_not_matter(seed: int) -> None:
    records = read_records(FILES)
    mixed = list(records.by_path.values())
    Random(seed).shuffle(mixed)
    again = assemble(gather(records.settings, mixed), TODAY)
    assert whole(again) == whole(build(FILES))
    assert list(again.services) == sorted(again.services)
    assert list(again.taxonomies) == sorted(again.taxonomies)


def test_another_namespace_gives_other_ids_but_not_to_built_in_terms() -> None:
    other = whole(build({**FILES, "directory": SETTINGS_TEXT.replace(NAMESPACE, PIN)}))
    assert other["service"]["id"] == given_by(PIN, SERVICE)
    term = at(other, "service/capacities/0/attributes/0/taxonomy_term")
    assert term["id"] == EXPIRES_ID
