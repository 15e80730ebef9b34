"""Files that people left in a folder to be imported, often through a web page: which can be taken, and which cannot.

A file name comes from a stranger, and ends up as the name of a branch and of a folder. So only plain names are taken,
and everything else is refused in words that say what to do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hereabouts.model.ids import slug

FORMS = {".csv": "table", ".xlsx": "table", ".zip": "hsds-csv", ".json": "hsds-json", ".ndjson": "hsds-json"}
"""How a file ends -> the format it is read as."""

LARGEST = 25 * 2**20
"""The largest upload, in bytes; GitHub's web page takes no larger file."""

MAPPING = ".mapping.yml"
"""How the file ends that says what the columns of the spreadsheet beside it mean."""

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}", re.ASCII)
_NOT_MEANT = {"README.md"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to import. `name` is what the source is called: lower case letters, figures and hyphens."""

    name: str
    file: Path
    mapping: Path | None = None

    @property
    def form(self) -> str:
        """The format it is read as."""
        return FORMS[self.file.suffix.lower()]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not taken. `file` is its name as it is, which may be anything; `why` says what to do."""

    file: str
    why: str


def find_uploads(folder: Path) -> tuple[list[Upload], list[Refusal]]:
    """What there is to import, and what is refused, each by name. Without the folder there is neither."""
    there = sorted(folder.iterdir(), key=lambda file: file.name) if folder.is_dir() else []
    files = [file for file in there if not file.name.startswith(".") and file.name not in _NOT_MEANT]
    mappings = {_stem(file): file for file in files if file.name.endswith(MAPPING)}
    found: dict[str, list[Upload]] = defaultdict(list)
    refused: list[Refusal] = []
    for file in files:
        why = _why_not(file, files)
        if why:
            refused.append(Refusal(file.name, why))
        elif not file.name.endswith(MAPPING):
            name = slug(file.stem)
            found[name].append(Upload(name, file, mappings.get(file.stem)))
    refused += [refusal for same in found.values() if len(same) > 1 for refusal in _refuse_all(same)]
    return [same[0] for _, same in sorted(found.items()) if len(same) == 1], refused


def _stem(file: Path) -> str:
    return file.name.removesuffix(MAPPING)


def _refuse_all(same: list[Upload]) -> Iterator[Refusal]:
    names = " and ".join(one.file.name for one in same)
    for one in same:
        yield Refusal(one.file.name, f"{names} are called the same. Keep the newest, and delete the others.")


def _why_not(file: Path, files: list[Path]) -> str:
    """Why a file is not taken; empty when it is."""
    if file.is_symlink():
        return "This only points to another file. Upload the file itself."
    if file.is_dir():
        return "Files in folders are not read. Put the file into the imports folder itself."
    is_mapping = file.name.endswith(MAPPING)
    stem = _stem(file) if is_mapping else file.stem
    if not is_mapping and file.suffix.lower() not in FORMS:
        return f"This kind of file cannot be read. Save it as one of these: {', '.join(FORMS)}."
    if not _PLAIN.fullmatch(stem):
        return "Give the file a plain name: only letters from a to z, figures, - and _, at most 60 of them."
    if is_mapping and not any(other.stem == stem and other.suffix.lower() in FORMS for other in files):
        return "There is no spreadsheet of this name beside it."
    size = file.stat().st_size
    if size > LARGEST:
        return f"The file has {size / 2**20:,.0f} MB; {LARGEST // 2**20} MB is the most. Split it."
    return "" if size else "The file is empty."
