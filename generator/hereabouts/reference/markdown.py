"""Pieces of Markdown that the reference pages share."""

from __future__ import annotations

import html
import re


def escape(text: str) -> str:
    """Text in which nothing but backticks has a meaning."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part if part.startswith("`") else _escape_plain(part) for part in parts)


def _escape_plain(text: str) -> str:
    return re.sub(r"([*\[\]])", r"\\\1", html.escape(text, quote=False))


def fenced(text: str, language: str = "yaml") -> str:
    """Text as it would be typed, in a block of its own."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text}\n{fence}"


def anchor(heading: str) -> str:
    """What MkDocs makes of a heading of plain words, to link to."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


def page(*blocks: str) -> str:
    """Blocks with a line between them; empty ones are left out."""
    return "\n\n".join(block for block in blocks if block) + "\n"
