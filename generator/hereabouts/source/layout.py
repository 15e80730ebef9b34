"""Which files in a directory folder are records, told by where they are and what they are called.

Nothing is opened here except by `read_file`, and no link is ever followed: a link in a pull request could
point at any file of the computer that builds the site.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from dataclasses import dataclass, field
from difflib import get_close_matches
from operator import attrgetter
from pathlib import Path

from hereabouts.finding import Finding, Place, finding
from hereabouts.kind import Kind
from hereabouts.model.ids import slug
from hereabouts.source.text import LIMIT, excerpt, visible

LONGEST = 60
"""How many letters the name of a record may have."""

_IS_LINK = frozenset({errno.ELOOP, errno.EMLINK})
_IS_NO_FILE = frozenset({errno.EINVAL, errno.EISDIR, errno.ENXIO})
"""How systems refuse to open what is no ordinary file, and `read_file` what they would open."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ALMOST_YML = re.compile(r"(.+?)(?:\.ya?ml(?:\.txt)?|\.yml\.[a-z]{1,4})", re.IGNORECASE | re.DOTALL)
_TEXT = frozenset({"txt", "text", "md", "markdown", "yam", "yml1", "ymlx", "yam1"})
_OFFICE = frozenset({"doc", "docx", "odt", "rtf", "pages", "pdf"})
"""Endings of files that may hold a record: as plain text, or in a document."""

_IGNORED = frozenset({"readme.md", "thumbs.db", "desktop.ini"})
_WINDOWS = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
_RESERVED: dict[str, frozenset[str]] = {
    "group": _WINDOWS | {"organization"},
    Kind.SERVICE: _WINDOWS,
    Kind.LOCATION: _WINDOWS | {"organization"},
    Kind.TAXONOMY: _WINDOWS | {"organization", "hereabouts"},
}
_FOLDERS = ("locations", "organizations", "taxonomies")


@dataclass(frozen=True, slots=True, order=True)
class RecordFile:
    """One record file: its `path` without ending as other records know it, its `file` as findings name it.

    `file` is relative to the root, with forward slashes on every system; `location` is where to read it.
    """

    path: str
    kind: Kind
    file: str
    location: Path = field(compare=False)


