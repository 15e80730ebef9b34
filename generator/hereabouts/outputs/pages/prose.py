"""Plain text from contributors as HTML: paragraphs, ``- `` lists and bare web links, and nothing else.

Everything is escaped first and last: whatever was typed appears on the page as the characters typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from hereabouts.outputs.pages.links import web_url
from hereabouts.outputs.pages.markup import element, joined, outward

_URL = re.compile(r"https?://[^\s<>\"'`|\\^{}]+", re.IGNORECASE)
_AFTER = ".,;:!?)]*_~…"
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_ITEM = re.compile(r"[-•*] +")
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?](?= |$)")
_TOO_SHORT = 20
_ENOUGH = 40


def prose(text: str) -> Markup:
    """The text as paragraphs and lists; empty for empty text. Lines in a paragraph run on."""
    text = text.strip()
    if not text:
        return Markup()
    if "\n" not in text and "://" not in text and text[0] not in "-•*":
        return element("p", text)
    return joined("", _blocks(text))


def inline(text: str) -> Markup:
    """One line of text, its bare web links made links."""
    return joined("", _linked(text)) if "://" in text else escape(text)


def excerpt(text: str, most: int = 155) -> str:
    """The beginning of a text as one line of at most `most` characters, cut between words; not escaped."""
    line = _SPACES.sub(" ", text).strip()
    if len(line) <= most:
        return line
    kept = line[:most].rpartition(" ")[0] or line[: most - 1]
    return kept.rstrip(" ,;:.-–") + "…"


def first_line(text: str, most: int = 140) -> str:
    """What a card says of a thing: its first sentence, or two short ones, else an excerpt; not escaped."""
    line = _SPACES.sub(" ", _BLANK.split(text.strip(), maxsplit=1)[0])
    ends = [end.end() for end in _SENTENCE_END.finditer(line, 0, most)]
    if not ends or ends[-1] < _TOO_SHORT:
        return excerpt(line, most)
    return line[: next((end for end in ends if end >= _ENOUGH), ends[-1])]


def split_lead(text: str, most: int = 170) -> tuple[str, str]:
    """What a text begins with, a sentence or two of plain words to stand above all else, and the rest of it.

    The first is empty where the text does not begin like that: with a list, a web address or a very long sentence.
    """
    text = text.strip()
    gap = _BLANK.search(text)
    block, rest = (text[: gap.start()], text[gap.end() :]) if gap else (text, "")
    if "://" in block or any(_ITEM.match(line.lstrip()) for line in block.split("\n")):
        return "", text
    line = _SPACES.sub(" ", block)
    lead = line if len(line) <= _ENOUGH else first_line(line, most)
    if len(lead) < len(line) and lead[-1:] not in ".!?":
        return "", text
    return lead, "\n\n".join(part for part in (line[len(lead) :].lstrip(), rest) if part)


def _blocks(text: str) -> Iterator[Markup]:
    for block in _BLANK.split(text):
        said: list[str] = []
        listed: list[list[str]] = []
        for line in block.split("\n"):
            bullet = _ITEM.match(line.lstrip())
            if bullet:
                listed.append([line.lstrip()[bullet.end() :]])
            elif listed and line[:1] in " \t":
                listed[-1].append(line.strip())
            elif listed:
                yield _list(listed)
                listed, said = [], [line]
            else:
                said.append(line)
            if listed and said:
                yield _paragraph(said)
                said = []
        if listed:
            yield _list(listed)
        if said:
            yield _paragraph(said)


def _paragraph(lines: list[str]) -> Markup:
    return element("p", inline("\n".join(lines)))


def _list(entries: list[list[str]]) -> Markup:
    return element("ul", joined("", (element("li", inline(" ".join(entry))) for entry in entries)))


def _linked(text: str) -> Iterator[Markup]:
    done = 0
    for found in _URL.finditer(text):
        url = _trimmed(found[0])
        if not web_url(url):
            continue
        yield escape(text[done : found.start()])
        yield outward(url, url)
        done = found.start() + len(url)
    yield escape(text[done:])


def _trimmed(url: str) -> str:
    """Leave the sentence's own marks out of the link, but not a bracket that the address opens itself."""
    while url and url[-1] in _AFTER:
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        url = url[:-1]
    return url
