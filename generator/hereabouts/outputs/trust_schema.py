"""What the manifest says, as JSON Schema for the feed's description."""

from __future__ import annotations

from typing import Final

Json = dict[str, object]

_TEXT: Json = {"type": "string", "minLength": 1}
_COUNT: Json = {"type": "integer", "minimum": 0}
_COUNTED = ("services", "organizations", "locations", "service_at_locations", "taxonomies", "taxonomy_terms")
_FILE: Json = {
    "type": "object",
    "additionalProperties": False,
    "required": ["path", "size", "sha256"],
    "properties": {
        "path": {**_TEXT, "description": "The file, from the folder of the feed."},
        "size": {**_COUNT, "description": "How many bytes it has."},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
}

MANIFEST: Final[Json] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["build", "today", "program", "contract", "standard", "name", "languages", "counts", "files"],
    "properties": {
        "build": {"type": "string", "pattern": "^[0-9a-f]{32}$", "description": "The same for the same files."},
        "commit": {**_TEXT, "description": "The commit of the records that this was made from."},
        "uncommitted": {"const": True, "description": "Some records were not as that commit has them."},
        "today": {"type": "string", "format": "date", "description": "The day as of which this was made."},
        "changed": {"type": "string", "format": "date-time", "description": "When a record last changed."},
        "program": _TEXT,
        "contract": {**_TEXT, "description": "The version of the feed's own contract."},
        "standard": _TEXT,
        "name": _TEXT,
        "publisher": _TEXT,
        "license": _TEXT,
        "license_url": _TEXT,
        "attribution": {**_TEXT, "description": "How to say where the data comes from."},
        "languages": {"type": "array", "minItems": 1, "items": _TEXT},
        "counts": {
            "type": "object",
            "additionalProperties": False,
            "required": list(_COUNTED),
            "properties": dict.fromkeys(_COUNTED, _COUNT),
        },
        "files": {"type": "array", "items": _FILE},
    },
}
