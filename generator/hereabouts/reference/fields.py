"""What each record may say: one page for each kind of record, one for the parts they share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hereabouts.kind import Kind
from hereabouts.profile.examples import block
from hereabouts.profile.schemas import PARTS, Node, branches, follow, load
from hereabouts.reference.markdown import anchor, escape, fenced, page

FOLDER = "reference/fields"

FILES = {
    Kind.DIRECTORY: "directory/directory.yml",
    Kind.ORGANIZATION: "directory/organizations/<group>/organization.yml",
    Kind.SERVICE: "directory/organizations/<group>/<service>.yml",
    Kind.LOCATION: "directory/locations/<venue>.yml",
    Kind.TAXONOMY: "directory/taxonomies/<list>.yml",
}
"""Where each kind of record is kept."""


class Group(NamedTuple):
    """A group of lines that can stand in a record, and the schema file that it is in."""

    node: Node
    file: str

    @property
    def title(self) -> str:
        """Its heading."""
        return str(self.node["title"])


def field_pages() -> dict[str, str]:
    """The pages by their path from the docs folder, the first being the index."""
    pages = {f"{FOLDER}/{kind}.md": _record_page(kind) for kind in Kind}
    return {f"{FOLDER}/index.md": _index(), **pages, f"{FOLDER}/parts.md": _parts_page()}


def _index() -> str:
    rows = [f"| [{load(kind)['title']}]({kind}.md) | `{FILES[kind]}` |" for kind in Kind]
    parts = ", ".join(f"[{group.title.lower()}](parts.md#{anchor(group.title)})" for group in parts_of_records())
    return page(
        "# What a record can say",
        "Each record is a small file of lines such as `name: Tuesday drop-in`. These pages list every line there is.",
        "\n".join(["| Record | Where it is kept |", "|---|---|", *rows]),
        f"Some lines have lines of their own below them: {parts}.",
        "Wherever a list is meant, one item may stand alone: `phones: 01632 960123` needs no list.",
    )


def _record_page(kind: Kind) -> str:
    record = Group(load(kind), str(kind))
    return page(
        f"# {record.title}",
        escape(f"{record.node['description']} It is kept in `{FILES[kind]}`."),
        "A short one:",
        fenced("\n".join(block(line, value) for line, value in record.node["examples"][0].items())),
        *_lines(record, "##"),
    )


def _parts_page() -> str:
    groups = [
        text
        for group in parts_of_records()
        for text in (f"## {group.title}", escape(group.node["description"]), *_lines(group, "###"))
    ]
    return page("# Parts of records", escape(load(PARTS)["description"]), *groups)


def parts_of_records() -> list[Group]:
    """Every group of lines below a line of some record, each once, by title."""
    found: dict[str, Group] = {}
    waiting = [Group(load(kind), str(kind)) for kind in Kind]
    while waiting:
        for _, line, file in _known_lines(waiting.pop()):
            below = [Group(*choice) for choice in branches(line, file)]
            below += [Group(*choice) for group in below for choice in _inside(group)]
            for group in below:
                if "x-object" in group.node and group.node["x-object"] not in found:
                    found[group.node["x-object"]] = group
                    waiting.append(group)
    return sorted(found.values(), key=lambda group: group.title)


def _inside(group: Group) -> Iterator[tuple[Node, str]]:
    """What a list holds, or a group whose lines have names that people choose."""
    for name in ("items", "additionalProperties"):
        below = group.node.get(name)
        if isinstance(below, dict):
            for choice in branches(below, group.file):
                yield choice
                yield from _inside(Group(*choice))


def _known_lines(group: Group) -> Iterator[tuple[str, Node, str]]:
    for name, line in group.node["properties"].items():
        yield name, *follow(line, group.file)


def _lines(group: Group, mark: str) -> Iterator[str]:
    needed = set(group.node.get("required", ()))
    choices = [choice["required"][0] for choice in (*group.node.get("anyOf", ()), *group.node.get("oneOf", ()))]
    if choices:
        yield f"One of the lines {', '.join(f'`{name}`' for name in choices)} must be there."
    for name, line, file in _known_lines(group):
        yield f"{mark} {name}"
        must = " It must be there." if name in needed else ""
        title = line["title"] if line["title"].endswith("?") else f"{line['title']}."
        yield escape(f"**{title}** {line['description']}{must}{_choice(line)}")
        yield _more(line, file)
        yield fenced(block(name, line["examples"][0]))


def _choice(line: Node) -> str:
    words = [word for word in line.get("enum", ()) if isinstance(word, str)]
    words = ["yes", "no"] if line.get("x-form") == "yes-no" else words
    return f" It can be {', '.join(f'`{word}`' for word in words)}." if words else ""


def _more(line: Node, file: str) -> str:
    """Links to the lines that may stand below this one."""
    choices = [Group(*choice) for choice in branches(line, file)]
    choices += [Group(*choice) for group in choices for choice in _inside(group)]
    titles = dict.fromkeys(group.title for group in choices if "x-object" in group.node)
    links = [f"[{title.lower()}](parts.md#{anchor(title)})" for title in titles]
    return f"Lines below it: {', '.join(links)}." if links else ""


__all__ = ["FILES", "field_pages", "parts_of_records"]
