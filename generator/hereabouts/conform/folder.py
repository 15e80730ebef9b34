"""A feed in a folder: a static one as a site publishes it, or documents saved by hand.

A collection is `services.json` (or `services`, `services/index.json`), its further pages `services?page=2` or
`services-2.json`, its records `services/<id>.json`, or all of them the lines of `services.ndjson`. In a folder of
examples, as the standard and the UK validator have them, it is `service_list.json`, and `service_full.json` or
`service.json` is the one record that stands for all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from hereabouts.conform.answer import Answer
from hereabouts.conform.kind import singular
from hereabouts.conform.limits import Limits
from hereabouts.conform.ndjson import read_lines
from hereabouts.web import Json, Trouble, parse, too_big

ROOTS = ("index.json", "api_details.json", "base.json")
_SAFE_NAME = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,199}")

_PAGE = re.compile(r"\?(?:.*&)?page=(\d{1,6})(?:&.*)?(?:\.json)?|[-_. ]?(?:page)?[-_. ]?(\d{1,6})\.json")
"""What stands behind the name of a collection in the name of one of its pages: ``?page=2``, ``-2.json``."""


class Folder:
    """A folder read as a feed. Nothing outside it is read, whatever its links say."""

    online = False
    spent = ""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Read from `folder`, which must be there."""
        self._folder = folder.resolve()
        self._limits = limits
        self.name = folder.as_posix()

    def read(self, path: str, **query: int | str) -> Answer:
        """Read the file that holds what would be answered at `path`. A folder knows no `query` but the page."""
        number = query.get("page", 1)
        for name, example in self._candidates(path.strip("/")) if number == 1 else ():
            answer = self._open(name, example=example)
            if answer.found:
                return answer
        page = self._pages(path.strip("/")).get(int(number)) if "page" in query else None
        return self._open(page) if page else Answer(path.strip("/") or ROOTS[0], found=False)

    def lines(self, collection: str) -> Answer | None:
        """The file of lines beside the list."""
        name = f"{collection}.ndjson"
        answer = self._load(name, lambda body: read_lines(name, body, self._limits.depth))
        return answer if answer.found else None

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

    def _pages(self, collection: str) -> dict[int, str]:
        """The pages of a collection by number, under names that people and programs save them by."""
        names = sorted(file.name for file in self._folder.iterdir() if file.name.startswith(collection))
        ends = ((_PAGE.fullmatch(name.removeprefix(collection)), name) for name in names)
        return {int(end[1] or end[2]): name for end, name in ends if end}

    def _open(self, name: str, *, example: bool = False) -> Answer:
        def read(body: bytes) -> Answer:
            value, troubles = parse(body, self._limits.depth)
            return Answer(name, value, troubles=troubles, example=example)

        return self._load(name, read)

    def _load(self, name: str, read: Callable[[bytes], Answer]) -> Answer:
        """What `read` makes of a file, if it may be read at all."""
        file = self._folder / name
        try:
            if not file.is_file():
                return Answer(name, found=False)
            if not file.resolve().is_relative_to(self._folder):
                return Answer(name, troubles=[Trouble("answer-refused", {"target": name, "reason": "outside"})])
            if file.stat().st_size > self._limits.document_bytes:
                return Answer(name, troubles=[too_big(self._limits.document_bytes)])
            body = file.read_bytes()
        except OSError as error:
            return Answer(name, troubles=[Trouble("answer-none", {"reason": error.strerror or "it can't be read"})])
        return read(body)


def read_document(file: Path, limits: Limits) -> Json | None:
    """A JSON document of our own choosing, such as a schema; None when it can't be read."""
    try:
        return parse(file.read_bytes(), limits.depth)[0]
    except OSError:
        return None
