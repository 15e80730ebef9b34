"""What we promise beyond the standard, under a version of its own (``docs/decisions/versions-of-the-feed.md``).

Each part of the promise is a JSON Schema. All of them are in the feed's description, and each is also published alone
at an address that stays: ``api/schema/1/manifest.json``, where 1 is the version's first number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hereabouts.model.objects import encode
from hereabouts.model.versions import PUBLISHED, PUBLISHED_UK
from hereabouts.outputs import changes_schema, extension_schema, trust_schema
from hereabouts.outputs.feed.branch import FOLDER
from hereabouts.settings import Settings

Json = dict[str, object]

VERSION: Final = "1.0.0"
"""The version of the feed's own contract: the middle number rises when something is added, the first when a reader who
kept to the contract could break."""

SCHEMA_FOLDER: Final = f"{FOLDER}schema/{VERSION.partition('.')[0]}/"

_TEXT: Json = {"type": "string", "minLength": 1}
_ADDRESS: Json = {**_TEXT, "format": "uri-reference"}
_COUNT: Json = {"type": "integer", "minimum": 0}
_FLAG: Json = {"type": "boolean"}


def _object(required: str, **properties: Json) -> Json:
    return {"type": "object", "additionalProperties": False, "required": required.split(), "properties": properties}


ROOT: Final[Json] = _object(
    "version profile openapi_url data_guide publisher language contract",
    version={"enum": [PUBLISHED, PUBLISHED_UK], "description": "The standard that the feed says it follows."},
    profile=_ADDRESS,
    openapi_url=_ADDRESS,
    description=_TEXT,
    data_guide={**_ADDRESS, "description": "The page that explains the data to people."},
    publisher=_object("", name=_TEXT, identifier=_TEXT, email=_TEXT, website=_ADDRESS),
    language={**_TEXT, "description": "The code of the language that this feed's words are in."},
    languages={
        "type": "object",
        "minProperties": 2,
        "additionalProperties": _ADDRESS,
        "description": "The same feed in each language, by its code.",
    },
    contract=_object(
        "version schemas",
        version={"const": VERSION, "description": "The version of what is promised beyond the standard."},
        schemas={**_ADDRESS, "description": "Where each part of that promise is, as JSON Schema."},
    ),
)
"""``index.json``, the root of the feed."""


def page_of(item: Json) -> Json:
    """A page of a list, or the whole of it, with records as `item` describes them."""
    return _object(
        "total_items total_pages page_number size first_page last_page empty contents",
        total_items=_COUNT,
        total_pages={"type": "integer", "minimum": 1},
        page_number={"type": "integer", "minimum": 1},
        size={**_COUNT, "description": "How many records are really on this page."},
        first_page=_FLAG,
        last_page=_FLAG,
        empty=_FLAG,
        contents={"type": "array", "items": item},
    )


SCHEMAS: Final[dict[str, Json]] = {
    "root": ROOT,
    "page": page_of({"type": "object"}),
    "extension": extension_schema.LINE,
    "change": changes_schema.LINE,
    "change-days": changes_schema.DAYS,
    "manifest": trust_schema.MANIFEST,
}
"""The parts of the promise, by name. Of files of lines it is one line that is described."""


def schema_files(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Each part of the promise in a file of its own."""
    site = settings.url.rstrip("/")
    for name, schema in SCHEMAS.items():
        path = f"{SCHEMA_FOLDER}{name}.json"
        own_id = {"$id": f"{site}/{path}"} if site else {}
        told: Json = {"$schema": "https://json-schema.org/draft/2020-12/schema", **own_id, "title": name, **schema}
        yield path, encode(told)
