"""Names that lead nowhere, said once each: for one record a slip, for many a file that was deleted or renamed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from hereabouts.finding import Finding, finding
from hereabouts.records import Kind, Records, former_paths
from hereabouts.rules.nearness import nearest, something_like
from hereabouts.settings import table

_CODE = "reference-unknown"
_FILES = {
    "place": "locations/{name}.yml",
    "group": "organizations/{name}/organization.yml",
    "list": "taxonomies/{name}.yml",
}
"""Kinds that are files of their own, and which."""

_IN_WORDS = ("area", "term in the list `access`")
"""Kinds of which other words than a name may be written."""


def settle(findings: Iterable[Finding], records: Records) -> list[Finding]:
    """The findings, with one for each name that leads nowhere, whoever uses it, and with what may be meant."""
    settled: list[Finding] = []
    unknown: dict[tuple[tuple[str, str], ...], list[Finding]] = {}
    for item in findings:
        if item.code == _CODE:
            unknown.setdefault(item.values, []).append(item)
        else:
            settled.append(item)
    return settled + [_say(sorted(those), records) for those in unknown.values()]


def _say(those: list[Finding], records: Records) -> Finding:
    values = dict(those[0].values)
    count = len({item.place.file for item in those})
    hint, suggestion = _hint(values, count, records)
    file = _FILES.get(values["kind"], "").format(name=values["name"])
    said = finding(
        _CODE, those[0].place, hint=hint, **{**values, "suggestion": suggestion, "count": count, "file": file}
    )
    return replace(said, also=tuple(item.place for item in those[1:]))


def _hint(values: dict[str, str], count: int, records: Records) -> tuple[str, str]:
    """Which hint fits, and the name it suggests."""
    name, kind = values["name"], values["kind"]
    choices = _choices(kind, values["of"], records)
    if moved := _former_names(kind, records).get(name):
        return "moved", moved
    near = nearest(name, choices)
    if count > 1:
        ending = "_inside" if values["where"] else ""
        return (f"many_near{ending}", near) if near else (f"many{ending}", "")
    if near:
        return "near", near
    several = [part.strip() for part in re.split(r"[,;]|\band\b", name) if part.strip()]
    if len(several) > 1 and all(part in choices for part in several):
        return "several", ", ".join(several)
    if like := something_like(name, choices):
        return ("like_inside" if values["where"] else "like"), like
    if kind in _IN_WORDS and name in {"yes", "no", "none", "full", "partial"}:
        return "which", choices[0] if choices else ""
    if kind in _IN_WORDS:
        return "words", name.replace("-", " ").capitalize()
    return ("inside" if values["where"] else "hint"), ""


def _choices(kind: str, of: str, records: Records) -> list[str]:
    """Every name of that kind that leads somewhere."""
    match kind:
        case "place":
            return [record.name for record in records.of(Kind.LOCATION)]
        case "group":
            return [record.group for record in records.of(Kind.ORGANIZATION)]
        case "list":
            return [record.name for record in records.of(Kind.TAXONOMY)]
        case "area":
            return list(table(records.settings.data.get("areas")))
        case "programme":
            organization = records.organization(of)
            return list(table(organization.data.get("programs"))) if organization else []
    return list(records.terms(of))


def _former_names(kind: str, records: Records) -> Mapping[str, str]:
    """What places, groups and lists were called before, and what they are called now."""
    kinds = {"place": Kind.LOCATION, "group": Kind.ORGANIZATION, "list": Kind.TAXONOMY}
    names: dict[str, str] = {}
    for record in records.of(kinds[kind]) if kind in kinds else ():
        for key in ("formerly", "replaces"):
            for path in former_paths(record, key):
                names[path.split("/")[1] if "/" in path else path] = record.group or record.name
    return names
