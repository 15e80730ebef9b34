"""Which kind of object stands where: the standard's names of collections, of fields, and of what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from hereabouts.model.versions import LISTS

_OTHER_NAMES: Final = {
    **LISTS,
    "additional_urls": "url",
    "additional_websites": "url",
    "capacities": "service_capacity",
    "taxonomy_detail": "taxonomy",
    "addresses": "address",
    "address": "address",
}


def singular(collection: str) -> str:
    """The name of one record of a collection: service, taxonomy."""
    return collection.removesuffix("ies") + "y" if collection.endswith("ies") else collection.removesuffix("s")


@lru_cache(maxsize=1024)  # a feed may have any number of names
def kind_of(key: str) -> str:
    """The kind of object that stands under a field: `services` holds each a service."""
    return _OTHER_NAMES.get(key) or singular(key)


def kind_at(kind: str, parts: Sequence[str | int]) -> str:
    """The kind of the object that `parts` lead to, within a record of `kind`."""
    keys = [part for part in parts if isinstance(part, str)]
    return kind_of(keys[-1]) if keys else kind
