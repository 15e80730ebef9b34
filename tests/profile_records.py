"""Record files for the tests of the profile, each with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hereabouts.kind import Kind
from hereabouts.source.document import Document
from hereabouts.source.reader import read_document

ROOT = Path(__file__).resolve().parent.parent


def kind_of(file: Path) -> Kind:
    """What a record file is about, by its place."""
    if file.name == "directory.yml":
        return Kind.DIRECTORY
    in_group = Kind.ORGANIZATION if file.name == "organization.yml" else Kind.SERVICE
    return {"locations": Kind.LOCATION, "taxonomies": Kind.TAXONOMY}.get(file.parent.name, in_group)


def files_in(folder: Path) -> list[Path]:
    """Every record file below a folder, sorted."""
    return sorted(file for file in folder.rglob("*.yml") if file.is_file() and not file.is_symlink())


def records_in(folder: Path) -> Iterator[tuple[Kind, Document]]:
    """Every record below a folder, read."""
    for file in files_in(folder):
        yield kind_of(file), read_document(file.relative_to(folder).as_posix(), file.read_bytes())
