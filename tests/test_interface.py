"""The catalogues of the interface: fresh, complete enough, and falling back to English."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from hereabouts import interface
from hereabouts.interface import collect, direction, own_name, refresh, translator, write

PACKAGE = Path(interface.__file__).resolve().parent
SITE = PACKAGE.parent.parent / "site_overrides"
PLACE = re.compile(r"\{\w+\}|%\(\w+\)s")
FRAME = ("site_overrides/base.html", "site_overrides/partials/", "hereabouts/plugin.py")


def test_the_catalogues_hold_every_string_and_nothing_else() -> None:
    stale = [path.name for path, now in refresh(PACKAGE / "locales", [SITE, PACKAGE]) if path.read_bytes() != now]
    assert not stale, "type: python -m hereabouts.interface"


def test_the_frame_is_all_in_welsh() -> None:
    file = PACKAGE / "locales" / "cy" / "LC_MESSAGES" / "hereabouts.po"
    said = [one for one in read_po(BytesIO(file.read_bytes()), locale="cy") if one.id]
    frame = [one for one in said if any(place.startswith(FRAME) for place, _ in one.locations)]
    assert len(frame) > 20
    assert [one.id for one in frame if not one.string] == []


def test_a_translation_has_the_places_of_the_original() -> None:
    for file in (PACKAGE / "locales").glob("*/LC_MESSAGES/hereabouts.po"):
        for one in read_po(BytesIO(file.read_bytes()), locale=file.parent.parent.name):
            original = one.id if isinstance(one.id, str) else one.id[-1]
            said = [one.string] if isinstance(one.string, str) else list(one.string)
            for words in filter(None, said) if original else ():
                assert set(PLACE.findall(words)) == set(PLACE.findall(original)), original


def test_what_nobody_translated_is_in_english() -> None:
    assert translator("cy").gettext("Find help") == "Cael help"
    assert translator("cy").gettext("Words that nobody wrote") == "Words that nobody wrote"
    assert translator("tlh").gettext("Find help") == "Find help"
    assert translator("cy-GB").gettext("Find help") == "Cael help"


def test_a_count_takes_the_form_of_its_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = ["dim cŵn", "un ci", "dau gi", "tri chi", "chwe chi", "{count} o gŵn"]
    entry = "".join(f'msgstr[{index}] "{form}"\n' for index, form in enumerate(forms))
    rule = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {rule}\\n"\n\n'
    folder = tmp_path / "locales" / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "hereabouts.po").write_text(f'{head}msgid "one dog"\nmsgid_plural "dogs"\n{entry}', encoding="utf-8")
    monkeypatch.setattr("hereabouts.interface.resources.files", lambda _package: tmp_path)
    translator.cache_clear()
    said = [translator("cy").ngettext("one dog", "dogs", count) for count in (0, 1, 2, 3, 6, 8)]
    translator.cache_clear()
    assert said == forms


def test_collecting_finds_templates_and_modules(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ _('Tea and soup') }} {% trans %}Come in{% endtrans %}", encoding="utf-8")
    (tmp_path / "words.py").write_text("ngettext('one hall', 'halls', 2)\n_, other = 1, 2\n", encoding="utf-8")
    found = collect([tmp_path])
    assert {one.id for one in found if one.id} == {"Tea and soup", "Come in", ("one hall", "halls")}
    assert write(found) == write(collect([tmp_path]))
    assert b"POT-Creation-Date" not in write(found)


@pytest.mark.parametrize(("code", "name"), [("cy", "Cymraeg"), ("en", "English"), ("fr", "Français"), ("xx", "xx")])
def test_a_language_goes_by_its_own_name(code: str, name: str) -> None:
    assert own_name(code) == name


def test_languages_from_right_to_left_are_known() -> None:
    assert [direction(code) for code in ("cy", "ur", "ar", "not a code")] == ["ltr", "rtl", "rtl", "ltr"]


@pytest.mark.parametrize(
    ("code", "found"),
    [("cy", "cy"), ("en-GB", "en_GB"), ("cy-XX", "cy"), ("bfi", "en_GB"), ("zz", "en_GB"), ("", "en_GB")],
)
def test_dates_are_written_as_in_english_where_nobody_knows_better(code: str, found: str) -> None:
    assert str(interface.locale_of(code)) == found
