"""The profile's own files: every line explained, every example right, nothing of HSDS lost, editors served."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath
from posixpath import dirname, normpath
from typing import Any, ClassVar

import pytest
import yaml
from jsonschema import Draft202012Validator

from hereabouts import profile
from hereabouts.kind import Kind
from hereabouts.profile import guesses
from hereabouts.profile.explanation import explainer
from hereabouts.profile.schemas import BASE, PARTS, SUFFIX, branches, follow, load, node_at, passes
from hereabouts.profile.slips import FORMS
from hereabouts.source.document import Path as Steps
from hereabouts.source.reader import read_document
from tests.cases import GOOD
from tests.demonstration import demonstration_folder
from tests.profile_records import ROOT, files_in, kind_of
from tests.shared import shared_folder

FILES = (PARTS, *Kind)
JARGON = re.compile(
    r"\b(yaml|json|schema|string|null|boolean|array|object|mapping|regex|commit|scalar|parse\w*|invalid)\b", re.I
)


def subschemas(value: Any, pointer: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema in a file by its pointer; examples are data and left out."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from subschemas(item, f"{pointer}/{index}")
    if isinstance(value, dict):
        if not pointer.endswith(("/properties", "/$defs", "/dependentSchemas", "/anyOf", "/oneOf")):
            yield pointer, value
        for key, item in value.items():
            if key not in {"examples", "enum", "required"}:
                yield from subschemas(item, f"{pointer}/{key}")


def all_subschemas() -> list[tuple[str, str, dict[str, Any]]]:
    return [(name, pointer, node) for name in FILES for pointer, node in subschemas(load(name), "")]


def lines() -> list[tuple[str, str, dict[str, Any]]]:
    """Every line of every record and part, and every shared part."""
    return [
        item
        for item in all_subschemas()
        if re.search(r"/(properties|\$defs)/[^/]+$", item[1]) and "/dependentSchemas/" not in item[1]
    ]


def as_text(value: Any) -> Any:
    """A value as the reader gives it: every scalar is text."""
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


@cache
def validator(name: str, pointer: str) -> Any:
    return explainer(Kind.SERVICE).evolve(schema={"$ref": f"{BASE}{name}{SUFFIX}#{pointer}"})


def test_files_are_json_schema() -> None:
    for name in FILES:
        schema = load(name)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert "$id" not in schema
        Draft202012Validator.check_schema(schema)


def test_there_is_something_to_look_at() -> None:
    assert len(lines()) > 300


def test_every_line_is_explained() -> None:
    for name, pointer, node in lines():
        said, _ = follow(node, name)
        assert said["title"][:1].isupper(), (name, pointer)
        assert said["description"].endswith("."), (name, pointer)
        assert said["examples"], (name, pointer)


def test_every_example_is_right() -> None:
    wrong = [
        (name, pointer, example, error.message)
        for name, pointer, node in lines()
        for example in follow(node, name)[0]["examples"]
        for form in (example, as_text(example))
        for error in validator(name, pointer).iter_errors(form)
    ]
    assert wrong == []


def test_words_are_for_volunteers() -> None:
    for name, pointer, node in all_subschemas():
        for word in ("title", "description", "x-thing"):
            assert not JARGON.search(str(node.get(word, ""))), (name, pointer)


def test_no_line_is_let_in_unseen() -> None:
    groups = [(name, pointer, node) for name, pointer, node in all_subschemas() if node.get("type") == "object"]
    assert len(groups) > 40
    for name, pointer, node in groups:
        if "properties" in node:
            assert node["additionalProperties"] is False, (name, pointer)
            assert {"x-object", "x-thing"} <= node.keys(), (name, pointer)
        else:  # keyed by a name that people choose
            assert isinstance(node["additionalProperties"], dict), (name, pointer)
            assert "propertyNames" in node, (name, pointer)


def test_text_has_an_end_and_a_form() -> None:
    for name, pointer, node in all_subschemas():
        kinds = [node.get("type")] if isinstance(node.get("type"), str) else node.get("type", [])
        if "string" in kinds and "enum" not in node:
            assert node["minLength"] == 1, (name, pointer)
            assert node["maxLength"] > 1, (name, pointer)
            assert node["pattern"], (name, pointer)
            assert node["x-form"] in {*FORMS, "blank", "days", "month-days", "time-zone"}, (name, pointer)
        if "array" in kinds:
            assert node["maxItems"] > 1, (name, pointer)


def test_lists_may_be_one_item_alone() -> None:
    for name, pointer, node in all_subschemas():
        if node.get("type") == "array":
            *above, last = pointer.rsplit("/", 2)
            assert above[1:] == ["anyOf"], (name, pointer)
            assert last == "1"


# HSDS

OBJECTS: dict[str, tuple[Kind, Steps]] = {
    "organization": (Kind.ORGANIZATION, ()),
    "program": (Kind.ORGANIZATION, ("programs", "any")),
    "service": (Kind.SERVICE, ()),
    "service_at_location": (Kind.SERVICE, ("locations", 0)),
    "location": (Kind.LOCATION, ()),
    "address": (Kind.LOCATION, ("addresses", 0)),
    "phone": (Kind.SERVICE, ("phones", 0)),
    "contact": (Kind.SERVICE, ("contacts", 0)),
    "schedule": (Kind.SERVICE, ("schedules", 0)),
    "language": (Kind.SERVICE, ("languages", 0)),
    "accessibility": (Kind.LOCATION, ("accessibility", 0)),
    "cost_option": (Kind.SERVICE, ("cost_options", 0)),
    "funding": (Kind.SERVICE, ("funding", 0)),
    "service_area": (Kind.SERVICE, ("service_areas", 0)),
    "required_document": (Kind.SERVICE, ("required_documents", 0)),
    "url": (Kind.SERVICE, ("additional_urls", 0)),
    "organization_identifier": (Kind.ORGANIZATION, ("organization_identifiers", 0)),
    "service_capacity": (Kind.SERVICE, ("capacities", 0)),
    "unit": (Kind.SERVICE, ("capacities", 0, "unit")),
    "taxonomy": (Kind.TAXONOMY, ()),
    "taxonomy_term": (Kind.TAXONOMY, ("terms", "any")),
    "attribute": (Kind.SERVICE, ("attributes", "any", 0)),
    "metadata": (Kind.SERVICE, ("hsds", "metadata", 0)),
}
OURS = {
    ("organization", "parent_organization_id"): "parent_organization",
    ("service", "service_at_locations"): "locations",
    ("service", "program_id"): "program",
    ("service", "program"): "program",
    ("service_at_location", "location"): "place",
    ("service_at_location", "location_id"): "at",
    ("location", "organization_id"): "organization",
    ("service_capacity", "unit_id"): "unit",
    ("taxonomy_term", "parent_id"): "parent",
    ("attribute", "taxonomy_term"): "term",
    ("attribute", "taxonomy_term_id"): "term",
}
"""Fields with a short form, and which."""

DERIVED = {
    "service": {"fees", "last_modified", "organization", "organization_id"},
    "program": {"organization_id"},
    "taxonomy_term": {"taxonomy", "taxonomy_detail", "taxonomy_id", "language"},
    "attribute": {"link_id", "link_type", "link_entity"},
}
"""Fields that follow from others; besides, on any object, the ids of what it is nested in."""

NESTING = {"service_id", "location_id", "service_at_location_id", "organization_id", "contact_id", "phone_id"}


def hsds_fields() -> dict[str, list[str]]:
    text = shared_folder("spec", "fields-hsds-3.2.3.md").read_text(encoding="utf-8")
    sections = re.split(r"^#### `(\w+)`.*$", text, flags=re.M)[1:]
    return {
        name: re.findall(r"^\| (\w+) \|", body, flags=re.M)[1:]
        for name, body in zip(sections[::2], sections[1::2], strict=True)
    }


def lines_of(kind: Kind, steps: Steps) -> Mapping[str, Any]:
    node, file = (load(kind), str(kind)) if not steps else (node_at(kind, steps), PARTS)
    return next(branch["properties"] for branch, _ in branches(node, file) if "properties" in branch)


def test_every_hsds_field_has_a_place() -> None:
    fields = hsds_fields()
    assert set(fields) == {*OBJECTS, "meta_table_description"}
    assert sum(len(names) for names in fields.values()) == 281
    lost = [f"{name}.{field}" for name in OBJECTS for field in fields[name] if not has_a_place(name, field)]
    assert lost == []


def has_a_place(name: str, field: str) -> bool:
    kind, steps = OBJECTS[name]
    known = lines_of(kind, steps)
    seldom = follow(known["hsds"], PARTS)[0]["properties"] if "hsds" in known else {}
    if (name, field) in OURS:
        return OURS[(name, field)] in known
    return field in known or field in seldom or field in DERIVED.get(name, ()) or field in NESTING


def test_seldom_used_fields_are_those_without_another_form() -> None:
    for name, (kind, steps) in OBJECTS.items():
        known = lines_of(kind, steps)
        if "hsds" in known:
            seldom = follow(known["hsds"], PARTS)[0]["properties"]
            assert set(seldom) - {"metadata"} <= set(hsds_fields()[name])
            assert not set(seldom) & set(known)


# guesses


def test_guesses_name_lines_that_exist() -> None:
    known = {line for _, _, node in all_subschemas() for line in node.get("properties", {})}
    for word, meanings in guesses.LINES.items():
        assert set(meanings) <= known, word
        assert word not in meanings


def test_no_guess_is_explained_twice() -> None:
    words = [word for _, written in guesses.MEANINGS for word in written.split()]
    assert len(words) == len(set(words)), sorted(word for word in words if words.count(word) > 1)


def test_words_guessed_are_allowed_somewhere() -> None:
    allowed = {word for _, _, node in all_subschemas() for word in node.get("enum", ()) if isinstance(word, str)}
    assert {word for words in guesses.WORDS.values() for word in words} <= allowed


# editors


class EditorLoader(yaml.SafeLoader):
    """Reads as editors do, by YAML 1.2: what looks like a number or true is one, and a date is text."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}  # type: ignore[misc]


