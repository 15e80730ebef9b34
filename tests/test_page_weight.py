"""What a visit costs on a phone's contract: bytes over the wire, as a host that compresses sends them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Response

from tests.published import Published

FIRST, AFTER = 100_000, 10_000
"""The most bytes for a first page, and for each one after it."""


@contextmanager
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody on a phone who has never been here."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


def weigh(context: BrowserContext, published: Published, addresses: list[str]) -> list[int]:
    """Bytes for each page in turn, without what the browser has kept from the pages before."""
    page, kept = context.new_page(), set[str]()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - a builtin will not do
    weights = []
    for address in addresses:
        answers.clear()
        # Only the search goes on asking once a page has loaded.
        page.goto(published.address + address, wait_until="networkidle" if "find" in address else "load")
        fresh = [answer for answer in answers if answer.url not in kept]
        kept |= {answer.url for answer in answers if "/assets/" in answer.url}
        weights.append(sum(_wire(published, answer) for answer in fresh))
    return weights


def _wire(published: Published, answer: Response) -> int:
    path = urlsplit(answer.url).path.lstrip("/")
    file = published.folder / (f"{path}index.html" if path.endswith("/") or not path else path)
    return len(gzip.compress(file.read_bytes(), 6)) + sum(
        len(f"{name}: {said}") for name, said in answer.headers.items()
    )


def test_a_service_page_is_light_and_the_next_one_lighter(browser: Browser, published: Published) -> None:
    kinds = published.kinds()
    addresses = [address for address in kinds.values() if address.startswith("services/")]
    with reader(browser) as context:
        first, *after = weigh(context, published, addresses)
    assert first < FIRST / 4
    assert max(after) < AFTER


@pytest.mark.parametrize("prefix", ["", "cy/"])
def test_no_other_page_is_heavy(browser: Browser, published: Published, prefix: str) -> None:
    kinds = {
        kind: address for kind, address in published.kinds().items() if (published.folder / prefix / address).exists()
    }
    with reader(browser) as context:
        weights = weigh(context, published, [prefix + address for address in kinds.values()])
    heavy = {kind: weight for kind, weight in zip(kinds, weights, strict=True) if weight > FIRST / 2}
    assert heavy == {}
