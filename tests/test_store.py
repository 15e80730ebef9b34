"""What is kept from build to build is only ever an aid."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hereabouts.mould import KINDS, Shell, cut, mark
from hereabouts.outputs.feed import Fragment
from hereabouts.outputs.search import make_block
from hereabouts.reading import Remembered
from hereabouts.store import Product, Store

DOCUMENTS = {"directory/a.yml": Remembered("d1", {"name": "A", "list": ["x", {"y": "z"}]})}
PRODUCTS = {"organizations/a/b": Product("f1", {"index.html": "d2"}, (Fragment(b"{}", (b"{}",)),), (b"{}",))}
BLOCKS = {"k1": [make_block([["walk", "tea"]], 2)]}


def filled(folder: Path, version: str = "1") -> Store:
    return Store(folder, version, dict(DOCUMENTS), dict(PRODUCTS), dict(BLOCKS))


def loaded(folder: Path, version: str = "1") -> Store:
    store = Store(folder, version)
    store.load()
    return store


def a_shell() -> Shell:
    return Shell(
        "en", {kind: cut(f"<{mark('title')}>") for kind in KINDS}, {"about/index.html": cut("x")}, {"a.css": b"y"}
    )


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    filled(tmp_path / "new").save()
    store = loaded(tmp_path / "new")
    assert (store.documents, store.products, store.blocks) == (DOCUMENTS, PRODUCTS, BLOCKS)


def test_without_a_file_it_is_empty(tmp_path: Path) -> None:
    store = loaded(tmp_path)
    assert not store.documents
    assert not store.products


def test_another_version_of_the_program_starts_anew(tmp_path: Path) -> None:
    filled(tmp_path).save()
    assert not loaded(tmp_path, "2").documents


def test_another_shape_starts_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path).save()
    monkeypatch.setattr("hereabouts.store._SHAPE", 99)
    assert not loaded(tmp_path).documents


def test_saving_leaves_one_file_and_replaces_the_last(tmp_path: Path) -> None:
    filled(tmp_path).save()
    Store(tmp_path, "1").save()
    assert [file.name for file in tmp_path.iterdir()] == ["store"]
    assert not loaded(tmp_path).documents


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(st.data())
def test_damage_is_as_good_as_nothing(tmp_path: Path, data: st.DataObject) -> None:
    filled(tmp_path).save()
    whole = (tmp_path / "store").read_bytes()
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    damaged = bytes(content[: data.draw(st.integers(0, len(content)))])
    (tmp_path / "store").write_bytes(damaged)
    assert loaded(tmp_path).documents == (DOCUMENTS if damaged == whole else {})


@given(st.binary(max_size=200))
def test_any_bytes_are_as_good_as_nothing(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("store")
    (folder / "store").write_bytes(content)
    (folder / "en.shell").write_bytes(content)
    assert not loaded(folder).documents
    assert Store(folder, "1").load_shell("en", "key") is None


def test_a_shell_is_kept_by_language_and_key(tmp_path: Path) -> None:
    store = Store(tmp_path, "1")
    shell = a_shell()
    store.save_shell("k1", shell)
    assert store.load_shell("en", "k1") == shell
    assert store.load_shell("en", "k2") is None
    assert store.load_shell("cy", "k1") is None
    store.save_shell("k2", shell)
    assert store.load_shell("en", "k1") is None
    assert [file.name for file in tmp_path.iterdir()] == ["en.shell"]
