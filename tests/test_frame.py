"""What stands around every page: values, links, numbers, licences, and colours that can be read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from hereabouts.frame import (
    Frame,
    breakable,
    dial,
    head_links,
    label,
    page_path,
    read_licence,
    relative,
    say,
    shared_hours,
)
from hereabouts.mould import Shell
from hereabouts.settings import HelpLine, read_settings
from tests.frame_example import SETTINGS

CSS = Path(__file__).resolve().parent.parent / "site_overrides" / "assets" / "stylesheets" / "colours.css"
SHELL = Shell("cy", {}, {}, {}, exit="<a>Out</a>")
FRAME = Frame.of(SHELL, SETTINGS, built="23 Tachwedd 2026", policy="default-src 'none'")


def values(path: str = "services/a/b/", *, sensitive: bool = False) -> dict[str, str]:
    body = Markup("<p>Tea</p>")
    return FRAME.values(path, title="Tea & <soup>", description='Say "hello"', body=body, sensitive=sensitive)


def test_plain_text_is_escaped_and_html_is_not() -> None:
    said = values()
    assert said["title"] == "Tea &amp; &lt;soup&gt; – Eastbrook &amp; District &lt;Directory&gt;"
    assert said["description"] == "Say &#34;hello&#34;"
    assert said["body"] == "<p>Tea</p>"


def test_the_home_page_goes_by_its_title_alone() -> None:
    assert values("")["title"] == "Tea &amp; &lt;soup&gt;"


def test_the_way_out_is_only_on_sensitive_pages() -> None:
    assert values()["exit"] == ""
    assert values(sensitive=True)["exit"] == "<a>Out</a>"


def test_a_page_names_itself_and_its_other_languages() -> None:
    site = "https://directory.eastbrook.example/help"
    assert values()["head"].splitlines() == [
        f'<link rel="canonical" href="{site}/cy/services/a/b/">',
        f'<link rel="alternate" hreflang="en" href="{site}/services/a/b/">',
        f'<link rel="alternate" hreflang="cy" href="{site}/cy/services/a/b/">',
        f'<link rel="alternate" hreflang="x-default" href="{site}/services/a/b/">',
    ]


def test_without_an_address_of_its_own_a_site_claims_none() -> None:
    assert head_links("", "en", ("en", "cy"), "a-z/") == ""


def test_a_page_shown_untranslated_is_the_same_as_the_original() -> None:
    links = head_links("https://a.example", "cy", ("en", "cy"), "about/", among=["en"])
    assert links == '<link rel="canonical" href="https://a.example/about/">'


def test_the_language_switch_keeps_the_page() -> None:
    assert values()["switch-en"] == "../../../../services/a/b/"
    assert values("")["switch-en"] == "../"
    english = Frame("en", ("en", "cy"), "Name", "", "today", "", "")
    said = english.values("", title="Home", description="", body=Markup())
    assert said["switch-cy"] == "cy/"


def test_links_lead_from_page_to_page() -> None:
    assert relative("", "") == "./"
    assert relative("a/b/", "") == "../../"
    assert relative("a/b/", "c/") == "../../c/"
    assert page_path("a/b/index.html") == "a/b/"


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("116 123", "116123"),
        ("+44 (0)1632 960123", "+441632960123"),
        ("(01632) 960-123", "01632960123"),
        ("Text SHOUT to 85258", ""),
        ("ring the bell", ""),
        ("", ""),
    ],
)
def test_a_number_is_dialled_as_people_write_it(written: str, dialled: str) -> None:
    assert dial(written) == dialled


@pytest.mark.parametrize(
    ("written", "broken"),
    [
        ("tea@hall.example", "tea@<wbr>hall.<wbr>example"),
        ("https://a.example/b/", "https://<wbr>a.<wbr>example/<wbr>b/"),
        ("a&b@c", "a&amp;b@<wbr>c"),
        ("hall.", "hall."),
        ("", ""),
    ],
)
def test_an_address_may_be_cut_where_it_has_a_joint(written: str, broken: str) -> None:
    assert breakable(written) == broken


def test_a_licence_is_known_by_its_code_or_its_address() -> None:
    assert read_licence("OGL-UK-3.0").name == "Open Government Licence v3.0"
    assert read_licence("https://a.example/terms").url == "https://a.example/terms"
    assert read_licence("Ask us").url == ""


NHS = HelpLine("NHS 111", "111", "Any time", translations={"cy": {"name": "GIG 111", "hours": "Unrhyw bryd"}})


def test_what_is_not_translated_is_marked_with_its_language() -> None:
    assert say(NHS, "hours", "cy", "en") == "Unrhyw bryd"
    assert say(NHS, "hours", "en", "en") == "Any time"
    assert say(HelpLine("A & B"), "name", "cy", "en") == '<span lang="en">A &amp; B</span>'
    assert say(HelpLine("A"), "hours", "cy", "en") == ""


def test_a_number_in_the_name_is_said_once() -> None:
    assert label(NHS, "en", "en") == "NHS"
    assert label(NHS, "cy", "en") == "GIG"
    assert label(HelpLine("Samaritans", "116 123"), "cy", "en") == '<span lang="en">Samaritans</span>'


def test_hours_that_all_lines_share_are_said_once() -> None:
    other = HelpLine("Samaritans", "116 123", "Any time")
    assert shared_hours((NHS, other)) == NHS
    assert shared_hours((NHS, HelpLine("Advice", "01632 960123", "Mondays"))) is None
    assert shared_hours((HelpLine("Advice"),)) is None
    assert shared_hours(()) is None


def test_translations_are_read_from_directory_yml() -> None:
    line = {"name": "Samaritans", "translations": {"cy": {"name": "Y Samariaid"}}}
    data = {"name": "N", "id_namespace": "x", "help": [line], "translations": {"cy": {"name": "C"}}}
    settings = read_settings(data)  # type: ignore[arg-type]
    assert settings.translations == {"cy": {"name": "C"}}
    assert settings.help_lines == (HelpLine("Samaritans", translations={"cy": {"name": "Y Samariaid"}}),)


def test_a_directory_goes_by_its_name_in_each_language() -> None:
    settings = replace(SETTINGS, translations={"cy": {"name": "Cyfeiriadur"}})
    frame = Frame.of(SHELL, settings, built="", policy="")
    assert frame.values("a-z/", title="A", description="", body=Markup())["title"] == "A – Cyfeiriadur"


# WCAG 2.2, success criteria 1.4.3 (text, 4.5:1) and 1.4.11 (edges, 3:1).
TEXT = [
    *((text, ground) for ground in ("paper", "surface", "shade") for text in ("ink", "ink-soft", "link", "accent")),
    *((text, f"{name}-ground") for name in ("accent", "amber", "good") for text in ("ink", "link", name)),
    *((text, ground) for ground in ("paper", "surface") for text in ("amber", "good")),
    ("on-accent", "accent"),
]
EDGES = [("edge", "paper"), ("edge", "surface"), ("accent", "paper"), ("accent", "surface"), ("accent", "shade")]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def palettes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root([^{]*)\{([^}]*)\}", CSS.read_text(encoding="utf-8"))[:3]
    return {where.strip(): dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for where, block in blocks}


def test_every_pair_of_colours_can_be_read() -> None:
    found = palettes()
    assert list(found) == ["", ':not([data-scheme="light"])', '[data-scheme="dark"]']
    for where, colours in found.items():
        for pairs, least in ((TEXT, 4.5), (EDGES, 3.0)):
            faint = {pair: contrast(*(colours[name] for name in pair)) for pair in pairs}
            assert not {pair: ratio for pair, ratio in faint.items() if ratio < least}, where


def test_dark_is_the_same_by_choice_and_by_the_device() -> None:
    _, device, chosen = palettes().values()
    assert device == chosen


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
