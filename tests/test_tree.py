"""Two trees and an exchange: what is published is whole, whatever happens."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from hereabouts import tree
from hereabouts.tree import MARKER, BusyError, ForeignFolderError, Manifest, Trees, digest

Content = dict[str, bytes]


def build(trees: Trees, content: Content) -> Manifest:
    with trees.locked():
        staging = trees.stage()
        manifest = {path: staging.put(path, data) for path, data in content.items()}
        trees.publish(staging, manifest)
    return manifest


def read(folder: Path) -> Content:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


@pytest.fixture(params=["exchange", "rename"])
def trees(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trees:
    if request.param == "rename":
        monkeypatch.setattr(tree, "_exchange", lambda one, other: False)
    return Trees(tmp_path / "site")


def test_each_build_leaves_exactly_what_it_was_given(trees: Trees) -> None:
    stages: list[Content] = [
        {"index.html": b"1", "a/b/index.html": b"ab", "a/c.txt": b"c"},
        {"index.html": b"2", "a/c.txt": b"c"},
        {"index.html": b"2", "a/c.txt": b"c", "d/e/f.txt": b"f"},
        {"index.html": b"1", "a/b/index.html": b"ab"},
        {},
        {"index.html": b"1"},
    ]
    for content in stages:
        build(trees, content)
        assert read(trees.site) == content
        assert not [one for one in trees.site.rglob("*") if one.is_dir() and not any(one.iterdir())]


def test_an_unchanged_file_is_not_written_again(trees: Trees) -> None:
    build(trees, {"same": b"x", "other": b"1"})
    build(trees, {"same": b"x", "other": b"2"})
    first = (trees.next / "same").stat().st_ino
    build(trees, {"same": b"x", "other": b"3"})
    assert (trees.site / "same").stat().st_ino == first


def test_keep_copies_from_the_published_tree_what_staging_lost(trees: Trees) -> None:
    old = build(trees, {"page": b"1"})
    new = build(trees, {"page": b"2"})
    with trees.locked():
        staging = trees.stage()
        assert not staging.keep("page", "no such digest")
        assert staging.keep("page", new["page"])
        trees.publish(staging, {"page": new["page"]})
    assert read(trees.site) == {"page": b"2"}
    assert old != new


@pytest.mark.parametrize("stop", ["put", "publish"])
def test_an_interrupted_build_leaves_the_last_site(trees: Trees, stop: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build(trees, {"page": b"1"})
    build(trees, {"page": b"1"})
    if stop == "publish":
        monkeypatch.setattr(Trees, "_write_manifest", lambda *_: (_ for _ in ()).throw(OSError("disk full")))

    def interrupt() -> None:
        with trees.locked():
            staging = trees.stage()
            digests = {"page": staging.put("page", b"2"), "new": staging.put("new", b"3")}
            if stop == "put":
                raise KeyboardInterrupt
            trees.publish(staging, digests)

    with pytest.raises((KeyboardInterrupt, OSError)):
        interrupt()
    assert read(trees.site) == {"page": b"1"}
    monkeypatch.undo()
    build(trees, {"page": b"4"})
    assert read(trees.site) == {"page": b"4"}


@pytest.mark.parametrize("after", [1, 2])
def test_an_exchange_cut_short_is_recovered(tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    trees = Trees(tmp_path / "site")
    monkeypatch.setattr(tree, "_exchange", lambda one, other: False)
    build(trees, {"page": b"1"})
    build(trees, {"page": b"2"})
    done = 0
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        nonlocal done
        if done == after:
            raise KeyboardInterrupt
        done += 1
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename)
        pytest.raises(KeyboardInterrupt, build, trees, {"page": b"3"})
    build(trees, {"page": b"4"})
    assert read(trees.site) == {"page": b"4"}


@pytest.mark.parametrize("after", range(1, 6))
def test_a_tree_that_was_being_deleted_is_still_ours(trees: Trees, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    content = {"index.html": b"1", "a/page": b"1", "b/page": b"1", "z.txt": b"1"}
    build(trees, content)
    build(trees, content)
    left = after

    def interrupt() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt

    def watched(real: Callable[..., None]) -> Callable[..., None]:
        def call(*given: object, **options: object) -> None:
            interrupt()
            real(*given, **options)

        return call

    with monkeypatch.context() as patch:
        for owner, name in ((os, "unlink"), (Path, "unlink"), (Path, "rmdir"), (shutil, "rmtree")):
            patch.setattr(owner, name, watched(getattr(owner, name)))
        with trees.locked(), pytest.raises(KeyboardInterrupt):
            trees.stage(anew=True)
    assert read(trees.site) == content
    build(trees, content)
    assert read(trees.site) == content


def test_a_folder_of_somebody_elses_is_never_touched(trees: Trees) -> None:
    trees.site.mkdir()
    (trees.site / "diary.txt").write_text("mine")
    with pytest.raises(ForeignFolderError):
        build(trees, {"page": b"1"})
    assert read(trees.site) == {"diary.txt": b"mine"}


def test_a_copied_tree_of_ours_is_known_and_made_anew(trees: Trees) -> None:
    trees.site.mkdir()
    (trees.site / MARKER).touch()
    (trees.site / "stale").write_text("old")
    build(trees, {"page": b"1"})
    build(trees, {"page": b"1"})
    assert read(trees.site) == {"page": b"1"}


def test_links_to_a_published_file_keep_what_they_saw(trees: Trees, tmp_path: Path) -> None:
    build(trees, {"page": b"1"})
    os.link(trees.site / "page", tmp_path / "link")
    build(trees, {"page": b"2"})
    build(trees, {"page": b"3"})
    assert (tmp_path / "link").read_bytes() == b"1"


def test_a_second_build_is_told_to_wait(trees: Trees) -> None:
    def second() -> None:
        with Trees(trees.site).locked():
            pass

    with trees.locked(), pytest.raises(BusyError):
        second()


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "a/../../b", ""])
def test_no_file_lands_outside_the_site(trees: Trees, path: str) -> None:
    with trees.locked():
        staging = trees.stage()
        pytest.raises((ValueError, IsADirectoryError), staging.put, path, b"x")


@pytest.mark.parametrize("harm", ["changed", "taken away", "put back older", "made a link", "a folder"])
def test_what_somebody_did_to_the_site_is_mended_by_the_next_build(trees: Trees, tmp_path: Path, harm: str) -> None:
    build(trees, {"same": b"x", "page": b"1"})
    build(trees, {"same": b"x", "page": b"2"})
    file = trees.site / "same"
    if harm == "changed":
        file.write_bytes(b"y")
    elif harm == "put back older":
        beside = tmp_path / "older"
        beside.write_bytes(b"y")
        os.utime(beside, (0, 0))
        beside.replace(file)
    else:
        file.unlink()
    if harm == "made a link":
        (tmp_path / "secret").write_bytes(b"y")
        file.symlink_to(tmp_path / "secret")
    if harm == "a folder":
        file.mkdir()
    for number in (b"2", b"3", b"4"):
        build(trees, {"same": b"x", "page": number})
        assert read(trees.site) == {"same": b"x", "page": number}
        assert not (trees.site / "same").is_symlink()


def test_what_only_looks_changed_is_kept(trees: Trees) -> None:
    build(trees, {"same": b"x", "page": b"1"})
    build(trees, {"same": b"x", "page": b"2"})
    (trees.site / "same").chmod(0o600)
    with trees.locked():
        assert trees.stage().altered == []


def test_what_somebody_put_into_the_site_is_told_and_does_not_come_and_go(trees: Trees) -> None:
    build(trees, {"page": b"1"})
    build(trees, {"page": b"2"})
    (trees.site / "CNAME").write_text("help.example")
    with trees.locked():
        staging = trees.stage()
        assert staging.strange == ["CNAME"]
        trees.publish(staging, {"page": staging.put("page", b"3")})
    for number in (b"4", b"5"):
        build(trees, {"page": number})
        assert read(trees.site) == {"page": number}


def test_a_number_given_out_again_is_not_taken_for_a_known_tree(trees: Trees) -> None:
    build(trees, {"page": b"1", "other": b"1"})
    build(trees, {"page": b"2", "other": b"2"})
    known = trees._manifest_file(trees.site).read_bytes()
    # The site goes, and a copy of an older one comes back; the system may give it the same number.
    shutil.rmtree(trees.site)
    shutil.copytree(trees.next, trees.site)
    trees._manifest_file(trees.site).write_bytes(known)
    assert trees.published() == {}
    build(trees, {"page": b"2", "other": b"3"})
    build(trees, {"page": b"2", "other": b"3"})
    assert read(trees.site) == {"page": b"2", "other": b"3"}


def test_the_mark_of_a_tree_is_the_same_on_every_machine(tmp_path: Path) -> None:
    said = set()
    for name in ("one", "two"):
        trees = Trees(tmp_path / name / "site")
        build(trees, {"b": b"1", "a": b"2"} if name == "one" else {"a": b"2", "b": b"1"})
        said.add((trees.site / MARKER).read_bytes())
    assert len(said) == 1


def test_a_digest_is_what_anybody_would_get() -> None:
    content = b"tea\n"
    assert digest(content) == f"{sha256(content).hexdigest()}-4"
