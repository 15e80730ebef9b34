"""What the change feed may say, as JSON Schema for the feed's description."""

from __future__ import annotations

from typing import Final

from hereabouts.changes.event import Happened, Reason
from hereabouts.kind import Kind

Json = dict[str, object]

_TEXT: Json = {"type": "string", "minLength": 1}
_ID: Json = {"type": "string", "format": "uuid"}
_COUNT: Json = {"type": "integer", "minimum": 1}
_CHANGE: Json = {
    "type": "object",
    "additionalProperties": False,
    "required": ["field", "title", "how", "words"],
    "properties": {
        "field": {**_TEXT, "description": "The field of the standard, from the record: phones, cost_options."},
        "title": {**_TEXT, "description": "What people call it."},
        "how": {"enum": ["added", "changed", "removed"]},
        "old": {**_TEXT, "description": "What it was, in words; only of times, dates, figures and terms."},
        "new": {**_TEXT, "description": "What it is now, in words, unless it is too long for a sentence."},
        "words": {**_TEXT, "description": "All of it as a sentence."},
    },
}

LINE: Final[Json] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["at", "what", "object", "id"],
    "properties": {
        "at": {"type": "string", "format": "date-time"},
        "what": {"enum": [str(happened) for happened in Happened]},
        "object": {"enum": [str(kind) for kind in Kind if kind is not Kind.DIRECTORY]},
        "id": _ID,
        "name": {**_TEXT, "description": "What it is called today."},
        "file": {**_TEXT, "description": "Its file, from the folder of the feed."},
        "page": {**_TEXT, "description": "Its page, from the root of the site."},
        "before": {**_TEXT, "description": "Where its page was before it moved."},
        "services": {
            "type": "array",
            "minItems": 1,
            "items": _ID,
            "description": "Services whose files say the same and have to be read again too.",
        },
        "changes": {"type": "array", "minItems": 1, "items": _CHANGE},
        "reason": {"enum": [str(reason) for reason in Reason]},
        "into": {**_ID, "description": "The record that took the place of a removed one."},
    },
}

DAYS: Final[Json] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["days"],
    "properties": {
        "days": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["day", "file", "lines", "size", "sha256"],
                "properties": {
                    "day": {"type": "string", "format": "date"},
                    "file": {**_TEXT, "description": "The file of that day, beside this one."},
                    "lines": _COUNT,
                    **{str(happened): _COUNT for happened in Happened},
                    "size": _COUNT,
                    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                },
            },
        }
    },
}
