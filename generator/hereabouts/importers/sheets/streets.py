"""A whole address in one cell, cut where it can be cut one way only."""

from __future__ import annotations

import re

_NO_TOWN = re.compile(r"\d|(?<!\bMc)(?<!\bMac)(?<=[a-z.])[A-Z]")
"""Signs of a line break that got lost, as in ``Suite 820Chicago``."""
_LONGEST = 300
_UK = re.compile(r"(?P<rest>.+?)[\s,]+(?P<postal_code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$", re.IGNORECASE | re.DOTALL)
_US = re.compile(r"(?P<rest>.+?)[\s,]+(?P<state_province>[A-Z]{2})\s+(?P<postal_code>\d{5}(?:-\d{4})?)$", re.DOTALL)
_FORMS = {"GB": _UK, "US": _US}


def cut_address(written: str, country: str) -> dict[str, str]:
    """Street, town and postcode of a whole address with commas or lines between them; nothing where that is unclear."""
    form = _FORMS.get(country)
    found = form.match(written.strip()) if form and len(written) <= _LONGEST else None
    if found is None:
        return {}
    lines = [part.strip() for part in re.split(r"[,\n]+", found["rest"]) if part.strip()]
    if not 2 <= len(lines) <= 4 or _NO_TOWN.search(lines[-1]):
        return {}
    made = {"address_1": lines[0], "address_2": ", ".join(lines[1:-1]), "city": lines[-1]}
    made |= {name: value for name, value in found.groupdict().items() if name != "rest"}
    return {name: value for name, value in made.items() if value}


def cut_place(written: str, country: str) -> tuple[str, dict[str, str]]:
    """The name of a place with its address behind it: ``Village Hall, Mill Lane, Eastbrook NR99 1AB``."""
    form = _FORMS.get(country)
    found = form.match(written.strip()) if form and len(written) <= _LONGEST else None
    lines = [part.strip() for part in written.split(",")]
    return lines[0], cut_address(", ".join(lines[1:]), country) if found is not None and len(lines) > 2 else {}
