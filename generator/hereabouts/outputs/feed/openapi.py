"""The feed's own OpenAPI description: only what its host can answer, so parameters only where it can give pages."""

from __future__ import annotations

from hereabouts.frame import in_words
from hereabouts.model.versions import PUBLISHED, schema_address
from hereabouts.outputs.feed import contract
from hereabouts.outputs.feed.branch import FOLDER, Branch
from hereabouts.outputs.feed.collection import COLLECTIONS
from hereabouts.outputs.feed.hosts import HOSTS

_SPEC = schema_address()
_ITEMS = {
    "services": f"{_SPEC}/compiled/service.json",
    "organizations": f"{_SPEC}/compiled/organization.json",
    "service_at_locations": f"{_SPEC}/compiled/service_at_location.json",
    "taxonomies": f"{_SPEC}/taxonomy.json",
    "taxonomy_terms": f"{_SPEC}/taxonomy_term.json",
}
_LIST_ITEMS = _ITEMS | {
    "services": f"{_SPEC}/compiled/service_list.json",
    "organizations": f"{_SPEC}/compiled/organization_list.json",
    "service_at_locations": f"{_SPEC}/compiled/service_at_location_list.json",
}
_FILES = "Plain files: every collection is one complete page, and there are no parameters."
_ANSWERS = "Every collection is one complete page. Each address also answers with .json behind it."
_PAGES = "Lists come in pages; with .json behind its address each list is one complete page."

Json = dict[str, object]


def describe_api(branch: Branch) -> Json:
    """Describe the feed in one language as an OpenAPI 3.1 document."""
    settings = branch.directory.settings
    host = HOSTS[settings.feed.host]
    info: Json = {
        "title": in_words(settings, "name", branch.language, settings.language)[0],
        "version": contract.VERSION,
        "description": _PAGES if host.pages else _ANSWERS if host.answers else _FILES,
        "x-hsds-version": PUBLISHED,
    }
    if settings.license:
        info["license"] = {"name": settings.license}
    described: Json = {"openapi": "3.1.0", "info": info}
    if settings.url:
        described["servers"] = [{"url": f"{settings.url.rstrip('/')}/{branch.folder.rstrip('/')}"}]
    return {**described, "paths": _paths(branch, "" if host.answers else ".json", settings.feed.page_sizes)}


def _paths(branch: Branch, ending: str, sizes: tuple[int, ...]) -> Json:
    pages = HOSTS[branch.directory.settings.feed.host].pages
    home = "/" if not ending else f"/index{ending}"
    paths: Json = {home: {"get": _get("What this feed is and who publishes it", contract.ROOT)}}
    for name in COLLECTIONS:
        words = name.replace("_", " ")
        listed = _get(f"All {words}", contract.page_of({"$ref": _LIST_ITEMS[name]}))
        one = _get(f"One of the {words}, whole", {"$ref": _ITEMS[name]})
        paths[f"/{name}{ending}"] = {"get": listed | ({"parameters": _page_parameters(sizes)} if pages else {})}
        paths[f"/{name}/{{id}}{ending}"] = {"get": one | {"parameters": [_parameter("id", "path", _UUID)]}}
    paths["/services.ndjson"] = _get_lines("All services, whole, one to a line", {"$ref": _ITEMS["services"]})
    if branch.folder == FOLDER:
        told = "What the records say and the standard has no place for, one to a line"
        paths["/extension.ndjson"] = _get_lines(told, contract.SCHEMAS["extension"])
    return paths | _beside(branch)


def _beside(branch: Branch) -> Json:
    """What others publish beside the feed, where they do."""
    paths: Json = {}
    said = contract.SCHEMAS
    if "changes.ndjson" in branch.beside:
        paths["/changes.ndjson"] = _get_lines("What happened to every record, the oldest first", said["change"])
        paths["/changes/{day}.ndjson"] = _one_day(_get_lines("What happened on one day", said["change"]))
        paths["/changes/index.json"] = {"get": _get("The days on which something happened", said["change-days"])}
    if "manifest.json" in branch.beside:
        paths["/manifest.json"] = {
            "get": _get("Every file of the feed, with its size and its SHA-256", said["manifest"])
        }
    return paths


def _one_day(path: Json) -> Json:
    return path | {"parameters": [_parameter("day", "path", {"type": "string", "format": "date"})]}


_UUID: Json = {"type": "string", "format": "uuid"}


def _page_parameters(sizes: tuple[int, ...]) -> list[Json]:
    number: Json = {"type": "integer", "minimum": 1, "default": 1}
    size: Json = {"type": "integer", "enum": list(sizes), "default": sizes[0]}
    return [_parameter("page", "query", number), _parameter("per_page", "query", size)]


def _parameter(name: str, place: str, schema: Json) -> Json:
    return {"name": name, "in": place, "required": place == "path", "schema": schema}


def _get_lines(summary: str, line: Json) -> Json:
    content = {"application/x-ndjson": {"schema": line}}
    described = {"description": "One JSON object to a line", "content": content}
    return {"get": {"summary": summary, "responses": {"200": described}}}


def _get(summary: str, schema: Json) -> Json:
    content: Json = {"application/json": {"schema": schema}}
    return {"summary": summary, "responses": {"200": {"description": summary, "content": content}}}
