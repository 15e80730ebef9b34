"""Telephone numbers that can be rung, with nothing beside them that would be lost."""

from __future__ import annotations

from collections.abc import Iterator

import pycountry

from hereabouts.finding import Finding, finding
from hereabouts.phones import Number, diagnose, find_numbers, read_number
from hereabouts.profile.examples import flow
from hereabouts.rules.parts import Parts
from hereabouts.settings import Settings, table, text
from hereabouts.source.document import Data, Path

_NONE = frozenset(
    {"none", "no", "n/a", "na", "-", "--", "tbc", "tba", "?", "unknown", "no phone", "not known", "see website"}
)
"""What people write where there is no number."""

_WITH_ARTICLE = frozenset({"GB", "US", "NL", "PH", "AE"})


def check(parts: Parts, settings: Settings) -> Iterator[Finding]:
    """Check every telephone number of this record."""
    seen: set[tuple[object, ...]] = set()
    for path, item in parts.under("phones"):
        fields = table(item)
        written = (item if isinstance(item, str) else text(fields.get("number"))).strip()
        own_path: Path = path if isinstance(item, str) else (*path, "number")
        number = read_number(written, settings.country)
        if number is None and written:
            yield _refuse(parts, own_path, written, item, settings)
        elif number is not None:
            yield from _check_extension(parts, path, number, fields)
            kind = text(fields.get("type")).strip().lower()
            same = (path[:-1], number.dialled, number.extension or text(fields.get("extension")).strip(), kind)
            if same in seen:
                yield finding("reference-twice", parts.place(path), name=written)
            seen.add(same)
            if number.drama and not settings.example:
                yield finding("contact-phone-drama", parts.place(own_path), number=written)


def _check_extension(parts: Parts, path: Path, number: Number, fields: dict[str, Data]) -> Iterator[Finding]:
    own = text(fields.get("extension")).strip()
    if own and number.extension and own != number.extension:
        place = parts.place((*path, "extension"))
        yield finding("contact-phone-extension", place, first=number.extension, second=own)


def _refuse(parts: Parts, path: Path, written: str, item: Data, settings: Settings) -> Finding:
    """Say why a text is no number, and show the lines that would be right."""
    place, country = parts.place(path), settings.country
    fault, suggestion = diagnose(written, country)
    found = find_numbers(written, country)
    if suggestion or not found.numbers:
        digits = any(map(str.isdigit, written))
        hint = "nothing" if written.lower().strip(".") in _NONE else str(fault) if digits else "words"
        values = {"number": written, "country": _name_of(country), "suggestion": suggestion}
        return finding("contact-phone", place, hint=hint, **values)
    if len(found.numbers) > 1:
        lines = " and ".join(f"`- {number}`" for number in found.numbers)
        words = f", and `{found.words}` under the `description` of the one it is about" if found.words else ""
        return finding("contact-phone-several", place, lines=lines, words=words)
    (number,) = found.numbers
    if not found.words:
        values = {"number": written, "country": _name_of(country), "suggestion": number}
        return finding("contact-phone", place, hint="letters", **values)
    if not isinstance(item, str):
        hint = "beside" if "description" in item else "below"
        line = flow({"description": found.words})[1:-1]
        return finding("contact-phone-words", place, hint=hint, words=found.words, number=number, line=line)
    start = "- " if isinstance(path[-1], int) else "phones: "
    line = start + flow({"number": number, "description": found.words})
    return finding("contact-phone-words", place, words=found.words, number=number, line=line)


def _name_of(country: str) -> str:
    """A country as it stands in a sentence."""
    known = pycountry.countries.get(alpha_2=country)
    name = known.name if known else country
    return f"the {name}" if country in _WITH_ARTICLE else name
