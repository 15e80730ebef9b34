"""Plain text from contributors as HTML."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hereabouts.outputs.pages.links import address, link, mail_link, phone_link, safe_url, web_url
from hereabouts.outputs.pages.prose import excerpt, first_line, inline, prose, split_lead


class Reader(HTMLParser):
    """What a browser would see: the tags with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("  \n ", ""),
        ("Tea and cake.", "<p>Tea and cake.</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One\ngoes on.", "<p>One\ngoes on.</p>"),
        ("Bring:\n- tea\n- cake\n", "<p>Bring:</p><ul><li>tea</li><li>cake</li></ul>"),
        ("- tea\n  and milk\n- cake", "<ul><li>tea and milk</li><li>cake</li></ul>"),
        ("- tea\n\nThen home.", "<ul><li>tea</li></ul><p>Then home.</p>"),
        ("- tea\nThen home.", "<ul><li>tea</li></ul><p>Then home.</p>"),
        ("-5 degrees", "<p>-5 degrees</p>"),
        (
            "See https://a.example/b_(c)?d=1&e=2.",
            '<p>See <a href="https://a.example/b_(c)?d=1&amp;e=2" rel="nofollow noopener">'
            "https://a.example/b_(c)?d=1&amp;e=2</a>.</p>",
        ),
        ("(http://a.example/)", '<p>(<a href="http://a.example/" rel="nofollow noopener">http://a.example/</a>)</p>'),
    ],
)
def test_forms(text: str, html: str) -> None:
    assert prose(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{ 7*7 }} {% raw %}",
        "[x](javascript:alert(1))",
        '--8<-- "secrets.txt"',
        "<!-- hereabouts:body -->",
        "javascript:alert(1)",
        "https://bank.example@evil.example/",
        "# Not a heading\n> not a quotation\n```\nnot code\n```",
        "&lt;b&gt; &amp;",
    ],
)
def test_what_was_typed_is_what_is_shown(text: str) -> None:
    seen = Reader(prose(text))
    assert seen.text == text
    assert {tag for tag, _ in seen.tags} <= {"p", "ul", "li"}


@given(st.text(alphabet=st.sampled_from("ab -\n<>\"'&:/.()htps@*{}`"), max_size=80))
def test_no_text_makes_any_other_tag(text: str) -> None:
    seen = Reader(prose(text))
    for tag, attributes in seen.tags:
        assert tag in {"p", "ul", "li", "a"}
        if tag == "a":
            assert set(attributes) == {"href", "rel"}
            assert str(attributes["href"]).lower().startswith(("http://", "https://"))


@given(st.text(max_size=200))
def test_inline_keeps_every_character(text: str) -> None:
    assert "\r" in text or "\x00" in text or Reader(inline(text)).text == text


@given(st.text(max_size=400), st.integers(10, 200))
def test_excerpts_are_short(text: str, most: int) -> None:
    assert len(excerpt(text, most)) <= most
    assert len(first_line(text, most)) <= most


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "Tea, soup and company for all who come here. Come alone.\n\nMore.",
            "Tea, soup and company for all who come here.",
        ),
        (
            "A fridge. In the porch. Take what you like, and leave some.",
            "A fridge. In the porch. Take what you like, and leave some.",
        ),
        ("Tea and cake.\n\nMore.", "Tea and cake."),
        ("Dr. Who", "Dr. Who"),
        ("word " * 60, "word " * 27 + "word…"),
    ],
)
def test_a_card_says_a_sentence_or_two(text: str, line: str) -> None:
    assert first_line(text) == line


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("index.html", "services/a/b/index.html", "services/a/b/"),
        ("services/a/b/index.html", "services/a/c/index.html", "../../../services/a/c/"),
        ("cy/a-z/index.html", "a-z/index.html", "../../a-z/"),
        ("a-z/index.html", "index.html", "../"),
        ("index.html", "index.html", "./"),
    ],
)
def test_links_are_relative(start: str, end: str, expected: str) -> None:
    assert link(start, end) == expected
    assert address(end) == end.removesuffix("index.html")


@pytest.mark.parametrize(
    "url",
    ["https://a.example", "http://a.example/x?y=1#z", "mailto:a@b.example", "tel:+441632960123", "HTTPS://A.EXAMPLE"],
)
def test_good_addresses(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "//evil.example",
        "/local",
        "http:evil",
        "https://good.example@evil.example",
        'https://a.example/" onmouseover="x',
        "https://[bad",
        "ftp://a.example",
        "",
    ],
)
def test_bad_addresses(url: str) -> None:
    assert safe_url(url) == ""
    assert web_url(url) == ""


def test_mail_and_telephone_links() -> None:
    assert mail_link("hello@riverside.example") == "mailto:hello@riverside.example"
    assert mail_link("a@b.example?bcc=c@d.example") == ""
    assert mail_link("a?bcc=x@d.example") == "mailto:a%3Fbcc%3Dx@d.example"
    assert mail_link("not an address") == ""
    assert phone_link("+441632960123") == "tel:+441632960123"
    assert phone_link("+441632960123", "12") == "tel:+441632960123;ext=12"
    assert phone_link("116 123") == "tel:116123"
    assert phone_link("+447700900456", scheme="sms") == "sms:+447700900456"
    assert phone_link("ring <b>Jo</b>") == ""


@pytest.mark.parametrize(
    ("text", "lead", "rest"),
    [
        ("Tea and soup.", "Tea and soup.", ""),
        ("Tea and soup", "Tea and soup", ""),
        (
            "Tea, soup and company for anybody at all. Bring a friend.",
            "Tea, soup and company for anybody at all.",
            "Bring a friend.",
        ),
        ("Tea.\n\nSoup.\n\n- one\n- two", "Tea.", "Soup.\n\n- one\n- two"),
        ("Tea and\nsoup.\n \nMore.", "Tea and soup.", "More."),
        ("- tea\n- soup", "", "- tea\n- soup"),
        ("We have\n- tea\n\nMore.", "", "We have\n- tea\n\nMore."),
        ("See https://a.example/b.c for more.", "", "See https://a.example/b.c for more."),
        (f"{'tea and ' * 40}soup.", "", f"{'tea and ' * 40}soup."),
        ("", "", ""),
    ],
)
def test_a_text_begins_with_a_sentence_to_stand_above_the_rest(text: str, lead: str, rest: str) -> None:
    assert split_lead(text) == (lead, rest)
