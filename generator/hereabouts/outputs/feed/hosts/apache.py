"""Apache: a `.htaccess` at the top of the site, for a server that lets a site have its own rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hereabouts.outputs.feed.hosts.layout import CALENDARS, ID, NEVER, NUMBER, TYPES, Layout

_TEMPLATE = """\
# How Apache answers at the usual addresses of the feed. Made by Hereabouts with every build, from directory.yml.
# It needs the modules rewrite, headers, mime and dir, and `AllowOverride FileInfo Indexes` (or All) for the site.

{types}
<If "%{{REQUEST_URI}} =~ m#^{pattern}/api(/|$)#">
    Header always set Access-Control-Allow-Origin "*"
    DirectorySlash Off
</If>

RewriteEngine On
RewriteOptions AllowNoSlash
RewriteRule ^api(/|$) - [E=HEREABOUTS_PAGE:1,E=HEREABOUTS_SIZE:{size}]
RewriteCond %{{QUERY_STRING}} (?:^|&)page=
RewriteRule ^api/ - [E=HEREABOUTS_PAGE:{never}]
RewriteCond %{{QUERY_STRING}} (?:^|&)page=({number})(?:&|$)
RewriteRule ^api/ - [E=HEREABOUTS_PAGE:%1]
RewriteCond %{{QUERY_STRING}} (?:^|&)page=(?:&|$)
RewriteRule ^api/ - [E=HEREABOUTS_PAGE:1]
RewriteCond %{{QUERY_STRING}} (?:^|&)per_page=({sizes})(?:&|$)
RewriteRule ^api/ - [E=HEREABOUTS_SIZE:%1]

{roots}
RewriteRule ^api/{language}{collection}/?$ api/$1pages/$2/%{{ENV:HEREABOUTS_SIZE}}/%{{ENV:HEREABOUTS_PAGE}}.json [END]
RewriteRule ^api/{language}{collection}/({id})/?$ api/$1$2/$3.json [END]
"""


def rules(layout: Layout) -> Iterator[tuple[str, bytes]]:
    """The file that Apache reads at the top of a site."""
    text = _TEMPLATE.format(
        types="\n".join(f'AddType "{kind}" .{ending}' for ending, kind in {**TYPES, "ics": CALENDARS}.items()),
        pattern=re.escape(layout.prefix),
        size=layout.size,
        never=NEVER,
        number=NUMBER,
        sizes="|".join(map(str, layout.sizes)),
        roots="\n".join(f"RewriteRule ^{folder}/?$ {folder}/index.json [END]" for folder in layout.folders),
        language=layout.language_pattern,
        collection=layout.collection_pattern,
        id=ID,
    )
    yield ".htaccess", text.encode()
