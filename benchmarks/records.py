"""Invented directories of any size, to measure with: the same seed gives the same bytes.

    python -m benchmarks.records 1000 some/folder

writes some/folder/directory/ with 1000 services of about 330 organizations, in about 250 venues.
"""

from __future__ import annotations

import re
import sys
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from benchmarks import words
from hereabouts.records import Kind
from hereabouts.source.document import Data
from hereabouts.writer import dump

TODAY = date(2026, 11, 22)
"""The day on which the invented directory is looked at."""

Fields = dict[str, Data]
DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
COSTS = (("free",), ("free", "£2.50 for lunch"), ("£4 for a session",), ("donation",))
SESSIONS = tuple((day, activity) for day in DAYS for activity in words.ACTIVITIES)
NTHS = ("first", "second", "third", "fourth", "last")


def write_directory(count: int, folder: Path, seed: int = 1) -> Path:
    """Write `count` services, and all they refer to, into folder/directory. Returns that folder."""
    directory = folder / "directory"
    for kind, path, fields in make_records(count, seed):
        target = directory / f"{path}.yml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dump(kind, fields), encoding="utf-8")
    return directory


def make_records(count: int, seed: int = 1) -> Iterator[tuple[Kind, str, Fields]]:
    """Every record of a directory with `count` services: its kind, its path without ``.yml``, what it says."""
    chance = Random(seed)
    towns = _towns(chance, max(4, count // 40))
    yield Kind.DIRECTORY, "directory", _settings(seed, towns)
    for name, title, terms in _taxonomies():
        yield Kind.TAXONOMY, f"taxonomies/{name}", {"name": title, "description": f"{title}.", "terms": terms}
    venues = _unique(chance, max(1, count // 4), towns, words.HALLS)
    for name, title in venues.items():
        yield Kind.LOCATION, f"locations/{name}", _venue(chance, title)
    groups = _unique(chance, max(1, count // 3), towns, words.GROUPS)
    sizes = _shares(chance, count, len(groups))
    for (name, title), size in zip(groups.items(), sizes, strict=True):
        yield Kind.ORGANIZATION, f"organizations/{name}/organization", _group(chance, name, title)
        for day, activity in chance.sample(SESSIONS, size):
            fields = _service(chance, name, day, activity, (list(venues), towns))
            yield Kind.SERVICE, f"organizations/{name}/{slug(str(fields['name']))}", fields


def slug(text: str) -> str:
    """A name as it may stand in a path."""
    plain = text.lower().replace("'", "").replace("é", "e")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _towns(chance: Random, count: int) -> list[str]:
    names = [start + end for start in words.TOWN_STARTS for end in words.TOWN_ENDS]
    return chance.sample(names, count)


def _unique(chance: Random, count: int, towns: list[str], kinds: tuple[str, ...]) -> dict[str, str]:
    """Titles such as "Ashford Library" by the name of their file. A second one in the same town gets a number."""
    titles: dict[str, str] = {}
    while len(titles) < count:
        title = f"{chance.choice(towns)} {chance.choice(kinds)}"
        number = next(n for n in range(1, count + 2) if slug(_numbered(title, n)) not in titles)
        titles[slug(_numbered(title, number))] = _numbered(title, number)
    return titles


def _numbered(title: str, number: int) -> str:
    return title if number == 1 else f"{title} {number}"


def _shares(chance: Random, count: int, groups: int) -> list[int]:
    """How many services each group has, one at least, `count` in all."""
    shares = [1] * groups
    for _ in range(count - groups):
        shares[chance.randrange(groups)] += 1
    return shares


def _settings(seed: int, towns: list[str]) -> Fields:
    return {
        "example": "true",
        "name": "Benchmark Directory",
        "url": "https://directory.benchmark.example",
        "publisher": {"name": "Benchmark Voluntary Action", "email": "directory@benchmark.example"},
        "license": "CC-BY-4.0",
        "id_namespace": str(uuid.UUID(int=Random(seed).getrandbits(128), version=4)),
        "languages": ["en", "cy"],
        "timezone": "Europe/London",
        "country": "GB",
        "state_province": "Norfolk",
        "areas": {slug(town): {"name": town} for town in towns},
        "term_dates": ["2026-09-03 to 2026-12-18", "2027-01-04 to 2027-03-25"],
        "bank_holidays": "ENG",
    }


def _taxonomies() -> Iterator[tuple[str, str, Fields]]:
    needs: Fields = {}
    for key, name in words.NEEDS.items():
        parent: Fields = {"parent": words.PARENTS[key]} if key in words.PARENTS else {}
        needs[key] = {"name": name, "description": f"{name}.", **parent}
    yield "needs", "Needs", needs
    lists = {"audiences": words.AUDIENCES, "setting": words.SETTINGS, "referral-routes": words.ROUTES}
    lists |= {"readiness": words.READINESS, "first-visit": words.FIRST_VISIT, "access": words.ACCESS}
    for name, terms in lists.items():
        title = name.replace("-", " ").capitalize()
        yield name, title, {slug(term): {"name": term, "description": f"{term}."} for term in terms}


def _venue(chance: Random, title: str) -> Fields:
    town = title.split(maxsplit=1)[0]
    access = chance.sample(words.ACCESS, chance.randint(1, 4))
    return {
        "name": title,
        "description": f"The {title.removeprefix(town).strip().lower()} in {town}. The step-free door is at the side.",
        "addresses": _address(chance, town),
        "latitude": f"{chance.uniform(52.4, 52.95):.4f}",
        "longitude": f"{chance.uniform(0.4, 1.7):.4f}",
        "transportation": f"Bus {chance.randint(1, 99)} stops outside, every hour until {chance.randint(5, 10)}pm.",
        "accessibility": [slug(term) for term in access],
    }


def _address(chance: Random, town: str) -> Fields:
    postcode = f"NR99 {chance.randint(1, 9)}{chance.choice('ABDEFGHJLN')}{chance.choice('PQRSTUWXYZ')}"
    return {
        "address_1": f"{chance.randint(1, 140)} {chance.choice(words.STREETS)}",
        "city": town,
        "postal_code": postcode,
    }


def _group(chance: Random, name: str, title: str) -> Fields:
    town = title.split(maxsplit=1)[0]
    return {
        "name": title,
        "description": f"People in {town} who help each other, since {chance.randint(1948, 2024)}.\n\n"
        f"We are {chance.randint(3, 60)} volunteers and always glad of another.",
        "email": f"hello@{name}.example",
        "website": f"https://{name}.example",
        "phones": f"01632 960{chance.randint(0, 999):03}",
        "organization_identifiers": [f"GB-CHC 999{chance.randint(0, 9999):04}"],
    }


def _service(chance: Random, group: str, day: str, activity: words.Activity, at: tuple[list[str], list[str]]) -> Fields:
    venues, towns = at
    town, other = chance.choice(towns), chance.choice(towns)
    first, *rest = activity.sentences
    rest += chance.sample(words.GENERAL, chance.randint(1, 4))
    fields: Fields = {
        "name": f"{day[:-1]} {activity.name}",
        "description": f"{first}\n\n{' '.join(rest)} People come from {town} and {other}; ask for {_person(chance)}.",
        "email": f"{slug(activity.name)}@{group}.example",
        "phones": _phones(chance),
        "locations": _places(chance, day, venues),
        "service_areas": [slug(town)] if chance.random() < 0.8 else [f"Villages within 10 miles of {town}"],
        "application_process": chance.choice(["Just turn up.", f"Ring {_person(chance)} first.", "Book by e-mail."]),
        "cost_options": list(chance.choice(COSTS)),
        "eligibility_description": f"Anyone living in or near {town}.",
        "attributes": _attributes(chance, activity),
    }
    return fields | _extras(chance, group, activity)


def _extras(chance: Random, group: str, activity: words.Activity) -> Fields:
    """What only some services say."""
    assured = TODAY - timedelta(days=chance.randint(0, 400))
    fields: Fields = {}
    if chance.random() < 0.3:
        fields["minimum_age"] = str(chance.choice([11, 16, 18, 50, 60]))
    if chance.random() < 0.3:
        fields["languages"] = ["en", chance.choice(["cy", "pl", "ur", "bfi"])]
    if chance.random() < 0.85:
        fields |= {"assured_date": assured.isoformat(), "assurer_email": f"hello@{group}.example"}
    if chance.random() < 0.15:
        fields["translations"] = {"cy": {"name": f"Bore {activity.name}", "description": "Dewch am baned a sgwrs."}}
    return fields


def _person(chance: Random) -> str:
    return chance.choice(
        [
            "Ann",
            "Bob",
            "Cath",
            "Dev",
            "Ewa",
            "Fay",
            "Gwen",
            "Hari",
            "Ivy",
            "Jo",
            "Kit",
            "Lou",
            "Mair",
            "Nia",
            "Omar",
            "Pat",
            "Rhys",
            "Sue",
            "Tom",
            "Viv",
        ]
    )


def _phones(chance: Random) -> Data:
    number = f"01632 960{chance.randint(0, 999):03}"
    if chance.random() < 0.7:
        return [number]
    text: Fields = {"number": f"07700 900{chance.randint(0, 999):03}", "type": "text", "description": "Text us"}
    return [number, text]


def _places(chance: Random, day: str, venues: list[str]) -> Data:
    if chance.random() < 0.08:
        online: Fields = {"name": "Online", "location_type": "virtual", "url": "https://meet.benchmark.example/room"}
        return [{"place": online, "schedules": [f"{day} 6pm to 7pm, booking needed"]}]
    if chance.random() < 0.02:
        return [{"place": {"name": "Address confidential", "visibility": "confidential"}}]
    chosen = chance.sample(venues, min(len(venues), chance.choice([1, 1, 1, 1, 2])))
    return [{"at": venue, "schedules": _schedules(chance, day)} for venue in chosen]


def _schedules(chance: Random, day: str) -> list[Data]:
    start = chance.randint(8, 17)
    hours = f"{start:02}:{chance.choice(['00', '15', '30'])} to {start + chance.randint(1, 3)}:45"
    line = chance.choice(
        [
            f"{day} {hours}",
            f"{day} {hours}, term time only",
            f"{day} {hours}, by appointment",
            f"{chance.choice(NTHS)} {day[:-1]} of the month {hours}",
            f"{day} and {chance.choice([other for other in DAYS if other != day])} {hours}",
        ]
    )
    return [line, "closed 24 December to 2 January"] if chance.random() < 0.4 else [line]


def _attributes(chance: Random, activity: words.Activity) -> Fields:
    updated = (TODAY - timedelta(days=chance.randint(1, 90))).isoformat()
    waiting: Fields = {"term": "waiting-time", "value": f"about {chance.randint(2, 9)} weeks", "updated": updated}
    door: Fields = {"term": "met-at-the-door", "value": f"{_person(chance)} looks out for you by the door."}
    attributes: Fields = {
        "needs": list(activity.needs),
        "setting": ["in-person", *chance.choice([(), ("phone",), ("home-visit",)])],
        "referral-routes": [slug(route) for route in chance.sample(words.ROUTES, chance.randint(1, 3))],
    }
    if chance.random() < 0.5:
        attributes["audiences"] = [slug(chance.choice(words.AUDIENCES))]
    if chance.random() < 0.4:
        attributes["readiness"] = ["named-contact", waiting]
    if chance.random() < 0.4:
        attributes["first-visit"] = [door, "bring-someone"]
    return attributes


if __name__ == "__main__":
    write_directory(int(sys.argv[1]), Path(sys.argv[2]))
