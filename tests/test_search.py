"""The sliced search against lunr.js itself: the same services, in the same order, with the same scores."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from hereabouts.assembly import assemble
from hereabouts.check import check_folder
from hereabouts.directory import Directory
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.search import make_block, put_together
from hereabouts.outputs.search.slices import cut
from hereabouts.outputs.search.texts import FIELDS, texts_of
from hereabouts.outputs.search.words import words
from tests import node
from tests.demonstration import demonstration_folder
from tests.pages_example import TODAY

OPTIONAL, REQUIRED, PROHIBITED = 1, 2, 3
STEMS = ("advic", "advis", "bak", "car", "debt", "famil", "garden", "hop", "lon", "money", "mum", "sing", "walk", "ŵy")
ENDINGS = ("", "e", "s", "es", "ing", "ed", "y", "ies", "ation", "ful", "’s", "-in", "10")


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return node.lay_out(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="module")
def demonstration() -> Directory:
    folder = demonstration_folder()
    checked = check_folder(folder, folder.parent, TODAY)
    return assemble(checked.records, TODAY)


# ---- random corpora


def a_word(chance: Random) -> str:
    return chance.choice(STEMS) + chance.choice(ENDINGS)


def a_text(chance: Random, most: int) -> str:
    return " ".join(a_word(chance) for _ in range(chance.randint(0, most)))


def a_question(chance: Random, fields: Sequence[str]) -> list[dict[str, Any]]:
    """One to four words, each perhaps with a boost, in some fields only, required, prohibited or not yet whole."""
    asked = []
    for _ in range(chance.randint(1, 4)):
        word = chance.choice(words(a_word(chance)))
        one: dict[str, Any] = {"word": word, "presence": chance.choice([OPTIONAL, OPTIONAL, REQUIRED, PROHIBITED])}
        if chance.random() < 0.3:
            one |= {"word": word[: chance.randint(1, 4)], "prefix": True}
        if chance.random() < 0.3:
            one["boost"] = chance.choice([0.5, 2, 10])
        if chance.random() < 0.2:
            one["fields"] = chance.sample(fields, chance.randint(1, len(fields)))
        asked.append(one)
    return asked


def a_case(seed: int) -> dict[str, Any]:
    chance = Random(seed)
    texts = [[a_text(chance, 3 + 9 * number) for number in range(len(FIELDS))] for _ in range(chance.randint(0, 60))]
    queries = [a_question(chance, list(FIELDS)) for _ in range(40)]
    return case(f"corpus {seed}", texts, queries, block=chance.randint(1, 30))


def case(name: str, texts: Sequence[Sequence[str]], queries: list[Any], block: int = 512) -> dict[str, Any]:
    blocks = [make_block(texts[start : start + block], len(FIELDS)) for start in range(0, len(texts), block)]
    made = {path: content.decode() for path, content in put_together(blocks, [b"{}"] * len(texts))}
    whole = {"fields": list(FIELDS), "boosts": list(FIELDS.values()), "texts": texts}
    return {"name": name, "files": made, "queries": queries, **whole}


def test_slices_answer_as_the_whole_index_for_any_corpus_and_question(
    modules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Slices of a few terms each, so that questions need several.
    monkeypatch.setattr("hereabouts.outputs.search.cut", lambda blocks: cut(blocks, 200))
    said = node.run(modules, "compare", [a_case(seed) for seed in range(60)])
    assert said["differences"] == []
    assert said["asked"] == 2400
    assert said["found"] > 1000  # most questions have an answer


@pytest.mark.parametrize("language", ["en", "cy"])
def test_slices_answer_as_the_whole_index_for_the_demonstration(
    modules: Path, demonstration: Directory, language: str
) -> None:
    site = Site(demonstration, language)
    texts = [texts_of(site, one) for one in demonstration.services.values()]
    chance = Random(7)
    known = sorted({word for each in texts for text in each for word in words(text)})
    queries = [[{"word": word} for word in chance.sample(known, 3)] for _ in range(200)]
    queries += [[{"word": word[:3], "prefix": True}] for word in chance.sample(known, 50)]  # type: ignore[dict-item]
    said = node.run(modules, "compare", [case(language, texts, queries)])
    assert said["differences"] == []
    assert said["found"] >= 200
