"""The browser of the tests (what pytest-playwright starts for `page`, `context` and `browser`), and steady examples."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from tools import setup

if TYPE_CHECKING:
    from tests.published import Published

QUIET = (
    "--no-sandbox",  # the tests open nothing but this project's own pages, and root needs it
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

# The same examples in every run: a change is judged by its own faults. HYPOTHESIS_PROFILE=default looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_configure() -> None:
    """Tell Playwright where `make test` puts its own browser, before it starts."""
    os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(setup.BROWSERS_FOLDER))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """What pytest-playwright starts: the browser that `make test` found, with everything off that would talk."""
    found = setup.browser_path(setup.ROOT, os.environ)
    where = {"executable_path": found} if found else {}
    cache = str(setup.ROOT / ".venv" / "cache" / "browser")  # what it would leave in the home folder
    environment = {**os.environ, "XDG_CACHE_HOME": cache, "XDG_CONFIG_HOME": cache}
    return {**browser_type_launch_args, **where, "args": list(QUIET), "env": environment}


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """Every page of the demonstration, made once and served to browsers."""
    from tests.published import Published, publish, read_demonstration, served  # noqa: PLC0415 - most tests need none

    directory = read_demonstration()
    folder = tmp_path_factory.mktemp("published")
    publish(directory, folder, tmp_path_factory.mktemp("scratch") / "mkdocs")
    with served(folder) as address:
        yield Published(directory, folder, address)
