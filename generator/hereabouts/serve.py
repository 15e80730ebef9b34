"""A preview on this computer only: the built site, rebuilt and shown again when a file is saved.

The page that is open asks, in one waiting request, whether there is something newer; the question is put by a small
script added only to what is served here, never to what is built.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from hereabouts.watch import Watch

_SCRIPT = "/.preview.js"
_QUESTION = "/.preview"
_PATIENCE = 25
"""Seconds that one question waits before it is asked again."""

_NOTHING_YET = b"<!doctype html><title>Nothing yet</title><body><p>There is nothing here yet.</p></body>"


class Edition:
    """Which build is being shown, and what is wrong with it; those who wait are told when there is another."""

    def __init__(self) -> None:
        self.number = 0
        self.trouble = ""
        self._changed = threading.Condition()

    @property
    def name(self) -> str:
        """The same for two builds never, also when the preview was started again."""
        return f"{os.getpid()}-{self.number}"

    def replace(self, trouble: str = "") -> None:
        """Tell everybody that there is a newer build, or that there should be one but for `trouble`."""
        with self._changed:
            self.number += 1
            self.trouble = trouble
            self._changed.notify_all()

    def wait_past(self, seen: str) -> bytes:
        """Which build there is, as JSON, once it is another than `seen` or patience has run out."""
        with self._changed:
            self._changed.wait_for(lambda: self.name != seen, timeout=_PATIENCE if seen else 0)
            return json.dumps({"edition": self.name, "trouble": self.trouble}).encode()


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
            self._answer(Path(__file__).with_name("preview.js").read_bytes(), "text/javascript")
        elif path == _QUESTION:
            self._answer(self.edition.wait_past(query), "application/json")
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
            content = _with_script(missing.read_bytes() if missing.is_file() else _NOTHING_YET)
            self._answer(content, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Let nothing be kept: the next build may have it otherwise."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _answer(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        with suppress(ConnectionError):  # the page was closed or shown again while it waited
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing: what was looked at is nobody's business."""


def _with_script(html: bytes) -> bytes:
    head, end, tail = html.rpartition(b"</body>")
    return head + f'<script src="{_SCRIPT}" defer></script>'.encode() + end + tail if end else html


class Server(ThreadingHTTPServer):
    """Serves the site to this computer only, and says nothing of a browser that hangs up."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nobody needs to know: the page that asked is gone, or asks again."""


def make_server(site: Path, address: tuple[str, int], edition: Edition) -> ThreadingHTTPServer:
    """A server for the site, on this computer only. Raises OSError when the port is taken."""
    return Server(address, partial(Handler, directory=str(site), edition=edition))


def serve(server: ThreadingHTTPServer, edition: Edition, watch: Watch, rebuild: Callable[[], str]) -> None:
    """Build, and serve until interrupted; build again when something that is watched was saved.

    `rebuild` gives what is wrong, for those who look at the page; nothing when all is well.
    """
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        watch.start()
        edition.replace(rebuild())
        while True:
            watch.wait()
            edition.replace(rebuild())
    finally:
        watch.stop()
        server.shutdown()
        server.server_close()
