"""A feed in a folder: a static one as a site publishes it, or documents saved by hand.

A collection is `services.json` (or `services`, `services/index.json`), its records are `services/<id>.json`. In a
folder of examples, as the standard and the UK validator have them, it is `service_list.json`, and `service_full.json`
or `service.json` is the one record that stands for all.
"""

from __future__ import annotations

import re
from pathlib import Path

from hereabouts.conform.answer import Answer
from hereabouts.conform.kind import singular
from hereabouts.conform.limits import Limits
from hereabouts.web import Json, Trouble, parse, too_big

ROOTS = ("index.json", "api_details.json", "base.json")
_SAFE_NAME = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,199}")


class Folder:
    """A folder read as a feed. Nothing outside it is read, whatever its links say."""

    online = False
    spent = ""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Read from `folder`, which must be there."""
        self._folder = folder.resolve()
        self._limits = limits
        self.name = folder.as_posix()

    def read(self, path: str, **query: int) -> Answer:
        """Read the file that holds what would be answered at `path`. A folder knows no `query`."""
        del query
        for name, example in self._candidates(path.strip("/")):
            answer = self._open(name, example=example)
            if answer.found:
                return answer
        return Answer(path.strip("/") or ROOTS[0], found=False)

    def described(self, address: str) -> Answer | None:
        """The description beside the feed, wherever the feed says it is."""
        del address
        answer = self._open("openapi.json")
        return answer if answer.found else None

    def held(self, collection: str) -> list[str]:
        """The names of the record files of a collection."""
        folder = self._folder / collection
        if not folder.is_dir() or folder.is_symlink():
            return []
        names = (file.name for file in folder.iterdir() if file.suffix == ".json")
        return sorted(name.removesuffix(".json") for name in names if name != "index.json")

    def _candidates(self, path: str) -> list[tuple[str, bool]]:
        if not path:
            return [(name, False) for name in ROOTS]
        collection, _, record = path.partition("/")
        if not record:
            names = (f"{collection}.json", collection, f"{collection}/index.json", f"{singular(collection)}_list.json")
            return [(name, False) for name in names]
        if not _SAFE_NAME.fullmatch(record):
            return []
        kept = [(name, False) for name in (f"{path}.json", path, f"{path}/index.json")]
        if (self._folder / collection).is_dir():
            return kept
        return [*kept, (f"{singular(collection)}_full.json", True), (f"{singular(collection)}.json", True)]

    def _open(self, name: str, *, example: bool = False) -> Answer:
        file = self._folder / name
        try:
            if not file.is_file():
                return Answer(name, found=False)
            if not file.resolve().is_relative_to(self._folder):
                return Answer(name, troubles=[Trouble("answer-refused", {"target": name, "reason": "outside"})])
            if file.stat().st_size > self._limits.document_bytes:
                return Answer(name, troubles=[too_big(self._limits.document_bytes)])
            value, troubles = parse(file.read_bytes(), self._limits.depth)
        except OSError as error:
            return Answer(name, troubles=[Trouble("answer-none", {"reason": error.strerror or "it can't be read"})])
        return Answer(name, value, troubles=troubles, example=example)


def read_document(file: Path, limits: Limits) -> Json | None:
    """A JSON document of our own choosing, such as a schema; None when it can't be read."""
    try:
        return parse(file.read_bytes(), limits.depth)[0]
    except OSError:
        return None
