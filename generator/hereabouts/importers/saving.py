"""Imported records as new files. Nothing that is there is ever written over."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hereabouts.importers.hsds_json import kind_of
from hereabouts.source.document import Data
from hereabouts.writer import dump


def save(records: Mapping[str, dict[str, Data]], into: Path) -> list[str]:
    """Write records into a directory folder. Gives the paths that are taken; if there are any, nothing is written.

    A file that already holds the very same record does not count as taken, so that an import which was broken off
    can be run again. Raises OSError when the disk refuses.
    """
    texts = {path: dump(kind_of(path), dict(data)).encode() for path, data in records.items()}
    waiting = {path: text for path, text in texts.items() if _state(into / f"{path}.yml", text) != "same"}
    taken = [path for path in waiting if os.path.lexists(into / f"{path}.yml")]
    if taken:
        return sorted(taken)
    for path, text in waiting.items():
        if not _write_new(into / f"{path}.yml", text):
            taken.append(path)
    return sorted(taken)


def _state(file: Path, text: bytes) -> str:
    if file.is_symlink() or not file.is_file():
        return "other"
    return "same" if file.stat().st_size == len(text) and file.read_bytes() == text else "other"


def _write_new(file: Path, text: bytes) -> bool:
    """Write a whole file under a name that is free; False when somebody was quicker."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, scratch = tempfile.mkstemp(prefix=".", suffix=".new", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text)
        Path(scratch).chmod(0o644)
        os.link(scratch, file)
    except FileExistsError:
        return False
    finally:
        Path(scratch).unlink()
    return True
