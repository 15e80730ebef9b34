"""What we promise beyond the standard: every file of the feed is as the feed's own description says, and stays so.

`tests/contract/<version>/` holds the schemas of each version of the contract. When they change on purpose, raise
`contract.VERSION` (see docs/decisions/versions-of-the-feed.md) and run with ``UPDATE_EXPECTED=1``.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from hereabouts.model.versions import schema_address
from hereabouts.outputs.feed import contract
from tests.building import Place
from tests.official import BASE, load_schemas

Json = Any
CONTRACT = Path(__file__).parent / "contract"
NOT_OURS = re.compile(r"api/(cy/)?(tables/|schema/|changes.*\.atom$|(dcat\.jsonld|checksums\.txt|openapi\.json)$)")
"""Files whose form somebody else's standard says, and descriptions themselves."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    place = Place(tmp_path_factory.mktemp("contract") / "a place")
    place.build()
    return {path: content for path, content in place.tree().items() if path.startswith("api/")}


def judge(schema: Json) -> jsonschema_rs.Draft202012Validator:
    """A validator that knows the official schemas by the addresses that our description has for them."""
    local = load_schemas("hsds-3.2.3")
    resources = list(local.items())
    for address in re.findall(rf'"({re.escape(schema_address())}/[\w/]+\.json)"', json.dumps(schema)):
        name = address.rpartition("/")[2].replace("_list.json", ".json")
        assert BASE + name in local, f"there is no official schema at {address}"
        resources.append((address, {"$ref": BASE + name}))
    registry = jsonschema_rs.Registry(resources)
    return jsonschema_rs.Draft202012Validator(schema, registry=registry, validate_formats=True, offline=True)


def described(tree: dict[str, bytes]) -> Iterator[tuple[str, re.Pattern[str], str, Json]]:
    """Every path of both descriptions: the path, which files it means, their content type and the schema."""
    for folder in ("api", "api/cy"):
        for path, item in json.loads(tree[f"{folder}/openapi.json"])["paths"].items():
            form = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(folder + path))
            [(kind, said)] = item["get"]["responses"]["200"]["content"].items()
            yield folder + path, re.compile(form), kind, said["schema"]


def test_every_file_is_as_the_description_says(tree: dict[str, bytes]) -> None:
    seen = set()
    for path, form, kind, schema in described(tree):
        files = [file for file in tree if form.fullmatch(file)]
        assert files, f"{path} is promised and not there"
        seen.update(files)
        check = judge(schema)
        for file in files:
            lines = tree[file].splitlines() if kind == "application/x-ndjson" else [tree[file]]
            for line in lines:
                check.validate(json.loads(line))
    assert {file for file in tree if not NOT_OURS.match(file)} == seen, "there, and not described"


def test_the_description_would_notice_what_is_not_described(tree: dict[str, bytes]) -> None:
    by_path = {path: schema for path, _, _, schema in described(tree)}
    root = json.loads(tree["api/index.json"])
    page = json.loads(tree["api/services.json"])
    for path, value in (("api/index.json", root), ("api/services.json", page)):
        check = judge(by_path[path])
        assert check.is_valid(value)
        assert not check.is_valid({**value, "surprise": "x"})
        for field in contract_fields(by_path[path]):
            assert not check.is_valid({key: one for key, one in value.items() if key != field}), field
    assert not judge(by_path["api/services.json"]).is_valid({**page, "contents": [{"name": "no id"}]})


def contract_fields(schema: Json) -> list[str]:
    return list(schema["required"])


def test_each_part_is_published_at_an_address_that_stays(tree: dict[str, bytes]) -> None:
    root = json.loads(tree["api/index.json"])
    major = contract.VERSION.partition(".")[0]
    assert root["contract"] == {
        "version": contract.VERSION,
        "schemas": f"https://directory.eastbrook.example/api/schema/{major}/",
    }
    for name, schema in contract.SCHEMAS.items():
        published = json.loads(tree[f"api/schema/{major}/{name}.json"])
        Draft202012Validator.check_schema(published)
        assert published["$id"] == f"{root['contract']['schemas']}{name}.json"
        assert published.items() >= json.loads(json.dumps(schema)).items()
    assert json.loads(tree["api/openapi.json"])["info"]["version"] == contract.VERSION
    assert json.loads(tree["api/manifest.json"])["contract"] == contract.VERSION


# ---- Versions ------------------------------------------------------------------------------------------------------


def versions() -> list[str]:
    return sorted(
        (folder.name for folder in CONTRACT.iterdir()), key=lambda name: [int(one) for one in name.split(".")]
    )


def kept(version: str) -> dict[str, Json]:
    return {file.stem: json.loads(file.read_text()) for file in sorted((CONTRACT / version).glob("*.json"))}


def test_what_is_promised_only_changes_with_its_version() -> None:
    now = {name: json.loads(json.dumps(schema)) for name, schema in contract.SCHEMAS.items()}
    if os.environ.get("UPDATE_EXPECTED"):
        (CONTRACT / contract.VERSION).mkdir(parents=True, exist_ok=True)
        for name, schema in now.items():
            text = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
            (CONTRACT / contract.VERSION / f"{name}.json").write_text(text, encoding="utf-8")
    assert versions()[-1] == contract.VERSION, "the newest version is the one that is published"
    assert now == kept(contract.VERSION), "raise contract.VERSION, and run with UPDATE_EXPECTED=1"


def breaks(old: Json, new: Json, where: str = "") -> Iterator[str]:
    """Why a reader of the old schema could stumble over what the new one allows; not wider numbers and texts."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return
    if old.get("type") != new.get("type"):
        yield f"{where}: is of another type"
    for name in set(old.get("required", ())) - set(new.get("required", ())):
        yield f"{where}/{name}: is no longer always there"
    for name, inner in old.get("properties", {}).items():
        if name in new.get("properties", {}):
            yield from breaks(inner, new["properties"][name], f"{where}/{name}")
        else:
            yield f"{where}/{name}: is gone"
    for word in ("items", "additionalProperties"):
        yield from breaks(old.get(word), new.get(word), f"{where}/{word}")


def test_a_version_that_says_it_only_adds_does() -> None:
    for before, after in zip(versions(), versions()[1:], strict=False):
        if before.partition(".")[0] == after.partition(".")[0]:
            old, new = kept(before), kept(after)
            assert old.keys() <= new.keys()
            assert [why for name in old for why in breaks(old[name], new[name], name)] == []


def test_what_would_break_a_reader_is_seen() -> None:
    old, new = (json.loads(json.dumps(contract.ROOT)) for _ in range(2))
    new["properties"]["more"] = {"type": "string"}
    assert list(breaks(old, new)) == []
    del new["properties"]["data_guide"]
    new["required"].remove("language")
    new["properties"]["publisher"]["properties"]["name"]["type"] = "array"
    assert sorted(breaks(old, new)) == [
        "/data_guide: is gone",
        "/language: is no longer always there",
        "/publisher/name: is of another type",
    ]
