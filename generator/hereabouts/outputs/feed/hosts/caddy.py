"""Caddy: a file to import in the block of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hereabouts.outputs.feed.hosts.layout import CALENDARS, ID, NEVER, NUMBER, TYPES, Layout

_TEMPLATE = """\
# How Caddy answers at the usual addresses of the feed. Made by Hereabouts with every build, from directory.yml.
# Inside the block of the site, which says `root` and `file_server`, write:   import /path/to/the/site/hosting/Caddyfile

@hereabouts path {prefix}/api {prefix}/api/*
header @hereabouts Access-Control-Allow-Origin *
{types}

map {{query.page}} {{hereabouts_page}} {{
	"" 1
	~^({number})$ "${{1}}"
	default {never}
}}
map {{query.per_page}} {{hereabouts_size}} {{
{sizes}
	default {size}
}}

{roots}

@hereabouts_list path_regexp hereabouts_list ^{pattern}/api/{language}{collection}/?$
rewrite @hereabouts_list {list}

@hereabouts_item path_regexp hereabouts_item ^{pattern}/api/{language}{collection}/({id})/?$
rewrite @hereabouts_item {item}
"""

_LIST = "/api/{re.hereabouts_list.1}pages/{re.hereabouts_list.2}/{hereabouts_size}/{hereabouts_page}.json"
_ITEM = "/api/{re.hereabouts_item.1}{re.hereabouts_item.2}/{re.hereabouts_item.3}.json"


def rules(layout: Layout) -> Iterator[tuple[str, bytes]]:
    """The file to import."""
    text = _TEMPLATE.format(
        prefix=layout.prefix,
        pattern=re.escape(layout.prefix),
        types="\n".join(_types(layout)),
        number=NUMBER,
        never=NEVER,
        sizes="\n".join(f"\t{size} {size}" for size in layout.sizes),
        size=layout.size,
        roots="\n".join(_roots(layout)),
        language=layout.language_pattern,
        collection=layout.collection_pattern,
        id=ID,
        list=layout.prefix + _LIST,
        item=layout.prefix + _ITEM,
    )
    yield "hosting/Caddyfile", text.encode()


def _types(layout: Layout) -> Iterator[str]:
    """Caddy takes content types from the system it runs on, which need not know them all."""
    for ending, kind in TYPES.items():
        yield f"@hereabouts_{ending} path {layout.prefix}/api/*.{ending}"
        yield f'header @hereabouts_{ending} Content-Type "{kind}"'
    yield f"@hereabouts_ics path {layout.prefix}/*.ics"
    yield f'header @hereabouts_ics Content-Type "{CALENDARS}"'


def _roots(layout: Layout) -> Iterator[str]:
    for number, folder in enumerate(layout.folders, start=1):
        home = f"{layout.prefix}/{folder}"
        yield f"@hereabouts_root_{number} path {home} {home}/"
        yield f"rewrite @hereabouts_root_{number} {home}/index.json"
