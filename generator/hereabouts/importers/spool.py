"""What a server answered, kept on the disk until its import is finished, so that a broken-off one goes on from there.

What was fetched a few days ago and what is fetched today do not belong together: a spool that was begun before
yesterday is emptied.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hereabouts.importers.source import SourceError

MOST_BYTES = 2 * 2**30
"""So much may be fetched for one import."""

_ABOUT = "about.json"
_LASTS = timedelta(days=1)


class Spool:
    """Answers by address. A folder that is not a spool is never touched."""

    def __init__(self, folder: Path, address: str, today: date) -> None:
        """Open the spool of an address in `folder`, which is made when there is something to keep."""
        self.folder = folder
        self._about = {"address": address, "begun": today.isoformat()}
        there = self._read_about()
        begun = there.get("begun", "")
        if there.get("address") == address and today - _LASTS <= _day(begun) <= today:
            self._about["begun"] = begun
        elif there:
            self.clear()
        self._bytes = sum(file.stat().st_size for file in folder.glob("*.answer")) if there else 0

    def get(self, url: str) -> tuple[int, bytes] | None:
        """The status and the body of an answer, if it was kept."""
        try:
            content = self._file(url).read_bytes()
        except FileNotFoundError:
            return None
        status, _, body = content.partition(b"\n")
        return int(status), body

    def put(self, url: str, status: int, body: bytes) -> None:
        """Keep an answer whole, or not at all. Raises SourceError when the source turns out to be endless."""
        self._bytes += len(body)
        if self._bytes > MOST_BYTES:
            raise SourceError(f"More than {MOST_BYTES // 2**30} GB were fetched. That is more than a directory holds.")
        if not (self.folder / _ABOUT).exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(self.folder / _ABOUT, json.dumps(self._about).encode())
        self._write(self._file(url), b"%d\n%s" % (status, body))

    def forget(self, url: str) -> None:
        """Ask this one again next time."""
        self._file(url).unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget everything."""
        if (self.folder / _ABOUT).is_file() and not self.folder.is_symlink():
            shutil.rmtree(self.folder)

    def __len__(self) -> int:
        return sum(1 for _ in self.folder.glob("*.answer"))

    def _file(self, url: str) -> Path:
        return self.folder / f"{hashlib.sha256(url.encode()).hexdigest()[:40]}.answer"

    def _write(self, file: Path, content: bytes) -> None:
        descriptor, scratch = tempfile.mkstemp(prefix=".", dir=self.folder)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(scratch).replace(file)

    def _read_about(self) -> dict[str, str]:
        try:
            about = json.loads((self.folder / _ABOUT).read_bytes())
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return {}
        return {key: str(value) for key, value in about.items()} if isinstance(about, dict) else {}


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return date.min
