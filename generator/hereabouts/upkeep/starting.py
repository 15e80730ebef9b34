"""What somebody else's directory begins with: an empty one that builds, with the lists that all directories share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hereabouts.kind import Kind
from hereabouts.report import escape_markdown
from hereabouts.resources import bundled
from hereabouts.source.reader import read_document
from hereabouts.writer import dump

PAGES = ("about.md", "change-a-listing.md", "accessibility.md", "privacy.md")
"""The hand-written pages. Who runs the directory, and how to reach them, they take from directory.yml."""

_EXAMPLE_ADDRESS = re.compile(rb"^uri: \S*\.example/\S*\n", re.MULTILINE)
_HEAD = """\
# What your directory is called, who publishes it, and in which languages. README.md says what to add.
# The id_namespace was made for you alone. Changing it changes every id.
"""
_MKDOCS = """\
# How the site is put together. What visitors see of your directory is said in directory/directory.yml.
site_name: Hereabouts

theme:
  name: material
  font: false # nothing is loaded from other sites

plugins:
  - hereabouts

# The links at the foot of every page, in this order. Write a page in docs/ and name it here.
nav:
{nav}
markdown_extensions:
  - attr_list
  - def_list
  - tables:
      use_align_attribute: true # a style inside the page would be refused by browsers
  - toc:
      permalink: false
"""
_README = """\
# {name}

The listings of this directory are small text files in `directory/`. Hereabouts checks them and makes a site and a
feed of them.

## Before you publish

Write into `directory/directory.yml`:

- [ ] `description`: one sentence about the directory
- [ ] `url`: the address where the site will be
- [ ] `license`: what others may do with the data; CC-BY-4.0 lets them use it when they say whose it is
- [ ] `publisher`: the e-mail address and the website of whoever publishes it, beside the name
- [ ] `changes`: the e-mail address and the telephone number where people say that something is wrong
- [ ] `maintainers`: the GitHub names of the people who look after it
- [ ] `help`: {help}

Then:

- [ ] Read the pages in `docs/` and make them your own. They promise things in your name, such as to answer.
- [ ] Look through the lists in `directory/taxonomies/`. Take the `id` out of one in which words come to mean something
      else.

## Every day

    hereabouts new organization   # asks for a group
    hereabouts new service        # asks for what it offers
    hereabouts check              # says what is wrong, and what to write instead
    hereabouts build              # makes the site in site/, for any web host
    hereabouts health             # says whom to ask whether listings are still right

Keep this folder in git: the feed takes from it when each listing was last changed.

Nothing here publishes the site by itself. Put `site/` on a web host, or let a workflow of your own do it.
"""
_HELP_THERE = "look at every number. They were right on the day under `checked`; write your own day when you have"
_HELP_MISSING = "the numbers that people where you are call in an emergency. There are none yet"


@dataclass(frozen=True, slots=True)
class Start:
    """What has to be known of a directory before it can be begun. `id_namespace` is a new UUID."""

    name: str
    publisher: str
    country: str
    county: str
    languages: Sequence[str]
    id_namespace: str


def first_settings(start: Start) -> bytes:
    """The first directory.yml. In the United Kingdom the numbers to ring in an emergency are the same everywhere."""
    said: dict[str, Any] = {
        "name": start.name,
        "publisher": {"name": start.publisher},
        "license": "CC-BY-4.0",
        "id_namespace": start.id_namespace,
        "languages": list(start.languages),
        "country": start.country,
    }
    if start.county:
        said["state_province"] = start.county
    if start.country == "GB":
        ours = read_document("directory.yml", bundled("directory/directory.yml").read_bytes()).data
        said |= {key: ours[key] for key in ("help", "crisis_words") if key in ours}
    return (_HEAD + dump(Kind.DIRECTORY, said)).encode()


def first_files(start: Start) -> dict[str, bytes]:
    """Every file of a new directory, by its path."""
    numbers = _HELP_THERE if start.country == "GB" else _HELP_MISSING
    files = {
        "README.md": _README.format(name=escape_markdown(start.name), help=numbers).encode(),
        ".gitignore": b"/site/\n/.hereabouts/\n/draft-*.json\n",
        "mkdocs.yml": _MKDOCS.format(nav="".join(f"  - {page}\n" for page in PAGES)).encode(),
        "directory/directory.yml": first_settings(start),
    }
    for page in PAGES:
        files[f"docs/{page}"] = bundled(f"docs/{page}").read_bytes()
    for file in sorted(bundled("directory/taxonomies").glob("*.yml")):
        files[f"directory/taxonomies/{file.name}"] = _EXAMPLE_ADDRESS.sub(b"", file.read_bytes())
    return files
