"""What an unchanged record cost last time, kept beside the site and never paid again.

One file, written whole and replaced in one step. It is only ever an aid: a missing, damaged or older one is as good as
empty, and `--no-cache` does without. Whatever is in it is found by a digest of all that it was made from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

from hereabouts.changes.study import Memory
from hereabouts.history import Log
from hereabouts.mould import Shell
from hereabouts.outputs.feed import Fragment
from hereabouts.outputs.search import Blocks
from hereabouts.outputs.tables import Downloads, Words
from hereabouts.reading import Remembered

_SHAPE = 6
"""Raised when what is stored changes its shape."""

_CHECKSUM = 32

T = TypeVar("T")


class Product(msgspec.Struct, frozen=True):
    """What one record was published as, under the fingerprint of all that went into it.

    `files` is path -> digest; `fragments` are what a service adds to the collections of the feed, and `cards` what the
    search shows of it, in each language, as `words` are what tables say of it, and `leaves` what a list of
    somebody's own shows beside the card.
    """

    fingerprint: str
    files: dict[str, str]
    fragments: tuple[Fragment, ...] = ()
    cards: tuple[bytes, ...] = ()
    words: tuple[Words, ...] = ()
    leaves: tuple[bytes, ...] = ()


class _Stored(msgspec.Struct):
    shape: int
    version: str
    documents: dict[str, Remembered]
    products: dict[str, Product]
    blocks: Blocks
    log: Log
    past: Memory
    downloads: Downloads


class _StoredShell(msgspec.Struct):
    key: str
    shell: Shell


@dataclass(slots=True)
class Store:
    """The store of one site folder. `version` names the program and the profile: another one empties it.

    `log` is what git said of the history, and `past` what was found out about it. `downloads` are the files to take
    away.
    """

    folder: Path
    version: str
    documents: dict[str, Remembered] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    blocks: Blocks = field(default_factory=dict)
    log: Log = field(default_factory=Log)
    past: Memory = field(default_factory=Memory)
    downloads: Downloads = field(default_factory=Downloads)

    @property
    def _file(self) -> Path:
        return self.folder / "store"

    def load(self) -> None:
        """Fill the store from disk, if what is there can be used."""
        stored = _read(self._file, _Stored)
        if stored is not None and (stored.shape, stored.version) == (_SHAPE, self.version):
            self.documents, self.products, self.blocks = stored.documents, stored.products, stored.blocks
            self.log, self.past, self.downloads = stored.log, stored.past, stored.downloads

    def save(self) -> None:
        """Write the store, replacing the old one in one step."""
        made = self.documents, self.products, self.blocks, self.log, self.past, self.downloads
        _replace(self._file, _Stored(_SHAPE, self.version, *made))

    def load_shell(self, language: str, key: str) -> Shell | None:
        """The shell of a language, if the one that is here was made under this key."""
        stored = _read(self.folder / f"{language}.shell", _StoredShell)
        return stored.shell if stored is not None and stored.key == key else None

    def save_shell(self, key: str, shell: Shell) -> None:
        """Keep a shell in place of the one its language had."""
        _replace(self.folder / f"{shell.language}.shell", _StoredShell(key, shell))


def _read(file: Path, kind: type[T]) -> T | None:
    """What is in the file; None when it is missing, damaged or of another kind."""
    try:
        content = memoryview(file.read_bytes())
        if _checksum(content[_CHECKSUM:]) != content[:_CHECKSUM]:
            return None
        return msgspec.msgpack.decode(content[_CHECKSUM:], type=kind)
    except (OSError, msgspec.MsgspecError):
        return None


def _replace(file: Path, value: object) -> None:
    content = msgspec.msgpack.encode(value)
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_bytes(_checksum(content) + content)
    beside.replace(file)


def _checksum(content: bytes | memoryview) -> bytes:
    return blake2b(content, digest_size=_CHECKSUM).digest()
