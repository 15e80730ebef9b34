"""Real web servers, each with the rules that we write for it; on this machine only, for as long as a test lasts."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tools.setup import ROOT, nginx_path

_PLACES = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"

_NGINX = """\
{nginx_user}
daemon off;
worker_processes 1;
pid {scratch}/pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {scratch}/body;
    proxy_temp_path {scratch}/proxy;
    fastcgi_temp_path {scratch}/fastcgi;
    uwsgi_temp_path {scratch}/uwsgi;
    scgi_temp_path {scratch}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        include {site}/hosting/nginx.conf;
    }}
}}
"""

_CADDY = """\
{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	root * {root}
	import {site}/hosting/Caddyfile
	file_server
}}
"""

_APACHE = """\
ServerRoot {scratch}
ServerName localhost
PidFile {scratch}/pid
ErrorLog /dev/stderr
Listen 127.0.0.1:{port}
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
LoadModule rewrite_module /usr/lib/apache2/modules/mod_rewrite.so
TypesConfig /etc/mime.types
{apache_user}
DocumentRoot {root}
<Directory {root}>
    Require all granted
    AllowOverride FileInfo Indexes
</Directory>
"""


@dataclass(frozen=True)
class Server:
    """How one is started: its program, its settings, and the words behind the program's name."""

    program: str
    settings: str
    arguments: tuple[str, ...]

    def find(self) -> str:
        """Where the program is. Without it the test is skipped; `make test` sees that nginx is there where it can."""
        found = nginx_path(ROOT, os.environ) if self.program == "nginx" else shutil.which(self.program, path=_PLACES)
        if found is None:
            pytest.skip(f"needs {self.program}, to try the rules that are written for it")
        return found


SERVERS = {
    "nginx": Server("nginx", _NGINX, ("-p", "{scratch}", "-e", "stderr", "-c", "{settings}")),
    "caddy": Server("caddy", _CADDY, ("run", "--adapter", "caddyfile", "--config", "{settings}")),
    "apache": Server("apache2", _APACHE, ("-X", "-f", "{settings}")),
}
"""By the name that directory.yml gives the host."""


def free_port() -> int:
    """A port that nobody uses, as long as nobody else takes it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(server: Server, site: Path, port: int, root: Path | None = None) -> Iterator[str]:
    """Serve a site, or a folder `root` that has it somewhere below. Gives the address of the server."""
    program = server.find()
    scratch = (root or site).parent / "run"
    scratch.mkdir()
    settings = scratch / "settings"
    may_all = os.geteuid() == 0  # the servers give up such rights, and could not read a folder of ours
    written = server.settings.format(
        site=site,
        root=root or site,
        scratch=scratch,
        port=port,
        nginx_user="user root;" if may_all else "",
        apache_user="User www-data\nGroup www-data" if may_all else "",
    )
    settings.write_text(written)
    if may_all and server.program == "apache2":
        _open_up(root or site)
    command = [program, *(one.format(scratch=scratch, settings=settings) for one in server.arguments)]
    log = scratch / "log"
    environment = {**os.environ, "HOME": str(scratch)}
    with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=output, env=environment) as process:
        try:
            _wait(port, process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)


def _open_up(folder: Path) -> None:
    """Let anybody on this machine read a test's own folder, and go through those that hold it."""
    for one in (folder, *folder.rglob("*")):
        one.chmod(0o755 if one.is_dir() else 0o644)
    for one in folder.parents[:-2]:
        one.chmod(one.stat().st_mode | 0o011)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise AssertionError(log.read_text())
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"no answer: {log.read_text()}")
