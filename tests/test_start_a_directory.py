"""What the page for people with only a browser says is so, and no page is published with a gap left to fill in."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from mkdocs.config import load_config
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions
from tools.setup import ROOT

from hereabouts.check import check_folder
from hereabouts.commands.upload_words import LONGEST
from hereabouts.finding import is_error
from hereabouts.importers import Options, run
from hereabouts.importers.sheets.mapping import read_mapping
from hereabouts.importers.uploads import FORMS, LARGEST, MAPPING, find_uploads
from tests.demonstration import demonstration_folder
from tests.importing import TODAY, UK
from tests.test_workflows import WORKFLOWS, read

GUIDE = ROOT / "docs" / "start-a-directory.md"
PACK = ROOT / "docs" / "council-pack"
MARK = re.compile(r"\[TO FILL IN: [^\[\]]+\]")
TAKEN_OUT = {"areas", "bounds", "term_dates", "maintainers"}


@pytest.fixture
def demonstration() -> Path:
    """Whoever has a directory of their own may fill in these pages, change them and throw them away."""
    return demonstration_folder()


def pages() -> list[Path]:
    return [GUIDE, ROOT / "imports" / "README.md", *sorted(PACK.glob("*.md"))]


# What is not filled in.


def test_no_page_with_a_gap_to_fill_in_is_published() -> None:
    """Holds for every directory, and tells whoever puts a page of the pack on their site what is left to do."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    files = get_files(config)
    set_exclusions(files, config)
    shown = [file for file in files if file.inclusion is not InclusionLevel.EXCLUDED]
    published = {file.src_uri: Path(file.abs_src_path or "") for file in shown}
    assert "accessibility.md" in published
    texts = {name: path.read_text(encoding="utf-8") for name, path in published.items() if path.suffix == ".md"}
    assert {name: MARK.findall(text) for name, text in texts.items() if "TO FILL IN" in text} == {}


def test_every_gap_of_the_pack_is_marked_in_the_same_way(demonstration: Path) -> None:
    gaps = {}
    for page in PACK.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        gaps[page.stem] = len(MARK.findall(text))
        assert text.upper().count("FILL IN:") == gaps[page.stem], page
        assert not re.search(r"\[(?!TO FILL IN: )[^\]]*\](?!\()|<[a-z ]+>|XXX|TODO|TBC|\.\.\.", text), page
    assert {name for name, count in gaps.items() if not count} == set()
    assert set(gaps) == {"README", "accessibility-statement", "data-protection", "running-cost", "how-to-leave"}


def test_the_statement_has_every_part_that_the_law_asks_for(demonstration: Path) -> None:
    """Regulation 8 of SI 2018/952, and the headings of the model statement."""
    headings = re.findall(r"^#+ (.+)$", (PACK / "accessibility-statement.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[1:] == [
        "How accessible this site is",
        "Feedback and contact information",
        "Enforcement procedure",
        "Technical information about this website's accessibility",
        "Compliance status",
        "Non-accessible content",
        "Non-compliance with the accessibility regulations",
        "Disproportionate burden",
        "Content that's not within the scope of the accessibility regulations",
        "What we are doing to improve accessibility",
        "Preparation of this accessibility statement",
    ]


# What is named.


def test_what_the_pages_name_is_there(demonstration: Path) -> None:
    for page in pages():
        text = page.read_text(encoding="utf-8")
        linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
        assert [name for name in linked if not (page.parent / name).exists()] == [], page
        named = re.findall(r"`((?:directory|docs|imports)(?:/[\w./-]*)?)`", text)
        assert [name for name in named if not (ROOT / name).exists()] == [], page


def test_the_workflows_are_called_what_the_pages_call_them(demonstration: Path) -> None:
    called = {read(path)["name"] for path in WORKFLOWS}
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages())
    for name in ("Imports", "Publish", "Nightly"):
        assert name in called
        assert f"**{name}**" in text
    tick = "Allow GitHub Actions to create and approve pull requests"
    assert tick in " ".join(text.split())
    assert tick in (ROOT / "tools" / "propose-uploads.sh").read_text(encoding="utf-8")


def test_the_limits_are_those_of_the_program(demonstration: Path) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert f"up to {LARGEST // 2**20} MB" in text
    assert set(re.findall(r"`(\.\w+)`", text)) <= set(FORMS)
    assert f"`council{MAPPING}`" in text
    assert LONGEST < 65_536
    assert len(text.split()) < 950


def test_nothing_is_left_in_the_folder_for_uploads(demonstration: Path) -> None:
    assert find_uploads(ROOT / "imports") == ([], [])


# Done as it says.


def test_the_file_of_the_directory_is_right_when_changed_as_the_page_says(demonstration: Path, tmp_path: Path) -> None:
    words = [
        word
        for row in re.findall(r"^\| (`.+?) \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
        for word in re.findall(r"`(\w+)`", row)
    ]
    said = yaml.safe_load((demonstration / "directory.yml").read_text(encoding="utf-8"))
    assert set(words) <= set(said)
    assert set(words) >= TAKEN_OUT
    for word in (*TAKEN_OUT, "example"):
        del said[word]
    said |= {
        "name": "Eastbrook Directory",
        "description": "Help and company in Eastbrook.",
        "url": "https://eastbrook.github.io/directory/",
        "publisher": {
            "name": "Eastbrook Council",
            "email": "us@eastbrook.gov.uk",
            "website": "https://eastbrook.gov.uk",
        },
        "id_namespace": "7c2f6a52-6f0b-4f0e-9a54-2f1f3f9f7aaa",
        "languages": ["en"],
        "state_province": "Norfolk",
        "changes": {"email": "us@eastbrook.gov.uk"},
    }
    own = tmp_path / "directory"
    shutil.copytree(demonstration / "taxonomies", own / "taxonomies")
    (own / "directory.yml").write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    checked = check_folder(own, tmp_path, TODAY)
    assert [item.message for item in checked.findings if is_error(item)] == []


def test_the_mapping_that_is_shown_reads_a_spreadsheet(demonstration: Path, tmp_path: Path) -> None:
    (shown,) = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "council.mapping.yml").write_text(shown, encoding="utf-8")
    (sheet,) = read_mapping(tmp_path / "council.mapping.yml").sheets.values()
    (tmp_path / "council.csv").write_text(f"{','.join(sheet.uses)}\nClub,Soup,Eat,01632 960123,x\n", encoding="utf-8")
    imported = run(
        "table", tmp_path / "council.csv", tmp_path / "to", Options(UK, TODAY, mapping=tmp_path / "council.mapping.yml")
    )
    assert {path.rpartition("/")[2] for path in imported.records} == {"organization", "soup"}
