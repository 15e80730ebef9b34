"""What a check carries from endpoint to endpoint, and how it takes in an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hereabouts.conform.answer import Answer, Source
from hereabouts.conform.fault import Faults, Spot
from hereabouts.conform.identity import Identities
from hereabouts.conform.paging import Collection
from hereabouts.conform.shape import check_names
from hereabouts.conform.standard import Endpoint, Standard
from hereabouts.conform.values import check_assurance, check_values, things
from hereabouts.web import Json, Parts

_ONCE_A_FEED = {"answer-cors", "answer-cors-way", "answer-type", "answer-bom"}
_ONCE_AN_ENDPOINT = {"endpoint-only-json", "check-stopped"}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asks of a check. A feed over HTTP is sampled unless everything is asked for."""

    today: date
    profile: str = ""
    everything: bool = False
    pages: int = 20
    records: int = 20
    assured_within: int = 365


@dataclass(slots=True)
class Visit:
    """How far one endpoint was checked: documents that could be read, records in them, and whether that was all."""

    endpoint: Endpoint
    documents: int = 0
    records: int = 0
    whole: bool = True
    absent: bool = False

    def spot(self, document: str) -> Spot:
        """The top of a document of this endpoint."""
        return Spot(self.endpoint.path, self.endpoint.level, document)


@dataclass(slots=True)
class Tour:
    """The state of one check."""

    source: Source
    standard: Standard
    wishes: Wishes
    faults: Faults
    identities: Identities = field(default_factory=Identities)
    visits: list[Visit] = field(default_factory=list)
    collections: dict[str, Collection] = field(default_factory=dict)
    records: dict[str, int] = field(default_factory=dict)
    """A digest of every whole record, by its id."""

    def visit(self, endpoint: Endpoint) -> Visit:
        """Begin with an endpoint."""
        made = Visit(endpoint)
        self.visits.append(made)
        return made

    def take(self, visit: Visit, answer: Answer) -> Spot:
        """Tell the troubles of an answer. Gives the spot for what is in it."""
        spot = visit.spot(answer.document)
        if answer.value is None:
            visit.whole = False
        else:
            visit.documents += 1
        for trouble in answer.troubles:
            place = spot.within(*trouble.parts)
            if trouble.code in _ONCE_A_FEED:
                self.faults.add_once(trouble.code, place, "", **trouble.values)
            elif trouble.code in _ONCE_AN_ENDPOINT:
                self.faults.add_once(trouble.code, place, visit.endpoint.path, **trouble.values)
            else:
                self.faults.add(trouble.code, place, **trouble.values)
        return spot

    def tell_absent(self, visit: Visit, spot: Spot) -> None:
        """Tell that nothing is at an endpoint, which only matters where the standard requires it."""
        visit.absent, visit.whole = True, False
        code = "endpoint-missing" if visit.endpoint.level == 1 else "endpoint-absent"
        self.faults.add(code, spot, path=visit.endpoint.path)

    def check_record(self, endpoint: Endpoint, record: Json, spot: Spot, told: set[Parts]) -> None:
        """Check what one record says, in a list or on its own. `told` are the places that the schema refuses."""
        check_names(self.standard, endpoint.kind, record, spot, self.faults)
        for thing in things(endpoint.kind, record, spot):
            check_values(thing, self.faults, told)
            self.identities.add(thing, self.faults)
            if thing.spot == spot and thing.kind == "service" and (endpoint.by_id or "assured_date" in thing.fields):
                check_assurance(thing, self.faults, self.wishes.today, self.wishes.assured_within)
