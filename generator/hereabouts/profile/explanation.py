"""Why a record does not pass: the slow half of the profile, for the few records that fail.

`jsonschema_rs` says quickly whether a record passes, `jsonschema` what is wrong with one that does not. They agree
on every record (a test says so), and `jsonschema` has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from hereabouts.finding import Finding
from hereabouts.kind import Kind
from hereabouts.profile.faults import narrow
from hereabouts.profile.schemas import addresses, root
from hereabouts.profile.wording import Wording
from hereabouts.source.document import Document


def _match(_validator: Any, pattern: str, instance: object, _schema: object) -> Iterator[ValidationError]:
    """Match as JSON Schema does: in Python ``$`` also matches before a line break at the end."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_Validator: Any = validators.extend(Draft202012Validator, {"pattern": _match})  # type: ignore[no-untyped-call]


@cache
def explainer(kind: Kind) -> Any:
    """The `jsonschema` validator of one kind of record."""
    resources = [(address, DRAFT202012.create_resource(schema)) for address, schema in addresses()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return _Validator(root(kind), registry=registry)


def explain(document: Document, kind: Kind) -> list[Finding]:
    """What is wrong with a record of that kind, one finding for each cause, sorted by place."""
    faults = narrow(explainer(kind).iter_errors(document.data))
    return sorted(Wording(document, kind).findings(faults))
