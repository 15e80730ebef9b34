"""A file to take away as it was published, and all of them as the store remembers them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its path from the site's root, how long it is, and its SHA-256."""

    path: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.path.rpartition("/")[2]


class Downloads(msgspec.Struct, frozen=True):
    """All of them, path -> digest, under the fingerprint of all they were made from; empty when none are made yet.

    A digest is that of `tree.digest`: the SHA-256 and the size, with a hyphen between them.
    """

    fingerprint: str = ""
    files: dict[str, str] = {}

    def __iter__(self) -> Iterator[Download]:
        for path, digest in self.files.items():
            sum_, _, size = digest.partition("-")
            yield Download(path, int(size), sum_)
