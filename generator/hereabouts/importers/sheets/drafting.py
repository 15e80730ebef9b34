"""A first mapping for a spreadsheet, made by looking at its headings and at what stands under them.

What is not sure is said in a remark above its line. Nothing is ever mapped by a guess at free text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hereabouts.importers.sheets.fields import ROOTS, Target, find_field, near
from hereabouts.importers.sheets.headings import SYNONYMS, general, recognise
from hereabouts.importers.sheets.mapping import IGNORE
from hereabouts.importers.sheets.sheet import REMARKS, Sheet, fold
from hereabouts.importers.values import is_email, is_url
from hereabouts.phones import read_number
from hereabouts.profile.forms import mend_date
from hereabouts.rules.dates import read_day

_PLAIN = re.compile(r"[^\W\d_][\w /()'?+.&-]*\Z")
_POSTCODE = re.compile(r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5}(?:-\d{4})?)\Z", re.IGNORECASE)
_KINDS = {"organi": "organization", "group": "organization", "provider": "organization"}
_KINDS |= {"location": "location", "venue": "location", "place": "location"}
_LOOK = 200
_YES = {"yes", "no", "true", "false", "y", "n"}


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column may be, what a person should know of that, and what stands in it."""

    field: str
    remark: str = ""
    example: str = ""


def draft(sheets: Iterable[Sheet], country: str, *, examples: bool = True) -> str:
    """The mapping as people may go on with it. `country` says how telephone numbers are written.

    `examples` says whether remarks may show what stands in a cell, which is not for a page that all can read.
    """
    parts = ["# What the columns of this spreadsheet are. Look through it, and mend what is not right.", "sheets:"]
    for sheet in sheets:
        sheet.find_head()
        if sheet.head < 0:
            continue
        if sheet.hidden or not sheet.columns:
            parts.append(f"  {_quoted(sheet.name)}: {IGNORE}")
            continue
        parts += [f"  {_quoted(sheet.name)}:", "    columns:"]
        for heading, guess in _guesses(sheet, country):
            shown = f" For example: {guess.example}" if examples and guess.example else ""
            parts += [f"      # {guess.remark}{shown}"] if guess.remark else []
            parts.append(f"      {_quoted(heading)}: {guess.field}")
    return "\n".join(parts) + "\n"


def _guesses(sheet: Sheet, country: str) -> Iterator[tuple[str, Guess]]:
    ours, about = recognise(sheet), _about(sheet)
    used: dict[Target, str] = {}
    for at, heading in sheet.columns.items():
        if fold(heading) == REMARKS:
            continue
        if ours is not None:
            uses = ours.uses[heading]
            yield heading, Guess(uses[0].target.name if uses else IGNORE)
            continue
        cells = [row[at] for _, row in sheet.body() if at < len(row) and row[at]][:_LOOK]
        guess = _guess(heading, cells, about, country)
        target = find_field(guess.field) if guess.field != IGNORE else None
        first = used.get(target, "") if target is not None and not target.several and not target.is_long else ""
        if first:
            guess = Guess(IGNORE, f"Left out: {first} is {guess.field} already.")
        elif target is not None:
            used[target] = heading
        yield heading, guess


def _about(sheet: Sheet) -> str:
    """What a sheet is about, going by its name, else by the id in its first column."""
    first = fold(next(iter(sheet.columns.values()), ""))
    names = (fold(sheet.name), first if first.endswith("id") else "")
    return next((kind for name in names for word, kind in _KINDS.items() if word in name), "service")


def _guess(heading: str, cells: list[str], about: str, country: str) -> Guess:
    words = fold(heading)
    target = general(words, about)
    if target is not None:
        return Guess(target.name)
    if words in SYNONYMS and (about == "service" or words not in _KINDS.values()):
        return Guess(SYNONYMS[words]) if not _is_yes(cells) else _unsure(cells)
    target = find_field(f"{about}.{words.replace(' ', '_')}")
    if target is not None and not _is_yes(cells):
        return Guess(target.name)
    first, _, rest = words.partition(" ")
    owner = next((kind for word, kind in _KINDS.items() if first.startswith(word)), first.removesuffix("s"))
    if owner in ROOTS and rest:
        same = SYNONYMS.get(rest, "")
        named = general(rest, owner) or find_field(f"{owner}.{rest.replace(' ', '_')}")
        named = named or (find_field(same) if same.startswith(f"{owner}.") else None)
        if named is not None:
            return Guess(named.name)
    if owner in ROOTS and owner != about and not any(" " in cell for cell in cells):
        return Guess(f"{owner}.id", f"Not sure: these look like ids of each {owner}.")
    return _by_values(heading, cells, about, country)


def _by_values(heading: str, cells: list[str], about: str, country: str) -> Guess:
    looks: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
        ("e-mail addresses", f"{about}.email", is_email),
        ("web addresses", f"{about}.url", is_url),
        ("postcodes", "location.postal_code", lambda cell: bool(_POSTCODE.match(cell))),
        ("telephone numbers", f"{about}.phone", lambda cell: read_number(cell, country) is not None),
    )
    for what, field, fits in looks:
        if cells and sum(map(fits, cells)) * 5 >= len(cells) * 4 and find_field(field):
            return Guess(field, f"Not sure: these look like {what}.")
    word = near(fold(heading), list(SYNONYMS)) if not _is_yes(cells) else ""
    if word and len(word) > 4:
        return Guess(SYNONYMS[word], f"Not sure: it may be the same as {word}.")
    return _unsure(cells)


def _unsure(cells: list[str]) -> Guess:
    if not cells:
        return Guess(IGNORE, "Left out: nothing stands in it.")
    shown = " ".join(cells[0].split())[:60]
    if _is_yes(cells):
        return Guess(IGNORE, "Left out: it is answered with yes or no, and no field here is.")
    if all(read_day(cell) or mend_date(cell) for cell in cells):
        return Guess(IGNORE, "Left out: these are dates, and it is not clear of what.", shown)
    return Guess(IGNORE, "Left out: nothing here is called so.", shown)


def _is_yes(cells: list[str]) -> bool:
    return bool(cells) and all(cell.casefold() in _YES for cell in cells)


def _quoted(heading: str) -> str:
    """A heading as a key of the file, in quotation marks where it needs them."""
    plain = _PLAIN.match(heading) and heading.casefold() not in {*_YES, "null", "on", "off"}
    return heading if plain else json.dumps(heading, ensure_ascii=False)
