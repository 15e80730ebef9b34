"""What readers of the feed need to trust what they got: what there is, how much, from which records, with digests.

``api/manifest.json`` names every file of the feed with its size and SHA-256 under one build's id, ``checksums.txt``
beside it says the same to ``sha256sum -c``, and ``dcat.jsonld`` describes the data set to catalogues. They are made
last, over all other files. See ``docs/decisions/trust.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.trust.dcat import DCAT, describe
from hereabouts.outputs.trust.listed import FOLDER, Listed, Origin, listed
from hereabouts.outputs.trust.manifest import CHECKSUMS, MANIFEST, checksums, manifest

__all__ = ["Origin", "trust_files"]


def trust_files(site: Site, origin: Origin, digests: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The description, the manifest and the checksums of a feed. `digests` are those of all files of the site."""
    files = listed(digests)
    content = describe(site, origin, files)
    yield f"{FOLDER}{DCAT}", content
    files.append(Listed.of(DCAT, content))
    content = manifest(site, origin, files)
    yield f"{FOLDER}{MANIFEST}", content
    files.append(Listed.of(MANIFEST, content))
    yield f"{FOLDER}{CHECKSUMS}", checksums(files)
