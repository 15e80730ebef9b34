"""Work spread over processes gives what one process would give."""

from __future__ import annotations

import os

import pytest

from hereabouts import parallel


@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize("count", [0, 1, 99, 100, 301])
def test_results_come_in_order(count: int, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_SHARING", 2)
    secret = {"never": "handed over"}

    def work(index: int) -> tuple[int, str]:
        return index * index, secret["never"]

    assert list(parallel.spread(work, count, jobs)) == [(index * index, "handed over") for index in range(count)]


def test_other_processes_do_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_SHARING", 2)
    assert os.getpid() not in set(parallel.spread(lambda _: os.getpid(), 500, 2))


def test_a_mistake_in_the_work_comes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_SHARING", 2)
    with pytest.raises(ZeroDivisionError):
        list(parallel.spread(lambda index: 1 // (index - 250), 300, 2))


def test_work_within_work_is_kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_SHARING", 2)
    assert list(parallel.spread(lambda index: sum(parallel.spread(lambda inner: inner, 3, 1)) + index, 3, 2)) == [
        3,
        4,
        5,
    ]