@dataclass(slots=True)
class Layout:
    """All record files of a directory folder, sorted by path, and what is wrong with the others."""

    files: list[RecordFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def scan(folder: Path, root: Path) -> Layout:
    """List the record files in `folder`. Findings name files by their path from `root`, which holds it.

    Raises nothing: what cannot be listed becomes a finding. Hidden files and README.md are nobody's business.
    """
    layout = _Scan(folder, root).run()
    layout.files.sort(key=attrgetter("path"))
    layout.findings.sort()
    return layout


def kind_at(path: str) -> Kind | None:
    """What kind of record a path (without its ending) is for; None where no record can be."""
    folder, *names = path.split("/")
    match folder, names:
        case "directory", []:
            return Kind.DIRECTORY
        case "organizations", [group, name] if _may_be_called(group, "group"):
            if name == "organization":
                return Kind.ORGANIZATION
            return Kind.SERVICE if _may_be_called(name, Kind.SERVICE) else None
        case "locations", [name] if _may_be_called(name, Kind.LOCATION):
            return Kind.LOCATION
        case "taxonomies", [name] if _may_be_called(name, Kind.TAXONOMY):
            return Kind.TAXONOMY
    return None


def _may_be_called(stem: str, rules: str) -> bool:
    return bool(_NAME.fullmatch(stem)) and len(stem) <= LONGEST and stem not in _RESERVED[rules]


def read_file(path: Path) -> bytes:
    """The bytes of a record file, at most one more than `LIMIT`, so that a reader can tell it is too large.

    Raises OSError when it cannot be opened, is a link, or is no ordinary file.
    """
    if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
        raise OSError(errno.ELOOP, "a link", str(path))
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not an ordinary file", str(path))
        return stream.read(LIMIT + 1)


def unreadable(file: str, error: OSError) -> Finding:
    """The finding for a file or folder that is a link or no file, or that the system would not let us read."""
    place, name = Place(file), excerpt(file.rpartition("/")[2], 80)
    if error.errno in _IS_LINK:
        return finding("layout-link", place, name=name)
    if error.errno in _IS_NO_FILE:
        return finding("layout-not-a-file", place, name=name, wanted="file")
    reason = os.strerror(error.errno) if error.errno else "unknown reason"
    return finding("layout-unreadable", place, name=name, reason=reason)


class _Scan:
    """One walk over a directory folder."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self.prefix = _relative(folder, root)
        self.layout = Layout()
        self._listed: dict[str, list[os.DirEntry[str]]] = {}
        self._alike: dict[str, dict[str, list[str]]] = {}

    def run(self) -> Layout:
        walks = {"organizations": self._organizations, "locations": self._locations, "taxonomies": self._taxonomies}
        settings_seen = False
        for entry in self._entries(""):
            if entry.name == "directory.yml":
                settings_seen = True
                self._record(entry, "", Kind.DIRECTORY)
            elif entry.name in walks:
                if self._is_folder(entry, entry.name):
                    walks[entry.name]()
            else:
                settings_seen |= self._stray_at_top(entry)
        if not settings_seen and ("" in self._listed or not self.folder.exists()):
            self._report("layout-no-directory", "directory.yml")
        return self.layout

    def _organizations(self) -> None:
        for entry in self._entries("organizations"):
            path = f"organizations/{entry.name}"
            if _sort_of(entry) in ("file", "other"):
                stem = slug(entry.name.partition(".")[0]) or "group"
                self._report("layout-stray", path, hint="group", name=_shown(entry), stem=stem)
            elif self._is_folder(entry, path) and self._name_fits(path, entry.name, "group"):
                self._group(path)

    def _group(self, path: str) -> None:
        """The folder of one group: its own record and its services."""
        services = []
        has_organization = False
        for entry in self._entries(path):
            if entry.name == "organization.yml":
                has_organization = True
                self._record(entry, path, Kind.ORGANIZATION)
            else:
                has_organization |= entry.name.lower().startswith("organization.")
                services += self._record(entry, path, Kind.SERVICE)
        if services and not has_organization:
            group = path.rpartition("/")[2]
            self.layout.findings.append(finding("layout-no-organization", Place(services[0].file), group=group))

    def _locations(self) -> None:
        for entry in self._entries("locations"):
            self._record(entry, "locations", Kind.LOCATION)

    def _taxonomies(self) -> None:
        for entry in self._entries("taxonomies"):
            self._record(entry, "taxonomies", Kind.TAXONOMY)

    def _record(self, entry: os.DirEntry[str], folder: str, kind: Kind) -> list[RecordFile]:
        """Take in a file that should be a record; gives it, or an empty list when it is none."""
        path = f"{folder}/{entry.name}" if folder else entry.name
        if not self._is_record(entry, path):
            return []
        stem = entry.name.removesuffix(".yml")
        if kind in _RESERVED and not self._name_fits(path, stem, kind):
            return []
        record = RecordFile(path.removesuffix(".yml"), kind, self._file(path), Path(entry.path))
        self.layout.files.append(record)
        return [record]

    def _is_record(self, entry: os.DirEntry[str], path: str) -> bool:
        """Tell whether this has the name of a record.

        Whether it is an ordinary file is seen when it is read: otherwise a record that somebody replaced by a link
        would look deleted.
        """
        if entry.name.endswith(".yml"):
            return True
        sort, name = _sort_of(entry), _shown(entry)
        if sort == "link":
            self._report("layout-link", path, name=name)
        elif sort == "folder":
            self._report("layout-too-deep", path, name=name)
        elif sort == "file":
            self._wrong_ending(entry, path)
        else:
            self._report("layout-not-a-file", path, name=name, wanted="file")
        return False

    def _wrong_ending(self, entry: os.DirEntry[str], path: str) -> None:
        almost = _ALMOST_YML.fullmatch(entry.name)
        if almost:
            self._report("layout-ending", path, name=_shown(entry), suggestion=_as_yml(almost[1]))
            return
        stem, _, ending = entry.name.rpartition(".")
        suggestion = _as_yml(stem or entry.name)
        if not stem or ending.lower() in _TEXT:
            self._report("layout-ending", path, hint="text", name=_shown(entry), suggestion=suggestion)
        else:
            hint = "office" if ending.lower() in _OFFICE else "ending"
            self._report("layout-stray", path, hint=hint, name=_shown(entry), suggestion=suggestion)

    def _stray_at_top(self, entry: os.DirEntry[str]) -> bool:
        """Report what does not belong at the top; true when it is directory.yml under another name."""
        almost = _ALMOST_YML.fullmatch(entry.name)
        if almost and almost[1].lower() == "directory":
            self._report("layout-ending", entry.name, name=_shown(entry), suggestion="directory.yml")
            return True
        near = get_close_matches(entry.name.lower(), (*_FOLDERS, "directory.yml"), 1, 0.75)
        hint, suggestion = ("near", near[0]) if near else ("hint", "")
        self._report("layout-stray", entry.name, hint=hint, name=_shown(entry), suggestion=suggestion)
        return False

    def _is_folder(self, entry: os.DirEntry[str], path: str) -> bool:
        sort = _sort_of(entry)
        if sort == "link":
            self._report("layout-link", path, name=_shown(entry))
        elif sort != "folder":
            self._report("layout-not-a-file", path, name=_shown(entry), wanted="folder")
        return sort == "folder"

    def _name_fits(self, path: str, stem: str, rules: str) -> bool:
        """Tell whether a name can be used, and say why when it cannot."""
        if _may_be_called(stem, rules):
            return True
        if _NAME.fullmatch(stem) and len(stem) <= LONGEST:
            self._report("layout-reserved", path, name=stem)
            return False
        clash = self._clash(path)
        ending = "" if rules == "group" else ".yml"
        suggestion = slug(stem, LONGEST) and f"{slug(stem, LONGEST)}{ending}"
        name = excerpt(f"{_printable(stem)}{ending}", 80)
        if clash:
            self._report("layout-case-clash", path, name=name, other=clash)
        elif len(stem) > LONGEST and suggestion:
            self._report(
                "layout-name", path, hint="long", name=name, suggestion=suggestion, length=len(stem), limit=LONGEST
            )
        else:
            hint = "hint" if suggestion else "plain"
            self._report("layout-name", path, hint=hint, name=name, suggestion=suggestion)
        return False

    def _clash(self, path: str) -> str:
        """The neighbour whose name is the same but for capitals, if there is one."""
        folder, _, own = path.rpartition("/")
        if folder not in self._alike:
            alike = self._alike[folder] = {}
            for entry in self._listed[folder]:
                alike.setdefault(entry.name.casefold(), []).append(entry.name)
        same = (name for name in self._alike[folder][own.casefold()] if name != own)
        return excerpt(_printable(next(same, "").removesuffix(".yml")), 80)

    def _entries(self, path: str) -> list[os.DirEntry[str]]:
        """What is in a folder, sorted by name, without what is nobody's business."""
        try:
            with os.scandir(self.folder / path) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except FileNotFoundError:
            return []
        except OSError as error:
            self.layout.findings.append(unreadable(self._file(path), error))
            return []
        self._listed[path] = entries
        return [item for item in entries if not item.name.startswith(".") and item.name.lower() not in _IGNORED]

    def _file(self, path: str) -> str:
        return "/".join(part for part in (self.prefix, _printable(path)) if part) or "."

    def _report(self, code: str, path: str, *, hint: str = "hint", **values: object) -> None:
        self.layout.findings.append(finding(code, Place(self._file(path)), hint=hint, **values))


def _as_yml(stem: str) -> str:
    """The name that a record file should have."""
    return f"{slug(stem, LONGEST) or 'record'}.yml"


def _relative(folder: Path, root: Path) -> str:
    try:
        relative = folder.relative_to(root).as_posix()
    except ValueError:
        relative = folder.as_posix()
    return "" if relative == "." else relative


def _shown(entry: os.DirEntry[str]) -> str:
    return excerpt(_printable(entry.name), 80)


def _sort_of(entry: os.DirEntry[str]) -> str:
    """What an entry is, without following it: `link`, `folder`, `file` or `other`."""
    try:
        if entry.is_symlink():
            return "link"
        if entry.is_dir(follow_symlinks=False):
            return "folder"
        return "file" if entry.is_file(follow_symlinks=False) else "other"
    except OSError:
        return "other"


def _printable(name: str) -> str:
    """A file name that can be printed: any bytes can be one, also such as are no text."""
    if name.isascii() and name.isprintable():
        return name
    return visible(os.fsencode(name).decode("utf-8", "backslashreplace"))
