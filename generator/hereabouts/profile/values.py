"""Hints for values in a wrong form: how one may be meant, and where it belongs when it is another thing."""

from __future__ import annotations

import re

from hereabouts.profile import slips
from hereabouts.profile.faults import Fault

_QUOTES = "\"'“”‘’«»"
_NONE = frozenset({"none", "n/a", "na", "no", "-", "tbc", "tba", "unknown", "not known", "?"})
_ANYBODY = frozenset(
    {"any", "all", "anyone", "anybody", "everyone", "everybody", "all ages", "any age", "none", "no", "n/a"}
)
_IS_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]+")


def suggestion_for(fault: Fault, form: slips.Form) -> str:
    """What a wrongly written value may be meant as; empty when nobody can tell."""
    bare: str = fault.value.strip().strip(_QUOTES)
    pattern = fault.wanted if fault.keyword == "pattern" else r"(?!)"
    if bare != fault.value and re.search(pattern, bare):
        return bare
    suggestion = form.guess(bare)
    return "" if suggestion == fault.value else suggestion


def other_hint(name: str, code: str, value: str) -> tuple[str, dict[str, str]]:
    """The hint for a value that belongs elsewhere, or into two lines; empty when there is none."""
    words = value.strip(f" .{_QUOTES}").lower()
    two = slips.read_two(words)
    if name in {"minimum_age", "maximum_age"} and two:
        return "ages", {"first": two[0], "second": two[1]}
    if name in {"minimum_age", "maximum_age"} and words in _ANYBODY:
        return "nothing", {}
    if name in {"available", "maximum"} and two:
        return "capacity", {"first": two[0], "second": two[1]}
    if name in {"latitude", "longitude"} and (point := slips.read_point(value)):
        return "point", {"first": point[0], "second": point[1]}
    if code == "profile-date" and (ways := slips.read_both_ways(words)):
        return "ways", {"first": ways[0], "second": ways[1]}
    if code in {"profile-email", "profile-web-address", "profile-date"} and words in _NONE:
        return "nothing", {}
    if code == "profile-web-address" and (email := slips.guess_email(value) or value) and _IS_EMAIL.fullmatch(email):
        return "email", {"first": email}
    if code == "profile-email" and value.count("@") > 1 and "@@" not in value:
        return "several", {}
    if code == "profile-email" and "@" not in value and (page := slips.guess_web_address(value)):
        return "page", {"first": page}
    return "", {}
