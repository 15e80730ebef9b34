"""Which name somebody may have meant: one that is nearly the same, or one that only shares some words."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from hereabouts.model.ids import slug

_ALIKE = 75


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice that `word` is a slip of: a letter or two wrong, other signs, or the words in another order."""
    known = list(choices)
    plain = slug(word.strip().removesuffix(".yml").rpartition("/")[2])
    if plain in known:
        return plain
    words = sorted(plain.split("-"))
    reordered = next((choice for choice in known if sorted(choice.split("-")) == words), "")
    found = process.extractOne(plain, known, scorer=OSA.distance, score_cutoff=_slips(plain)) if plain else None
    return reordered or (str(found[0]) if found else "")


def something_like(word: str, choices: Iterable[str]) -> str:
    """The choice that is most like `word` where none is near; often it is another thing altogether."""
    known, words = list(choices), set(slug(word).split("-"))
    longer = [choice for choice in known if words < set(choice.split("-"))]
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return longer[0] if len(longer) == 1 else str(found[0]) if found else ""


def _slips(word: str) -> int:
    """How many letters of a word may be wrong for it to be taken for another."""
    return 1 if len(word) < 6 else 2 if len(word) < 15 else 3
