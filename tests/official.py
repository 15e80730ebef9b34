"""The official schemas, loaded from ``../shared/spec`` into a registry: nothing is ever fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from tests.shared import shared_folder

Json = Any

BASE = "https://openreferraluk.org/specifications/3.0/schema/"  # what the UK schemas call themselves


def _forbid_unknown(schema: Json) -> Json:
    """The same schema with no property allowed that it does not name, at every level."""
    if isinstance(schema, list):
        return [_forbid_unknown(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _forbid_unknown(value) for key, value in schema.items()}
    if isinstance(closed.get("properties"), dict) and "$ref" not in closed:
        closed.setdefault("additionalProperties", False)
    return closed


def _with_service(name: str, schema: Json) -> Json:
    """The API gives a service_at_location with its service; the object's own schema leaves that to the compiled one."""
    if name == "service_at_location.json":
        schema["properties"].setdefault("service", {"$ref": "service.json"})
    return schema


@lru_cache
def load_schemas(profile: str, *, closed: bool = False) -> dict[str, Json]:
    """The schemas of a profile (``hsds-3.2.3`` or ``oruk-3.0``), each by an address that its fellows know it by."""
    made = {}
    for file in sorted(Path(shared_folder("spec", profile, "schema")).glob("*.json")):
        schema = json.loads(file.read_text(encoding="utf-8"))
        if profile == "hsds-3.2.3":
            schema = _with_service(file.name, schema)
        schema = _forbid_unknown(schema) if closed else schema
        made[BASE + file.name] = {**schema, "$id": BASE + file.name}
    return made


@lru_cache
def validator(profile: str, name: str, *, closed: bool = False) -> jsonschema_rs.Draft202012Validator:
    """A validator for one object of a profile, of every format the schemas name."""
    registry = jsonschema_rs.Registry(list(load_schemas(profile, closed=closed).items()))
    root = {"$ref": BASE + f"{name}.json"}
    return jsonschema_rs.Draft202012Validator(root, registry=registry, validate_formats=True, offline=True)


def faults(profile: str, name: str, value: Json, *, closed: bool = False) -> list[str]:
    """What the official schema finds wrong, one line each."""
    errors = validator(profile, name, closed=closed).iter_errors(value)
    return [f"{'/'.join(map(str, error.instance_path))}: {error.message[:200]}" for error in errors]


OBJECTS = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
"""Collection of the feed -> what each of its items is."""


_FILE = re.compile(rf"api/([a-z]{{2,3}}(-\w+)*/)?(pages/)?(?P<name>{'|'.join(OBJECTS)})(/[\w/-]+)?\.(json|ndjson)")


def bodies(files: dict[str, bytes]) -> Iterator[tuple[str, str, Any]]:
    """Every body of the feed as (path, HSDS object, value): items, list items, lines; in every language.

    ``api/services.json`` and ``api/cy/services.json``, ``api/services/<id>.json``, ``api/pages/services/50/1.json``,
    ``api/services.ndjson``, and the same again as the ``index.json`` of a folder.
    """
    for path, content in files.items():
        found = _FILE.fullmatch(path)
        if not found:
            continue
        name = OBJECTS[found["name"]]
        if path.endswith(".ndjson"):
            yield from ((path, name, json.loads(line)) for line in content.splitlines())
        else:
            value = json.loads(content)
            yield from ((path, name, item) for item in value.get("contents", [value]))
