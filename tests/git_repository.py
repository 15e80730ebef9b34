"""A git repository with a folder of records, whose clock the test sets."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


class Repository:
    """A git repository with a folder of records, whose clock the test sets."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.records = top / "directory"
        self.records.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, day: str = "2026-01-01") -> str:
        moment = f"{day}T12:00:00+02:00"
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.top),
            "GIT_AUTHOR_DATE": moment,
            "GIT_COMMITTER_DATE": moment,
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@a.example",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@a.example",
        }
        done = subprocess.run(
            ["git", "-C", str(self.top), *arguments], check=True, capture_output=True, text=True, env=environment
        )
        return done.stdout

    def write(self, path: str, text: str) -> None:
        file = self.records / f"{path}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self, day: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Change", day=day)
