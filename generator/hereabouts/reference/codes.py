"""What a check can find: one page for each code of the catalogue, and an index by theme."""

from __future__ import annotations

from collections import defaultdict

from hereabouts.catalogue import CATALOGUE, Entry
from hereabouts.reference.markdown import escape, fenced, page

FOLDER = "reference/findings"

THEMES = {
    "reading": "How a file is written",
    "layout": "Where files are kept",
    "profile": "What a record may say",
    "schedules": "Days and times",
    "rules": "What must fit together",
    "building": "Building the site",
}
"""Headings of the index, in this order; a theme without one comes last, under its own name."""

SEVERITIES = {
    "error": "An error. The record is not published like this until it is put right.",
    "warning": "A warning. The record is published, but somebody should look at this.",
    "note": "A note. Nothing has to be done.",
}


class _Gaps(dict[str, str]):
    """Stands for the words of a record that are not known here."""

    def __missing__(self, name: str) -> str:
        return "…"


def code_pages() -> dict[str, str]:
    """The pages by their path from the docs folder, the first being the index."""
    pages = {f"{FOLDER}/{code}.md": _code_page(CATALOGUE[code]) for code in sorted(CATALOGUE)}
    return {f"{FOLDER}/index.md": _index(), **pages}


def _index() -> str:
    by_theme: dict[str, list[Entry]] = defaultdict(list)
    for code in sorted(CATALOGUE):
        by_theme[CATALOGUE[code].theme].append(CATALOGUE[code])
    order = [*(theme for theme in THEMES if theme in by_theme), *sorted(by_theme.keys() - THEMES.keys())]
    blocks = []
    for theme in order:
        rows = [f"- [{escape(entry.title)}]({entry.code}.md) (`{entry.code}`)" for entry in by_theme[theme]]
        blocks += [f"## {THEMES.get(theme, theme.capitalize())}", "\n".join(rows)]
    return page(
        "# What a check can find",
        "Every message of a check has a short code at its end. Look for it here, to see what it means and what to do.",
        *blocks,
    )


def _code_page(entry: Entry) -> str:
    said = [f"> {escape(_shown(entry.message))}"]
    hints = [escape(_shown(hint)) for hint in dict.fromkeys(entry.hints.values())]
    return page(
        f"# {escape(entry.title)}",
        f"`{entry.code}`: {SEVERITIES[entry.severity][0].lower()}{SEVERITIES[entry.severity][1:]}",
        "## What you see",
        *said,
        *([hints[0]] if len(hints) == 1 else ["\n".join(f"- {hint}" for hint in hints)] if hints else []),
        *(["## Why it matters", escape(entry.explain)] if entry.explain else []),
        *(["## Not like this", fenced(entry.wrong, "text")] if entry.wrong else []),
        *(["## But like this", fenced(entry.right, "yaml")] if entry.right else []),
    )


def _shown(words: str) -> str:
    """A message with gaps where it repeats what is in the record."""
    return words.format_map(_Gaps())
