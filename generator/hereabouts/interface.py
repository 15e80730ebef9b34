"""The words of the interface in other languages: gettext catalogues, read as people edit them.

Write `_("Find help")` in a template or in Python, then run ``python -m hereabouts.interface``: it collects every such
string into ``locales/hereabouts.pot`` and brings each ``locales/<language>/LC_MESSAGES/hereabouts.po`` up to date. What
is not translated yet appears in English. Nothing compiled is kept.
"""

from __future__ import annotations

import gettext as standard
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

_CATALOGUE = ("LC_MESSAGES", "hereabouts.po")
_SOURCES = [("**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"**.html": {"silent": "false", "trimmed": "true"}}
_HEADER = """\
# The words of the interface. Made by: python -m hereabouts.interface
# Entries with the remark "Not yet read by a native speaker" wait for somebody who is one."""


class Translator:
    """Words in one language. `language` is a code such as ``cy``."""

    def __init__(self, language: str, translations: standard.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def gettext(self, message: str) -> str:
        """The message in this language, or as it is written where nobody has translated it."""
        return self._translations.gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The form that goes with `count`, by the language's own rule (Welsh has six forms)."""
        return self._translations.ngettext(one, many, count)


@cache
def translator(language: str) -> Translator:
    """The translator for a language code; ``cy-GB`` falls back to ``cy``, and what nobody translated to English."""
    for code in (language, language.partition("-")[0]):
        catalogue = resources.files("hereabouts").joinpath("locales", code, *_CATALOGUE)
        if catalogue.is_file():
            return Translator(language, _compile(catalogue.read_bytes(), code))
    return Translator(language, standard.NullTranslations())


@cache
def catalogues() -> frozenset[str]:
    """The codes of the languages that the interface has been put into, besides English."""
    folder = resources.files("hereabouts").joinpath("locales")
    return frozenset(one.name for one in folder.iterdir() if one.joinpath(*_CATALOGUE).is_file())


@cache
def locale_of(language: str) -> Locale:
    """How dates and numbers are written in a language (a code with hyphens); as in English where nobody knows."""
    for code in (language, language.partition("-")[0]):
        with suppress(UnknownLocaleError, ValueError):
            return Locale.parse(code, sep="-")
    return Locale("en", "GB")


def own_name(language: str) -> str:
    """What speakers of a language call it: ``Cymraeg`` for ``cy``. The code itself when it is not known."""
    try:
        name = Locale.parse(language, sep="-").get_display_name(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return language
    return name[:1].upper() + name[1:] if name else language


def direction(language: str) -> str:
    """``rtl`` for languages written from right to left, otherwise ``ltr``."""
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def _compile(catalogue: bytes, language: str) -> standard.GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(catalogue), locale=language))
    compiled.seek(0)
    return standard.GNUTranslations(compiled)


def collect(roots: list[Path]) -> Catalog:
    """Every string of the interface in the templates and modules under `roots`. No dates: same strings, same bytes."""
    found = Catalog(project="Hereabouts", charset="utf-8")
    for root in roots:
        for file, _line, message, comments, context in extract_from_dir(
            root, _SOURCES, _OPTIONS, comment_tags=("Translators:",), strip_comment_tags=True
        ):
            place = f"{root.name}/{Path(file).as_posix()}"
            found.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    return found


def write(catalogue: Catalog) -> bytes:
    """The catalogue as a ``.po`` or ``.pot`` file, sorted, with file names but no line numbers to churn."""
    out = BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, omit_header=True, include_lineno=False, ignore_obsolete=True)
    head = [_HEADER, 'msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=utf-8\\n"']
    if catalogue.locale:
        head += [f'"Language: {catalogue.locale}\\n"', f'"Plural-Forms: {catalogue.plural_forms}\\n"']
    return ("\n".join(head) + "\n\n").encode() + out.getvalue().lstrip(b"\n")


def refresh(folder: Path, roots: list[Path]) -> Iterator[tuple[Path, bytes]]:
    """What the template and every catalogue in `folder` should say now, as (path, bytes)."""
    template = collect(roots)
    yield folder / "hereabouts.pot", write(template)
    for file in sorted(folder.glob("/".join(("*", *_CATALOGUE)))):
        with file.open("rb") as source:
            catalogue = read_po(source, locale=file.parent.parent.name)
        catalogue.update(template, no_fuzzy_matching=True)
        yield file, write(catalogue)


def main() -> int:
    """Bring the catalogues of this checkout up to date."""
    package = Path(__file__).resolve().parent
    for path, content in refresh(package / "locales", [package.parent.parent / "site_overrides", package]):
        path.write_bytes(content)
        sys.stdout.write(f"{path.relative_to(package)} is up to date\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
