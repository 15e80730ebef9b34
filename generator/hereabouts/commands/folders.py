"""Where the records are, told from where the command was typed and what was named."""

from __future__ import annotations

from pathlib import Path

import click

CONFIG, DIRECTORY = Path("mkdocs.yml"), Path("directory")


def find_records(paths: tuple[Path, ...]) -> tuple[Path, tuple[Path, ...]]:
    """The folder of records that these paths are in, and what of it is meant (all when empty)."""
    if len(paths) == 1 and (paths[0] / "directory.yml").is_file():
        return paths[0], ()
    folder = DIRECTORY
    if paths:
        holders = [parent for parent in paths[0].resolve().parents if (parent / "directory.yml").is_file()]
        folder = relative(holders[0]) if holders else folder
    if not folder.is_dir():
        raise click.UsageError(
            "There is no folder called directory here. Go to the folder that holds mkdocs.yml, or name the folder."
        )
    return folder, tuple(path.resolve() for path in paths)


def relative(path: Path) -> Path:
    """A path as somebody here would write it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def root_of(folder: Path) -> Path:
    """What places in findings are named from: here, for a folder below here."""
    resolved = folder.resolve()
    return Path.cwd() if resolved.is_relative_to(Path.cwd()) else resolved.parent
