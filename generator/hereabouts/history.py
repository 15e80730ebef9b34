"""What git knows of the records: when each was last changed, and what it said before.

The whole history is one `git log`, and what files said comes from one `git cat-file`; what an earlier build read is not
read again. Who made a change is never asked for. A folder that git does not keep, or of which only a part of the
history was fetched, gives no dates and no history: a wrong date is worse than none.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import msgspec

from hereabouts.source.text import LIMIT

_MOMENT = "\x01"
_MOST_VERSIONS = 50
_AT_ONCE = 500
_ORDINARY = {"100644", "100755"}
_PLAINLY = ("-c", "core.quotepath=off", "-c", "log.showSignature=false")


class Step(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What one commit did to one record. `blob` is git's name for what the file said then, empty where it went."""

    path: str
    blob: str


class Commit(msgspec.Struct, frozen=True, array_like=True):
    """One commit that touched records: when (RFC 3339, UTC), and what it did to each, against its first parent."""

    name: str
    moment: str
    steps: tuple[Step, ...]


class Log(msgspec.Struct, frozen=True):
    """All commits that touched the records in the folder `prefix` of the repository, oldest first."""

    prefix: str = ""
    commits: tuple[Commit, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """When each record was last changed.

    `last_modified` maps record paths (without ``.yml``) to RFC 3339 moments in UTC. `state` is ``whole``,
    ``shallow`` or ``none``; only a whole history has dates. `commit` is what is checked out, empty when nothing is.
    `uncommitted` are the paths of records whose files are not as the newest commit left them.
    """

    state: str
    commit: str = ""
    last_modified: dict[str, str] = field(default_factory=dict)
    log: Log = field(default_factory=Log)
    uncommitted: frozenset[str] = frozenset()


def run_git(folder: Path, *arguments: str, said: bytes | None = None) -> bytes | None:
    """What a git command answers; None when git is missing, refuses, or knows nothing of this folder."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603  # fixed arguments, no shell
            ["git", "-C", str(folder), *_PLAINLY, *arguments],  # noqa: S607  # the user's git
            capture_output=True,
            check=False,
            env=environment,
            input=said,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def read_history(folder: Path, today: date, known: Log | None = None) -> History:
    """Read when each record in `folder` was last changed; what is not committed counts as changed `today`.

    `known` is the log of an earlier build: if it is still the beginning of the history, only what follows is read.
    """
    commit = run_git(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if commit is None or not _is_kept(folder):
        return History("none")
    if (run_git(folder, "rev-parse", "--is-shallow-repository") or b"").strip() != b"false":
        return History("shallow", commit.decode().strip())
    log = _read_log(folder, known)
    moments = {step.path: one.moment for one in log.commits for step in one.steps}
    now = f"{today.isoformat()}T00:00:00Z"
    uncommitted = _uncommitted(folder)
    moments.update(dict.fromkeys(uncommitted, now))
    return History("whole", commit.decode().strip(), moments, log, frozenset(uncommitted))


def _is_kept(folder: Path) -> bool:
    return bool(run_git(folder, "ls-files", "-z", "--", "."))


def _read_log(folder: Path, known: Log | None) -> Log:
    """Every commit along first parents. Merges are compared with their first parent, so an edit made in one counts."""
    prefix = (run_git(folder, "rev-parse", "--show-prefix") or b"").decode("utf-8", "replace").strip()
    before = known.commits if known and known.prefix == prefix and _leads_here(folder, known) else ()
    since = [f"{before[-1].name}..HEAD"] if before else []
    log = run_git(
        folder,
        "log",
        "--first-parent",
        "--diff-merges=first-parent",
        "--no-renames",
        "--reverse",
        "--raw",
        "--no-abbrev",
        "--relative",
        "-z",
        f"--format=format:{_MOMENT}%H %ct",
        *since,
        "--",
        ".",
    )
    return Log(prefix, (*before, *_commits((log or b"").decode("utf-8", "replace"))))


def _leads_here(folder: Path, known: Log) -> bool:
    """Whether the last commit we know is one of those that this history goes through."""
    chain = run_git(folder, "rev-list", "--first-parent", "HEAD") or b""
    return bool(known.commits) and known.commits[-1].name.encode() in chain.split()


def _commits(log: str) -> Iterator[Commit]:
    """The commits of a raw log: marked by our own sign, then files as a line of what was done and a name."""
    parts = iter(log.split("\0"))
    name, moment, steps = "", "", list[Step]()
    for part in parts:
        head, _, first = part.partition("\n") if part.startswith(_MOMENT) else ("", "", part)
        if head:
            if steps:
                yield Commit(name, moment, tuple(sorted(steps, key=_path)))
            name, _, seconds = head[1:].partition(" ")
            moment, steps = _format(int(seconds)), []
        if first.startswith(":") and (path := next(parts, "")).endswith(".yml"):
            _, mode, _, blob, _ = first.split(" ")
            steps.append(Step(path.removesuffix(".yml"), blob if mode in _ORDINARY else ""))
    if steps:
        yield Commit(name, moment, tuple(sorted(steps, key=_path)))


def _path(step: Step) -> str:
    return step.path


def _format(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _uncommitted(folder: Path) -> list[str]:
    changed = run_git(folder, "diff", "--name-only", "--no-renames", "--relative", "-z", "HEAD", "--", ".") or b""
    new = run_git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".") or b""
    names = (changed + new).decode("utf-8", "replace").split("\0")
    return [name.removesuffix(".yml") for name in names if name.endswith(".yml")]


def read_blobs(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    """What git keeps under each name, in order; None for what it does not have here.

    One that is too large for a record is cut off where a reader notices: see `source.text.LIMIT`.
    """
    left = iter(names)
    while asked := list(islice(left, _AT_ONCE)):
        sizes = _ask(folder, "--batch-check", asked)
        small = [name for name, size in _sizes(sizes) if size <= LIMIT]
        large = {name for name, size in _sizes(sizes) if size > LIMIT}
        contents = _contents(_ask(folder, "--batch", small))
        for name in asked:
            yield name, b" " * (LIMIT + 1) if name in large else contents.get(name)


def _ask(folder: Path, how: str, names: Sequence[str]) -> bytes:
    return (run_git(folder, "cat-file", how, said="\n".join([*names, ""]).encode()) or b"") if names else b""


def _sizes(answer: bytes) -> Iterator[tuple[str, int]]:
    for line in answer.decode("ascii", "replace").splitlines():
        name, kind, *size = line.split(" ")
        if kind == "blob" and size:
            yield name, int(size[0])


def _contents(answer: bytes) -> dict[str, bytes]:
    found = {}
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        name, kind, *size = answer[at:end].decode("ascii", "replace").split(" ")
        at = end + 1
        if kind == "blob":
            found[name] = answer[at : at + int(size[0])]
            at += int(size[0]) + 1
    return found


@dataclass(frozen=True, slots=True)
class Version:
    """What a record's file said as of one commit."""

    day: str
    content: bytes


def read_versions(folder: Path, path: str) -> Iterator[Version]:
    """What `path`.yml said before, newest first, at most fifty versions back."""
    name = f"./{path}.yml"
    log = run_git(folder, "log", "--first-parent", f"-{_MOST_VERSIONS}", "--format=%H %ct", "--", name)
    for line in (log or b"").decode().splitlines():
        commit, _, seconds = line.partition(" ")
        content = run_git(folder, "show", f"{commit}:{name}")
        if content is not None:
            yield Version(_format(int(seconds))[:10], content)