for _tag, _form, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]*\.[0-9]+$", "-+.0123456789"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_form), list(_first))


@pytest.mark.parametrize("folder", ["records", "demonstration"])
def test_records_pass_as_editors_read_them(folder: str) -> None:
    place = demonstration_folder() if folder == "demonstration" else shared_folder("records")
    files = files_in(place)
    assert files
    for file in files:
        data = yaml.load(file.read_text(encoding="utf-8"), EditorLoader)
        errors = [f"{error.json_path} {error.message}" for error in explainer(kind_of(file)).iter_errors(data)]
        assert errors == [], file
        assert passes(kind_of(file)).is_valid(data)


def test_editors_find_the_right_file_for_each_record() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert {name for schema in settings for name in [schema.removeprefix("./schema/")]} == {
        f"{kind}{SUFFIX}" for kind in Kind
    }
    files = files_in(GOOD)
    assert {kind_of(file) for file in files} == set(Kind)
    for file in files:
        path = file.relative_to(GOOD).as_posix()
        found = [schema for schema, patterns in settings.items() if chosen(path, patterns)]
        assert found == [f"./schema/{kind_of(file)}{SUFFIX}"], path


def chosen(path: str, patterns: str | list[str]) -> bool:
    """Whether a list of patterns takes a path; those that begin with ! leave out what others take."""
    every = [patterns] if isinstance(patterns, str) else patterns
    file = PurePosixPath(path)
    taken = any(file.match(one) for one in every if not one.startswith("!"))
    return taken and not any(file.match(one[1:]) for one in every if one.startswith("!"))


def test_references_between_files_go_one_way() -> None:
    """Editors lose their way where one file refers to another and that one back: none of its lines is completed."""
    for file in sorted((ROOT / "schema").glob("*.json")):
        named = set(re.findall(r'"\$ref": "([^#"]+)', file.read_text(encoding="utf-8")))
        assert named <= (set() if file.name == "parts.schema.json" else {"parts.schema.json"}), file.name


def test_hints_for_other_editors_lead_to_the_files() -> None:
    rows = re.findall(
        r"^\| `(directory/[^`]+)` \| `(\.\./[^`]+)` \|$", (ROOT / "schema" / "README.md").read_text(), re.M
    )
    assert len(rows) == len(Kind)
    for record, path in rows:
        assert (ROOT / record).parent.joinpath(path).name in {f"{kind}{SUFFIX}" for kind in Kind}
        assert normpath(f"{dirname(record)}/{path}").startswith("schema/")


def test_hint_for_editors_is_no_fault() -> None:
    text = b"# yaml-language-server: $schema=../../../schema/service.schema.json\nname: Drop-in\n"
    document = read_document("record.yml", text)
    assert (document.findings, profile.check(document, Kind.SERVICE)) == ((), [])
