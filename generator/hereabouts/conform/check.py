"""The check, told in order: the root, the standard it names, each endpoint, the description, how all fits together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hereabouts.conform.answer import Answer, Source
from hereabouts.conform.description import check_description
from hereabouts.conform.fault import Faults
from hereabouts.conform.identity import REFERENCES
from hereabouts.conform.lines import check_lines
from hereabouts.conform.listing import check_list
from hereabouts.conform.records import check_records
from hereabouts.conform.shape import check_shape
from hereabouts.conform.standard import Endpoint, Standard, choose_standard
from hereabouts.conform.visit import Tour, Visit, Wishes


class Verdict(StrEnum):
    """What comes of a check, as the UK validator has it: level 1 must be without error, level 2 should be."""

    PASSED = "pass"
    WARNED = "warn"
    FAILED = "fail"


@dataclass(frozen=True, slots=True)
class Conformity:
    """What a check found. `stopped` says why it ended early, if it did."""

    name: str
    version: str
    standard: str
    visits: list[Visit]
    faults: Faults
    stopped: str

    @property
    def verdict(self) -> Verdict:
        """Fail when level 1 has an error, warn when only level 2 has."""
        if self.faults.failed(1):
            return Verdict.FAILED
        return Verdict.WARNED if self.faults.failed(2) else Verdict.PASSED

    @property
    def whole(self) -> bool:
        """Whether everything was read, and not a sample."""
        return all(visit.whole or visit.absent for visit in self.visits)


def conform(source: Source, standards: list[Standard], wishes: Wishes) -> Conformity:
    """Check a feed. Raises NoStandardError when the profile asked for is not among the standards."""
    root = source.read("/")
    said = root.value if isinstance(root.value, dict) else {}
    version = said["version"] if isinstance(said.get("version"), str) else ""
    standard, fits = choose_standard(standards, version, wishes.profile)
    tour = Tour(source, standard, wishes, Faults())
    for endpoint in standard.endpoints:
        if not endpoint.collection:
            _check_root(tour, endpoint, root, version, fits=fits)
        elif endpoint.by_id:
            check_records(tour, endpoint)
            if endpoint.level == 1:
                check_lines(tour, endpoint)
        else:
            check_list(tour, endpoint)
    if isinstance(said.get("openapi_url"), str):
        check_description(source, standard, said["openapi_url"], tour.faults)
    tour.identities.check_references(_whole_kinds(tour), tour.faults)
    return Conformity(source.name, version, standard.title, tour.visits, tour.faults, source.spent)


def _check_root(tour: Tour, endpoint: Endpoint, root: Answer, version: str, *, fits: bool) -> None:
    visit = tour.visit(endpoint)
    spot = tour.take(visit, root)
    if not root.found:
        tour.tell_absent(visit, spot)
    if root.value is None:
        return
    check_shape(tour.standard, endpoint, root.value, spot, tour.faults)
    if not version and not tour.standard.uk:
        tour.faults.add("version-missing", spot, standard=tour.standard.title)
    elif version and not fits:
        tour.faults.add("version-other", spot.within("version"), version=version, standard=tour.standard.title)


def _whole_kinds(tour: Tour) -> set[str]:
    """The kinds of object of which everything there is was read."""
    if all(visit.whole or visit.absent for visit in tour.visits):
        return set(REFERENCES.values())
    return {visit.endpoint.kind for visit in tour.visits if visit.endpoint.collection and visit.whole}
