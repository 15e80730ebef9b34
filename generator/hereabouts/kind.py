"""What a record file is about, told by its place in the folder."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The five kinds of record file."""

    DIRECTORY = "directory"
    ORGANIZATION = "organization"
    SERVICE = "service"
    LOCATION = "location"
    TAXONOMY = "taxonomy"
