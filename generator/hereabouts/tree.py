"""Two trees and an exchange: a new site appears whole or not at all.

The published tree is what the web server reads; the next tree is brought up to date beside it and then takes its place
in one step. The tree that was taken away is kept as the next staging tree, so that a build only applies the
difference. Each tree has a manifest (path -> digest) kept outside it under the tree's own inode number, and a file
inside it with the digest of that manifest: numbers are given out again, so a tree is only known when both agree. While
a staging tree is being changed a mark says so, and a marked or unknown one is made anew. What somebody changed or took
away in the published tree is found by its dates, and made again. Nothing is deleted that this program did not make.

State lives beside the site folder, in ``.hereabouts/<site folder's name>/``.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from filelock import FileLock, Timeout

MARKER = ".made-by-hereabouts"
"""A file in each tree of ours: that it is there says that we may delete the tree; what is in it, which one it is."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2

Manifest = dict[str, str]
"""Path in the tree -> digest of the file."""


class BusyError(Exception):
    """Another build of the same site is running."""


class ForeignFolderError(Exception):
    """The site folder holds files that this program did not make."""


def digest(content: bytes) -> str:
    """What files are compared by: the SHA-256, as others can take it too, and the size, with a hyphen between them."""
    return f"{sha256(content).hexdigest()}-{len(content)}"


