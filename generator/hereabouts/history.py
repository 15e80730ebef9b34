"""What git knows of the records: when each was last changed, and what it said before.

Every question is one `git` command over the folder of records. A folder that git does not keep, or of which only a
part of the history was fetched, gives no dates: a wrong date is worse than none.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

_MOMENT = "\x01"
_MOST_VERSIONS = 50


@dataclass(frozen=True, slots=True)
class History:
    """When each record was last changed.

    `last_modified` maps record paths (without ``.yml``) to RFC 3339 moments in UTC. `state` is ``whole``,
    ``shallow`` or ``none``; only a whole history has dates. `commit` is what is checked out, empty when nothing is.
    """

    state: str
    commit: str = ""
    last_modified: dict[str, str] = field(default_factory=dict)


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What a git command says; None when git is missing, refuses, or knows nothing of this folder."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603  # fixed arguments, no shell
            ["git", "-C", str(folder), "-c", "core.quotepath=off", *arguments],  # noqa: S607  # the user's git
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def read_history(folder: Path, today: date) -> History:
    """Read when each record in `folder` was last changed; what is not committed counts as changed `today`."""
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if commit is None or not _is_kept(folder):
        return History("none")
    if (_git(folder, "rev-parse", "--is-shallow-repository") or b"").strip() != b"false":
        return History("shallow", commit.decode().strip())
    moments = _read_log(folder)
    now = f"{today.isoformat()}T00:00:00Z"
    moments.update(dict.fromkeys(_uncommitted(folder), now))
    return History("whole", commit.decode().strip(), moments)


def _is_kept(folder: Path) -> bool:
    return bool(_git(folder, "ls-files", "-z", "--", "."))


def _read_log(folder: Path) -> dict[str, str]:
    """Newest change of each file. Merges are compared with their first parent, so an edit made in one counts."""
    log = _git(
        folder,
        "log",
        "-m",
        "--first-parent",
        "--no-renames",
        "--name-only",
        "--relative",
        "-z",
        f"--format=format:{_MOMENT}%ct",
        "--",
        ".",
    )
    moments: dict[str, str] = {}
    moment = ""
    for part in (log or b"").decode("utf-8", "replace").replace("\n", "\0").split("\0"):
        if part.startswith(_MOMENT) and part[1:].isdecimal():  # a file may have such a name too
            moment = _format(int(part[1:]))
        elif part.endswith(".yml"):
            moments.setdefault(part.removesuffix(".yml"), moment)
    return moments


def _format(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _uncommitted(folder: Path) -> list[str]:
    changed = _git(folder, "diff", "--name-only", "--no-renames", "--relative", "-z", "HEAD", "--", ".") or b""
    new = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".") or b""
    names = (changed + new).decode("utf-8", "replace").split("\0")
    return [name.removesuffix(".yml") for name in names if name.endswith(".yml")]


@dataclass(frozen=True, slots=True)
class Version:
    """What a record's file said as of one commit."""

    day: str
    content: bytes


def read_versions(folder: Path, path: str) -> Iterator[Version]:
    """What `path`.yml said before, newest first, at most fifty versions back."""
    name = f"./{path}.yml"
    log = _git(folder, "log", "--first-parent", f"-{_MOST_VERSIONS}", "--format=%H %ct", "--", name)
    for line in (log or b"").decode().splitlines():
        commit, _, seconds = line.partition(" ")
        content = _git(folder, "show", f"{commit}:{name}")
        if content is not None:
            yield Version(_format(int(seconds))[:10], content)
