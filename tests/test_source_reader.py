"""The strict reader: whatever the bytes, a document with places and findings in plain words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path as Folder
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hereabouts.catalogue import CATALOGUE
from hereabouts.finding import is_error
from hereabouts.source.document import Data, Document, Path
from hereabouts.source.reader import LOADER, digest, read_document
from hereabouts.source.text import LIMIT, visible
from tests.cases import GOOD, all_cases
from tests.shared import shared_folder

LOADERS = [pytest.param(yaml.CSafeLoader, id="libyaml"), pytest.param(yaml.SafeLoader, id="python")]

JARGON = ("token", "scalar", "mapping", "sequence", "stream", "anchor", "alias", "flow", "indicator", "null", "yaml ")
"""What no contributor should have to read."""

SERVICE = """\
name: Tuesday drop-in
opens: 10:30
phones:
  - 02071234567
  - {number: "01632 960123", type: no}
description: |
  Tea and soup.

  - free
maximum_age: 1_8.10
"""


def read(text: str | bytes, loader: type[Any] = LOADER) -> Document:
    content = text.encode() if isinstance(text, str) else text
    return read_document("directory/x.yml", content, loader)


def codes(document: Document) -> list[str]:
    return [item.code for item in document.findings]


def leaves(data: Data, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in `data` with its path."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, list):
        for number, item in enumerate(data):
            yield from leaves(item, (*path, number))
    else:
        for name, item in data.items():
            yield from leaves(item, (*path, name))


def assert_sound(document: Document) -> None:
    """What holds of every document, however bad the file was."""
    lines = document.text.split("\n")
    for item in document.findings:
        words = f"{item.message} {item.hint}"
        assert item.message
        assert item.hint
        assert visible(words) == words
        assert 1 <= item.place.line <= max(len(lines), 1)
        assert 1 <= item.place.column <= len(lines[item.place.line - 1]) + 1
    assert len(set(document.findings)) == len(document.findings)
    for path, text in leaves(document.data):
        assert text.strip()
        assert path in document.values
    if not document.data:
        return
    assert all(line >= 1 and column >= 1 for line, column in [*document.values.values(), *document.keys.values()])


@pytest.mark.parametrize("loader", LOADERS)
def test_every_value_stays_text(loader: type[Any]) -> None:
    document = read(SERVICE, loader)
    assert document.findings == ()
    assert document.data == {
        "name": "Tuesday drop-in",
        "opens": "10:30",
        "phones": ["02071234567", {"number": "01632 960123", "type": "no"}],
        "description": "Tea and soup.\n\n- free\n",
        "maximum_age": "1_8.10",
    }


@pytest.mark.parametrize("loader", LOADERS)
def test_every_value_and_key_has_its_place(loader: type[Any]) -> None:
    document = read(SERVICE, loader)
    assert document.values == {
        (): (1, 1),
        ("name",): (1, 7),
        ("opens",): (2, 8),
        ("phones",): (4, 3),
        ("phones", 0): (4, 5),
        ("phones", 1): (5, 5),
        ("phones", 1, "number"): (5, 14),
        ("phones", 1, "type"): (5, 36),
        ("description",): (6, 14),
        ("maximum_age",): (10, 14),
    }
    assert document.keys == {
        ("name",): (1, 1),
        ("opens",): (2, 1),
        ("phones",): (3, 1),
        ("phones", 1, "number"): (5, 6),
        ("phones", 1, "type"): (5, 30),
        ("description",): (6, 1),
        ("maximum_age",): (10, 1),
    }
    assert document.key_place("phones", 1, "type").column == 30
    assert document.place("phones", 1, "nothing").line == 5


@pytest.mark.parametrize("loader", LOADERS)
def test_columns_count_characters(loader: type[Any]) -> None:
    document = read('{"tŷ": "🏴󠁧󠁢󠁷󠁬󠁳󠁿 Caffi", name: é}\n', loader)
    assert document.values["name",] == (1, document.text.index("é") + 1)


def test_windows_line_ends_and_byte_order_mark_change_nothing() -> None:
    plain = read(SERVICE)
    windows = read(b"\xef\xbb\xbf" + SERVICE.replace("\n", "\r\n").encode())
    assert windows.findings == ()
    assert (windows.data, windows.values, windows.keys) == (plain.data, plain.values, plain.keys)


def test_byte_order_mark_inside_is_hidden() -> None:
    document = read("name: Church\ufeff Hall\n")
    assert codes(document) == ["reading-hidden-character"]
    assert "U+FEFF" in document.findings[0].message


def test_text_is_kept_as_written_and_digest_is_of_the_bytes() -> None:
    content = b"name: Church\x07 Hall\r\n"
    document = read(content)
    assert document.text == content.decode()
    assert document.digest == digest(content) != digest(content + b" ")


def test_letters_of_an_older_encoding_are_shown_with_their_line() -> None:
    document = read("name: Hall\nalternate_name: Tŷ Café\n".encode("cp1252", "replace"))
    assert (document.findings[0].place.line, document.findings[0].place.column) == (2, 23)
    assert "byte E9" in document.findings[0].message
    assert "`é`" in document.findings[0].hint
    assert document.data == {}
    assert document.text.startswith("name: Hall\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("description: Room #4 upstairs", "Everything from `#4 upstairs` on would be lost."),
        ("fees_description: Copies: 10p", "There is a colon and a space inside the text."),
        ("maintainers: [@jo]", "`@` cannot start a value here. Write the GitHub name without it: `jo`."),
        ('name: "Tea" and cake', "Quote the whole text, or none of it."),
        ("name: 'Bob's cafe'", "The quotes end too early"),
        ("description: [free] tea", '`[` starts a list. Put the text in "quotes".'),
        ("description: *all* welcome", "`*` has a meaning of its own at the start"),
        ("description: > 18 only", "`>` cannot start a value here."),
        ("a: b\n\temail: x", "This line starts with a tab. Use two spaces for each step in."),
        ("name:Jo", "Put one there: `name: Jo`."),
        ("email:", "`email` is empty. Write one, or take the line out."),
        ("phones: a\nemail: b\nphones: c", "`phones` is written twice (first on line 1). Put both under one"),
        ("transportation: Bus # 4", "Everything from `# 4` on would be lost."),
    ],
)
@pytest.mark.parametrize("loader", LOADERS)
def test_what_bites_is_told_in_plain_words(text: str, message: str, loader: type[Any]) -> None:
    (item,) = read(text + "\n", loader).findings
    assert message in f"{item.message} {item.hint}"


@pytest.mark.parametrize(
    "text",
    [
        "# on its own line\nname: Jo\n  # further in\n",
        'name: "Room 4" # a remark behind quotes\n',
        "languages: [en, cy]  # behind brackets\n",
        "phones:   # behind a name\n  - 01632 960123\n",
        "description: |  # behind a bar\n  Room #4: upstairs @ the back\n",
        "name: C# and other music\n",
        "url: https://club.example/#contact\n",
        "longitude: -1.29\n",
        "name: Tea: the (real) one\n".replace(": the", " - the"),
        "---\nname: Jo\n",
        'description: "Two lines\n  in quotes. Note: bring a cup."\n',
        "email: mailto:jo@riverside.example\n",
        "websites:\n  - https://riverside.example\n  - mailto:jo@riverside.example\n  - 10:30\n",
        "needs: [food, {term: gp, value: '#4'}]\n",
        "alert: No entry\n",
        "a:\n- b\n- c\n",
    ],
)
@pytest.mark.parametrize("loader", LOADERS)
def test_what_is_fine_is_not_mentioned(text: str, loader: type[Any]) -> None:
    assert codes(read(text, loader)) == []


def test_remark_with_room_around_it_is_only_mentioned() -> None:
    document = read("expires_after: 14 days   # two weeks\nname: Jo\n")
    assert codes(document) == ["reading-remark"]
    assert not is_error(document.findings[0])
    assert document.data == {"expires_after": "14 days", "name": "Jo"}


def test_what_stands_around_an_error_is_kept() -> None:
    document = read("name: Hall\nphones: [01632 960120]\nphones: x\nemail:\nlatitude: 52.9\nnote: a: b\nlast: c\n")
    assert codes(document) == ["reading-twice", "reading-empty", "reading-colon"]
    assert document.data.pop("note", "a") == "a"  # as far as it was read
    assert document.data == {"name": "Hall", "phones": ["01632 960120"], "latitude": "52.9"}


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 25_000,
        b"a: " + b"[" * 25_000,
        b"{a: " * 25_000,
        b"a: &a {x: y}\n" + b"".join(b"b%d: &a {<<: [%s*a]}\n" % (n, b"*a, " * 9) for n in range(2_000)),
        b"a: [" + b"*a, " * 30_000,
        b"a: [" + b"a ," * 40_000 + b"#]",
        b"a: [" + b"a," * 60_000 + b"]",
        b"a: x" + b" ,*" * 40_000 + b": x\n",
        b"a: b\n" + b"a" * 130_000 + b"\nc: d",
        b"a: " + b"b: " * 40_000,
        b"- " * 60_000,
        b"? " * 60_000,
        b"a: b\n" * 26_000,
        b"a:\n" * 40_000,
        b'a: "' + b"b:\nc: " * 20_000 + b'"',
        b"\x01" * 130_000,
        "a\x85".encode() * 40_000,
        b"\n" * 130_000,
        b"a: x" + b" " * 130_000 + b"#x",
        b"".join(b" " * n + b"a:\n" for n in range(500)),
        b"a" * (LIMIT + 1),
    ],
)
def test_no_file_takes_long_or_says_much(content: bytes) -> None:
    start = time.process_time()
    document = read(content[: LIMIT + 1])
    assert time.process_time() - start < 3  # a bomb takes minutes; the slowest of these about a fifth of a second
    assert len(document.findings) <= 42
    assert sum(len(f"{item.message}{item.hint}") for item in document.findings) < 20_000
    assert_sound(document)


def test_deeply_nested_brackets_do_not_end_the_program() -> None:
    assert codes(read(b"a: " + b"[" * 25_000)) == ["reading-too-deep"]


def test_size_limit_is_exact() -> None:
    head = b"name: Jo\n#"
    assert codes(read(head + b"x" * (LIMIT - len(head)))) == []
    assert codes(read(head + b"x" * (LIMIT - len(head) + 1))) == ["reading-too-large"]


def test_example_records_read_without_errors() -> None:
    files = sorted(shared_folder("records").rglob("*.yml"))
    assert files
    for file in files:
        document = read(file.read_bytes())
        assert [item for item in document.findings if is_error(item)] == []
        assert "name" in document.data


def test_good_directory_reads_the_same_with_both_parsers() -> None:
    for file in sorted(GOOD.rglob("*.yml")):
        c, python = (read(file.read_bytes(), loader) for loader in (yaml.CSafeLoader, yaml.SafeLoader))
        assert (c.data, c.values, c.keys, c.findings) == (python.data, python.values, python.keys, python.findings)


DIFFERENT = {"half-a-character"}
"""Where the parser in Python takes what libyaml refuses; both are refused in the end."""


@pytest.mark.parametrize("folder", all_cases(), ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_both_parsers_find_the_same_in_bad_records(folder: Folder) -> None:
    for file in (item for item in sorted(folder.rglob("*.y*ml")) if item.is_file()):
        c, python = (read(file.read_bytes(), loader) for loader in (yaml.CSafeLoader, yaml.SafeLoader))
        if folder.name in DIFFERENT:
            assert any(map(is_error, python.findings))
        else:
            assert python.findings == c.findings


UNSHOWN = {"reading-too-large", "reading-not-utf-8", "reading-many", "reading-not-understood"}
"""Codes whose example is told and not typed."""


@pytest.mark.parametrize("code", [code for code, entry in CATALOGUE.items() if entry.theme == "reading"])
def test_catalogue_examples_are_wrong_and_right_as_they_say(code: str) -> None:
    entry = CATALOGUE[code]
    assert entry.explain
    assert entry.hints["hint"]
    assert not any(word in f"{entry.title} {entry.message} {entry.hints} {entry.explain}".lower() for word in JARGON)
    if code not in UNSHOWN:
        assert code in codes(read(entry.wrong))
        assert codes(read(entry.right)) == []


# Any bytes at all.

PIECES = st.sampled_from(
    [
        *("name", "a", "é", "text here", "01632 960123", "name:Jo", "\n-x", "~", "null"),
        *(":", ": ", ":\n", "- ", "-", "? ", "\n", "\n  ", "\n    ", " ", "  ", "\t", "\r", "\r\n"),
        *("[", "]", "{", "}", ", ", "*a", "&a ", "!t ", "!!int ", "<<: ", "|\n", ">\n", "> ", '"', "'", "#", " # "),
        *("\\", "\\u202e", "\\0", "\\x85", "@", "%", "%YAML 1.1\n", "`", "\n---\n", "\n...\n"),
        *("\ufeff", "\u202e", "\u2028", "\x85", "\x00", "\x1b[31m", "\U0010ffff", "\uffff"),
    ]
)
TYPED = st.lists(PIECES, max_size=40).map("".join)
FILES = [file.read_text(encoding="utf-8") for file in sorted(GOOD.rglob("*.yml"))]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A good record with a few things typed, cut or pasted in the wrong place."""
    text = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.one_of(st.just(""), PIECES, TYPED)) + text[end:]
    return text


def assert_never_raises(content: bytes) -> None:
    documents = [read(content, loader) for loader in (yaml.CSafeLoader, yaml.SafeLoader)]
    for document in documents:
        assert_sound(document)
    c, python = documents
    if not c.findings and not python.findings:
        assert (c.data, c.values, c.keys) == (python.data, python.values, python.keys)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"\xff\xfen\x00")
@example(b"\xef\xbb\xbf\xef\xbb\xbfname: x")
def test_any_bytes_give_findings_and_never_an_exception(content: bytes) -> None:
    assert_never_raises(content)


@settings(max_examples=700, deadline=None)
@given(TYPED)
@example("\n---\n\n  ")
def test_anything_typed_gives_findings_and_never_an_exception(text: str) -> None:
    assert_never_raises(text.encode())


@settings(max_examples=500, deadline=None)
@given(damaged())
def test_any_slip_in_a_good_record_gives_findings_and_never_an_exception(text: str) -> None:
    assert_never_raises(text.encode())
