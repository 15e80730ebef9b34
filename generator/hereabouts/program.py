"""What stands for the program itself: when any of this changes, nothing that an earlier one made is used."""

from __future__ import annotations

import sys
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from hereabouts import __version__
from hereabouts.resources import bundled

_KINDS = {".py", ".toml", ".json", ".html", ".css", ".js", ".svg", ".po"}

_LIBRARIES = (
    *("babel", "email-validator", "holidays", "jinja2", "jsonschema", "jsonschema-rs", "langcodes"),
    *("language-data", "markupsafe", "msgspec", "phonenumbers", "pycountry", "python-dateutil"),
    *("pyyaml", "rapidfuzz", "tzdata"),
)
"""Whose words, rules and dates are in what we check and publish."""


def program_key() -> str:
    """A digest of the program's own files (code, words, profile, templates) and its libraries."""
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    digest = blake2b("\0".join((__version__, sys.version, *libraries)).encode(), digest_size=16)
    for folder in (Path(__file__).parent, bundled("schema"), bundled("site_overrides")):
        for file in sorted(folder.rglob("*")):
            if file.suffix in _KINDS and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
