"""Work spread over processes gives what one process would give."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor

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


def test_a_worker_that_the_system_ends_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_SHARING", 2)

    def work(index: int) -> int:
        if index == 250:
            os.kill(os.getpid(), signal.SIGKILL)
        return index

    with pytest.raises(parallel.LostWorkerError):
        list(parallel.spread(work, 300, 2))


def test_ctrl_c_is_not_for_workers_from_their_first_moment(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(parallel, "WORTH_SHARING", 2)
    begin = parallel._begin

    def begin_late() -> None:
        signal.raise_signal(signal.SIGINT)
        begin()
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(parallel, "_begin", begin_late)
    assert list(parallel.spread(lambda index: index, 300, 2)) == list(range(300))
    assert capfd.readouterr().err == ""
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, set())


def test_what_nobody_waits_for_any_more_is_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_SHARING", 2)
    said: list[dict[str, bool]] = []
    end = ProcessPoolExecutor.shutdown

    def shutdown(self: ProcessPoolExecutor, **options: bool) -> None:
        said.append(options)
        end(self, **options)

    monkeypatch.setattr(ProcessPoolExecutor, "shutdown", shutdown)
    results = parallel.spread(lambda index: index, 1000, 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert said == [{"cancel_futures": True}]
