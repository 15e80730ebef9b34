"""What HSDS 1 and 2, and Open Referral UK 1, say in their own way, as HSDS 3 says it.

Rows for single weekdays, holidays, eligibilities, links to taxonomies and ways to pay have no object in HSDS 3. Each
becomes what HSDS 3 has for it, or words where it has nothing; either way a line in the report says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.shapes import as_text, is_empty, uuid_of
from hereabouts.importers.source import Entry
from hereabouts.importers.weekdays import holiday, weekly

Raw = dict[str, Any]
Placed = tuple[Raw, Where]
"""An object of the source and where it stands."""

VOCABULARY = "Topics"
"""What a list of terms is called that has no name in the source."""

_TERMS = ("service_taxonomys", "service_taxonomies", "service_taxonomy", "service_attributes", "other_attributes")
_LINKS = ("link_taxonomys", "link_taxonomies", "link_taxonomy", "taxonomys")
_KINDS_OF = ("attending_type", "attending_access", "deliverable_type")
_NO_LIMIT = 110
"""An oldest age from which on a feed means that there is none."""


@dataclass(slots=True)
class Older:
    """Rewrites objects in place. `today` tells which holidays are over."""

    report: Report
    today: date

    def organization(self, raw: Raw, where: Where) -> None:
        """An organization with all that is in it."""
        self._common(raw, where)
        for name in ("locations", "location"):
            for location, place in _objects(raw, name, where):
                self.location(location, place)
        for name in ("services", "service"):
            for service, place in _objects(raw, name, where):
                self.service(service, place)

    def service(self, raw: Raw, where: Where) -> None:
        """A service with all that is in it."""
        self._common(raw, where)
        self._schedules(raw, where)
        self._eligibility(raw, where)
        self._kinds(raw, where)
        self._pay(raw, where)
        self._reviews(raw, where)
        for at, place in _objects(raw, "service_at_locations", where):
            self.link(at, place)
        for name in ("organization", "organizations"):
            for organization, place in _objects(raw, name, where):
                self.organization(organization, place)

    def link(self, raw: Raw, where: Where) -> None:
        """A service at a location."""
        self._common(raw, where)
        self._schedules(raw, where)
        for location, place in _objects(raw, "location", where):
            self.location(location, place)
        for service, place in _objects(raw, "service", where):
            self.service(service, place)

    def location(self, raw: Raw, where: Where) -> None:
        """A location with all that is in it."""
        self._common(raw, where)
        self._schedules(raw, where)
        for name in ("accessibility_for_disabilities", "accessibility"):
            for facility, place in _objects(raw, name, where):
                self._facility(facility, place)
        for kind in ("physical", "postal"):
            for name in (f"{kind}_addresses", f"{kind}_address"):
                for address, place in self._take(raw, (name,), where):
                    address.setdefault("address_type", kind)
                    self._lines(address, place)
                    _append(raw, "addresses", address)

    def _common(self, raw: Raw, where: Where) -> None:
        """What any object may have: terms, and languages told by a word."""
        for link, place in self._take(raw, (*_TERMS, *_LINKS), where):
            self._term(raw, link, place)
        for name in ("languages", "language"):
            for language, place in _objects(raw, name, where):
                self._language(language, place)
        if isinstance(raw.get("language"), str) and "number" in raw:
            codes = raw.pop("language").split(",")
            raw["languages"] = [_named_language(code.strip()) for code in codes if code.strip()]
        for name in ("phones", "contacts", "cost_options", "service_areas"):
            for inner, place in _objects(raw, name, where):
                self._common(inner, place)

    def _take(self, raw: Raw, names: Iterable[str], where: Where) -> Iterator[Placed]:
        """The objects under some fields, which are taken out; what is no object stays, to be reported as unknown."""
        for name in names:
            placed = list(_objects(raw, name, where))
            if placed and len(placed) == len(_listed(raw[name])):
                del raw[name]
                yield from placed

    def _say(self, where: Where, what: str, value: object, read: str) -> None:
        self.report.count(where, what, Action.MAPPED, as_text(value), f"The standard has {read} for it now.")

    # Terms.

    def _term(self, raw: Raw, link: Raw, where: Where) -> None:
        """A link to a term as an attribute, with the term in it."""
        found = link.get("taxonomy_term", link.get("taxonomy"))
        term = found if isinstance(found, dict) else {key: link[key] for key in ("name", "vocabulary") if key in link}
        if not isinstance(found, dict) and "name" in link:  # the term itself stands where a link is meant
            term |= {key: link[key] for key in ("id", "parent", "parent_id") if key in link}
        made = read_term(term)
        if is_empty(made.get("name")):
            self.report.add(
                where, "taxonomy", Action.DROPPED, _said(link), "The term it leads to is not in the source."
            )
            return
        attribute: Raw = {"taxonomy_term": made}
        attribute = Entry(where.source, attribute) if not where.path else attribute
        attribute |= {"id": link["id"]} if term is found and uuid_of(link.get("id")) else {}
        if not is_empty(link.get("taxonomy_detail")):
            attribute["value"] = as_text(link["taxonomy_detail"])
        _append(raw, "attributes", attribute)
        self._say(where, "taxonomy", made["name"], "attributes")

    def _kinds(self, raw: Raw, where: Where) -> None:
        for name in _KINDS_OF:
            value = raw.pop(name, None)
            if not is_empty(value):
                words = as_text(value)
                self._say(where / name, name, words, "attributes")
                _append(raw, "attributes", loose_term(name, words[:1].upper() + words[1:]))

    # Plain words.

    def _language(self, raw: Raw, where: Where) -> None:
        word = raw.get("language")
        if isinstance(word, str) and "name" not in raw and "code" not in raw:
            raw |= _named_language(raw.pop("language"))
            self._say(where, "language", word, "a name or a code")

    def _facility(self, raw: Raw, where: Where) -> None:
        """HSDS 1 has codes such as `disabled_parking` for what people want to read in words."""
        code = raw.get("accessibility")
        if isinstance(code, str) and "description" not in raw:
            words = code.replace("_", " ").strip()
            raw["description"] = words[:1].upper() + words[1:]
            del raw["accessibility"]
            self._say(where, "accessibility", code, "a description")

    def _lines(self, address: Raw, where: Where) -> None:
        """HSDS 1 had four lines for a street, HSDS 3 has two."""
        more = [as_text(address.pop(name)) for name in ("address_3", "address_4") if not is_empty(address.get(name))]
        if more:
            self._say(where, "address_3", ", ".join(more), "address_2")
            address["address_2"] = ", ".join([*filter(None, [as_text(address.get("address_2") or "")]), *more])

    def _eligibility(self, raw: Raw, where: Where) -> None:
        rows = list(self._take(raw, ("eligibilitys", "eligibilities", "eligibility"), where))
        spans = [self._ages(row, place) for row, place in rows]
        words = [as_text(row["eligibility"]) for row, _ in rows if not is_empty(row.get("eligibility"))]
        if len(set(spans)) == 1:
            raw |= {name: age for name, age in zip(("minimum_age", "maximum_age"), spans[0], strict=True) if age}
        else:  # each counts with its own condition, so none of them counts for all
            words += [_aged(*span) for span in spans if any(span)]
        for row, place in rows:
            self._common(row, place)
            for attribute in row.get("attributes", []):
                _append(raw, "attributes", attribute)
        if words:
            self._say(where, "eligibility", "; ".join(words), "eligibility_description")
            add_words(raw, "eligibility_description", *words)

    def _ages(self, row: Raw, where: Where) -> tuple[str, str]:
        ages = {
            name: as_text(row.get(name) if row.get(name) is not None else "") for name in ("minimum_age", "maximum_age")
        }
        youngest, oldest = (_figure(age) for age in ages.values())
        if ages["maximum_age"] and (oldest >= _NO_LIMIT or (oldest == 0 and youngest == 0)):
            why = "It means that there is none."
            self.report.add(where / "maximum_age", "maximum_age", Action.DROPPED, ages["maximum_age"], why)
            ages["maximum_age"] = ""
        if ages["minimum_age"] and youngest == 0:
            ages["minimum_age"] = ""
        return ages["minimum_age"], ages["maximum_age"]

    def _pay(self, raw: Raw, where: Where) -> None:
        names = ("payments_accepted", "payment_accepted", "accepted_payments")
        ways = [as_text(row.get("payment", "")) for row, _ in self._take(raw, names, where)]
        if any(ways):
            said = f"Ways to pay: {', '.join(dict.fromkeys(filter(None, ways)))}."
            self._say(where, "payment", said, "fees_description")
            add_words(raw, "fees_description", said)

    def _reviews(self, raw: Raw, where: Where) -> None:
        for review, place in self._take(raw, ("reviews", "review"), where):
            by = review.get("organization") or review.get("reviewer_organization")
            name = as_text(by.get("name", "")) if isinstance(by, dict) else ""
            parts = [
                as_text(review[part])
                for part in ("title", "score", "description", "url")
                if not is_empty(review.get(part))
            ]
            said = ": ".join(filter(None, [f"Reviewed by {name}" if name else "Review", ", ".join(parts)]))
            said += f" ({as_text(review['date'])})" if not is_empty(review.get("date")) else ""
            self._say(place, "review", said, "accreditations")
            add_words(raw, "accreditations", said)

    # Times.

    def _schedules(self, raw: Raw, where: Where) -> None:
        rows = list(self._take(raw, ("regular_schedules", "regular_schedule"), where))
        made = weekly(rows, where, self.report) if rows else []
        for row, place in self._take(raw, ("holiday_schedules", "holiday_schedule"), where):
            made.extend(holiday(row, place, self.today, self.report))
        if made:
            raw["schedules"] = [*_listed(raw.get("schedules")), *made]


def read_term(term: Raw) -> Raw:
    """A taxonomy row of HSDS 1, where it is a term, as a term of HSDS 3. An id that is none is its code."""
    made = {key: value for key, value in term.items() if not is_empty(value)}
    vocabulary = made.pop("vocabulary", "")
    parent = made.pop("parent", None)
    if isinstance(parent, dict):
        parent = parent.get("id")
    if not is_empty(parent):
        made.setdefault("parent_id", parent)
    if "term" in made:
        made.setdefault("name", made.pop("term"))
    if not isinstance(made.get("taxonomy"), str | dict) and "taxonomy_id" not in made and "taxonomy_detail" not in made:
        made["taxonomy"] = as_text(vocabulary) or VOCABULARY
    if "code" not in made and "id" in made and not uuid_of(made["id"]):
        made["code"] = as_text(made["id"])
    return made


def loose_term(list_name: str, name: str) -> Raw:
    """A use of a term that has no list of its own in the source."""
    return {"link_type": list_name, "taxonomy_term": {"name": name}}


def add_words(raw: Raw, name: str, *words: str) -> None:
    """Put words on lines of their own behind what a text says, unless it says them already."""
    said = as_text(raw.get(name) or "")
    raw[name] = "\n".join(dict.fromkeys(part for part in (said, *words) if part))


def _objects(raw: Raw, name: str, where: Where) -> Iterator[Placed]:
    """The objects under a field, each with where it stands."""
    value = raw.get(name)
    for index, item in enumerate(_listed(value)):
        if isinstance(item, Entry):
            yield item, Where(item.label)
        elif isinstance(item, dict):
            yield item, where / name / index if isinstance(value, list) else where / name


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _append(raw: Raw, name: str, item: Raw) -> None:
    raw[name] = [*_listed(raw.get(name)), item]


def _named_language(word: str) -> Raw:
    """A language by its code, where the word is one."""
    return {"code" if len(word) <= 3 and word.isalpha() and word.islower() else "name": word}


def _figure(age: str) -> float:
    try:
        return float(age)
    except ValueError:
        return -1


def _aged(youngest: str, oldest: str) -> str:
    if youngest and oldest:
        return f"Aged {youngest} to {oldest}."
    return f"Aged {youngest} or over." if youngest else f"Aged up to {oldest}."


def _said(raw: Raw) -> str:
    return ", ".join(as_text(value) for value in raw.values() if not isinstance(value, dict | list))
