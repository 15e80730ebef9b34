"""Records together: sorted, and found by the names that other records use."""

from __future__ import annotations

from hereabouts.kind import Kind
from hereabouts.model.ids import derive
from hereabouts.records import former_paths, gather, identity
from tests.inline_records import GROUP, HALL, NAMESPACE, SERVICE, read_record, read_records

PIN = "12345678-1234-4234-9234-123456789abc"
OTHER = "organizations/lunch-club-two/lunch"


def test_records_are_found_by_name() -> None:
    records = read_records({SERVICE: "name: Drop-in\n", OTHER: "name: Lunch\n"})
    assert records.organization("lunch-club") is records.by_path[GROUP]
    assert records.location("hall") is records.by_path[HALL]
    assert records.taxonomy("needs") is records.by_path["taxonomies/needs"]
    assert list(records.terms("needs")) == ["food", "company"]
    assert [one.path for one in records.services_of("lunch-club")] == [SERVICE]
    assert [one.path for one in records.of(Kind.SERVICE)] == sorted([OTHER, SERVICE])


def test_what_is_not_there_is_not_found() -> None:
    records = read_records({})
    assert records.organization("gone") is None
    assert records.location("gone") is None
    assert records.taxonomy("gone") is None
    assert records.terms("gone") == {}
    assert records.services_of("lunch-club") == []


def test_records_are_sorted_by_path() -> None:
    records = read_records({SERVICE: "name: Drop-in\n", OTHER: "name: Lunch\n"})
    backwards = gather(records.settings, reversed(list(records.by_path.values())))
    assert list(backwards.by_path) == sorted(backwards.by_path)


def test_a_copy_without_some_leaves_the_others() -> None:
    records = read_records({SERVICE: "name: Drop-in\n"})
    fewer = records.without([SERVICE, "gone"])
    assert SERVICE not in fewer.by_path
    assert fewer.by_path[GROUP] is records.by_path[GROUP]
    assert SERVICE in records.by_path


def test_a_record_knows_its_name_and_group() -> None:
    record = read_record(SERVICE, "name: Drop-in\n")
    assert (record.name, record.group) == ("drop-in", "lunch-club")
    hall = read_record(HALL, "name: Hall\n")
    assert (hall.name, hall.group) == ("hall", "")


def test_the_id_of_a_record() -> None:
    def id_of(more: str) -> str:
        return identity(read_record(SERVICE, f"name: Drop-in\n{more}"), NAMESPACE)

    assert id_of("") == derive(NAMESPACE, SERVICE)
    assert id_of(f"id: {PIN.upper()}\n") == PIN
    assert id_of(f"formerly: {OTHER}\n") == derive(NAMESPACE, OTHER)
    assert id_of(f"formerly: [{OTHER}, organizations/lunch-club/tea]\n") == derive(NAMESPACE, OTHER)
    assert id_of(f"formerly: {OTHER}\nid: {PIN}\n") == PIN
    assert id_of(f"replaces: {OTHER}\n") == derive(NAMESPACE, SERVICE)


def test_former_paths_are_in_order_and_without_an_ending() -> None:
    record = read_record(SERVICE, "name: Drop-in\n")
    record.data["formerly"] = [f" {OTHER}.yml ", "organizations/lunch-club/tea"]
    assert former_paths(record, "formerly") == [OTHER, "organizations/lunch-club/tea"]
    assert former_paths(record, "replaces") == []
