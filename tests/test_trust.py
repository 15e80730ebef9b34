"""The manifest, the checksums and the description of the data set: all there, nothing wrong, no mix unnoticed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.building import HALL, LUNCH, Place

MANIFEST = "api/manifest.json"
CHECKSUMS = "api/checksums.txt"
DCAT = "api/dcat.jsonld"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "a place")


def read(tree: dict[str, bytes], path: str) -> Any:
    return json.loads(tree[path])


def feed(tree: dict[str, bytes]) -> set[str]:
    """Every file of the feed, from its own folder."""
    return {path.removeprefix("api/") for path in tree if path.startswith("api/")}


def test_the_manifest_names_every_file_with_its_size_and_digest(place: Place) -> None:
    place.build()
    tree = place.tree()
    listed = {file["path"]: file for file in read(tree, MANIFEST)["files"]}
    assert listed.keys() == feed(tree) - {"manifest.json", "checksums.txt"}
    for path, file in listed.items():
        content = tree[f"api/{path}"]
        assert (file["size"], file["sha256"]) == (len(content), sha256(content).hexdigest()), path


def test_the_manifest_says_what_this_is_and_where_from(place: Place) -> None:
    place.build()
    manifest = read(place.tree(), MANIFEST)
    commit = place.repository.git("rev-parse", "HEAD").strip()
    assert (manifest["commit"], "uncommitted" in manifest, manifest["today"]) == (commit, False, "2026-11-22")
    assert manifest["license_url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert manifest["attribution"].startswith("Eastbrook Directory, Eastbrook Voluntary Action, ")
    assert manifest["counts"]["services"] == read(place.tree(), "api/services.json")["total_items"]
    for name in ("organizations", "service_at_locations", "taxonomies", "taxonomy_terms"):
        assert manifest["counts"][name] == read(place.tree(), f"api/{name}.json")["total_items"]
    assert re.fullmatch(r"[0-9a-f]{32}", manifest["build"])
    place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    place.build()
    assert read(place.tree(), MANIFEST)["uncommitted"] is True


def test_the_manifest_is_as_the_description_of_the_feed_says(place: Place) -> None:
    place.build()
    paths = read(place.tree(), "api/openapi.json")["paths"]
    schema = paths["/manifest.json"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    judge = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    judge.validate(read(place.tree(), MANIFEST))
    place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    place.build()
    judge.validate(read(place.tree(), MANIFEST))


def test_without_git_there_is_a_manifest_that_names_no_commit(place: Place) -> None:
    (place.root / ".git").rename(place.root / "elsewhere")
    place.build()
    manifest = read(place.tree(), MANIFEST)
    assert not {"commit", "uncommitted", "changed"} & manifest.keys()
    assert "dct:modified" not in read(place.tree(), DCAT)


def test_the_id_of_a_build_is_that_of_what_is_in_it(place: Place) -> None:
    place.build()
    first = read(place.tree(), MANIFEST)["build"]
    place.build("again", use_cache=False)
    assert read(place.tree("again"), MANIFEST)["build"] == first
    place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    place.build()
    assert read(place.tree(), MANIFEST)["build"] != first


def test_files_that_did_not_change_stay_as_they_are(place: Place) -> None:
    place.build()
    before = place.tree()
    place.change(HALL, "Bus 4", "Bus 5")
    place.build()
    after = place.tree()
    group = [path for path in before if path.startswith("api/organizations")]
    assert group
    assert [path for path in group if before[path] != after[path]] == []


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum, which coreutils bring")
def test_sha256sum_finds_every_file_and_any_damage(place: Place) -> None:
    place.build()
    tree, folder = place.tree(), place.root / "site" / "api"
    names = [line.partition("  ")[2] for line in tree[CHECKSUMS].decode().splitlines()]
    assert set(names) == feed(tree) - {"checksums.txt"}
    assert names == sorted(names)
    command = ["sha256sum", "--check", "--strict", "--quiet", "checksums.txt"]
    assert subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 0
    (folder / "services.json").write_bytes(tree["api/services.json"] + b" ")
    assert subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 1


def test_a_mix_of_two_builds_shows(place: Place) -> None:
    """What a host serves while it is half-way through, and how the data page tells a reader to notice."""
    place.build()
    before = place.tree()
    place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    place.build()
    after = place.tree()
    for served, manifest in ((before | {"api/services.ndjson": after["api/services.ndjson"]}, before), (after, before)):
        files = {file["path"]: file["sha256"] for file in read(manifest, MANIFEST)["files"]}
        wrong = [path for path, known in files.items() if sha256(served[f"api/{path}"]).hexdigest() != known]
        assert "services.ndjson" in wrong


def test_a_build_that_remembers_vouches_for_the_same(place: Place) -> None:
    place.build()
    place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    place.repository.commit("2026-10-02")
    place.build()
    place.build("clean", use_cache=False)
    for path in (MANIFEST, CHECKSUMS, DCAT):
        assert place.tree()[path] == place.tree("clean")[path]


# ---- the data set for catalogues

_TERMS = {
    "dcat": {
        *("Dataset", "Distribution", "distribution", "accessURL", "downloadURL", "mediaType", "byteSize", "keyword"),
        *("landingPage", "contactPoint"),
    },
    "dct": {
        *("title", "description", "publisher", "license", "language", "accrualPeriodicity", "issued", "modified"),
        *("spatial", "conformsTo", "identifier", "LicenseDocument"),
    },
    "foaf": {"Organization", "name", "homepage"},
    "spdx": {"Checksum", "checksum", "algorithm", "checksumValue", "checksumAlgorithm_sha256"},
    "vcard": {"Organization", "fn", "hasEmail"},
    "xsd": {"dateTime", "nonNegativeInteger", "hexBinary"},
}
"""What DCAT 3, Dublin Core, FOAF, SPDX, vCard and XML Schema have, of what we use: names from their vocabularies."""


def names(value: Any) -> set[str]:
    """Every name of a vocabulary in JSON-LD: properties, types, and ids that are written short."""
    if isinstance(value, list):
        return {name for one in value for name in names(one)}
    if not isinstance(value, dict):
        return set()
    found = {key for key in value if not key.startswith("@")}
    found |= {value[key] for key in ("@type", "@id") if isinstance(value.get(key), str) and "//" not in value[key]}
    return found | {name for one in value.values() for name in names(one)}


def test_the_description_has_only_names_that_its_vocabularies_have(place: Place) -> None:
    place.build()
    described = read(place.tree(), DCAT)
    used = {name for name in names(described) if not name.startswith("mailto:")} - described["@context"].keys()
    assert {name for name in used if name.partition(":")[2] not in _TERMS[name.partition(":")[0]]} == set()
    assert described["@context"].keys() == _TERMS.keys()


def test_every_form_of_the_data_is_described_as_it_is(place: Place) -> None:
    place.build()
    tree = place.tree()
    described = read(tree, DCAT)
    assert described["dct:modified"]["@value"] == "2026-10-01T10:00:00Z"
    found = set()
    for form in described["dcat:distribution"]:
        path = form["dcat:downloadURL"]["@id"].removeprefix("https://directory.eastbrook.example/")
        content = tree[path]
        assert form["dcat:byteSize"]["@value"] == str(len(content))
        assert form["spdx:checksum"]["spdx:checksumValue"]["@value"] == sha256(content).hexdigest()
        assert form["dcat:mediaType"]["@id"].startswith("https://www.iana.org/assignments/media-types/")
        assert form["dct:license"] == described["dct:license"]
        found.add(path)
    assert {"api/services.ndjson", "api/cy/services.ndjson", "api/changes.ndjson", "api/tables/hsds.zip"} <= found


def test_a_directory_without_an_address_describes_itself_from_where_it_is(place: Place) -> None:
    place.write("directory", re.sub("(?m)^url: .*\n", "", place.read("directory")))
    place.build()
    described = read(place.tree(), DCAT)
    assert described["@id"] == "../api/"
    assert described["dcat:landingPage"]["@id"] == "../use-the-data/"


def test_a_licence_of_ones_own_is_called_by_its_name(place: Place) -> None:
    place.write("directory", re.sub("(?m)^license: .*\n", "license: Ask us first\n", place.read("directory")))
    place.build()
    assert read(place.tree(), DCAT)["dct:license"] == {"@type": "dct:LicenseDocument", "dct:title": "Ask us first"}
    assert "license_url" not in read(place.tree(), MANIFEST)
