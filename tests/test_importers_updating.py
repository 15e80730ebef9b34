"""A further import of the same source: what changed there comes in, what people changed here stays, nothing is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hereabouts.check import check_folder
from hereabouts.importers import Imported, Options, SourceError, ledger_names, run
from hereabouts.importers.ledger import digests, name_of, read_ledger
from hereabouts.importers.merging import merge
from hereabouts.kind import Kind
from hereabouts.source.document import Data
from hereabouts.writer import dump, replace_file
from tests.conform_feed import Reply, serve
from tests.importing import SETTINGS, TODAY, UK

CLUB: dict[str, Any] = {"id": "g1", "name": "Lunch Club", "description": "Soup and company."}
HALL: dict[str, Any] = {
    "id": "l1",
    "name": "Village Hall",
    "location_type": "physical",
    "organization_id": "g1",
    "addresses": [
        {
            "address_1": "Mill Lane",
            "city": "Eastbrook",
            "state_province": "Norfolk",
            "postal_code": "NR99 1AB",
            "country": "GB",
        }
    ],
}


def soup(**changes: Any) -> dict[str, Any]:
    whole = {"id": "s1", "organization_id": "g1", "name": "Soup", "status": "active", "description": "Hot soup."}
    return {name: value for name, value in {**whole, **changes}.items() if value is not None}


def cake(**changes: Any) -> dict[str, Any]:
    return soup(**{"id": "s2", "name": "Cake", **changes})


class Home:
    """A directory folder, and a source that is imported into it again and again."""

    def __init__(self, folder: Path) -> None:
        self.into = folder / "directory"
        self.source = folder / "feed.json"
        self.into.mkdir()
        (self.into / "directory.yml").write_text(dump(Kind.DIRECTORY, dict(SETTINGS)))

    def take(self, *services: dict[str, Any], **others: Any) -> Imported:
        bundle = {"organizations": [CLUB], "services": list(services), **others}
        self.source.write_text(json.dumps(bundle))
        imported = run("hsds-json", self.source, self.into, Options(UK, TODAY))
        assert imported.refused == []
        return imported

    def file(self, path: str) -> Path:
        return self.into / f"{path}.yml"

    def read(self, path: str) -> str:
        return self.file(path).read_text()

    def write(self, path: str, text: str) -> None:
        self.file(path).parent.mkdir(parents=True, exist_ok=True)
        self.file(path).write_text(text)

    def files(self) -> dict[str, str]:
        return {file.relative_to(self.into).as_posix(): file.read_text() for file in sorted(self.into.rglob("*.yml"))}

    def ledger(self) -> str:
        return (self.into / ".imports" / "feed.ndjson").read_text()

    def is_sound(self) -> bool:
        return not check_folder(self.into, self.into.parent, TODAY).bad


SOUP, CAKE = "organizations/lunch-club/soup", "organizations/lunch-club/cake"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def said(imported: Imported, action: str) -> list[tuple[str, str]]:
    return [
        (line.where.path or line.where.source, line.value) for line in imported.report.lines if line.action == action
    ]


# What changes where.


def test_an_import_that_finds_nothing_new_touches_nothing(home: Home) -> None:
    home.take(soup(), cake(), locations=[HALL])
    before = {file: file.stat().st_mtime_ns for file in home.into.rglob("*") if file.is_file()}
    again = home.take(soup(), cake(), locations=[HALL])
    assert again.written == []
    assert {file: file.stat().st_mtime_ns for file in home.into.rglob("*") if file.is_file()} == before


def test_what_changed_at_the_source_changes_here_and_remarks_and_order_stay(home: Home) -> None:
    home.take(soup(url="https://club.example"))
    home.write(SOUP, f"# Ask Jo before changing this.\nemail: jo@club.example\n\n{home.read(SOUP)}")
    again = home.take(soup(url="https://club.example/soup", description=None))
    assert home.read(SOUP) == (
        "# Ask Jo before changing this.\nemail: jo@club.example\n\nname: Soup\nurl: https://club.example/soup\n"
    )
    assert again.written == [SOUP]
    assert said(again, "changed") == [("services[0].url", SOUP), ("services[0].description", SOUP)]


def test_what_people_changed_here_stays(home: Home) -> None:
    home.take(soup())
    home.write(SOUP, home.read(SOUP).replace("Hot soup.", "Hot soup and bread."))
    again = home.take(soup(url="https://club.example"))
    assert "Hot soup and bread." in home.read(SOUP)
    assert "url: https://club.example" in home.read(SOUP)
    assert said(again, "conflict") == []


def test_what_both_changed_stays_and_is_told_once(home: Home) -> None:
    home.take(soup())
    home.write(SOUP, home.read(SOUP).replace("Hot soup.", "Hot soup and bread."))
    again = home.take(soup(description="Cold soup."))
    assert said(again, "conflict") == [
        ("services[0].description", "here: Hot soup and bread.; at the source: Cold soup.")
    ]
    assert "Hot soup and bread." in home.read(SOUP)
    assert said(home.take(soup(description="Cold soup.")), "conflict") == []
    later = home.take(soup(description="No soup."))
    assert said(later, "conflict") == [
        ("services[0].description", "here: Hot soup and bread.; at the source: No soup.")
    ]


def test_both_saying_the_same_is_no_conflict(home: Home) -> None:
    home.take(soup())
    home.write(SOUP, home.read(SOUP).replace("Hot soup.", "Cold soup."))
    again = home.take(soup(description="Cold soup."))
    assert said(again, "conflict") == []
    assert again.written == []
    home.take(soup(description="Warm soup."))
    assert "Warm soup." in home.read(SOUP)


def test_a_line_that_is_gone_on_one_side_and_changed_on_the_other_is_a_conflict(home: Home) -> None:
    home.take(soup(url="https://club.example", email="us@club.example"))
    home.write(SOUP, home.read(SOUP).replace("url: https://club.example\n", "").replace("us@", "we@"))
    again = home.take(soup(url="https://club.example/new", email=None))
    assert said(again, "conflict") == [
        ("services[0].url", "here: nothing; at the source: https://club.example/new"),
        ("services[0].email", "here: we@club.example; at the source: nothing"),
    ]
    assert "we@club.example" in home.read(SOUP)


def use(*names: str) -> list[dict[str, Any]]:
    return [{"link_type": "needs", "taxonomy_term": {"name": name}} for name in names]


def test_lists_of_terms_are_brought_up_to_date_term_by_term(home: Home) -> None:
    home.take(soup(attributes=use("Food", "Warmth")))
    terms = home.read("taxonomies/needs")
    home.write("taxonomies/needs", terms.replace("name: Food", "name: Food\n    synonyms: [meals]"))
    again = home.take(soup(attributes=use("Food", "Warmth", "Company")))
    listed = home.read("taxonomies/needs")
    assert "synonyms: [meals]" in listed
    assert listed.index("food:") < listed.index("warmth:") < listed.index("company:")
    assert "needs: [food, warmth, company]" in home.read(SOUP)
    assert said(again, "conflict") == []
    assert home.is_sound()


def test_a_term_is_not_taken_out_while_records_may_name_it(home: Home) -> None:
    home.take(soup(attributes=use("Food", "Warmth")), cake(attributes=use("Food")))
    home.write(CAKE, home.read(CAKE).replace("[food]", "[food, warmth]"))
    home.take(soup(attributes=use("Food")), cake(attributes=use("Food")))
    assert "needs: [food]" in home.read(SOUP)
    assert "needs: [food, warmth]" in home.read(CAKE)
    assert home.is_sound()


def test_terms_under_another_list_are_not_touched(home: Home) -> None:
    home.take(soup(attributes=use("Food")))
    text = home.read(SOUP)
    home.write("taxonomies/mood", "name: Mood\ndescription: x\nterms: {warm: {name: Warm, description: x}}\n")
    home.write(SOUP, text.replace("attributes:\n", "attributes:\n  mood: [warm]\n"))
    again = home.take(soup(attributes=use("Food", "Company")))
    assert "mood: [warm]" in home.read(SOUP)
    assert "needs: [food, company]" in home.read(SOUP)
    assert said(again, "conflict") == []


# Names and files.


def test_a_new_name_at_the_source_moves_no_file_and_changes_no_id(home: Home) -> None:
    home.take(soup(), cake())
    again = home.take(soup(name="Tuesday soup"), cake(name="Soup"))
    assert sorted(home.files()) == [
        "directory.yml",
        f"{CAKE}.yml",
        "organizations/lunch-club/organization.yml",
        f"{SOUP}.yml",
    ]
    assert home.read(SOUP).startswith("name: Tuesday soup\n")
    assert home.read(CAKE).startswith("name: Soup\n")
    assert again.records.keys() >= {SOUP, CAKE}


def test_a_file_that_people_moved_is_found_again(home: Home) -> None:
    home.take(soup(), locations=[HALL])
    moved = "organizations/lunch-club/tuesday-soup"
    home.write(moved, f"formerly: {SOUP}\n{home.read(SOUP)}")
    home.file(SOUP).unlink()
    home.take(soup(url="https://club.example"), locations=[HALL])
    assert not home.file(SOUP).exists()
    assert "url: https://club.example" in home.read(moved)
    assert f"formerly: {SOUP}" in home.read(moved)
    assert "id:" not in home.read(moved)


def test_a_place_that_people_moved_is_named_by_its_new_name(home: Home) -> None:
    at = {"service_at_locations": [{"location_id": "l1"}]}
    home.take(soup(**at), cake(**at), locations=[HALL])
    home.write("locations/the-hall", f"formerly: locations/village-hall\n{home.read('locations/village-hall')}")
    home.file("locations/village-hall").unlink()
    for path in (SOUP, CAKE):
        home.write(path, home.read(path).replace("village-hall", "the-hall"))
    again = home.take(soup(url="https://club.example", **at), cake(**at), locations=[HALL])
    assert "at: the-hall" in home.read(SOUP)
    assert said(again, "conflict") == []
    assert home.is_sound()


def test_a_place_with_a_file_keeps_it_when_only_one_service_is_left_there(home: Home) -> None:
    at = {"service_at_locations": [{"location_id": "l1"}]}
    home.take(soup(**at), cake(**at), locations=[HALL])
    again = home.take(soup(**at), locations=[{**HALL, "name": "The Hall"}])
    assert "at: village-hall" in home.read(SOUP)
    assert home.read("locations/village-hall").startswith("name: The Hall\n")
    assert said(again, "gone") == [(CAKE, "service:s2")]


def test_a_new_record_takes_no_name_that_is_used_here(home: Home) -> None:
    home.take(soup())
    home.write(CAKE, "name: Cake\ndescription: Our own.\n")
    home.take(soup(), cake())
    assert home.read(CAKE) == "name: Cake\ndescription: Our own.\n"
    assert home.read(f"{CAKE}-2").startswith("name: Cake\ndescription: Hot soup.\n")
    home.take(soup(), cake(description="Sponge."))
    assert "Sponge." in home.read(f"{CAKE}-2")


def test_a_new_thing_does_not_slip_into_the_file_of_one_that_is_gone(home: Home) -> None:
    home.take(soup())
    again = home.take(soup(id="s9", description="Another one."))
    assert "Hot soup." in home.read(SOUP)
    assert "Another one." in home.read(f"{SOUP}-2")
    assert said(again, "gone") == [(SOUP, "service:s1")]


def test_a_service_that_changed_hands_at_the_source_stays_and_is_told(home: Home) -> None:
    other = {"id": "g2", "name": "Cake Club", "description": "Cake."}
    home.take(soup(), organizations=[CLUB, other])
    again = home.take(soup(organization_id="g2"), organizations=[CLUB, other])
    assert home.file(SOUP).exists()
    assert ("services[0]", "cake-club") in said(again, "conflict")


# Gone, and taken out.


def test_what_is_gone_at_the_source_stays_and_is_told(home: Home) -> None:
    home.take(soup(), cake())
    again = home.take(soup())
    assert said(again, "gone") == [(CAKE, "service:s2")]
    assert home.file(CAKE).exists()
    home.take(soup(), cake(description="Back again."))
    assert "Back again." in home.read(CAKE)


def test_what_people_took_out_stays_out(home: Home) -> None:
    home.take(soup(), cake())
    home.file(CAKE).unlink()
    for _ in range(2):
        again = home.take(soup(), cake(description="Sponge."))
        assert said(again, "removed") == [("services[1].record", CAKE)]
        assert not home.file(CAKE).exists()
    assert said(home.take(soup()), "gone") == []
    assert '"path": "organizations/lunch-club/cake"' not in home.ledger()


def test_a_group_that_people_took_out_stays_out_with_all_its_services(home: Home) -> None:
    home.take(soup())
    shutil.rmtree(home.into / "organizations")
    home.take(soup(), cake())
    assert sorted(home.files()) == ["directory.yml"]


def test_a_place_that_people_took_out_comes_back_when_something_new_needs_it(home: Home) -> None:
    at = {"service_at_locations": [{"location_id": "l1"}]}
    home.take(soup(**at), cake(**at), locations=[HALL])
    home.file("locations/village-hall").unlink()
    for path in (SOUP, CAKE):
        text = home.read(path)
        home.write(path, text[: text.index("locations:")])
    again = home.take(soup(**at), cake(**at), soup(id="s3", name="Tea", **at), locations=[HALL])
    assert home.file("locations/village-hall").exists()
    assert [line.why for line in again.report.lines if "comes back" in line.why] == [
        "It comes back, because organizations/lunch-club/tea needs it."
    ]
    assert home.is_sound()


def test_what_could_not_be_read_is_neither_gone_nor_changed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    services = [soup(), cake(), *(soup(id=f"t{number}", name=f"Tea {number}") for number in range(12))]
    broken: set[str] = set()

    def answer(path: str, query: dict[str, str]) -> Any:
        kind, _, own_id = path.strip("/").partition("/")
        items = {"services": services, "organizations": [CLUB]}.get(kind, [])
        if own_id in broken:
            return Reply(b"[[", 200, {"Content-Type": "application/json"})
        if own_id:
            return next((one for one in items if one["id"] == own_id), None)
        return (
            {"contents": [{"id": one["id"], "name": one["name"]} for one in items], "total_pages": 1} if items else None
        )

    with serve(answer) as server:
        first = run("hsds-json", server.address, home.into, Options(UK, TODAY), name="feed")
        broken.add("s2")
        services[0] = soup(description="Cold soup.")
        again = run("hsds-json", server.address, home.into, Options(UK, TODAY), name="feed")
    assert first.refused == []
    assert "Cold soup." in home.read(SOUP)
    assert "Hot soup." in home.read(CAKE)
    assert said(again, "gone") == []
    assert '"path": "organizations/lunch-club/cake"' in home.ledger()


def test_a_record_that_could_not_be_read_is_not_made_poorer_by_what_a_list_says_of_it(home: Home) -> None:
    """Here the list of services is brief; in other feeds each place has its service in brief."""
    feed = home.into.parent / "feed"
    (feed / "services").mkdir(parents=True)
    (feed / "organizations.json").write_text(json.dumps({"contents": [CLUB]}))
    (feed / "services.json").write_text(json.dumps({"contents": [soup(description=None), cake(description=None)]}))
    for one in (soup(), cake()):
        (feed / "services" / f"{one['id']}.json").write_text(json.dumps(one))
    run("hsds-json", feed, home.into, Options(UK, TODAY), name="feed")
    before = home.files()
    assert "Hot soup." in home.read(SOUP)
    (feed / "services" / "s1.json").write_text('{"id": "s1", "na')
    again = run("hsds-json", feed, home.into, Options(UK, TODAY), name="feed")
    assert home.files() == before
    assert ("services/s1.json", "It is not JSON (line 1, column 14).") in [
        (line.where.source, line.why) for line in again.report.lines
    ]
    (feed / "services" / "s1.json").write_text(json.dumps(soup(description="Cold soup.")))
    run("hsds-json", feed, home.into, Options(UK, TODAY), name="feed")
    assert "Cold soup." in home.read(SOUP)


def test_a_group_keeps_the_places_of_what_could_not_be_read(home: Home) -> None:
    places = {"location_ids": ["l1"]}
    home.source.with_suffix("").mkdir()
    folder = home.source.with_suffix("")
    (folder / "organizations.json").write_text(json.dumps([{**CLUB, **places}]))
    (folder / "services.json").write_text(json.dumps([soup()]))
    (folder / "locations.json").write_text(json.dumps([HALL]))
    run("hsds-json", folder, home.into, Options(UK, TODAY))
    assert "locations: [village-hall]" in home.read("organizations/lunch-club/organization")
    (folder / "locations.json").write_text("[{")
    again = run("hsds-json", folder, home.into, Options(UK, TODAY))
    assert "locations: [village-hall]" in home.read("organizations/lunch-club/organization")
    assert said(again, "gone") == []


# What must not be harmed.


def test_a_file_with_an_error_is_left_alone_and_brought_up_to_date_when_it_is_mended(home: Home) -> None:
    home.take(soup())
    good = home.read(SOUP)
    home.write(SOUP, "name: [Soup\n")
    again = home.take(soup(description="Cold soup."))
    assert home.read(SOUP) == "name: [Soup\n"
    assert [line.why for line in again.report.lines if line.action == "dropped" and line.what == "record"] == [
        "Its file has an error. Mend it, and import again."
    ]
    home.write(SOUP, good)
    home.take(soup(description="Cold soup."))
    assert "Cold soup." in home.read(SOUP)


SECRET = "NR99 1AB"


def hide(home: Home) -> None:
    text = home.read("locations/village-hall")
    home.write("locations/village-hall", text[: text.index("addresses:")] + "visibility: confidential\n")


def test_a_place_that_people_hid_stays_hidden_whatever_the_source_says(home: Home) -> None:
    at = {"service_at_locations": [{"location_id": "l1"}]}
    home.take(soup(**at), cake(**at), locations=[HALL])
    hide(home)
    moved = {**HALL, "latitude": 52.9, "longitude": 1.1, "transportation": "Bus 9 stops outside.", "name": "The Hall"}
    again = home.take(soup(**at), cake(**at), locations=[moved])
    assert home.read("locations/village-hall") == "name: The Hall\nvisibility: confidential\n"
    lines = [line for line in again.report.lines if line.where.source == "feed.json"]
    assert not [line for line in lines if "Bus 9" in line.value or "Mill" in line.value]
    changed = {**HALL, "addresses": [{**HALL["addresses"][0], "address_1": "Church Lane"}]}
    assert not [
        line for line in home.take(soup(**at), cake(**at), locations=[changed]).report.lines if "Church" in line.value
    ]
    assert home.is_sound()


def test_the_report_says_no_values_of_what_people_hid_and_all_of_the_rest(home: Home) -> None:
    at = {"service_at_locations": [{"location_id": "l1"}]}
    home.take(soup(**at), cake(**at), locations=[{**HALL, "description": "A."}])
    hide(home)
    home.write("locations/village-hall", home.read("locations/village-hall").replace("A.", "Ours."))
    odd = {**HALL, "description": "Near the mill.", "directions": "Left at the mill.", "latitude": "the mill"}
    again = home.take(soup(mood="warm", **at), cake(**at), locations=[odd])
    told = {line.what: line.value for line in again.report.lines}
    assert {name: told[name] for name in ("directions", "latitude", "description", "mood")} == {
        "directions": "",
        "latitude": "",
        "description": "",
        "mood": "warm",
    }
    assert not [line for line in again.report.lines if "mill" in line.value]


def test_a_hidden_place_does_not_come_in_again_beside_itself(home: Home) -> None:
    """It was written inside its one service; now a second service makes it a record of its own."""
    at = {"service_at_locations": [{"location_id": "l1"}]}
    home.take(soup(**at), locations=[HALL])
    text = home.read(SOUP)
    assert SECRET in text
    start = text.index("      addresses:")
    end = text.index("      organization:")
    home.write(SOUP, f"{text[:start]}      visibility: confidential\n{text[end:]}")
    again = home.take(soup(**at), cake(**at), locations=[HALL])
    everything = "".join(home.files().values())
    assert SECRET not in everything
    assert "visibility: confidential" in home.read("locations/village-hall")
    assert SECRET not in "".join(line.value for line in again.report.lines if line.action == "conflict")


def test_the_ledger_holds_no_values(home: Home) -> None:
    home.take(soup(phones=[{"number": "01632 960123"}]), locations=[HALL])
    assert not any(word in home.ledger() for word in ("960123", "Mill Lane", SECRET, "Hot soup"))


def test_an_update_that_was_broken_off_can_be_run_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.take(soup(), cake())
    home.write(CAKE, f"# Ours.\n{home.read(CAKE)}")
    whole = replace_file
    written: list[Path] = []

    def fail(file: Path, content: bytes) -> None:
        if written:
            raise OSError(28, "No space left on device")
        written.append(file)
        whole(file, content)

    monkeypatch.setattr("hereabouts.importers.updating.replace_file", fail)
    before = home.ledger()
    with pytest.raises(OSError, match="No space"):
        home.take(soup(description="A."), cake(description="B."))
    assert home.ledger() == before
    monkeypatch.undo()
    home.take(soup(description="A."), cake(description="B."))
    assert "A." in home.read(SOUP)
    assert home.read(CAKE) == "# Ours.\nname: Cake\ndescription: B.\n"
    assert not list(home.into.rglob("*.new"))


def test_a_first_import_that_is_refused_leaves_nothing(home: Home) -> None:
    home.write(SOUP, "name: Our soup\n")
    home.source.write_text(json.dumps({"organizations": [CLUB], "services": [soup()]}))
    imported = run("hsds-json", home.source, home.into, Options(UK, TODAY))
    assert imported.refused == [SOUP]
    assert sorted(home.files()) == ["directory.yml", f"{SOUP}.yml"]
    assert not (home.into / ".imports").exists()


# The ledger.


def test_the_ledger_is_known_by_what_the_source_is_called(home: Home) -> None:
    home.take(soup())
    newer = home.source.with_name("export-december.json")
    newer.write_text(json.dumps({"organizations": [CLUB], "services": [soup(description="Cold soup.")]}))
    assert run("hsds-json", newer, home.into, Options(UK, TODAY)).refused == [SOUP]
    assert run("hsds-json", newer, home.into, Options(UK, TODAY), name="feed").written == [SOUP]
    assert ledger_names(home.into) == ["feed"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://feed.example/api/?key=secret", "feed-example-api"),
        ("/data/Export 2026.zip", "export-2026"),
        ("folder/", "folder"),
        ("***", "source"),
    ],
)
def test_a_source_is_called_after_where_it_is(source: str, name: str) -> None:
    assert name_of(source) == name


@pytest.mark.parametrize(
    "text",
    ["", "{}", "nonsense", '{"ledger": 2}', '{"ledger": 1, "form": "x", "source": "x", "day": "x"}\n{"path": 1}'],
)
def test_a_damaged_ledger_is_an_error_in_words(home: Home, text: str) -> None:
    home.take(soup())
    (home.into / ".imports" / "feed.ndjson").write_text(text)
    with pytest.raises(SourceError, match=r"feed.ndjson is damaged .* Take it back from the history"):
        home.take(soup())


def test_ids_that_count_in_one_line_only_are_not_taken_for_the_same_thing(home: Home) -> None:
    """Each line of a dump has ids of its own, so what is called s1 in one is not s1 in another."""
    dump_ = home.source.with_name("feed.ndjson")

    def take(*names: str) -> Imported:
        lines = [{**CLUB, "name": f"{name} Club", "services": [soup(name=name)]} for name in names]
        dump_.write_text("\n".join(map(json.dumps, lines)))
        return run("hsds-json", dump_, home.into, Options(UK, TODAY))

    take("Soup", "Cake")
    again = take("Cake", "Soup")
    assert again.written == []
    assert home.read("organizations/cake-club/cake").startswith("name: Cake\n")
    assert read_ledger(home.into, "feed") is not None


# The rule itself.

VALUES = st.sampled_from([None, "a", "b", "c"])
KEYS = ("name", "url", "email")


def record(values: Mapping[str, str | None]) -> dict[str, Data]:
    return {key: value for key, value in values.items() if value is not None}


@given(st.tuples(*[st.fixed_dictionaries(dict.fromkeys(KEYS, VALUES))] * 3))
def test_each_key_goes_by_the_three_way_rule(forms: tuple[Any, Any, Any]) -> None:
    base, theirs, ours = (record(form) for form in forms)
    merged = merge(digests(base), theirs, ours)
    conflicts = {conflict.key for conflict in merged.conflicts}
    for key in KEYS:
        old, new, own = base.get(key), theirs.get(key), ours.get(key)
        result = merged.changes.get(key) if key in merged.changes else own
        if new in (old, own):
            assert result == own
        elif own == old:
            assert result == new
        else:
            assert (key in conflicts, result) == (True, own)


def test_the_day_it_was_fetched_alone_is_no_change() -> None:
    told: dict[str, Data] = {"name": "Council", "retrieved": "2026-01-01"}
    base: dict[str, Data] = {"name": "Soup", "source": told}
    theirs: dict[str, Data] = {"name": "Soup", "source": {**told, "retrieved": "2026-06-01"}}
    assert merge(digests(base), theirs, base).changes == {}
    theirs["name"] = "Cake"
    assert merge(digests(base), theirs, base).changes == {"name": "Cake", "source": theirs["source"]}
