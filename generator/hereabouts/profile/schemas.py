"""The profile's files, read once: the quick judge of a record, and what they say of any line.

The files have no `$id`: editors follow references beside the file, and nothing is ever fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from hereabouts.kind import Kind
from hereabouts.resources import bundled
from hereabouts.source.document import Path

Node = Mapping[str, Any]
"""A schema object, as its file has it."""

BASE = "https://hereabouts.example/schema/"
"""Stands for the folder, so that references between the files resolve. `.example` never answers."""

SUFFIX = ".schema.json"
PARTS = "parts"


@cache
def load(name: str) -> dict[str, Any]:
    """The schema in the file of that name (a kind of record, or ``parts``). Raises OSError when it is missing."""
    text = (bundled("schema") / f"{name}{SUFFIX}").read_text(encoding="utf-8")
    return dict(json.loads(text))


def addresses() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every file under the address that references find it by."""
    return ((f"{BASE}{name}{SUFFIX}", load(name)) for name in (PARTS, *Kind))


def root(kind: Kind) -> dict[str, str]:
    """A schema that only points at the one for this kind."""
    return {"$ref": f"{BASE}{kind}{SUFFIX}"}


@cache
def passes(kind: Kind) -> jsonschema_rs.Draft202012Validator:
    """The quick judge of one kind of record."""
    return _judge(root(kind))


@cache
def fits(reference: str) -> jsonschema_rs.Draft202012Validator:
    """The quick judge of what may stand in one place, such as ``service.schema.json#/properties/review_every``."""
    return _judge({"$ref": f"{BASE}{reference}"})


def _judge(schema: dict[str, str]) -> jsonschema_rs.Draft202012Validator:
    registry = jsonschema_rs.Registry(list(addresses()))
    return jsonschema_rs.Draft202012Validator(schema, registry=registry, offline=True)


def follow(node: Node, file: str) -> tuple[Node, str]:
    """A schema object with its reference filled in, and the name of the file that further references start from.

    What stands beside the reference (title, description, examples) goes before what it refers to.
    """
    beside: dict[str, Any] = {}
    while "$ref" in node:
        beside = {**node, **beside}
        target, _, pointer = node["$ref"].partition("#")
        file = target.removesuffix(SUFFIX) or file
        found: Any = load(file)
        for step in pointer.strip("/").split("/"):
            found = found[step]
        node = found
    beside.pop("$ref", None)
    return {**node, **beside}, file


def branches(node: Node, file: str) -> Iterator[tuple[Node, str]]:
    """The schema itself, or where it offers a choice, every one of the choices, however deep."""
    node, file = follow(node, file)
    choices = [choice for choice in node.get("anyOf", ()) if set(choice) != {"required"}]
    if not choices:
        yield node, file
    for choice in choices:
        yield from branches(choice, file)


def _step(node: Node, file: str, step: str | int) -> tuple[Node, str] | None:
    for branch, home in branches(node, file):
        if isinstance(step, int):
            found = branch.get("items")
        else:
            found = branch.get("properties", {}).get(step, branch.get("additionalProperties"))
        if isinstance(found, Mapping):
            return follow(found, home)
    return None


def node_at(kind: Kind, path: Path) -> Node:
    """What the profile says of the value at `path`; empty where it knows no such place."""
    place: tuple[Node, str] | None = (load(kind), str(kind))
    steps = list(path)
    while steps and place is not None:
        found = _step(*place, steps[0])
        if found is None and isinstance(steps[0], str):  # one item alone where a list is meant
            found = _step(*place, 0)
        else:
            steps.pop(0)
        place = found
    return place[0] if place else {}
