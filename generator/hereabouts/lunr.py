"""lunr.js, from the MkDocs that is installed, as a module that a browser can import.

MkDocs ships it for a search of its own, which we do not use. Remarks that stand on lines of their own are left out, and
indents, which halves it; everything else is as its author wrote it. Its licence is beside it in the site.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

PATH = "assets/javascripts/vendor/lunr.js"
"""Where it is in the site."""

_SHIPPED = "contrib/search/templates/search/lunr.js"
_REMARK = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^[ \t]+|[ \t]+$|^\n", re.MULTILINE)
_BEGIN, _END = ";(function(){\n", "})();\n"
_HEAD = """\
// lunr {version}, Copyright (C) Oliver Nightingale, MIT licence: see lunr.LICENSE.txt
const scope = {{ console: globalThis.console }};
"""
_TAIL = """\
}).call(scope);
export default scope.lunr;
"""
_VERSION = re.compile(r'^lunr\.version = "([\d.]+)"$', re.MULTILINE)


def lunr_module() -> str:
    """The module, whose default export is lunr. Raises FileNotFoundError when MkDocs has no lunr.js that we know."""
    package = find_spec("mkdocs")
    places = package.submodule_search_locations if package else None
    shipped = Path(next(iter(places or ["mkdocs"])), _SHIPPED)
    return as_module(shipped.read_text(encoding="utf-8"))


def as_module(script: str) -> str:
    """lunr.js, which puts `lunr` on whatever `this` is, made into a module."""
    bare = _INDENT.sub("", _REMARK.sub("", script))
    version = _VERSION.search(bare)
    if not bare.startswith(_BEGIN) or not bare.endswith(_END) or version is None:
        raise FileNotFoundError("the lunr.js that MkDocs brings has changed; see generator/hereabouts/lunr.py")
    return _HEAD.format(version=version[1]) + bare.removesuffix(_END) + _TAIL
