"""The same services as a Hugo site: one page and one JSON file each, from one JSON file, as a fast team would do it.

    python -m benchmarks.hugo 1000 some/folder

The pages are about as long as ours (14 kB), most of it the frame that every page has.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks import words
from benchmarks.records import make_records, slug
from hereabouts.records import Kind

FRAME = 13_000
"""About how many bytes of a page are the same on every page."""

SETTINGS = """
baseURL = "https://directory.benchmark.example/"
title = "Benchmark Directory"
disableKinds = ["404", "home", "rss", "robotstxt", "section", "sitemap", "taxonomy", "term"]
[outputs]
page = ["html", "json"]
"""

ADAPTER = """
{{ range (resources.Get "services.json" | transform.Unmarshal) }}
{{ $.AddPage (dict "path" .path "title" .service.name "params" (dict "record" .)) }}
{{ end }}
"""

JSON = "{{ .Params.record | jsonify }}"

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}">
</head><body><nav><ul>
<!-- FRAME --></ul></nav><main>
{{ with .Params.record }}
<h1>{{ .service.name }}</h1><p>{{ .group.name }}</p>
{{ range split .service.description "\\n\\n" }}<p>{{ . }}</p>{{ end }}
<h2>When and where</h2>
{{ range .places }}<section><h3>{{ .name }}</h3>
{{ with .address }}<address>{{ .address_1 }}, {{ .city }}, {{ .postal_code }}</address>{{ end }}
<ul>{{ range .schedules }}<li>{{ . }}</li>{{ end }}</ul>
{{ with .accessibility }}<ul>{{ range . }}<li>{{ . }}</li>{{ end }}</ul>{{ end }}</section>{{ end }}
<h2>Cost</h2><ul>{{ range .service.cost_options }}<li>{{ . }}</li>{{ end }}</ul>
<h2>Who it is for</h2><p>{{ .service.eligibility_description }}</p>
<h2>How to get in</h2><p>{{ .service.application_process }}</p>
<h2>Contact</h2><p><a href="mailto:{{ .service.email }}">{{ .service.email }}</a></p>
{{ range .phones }}<p><a href="tel:{{ . }}">{{ . }}</a></p>{{ end }}
<h2>Topics</h2><ul>{{ range .topics }}<li><a href="/topics/needs/{{ .key }}/">{{ .name }}</a></li>{{ end }}</ul>
{{ with .service.assured_date }}<p>Confirmed on <time datetime="{{ . }}">{{ . }}</time></p>{{ end }}
<script type="application/ld+json">{{ dict "@type" "Service" "name" .service.name | jsonify | safeJS }}</script>
{{ end }}
</main></body></html>
"""


def write_site(count: int, folder: Path, seed: int = 1) -> None:
    """Write a Hugo site with the services of `benchmarks.records` into `folder`."""
    files = {
        "hugo.toml": SETTINGS,
        "content/services/_content.gotmpl": ADAPTER,
        "layouts/page.html": PAGE.replace("<!-- FRAME -->", _frame()),
        "layouts/page.json": JSON,
        "assets/services.json": json.dumps(list(_services(count, seed)), ensure_ascii=False),
    }
    for name, text in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _frame() -> str:
    link = '<li class="md-nav__item"><a class="md-nav__link" href="/topics/needs/{}/">{}</a></li>\n'
    links = "".join(link.format(slug(name), name) for name in words.NEEDS.values())
    return (links * (1 + FRAME // len(links)))[:FRAME].rpartition("\n")[0]


def _services(count: int, seed: int) -> list[dict[str, Any]]:
    groups: dict[str, Any] = {}
    venues: dict[str, Any] = {}
    services = []
    for kind, path, fields in make_records(count, seed):
        *_, folder, name = f"/{path}".split("/")
        if kind is Kind.LOCATION:
            venues[name] = fields
        elif kind is Kind.ORGANIZATION:
            groups[folder] = fields
        elif kind is Kind.SERVICE:
            services.append({"path": f"{folder}/{name}", "group": groups[folder], **_service(fields, venues)})
    return services


def _service(fields: dict[str, Any], venues: dict[str, Any]) -> dict[str, Any]:
    """A service with what its page shows besides: its places, numbers and topics."""
    return {
        "service": fields,
        "phones": [phone["number"] if isinstance(phone, dict) else phone for phone in fields["phones"]],
        "places": [_place(item, venues) for item in fields["locations"]],
        "topics": [{"key": need, "name": words.NEEDS[need]} for need in fields["attributes"]["needs"]],
    }


def _place(item: dict[str, Any], venues: dict[str, Any]) -> dict[str, Any]:
    venue = venues[item["at"]] if "at" in item else item["place"]
    shown = {"name": venue["name"], "schedules": item.get("schedules", [])}
    if "addresses" in venue:
        shown |= {"address": venue["addresses"], "accessibility": venue["accessibility"]}
    return shown


if __name__ == "__main__":
    write_site(int(sys.argv[1]), Path(sys.argv[2]))
