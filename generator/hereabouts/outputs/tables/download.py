"""A file to take away as it was published, and all of them as the store remembers them."""

from __future__ import annotations

from hashlib import sha256

import msgspec


class Download(msgspec.Struct, frozen=True):
    """A file: its path from the site's root, how long it is, its SHA-256, and the digest the tree knows it by."""

    path: str
    size: int
    sha256: str
    digest: str

    @classmethod
    def of(cls, path: str, content: bytes, digest: str) -> Download:
        """What there is to say of a file."""
        return cls(path, len(content), sha256(content).hexdigest(), digest)

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.path.rpartition("/")[2]


class Downloads(msgspec.Struct, frozen=True):
    """All of them, under the fingerprint of all they were made from. Without any when nothing was made yet."""

    fingerprint: str = ""
    files: tuple[Download, ...] = ()
