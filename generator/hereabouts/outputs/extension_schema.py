"""What a line of ``api/extension.ndjson`` may be, as JSON Schema for the feed's description."""

from __future__ import annotations

from typing import Final

Json = dict[str, object]


def _object(required: str, **properties: Json) -> Json:
    return {"type": "object", "additionalProperties": False, "required": required.split(), "properties": properties}


def _list(item: Json) -> Json:
    return {"type": "array", "minItems": 1, "items": item}


def _says(words: str, schema: Json) -> Json:
    return {**schema, "description": words}


_TEXT: Json = {"type": "string", "minLength": 1}
_ID: Json = {"type": "string", "format": "uuid"}
_MANY: Json = {"type": "object", "minProperties": 1}
_PATHS = _list(_TEXT)

_TRANSLATIONS = _says(
    "Language code, then field, then text.",
    {**_MANY, "additionalProperties": {**_MANY, "additionalProperties": _TEXT}},
)
_CLOSURES = _says("What the notes of the schedules say of being closed that was said once for all of them.", _PATHS)
_SAID = _says("Fields that the record says though the same would be assumed.", _PATHS)
_NEAR = _says("The town that is named beside a public address.", _TEXT)
_PLACE = _object("id", id=_ID, said=_SAID, near=_NEAR, translations=_TRANSLATIONS, closures=_CLOSURES)

LINE: Final[Json] = _object(
    "id record",
    id=_says("The id of the organization, service, location or taxonomy in the feed.", _ID),
    record=_says("The path of the record without its ending.", _TEXT),
    translations=_TRANSLATIONS,
    formerly=_says("Paths that the record had before, the oldest first.", _PATHS),
    replaces=_says("Paths of records that this one stands for.", _PATHS),
    review_every=_says("How long after a group confirmed it the record is gone through again.", _TEXT),
    said=_SAID,
    near=_NEAR,
    closures=_CLOSURES,
    dates=_says(
        "When dated attributes and capacities were said, and until when they count, where HSDS has it otherwise.",
        _list(_object("id", id=_ID, updated=_TEXT, expires=_TEXT)),
    ),
    programs=_list(_object("id key", id=_ID, key=_TEXT, translations=_TRANSLATIONS)),
    locations=_says(
        "A service at its locations, by the id of the service_at_location.",
        _list(_object("id", id=_ID, translations=_TRANSLATIONS, closures=_CLOSURES, place=_PLACE)),
    ),
    location=_says("A location that nothing else in the feed names, whole as in HSDS.", {"type": "object"}),
    link_type=_TEXT,
    applies_to=_says("What a taxonomy is used for.", _PATHS),
    source=_says(
        "Where a taxonomy was copied from.",
        _object("name", name=_TEXT, url=_TEXT, license=_TEXT, retrieved=_TEXT),
    ),
    terms=_list(
        _object(
            "id key",
            id=_ID,
            key=_TEXT,
            synonyms=_PATHS,
            sensitive={"const": True},
            expires_after=_TEXT,
            formerly=_PATHS,
            translations=_TRANSLATIONS,
        )
    ),
)
"""Each line of the file, no field left unnamed."""
