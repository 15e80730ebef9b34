"""The change feed of a whole site: lines, days, Atom and pages, and that no byte of them tells what was taken back."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from jsonschema import Draft202012Validator

from hereabouts.changes.event import Happened
from tests.building import HALL, LUNCH, Place

MOVED = "organizations/riverside-lunch-club/lunch"
PAGE = "services/riverside-lunch-club/tuesday-drop-in/index.html"
SECRETS = (b"Mill Lane", b"NR99", b"52.9", b"1.1003", b"Bus 4")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "a place")


def commit(place: Place, day: str) -> None:
    place.repository.commit(day)


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().splitlines()]


def feeds(tree: dict[str, bytes]) -> dict[str, Any]:
    """Every Atom feed as a reader we did not write understands it."""
    read = {path: feedparser.parse(content) for path, content in tree.items() if path.endswith(".atom")}
    assert not [path for path, feed in read.items() if feed.bozo or feed.version != "atom10"]
    return read


def change_three_times(place: Place) -> None:
    place.change(LUNCH, "10:30 to 12:00", "10:00 to 12:00")
    place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    commit(place, "2026-10-02")
    place.change(LUNCH, "- 01632 960123", "- 01632")
    commit(place, "2026-10-03")
    place.change(LUNCH, "- 01632\n", "- 01632 960125\n")
    commit(place, "2026-10-04")


def test_a_line_says_what_happened_and_where_to_read_on(place: Place) -> None:
    change_three_times(place)
    place.build()
    tree = place.tree()
    changed, held, reinstated = lines(tree["api/changes.ndjson"])[-3:]
    assert (changed["at"], changed["what"], changed["object"], changed["name"]) == (
        "2026-10-02T10:00:00Z",
        "changed",
        "service",
        "Tuesday drop-in",
    )
    assert json.loads(tree[f"api/{changed['file']}"])["id"] == changed["id"]
    assert f"{changed['page']}index.html" in tree
    assert changed["changes"] == [
        {
            "field": "service_at_locations.schedules",
            "title": "Days and times here",
            "how": "changed",
            "old": "Tuesdays 10:30am to midday, term time only",
            "new": "Tuesdays 10am to midday, term time only (Ring the bell)",
            "words": "At Eastbrook Village Hall: Tuesdays: now starts at 10am, was 10:30am.",
        },
        {
            "field": "minimum_age",
            "title": "Youngest age",
            "how": "changed",
            "old": "18",
            "new": "16",
            "words": "Youngest age: now 16, was 18.",
        },
    ]
    assert (held["what"], "changes" in held) == ("held", False)
    assert (reinstated["what"], reinstated["changes"][0]["new"]) == ("reinstated", "01632 960125")


def test_whoever_was_here_yesterday_reads_only_the_days_since(place: Place) -> None:
    change_three_times(place)
    place.build()
    tree = place.tree()
    days = json.loads(tree["api/changes/index.json"])["days"]
    assert [day["day"] for day in days] == ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"]
    files = [tree[f"api/changes/{day['file']}"] for day in days]
    assert b"".join(files) == tree["api/changes.ndjson"]
    assert [(day["size"], day["sha256"], day["lines"]) for day in days] == [
        (len(content), sha256(content).hexdigest(), len(lines(content))) for content in files
    ]
    assert [day.get("held") for day in days] == [None, None, 1, None]


def test_a_change_of_a_group_or_a_place_names_the_services_to_read_again(place: Place) -> None:
    place.change(HALL, "Mill Lane", "12 Mill Lane")
    commit(place, "2026-10-02")
    place.build()
    changed = lines(place.tree()["api/changes.ndjson"])[-1]
    (service,) = json.loads(place.tree()["api/services.json"])["contents"]
    assert (changed["object"], changed["services"]) == ("location", [service["id"]])
    assert "12 Mill Lane" in changed["changes"][0]["words"]
    assert "old" not in changed["changes"][0]


def test_what_is_removed_leaves_a_line_without_data(place: Place) -> None:
    place.build()
    (service,) = json.loads(place.tree()["api/services.json"])["contents"]
    (place.records / f"{LUNCH}.yml").unlink()
    commit(place, "2026-10-02")
    place.build()
    tree = place.tree()
    mine = [line for line in lines(tree["api/changes.ndjson"]) if line["id"] == service["id"]]
    assert mine == [
        {"at": "2026-10-01T10:00:00Z", "what": "added", "object": "service", "id": service["id"]},
        {
            "at": "2026-10-02T10:00:00Z",
            "what": "removed",
            "object": "service",
            "id": service["id"],
            "reason": "not said",
        },
    ]
    for path in ("api/changes.atom", "api/changes/topics/needs/food.atom", "api/changes/areas/north-norfolk.atom"):
        newest = feeds(tree)[path].entries[0]
        assert (newest.title, newest.content[0].value) == ("Removed: a listing", "Taken out of the directory.")
        assert "links" not in newest


def test_topics_and_towns_have_feeds_of_their_own(place: Place) -> None:
    place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    commit(place, "2026-10-02")
    place.build()
    read = feeds(place.tree())
    assert read["api/changes/topics/needs/food.atom"].feed.title == "Eastbrook Directory: what changed for Food"
    assert read["api/changes/towns/eastbrook.atom"].feed.title == "Eastbrook Directory: what changed in Eastbrook"
    area = read["api/changes/areas/north-norfolk.atom"]
    assert area.feed.title == "Eastbrook Directory: what changed in North Norfolk"
    for feed in (read["api/changes/topics/needs/food.atom"], area):
        assert [entry.title for entry in feed.entries] == [
            "Changed: Tuesday drop-in"
        ]  # what was there before is no news
    assert "api/changes/topics/setting/phone.atom" not in read
    welsh = read["api/cy/changes/topics/needs/food.atom"]
    assert welsh.feed.language == "cy"
    assert [entry.content[0].value for entry in welsh.entries] == ["Oedran ieuengaf: nawr 16, 18 cyn hynny."]
    assert {entry.link for feed in read.values() for entry in feed.entries} <= {
        f"https://directory.eastbrook.example/{path.removesuffix('index.html')}" for path in place.tree()
    }
    ids = [entry.id for entry in read["api/changes.atom"].entries]
    assert len(set(ids)) == len(ids)


def test_a_topic_or_a_town_in_which_nothing_happened_can_be_followed_all_the_same(place: Place) -> None:
    place.build()
    read = feeds(place.tree())
    for path in ("api/changes.atom", "api/changes/topics/needs/food.atom", "api/changes/towns/eastbrook.atom"):
        assert (read[path].entries, read[path].feed.updated) == ([], "2026-10-01T10:00:00Z")


def test_a_directory_without_an_address_links_to_where_it_is(place: Place) -> None:
    place.write("directory", re.sub("(?m)^url: .*\n", "", place.read("directory")))
    change_three_times(place)
    place.build()
    tree = place.tree()
    for path in ("api/changes.atom", "api/cy/changes.atom", "api/changes/towns/eastbrook.atom"):
        assert feeds(tree)[path].entries
        for entry in feeds(tree)[path].entries:
            assert entry.link.count("../") == path.count("/")
            assert f"{entry.link.removeprefix('../' * path.count('/'))}index.html" in tree


def test_hostile_words_stay_words(place: Place) -> None:
    hostile = "</title><script>alert(1)</script>&amp;]]>{name}%s"
    place.change(LUNCH, "name: Tuesday drop-in", f"name: '{hostile}'")
    commit(place, "2026-10-02")
    place.build()
    tree = place.tree()
    entry = feeds(tree)["api/changes.atom"].entries[0]
    assert entry.title == f"Changed: {hostile}"
    assert entry.content[0].value == f"Name: now {hostile}."
    assert b"<script>alert" not in tree["api/changes.atom"] + tree[PAGE]
    assert hostile in lines(tree["api/changes.ndjson"])[-1]["changes"][0]["words"]


def test_a_page_tells_the_same_in_its_own_language(place: Place) -> None:
    change_three_times(place)
    place.build()
    told = re.findall(r"<d[td]>(.*?)</d[td]>", _details(place.tree()[PAGE]))
    assert told == [
        '<time datetime="2026-10-04">4 October 2026</time>',
        "Listed again as usual.",
        "Phone numbers: now 01632 960125.",
        '<time datetime="2026-10-03">3 October 2026</time>',
        "A change is waiting to be put right.",
        '<time datetime="2026-10-02">2 October 2026</time>',
        "At Eastbrook Village Hall: Tuesdays: now starts at 10am, was 10:30am.",
        "Youngest age: now 16, was 18.",
        '<time datetime="2026-10-01">1 October 2026</time>',
        "First listed.",
    ]
    welsh = _details(place.tree()[f"cy/{PAGE}"])
    assert "<summary>Beth sydd wedi newid</summary>" in welsh
    assert 'Yn <span lang="en">Eastbrook Village Hall</span>: Dydd Mawrth: nawr yn dechrau am 10am' in welsh


def _details(page: bytes) -> str:
    found = re.search(r'<details class="changes">.*?</details>', page.decode(), re.DOTALL)
    assert found
    return found[0]


def test_home_find_topics_and_towns_lead_to_their_feeds(place: Place) -> None:
    place.build()
    tree = place.tree()
    link = re.compile(r'<link rel="alternate" type="application/atom\+xml" title="([^"]+)" href="([^"]+)">')
    found = {path: link.findall(content.decode()) for path, content in tree.items() if path.endswith(".html")}
    feeds = {
        posixpath.normpath(posixpath.join(posixpath.dirname(path), href)): title
        for path, links in found.items()
        for title, href in links
    }
    assert feeds.keys() == {path for path in tree if path.endswith(".atom")}
    assert feeds["api/changes/topics/needs/food.atom"] == "What changed"
    assert feeds["api/cy/changes/towns/eastbrook.atom"] == "Beth sydd wedi newid"
    assert feeds["api/changes/areas/north-norfolk.atom"] == "What changed: North Norfolk"


def test_a_page_looks_back_five_days(place: Place) -> None:
    for day in range(2, 10):
        place.change(LUNCH, f"minimum_age: {20 - day}", f"minimum_age: {19 - day}")
        commit(place, f"2026-10-{day:02}")
    place.build()
    assert _details(place.tree()[PAGE]).count("<dt>") == 5


def test_without_the_whole_history_there_is_no_change_feed(place: Place) -> None:
    (place.root / ".git").rename(place.root / "elsewhere")
    built = place.build()
    assert "history-none" in {item.code for item in built.checked.findings}
    assert not [path for path in place.tree() if "changes" in path]
    assert b'class="changes"' not in place.tree()[PAGE]


def test_every_line_is_as_the_description_of_the_feed_says(place: Place) -> None:
    change_three_times(place)
    place.change(HALL, "Mill Lane", "12 Mill Lane")
    place.rename(LUNCH, MOVED)
    commit(place, "2026-10-05")
    place.write(MOVED, f"status: defunct\n{place.read(MOVED)}")
    commit(place, "2026-10-06")
    (place.records / f"{MOVED}.yml").unlink()
    place.write("organizations/riverside-lunch-club/soup", f"replaces: {MOVED}\nname: Soup\ndescription: Soup.\n")
    commit(place, "2026-10-07")
    place.build()
    tree = place.tree()
    paths = json.loads(tree["api/openapi.json"])["paths"]
    line = paths["/changes.ndjson"]["get"]["responses"]["200"]["content"]["application/x-ndjson"]["schema"]
    told = lines(tree["api/changes.ndjson"])
    assert {one["what"] for one in told} == set(Happened)
    judge = Draft202012Validator(line, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for one in told for error in judge.iter_errors(one)] == []
    days = paths["/changes/index.json"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator(days).validate(json.loads(tree["api/changes/index.json"]))


# ---- what must not be told


def hide_the_hall(place: Place) -> None:
    place.write(HALL, "name: A safe house\nvisibility: confidential\n")


def hide_it_but_for_its_town(place: Place) -> None:
    place.write(HALL, "name: A safe house\nvisibility: area-only\nnear: Holt\n")


def hide_it_in_the_service(place: Place) -> None:
    text = place.read(LUNCH)
    start, end = text.index("locations:"), text.index("cost_options:")
    written = "locations:\n  - place: {name: A safe house, visibility: confidential}\n"
    place.write(LUNCH, text[:start] + written + text[end:])
    (place.records / f"{HALL}.yml").unlink()


def hide_it_with_a_slip(place: Place) -> None:
    place.change(HALL, "name:", "visibilty: confidential\nname:")


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "not committed"])
@pytest.mark.parametrize("hide", [hide_the_hall, hide_it_but_for_its_town, hide_it_in_the_service, hide_it_with_a_slip])
def test_no_byte_of_a_site_tells_an_address_that_became_a_secret(
    place: Place, hide: Callable[[Place], None], *, committed: bool
) -> None:
    place.change(HALL, "Mill Lane", "12 Mill Lane")
    place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    commit(place, "2026-10-02")
    place.build()
    assert any(b"Mill Lane" in content for path, content in place.tree().items() if path.startswith("api/changes"))
    hide(place)
    if committed:
        commit(place, "2026-10-03")
    place.build()
    told = [(path, secret) for path, content in place.tree().items() for secret in SECRETS if secret in content]
    assert not told


def test_no_byte_of_a_site_tells_what_a_person_asked_to_take_down(place: Place) -> None:
    place.change(
        LUNCH, "description: |\n", "contacts: {title: Cook, name: Mary Smith}\ndescription: |\n  Ask Mary Smith.\n"
    )
    place.change(LUNCH, "- 01632 960123", "- 01632 960777")
    commit(place, "2026-10-02")
    place.build()
    assert any(b"Mary Smith" in content for content in place.tree().values())
    place.change(
        LUNCH, "contacts: {title: Cook, name: Mary Smith}\ndescription: |\n  Ask Mary Smith.\n", "description: |\n"
    )
    place.change(LUNCH, "- 01632 960777", "- 01632 960123")
    commit(place, "2026-10-03")
    place.build()
    told = [path for path, content in place.tree().items() if b"Smith" in content or b"960777" in content]
    assert not told


def test_nobody_is_told_who_made_a_change(place: Place) -> None:
    git = place.repository.git
    git("commit", "-q", "--allow-empty", "-m", "Said by Mary Smith", "--author", "Mary Smith <mary@smith.example>")
    place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    git("add", "-A")
    git("commit", "-q", "-m", "Mary Smith rang", "--author", "Mary Smith <mary@smith.example>", day="2026-10-02")
    place.build()
    everything = b"".join(place.tree().values())
    assert b"Mary" not in everything
    assert b"smith" not in everything.lower()


# ---- the same bytes


def test_a_build_that_remembers_gives_the_bytes_of_one_that_does_not(place: Place) -> None:
    change_three_times(place)
    place.build()
    place.rename(LUNCH, MOVED)
    commit(place, "2026-10-05")
    place.build()
    hide_the_hall(place)
    commit(place, "2026-10-06")
    place.build()
    place.build("clean", use_cache=False)
    assert place.tree() == place.tree("clean")


def test_a_clone_without_the_files_of_long_ago_says_so(place: Place, tmp_path: Path) -> None:
    place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    commit(place, "2026-10-02")
    git = place.repository.git
    git("config", "uploadpack.allowFilter", "true")
    git("clone", "-q", "--filter=blob:none", place.repository.top.as_uri(), str(tmp_path / "clone"))
    place.root, place.records = tmp_path / "clone", tmp_path / "clone" / "directory"
    built = place.build()
    assert "history-shallow" in {item.code for item in built.checked.findings}
    assert not [path for path in place.tree() if "changes" in path]
