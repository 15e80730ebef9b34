"""What the page "Use the data" says of the files to take away: what each is for, how big it is, its checksum."""

from __future__ import annotations

from babel.numbers import format_decimal
from markupsafe import Markup

from hereabouts.frame import read_licence
from hereabouts.interface import locale_of, own_name
from hereabouts.outputs.pages.links import up
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.pages.templates import render
from hereabouts.outputs.tables.database import DATABASE
from hereabouts.outputs.tables.download import Download, Downloads

_ORDER = ("services.csv", "services.xlsx", "services.geojson", f"{DATABASE}.sqlite", "datasette.json", "hsds.zip")
"""From what most people want to what few do."""

_KILO = 1000


def list_downloads(site: Site, path: str, downloads: Downloads) -> Markup:
    """The files as a list, for the page whose file is at `path`."""
    files = sorted(downloads, key=lambda one: _ORDER.index(one.name))
    settings = site.settings
    rows = [
        {
            "href": up(path) + one.path,
            "name": one.name,
            "language": own_name(_language_of(site, one)) if one.name == "services.csv" else "",
            "purpose": _purposes(site)[one.name],
            "size": say_size(one.size, site.language),
            "sha256": one.sha256,
        }
        for one in files
    ]
    several = len(settings.languages) > 1
    return render(
        "downloads",
        site.language,
        rows=rows,
        several=several,
        licence=settings.license,
        licence_url=read_licence(settings.license).url,
    )


def _language_of(site: Site, download: Download) -> str:
    """The language of a file, which its folder tells; the first has none of its own."""
    folder = download.path.split("/")[1]
    return folder if folder in site.settings.languages else site.settings.language


def say_size(size: int, language: str) -> str:
    """``93 kB``, ``1.7 MB``: as people say it, in thousands."""
    if size < _KILO * _KILO:
        return f"{format_decimal(max(1, round(size / _KILO)), locale=locale_of(language))} kB"
    return f"{format_decimal(round(size / _KILO / _KILO, 1), locale=locale_of(language))} MB"


def _purposes(site: Site) -> dict[str, str]:
    """What each file is for."""
    _ = site.gettext
    return {
        "services.csv": _("Every service in a row of its own, for a spreadsheet or a script."),
        "services.xlsx": _("The same for Excel, with filters and a sheet that explains the columns."),
        "services.geojson": _("The services at their places, for a map."),
        f"{DATABASE}.sqlite": _("Everything in one database, to search and to ask questions of."),
        "datasette.json": _("What Datasette shows beside the database: the licence and what the columns mean."),
        "hsds.zip": _("Everything in the tables of the Open Referral standard, for other systems."),
    }
