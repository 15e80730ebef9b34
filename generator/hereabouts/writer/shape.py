"""What the profile says of the value being written: the order of its keys, and whether it is a number or a date.

The order of `properties` in the profile's schemas is the order of keys in a record: one list for editors, forms and
the writer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Any

from hereabouts.records import Kind
from hereabouts.resources import bundled

_BARE = frozenset({"number", "whole-number", "signed-number", "degrees", "year", "date", "moment"})
"""The `x-form` of values that other tools may well read as a number or a date, since that is what they are."""

Node = dict[str, Any]


class Shape:
    """One value as the profile's alternatives for it describe it; no alternatives where the profile has none."""

    def __init__(self, nodes: tuple[tuple[str, Node], ...] = ()) -> None:
        self._nodes = nodes
        self._below: dict[str, Shape] = {}

    @cached_property
    def _rank(self) -> dict[str, int]:
        keys = (key for _, node in self._nodes for key in node.get("properties", ()))
        return {key: index for index, key in enumerate(dict.fromkeys(keys))}

    @cached_property
    def is_bare(self) -> bool:
        """Whether this is a number or a date, and so may stand without quotes although it looks like one."""
        return any(node.get("x-form") in _BARE for _, node in self._nodes)

    def order(self, keys: Iterable[str]) -> list[str]:
        """The keys in writing order; those the profile does not know come last, as given."""
        rank = self._rank
        return sorted(keys, key=lambda key: rank.get(key, len(rank)))

    def below(self, key: str) -> Shape:
        """The shape of what stands under `key`."""
        if key not in self._below:
            found = [
                (file, below)
                for file, node in self._nodes
                if isinstance(below := node.get("properties", {}).get(key, node.get("additionalProperties")), dict)
            ]
            self._below[key] = _resolved(found)
        return self._below[key]

    @cached_property
    def item(self) -> Shape:
        """The shape of one item, where this is a list."""
        return _resolved((file, node["items"]) for file, node in self._nodes if isinstance(node.get("items"), dict))


@lru_cache
def shape_of(kind: Kind) -> Shape:
    """The shape of a whole record of this kind."""
    file = f"{kind.value}.schema.json"
    return _resolved([(file, _schema(file))])


@lru_cache
def _schema(file: str) -> Node:
    schema: Node = json.loads((bundled("schema") / file).read_text("utf-8"))
    return schema


def _resolved(nodes: Iterable[tuple[str, Node]]) -> Shape:
    """The alternatives behind references and choices."""
    found: list[tuple[str, Node]] = []
    waiting = list(nodes)
    while waiting:
        file, node = waiting.pop(0)
        found.append((file, node))
        waiting[:0] = [(file, choice) for word in ("anyOf", "oneOf") for choice in node.get(word, ())]
        if "$ref" in node:
            waiting.insert(0, _follow(file, node["$ref"]))
    return Shape(tuple(found))


def _follow(file: str, reference: str) -> tuple[str, Node]:
    name, _, pointer = reference.partition("#")
    node = _schema(name or file)
    for step in pointer.strip("/").split("/"):
        node = node[step]
    return name or file, node