@dataclass(slots=True)
class Staging:
    """The next tree while it is being brought up to date.

    `before` is what it held at the start, `published` what the site holds now. `put` and `keep` may be called from
    forked workers, each for paths of its own. `altered` are paths of the site that somebody changed or took away, and
    `strange` what somebody put there.
    """

    folder: Path
    site: Path
    before: Manifest
    published: Manifest
    altered: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    _made: set[str] = field(default_factory=set)

    def put(self, path: str, content: bytes) -> str:
        """Make the tree hold `content` at `path`; returns its digest. Raises OSError when it can't be written."""
        new = digest(content)
        if self.before.get(path) != new:
            self._write(path, content)
        return new

    def keep(self, path: str, wanted: str) -> bool:
        """Make the tree hold what an earlier build made at `path`; False when neither tree has it any more."""
        if self.before.get(path) == wanted:
            return True
        if self.published.get(path) != wanted:
            return False
        try:
            self._write(path, (self.site / path).read_bytes())
        except FileNotFoundError:
            return False
        return True

    def read(self, path: str) -> bytes:
        """What the tree holds at `path`. Raises FileNotFoundError when it holds nothing there."""
        return (self.folder / path).read_bytes()

    def _write(self, path: str, content: bytes) -> None:
        target = self.folder / path
        parent, _, _ = path.rpartition("/")
        if parent not in self._made:
            _refuse_outside(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
        if path not in self.before:
            try:
                with target.open("xb") as file:
                    file.write(content)
            except FileExistsError:
                pass
            else:
                return
        _replace(target, content)

    def remove_others(self, manifest: Mapping[str, str]) -> None:
        """Delete what the tree held before and the new manifest does not name, and folders left empty."""
        gone = [path for path in self.before if path not in manifest]
        for path in gone:
            (self.folder / path).unlink(missing_ok=True)
        for folder in sorted({parent for path in gone for parent in _parents(path)}, key=len, reverse=True):
            with _ignoring(errno.ENOTEMPTY, errno.ENOENT, errno.EEXIST):
                (self.folder / folder).rmdir()


def _replace(file: Path, content: bytes) -> None:
    """Write a file beside and rename it: never in place, since somebody may hold a link to the old one."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(file)


def _is_altered(path: str, made: int, known: str) -> bool:
    """Whether a file that was right at the moment `made` (in nanoseconds) is gone, or is another one now."""
    try:
        said = os.lstat(path)
        return said.st_ctime_ns >= made and (not S_ISREG(said.st_mode) or digest(Path(path).read_bytes()) != known)
    except OSError:
        return True


def _parents(path: str) -> Iterable[str]:
    return [str(parent) for parent in PurePosixPath(path).parents if str(parent) != "."]


def _refuse_outside(path: str) -> None:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts:
        raise ValueError(f"not a path inside the site: {path!r}")


@contextmanager
def _ignoring(*codes: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in codes:
            raise


@dataclass(slots=True)
class Trees:
    """The published and the next tree of one site folder."""

    site: Path

    @property
    def state(self) -> Path:
        """The folder beside the site that holds the staging tree, the manifests and the lock."""
        return self.site.parent / ".hereabouts" / self.site.name

    @property
    def next(self) -> Path:
        """The staging tree."""
        return self.state / "next"

    @property
    def old(self) -> Path:
        """Where the published tree rests for a moment when the system can't exchange two folders in one step."""
        return self.state / "old"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the right to build this site. Raises BusyError when somebody else does."""
        self.state.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.state / "lock", blocking=False)
        try:
            lock.acquire()
        except Timeout:
            raise BusyError(self.site) from None
        try:
            yield
        finally:
            lock.release()

    def stage(self, *, anew: bool = False) -> Staging:
        """Open the staging tree, recovering from an interrupted build; call with the lock held.

        `anew` begins with an empty one, so that nothing of an earlier build is trusted.

        Raises ForeignFolderError when the site folder is somebody else's.
        """
        self._recover()
        if self.site.exists() and not _is_ours(self.site):
            raise ForeignFolderError(self.site)
        before = self._manifest(self.next) if self.next.is_dir() else None
        if anew or before is None or self._mark(self.next).exists():
            if self.next.exists():
                self._mark(self.next).touch()  # half of it may be left
            _delete(self.next)
            self.next.mkdir(parents=True)
            before = {}
        self._mark(self.next).touch()
        (self.next / MARKER).touch()
        published = self.published()
        altered, strange = self._look_over(published)
        if altered or strange:
            self._mark(self.site).touch()  # when its turn comes it is made anew
        sound = {path: known for path, known in published.items() if path not in altered}
        return Staging(self.next, self.site, before, sound, sorted(altered), strange)

    def publish(self, staging: Staging, manifest: Manifest) -> None:
        """Finish the staging tree as `manifest` says and let it take the place of the published one."""
        staging.remove_others(manifest)
        self._write_manifest(self.next, manifest)
        self._mark(self.next).unlink()
        if not self.site.exists():
            self.next.rename(self.site)
        elif not _exchange(self.next, self.site):
            self._exchange_by_renaming()
        self._forget_others()

    def published(self) -> Manifest:
        """What the site holds now, as far as is known."""
        return (self._manifest(self.site) if self.site.is_dir() else None) or {}

    def _look_over(self, published: Manifest) -> tuple[set[str], list[str]]:
        """What somebody changed or took away in the site since it was made, and what they put at its top.

        The system dates every change of a file, and nobody can set that date back; the manifest was written last. So
        only what has a later date is read.
        """
        if not published:
            return set(), []
        top, made = f"{self.site}/", self._manifest_file(self.site).stat().st_mtime_ns
        altered = {path for path, known in published.items() if _is_altered(top + path, made, known)}
        known = {MARKER, *(path.partition("/")[0] for path in published)}
        return altered, sorted({file.name for file in self.site.iterdir()} - known)

    def _exchange_by_renaming(self) -> None:
        self.site.rename(self.old)
        self.next.rename(self.site)
        self.old.rename(self.next)

    def _recover(self) -> None:
        """Bring back a published tree that an interrupted exchange had put aside."""
        if not self.old.exists():
            return
        if not self.site.exists():
            self.old.rename(self.site)
        elif self.next.exists():
            _delete(self.old)
        else:
            self.old.rename(self.next)

    def _manifest_file(self, tree: Path) -> Path:
        return self.state / f"{tree.stat().st_ino}.manifest"

    def _mark(self, tree: Path) -> Path:
        return self.state / f"{tree.stat().st_ino}.changing"

    def _manifest(self, tree: Path) -> Manifest | None:
        try:
            content = self._manifest_file(tree).read_bytes()
            known = json.loads(content) if (tree / MARKER).read_text("utf-8") == digest(content) else None
        except (OSError, ValueError):
            return None
        return known if isinstance(known, dict) else None

    def _write_manifest(self, tree: Path, manifest: Manifest) -> None:
        content = json.dumps(manifest, separators=(",", ":"), sort_keys=True).encode()
        _replace(tree / MARKER, digest(content).encode())
        _replace(self._manifest_file(tree), content)

    def _forget_others(self) -> None:
        """Drop the manifests of trees that are gone."""
        present = {str(tree.stat().st_ino) for tree in (self.site, self.next) if tree.exists()}
        for file in self.state.iterdir():
            if file.suffix in {".manifest", ".changing"} and file.stem not in present:
                file.unlink()


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and ((folder / MARKER).exists() or not any(folder.iterdir()))


def _delete(folder: Path) -> None:
    """Delete a tree of ours, its mark last so that it is known when we are interrupted; anything else is refused."""
    if not folder.exists():
        return
    if not _is_ours(folder):
        raise ForeignFolderError(folder)
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != MARKER:
            entry.unlink()
    (folder / MARKER).unlink(missing_ok=True)
    folder.rmdir()


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step where the system can (Linux); False where it can't."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    result = library.renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    if result == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))
