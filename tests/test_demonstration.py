"""Which tests need the demonstration, and what they do where `directory/` is somebody's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.demonstration import NAMESPACE, ROOT, demonstration_folder, is_demonstration

OWN = "name: Holt Directory\nid_namespace: 7c2f6a52-6f0b-4f0e-9a54-2f1f3f9f7aaa\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "directory.yml").write_text(OWN, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("written", [OWN, "", "- a list\n", "name: [", f"# {NAMESPACE}\n"])
def test_another_directory_is_not_taken_for_it(own: Path, written: str) -> None:
    (own / "directory.yml").write_text(written, encoding="utf-8")
    assert not is_demonstration(own)
    assert not is_demonstration(own / "nowhere")


def test_it_is_known_by_its_namespace_however_it_is_written(own: Path) -> None:
    (own / "directory.yml").write_text(f"id_namespace: '{NAMESPACE}'\n", encoding="utf-8")
    assert demonstration_folder(own) == own


def test_without_it_a_test_skips_and_says_why(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEREABOUTS_NEEDS_DEMONSTRATION", raising=False)
    with pytest.raises(pytest.skip.Exception, match="another directory"):
        demonstration_folder(own)


def test_without_it_a_test_fails_where_it_has_to_be(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEREABOUTS_NEEDS_DEMONSTRATION", "1")
    with pytest.raises(pytest.fail.Exception, match="another directory"):
        demonstration_folder(own)


def test_where_every_test_must_run_none_may_skip() -> None:
    names = {
        name
        for file in (ROOT / "tests").glob("*.py")
        for name in re.findall(r"HEREABOUTS_NEEDS_[A-Z]+", file.read_text(encoding="utf-8"))
    }
    asked = set(re.findall(r"HEREABOUTS_NEEDS_[A-Z]+(?==1)", (ROOT / ".ci" / "run").read_text(encoding="utf-8")))
    assert asked == names


def test_nobody_reads_the_records_of_this_checkout_but_through_the_demonstration() -> None:
    """Whoever keeps a directory of their own must not be told of failures that are none."""
    allowed = {"demonstration.py", "test_demonstration.py"}
    readers = [
        file.name
        for file in sorted((ROOT / "tests").glob("*.py"))
        if re.search(r"ROOT / \"directory\"", file.read_text(encoding="utf-8")) and file.name not in allowed
    ]
    # Both engines of the profile agree on any records at all.
    assert readers == ["test_profile.py"]
