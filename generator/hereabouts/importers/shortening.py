"""The short forms of a record: a bare telephone number, ``free``, ``GB-CHC 1234567``.

A form is short only where reading it back gives the very fields it stands for, so nothing depends on these rules being
complete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hereabouts.rules.references import SLUG
from hereabouts.schedules import Hours, parse, span_words
from hereabouts.settings import Area, Settings, items, table
from hereabouts.shorthand import long_form, read_area, read_cost, read_identifier, read_language
from hereabouts.source.document import Data

Record = dict[str, Data]
_MOST_SPANS = 3
"""Lines with more hours than that are hard to read."""
_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}


def shorten(record: Record, settings: Settings) -> Record:
    """The record with every part in its shortest form."""
    shorts = _Shorts(settings)
    return {key: shorts.under(key, value) for key, value in record.items()}


class _Shorts:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.forms: Mapping[str, Callable[[Record], Data]] = {
            "phones": _lead("number"),
            "additional_urls": _lead("url"),
            "additional_websites": _lead("url"),
            "funding": _lead("source"),
            "required_documents": _lead("document"),
            "schedules": _lead("when"),
            "unit": _lead("name"),
            "accessibility": _accessibility,
            "languages": _language,
            "service_areas": self._area,
            "cost_options": self._cost,
            "organization_identifiers": _identifier,
        }

    def under(self, key: str, value: Data) -> Data:
        """What stands under a key, each item of it shortened."""
        if key == "attributes":
            return {name: [_use(entry) for entry in items(entries)] for name, entries in table(value).items()}
        if key in ("hsds", "translations") or (key == "source" and isinstance(value, dict)):
            return value
        if isinstance(value, list):
            made = [self._item(key, item) for item in value]
            return _joined(made) if key == "schedules" else made
        if key == "programs":
            return {name: shorten(table(program), self.settings) for name, program in table(value).items()}
        return self._item(key, value)

    def _item(self, key: str, item: Data) -> Data:
        if not isinstance(item, dict):
            return item
        inner = {name: self.under(name, value) for name, value in item.items()}
        form = self.forms.get(key)
        return form(inner) if form else inner

    def _area(self, fields: Record) -> Data:
        areas: Mapping[str, Area] = self.settings.areas
        for key in areas:
            if read_area(key, areas) == fields:
                return key
        name = fields.get("name")
        free = isinstance(name, str) and not SLUG.match(name)
        return name if free and read_area(str(name), areas) == fields and isinstance(name, str) else fields

    def _cost(self, fields: Record) -> Data:
        fields = _with_pence(fields)
        words = [str(fields.get("option", "")), str(fields.get("amount_description", ""))]
        if set(fields) <= {"amount", "amount_description"} and "amount" in fields:
            amount = f"{_SIGNS.get(self.settings.currency, '')}{fields['amount']}"
            words = [" ".join([amount, *words[1:]]).strip()]
        if fields == {"option": "free", "amount": "0"}:
            words = ["free"]
        home = self.settings.currency
        return next((word for word in words if word and "\n" not in word and read_cost(word, home) == fields), fields)


def _joined(lines: list[Data]) -> list[Data]:
    """Lines of the same days that differ in their hours alone, as one: ``9am to 12:30pm and 1:30pm to 5pm``."""
    made: list[Data] = []
    for line in lines:
        both = _join(made[-1], line) if made else ""
        made[-1:] = [both] if both else [*made[-1:], line]
    return made


def _join(first: Data, second: Data) -> str:
    """One line that says what both say; empty where there is none."""
    if not (isinstance(first, str) and isinstance(second, str)):
        return ""
    one, other = parse(first), parse(second)
    if not (isinstance(one, Hours) and isinstance(other, Hours) and one.schedules and len(other.schedules) == 1):
        return ""
    before, after = (span_words(each.opens_at, each.closes_at) for each in (one.schedules[-1], *other.schedules))
    words = first.replace(before, f"{before} and {after}") if before and after else ""
    both = parse(words) if words and len(one.schedules) < _MOST_SPANS else None
    same = isinstance(both, Hours) and both.schedules == (*one.schedules, *other.schedules)
    return words if same else ""


def _with_pence(fields: Record) -> Record:
    """Half of a pound is written 0.50, as on a price tag."""
    amount = str(fields.get("amount", ""))
    return {**fields, "amount": f"{amount}0"} if amount[-2:-1] == "." else fields


def _lead(field: str) -> Callable[[Record], Data]:
    def short(fields: Record) -> Data:
        only = fields.get(field) if len(fields) == 1 else None
        return only if isinstance(only, str) and "\n" not in only and long_form(only, field) == fields else fields

    return short


def _use(entry: Data) -> Data:
    return entry["term"] if isinstance(entry, dict) and set(entry) == {"term"} else entry


def _accessibility(fields: Record) -> Data:
    if set(fields) == {"facility"}:
        return fields["facility"]
    words = fields.get("description")
    free = isinstance(words, str) and len(fields) == 1 and "\n" not in words and not SLUG.match(words)
    return words if free and isinstance(words, str) and len(words) <= 500 else fields


def _language(fields: Record) -> Data:
    return fields["code"] if set(fields) == {"code"} else _named_by_code(fields)


def _named_by_code(fields: Record) -> Record:
    rest = {name: value for name, value in fields.items() if name != "name"}
    return rest if "code" in rest and read_language(rest) == read_language(fields) else fields


def _identifier(fields: Record) -> Data:
    words = f"{fields.get('identifier_scheme', '')} {fields.get('identifier', '')}".strip()
    if "\n" not in words and read_identifier(words) == read_identifier(fields):
        return words
    rest = {name: value for name, value in fields.items() if name != "identifier_type"}
    return rest if "identifier" in rest and read_identifier(rest) == read_identifier(fields) else fields
