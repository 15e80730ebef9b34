"""Writes the reference pages into a docs folder, and removes those that are no longer made."""

from __future__ import annotations

import sys
from pathlib import Path

from hereabouts.reference import all_pages

FOLDERS = ("reference/fields", "reference/findings")


def write(docs: Path) -> None:
    """Bring the reference pages below `docs` up to date."""
    pages = all_pages()
    for folder in FOLDERS:
        for file in (docs / folder).glob("*.md"):
            if file.relative_to(docs).as_posix() not in pages:
                file.unlink()
    for path, text in pages.items():
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
