"""Files written whole or not at all: one alone, or several that belong together."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def replace_file(file: Path, content: bytes) -> None:
    """Put a whole file in place of what is there. Raises OSError when the disk refuses; then all is as it was."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, scratch = tempfile.mkstemp(prefix=".", suffix=".new", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(scratch).chmod(0o644)
        Path(scratch).replace(file)
    finally:
        Path(scratch).unlink(missing_ok=True)


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Put several files that are there in place of what they hold, all or none.

    Raises OSError when the disk refuses one; then those that were written before it are put back.
    """
    before = {file: file.read_bytes() for file in contents}
    done: list[Path] = []
    try:
        for file, content in contents.items():
            replace_file(file, content)
            done.append(file)
    except OSError:
        for file in done:
            with suppress(OSError):
                replace_file(file, before[file])
        raise
