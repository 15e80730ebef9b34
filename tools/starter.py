"""Puts into the package what `hereabouts init` begins a directory with: the shared lists, and the written pages.

They stay where this repository's own directory has them. Whoever takes one away builds a package without it, and can
still set everything up.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NAMES = (
    "directory/directory.yml",
    "directory/taxonomies",
    "docs/about.md",
    "docs/accessibility.md",
    "docs/change-a-listing.md",
    "docs/privacy.md",
)


class StarterHook(BuildHookInterface[BuilderConfig]):
    """Asked by hatchling before it builds."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files, unless the package only points at this folder."""
        if version == "standard":
            there = [name for name in _NAMES if Path(self.root, name).exists()]
            build_data["force_include"] |= {name: f"hereabouts/starter/{name}" for name in there}
