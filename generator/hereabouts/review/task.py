"""One thing for a reviewer to do: what to ask, how much depends on it, and of which listing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hereabouts.finding import Piece
from hereabouts.review.pairs import Pair


class Level(StrEnum):
    """How much harm it may do if nobody asks. Sorts by `rank`."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for what comes first."""
        return list(Level).index(self)


_WORDS: dict[str, tuple[Level, str]] = {
    "unhidden": (
        Level.HIGH,
        "A place that was kept secret would be shown to everybody. Ring the group first, on the number you have from "
        "before.",
    ),
    "hidden": (
        Level.HIGH,
        "A place is to be kept secret. If that is right, do it today: until this is accepted, the site tells where it "
        "is, and the history of the files goes on telling. Do not repeat the address in a comment.",
    ),
    "refuge": (
        Level.HIGH,
        "This may be a refuge, or another place that nobody may find, and it says where it is. Ask the group. If it "
        "is, close this change and do not only mend it: everybody can read it from the moment it was opened.",
    ),
    "phone": (
        Level.HIGH,
        "A telephone number changes. Ring the old number, `{old}`, and ask whether that is right. Whoever answers the "
        "new one will say yes.",
    ),
    "phone-gone": (Level.HIGH, "A telephone number goes. Ring it, `{old}`, and ask whether that is right."),
    "phone-kept-back": (
        Level.HIGH,
        "The telephone number of a secret place changes. Ring the number that you have from before.",
    ),
    "bank": (
        Level.HIGH,
        "It now has something like the details of a bank account, `{typed}`. Ring the number from before{ring} and "
        "ask. If in doubt, leave it out.",
    ),
    "domain": (
        Level.HIGH,
        "A web or e-mail address goes to somebody else: `{typed}`, and no longer to `{old}`. Ask on the old number, or "
        "write to the old address.",
    ),
    "free-mail-instead": (
        Level.HIGH,
        "The e-mail address becomes `{typed}`, which anybody can make, and `{old}` goes. Ask on the old number, or "
        "write to the old address.",
    ),
    "moved-far": (Level.HIGH, "The place moves {far} kilometres. Look at the map, and ask on the old number."),
    "removed": (Level.HIGH, "A listing goes. Ask the group whether that is right."),
    "identity": (
        Level.HIGH,
        "Other systems would take this for another listing than before, and calendars and links would break. If a file "
        "was only renamed, its new file needs a line `formerly:` with the old name. Nobody should change a line `id:`.",
    ),
    "settings": (Level.HIGH, "The settings of the whole directory change, such as its help lines. Look at each line."),
    "others": (
        Level.HIGH,
        "This is not only about listings. Somebody who knows the program should look at these files: {files}.",
    ),
    "unread": (Level.HIGH, "Something is in the way of reading it, so this list is not complete."),
    "maintainers": (Level.HIGH, "Who is asked about this group changes. Ask one of those who were named before."),
    "problem": (Level.MEDIUM, "The check finds a mistake in it, so the listing would stay as it was."),
    "terms": (Level.MEDIUM, "A list changes that many listings use. Look at some of them in the preview."),
    "closed": (Level.MEDIUM, "It says that it has closed. Ring{ring} and ask."),
    "phone-new": (Level.MEDIUM, "A telephone number is added. Ring one that was there before, `{old}`, and ask."),
    "domain-new": (Level.MEDIUM, "It names a site that it did not name before, `{typed}`. Is it theirs?"),
    "free-mail": (
        Level.MEDIUM,
        "It has an e-mail address that anybody can make, `{typed}`. Write to it and ask who they are.",
    ),
    "district": (Level.MEDIUM, "The postcode is now in `{typed}`, and was in `{old}`. Has the place moved?"),
    "person": (
        Level.MEDIUM,
        "It names a person. Do they know, and do they agree? A post, such as Secretary, is better.",
    ),
    "mobile": (
        Level.MEDIUM,
        "It has a mobile number, which may be somebody's own. Do they know that everybody will see it?",
    ),
    "duplicate": (Level.MEDIUM, "It may be here already, as `{name}` (`{typed}`). Look at both."),
    "many": (
        Level.MEDIUM,
        "It changes {count} listings at once. Look at those without anything else to ask about, too.",
    ),
    "new": (Level.LOW, "It is new. Does the group know, and want to be listed?"),
}
"""What to do, by code. What stands in backticks comes from records."""

_ORDER = {code: at for at, code in enumerate(_WORDS)}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `path` is the record it is about, and `subject` what that is called; both may be empty."""

    code: str
    path: str = ""
    subject: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def level(self) -> Level:
        """How much depends on it."""
        return _WORDS[self.code][0]

    @property
    def pieces(self) -> list[Piece]:
        """What to do, cut at its own backticks."""
        values = dict(self.values)
        parts = _WORDS[self.code][1].replace("{ring}", ", `{old}`," if values.get("old") else "").split("`")
        return [(bool(at % 2), part.format_map(values)) for at, part in enumerate(parts)]

    @property
    def words(self) -> str:
        """What to do, as text."""
        return "".join(f"`{words}`" if typed else words for typed, words in self.pieces)

    def __lt__(self, other: Task) -> bool:
        return self._key < other._key

    @property
    def _key(self) -> tuple[int, int, str, tuple[tuple[str, str], ...]]:
        return self.level.rank, _ORDER[self.code], self.path, self.values


def task(code: str, pair: Pair | None = None, **values: str) -> Task:
    """Make a task. Raises KeyError for a code that there is none of, or a value that its words lack."""
    path, subject = (pair.path, pair.name) if pair else ("", "")
    made = Task(code, path, subject, tuple(sorted(values.items())))
    _ = made.pieces
    return made


def level_of(tasks: list[Task]) -> Level:
    """The level of what matters most; low where there is nothing to ask."""
    return min((one.level for one in tasks), key=lambda level: level.rank, default=Level.LOW)
