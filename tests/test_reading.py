"""Reading all records: where a sound one says what is found again only when somebody asks, and nobody does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hereabouts.check import check_folder
from tests.cases import GOOD, RECORDS, TODAY
from tests.demonstration import demonstration_folder


@pytest.mark.parametrize(
    "folder", [lambda: GOOD / "directory", lambda: RECORDS / "whole" / "directory", demonstration_folder]
)
def test_a_record_that_is_right_is_not_read_twice(folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    again: list[str] = []
    monkeypatch.setattr("hereabouts.reading._locate", lambda document: again.append(document.file))
    found = check_folder(folder(), folder().parent, TODAY).findings
    assert set(again) <= {item.place.file for item in found}
