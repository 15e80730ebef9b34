"""A feed's records as lines of JSON (NDJSON), where it offers them: as `?format=ndjson` or in `services.ndjson`."""

from __future__ import annotations

import json

from hereabouts.conform.identity import check_collection
from hereabouts.conform.paging import Collection
from hereabouts.conform.shape import check_shape
from hereabouts.conform.standard import Endpoint
from hereabouts.conform.visit import Tour
from hereabouts.web import Json


def check_lines(tour: Tour, endpoint: Endpoint) -> None:
    """Check the records that are offered as lines: each by itself, and all against the list and the single records."""
    answer = tour.source.lines(endpoint.collection)
    if answer is None:
        return
    visit = tour.visit(Endpoint(f"/{endpoint.collection} (NDJSON)", 2))
    spot = tour.take(visit, answer)
    ids = []
    for number, record in enumerate(answer.value or []):
        if record is None:
            continue
        place = spot.within(number)
        tour.check_record(endpoint, record, place, check_shape(tour.standard, endpoint, record, place, tour.faults))
        if isinstance(record, dict) and isinstance(record.get("id"), str):
            ids.append((record["id"], place.within("id")))
            if tour.records.get(record["id"], digest := digest_of(record)) != digest:
                tour.faults.add("lines-other", place, id=record["id"], path=endpoint.path)
    visit.records = len(ids)
    check_collection(ids, f"/{endpoint.collection}", tour.faults)
    collection = tour.collections.get(endpoint.collection) or Collection(whole=False)
    if collection.whole:
        found, listed = {one for one, _ in ids}, set(collection.ids)
        if found != listed:
            said = {"lacking": len(listed - found), "extra": len(found - listed), "path": f"/{endpoint.collection}"}
            tour.faults.add("lines-differ", spot, **said)


def digest_of(record: Json) -> int:
    """A number that is the same for the same record, however it is written."""
    return hash(json.dumps(record, sort_keys=True))
