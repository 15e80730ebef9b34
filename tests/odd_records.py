"""Records that the profile lets through, made from the profile itself: ordinary ones and very odd ones.

What is chosen comes from a `random.Random`, so that a seed gives the same records again.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import UUID

from hereabouts.check import check_records
from hereabouts.kind import Kind
from hereabouts.profile.schemas import branches, follow, load, passes
from hereabouts.records import Record, Records, gather
from hereabouts.source.document import Data, Document
from tests.inline_records import GROUP, HALL, LEAST, NAMESPACE, SERVICE, TODAY, read_record

NAMES = ("hall", "lunch-club", "needs", "access", "food", "company", "lift", "warm", "holt", "gone")
"""Names that records use for each other, right or wrong."""

RIGHT = {
    **dict.fromkeys(("at", "locations"), ("hall", "house")),
    **dict.fromkeys(("organization", "parent_organization"), ("lunch-club", "other-club")),
    **dict.fromkeys(("term", "facility", "needs", "access", "accessibility", "parent"), ("food", "company", "lift")),
    "program": ("warm",),
    "service_areas": ("holt", "Villages near Holt"),
}
"""Names that lead somewhere, by the line they stand in."""

TOLD = {"terms": ("food", "company", "lift"), "programs": ("warm",)}
"""Tables that other records name lines of, and the lines that must be there."""

BOTH = {"latitude": "longitude", "longitude": "latitude", "closes_at": "opens_at", "interval": "freq"}
"""Lines that mean nothing without another."""

TERMS = "{food: {name: F, description: F.}, company: {name: C, description: C.}, lift: {name: L, description: L.}}"
SOUND = {
    GROUP: "name: Lunch Club\ndescription: Cooks.\nprograms: {warm: {name: Warm, description: W.}}\n",
    HALL: "name: Hall\n",
    "locations/house": "name: House\nvisibility: area-only\nnear: Holt\n",
    "taxonomies/needs": f"name: Needs\ndescription: N.\nterms: {TERMS}\n",
    "taxonomies/access": f"name: Access\ndescription: A.\nterms: {TERMS}\n",
}

ODD_TEXTS = (
    "{{ x }}",
    "{0} %s ${y}",
    "<script>alert(1)</script>",
    "[a](javascript:b)",
    "🙂" * 20,
    "ﬀ ẞ İ ŉ",
    "א ب ک",
    "e\u0301",
    "x" * 180,
    "-",
    ".",
    "'\"`\\",
    "NaN",
    "null",
    "0",
    "As of 2026-02-30",
)
ODD = {
    "date": ("0001-01-01", "9999-12-31", "2024-02-29", "2026-02-30", "0000-00-00"),
    "moment": (
        "9999-12-31T23:59:59.999999999Z",
        "2026-11-20 09:30",
        "2026-11-20T24:00",
        "0001-01-01",
        "2026-07-01T09:30-23:59",
    ),
    "time": ("24:00", "0:00", "23:59:59+0100", "9:05Z"),
    "date-range": ("2026-12-31 to 2026-01-01", "9999-12-31 to 9999-12-31", "2026-02-30 to 2026-03-01"),
    "interval": ("999 years", "1 day", "999 months"),
    "number": ("9" * 20, "0", "0.00", "00007", "1.0000000000000000"),
    "whole-number": ("9" * 12, "0", "007"),
    "degrees": ("-180", "+0", "999", "52.12345678901234567890"),
    "signed-number": ("-99.99", "+1", "0"),
    "days": ("-5MO,MO", "99SU", "MO, TU", "1MO,1MO"),
    "month-days": ("0", "-31", "99", "1, 15"),
    "uuid": ("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "00000000-0000-0000-0000-000000000000"),
    "slug": NAMES,
    "email": ("a@b", "é@é.example", "a..b@c.example", "hello@riverside.example"),
    "web-address": ("HTTP://[::1", "https://a.example/\u200b", "http://.", "https://a.example:99999/"),
    "uri": ("urn:x", "URN:isbn:1", "https://\ud7ff.example"),
    "https-address": ("https://x",),
    "language-code": ("zz", "en_GB", "cy-x", "EN", "sr-Latn-RS", "bfi"),
    "country-code": ("gb", "ZZ", "US"),
    "currency-code": ("gbp", "XXX", "USD"),
    "time-zone": ("Europe/London", "Nowhere", "Etc/GMT+14"),
}


class Maker:
    """Makes values that fit a part of the profile. `oddness` is how often, from 0 to 1, a text is an odd one."""

    def __init__(self, chance: Random, oddness: float) -> None:
        self.chance = chance
        self.oddness = oddness
        self._once_given = 0

    def record(self, kind: Kind) -> dict[str, Data]:
        """A record of this kind that the profile lets through."""
        while True:
            made = self.value(load(kind), str(kind), "")
            assert isinstance(made, dict)
            if passes(kind).is_valid(made):
                return made
            made = {key: value for key, value in made.items() if key in load(kind)["required"]}
            if passes(kind).is_valid(made):
                return made

    def value(self, node: Any, file: str, key: str, depth: int = 0) -> Data:
        """A value that fits this part of the profile, for the line `key`."""
        node, file = follow(node, file)
        choices = list(branches(node, file))
        if len(choices) > 1:
            branch, file = self.chance.choice(choices[:1] * depth + choices)
            node = {**branch, "examples": node.get("examples", [])} if "type" not in branch else branch
        if "properties" in node:
            return self._fields(node, file, depth)
        if node.get("type") == "array":
            return [self.value(node["items"], file, key, depth + 1) for _ in range(self.chance.randint(1, 3))]
        if node.get("type") == "object":
            return self._table(node, file, key, depth)
        return self._text(node, key)

    def _fields(self, node: Any, file: str, depth: int) -> dict[str, Data]:
        known = list(node["properties"])
        wanted = set(node.get("required", ()))
        wanted |= set(self.chance.sample(known, min(len(known), self.chance.randint(1, 7 if depth < 2 else 3))))
        for choice in (*node.get("anyOf", ()), *node.get("oneOf", ())):
            wanted |= set(choice.get("required", ())) if self.chance.random() < 0.5 else set()
        for name, rule in node.get("dependentSchemas", {}).items():
            if name in wanted and "propertyNames" in rule:  # what this line may stand with
                wanted &= set(rule["propertyNames"]["enum"])
        if self.oddness < 0.1:
            wanted |= ({BOTH[name] for name in wanted & BOTH.keys()} | TOLD.keys()) & set(known)
        names = [name for name in known if name in wanted]
        return {name: self.value(node["properties"][name], file, name, depth + 1) for name in names}

    def _table(self, node: Any, file: str, key: str, depth: int) -> dict[str, Data]:
        names = ("cy",) if key == "translations" else ("needs", "access") if key == "attributes" else NAMES
        chosen = self.chance.sample(names, self.chance.randint(1, min(2, len(names))))
        if key in TOLD and self.chance.random() > self.oddness:
            chosen = [*TOLD[key], *(name for name in chosen if name not in TOLD[key])]
        made = {name: self.value(node["additionalProperties"], file, name, depth + 1) for name in chosen}
        for name, term in made.items() if key == "terms" and self.oddness < 0.1 else ():
            if isinstance(term, dict) and str(term.get("parent", "")) >= name:
                del term["parent"]  # else they might go round in a circle
        return made

    def _text(self, node: Any, key: str) -> str:
        if "enum" in node:
            return str(self.chance.choice(node["enum"])).lower() if key != "freq" else self.chance.choice(node["enum"])
        form = node.get("x-form", "")
        if key in RIGHT and self.chance.random() >= self.oddness:
            return self.chance.choice(RIGHT[key])
        if self.chance.random() < self.oddness:
            odd = ODD.get(form, ODD_TEXTS)
            return self.chance.choice(odd) + ("\n" if form == "blank" and self.chance.random() < 0.3 else "")
        if form == "uuid":
            return str(UUID(int=self.chance.getrandbits(128)))
        examples = [str(one) for one in node.get("examples", ()) if isinstance(one, str | int | float)]
        made = self.chance.choice(examples or NAMES)
        return self._once(made) if key in ("formerly", "replaces") else made

    def _once(self, path: str) -> str:
        """A path, or a name in a list, that nothing else claims."""
        self._once_given += 1
        folder, slash, name = path.partition("/") if "/" in path else ("", "", path)
        return f"{folder}{slash}once-{self._once_given}-{name}"


PATHS = {
    Kind.SERVICE: (SERVICE, "organizations/lunch-club/choir", "organizations/other-club/walk"),
    Kind.ORGANIZATION: (GROUP, "organizations/other-club/organization"),
    Kind.LOCATION: (HALL, "locations/house"),
    Kind.TAXONOMY: ("taxonomies/needs", "taxonomies/access"),
}


def make_records(seed: int) -> Records:
    """A small directory of records that the profile lets through."""
    maker = Maker(Random(seed), oddness=(0.0, 0.02, 0.1, 0.5)[seed % 4])
    made = [
        Record(kind, path, Document(f"{path}.yml", text=f"# {path}", data=maker.record(kind), digest=path))
        for kind, paths in PATHS.items()
        for path in paths
    ]
    return gather(_settings(maker), [*made, *_sound(maker)])


def make_sound_records(seed: int) -> Records | None:
    """What the checks let through of `make_records`; None where the directory as a whole is wrong.

    A record that is wrong takes those along that cannot be without it, such as the services of a group.
    """
    records = make_records(seed)
    while (checked := check_records(records, TODAY)).usable:
        there = checked.records.by_path
        alone = [one.path for one in there.values() if one.kind is Kind.SERVICE and _group_of(one) not in there]
        if not checked.bad and not alone:
            return checked.records
        records = checked.records.without([*checked.bad, *alone])
    return None


def _group_of(service: Record) -> str:
    return f"organizations/{service.group}/organization"


def _settings(maker: Maker) -> Record:
    settings = read_record("directory", LEAST["directory"])
    settings.document.data |= maker.record(Kind.DIRECTORY) | {"id_namespace": NAMESPACE, "example": "yes"}
    if maker.oddness < 0.1:
        settings.document.data |= {"country": "GB", "timezone": "Europe/London", "languages": ["en", "cy"]}
        settings.document.data |= {"state_province": "Norfolk", "currency": "GBP", "url": "https://a.example"}
        settings.document.data.pop("bounds", None)
        settings.document.data.pop("term_dates", None)
        settings.document.data["areas"] = {"holt": {"name": "Holt"}}
    return settings


def _sound(maker: Maker) -> Iterator[Record]:
    """Some records as they should be, so that names lead somewhere."""
    if maker.chance.random() < 0.8:
        yield from (read_record(path, text) for path, text in SOUND.items())
