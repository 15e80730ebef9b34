"""The preview: files as a host gives them, a new build shown by itself, nothing of it left in the site."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from hereabouts.commands import serve as commands
from hereabouts.serve import Edition, make_server, serve
from hereabouts.watch import Watch


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
    seen = json.loads(read(f"{base}/.preview?"))["edition"]
    answers: list[dict[str, str]] = []
    asking = threading.Thread(target=lambda: answers.append(json.loads(read(f"{base}/.preview?{seen}"))))
    asking.start()
    assert not answers
    edition.replace("Something is wrong.")
    asking.join(timeout=10)
    assert answers == [{"edition": edition.name, "trouble": "Something is wrong."}]
    assert edition.name != seen


def test_nothing_is_kept_by_the_browser(base: str) -> None:
    for path in ("/about/", "/data.ndjson", "/.preview.js", "/.preview?"):
        with urllib.request.urlopen(base + path, timeout=10) as answer:
            assert answer.headers["Cache-Control"] == "no-store"


def test_before_the_first_build_the_page_waits_for_it(tmp_path: Path, edition: Edition) -> None:
    server = make_server(tmp_path / "site", ("127.0.0.1", 0), edition)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with pytest.raises(urllib.error.HTTPError) as caught:
        read(f"http://127.0.0.1:{server.server_port}/")
    said = caught.value.read().decode()
    server.shutdown()
    server.server_close()
    assert "nothing here yet" in said
    assert "/.preview.js" in said


def test_what_goes_wrong_is_said_and_serving_goes_on(site: Path, edition: Edition, tmp_path: Path) -> None:
    """The first build fails, then a save mends it; then somebody stops it."""
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: D")
    said = ["The site could not be made.", ""]
    shown: list[str] = []

    def rebuild() -> str:
        shown.append(edition.trouble)
        if not said:
            raise KeyboardInterrupt
        config.write_text(f"site_name: {len(said)}")
        return said.pop(0)

    server = make_server(site, ("127.0.0.1", 0), edition)
    with pytest.raises(KeyboardInterrupt):
        serve(server, edition, Watch(config, list, settle=0.01), rebuild)
    assert shown == ["", "The site could not be made.", ""]
    assert edition.number == 2
    with pytest.raises(OSError, match="refused"):
        read(f"http://127.0.0.1:{server.server_port}/")


@pytest.mark.parametrize(
    ("code", "words"), [(0, ""), (1, "wrong with the records"), (2, "not be made"), (3, "not be made")]
)
def test_a_build_is_a_program_of_its_own(code: int, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], check: bool) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, code)

    monkeypatch.setattr(subprocess, "run", run)
    said = commands._rebuild(Path("out"))
    assert words in said
    assert bool(said) is bool(code)
    assert asked == [[sys.executable, "-m", "hereabouts", "build", "--preview", "--site-dir", "out"]]
