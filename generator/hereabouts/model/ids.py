"""Identifiers that never change while the thing stays the same thing.

Every id is a UUIDv5 whose namespace is the id of the thing it hangs from, and whose name is
``<object>/<natural key>``. Because the parent's id is the namespace, a pinned or renamed parent carries all
its children with it. The keys are chosen so that ordinary changes (a time, a price, a new person in the same
post) keep the id.
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha1

_SPACES = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def key_text(text: str) -> str:
    """Fold free text for use in a key: NFKC, lower case, single spaces, no final full stop."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return _SPACES.sub(" ", folded).strip().rstrip(". ")


def slug(text: str, limit: int = 60) -> str:
    """Write a name as a file name: ASCII lower case letters, figures and single hyphens, at most `limit` long."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("'", "").replace("’", ""))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    return _NOT_SLUG.sub("-", ascii_only).strip("-")[:limit].rstrip("-")


def derive(parent: str, name: str) -> str:
    """The id of the thing called `name` that hangs from the id `parent`: the UUIDv5 (RFC 9562) of the two."""
    # uuid.uuid5 gives the same but spends most of its time making UUID objects, and a directory has very many ids.
    made = sha1(bytes.fromhex(parent.replace("-", "")) + name.encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(made[16], 16) & 3]
    return f"{made[:8]}-{made[8:12]}-5{made[13:16]}-{variant}{made[17:20]}-{made[20:32]}"


class Siblings:
    """Ids for the children of one thing; the second with the same key gets `` 2``, the third `` 3``."""

    __slots__ = ("_seen", "parent")

    def __init__(self, parent: str) -> None:
        self.parent = parent
        self._seen: dict[str, int] = {}

    def id_for(self, kind: str, key: str, pinned: str = "") -> str:
        """The id of the next child of this kind with this natural key, or the pinned one when given.

        A pinned child counts as a sibling too, so that pinning one moves no other.
        """
        name = f"{kind}/{key}"
        count = self._seen[name] = self._seen.get(name, 0) + 1
        if pinned:
            return pinned.strip().lower()
        return derive(self.parent, name if count == 1 else f"{name} {count}")
