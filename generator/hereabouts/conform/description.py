"""A feed's own OpenAPI description: whether it can be read, and whether it describes what the feed answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from hereabouts.conform.answer import Source
from hereabouts.conform.fault import Faults, Spot
from hereabouts.conform.standard import Standard
from hereabouts.web import Json

ENDPOINT = "openapi_url"
"""What faults of the description are filed under."""

_MOST_PATHS = 50


def check_description(source: Source, standard: Standard, address: str, faults: Faults) -> None:
    """Check the description at `address`, where it is kept with the feed; somebody else's is not ours to check."""
    answer = source.described(address)
    if answer is None:
        return
    spot = Spot(ENDPOINT, 2, answer.document)
    value = answer.value if isinstance(answer.value, dict) else {}
    paths = value.get("paths")
    if not isinstance(paths, dict) or not isinstance(value.get("openapi"), str):
        faults.add("description-unreadable", spot)
        return
    described = {_plain(path) for path in paths}
    for endpoint in standard.endpoints:
        if endpoint.level == 1 and _plain(endpoint.path) not in described:
            faults.add("description-lacks", spot.within("paths"), path=endpoint.path)
    ours = {_plain(endpoint.path) for endpoint in standard.endpoints}
    others = (path for path in _own_paths(paths) if _plain(path) not in ours)
    for path in islice(others, _MOST_PATHS):
        _check_own(source, path, faults)


def _plain(path: str) -> str:
    """A path as the standard has it: a folder of files has /services.json, and /index.json for its root."""
    found = path.removesuffix(".json").rstrip("/")
    return "/" if found in {"", "/index"} else found


def _own_paths(paths: dict[str, Json]) -> Iterator[str]:
    """The paths that can be asked as they are, and promise JSON."""
    for path, item in paths.items():
        get = item.get("get") if isinstance(item, dict) else None
        if not isinstance(get, dict) or "{" in path or not path.startswith("/"):
            continue
        if "application/json" in str(get.get("responses", "")):
            yield path


def _check_own(source: Source, path: str, faults: Faults) -> None:
    answer = source.read(path)
    spot = Spot(path, 2, answer.document)
    if not answer.found:
        faults.add("endpoint-promised", spot, path=path)
    for trouble in answer.troubles:
        if trouble.code != "answer-cors":
            faults.add(trouble.code, spot.within(*trouble.parts), **trouble.values)
