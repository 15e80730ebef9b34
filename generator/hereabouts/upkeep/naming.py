"""Which service somebody means by a path, a file name or the address of a page.

A file name alone is enough where only one service has it. Nothing is ever guessed: a name that no service has, or
that several have, is answered with those that come nearest.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from rapidfuzz import fuzz, process

from hereabouts.kind import Kind
from hereabouts.model.ids import slug
from hereabouts.records import Record, Records, former_paths
from hereabouts.report import make_visible
from hereabouts.rules.nearness import nearest
from hereabouts.settings import text

_HERE = {"localhost", "127.0.0.1", "::1"}
_ALIKE = 60
_MOST = 4


class UnclearError(Exception):
    """No one service is meant. The message says so in a sentence or two, and names what may be."""


def find_service(words: str, records: Records, url: str = "") -> Record:
    """The service that `words` name. `url` is where the site is, if that is known. Raises UnclearError."""
    steps = _steps(words.strip(), url)
    match steps[-3:]:
        case [_, _, _] | [_, _] if steps[-2] == "organizations" or steps[-1] == "organization":
            raise UnclearError(_of_group(words, steps[-1] if steps[-2] == "organizations" else steps[-2], records))
        case [folder, group, name] if folder in ("organizations", "services"):
            found = _at(f"organizations/{group}/{name}", records)
        case [group, name]:
            found = _at(f"organizations/{group}/{name}", records)
        case [name]:
            found = [one for one in records.of(Kind.SERVICE) if one.name == name]
        case _:
            found = []
    if len(found) == 1:
        return found[0]
    raise UnclearError(_several(words, found) if found else _unknown(words, steps, records))


def short_name(record: Record) -> str:
    """A service as somebody may name it so that only it is meant: ``group/service``."""
    return f"{record.group}/{record.name}"


def _steps(words: str, url: str) -> list[str]:
    """The parts of a path or an address, without the ending of a file or a page."""
    if "://" in words:
        try:
            address, home = urlsplit(words), urlsplit(url)
        except ValueError:  # what stands between brackets is no number of a computer
            return [words]
        if home.hostname and address.hostname not in {home.hostname, *_HERE}:
            raise UnclearError(f"`{make_visible(words)}` is no page of this site, which is at {home.hostname}.")
        words = unquote(address.path)
    steps = [step for step in words.replace("\\", "/").split("/") if step not in ("", ".", "index.html")]
    return [*steps[:-1], steps[-1].removesuffix(".yml")] if steps else [""]


def _at(path: str, records: Records) -> list[Record]:
    """The service at a path, or the one that was there before."""
    there = records.by_path.get(path)
    if there is not None:
        return [there] if there.kind is Kind.SERVICE else []
    return [
        one
        for one in records.of(Kind.SERVICE)
        if path in (*former_paths(one, "formerly"), *former_paths(one, "replaces"))
    ]


def _of_group(words: str, group: str, records: Records) -> str:
    services = [short_name(one) for one in records.services_of(group)]
    if not services:
        return _unknown(words, [group], records)
    which = _listed(services, len(services))
    return f"`{make_visible(words)}` is a group. Name the services that it confirmed: {which}."


def _several(words: str, found: Iterable[Record]) -> str:
    return f"Several services are called `{make_visible(words)}`: {_listed([short_name(one) for one in found], 20)}."


def _unknown(words: str, steps: list[str], records: Records) -> str:
    said = f"There is no service called `{make_visible(words)}`."
    near = _near(steps[-1], records)
    return f"{said} Did you mean {_listed(near, _MOST, 'or')}?" if near else said


def _near(name: str, records: Records) -> list[str]:
    services = {short_name(one): one for one in records.of(Kind.SERVICE)}
    called = {key: one.name for key, one in services.items()}
    slip = nearest(name, called.values())
    alike = process.extract(slug(name), called, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST)
    titled = [key for key, one in services.items() if slug(text(one.data.get("name"))) == slug(name) != ""]
    groups = [key for key, one in services.items() if one.group == name]
    slips = [key for key, other in called.items() if other == slip]
    return list(dict.fromkeys([*titled, *slips, *groups, *(key for _, _, key in alike)]))[:_MOST]


def _listed(names: list[str], most: int, word: str = "and") -> str:
    shown = [f"`{make_visible(name)}`" for name in names[:most]]
    if len(names) > most:
        return f"{', '.join(shown)} and {len(names) - most} more"
    return " ".join(filter(None, [", ".join(shown[:-1]), word if len(shown) > 1 else "", shown[-1]]))
