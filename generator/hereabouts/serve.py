"""A preview on this computer only: the built site, rebuilt and shown again when a file is saved.

The page that is open asks, in one waiting request, whether there is something newer; the question is put by a small
script added only to what is served here, never to what is built.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_SCRIPT = "/.preview.js"
_QUESTION = "/.preview"
_PATIENCE = 25
"""Seconds that one question waits before it is asked again."""

_JAVASCRIPT = """\
const ask = async (seen) => {
  try {
    const answer = await (await fetch(`/.preview?${seen}`, { cache: "no-store" })).text();
    if (seen && answer !== seen) location.reload();
    else ask(answer);
  } catch {
    setTimeout(() => ask(seen), 2000);
  }
};
ask("");
"""


class Edition:
    """Which build is being shown; those who wait are told when it is replaced."""

    def __init__(self) -> None:
        self.number = 1
        self._changed = threading.Condition()

    def replace(self) -> None:
        """Tell everybody that there is a newer build."""
        with self._changed:
            self.number += 1
            self._changed.notify_all()

    def wait_past(self, seen: str) -> int:
        """The number of the build to show, once it is another than `seen` or patience has run out."""
        with self._changed:
            self._changed.wait_for(lambda: str(self.number) != seen, timeout=_PATIENCE if seen else 0)
            return self.number


class Handler(SimpleHTTPRequestHandler):
    """Files of the site as a static host gives them, with 404.html for what is not there."""

    extensions_map = {  # noqa: RUF012  # the base class's own attribute
        **SimpleHTTPRequestHandler.extensions_map,
        ".ndjson": "application/x-ndjson",
        ".js": "text/javascript",
    }

    def __init__(self, *arguments: Any, edition: Edition, **options: Any) -> None:
        self.edition = edition
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        """Answer with a file, the preview's script or its question."""
        path, _, query = self.path.partition("?")
        if path == _SCRIPT:
            self._answer(_JAVASCRIPT.encode(), "text/javascript")
        elif path == _QUESTION:
            self._answer(str(self.edition.wait_past(query)).encode(), "text/plain")
        else:
            self._answer_with_file()

    def _answer_with_file(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.is_dir() and not self.path.partition("?")[0].endswith("/"):
            super().do_GET()
            return
        page = file / "index.html" if file.is_dir() else file
        if page.suffix == ".html" and page.is_file():
            self._answer(_with_script(page.read_bytes()), "text/html; charset=utf-8")
        elif page.is_file():
            super().do_GET()
        else:
            missing = Path(self.directory) / "404.html"
            content = _with_script(missing.read_bytes()) if missing.is_file() else b"Not here."
            self._answer(content, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)

    def _answer(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        with suppress(ConnectionError):  # the page was closed or shown again while it waited
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing: what was looked at is nobody's business."""


def _with_script(html: bytes) -> bytes:
    head, end, tail = html.rpartition(b"</body>")
    return head + f'<script src="{_SCRIPT}" defer></script>'.encode() + end + tail if end else html


class Saved(FileSystemEventHandler):
    """Notes that something was saved, whatever it was."""

    def __init__(self) -> None:
        self.event = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note what was saved, made, moved or deleted; opening a file to read it does not count."""
        if event.event_type in {"created", "modified", "deleted", "moved"} and not event.is_directory:
            self.event.set()


def make_server(site: Path, address: tuple[str, int], edition: Edition) -> ThreadingHTTPServer:
    """A server for the site, on this computer only. Raises OSError when the port is taken."""
    server = ThreadingHTTPServer(address, partial(Handler, directory=str(site), edition=edition))
    server.daemon_threads = True
    return server


def watch(paths: Iterable[Path], saved: Saved) -> Callable[[], None]:
    """Note in `saved` when something below `paths` is saved; gives what to call to stop."""
    observer = Observer()
    for path in dict.fromkeys(one.resolve() for one in paths):
        if path.exists():
            observer.schedule(saved, str(path), recursive=path.is_dir())
    observer.start()
    return observer.stop


def serve(
    site: Path, watched: Iterable[Path], address: tuple[str, int], rebuild: Callable[[], bool], settle: float = 0.2
) -> None:
    """Serve until interrupted, calling `rebuild` when something in `watched` was saved.

    `rebuild` tells whether there is a new site to show. A few saves in a row (within `settle` seconds) make one build.
    """
    edition, saved = Edition(), Saved()
    server = make_server(site, address, edition)
    stop = watch(watched, saved)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        while True:
            if not saved.event.wait(timeout=1):
                continue
            while saved.event.is_set():
                saved.event.clear()
                saved.event.wait(timeout=settle)
            if rebuild():
                edition.replace()
    finally:
        stop()
        server.shutdown()
