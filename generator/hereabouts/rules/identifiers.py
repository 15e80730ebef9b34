"""Official numbers: which register each is in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from hereabouts.finding import Finding, finding
from hereabouts.rules.parts import Parts
from hereabouts.settings import Settings, text
from hereabouts.shorthand import IDENTIFIER_TYPES, read_identifier

_SCHEME = re.compile(
    r"(?:(gb|us|xi)[\s-]?)?([a-z]{2,5})[\s.:-]*((?<=[\s.:-])[a-z]{0,3}\d[\w/-]*|\d[\w/-]*)", re.IGNORECASE
)
_ANY_NUMBER = re.compile(r"\b([a-z]{0,3}\d[\d\s]{2,}\d)\b", re.IGNORECASE)
_WORDS = (
    (re.compile(r"\bSC\s?\d{6}\b"), "", "GB-SC"),
    (re.compile(r"\bNIC\s?\d{6}\b"), "", "GB-NIC"),
    (re.compile(r"\d"), "charit", "GB-CHC"),
    (re.compile(r"\d"), "compan", "GB-COH"),
)
"""What the number looks like, what the words beside it say, and the register."""


def check(parts: Parts, settings: Settings) -> Iterator[Finding]:
    """Ask about numbers in a register that nobody knows."""
    for path, written in parts.texts("organization_identifiers"):
        scheme = text(read_identifier(written).get("identifier_scheme"))
        if not scheme or (scheme.startswith("GB-") and scheme not in IDENTIFIER_TYPES):
            meant = mend_identifier(written)
            hint = "near" if meant else "hint" if settings.country == "GB" else "abroad"
            yield finding("value-identifier", parts.place(path), hint=hint, identifier=written, suggestion=meant)


def mend_identifier(written: str) -> str:
    """A number with its register in front as records have it, where it can be told; empty where not."""
    number = _ANY_NUMBER.search(written)
    for look, words, scheme in _WORDS:
        if number and look.search(written) and re.search(words, written, re.IGNORECASE):
            return f"{scheme} {number[1].replace(' ', '').upper()}"
    found = _SCHEME.fullmatch(written.strip(" ."))
    typed = f"{found[1] or 'GB'}-{found[2]}".upper() if found else ""
    near = min(IDENTIFIER_TYPES, key=lambda scheme: OSA.distance(typed, scheme))
    return f"{near} {found[3]}" if found and OSA.distance(typed, near) <= 1 else ""
