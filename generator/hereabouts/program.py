"""What stands for the program itself: when any of this changes, nothing that an earlier one made is used."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from hereabouts import __version__
from hereabouts.resources import bundled

_KINDS = {".py", ".toml", ".json", ".html", ".css", ".js", ".svg", ".po"}


def program_key() -> str:
    """A digest of the program's own files: code, words, profile and templates."""
    digest = blake2b(__version__.encode(), digest_size=16)
    for folder in (Path(__file__).parent, bundled("schema"), bundled("site_overrides")):
        for file in sorted(folder.rglob("*")):
            if file.suffix in _KINDS and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
