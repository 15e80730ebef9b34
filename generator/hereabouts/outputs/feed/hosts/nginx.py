"""nginx: a file to include in the block of the server that serves the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hereabouts.outputs.feed.hosts.layout import CALENDARS, ID, NEVER, NUMBER, TYPES, Layout

_ROOT = """\
    location = {address} {{
        try_files {file} =404;
    }}"""

_TEMPLATE = """\
# How nginx answers at the usual addresses of the feed. Made by Hereabouts with every build, from directory.yml.
# Inside the `server` block that serves the site, write:   include /path/to/the/site/hosting/nginx.conf;

set $hereabouts_page 1;
if ($arg_page != "") {{ set $hereabouts_page {never}; }}
if ($arg_page ~ "^{number}$") {{ set $hereabouts_page $arg_page; }}
set $hereabouts_size {size};
if ($arg_per_page ~ "^({sizes})$") {{ set $hereabouts_size $arg_per_page; }}

location = {prefix}/api {{
    default_type application/json;
    add_header Access-Control-Allow-Origin * always;
    try_files {prefix}/api/index.json =404;
}}

location ^~ {prefix}/api/ {{
    types {{
{types}
    }}
    default_type application/octet-stream;
    add_header Access-Control-Allow-Origin * always;

{roots}
    location ~ "^{pattern}/api/{language}{collection}/?$" {{
        try_files {prefix}/api/$1pages/$2/$hereabouts_size/$hereabouts_page.json =404;
    }}
    location ~ "^{pattern}/api/{language}{collection}/({id})/?$" {{
        try_files {prefix}/api/$1$2/$3.json =404;
    }}
}}

location ~ "^{pattern}/.+\\.ics$" {{
    types {{ }}
    default_type "{calendars}";
}}
"""


def rules(layout: Layout) -> Iterator[tuple[str, bytes]]:
    """The file to include."""
    text = _TEMPLATE.format(
        never=NEVER,
        number=NUMBER,
        size=layout.size,
        sizes="|".join(map(str, layout.sizes)),
        prefix=layout.prefix,
        types="\n".join(f'        "{kind}" {ending};' for ending, kind in TYPES.items()),
        language=layout.language_pattern,
        roots="\n".join(_roots(layout)),
        pattern=re.escape(layout.prefix),
        collection=layout.collection_pattern,
        id=ID,
        calendars=CALENDARS,
    )
    yield "hosting/nginx.conf", text.encode()


def _roots(layout: Layout) -> Iterator[str]:
    for folder in layout.folders:
        home = f"{layout.prefix}/{folder}"
        for address in (home, f"{home}/"):
            if address != f"{layout.prefix}/api":  # that one is outside of what lies below it
                yield _ROOT.format(address=address, file=f"{home}/index.json")
