"""One style sheet out of several: they are written by subject, and a browser on a poor line asks once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

_FOLDER = "assets/stylesheets/"
_IMPORT = re.compile(r'^@import "([\w-]+\.css)";\n?', re.MULTILINE)
_REMARK = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|/\*(?!!).*?\*/""", re.DOTALL)
_MARGINS = re.compile(r"\s*\n\s*")


def join_styles(assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """The assets with what a style sheet imports from beside it put in its place, and no longer on its own.

    Style sheets of the site lose their remarks and indents, except remarks that begin with ``/*!`` (licences). An
    import of any other form, or of what is not there, stays as it is.
    """
    sheets = {path: content.decode() for path, content in assets.items() if _is_sheet(path)}
    imported: set[str] = set()
    joined = {path: _join(path, sheets, imported) for path in sheets}
    return {
        path: _squeeze(joined[path]).encode() if path in joined else content
        for path, content in assets.items()
        if path not in imported
    }


def _is_sheet(path: str) -> bool:
    return path.startswith(_FOLDER) and path.endswith(".css")


def _join(path: str, sheets: Mapping[str, str], imported: set[str]) -> str:
    def put(found: re.Match[str]) -> str:
        other = posixpath.join(posixpath.dirname(path), found[1])
        if other not in sheets or other == path:
            return found[0]
        imported.add(other)
        return sheets[other]

    return _IMPORT.sub(put, sheets[path])


def _squeeze(text: str) -> str:
    return _MARGINS.sub("\n", _REMARK.sub(lambda found: found[1] or "", text)).strip() + "\n"
