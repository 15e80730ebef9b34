"""The feed's own OpenAPI description: only what a folder of files can answer, so no parameters."""

from __future__ import annotations

from hereabouts.settings import Settings

COLLECTIONS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
"""The collections of the feed, as the standard names them."""

_SPEC = "https://raw.githubusercontent.com/openreferral/specification/3.2/schema"
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

Json = dict[str, object]


def describe_api(settings: Settings, version: str) -> Json:
    """Describe the feed of this directory as an OpenAPI 3.1 document."""
    info: Json = {
        "title": settings.name,
        "version": version,
        "description": "Complete collections, each in one page, and every record. Plain files: no parameters.",
    }
    if settings.license:
        info["license"] = {"name": settings.license}
    paths: Json = {"/index.json": _get("What this feed is and who publishes it", {"type": "object"})}
    for name in COLLECTIONS:
        words = name.replace("_", " ")
        paths[f"/{name}.json"] = _get(f"All {words}, one complete page", _page(_LIST_ITEMS[name]))
        paths[f"/{name}/{{id}}.json"] = _get(f"One of the {words}, whole", {"$ref": _ITEMS[name]}, by_id=True)
    paths["/services.ndjson"] = _get_lines("All services, whole, one to a line")
    paths["/extension.ndjson"] = _get_lines("What the records say and the standard has no place for, one to a line")
    described: Json = {"openapi": "3.1.0", "info": info}
    if settings.url:
        described["servers"] = [{"url": f"{settings.url.rstrip('/')}/api"}]
    return {**described, "paths": paths}


def _get_lines(summary: str) -> Json:
    described = {"description": "One JSON object to a line", "content": {"application/x-ndjson": {}}}
    return {"get": {"summary": summary, "responses": {"200": described}}}


def _page(item: str) -> Json:
    number = {"type": "integer"}
    flag = {"type": "boolean"}
    return {
        "type": "object",
        "required": ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "contents"],
        "properties": {
            "total_items": number,
            "total_pages": number,
            "page_number": number,
            "size": number,
            "first_page": flag,
            "last_page": flag,
            "empty": flag,
            "contents": {"type": "array", "items": {"$ref": item}},
        },
    }


def _get(summary: str, schema: Json, *, by_id: bool = False) -> Json:
    get: Json = {
        "summary": summary,
        "responses": {"200": {"description": summary, "content": {"application/json": {"schema": schema}}}},
    }
    if by_id:
        uuid = {"type": "string", "format": "uuid"}
        get["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": uuid}]
    return {"get": get}
