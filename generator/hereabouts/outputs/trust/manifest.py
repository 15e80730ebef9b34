"""The manifest and the checksums: what a feed consists of, so that a mix of two builds or a damaged file shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from hereabouts import __version__
from hereabouts.frame import read_licence
from hereabouts.model.objects import encode
from hereabouts.model.versions import PUBLISHED
from hereabouts.outputs.feed import contract
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.trust.listed import Listed, Origin

MANIFEST = "manifest.json"
CHECKSUMS = "checksums.txt"

Json = dict[str, object]


def checksums(files: Iterable[Listed]) -> bytes:
    """The files as ``sha256sum -c`` reads them in the folder ``api/``."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in sorted(files, key=_path)).encode()


def build_id(files: Iterable[Listed]) -> str:
    """The id of a build: two feeds with the same files have the same, and no others have."""
    return sha256(checksums(files)).hexdigest()[:32]


def manifest(site: Site, origin: Origin, files: Sequence[Listed]) -> bytes:
    """What the feed is, and every other file of it but the checksums."""
    settings = site.settings
    licence = read_licence(settings.license)
    said: Json = {
        "build": build_id(files),
        "commit": origin.commit,
        "uncommitted": origin.uncommitted,
        "today": site.today.isoformat(),
        "changed": origin.changed,
        "program": f"hereabouts {__version__}",
        "contract": contract.VERSION,
        "standard": f"HSDS {PUBLISHED}",
        "name": settings.name,
        "publisher": settings.publisher.name,
        "license": settings.license,
        "license_url": licence.url,
        "attribution": attribution(site),
        "languages": list(settings.languages),
        "counts": counts(site),
        "files": [{"path": file.path, "size": file.size, "sha256": file.sha256} for file in sorted(files, key=_path)],
    }
    return encode({name: value for name, value in said.items() if value or name == "counts"})


def attribution(site: Site) -> str:
    """How to say where the data comes from, as most licences ask."""
    settings = site.settings
    licence = read_licence(settings.license).name
    parts = [settings.name, settings.publisher.name if settings.publisher.name != settings.name else "", licence]
    return ", ".join(filter(None, parts))


def counts(site: Site) -> dict[str, int]:
    """How many there are of each kind of thing."""
    directory = site.directory
    return {
        "services": len(directory.services),
        "organizations": len(directory.organizations),
        "locations": len(directory.locations),
        "service_at_locations": sum(len(service.places) for service in directory.services.values()),
        "taxonomies": len(directory.taxonomies),
        "taxonomy_terms": sum(len(taxonomy.terms) for taxonomy in directory.taxonomies.values()),
    }


def _path(file: Listed) -> str:
    return file.path
