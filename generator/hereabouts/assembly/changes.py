"""HSDS `metadata`: changes another system noted before a record was copied from it. Ours are in git."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hereabouts.model.ids import Siblings
from hereabouts.settings import items, table, text
from hereabouts.source.document import Data

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ALWAYS = ("last_action_date", "last_action_type", "field_name", "previous_value", "replacement_value", "updated_by")
"""Asked for by the standard: a value that was or became empty is published as empty text, and nothing else ever is."""


def read_changes(data: Data | None, owner: Siblings) -> list[dict[str, str]]:
    """The changes under ``hsds: {metadata: ...}`` as HSDS has them, with ids that hang from the thing changed.

    What the thing was called elsewhere (`resource_id`) is published only if it is a UUID, as HSDS takes no other.
    """
    changes = []
    for entry in items(data):
        written = {name: text(value).strip() for name, value in table(entry).items()}
        said = {"resource_id": written["resource_id"]} if _UUID.fullmatch(written.get("resource_id", "")) else {}
        said |= {"resource_type": written["resource_type"]} if written.get("resource_type") else {}
        said |= {name: written.get(name, "") for name in _ALWAYS}
        changes.append({"id": owner.id_for("metadata", change_key(said), written.get("id", "")), **said})
    return changes


def change_key(said: Mapping[str, Data]) -> str:
    """The natural key of a change: when it was made, and to which field."""
    return f"{text(said.get('last_action_date'))}/{text(said.get('field_name'))}"
