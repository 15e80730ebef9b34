"""The history of records as it may be told: what happened to each, and that nothing taken back is told again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hereabouts.changes import study
from hereabouts.kind import Kind
from hereabouts.reading import check_file
from hereabouts.source.document import Document
from tests.building import HALL, LUNCH
from tests.git_repository import Repository
from tests.telling import Past, everything

GROUP = "organizations/riverside-lunch-club/organization"
MOVED = "organizations/riverside-lunch-club/lunch"
SECRETS = ("Mill Lane", "NR99", "52.9", "1.1003", "Bus 4")


@pytest.fixture
def past(tmp_path: Path) -> Past:
    return Past(tmp_path / "a place")


def commit(past: Past, day: str = "2026-10-02") -> None:
    past.place.repository.commit(day)


def happened(past: Past, path: str = "") -> list[str]:
    """What happened after the first commit, to one record or to all, without details."""
    events = [event for event in past.timeline().events if event.day > "2026-10-01"]
    return [f"{event.day} {event.happened}" for event in events if not path or event.path == path]


def test_every_record_is_added_once(past: Past) -> None:
    events = past.timeline().events
    assert {event.happened for event in events} == {"added"}
    assert {event.moment for event in events} == {"2026-10-01T10:00:00Z"}
    assert {event.kind for event in events} == {"service", "organization", "location", "taxonomy"}
    assert len({event.id for event in events}) == len(events)


def test_a_change_is_told_by_field(past: Past) -> None:
    past.place.change(LUNCH, "10:30 to 12:00", "10:00 to 12:00")
    past.place.change(LUNCH, "01632 960123", "01632 960124")
    past.place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    commit(past)
    assert past.lines(LUNCH) == [
        "2026-10-02 changed: Phone numbers: now 01632 960124. "
        "At eastbrook-village-hall: Tuesdays: now starts at 10am, was 10:30am. "
        "Youngest age: now 16, was 18."
    ]


def test_a_remark_or_another_way_of_writing_is_no_change(past: Past) -> None:
    past.place.change(LUNCH, "name: Tuesday", "# A remark.\nname: Tuesday")
    past.place.change(LUNCH, "10:30 to 12:00", "10.30am to noon")
    commit(past)
    assert happened(past) == []


def test_what_was_not_committed_changed_today(past: Past) -> None:
    past.place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    past.place.write("locations/shed", "name: Shed\n")
    assert happened(past) == ["2026-11-22 added", "2026-11-22 changed"]


def test_a_mistake_holds_a_record_and_never_removes_it(past: Past) -> None:
    past.place.change(LUNCH, "- 01632 960123", "- 01632")
    commit(past)
    assert past.lines(LUNCH) == ["2026-10-02 held"]
    past.place.change(LUNCH, "- 01632\n", "- 01632 960124\n")
    past.place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    commit(past, "2026-10-03")
    assert past.lines(LUNCH) == [
        "2026-10-02 held",
        "2026-10-03 reinstated: Phone numbers: now 01632 960124. Youngest age: now 16, was 18.",
    ]


@pytest.mark.parametrize("text", ["name: [", "", "nmae: Lunch\n"])
def test_any_mistake_holds(past: Past, text: str) -> None:
    past.place.write(LUNCH, text)
    commit(past)
    held = [line for line in happened(past) if "held" in line]
    assert held == ["2026-10-02 held"] or text == ""  # emptied is taken back, and not shown as it was


def test_a_mistake_that_only_all_records_show_holds_too(past: Past) -> None:
    past.place.change(LUNCH, "program: warm-spaces", "program: no-such-thing")
    past.place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    commit(past)
    assert past.lines(LUNCH) == ["2026-10-02 held"]


def test_a_record_that_is_renamed_has_moved(past: Past) -> None:
    before = {event.id for event in past.timeline().events}
    past.place.rename(LUNCH, MOVED)
    past.place.change(MOVED, "minimum_age: 18", "minimum_age: 16")
    commit(past)
    events = past.timeline().events
    assert {event.id for event in events} == before
    moved, changed = (event for event in events if event.day == "2026-10-02")
    assert (moved.happened, moved.before, moved.path) == ("moved", LUNCH, MOVED)
    assert (changed.happened, len(changed.changes)) == ("changed", 1)


def test_a_group_that_is_renamed_takes_its_services_along(past: Past) -> None:
    folder = past.place.records / "organizations"
    (folder / "riverside-lunch-club").rename(folder / "lunch-club")
    for name in ("organization", "tuesday-drop-in"):
        new = f"organizations/lunch-club/{name}"
        past.place.write(new, f"formerly: organizations/riverside-lunch-club/{name}\n{past.place.read(new)}")
    commit(past)
    assert sorted(happened(past)) == ["2026-10-02 moved", "2026-10-02 moved"]


def test_a_rename_that_nobody_says_is_one_record_less_and_one_more(past: Past) -> None:
    text = past.place.read(LUNCH)
    (past.place.records / f"{LUNCH}.yml").unlink()
    past.place.write(MOVED, text)
    commit(past)
    assert sorted(happened(past)) == ["2026-10-02 added", "2026-10-02 removed"]


def test_a_pinned_id_follows_the_record(past: Past) -> None:
    own_id = "00000000-0000-4000-8000-000000000001"
    past.place.write(LUNCH, f"id: {own_id}\n{past.place.read(LUNCH)}")
    commit(past)
    text = past.place.read(LUNCH)
    (past.place.records / f"{LUNCH}.yml").unlink()
    past.place.write(MOVED, text)
    commit(past, "2026-10-03")
    mine = [event.happened for event in past.timeline().events if event.id == own_id]
    assert mine == ["added", "moved"]


def test_closed_and_running_again(past: Past) -> None:
    past.place.write(LUNCH, f"status: defunct\n{past.place.read(LUNCH)}")
    commit(past)
    past.place.change(LUNCH, "status: defunct\n", "")
    commit(past, "2026-10-03")
    assert past.lines(LUNCH) == [
        "2026-10-02 closed: Is it running: now has ended, was running.",
        "2026-10-03 reinstated: Is it running: now running, was has ended.",
    ]


def test_a_removed_record_leaves_an_id_a_moment_and_a_reason(past: Past) -> None:
    own_id = next(event.id for event in past.timeline().events if event.path == LUNCH)
    past.place.write(LUNCH, f"status: defunct\n{past.place.read(LUNCH)}")
    commit(past)
    (past.place.records / f"{LUNCH}.yml").unlink()
    commit(past, "2026-10-03")
    events = [event for event in past.timeline().events if event.id == own_id]
    assert [event.happened for event in events] == ["added", "closed", "removed"]
    assert {(event.path, event.changes, event.before) for event in events} == {("", (), "")}
    assert (events[-1].reason, events[-1].moment) == ("closed", "2026-10-03T10:00:00Z")
    past.place.repository.git("revert", "--no-edit", "HEAD", day="2026-10-04")
    assert past.lines(LUNCH)[-1] == "2026-10-04 reinstated"


def test_a_merged_record_says_which_one_took_its_place(past: Past) -> None:
    (past.place.records / f"{LUNCH}.yml").unlink()
    past.place.write(MOVED, f"replaces: {LUNCH}\nname: Lunch\ndescription: Lunch for anybody.\n")
    commit(past)
    events = past.timeline().events
    (gone,) = (event for event in events if event.happened == "removed")
    assert (gone.reason, gone.into) == ("merged", next(event.id for event in events if event.path == MOVED))


def test_edits_made_in_a_merge_and_on_side_branches_count_once(past: Past) -> None:
    git = past.place.repository.git
    git("checkout", "-q", "-b", "side")
    past.place.change(LUNCH, "minimum_age: 18", "minimum_age: 17")
    commit(past)
    past.place.change(LUNCH, "minimum_age: 17", "minimum_age: 16")
    commit(past, "2026-10-03")
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-ff", "--no-commit", "side")
    past.place.change(LUNCH, "name: Tuesday drop-in", "name: Drop-in")
    commit(past, "2026-10-04")
    assert past.lines(LUNCH) == ["2026-10-04 changed: Name: now Drop-in. Youngest age: now 16, was 18."]


# ---- what must not be told


def hide_the_hall(past: Past) -> None:
    past.place.write(HALL, "name: A safe house\nvisibility: confidential\n")


def hide_it_in_the_service(past: Past) -> None:
    text = past.place.read(LUNCH)
    start = text.index("locations:")
    end = text.index("cost_options:")
    place = "locations:\n  - place: {name: A safe house, visibility: confidential}\n"
    past.place.write(LUNCH, text[:start] + place + text[end:])
    hide_the_hall(past)


def wipe_it_out(past: Past) -> None:
    past.place.write(HALL, "")


def hide_it_with_a_slip(past: Past) -> None:
    past.place.change(HALL, "name:", "visibilty: confidential\nname:")


@pytest.mark.parametrize("hide", [hide_the_hall, hide_it_in_the_service, wipe_it_out, hide_it_with_a_slip])
def test_no_address_of_a_place_that_is_a_secret_now(past: Past, hide: Callable[[Past], None]) -> None:
    past.place.change(HALL, "Mill Lane", "12 Mill Lane")
    commit(past)
    past.place.change(
        LUNCH, "at: eastbrook-village-hall", "at: eastbrook-village-hall\n    description: Mill Lane side"
    )
    commit(past, "2026-10-03")
    assert "Mill Lane" in everything(past.timeline().events)
    hide(past)
    commit(past, "2026-10-04")
    told = everything(past.timeline().events)
    assert not [secret for secret in SECRETS if secret in told]
    if hide is not hide_it_with_a_slip:
        assert not [event for event in past.timeline().events if event.path == HALL and event.day < "2026-10-04"]


def test_a_place_made_a_secret_still_tells_readers_to_look_again(past: Past) -> None:
    own_id = next(event.id for event in past.timeline().events if event.path == HALL)
    hide_the_hall(past)
    commit(past, "2026-10-04")
    events = [event for event in past.timeline().events if event.id == own_id]
    assert [(event.day, event.happened, event.changes) for event in events] == [("2026-10-04", "changed", ())]


def test_a_service_that_hides_a_place_tells_nothing_of_its_places(past: Past) -> None:
    past.place.change(LUNCH, "10:30 to 12:00", "10:00 to 12:00")
    past.place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    commit(past)
    hide_it_in_the_service(past)
    commit(past, "2026-10-03")
    assert past.lines(LUNCH) == ["2026-10-02 changed: Youngest age: now 16, was 18.", "2026-10-03 changed"]


def test_the_name_of_a_place_that_a_service_left_is_not_told(past: Past) -> None:
    past.place.write("locations/shed", "name: Shed\naddresses: {address_1: 1 Weir Lane, city: Eastbrook}\n")
    commit(past)
    past.place.change(LUNCH, "at: eastbrook-village-hall", "at: shed")
    hide_the_hall(past)
    commit(past, "2026-10-03")
    assert past.lines(LUNCH) == ["2026-10-03 changed: Places: now shed."]
    assert "village" not in everything([one for one in past.timeline().events if one.path == LUNCH])


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("description: Ask for Mary Smith on 07700 900999.", ""),
        ("alert: Mary Smith is away", "Alert: taken out."),
        ("contacts: {name: Mary Smith}", "Contacts: taken out."),
        ("email: mary.smith@riverside.example", ""),
        ("schedules: Tuesdays 10am to 11am (ask for Mary Smith)", "Days and times: Tuesdays 10am to 11am taken out."),
        ("schedules: {when: Tuesdays, attending_type: Mary Smith}", "Days and times: Tuesdays, hours not given"),
        ("languages: [{code: cy, note: Mary Smith}]", ""),
        ("attributes: {needs: [{term: food, value: Mary Smith}]}", ""),
        ("cost_options: £2 to Mary Smith", ""),
        ("translations: {cy: {alert: Mary Smith}}", "Alert in Welsh: taken out."),
        ("application_process: Mary Smith", "How to get in: taken out."),
    ],
)
def test_what_somebody_wrote_and_took_back_is_not_told(past: Past, field: str, told: str) -> None:
    text = past.place.read(LUNCH)
    name = field.partition(":")[0]
    past.place.write(LUNCH, f"{_without(text, name)}{field}\n")
    commit(past)
    past.place.write(LUNCH, text)
    commit(past, "2026-10-03")
    said = everything(past.timeline().events)
    assert not [secret for secret in ("Mary", "Smith", "smith", "900999") if secret in said]
    if told and "hours" not in told:
        assert told in past.lines(LUNCH)[-1]


def _without(text: str, name: str) -> str:
    """A record without one of its lines and what is indented below it."""
    kept = []
    skipping = False
    for line in text.splitlines(keepends=True):
        if not line.startswith((" ", "\n")):
            skipping = line.startswith(f"{name}:")
        if not skipping:
            kept.append(line)
    return "".join(kept)


def test_names_of_terms_and_lists_that_nobody_has_are_not_told(past: Past) -> None:
    past.place.change(LUNCH, "needs: [company, food]", "needs: [company, mary-smith]\n  mary-smith: [mary-smith]")
    commit(past)
    past.place.change(LUNCH, "needs: [company, mary-smith]\n  mary-smith: [mary-smith]", "needs: [company, food]")
    commit(past, "2026-10-03")
    assert "mary" not in everything(past.timeline().events)


def test_who_looks_after_a_record_is_nobodys_business(past: Past) -> None:
    past.place.write(LUNCH, f"{past.place.read(LUNCH)}maintainers: mary-smith\nreview_every: 3 months\n")
    commit(past)
    assert happened(past) == []


def test_a_record_taken_down_takes_its_history_along(past: Past) -> None:
    past.place.change(LUNCH, "name: Tuesday drop-in", "name: Mary's drop-in")
    commit(past)
    assert "Mary" in everything(past.timeline().events)
    (past.place.records / f"{LUNCH}.yml").unlink()
    commit(past, "2026-10-03")
    told = everything(past.timeline().events)
    assert "Mary" not in told
    assert "drop-in" not in told


def test_a_group_that_may_not_be_shown_takes_its_services_out_of_sight(past: Past) -> None:
    past.place.write(GROUP, "")
    commit(past)
    gone = [event for event in past.timeline().events if event.happened == "removed"]
    assert {event.reason for event in gone} <= {"withheld"}
    assert all(event.moment == "2026-10-02T10:00:00Z" for event in gone)


# ---- cost


def test_what_was_studied_once_is_not_read_again(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        past.place.change(LUNCH, f"minimum_age: {18 - number}", f"minimum_age: {17 - number}")
        commit(past, f"2026-10-0{2 + number}")
    first = past.timeline()
    read: list[str] = []

    def listen(file: str, content: bytes, kind: Kind) -> Document:
        read.append(file)
        return check_file(file, content, kind)

    monkeypatch.setattr(study, "check_file", listen)
    assert past.timeline() == first
    assert read == []
    past.place.change(LUNCH, "minimum_age: 14", "minimum_age: 13")
    commit(past, "2026-10-06")
    past.timeline()
    assert read == [f"{LUNCH}.yml"]  # the version before; the newest was read by the check


def test_what_is_remembered_makes_no_difference(past: Past) -> None:
    steps: list[Callable[[], None]] = [
        lambda: past.place.change(LUNCH, "minimum_age: 18", "minimum_age: 16"),
        lambda: past.place.change(LUNCH, "- 01632 960123", "- 01632"),
        lambda: past.place.change(LUNCH, "- 01632\n", "- 01632 960124\n"),
        lambda: past.place.rename(LUNCH, MOVED),
        lambda: past.place.change(MOVED, "name: Tuesday drop-in", "name: Drop-in"),
        lambda: hide_the_hall(past),
        (past.place.records / f"{MOVED}.yml").unlink,
    ]
    for number, step in enumerate(steps):
        step()
        commit(past, f"2026-10-1{number}")
        known = past.timeline()
        fresh = Past.__new__(Past)
        fresh.place, fresh.memory, fresh.log = past.place, study.Memory(), type(past.log)()
        assert fresh.timeline() == known
        assert fresh.memory == past.memory


def test_a_clone_without_the_files_of_long_ago_has_no_history(past: Past, tmp_path: Path) -> None:
    past.place.change(LUNCH, "minimum_age: 18", "minimum_age: 16")
    commit(past)
    repository: Repository = past.place.repository
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.git("clone", "-q", "--filter=blob:none", repository.top.as_uri(), str(tmp_path / "clone"))
    past.place.records = tmp_path / "clone" / "directory"
    past.place.root = tmp_path / "clone"
    with pytest.raises(study.MissingError):
        past.timeline()
