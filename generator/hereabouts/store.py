"""What an unchanged record cost last time, kept beside the site and never paid again.

One file, written whole and replaced in one step. It is only ever an aid: a missing, damaged or older one is as good as
empty, and `--no-cache` does without. Whatever is in it is found by a digest of all that it was made from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from hereabouts.mould import Shell
from hereabouts.outputs.feed import Fragment
from hereabouts.reading import Remembered

_SHAPE = 1
"""Raised when what is stored changes its shape."""


class Product(msgspec.Struct, frozen=True):
    """What one record was published as, under the fingerprint of all that went into it.

    `files` is path -> digest; `fragment` is what a service adds to the collections of the feed.
    """

    fingerprint: str
    files: dict[str, str]
    fragment: Fragment | None = None


class _Stored(msgspec.Struct):
    shape: int
    version: str
    documents: dict[str, Remembered]
    products: dict[str, Product]


class _StoredShell(msgspec.Struct):
    key: str
    shell: Shell


@dataclass(slots=True)
class Store:
    """The store of one site folder. `version` names the program and the profile: another one empties it."""

    folder: Path
    version: str
    documents: dict[str, Remembered] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)

    @property
    def _file(self) -> Path:
        return self.folder / "store"

    def load(self) -> None:
        """Fill the store from disk, if what is there can be used."""
        try:
            stored = msgspec.msgpack.decode(self._file.read_bytes(), type=_Stored)
        except (OSError, msgspec.MsgspecError):
            return
        if (stored.shape, stored.version) == (_SHAPE, self.version):
            self.documents, self.products = stored.documents, stored.products

    def save(self) -> None:
        """Write the store, replacing the old one in one step."""
        stored = _Stored(_SHAPE, self.version, self.documents, self.products)
        _replace(self._file, msgspec.msgpack.encode(stored))

    def load_shell(self, language: str, key: str) -> Shell | None:
        """The shell of a language, if the one that is here was made under this key."""
        try:
            stored = msgspec.msgpack.decode((self.folder / f"{language}.shell").read_bytes(), type=_StoredShell)
        except (OSError, msgspec.MsgspecError):
            return None
        return stored.shell if stored.key == key else None

    def save_shell(self, key: str, shell: Shell) -> None:
        """Keep a shell in place of the one its language had."""
        _replace(self.folder / f"{shell.language}.shell", msgspec.msgpack.encode(_StoredShell(key, shell)))


def _replace(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_bytes(content)
    beside.replace(file)
