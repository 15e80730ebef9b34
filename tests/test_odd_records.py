"""Whatever the profile lets through never breaks anything, and what the rules let through is good HSDS."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

import pytest

from hereabouts.assembly import assemble
from hereabouts.check import check_records
from hereabouts.directory import Directory
from hereabouts.kind import Kind
from hereabouts.outputs.feed import feed_files
from hereabouts.outputs.pages import pages
from hereabouts.profile.schemas import passes
from tests.inline_records import TODAY
from tests.odd_records import Maker, make_records
from tests.official import bodies, faults

SEEDS = range(320)


@cache
def published(seed: int) -> tuple[Directory | None, set[str]]:
    """The directory of what the rules leave of some records, and the codes of what they find."""
    records = make_records(seed)
    checked = check_records(deepcopy(records), TODAY)
    codes = {item.code for item in checked.findings}
    if not checked.usable:
        return None, codes
    return assemble(checked.records.without(checked.bad), TODAY), codes


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_made_fits_the_profile(kind: Kind) -> None:
    for seed in range(50):
        assert passes(kind).is_valid(Maker(Random(seed), 0.3).record(kind))


def test_what_is_made_is_of_many_kinds() -> None:
    """Else nothing here would be tried: most of the profile's lines occur, and records both good and bad."""
    lines = {key for seed in SEEDS for one in make_records(seed).by_path.values() for key in all_keys(one.data)}
    assert {"capacities", "place", "visibility", "hsds", "metadata", "when", "opens_at", "unit", "formerly"} <= lines
    made = [published(seed) for seed in SEEDS]
    services = sum(len(directory.services) for directory, _ in made if directory is not None)
    assert services > len(SEEDS) / 2
    assert len({code for _, codes in made for code in codes}) > 20


def all_keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(all_keys, value.values()))
    return set().union(*map(all_keys, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("start", range(0, len(SEEDS), 40))
def test_what_the_rules_let_through_is_what_the_standard_asks_for(start: int) -> None:
    for seed in SEEDS[start : start + 40]:
        directory, _ = published(seed)
        for path, name, value in bodies(dict(feed_files(directory))) if directory is not None else ():
            for profile in ("hsds-3.2.3", "oruk-3.0"):
                assert not faults(profile, name, value, closed=profile == "hsds-3.2.3"), (seed, path)


def test_no_page_is_too_odd() -> None:
    for seed in SEEDS[:60]:
        directory, _ = published(seed)
        for language in directory.settings.languages if directory is not None else ():
            assert list(pages(directory, language))  # type: ignore[arg-type]
