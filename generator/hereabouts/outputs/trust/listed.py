"""The files of the feed as a list: where each is, how long it is, and its digest; and where all of them come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

FOLDER = "api/"


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the feed; `path` is from the folder ``api/``."""

    path: str
    size: int
    sha256: str

    @classmethod
    def of(cls, path: str, content: bytes) -> Listed:
        """What there is to say of a file."""
        return cls(path, len(content), sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a build comes from: the records as of a commit, and when they first and last changed (RFC 3339).

    `uncommitted` says that some records were not as the commit has them. All are empty without a whole history.
    """

    commit: str = ""
    uncommitted: bool = False
    began: str = ""
    changed: str = ""


def listed(digests: Mapping[str, str]) -> list[Listed]:
    """The files of the feed among all files of a site, sorted. `digests` are as `tree.digest` writes them."""
    found = []
    for path in sorted(path for path in digests if path.startswith(FOLDER)):
        checksum, _, size = digests[path].partition("-")
        found.append(Listed(path.removeprefix(FOLDER), int(size), checksum))
    return found
