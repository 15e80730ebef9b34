"""What directory.yml says of the directory as a whole, typed.

Made from data that the profile has passed, so a wrong form here is our own slip and not a contributor's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from hereabouts.source.document import Data

HOME_ZONE = "Europe/London"
"""The `timezone` of a directory that names none."""

Translations = dict[str, dict[str, str]]
"""Language code -> field -> text."""

_INTERVAL = re.compile(r"(\d+) (day|week|month|year)s?$")
_WHOLE_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the directory; `identifier` is an org-id such as ``GB-CHC-1234567``."""

    name: str = ""
    identifier: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A number or address shown on every page; `when` is ``crisis`` for those put first in an emergency."""

    name: str
    number: str = ""
    hours: str = ""
    description: str = ""
    url: str = ""
    when: str = ""
    checked: str = ""
    translations: Translations = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Changes:
    """Where a correction may be sent: by e-mail, by telephone, or to the repository of the records."""

    email: str = ""
    phone: str = ""
    phone_hours: str = ""
    repository: str = ""


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """How the data is offered to other programs.

    `host` is what serves the site, `profile` what the feed says it follows. `page_sizes` are how many records a page
    may hold, where the host can give pages; the first is what readers get who ask for no other.
    """

    host: str = "none"
    profile: str = "hsds"
    page_sizes: tuple[int, ...] = (50,)


@dataclass(frozen=True, slots=True)
class Area:
    """A named area; `uri` is usually that of the ONS."""

    key: str
    name: str
    uri: str = ""
    description: str = ""
    extent: str = ""
    extent_type: str = ""
    translations: Translations = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The box, in degrees, that the directory's places should be inside."""

    south: float
    west: float
    north: float
    east: float

    def hold(self, latitude: float, longitude: float) -> bool:
        """Tell whether a point is inside."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


@dataclass(frozen=True, slots=True)
class Settings:
    """directory.yml. `languages` begins with the one that records are written in."""

    name: str
    id_namespace: str
    description: str = ""
    url: str = ""
    license: str = ""
    publisher: Publisher = field(default_factory=Publisher)
    languages: tuple[str, ...] = ("en",)
    timezone: str = HOME_ZONE
    country: str = "GB"
    state_province: str = ""
    currency: str = "GBP"
    review_every: str = "6 months"
    expires_after: str = "14 days"
    areas: dict[str, Area] = field(default_factory=dict)
    term_dates: tuple[tuple[date, date], ...] = ()
    bank_holidays: str = ""
    bounds: Bounds | None = None
    example: bool = False
    help_lines: tuple[HelpLine, ...] = ()
    crisis_words: tuple[str, ...] = ()
    changes: Changes = field(default_factory=Changes)
    feed: FeedSettings = field(default_factory=FeedSettings)
    default_status: str = "active"
    translations: Translations = field(default_factory=dict, hash=False)

    @property
    def language(self) -> str:
        """The language records are written in."""
        return self.languages[0]


def text(data: Data | None, default: str = "") -> str:
    """The text of a scalar; the default for anything else."""
    return data if isinstance(data, str) else default


def items(data: Data | None) -> list[Data]:
    """A list as it is, one item alone as a list of one, nothing as an empty list."""
    if data is None:
        return []
    return data if isinstance(data, list) else [data]


def table(data: Data | None) -> dict[str, Data]:
    """A mapping as it is; anything else as an empty one."""
    return data if isinstance(data, dict) else {}


def is_yes(data: Data | None) -> bool:
    """Whether a yes/no value says yes."""
    return text(data).lower() in {"yes", "true", "on"}


def interval(words: str) -> relativedelta:
    """``14 days`` or ``6 months`` as a span of time. Raises ValueError for anything else."""
    found = _INTERVAL.match(words.strip())
    if not found:
        raise ValueError(f"not an interval: {words!r}")
    return relativedelta(**{f"{found[2]}s": int(found[1])})  # type: ignore[arg-type]


def day_after(day: date, words: str) -> date:
    """The date that lies the interval `words` after `day`; the last day there is, where that is later still.

    Raises ValueError for words that are no interval.
    """
    span = interval(words)
    try:
        later: date = day + span
    except (OverflowError, ValueError):
        return date.max
    return later


def moment(written: str, timezone: str) -> str:
    """A date or a moment in the form HSDS asks for (RFC 3339), where it is not yet in it.

    A date alone becomes the start of that day in UTC. A time that does not say how far it is from UTC is one of the
    directory's own `timezone`. Raises ValueError for anything else.
    """
    if _WHOLE_MOMENT.match(written):
        return written
    read = datetime.fromisoformat(written)
    if len(written) == len("2026-01-01"):
        return f"{written}T00:00:00Z"
    return (read if read.tzinfo else read.replace(tzinfo=ZoneInfo(timezone))).isoformat()


def _strings(data: Data | None, names: tuple[str, ...]) -> dict[str, str]:
    values = table(data)
    return {name: text(values[name]).strip() for name in names if name in values}


def _code(data: Data) -> str:
    """A language code as the web writes it: ``en-GB``, whether the record has that or ``en_GB``."""
    return text(data).strip().replace("_", "-")


def _spans(data: Data | None) -> Iterator[tuple[date, date]]:
    for words in items(data):
        first, _, last = text(words).partition(" to ")
        with suppress(ValueError):  # a day that is not in the calendar is a finding of the rules
            yield date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())


def _bounds(data: Data | None) -> Bounds | None:
    box = table(data)
    if not box:
        return None
    return Bounds(*(float(text(box[side])) for side in ("south", "west", "north", "east")))


def _feed(data: Data | None) -> FeedSettings:
    sizes = dict.fromkeys(int(text(size)) for size in items(table(data).get("page_sizes")))
    said = FeedSettings(**_strings(data, ("host", "profile")))  # type: ignore[arg-type]  # names without a number
    return replace(said, page_sizes=tuple(sizes)) if sizes else said


def _areas(data: Data | None) -> dict[str, Area]:
    names = ("name", "uri", "description", "extent", "extent_type")
    return {
        key: Area(key=key, **_strings(area, names), translations=_translations(area))
        for key, area in table(data).items()
    }


def _help_line(data: Data) -> HelpLine:
    names = tuple(name for name in HelpLine.__match_args__ if name != "translations")
    return HelpLine(**_strings(data, names), translations=_translations(data))


def _translations(data: Data) -> Translations:
    said = table(table(data).get("translations"))
    return {code: _strings(words, tuple(table(words))) for code, words in said.items()}


_PLAIN = (
    "name",
    "id_namespace",
    "description",
    "url",
    "license",
    "timezone",
    "country",
    "state_province",
    "currency",
    "review_every",
    "expires_after",
    "bank_holidays",
    "default_status",
)


def read_settings(data: dict[str, Data]) -> Settings:
    """Settings from what directory.yml says. Raises ValueError or KeyError for data the profile would refuse."""
    plain = _strings(data, _PLAIN)
    plain |= {name: plain[name].upper() for name in ("country", "currency") if name in plain}
    return Settings(
        **plain,
        publisher=Publisher(**_strings(data.get("publisher"), Publisher.__match_args__)),
        languages=tuple(_code(code) for code in items(data.get("languages"))) or ("en",),
        areas=_areas(data.get("areas")),
        term_dates=tuple(_spans(data.get("term_dates"))),
        bounds=_bounds(data.get("bounds")),
        example=is_yes(data.get("example")),
        help_lines=tuple(_help_line(line) for line in items(data.get("help"))),
        crisis_words=tuple(map(str, items(table(data.get("crisis_words")).get("words")))),
        changes=Changes(**_strings(data.get("changes"), Changes.__match_args__)),
        feed=_feed(data.get("feed")),
        translations=_translations(data),
    )


def expiry(updated: str, expires: str, expires_after: str) -> date:
    """When a dated claim stops counting: its own `expires`, else `expires_after` from the day it was `updated`."""
    if expires:
        return date.fromisoformat(expires[:10])
    return day_after(date.fromisoformat(updated[:10]), expires_after)
