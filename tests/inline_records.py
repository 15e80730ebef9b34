"""Directories written in a test itself: path -> text, through the real reader, profile and rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hereabouts.assembly import assemble
from hereabouts.check import SETTINGS, Checked, check_records
from hereabouts.directory import Directory, ServiceListing
from hereabouts.finding import is_error
from hereabouts.kind import Kind
from hereabouts.model.objects import plain
from hereabouts.reading import check_file
from hereabouts.records import Record, Records, gather

TODAY = date(2026, 11, 22)
NAMESPACE = "0d2f6a52-6f0b-4f0e-9a54-2f1f3f9f7c11"

GROUP = "organizations/lunch-club/organization"
SERVICE = "organizations/lunch-club/drop-in"
HALL = "locations/hall"

SETTINGS_TEXT = f"""\
example: yes
name: Eastbrook Directory
publisher: {{name: Eastbrook Voluntary Action}}
license: CC-BY-4.0
id_namespace: {NAMESPACE}
languages: [en, cy]
state_province: Norfolk
"""
GROUP_TEXT = "name: Lunch Club\ndescription: People who cook.\n"
HALL_TEXT = """\
name: Hall
addresses: {address_1: Mill Lane, city: Eastbrook, postal_code: NR99 1AB}
"""
NEEDS_TEXT = """\
name: Needs
description: What for.
link_type: need
terms:
  food: {name: Food, description: Meals.}
  company: {name: Company, description: People.}
"""
LEAST = {SETTINGS: SETTINGS_TEXT, GROUP: GROUP_TEXT, HALL: HALL_TEXT, "taxonomies/needs": NEEDS_TEXT}


def kind_of(path: str) -> Kind:
    if path == SETTINGS:
        return Kind.DIRECTORY
    folder = path.partition("/")[0]
    if folder == "organizations":
        return Kind.ORGANIZATION if path.endswith("/organization") else Kind.SERVICE
    return {"locations": Kind.LOCATION, "taxonomies": Kind.TAXONOMY}[folder]


def read_record(path: str, text: str) -> Record:
    kind = kind_of(path)
    return Record(kind, path, check_file(f"{path}.yml", text.encode(), kind))


def read_records(files: Mapping[str, str]) -> Records:
    """The least directory with `files` laid over it; an empty text leaves a file out."""
    texts = {path: text for path, text in {**LEAST, **files}.items() if text}
    made = {path: read_record(path, text) for path, text in texts.items()}
    settings = made.pop(SETTINGS)
    return gather(settings, made.values())


def check_texts(files: Mapping[str, str]) -> Checked:
    return check_records(read_records(files), TODAY)


def build(files: Mapping[str, str], today: date = TODAY) -> Directory:
    """The directory of records that must be without error."""
    checked = check_records(read_records(files), today)
    errors = [(item.place, item.message) for item in checked.findings if is_error(item)]
    assert not errors, errors
    return assemble(checked.records, today)


def build_service(text: str, today: date = TODAY, **files: str) -> ServiceListing:
    """One service of the least directory; `files` are named by what comes last in their path."""
    paths = {"settings": SETTINGS, "group": GROUP, "hall": HALL, "needs": "taxonomies/needs"}
    laid = {paths.get(name, f"taxonomies/{name}"): content for name, content in files.items()}
    return build({SERVICE: f"name: Drop-in\n{text}", **laid}, today).services[SERVICE]


def shown(value: Any) -> Any:
    """An HSDS object as plain dicts, as the feed would have it."""
    return plain(value)
