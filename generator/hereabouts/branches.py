"""What git knows of other versions of the records: where a change began, what it touches, what waits on branches.

Nothing here trusts a name: a file or a branch may be called anything, so names go to git behind a sign that they are
names, and come back with a nought behind each. Who made a change is never asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hereabouts.history import run_git

_ORDINARY = {"100644", "100755"}
_NONE = "0" * 40


class BaseError(Exception):
    """A version cannot be compared with; says why, and what to do, in words."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A record file that differs: its path without ``.yml``, and git's names for what it said and says.

    A name is empty where there is no ordinary file, and for what is not committed yet.
    """

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs: record files, and the names of other files from the top of the repository."""

    records: tuple[Touched, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch that is not in the main one: its name, its newest commit, and when that was made (seconds, UTC)."""

    name: str
    commit: str
    seconds: int


def find_base(folder: Path, revision: str, tip: str = "HEAD") -> str:
    """Where what `tip` has grew out of `revision`. Raises BaseError when that can't be told."""
    if run_git(folder, "rev-parse", "--git-dir") is None:
        raise BaseError("Git does not keep this folder, so there is nothing to compare with.")
    commit = find_commit(folder, revision)
    base = run_git(folder, "merge-base", commit, tip) if commit else None
    if base is not None:
        return base.decode().split()[0]
    if (run_git(folder, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true":
        raise BaseError("Only a part of the history is here. Type `git fetch --unshallow`, and try again.")
    if commit is None:
        raise BaseError(f"Git knows no version called {revision!r} here. A branch such as main, or a commit, will do.")
    raise BaseError(f"What is here has no version in common with {revision!r}, so nobody can say what changed.")


def find_commit(folder: Path, revision: str) -> str | None:
    """Git's name for a version that somebody named; None when there is no such version."""
    found = run_git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return found.decode().strip() if found else None


def compare_files(folder: Path, base: str, commit: str = "") -> Difference:
    """What differs between a commit and another; or, without another, what lies in the folder now."""
    prefix = (run_git(folder, "rev-parse", "--show-prefix") or b"").decode("utf-8", "replace").strip()
    to = [commit] if commit else []
    answer = run_git(folder, "diff", "--raw", "--no-abbrev", "-z", "--no-renames", base, *to, "--") or b""
    records: dict[str, Touched] = {}
    others = []
    for name, old, new in _read_raw(answer.decode("utf-8", "replace")):
        if name.startswith(prefix) and name.endswith(".yml"):
            path = name.removeprefix(prefix).removesuffix(".yml")
            records[path] = Touched(path, old, new)
        else:
            others.append(name)
    for path in [] if commit else _untracked(folder):
        records.setdefault(path, Touched(path, "", ""))
    return Difference(tuple(records[path] for path in sorted(records)), tuple(sorted(others)))


def _read_raw(answer: str) -> Iterator[tuple[str, str, str]]:
    parts = iter(answer.split("\0"))
    for part in parts:
        if part.startswith(":"):
            old_mode, new_mode, old, new, _ = part[1:].split(" ")
            was = old if old_mode in _ORDINARY and old != _NONE else ""
            yield next(parts, ""), was, new if new_mode in _ORDINARY and new != _NONE else ""


def _untracked(folder: Path) -> list[str]:
    found = run_git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".") or b""
    names = found.decode("utf-8", "replace").split("\0")
    return [name.removesuffix(".yml") for name in names if name.endswith(".yml")]


def list_branches(folder: Path, main: str, commit: str) -> list[Branch]:
    """The branches, here and as they were last fetched, that have something the commit of `main` lacks, by name.

    Those that end in the same commit are one, under the name they have here. `main` of another place is none.
    """
    form = "--format=%(refname)%00%(objectname)%00%(committerdate:unix)%00%(symref)"
    answer = run_git(folder, "for-each-ref", form, f"--no-merged={commit}", "refs/heads", "refs/remotes") or b""
    found: dict[str, Branch] = {}
    for line in answer.decode("utf-8", "replace").splitlines():
        name, tip, seconds, points_to = line.split("\0")
        short = name.removeprefix("refs/heads/").removeprefix("refs/remotes/")
        if not points_to and main not in {short, short.partition("/")[2]}:
            found.setdefault(tip, Branch(short, tip, int(seconds)))
    return sorted(found.values(), key=lambda one: one.name)
