"""The standard, as its official schemas and OpenAPI description have it, from a folder. Nothing is ever fetched.

A folder of schemas holds `service.json` and its fellows, and beside or above them `openapi.json`. The folder that the
user names may be such a folder, or hold several of them (`hsds-3.2.3/schema/`, `oruk-3.0/schema/`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

import jsonschema_rs

from hereabouts.conform.folder import read_document
from hereabouts.conform.kind import kind_at, singular
from hereabouts.conform.limits import Limits
from hereabouts.conform.moment import FORMATS
from hereabouts.web import Json, Parts

_ADDRESS = "feed:///"
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_MOMENTS = {"date": "feed-date", "time": "feed-time"}  # what the standard's tables say and its formats don't


class NoStandardError(Exception):
    """The folder of schemas holds nothing that fits; the text says what."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A question a feed answers, such as ``/services/{id}``. Level 1 is required, level 2 optional."""

    path: str
    level: int

    @property
    def collection(self) -> str:
        """The first word of the path; empty for the root."""
        return self.path.split("/")[1]

    @property
    def by_id(self) -> bool:
        """Whether it answers with one record."""
        return self.path.endswith("/{id}")

    @property
    def kind(self) -> str:
        """The object it gives: service, organization."""
        return singular(self.collection)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where a document is not what a schema asks for. `rule` is the schema's word for it: required, type, enum."""

    parts: Parts
    rule: str
    asked: Json
    value: Json


class Standard:
    """One version of HSDS, or of its UK profile."""

    def __init__(self, folder: Path) -> None:
        """Read the schemas in `folder`. Raises NoStandardError when there is no OpenAPI description with them."""
        self._schemas = {file.name: read_document(file, Limits()) for file in sorted(folder.glob("*.json"))}
        self.uk = "api_details.json" in self._schemas
        self.name = folder.parent.name if folder.name == "schema" else folder.name
        number = _NUMBER.search(self.name)
        self.version = number[0] if number else "3"
        described = (folder.parent / "openapi.json", folder / "openapi.json", folder / "open_api.json")
        found = [document for file in described if isinstance(document := read_document(file, Limits()), dict)]
        if not found or not isinstance(found[0].get("paths"), dict):
            raise NoStandardError(f"There is no openapi.json with the schemas in {folder}.")
        self._openapi: dict[str, Json] = found[0]
        self._add_service()
        self.names = {
            name for one in self._schemas.values() if isinstance(one, dict) for name in one.get("properties", ())
        }
        """Every field of every object; `find_standards` adds those of other versions."""

    @property
    def title(self) -> str:
        """What people call it."""
        return f"Open Referral UK {self.version}" if self.uk else f"HSDS {self.version}"

    @cached_property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """What the standard's OpenAPI lets a feed be asked, root first, each collection before its records."""
        paths = {path: item["get"] for path, item in self._openapi["paths"].items() if "get" in item}
        found = []
        for path, get in paths.items():
            optional = any(str(tag).lower() == "optional" for tag in get.get("tags", ()))
            found.append(Endpoint(path, 2 if optional else 1))
        return tuple(sorted(found, key=lambda one: (one.level, one.collection, one.by_id)))

    def parameters(self, endpoint: Endpoint) -> set[str]:
        """The words that the standard lets this endpoint be asked with, behind the question mark."""
        listed = self._openapi["paths"][endpoint.path]["get"].get("parameters", [])
        return {str(one.get("name") or str(one.get("$ref", "")).rpartition("/")[2]) for one in listed}

    def mismatches(self, endpoint: Endpoint, value: Json) -> Iterator[Mismatch]:
        """Where an answer of this endpoint is not what the standard asks for."""
        for error in self._validator(endpoint.path).iter_errors(value):
            detail = error.kind.as_dict()
            asked = next(iter(detail.values()), None)
            yield Mismatch(tuple(error.instance_path), error.kind.name, asked, error.instance)

    def unknown(self, kind: str, value: Json) -> Iterator[tuple[Parts, str, str]]:
        """Names in a record that the standard does not know: where, the name, and the likely one if any."""
        for error in self._closed(kind).iter_errors(value):
            if error.kind.name == "additionalProperties":
                for name in error.kind.as_dict()["unexpected"]:
                    yield tuple(error.instance_path), name, self._near(kind, error.instance_path, name)

    def knows(self, kind: str) -> bool:
        """Tell whether there is a schema for this kind of object."""
        return f"{kind}.json" in self._schemas

    def _near(self, kind: str, parts: Sequence[str | int], name: str) -> str:
        """The field of this object that an unknown name may be meant for; none when the standard has it elsewhere."""
        if name in self.names:
            return ""
        schema = self._schemas.get(f"{kind_at(kind, parts)}.json")
        fields = list(schema.get("properties", ())) if isinstance(schema, dict) else []
        plain = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().replace("-", "_")
        near = next(iter(get_close_matches(plain, fields, 1, 0.85)), "")
        return "" if _DIGITS.sub("", near) == _DIGITS.sub("", name) else near  # address_2 is no slip for address_1

    def _add_service(self) -> None:
        """Let a service_at_location hold its service: the API gives it so, and the object's schema leaves it out."""
        placed = self._schemas.get("service_at_location.json")
        if isinstance(placed, dict):
            placed["properties"].setdefault("service", {"$ref": "service.json"})

    @cached_property
    def _open_registry(self) -> jsonschema_rs.Registry:
        return self._registry(closed=False)

    @cached_property
    def _closed_registry(self) -> jsonschema_rs.Registry:
        return self._registry(closed=True)

    def _registry(self, *, closed: bool) -> jsonschema_rs.Registry:
        schemas = [(_ADDRESS + name, self._prepare(schema, closed=closed)) for name, schema in self._schemas.items()]
        return jsonschema_rs.Registry(schemas, draft=jsonschema_rs.Draft202012)

    @cached_property
    def _validators(self) -> dict[str, jsonschema_rs.Draft202012Validator]:
        return {}

    def _validator(self, path: str) -> jsonschema_rs.Draft202012Validator:
        if path not in self._validators:
            get = self._openapi["paths"][path]["get"]
            schema = get["responses"]["200"]["content"]["application/json"]["schema"]
            whole = {"components": self._openapi.get("components", {}), "allOf": [schema]}
            self._validators[path] = self._compile(self._prepare(whole, closed=False), self._open_registry)
        return self._validators[path]

    def _closed(self, kind: str) -> jsonschema_rs.Draft202012Validator:
        key = f"closed {kind}"
        if key not in self._validators:
            schema = {"$ref": f"{_ADDRESS}{kind}.json"}
            self._validators[key] = self._compile(schema, self._closed_registry)
        return self._validators[key]

    @staticmethod
    def _compile(schema: Json, registry: jsonschema_rs.Registry) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator(
            schema, registry=registry, formats=FORMATS, validate_formats=True, offline=True
        )

    def _prepare(self, schema: Json, *, closed: bool) -> Json:
        """The schema with references into this folder and with dates checked; a closed one knows no other names."""
        if isinstance(schema, list):
            return [self._prepare(one, closed=closed) for one in schema]
        if not isinstance(schema, dict):
            return schema
        made = {key: self._prepare(one, closed=closed) for key, one in schema.items() if key not in {"$id", "$schema"}}
        if isinstance(schema.get("$ref"), str):
            return self._point(schema["$ref"])
        kind = schema.get("datapackage_type")
        if isinstance(kind, str) and kind in _MOMENTS:
            made.setdefault("format", _MOMENTS[kind])
        if closed and isinstance(schema.get("properties"), dict):
            made.setdefault("additionalProperties", False)
        return made

    def _point(self, reference: str) -> Json:
        """A reference to a file of this folder, however the standard spells it. One to no file asks nothing."""
        if reference.startswith("#"):
            return {"$ref": reference}
        name = reference.rpartition("/")[2]
        for known in (name, name.replace("_list.json", ".json")):
            if known in self._schemas:
                return {"$ref": _ADDRESS + known}
        return {}


