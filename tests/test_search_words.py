"""Words become the same terms here and in the browser, whoever wrote them and however."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from hereabouts.outputs.search import numbers
from hereabouts.outputs.search.stemmer import stem
from hereabouts.outputs.search.words import LEFT_OUT, OTHERWISE, fold, term_of, terms
from tests import node
from tests.shared import shared_folder

ROOT = Path(__file__).resolve().parent.parent
READ = {".yml", ".yaml", ".json", ".ndjson", ".csv", ".md", ".toml", ".txt", ".py", ".po"}
ENDINGS = (
    *("ational", "tional", "enci", "anci", "izer", "bli", "alli", "entli", "eli", "ousli", "ization", "ation", "ator"),
    *("alism", "iveness", "fulness", "ousness", "aliti", "iviti", "biliti", "logi", "icate", "ative", "alize", "iciti"),
    *("ical", "ful", "ness", "ance", "ence", "able", "ible", "ant", "ement", "ment", "ent", "ism", "ous", "ive", "ize"),
    *(
        "s",
        "es",
        "sses",
        "ies",
        "eed",
        "ed",
        "ing",
        "y",
        "e",
        "ll",
        "lle",
        "sion",
        "tion",
        "at",
        "bl",
        "iz",
        "tt",
        "zz",
    ),
)


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return node.lay_out(tmp_path_factory.mktemp("words"))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("men's", "men’s", "Mens", "MEN'S", "men´s", "‘men’s’"), ["men"]),
        (("tŷ", "Tŷ", "ty", "Ty\u0302", "TY"), ["ty"]),
        (("café", "cafe", "CAFÉ", "café’s", "cafés"), ["cafe"]),
        (("drop-in", "Drop‐in", "drop-in.", "(drop-in)"), ["drop", "dropin"]),
        (("dropin",), ["dropin"]),
        (("9am–5pm", "9am - 5pm", "9am—5pm", "9am-5pm"), ["9am", "5pm"]),
        (("St James's", "St. James", "st james’"), ["st", "jame"]),
        (("carers'", "carer’s", "Carers"), ["carer"]),
        (("O'Neill", "oneill"), ["oneil"]),
        (("Straße", "strasse"), ["strass"]),
        (("Łódź", "lodz"), ["lodz"]),
        (("co\u00adoperate",), ["cooper"]),
        (("money", "Money!"), ["money"]),
        (("Wednesdays", "wednesday"), ["wednesday"]),
        (("the and of", "", "—", "''", "-"), []),
        (("हिन्दी", "«हिन्दी»"), ["हिन्दी"]),
        (("ΟΔΟΣ", "οδός"), ["οδοσ"]),
    ],
)
def test_one_word_many_ways(modules: Path, texts: tuple[str, ...], expected: list[str]) -> None:
    ours = [list(terms(text)) for text in texts]
    assert node.run(modules, "terms", {"texts": texts, "words": []})["texts"] == ours
    assert ours == [expected] * len(texts)


def agree(modules: Path, texts: Iterable[str]) -> int:
    """Assert that both sides make the same of each text. Tells how many there were."""
    each = sorted(set(texts))
    theirs = node.run(modules, "terms", {"texts": each, "words": []})["texts"]
    assert [text for text, said in zip(each, theirs, strict=True) if list(terms(text)) != said] == []
    return len(each)


def words_of(folders: Iterable[Path]) -> Iterable[str]:
    for folder in folders:
        for file in folder.rglob("*"):
            if file.suffix in READ and file.is_file() and "__pycache__" not in file.parts:
                yield from file.read_text(encoding="utf-8", errors="replace").split()


def test_every_word_of_the_repository(modules: Path) -> None:
    names = ("directory", "docs", "schema", "tests", "benchmarks", "generator")
    assert agree(modules, words_of(ROOT / name for name in names)) > 20_000


def test_every_word_of_the_shared_data(modules: Path) -> None:
    folders = [shared_folder("data"), shared_folder("records"), shared_folder("spec")]
    assert agree(modules, words_of(folders)) > 20_000


def test_any_characters_at_all(modules: Path) -> None:
    chance = Random(3)
    # Python and Node know different versions of Unicode, so only characters that both have.
    known = [chr(code) for code in range(0x30000) if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}]
    assert len(known) > 100_000
    rows = (" ".join(known[start : start + 60]) for start in range(0, len(known), 60))
    mixed = known + [letter for letter in known if ord(letter) < 0x250] * 400
    texts = ("".join(chance.choice(mixed) for _ in range(chance.randint(1, 12))) for _ in range(3000))
    assert agree(modules, [*rows, *texts]) > 5_000


def test_the_stemmer_is_that_of_lunr_js(modules: Path) -> None:
    chance = Random(5)
    made = {
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyzaeiouys", k=chance.randint(0, 7))) + chance.choice(ENDINGS)
        for _ in range(60_000)
    }
    words = sorted(made | LEFT_OUT)
    said = node.run(modules, "terms", {"texts": [], "words": words})
    assert [word for word, theirs in zip(words, said["stems"], strict=True) if stem(word) != theirs] == []
    assert set(said["leftOut"]) == LEFT_OUT


def test_folding_twice_changes_nothing() -> None:
    for text in ("Tŷ’r Café", "İstanbul", "a—b", "ﬁt ½", "x\u200dy"):
        assert fold(fold(text)) == fold(text)


def test_numbers_come_back(modules: Path) -> None:
    each = [*range(20_500), 2**31, 10**12]
    text = "".join(numbers.code(number) for number in each)
    assert len({numbers.code(number) for number in each}) == len(each)
    assert '"' not in text
    assert "\\" not in text
    assert node.run(modules, "numbers", text) == each


def test_words_that_mean_something_else_are_told_apart() -> None:
    """Where a stem harms: somebody lonely is no lone parent, and the news is not what is new."""
    apart = [("lonely", "lone"), ("universal", "university"), ("hospitality", "hospital"), ("news", "new")]
    apart += [("communication", "community"), ("organization", "organic"), ("international", "internal")]
    assert [(one, other) for one, other in apart if term_of(one) == term_of(other)] == []
    assert term_of("lonely") == term_of("loneliness")


def test_the_browser_tells_the_same_words_apart() -> None:
    """Both keep a list of their own, and the one in the browser is no longer than ours."""
    script = (ROOT / "site_overrides" / "assets" / "javascripts" / "search" / "words.js").read_text("utf-8")
    listed = script.partition("const OTHERWISE = new Map([")[2].partition("]);")[0]
    assert dict(re.findall(r'\["(\w+)", "(\w+)"\]', listed)) == OTHERWISE
