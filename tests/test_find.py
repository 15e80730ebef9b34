"""The parts of the search page, asked in Node: the address, words of crisis, places, and what filters keep."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from rapidfuzz.distance import OSA

from hereabouts.kind import Kind
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.search.facets import make_facets, make_sessions, make_sinks
from hereabouts.outputs.search.places import make_places
from hereabouts.reading import check_file
from hereabouts.settings import read_settings
from tests.demonstration import demonstration_folder
from tests.inline_records import LEAST, build
from tests.node import lay_out, run

SUNDAY = {"day": "2026-11-22", "minutes": 12 * 60}

# Seven services, in the order of their paths: what each says is what the tests ask for.
SERVICES = {
    "a-free": "cost_options: free\nschedules: Tuesdays 10am to 12pm\nattributes: {needs: food}",
    "b-paid": "cost_options: £4\nschedules: Sundays 11am to 1pm\nattributes: {needs: food}",
    "c-silent": "",
    "d-welsh": "languages: [cy]\nminimum_age: 16\nmaximum_age: 25",
    "e-far": "locations: {at: far-hall, schedules: Fridays 7pm to 9pm}",
    "f-covers": "service_areas: The whole county",
    "g-gone": "status: inactive\ncost_options: free",
}
FAR = """\
name: Far Hall
latitude: 53.5
longitude: -3.0
addresses: {address_1: High Street, city: Farborough, postal_code: NR88 2CD}
"""
NEAR = """\
name: Hall
latitude: 52.5
longitude: -3.0
addresses: {address_1: Mill Lane, city: Eastbrook, postal_code: NR99 1AB}
"""


def texts() -> dict[str, str]:
    made = dict(LEAST) | {"locations/hall": NEAR, "locations/far-hall": FAR}
    for name, lines in SERVICES.items():
        place = "" if "locations" in lines or name == "f-covers" else "\nlocations: {at: hall}"
        made[f"organizations/lunch-club/{name}"] = f"name: {name}\ndescription: Lunch.\n{lines}{place}\n"
    return made


@pytest.fixture(scope="module")
def given() -> dict[str, Any]:
    site = Site(build(texts()), "en")
    assert [path.rpartition("/")[2] for path in site.directory.services] == sorted(SERVICES)
    return {
        "facets": msgspec.json.decode(make_facets(site)),
        "sessions": msgspec.json.decode(make_sessions(site)),
        "now": SUNDAY,
        "found": [{"service": at, "score": 1} for at in range(len(SERVICES))],
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("find"))


def kept(folder: Path, given: Mapping[str, Any], **state: Any) -> tuple[str, str]:
    """The first letters of the services that fit a search, and of those that may."""
    origin = state.pop("origin", None)
    [found] = run(folder, "find", [{"part": "keep", **given, "state": state, "origin": origin}])
    names = sorted(SERVICES)
    sure, unsure = (
        "".join(names[one["service"]][0] for one in found if one["unsure"] is not_sure) for not_sure in (False, True)
    )
    return sure, unsure


def test_what_nobody_has_said_is_not_taken_for_no(folder: Path, given: dict[str, Any]) -> None:
    assert kept(folder, given) == ("abcdefg", "")
    assert kept(folder, given, flags=["free"]) == ("ag", "cdef")
    assert kept(folder, given, languages=["cy"]) == ("d", "abcefg")
    assert kept(folder, given, age=30) == ("", "abcefg")
    assert kept(folder, given, age=18) == ("d", "abcefg")
    assert kept(folder, given, terms=["needs/food"]) == ("ab", "")


def test_days_and_times(folder: Path, given: dict[str, Any]) -> None:
    assert kept(folder, given, days=[1]) == ("a", "cdfg")
    assert kept(folder, given, time="now") == ("b", "cdfg")
    assert kept(folder, given, time="evening") == ("e", "cdfg")
    assert kept(folder, given, time="morning", days=[6, 1]) == ("ab", "cdfg")
    assert kept(folder, given, sort="next")[0][:3] == "bae"


def test_a_place_keeps_what_is_near_and_what_comes_to_people(folder: Path, given: dict[str, Any]) -> None:
    near = [52.51, -3.0]
    assert kept(folder, given, origin=near) == ("abcdfg", "")
    assert kept(folder, given, origin=near, within=999)[0] == "abcdefg"
    assert kept(folder, given, origin=near, within=999, sort="near")[0] == "abcdgef"


def test_counts_are_of_what_is_known_to_fit(folder: Path, given: dict[str, Any]) -> None:
    options = {"free": {"flags": ["free"]}, "food": {"terms": ["needs/food"]}, "none": {"terms": ["needs/company"]}}
    case = {"part": "count", **given, "state": {}, "options": options}
    assert run(folder, "find", [case]) == [{"free": 2, "food": 2, "none": 0}]


def test_those_one_should_not_go_to_sink() -> None:
    sinks = make_sinks(Site(build(texts()), "en"))
    assert set(sinks) == {"closed"}


def test_an_address_says_the_search_and_nothing_else(folder: Path) -> None:
    whole = (
        "q=money+worries&near=Eastbrook&term=needs%2Ffood&only=free&language=cy"
        "&day=0%2C6&time=now&age=7&within=3&sort=next"
    )
    fragments = [
        f"#{whole}",
        "",
        "#q=%E0%A4%A",
        "#term=../../etc&day=9,x&time=never&age=-1&within=0&sort=<b>&only=all",
        "#day=1&day=2",
    ]
    said = run(folder, "find", [{"part": "state", "fragment": one} for one in fragments])
    assert said[0]["again"] == whole
    assert said[1]["again"] == said[3]["again"] == ""
    assert said[4]["again"] == "day=1"
    assert len(run(folder, "find", [{"part": "state", "fragment": f"#q={'x' * 9999}"}])[0]["state"]["q"]) == 200


def test_words_of_crisis_are_known_also_with_a_slip(folder: Path) -> None:
    phrases = ["suicide", "kill myself", "he hits me", "hunan-niweidio", "mae'n fy nharo", "abuse"]
    crises = [
        "suicide",
        "SUICIDE!",
        "thinking of sucide",
        "suiicde",
        "I want to kill  myself",
        "hunan niweidio",
        "Mae’n fy nharo",
        "He hits me, often",
    ]
    others = ["", "decide", "suit", "he hits a ball", "kill weeds myself", "amuse", "hiking"]
    assert run(folder, "find", [{"part": "crisis", "phrases": phrases, "texts": crises + others}]) == [
        [True] * len(crises) + [False] * len(others)
    ]


def test_no_everyday_word_of_the_demonstration_is_taken_for_a_crisis(folder: Path) -> None:
    """A notice that comes for everything is soon one that nobody reads."""
    text = (demonstration_folder() / "directory.yml").read_bytes()
    phrases = read_settings(check_file("directory.yml", text, Kind.DIRECTORY).data).crisis_words
    assert len(phrases) > 80
    everyday = [
        "food bank",
        "art group",
        "money worries",
        "lonely",
        "lunch",
        "walking",
        "debt",
        "cold house",
        "bowls",
        "singing",
        "carers",
        "job",
        "benefits",
        "overdue rent",
        "emergency food",
        "dance",
    ]
    [said] = run(folder, "find", [{"part": "crisis", "phrases": phrases, "texts": everyday}])
    assert [text for text, is_crisis in zip(everyday, said, strict=True) if is_crisis] == ["emergency food"]


def test_places_by_postcode_part_of_one_or_name(folder: Path) -> None:
    places = msgspec.json.decode(make_places(build(texts())))
    asked = {
        "NR99 1AB": "NR99 1AB",
        "nr991ab": "NR99 1AB",
        "NR99": "NR99",
        "nr99 1": "NR99 1",
        "NR99 1ZZ": "NR99 1",
        "NR99 9ZZ": "NR99",
        "eastbrook": "Eastbrook",
        " Farbo": "Farborough",
        "SW1A 1AA": "a postcode",
        "nowhere": "",
        "": "",
        "%%%": "",
    }
    [said] = run(folder, "find", [{"part": "places", "places": places, "texts": list(asked)}])
    assert dict(zip(asked, said, strict=True)) == asked


def test_distances_are_right(folder: Path) -> None:
    """From the foot of Nelson's Column to the Eiffel Tower is 213 miles."""
    [miles] = run(folder, "find", [{"part": "miles", "from": [51.5077, -0.1279], "to": [48.8584, 2.2945]}])
    assert miles == pytest.approx(213, abs=1)


def test_slips_are_letters_left_out_put_in_mistaken_or_swapped(folder: Path) -> None:
    """Distances known from the definition; the ones that rapidfuzz also gives, for words at random."""
    chance = Random(1)
    made = ["".join(chance.choices("abc", k=chance.randrange(7))) for _ in range(400)]
    pairs = [
        ("debt", "debt"),
        ("dept", "debt"),
        ("dbet", "debt"),
        ("det", "debt"),
        ("", "debt"),
        *pairwise(made),
    ]
    [counted] = run(folder, "find", [{"part": "slips", "pairs": pairs}])
    assert counted[:5] == [0, 1, 1, 1, 4]
    assert counted == [OSA.distance(*pair) for pair in pairs]


def test_a_word_is_mended_only_by_one_that_is_near(folder: Path) -> None:
    known = ["counselling", "counsel", "debt", "depressed", "dance"]
    words = ["councelling", "counceling", "depresed", "dept", "dress", "xylophone"]
    assert run(folder, "find", [{"part": "nearest", "words": words, "known": known}]) == [
        ["counselling", "counselling", "depressed", "debt", "", ""]
    ]
