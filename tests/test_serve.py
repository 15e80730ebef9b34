"""The preview: files as a host gives them, a new build shown by itself, nothing of it left in the site."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from hereabouts.serve import Edition, Saved, make_server, watch


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "about").mkdir(parents=True)
    (folder / "about" / "index.html").write_text("<html><body><p>About</p></body></html>", encoding="utf-8")
    (folder / "404.html").write_text("<html><body><p>Not here</p></body></html>", encoding="utf-8")
    (folder / "data.ndjson").write_text("{}\n", encoding="utf-8")
    return folder


@pytest.fixture
def edition() -> Edition:
    return Edition()


@pytest.fixture
def base(site: Path, edition: Edition) -> Iterator[str]:
    server = make_server(site, ("127.0.0.1", 0), edition)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        content: bytes = answer.read()
    return content.decode()


def test_a_page_comes_with_the_preview_script_and_the_file_without(base: str, site: Path) -> None:
    assert '<script src="/.preview.js" defer></script></body>' in read(f"{base}/about/")
    assert ".preview" not in (site / "about" / "index.html").read_text(encoding="utf-8")
    assert "location.reload()" in read(f"{base}/.preview.js")


def test_other_files_come_as_they_are(base: str) -> None:
    assert read(f"{base}/data.ndjson") == "{}\n"


@pytest.mark.parametrize("path", ["/nowhere/", "/../secret", "/%2e%2e/secret"])
def test_what_is_not_there_gets_the_sites_own_page(base: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        read(base + path)
    assert caught.value.code == 404
    assert "Not here" in caught.value.read().decode()


def test_a_question_is_answered_when_there_is_a_newer_build(base: str, edition: Edition) -> None:
    assert read(f"{base}/.preview?") == "1"
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(read(f"{base}/.preview?1")))
    asking.start()
    assert not answers
    edition.replace()
    asking.join(timeout=10)
    assert answers == ["2"]


def test_saving_a_file_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "directory"
    folder.mkdir()
    saved = Saved()
    stop = watch([folder, tmp_path / "not there"], saved)
    (folder / "hall.yml").write_text("name: Hall", encoding="utf-8")
    try:
        assert saved.event.wait(timeout=10)
    finally:
        stop()
