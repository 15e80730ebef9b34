"""What the standard's own schemas find wrong, each told once and in words."""

from __future__ import annotations

from hereabouts.conform.fault import Faults, Spot
from hereabouts.conform.kind import kind_at
from hereabouts.conform.standard import Endpoint, Mismatch, Standard
from hereabouts.conform.values import add_mismatch_of_date
from hereabouts.finding import Severity
from hereabouts.web import Json, Parts

_TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "nothing",
}
_FORMATS = {
    "uuid": "a UUID",
    "email": "an email address",
    "uri": "a whole web address",
    "date-time": "a date and time with its offset",
    "feed-time": "a time",
}


def check_shape(standard: Standard, endpoint: Endpoint, value: Json, spot: Spot, faults: Faults) -> set[Parts]:
    """Check an answer against the schema of its endpoint. Gives the places where it fails."""
    told: set[Parts] = set()
    missing: set[tuple[Parts, str]] = set()
    for mismatch in standard.mismatches(endpoint, value):
        if mismatch.rule == "required":
            seen = (mismatch.parts, str(mismatch.asked)) in missing
            missing.add((mismatch.parts, str(mismatch.asked)))
        else:
            seen = mismatch.parts in told
            told.add(mismatch.parts)
        if not seen:
            _tell(mismatch, spot.within(*mismatch.parts), faults)
    return told


def _tell(mismatch: Mismatch, spot: Spot, faults: Faults) -> None:
    name = spot.parts[-1] if spot.parts else "this"
    value, asked = mismatch.value, mismatch.asked
    if mismatch.rule == "required":
        faults.add("field-missing", spot, name=asked)
    elif value is None:
        faults.add("value-null", spot, name=name)
    elif isinstance(value, str) and not value.strip():
        faults.add_as(Severity.ERROR, "empty-text", spot, name=name)
    elif mismatch.rule == "format" and asked == "feed-date":
        add_mismatch_of_date(spot, faults, value)
    elif mismatch.rule == "format":
        faults.add("value-format", spot, name=name, value=value, asked=_FORMATS.get(str(asked), str(asked)))
    elif mismatch.rule == "type":
        kinds = " or ".join(_TYPES.get(kind, kind) for kind in asked)
        faults.add("value-type", spot, name=name, value=_shown(value), asked=kinds)
    elif mismatch.rule == "enum":
        _tell_enum(str(name), value, asked, spot, faults)
    else:
        faults.add("value-other", spot, name=name, rule=mismatch.rule, asked=asked)


def _tell_enum(name: str, value: Json, allowed: list[Json], spot: Spot, faults: Faults) -> None:
    words = [str(one) for one in allowed]
    plain = str(value).strip().casefold().replace("_", " ").replace("-", " ")
    meant = next((one for one in words if one.casefold() == plain), "")
    if meant:
        faults.add("value-case", spot, name=name, value=value, meant=meant)
    else:
        faults.add("value-enum", spot, name=name, value=value, allowed=", ".join(words))


def _shown(value: Json) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "a list"
    return "an object" if isinstance(value, dict) else str(value)


def check_names(standard: Standard, kind: str, record: Json, spot: Spot, faults: Faults) -> None:
    """Tell of fields that the standard does not know, once for each kind of object."""
    if not standard.knows(kind):
        return
    for parts, name, near in standard.unknown(kind, record):
        place, around = spot.within(*parts, name), kind_at(kind, parts)
        if near:
            faults.add_once("field-misspelt", place, (around, name), name=name, near=near, kind=around)
        else:
            faults.add_once("field-unknown", place, (around, name), name=name, kind=around, standard=standard.title)
