"""A folder with the small good directory in it, and a way to build it without MkDocs."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from hereabouts.build import Built, Request, Shells, build
from hereabouts.mould import KINDS, Shell, cut, mark
from hereabouts.settings import Settings
from hereabouts.tree import MARKER
from tests.cases import GOOD
from tests.git_repository import Repository

TODAY = date(2026, 11, 22)

LUNCH = "organizations/riverside-lunch-club/tuesday-drop-in"
HALL = "locations/eastbrook-village-hall"


def bare_shell(settings: Settings, language: str, _scratch: Path) -> Shell:
    """A shell without MkDocs: every mark there is, one to a line."""
    names = ["title", "description", "head", "body", "exit", "built", "csp"]
    names += [f"switch-{code}" for code in settings.languages if code != language]
    html = "\n".join(f"{name}: {mark(name)}" for name in names)
    about = cut(f"{mark('built')} {mark('csp')}")
    folder = "" if language == settings.language else f"{language}/"
    moulds = {kind: cut(html) for kind in KINDS}
    return Shell(language, moulds, {f"{folder}about/index.html": about}, {"assets/a.css": b"a{}"})


BARE = Shells(key=lambda settings, language: f"bare {language} of {settings.languages}", make=bare_shell)


class Place:
    """A folder with a directory in it, and a way to build it."""

    def __init__(self, root: Path) -> None:
        self.repository = Repository(root)
        self.root = self.repository.top
        self.records = self.repository.records
        self.options: dict[str, object] = {}
        shutil.copytree(GOOD / "directory", self.records, dirs_exist_ok=True)
        self.repository.commit("2026-10-01")

    def write(self, path: str, text: str) -> None:
        self.repository.write(path, text)

    def read(self, path: str) -> str:
        return (self.records / f"{path}.yml").read_text(encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def rename(self, old: str, new: str) -> None:
        self.write(new, f"formerly: {old}\n{self.read(old)}")
        (self.records / f"{old}.yml").unlink()

    def build(self, site: str = "site", **options: object) -> Built:
        said = {"jobs": 1, "strict": False, "use_cache": True, "today": TODAY, "program": "test"}
        said |= self.options | options
        request = Request(self.records, self.root, self.root / site, **said)  # type: ignore[arg-type]
        return build(request, BARE, lambda _words: lambda _done, _total: None)

    def tree(self, site: str = "site") -> dict[str, bytes]:
        top = self.root / site
        return {
            file.relative_to(top).as_posix(): file.read_bytes()
            for file in sorted(top.rglob("*"))
            if file.is_file() and file.name != MARKER
        }
