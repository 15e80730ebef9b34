"""Checks the records of a collection, each asked for by its id."""

from __future__ import annotations

from hereabouts.conform.fault import Spot
from hereabouts.conform.lines import digest_of
from hereabouts.conform.paging import Collection, choose_pages
from hereabouts.conform.shape import check_shape
from hereabouts.conform.standard import Endpoint
from hereabouts.conform.visit import Tour, Visit
from hereabouts.web import Json


def check_records(tour: Tour, endpoint: Endpoint) -> None:
    """Check the records that the collection lists, all or a sample."""
    visit = tour.visit(endpoint)
    collection = tour.collections.get(endpoint.collection) or Collection(whole=False)
    held = tour.source.held(endpoint.collection)
    if collection.whole:
        for name in sorted(set(held) - set(collection.ids)):
            spot = visit.spot(f"{endpoint.collection}/{name}.json")
            tour.faults.add("record-unlisted", spot, path=f"/{endpoint.collection}")
    ids = collection.ids or held
    asked = _sample(tour, ids)
    missing = _ask_all(tour, visit, asked)
    if missing and not visit.records:
        tour.tell_absent(visit, missing[0])
    else:
        for spot in missing:
            tour.faults.add("record-missing", spot, path=endpoint.path)
    visit.whole = visit.whole and collection.whole and visit.records == len(ids)


def _sample(tour: Tour, ids: list[str]) -> list[str]:
    if not tour.source.online or tour.wishes.everything:
        return ids
    return [ids[number - 1] for number in choose_pages(len(ids), tour.wishes.records)]


def _ask_all(tour: Tour, visit: Visit, ids: list[str]) -> list[Spot]:
    """Ask for each record. Gives the spots where nothing was."""
    missing = []
    for asked in ids:
        if tour.source.spent:
            place = visit.spot(f"/{visit.endpoint.collection}/{asked}")
            tour.faults.add_once("check-stopped", place, visit.endpoint.path, reason=tour.source.spent)
            break
        answer = tour.source.read(f"/{visit.endpoint.collection}/{asked}")
        if not answer.found:
            missing.append(visit.spot(answer.document))
            continue
        spot = tour.take(visit, answer)
        visit.records += 1
        if answer.value is not None:
            _check_record(tour, visit.endpoint, answer.value, asked, spot)
        if answer.example:
            break
    return missing


def _check_record(tour: Tour, endpoint: Endpoint, record: Json, asked: str, spot: Spot) -> None:
    told = check_shape(tour.standard, endpoint, record, spot, tour.faults)
    if not isinstance(record, dict):
        return
    if isinstance(record.get("id"), str) and record["id"] != asked:
        tour.faults.add("record-other", spot.within("id"), asked=asked, id=record["id"])
    if endpoint.kind == "service" and not {"organization", "organization_id"} & record.keys():
        tour.faults.add("service-alone", spot)
    tour.check_record(endpoint, record, spot, told)
    if endpoint.kind == "service":
        tour.records[asked] = digest_of(record)