def find_standards(folder: Path) -> list[Standard]:
    """Every standard in a folder of schemas. Raises NoStandardError when there is none."""
    for places in ([folder], [folder / "schema"], sorted(folder.glob("*/schema")), sorted(folder.glob("*"))):
        homes = [place for place in places if (place / "service.json").is_file()]
        if homes:
            standards = [Standard(home) for home in homes]
            names = set().union(*(one.names for one in standards))
            for one in standards:
                one.names = names
            return standards
    raise NoStandardError(f"There are no schemas in {folder}: no service.json, here or a folder or two further in.")


def choose_standard(standards: list[Standard], said: str, profile: str = "") -> tuple[Standard, bool]:
    """The standard for a feed that says it follows `said`, or the `profile` (hsds, uk) that the user asks for.

    The second value is False when it is only the nearest there is. Raises NoStandardError when none is of the profile.
    """
    uk = profile == "uk" if profile else "UK" in said.upper()
    family = [one for one in standards if one.uk == uk]
    if profile and not family:
        names = ", ".join(one.name for one in standards)
        raise NoStandardError(f"The folder of schemas has only {names}.")
    number = _NUMBER.search(said)
    version = number[0] if number else ""
    ranked = sorted(family or standards, key=lambda one: (one.version == version, _order(one.version)))
    best = ranked[-1]
    same = best.uk == uk and best.version.partition(".")[0] == version.partition(".")[0]
    return best, same or bool(profile)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
