"""Checks a collection: its pages, one by one and together."""

from __future__ import annotations

from collections.abc import Iterable

from hereabouts.conform.answer import Answer
from hereabouts.conform.fault import Spot
from hereabouts.conform.filters import check_filters
from hereabouts.conform.identity import check_collection
from hereabouts.conform.paging import Collection, choose_pages, read_page
from hereabouts.conform.shape import check_shape
from hereabouts.conform.standard import Endpoint
from hereabouts.conform.visit import Tour, Visit

Ids = list[tuple[str, Spot]]
"""The id of each item with its place."""


def check_list(tour: Tour, endpoint: Endpoint) -> None:
    """Check a collection, and keep it for the check of its records."""
    visit, collection = tour.visit(endpoint), Collection()
    tour.collections[endpoint.collection] = collection
    answer = tour.source.read(endpoint.path, page=1)
    spot = tour.take(visit, answer)
    if not answer.found:
        tour.tell_absent(visit, spot)
    if answer.value is None:
        collection.whole = False
        return
    ids = _check_page(tour, visit, collection, answer, 1)
    if collection.pages:
        ids += _check_other_pages(tour, visit, collection, spot)
        collection.check_total(spot, tour.faults)
        if not collection.pages[0].found:
            tour.faults.add("list-empty", spot.within("contents"), path=endpoint.path)
    check_collection(ids, endpoint.path, tour.faults)
    visit.records, visit.whole = len(ids), collection.whole
    if tour.source.online and collection.pages:
        check_filters(tour, visit, answer.value["contents"])
        if endpoint.level == 1:
            _check_page_size(tour, visit, collection)


def _check_page(tour: Tour, visit: Visit, collection: Collection, answer: Answer, number: int) -> Ids:
    """Check one page. Gives no ids when it is no new page."""
    spot = visit.spot(answer.document)
    page = read_page(answer.value, number, spot, tour.faults)
    if page is None or answer.value is None or not collection.add(page, spot, tour.faults):
        collection.whole = False
        return []
    told = check_shape(tour.standard, visit.endpoint, answer.value, spot, tour.faults)
    ids = []
    for index, item in enumerate(answer.value["contents"]):
        place = spot.within("contents", index)
        tour.check_record(visit.endpoint, item, place, told)
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            ids.append((item["id"], place.within("id")))
    return ids


def _check_other_pages(tour: Tour, visit: Visit, collection: Collection, spot: Spot) -> Ids:
    first = collection.pages[0]
    total = first.total_pages or 1
    if total < 2:
        return []
    if not tour.source.online and first.total_items is not None and first.found >= first.total_items:
        return []
    numbers: Iterable[int] = range(2, total + 1)
    if tour.source.online and not tour.wishes.everything:
        chosen = choose_pages(total, tour.wishes.pages)
        collection.whole = len(chosen) == total
        numbers = chosen[1:]
    ids: Ids = []
    for number in numbers:
        answer = tour.source.read(visit.endpoint.path, page=number)
        if not answer.found and not tour.source.online:
            collection.whole = False
            tour.faults.add("page-not-here", spot.within("total_pages"), pages=total, page=number)
            break
        ids += _take_page(tour, visit, collection, answer, number, total)
        if tour.source.spent or collection.stuck:
            break
    return ids


def _take_page(tour: Tour, visit: Visit, collection: Collection, answer: Answer, number: int, total: int) -> Ids:
    spot = tour.take(visit, answer)
    if not answer.found:
        tour.faults.add("page-missing", spot, asked=number, pages=total)
    if answer.value is None:
        collection.whole = False
        return []
    return _check_page(tour, visit, collection, answer, number)


def _check_page_size(tour: Tour, visit: Visit, collection: Collection) -> None:
    """Ask for pages of one item. A static feed can't know better, so it is only a note."""
    if not collection.pages or collection.pages[0].found < 2 or tour.source.spent:
        return
    answer = tour.source.read(visit.endpoint.path, page=1, per_page=1)
    items = answer.value.get("contents") if isinstance(answer.value, dict) else None
    if isinstance(items, list) and len(items) > 1:
        tour.faults.add("page-size-fixed", visit.spot(answer.document).within("contents"), found=len(items))
