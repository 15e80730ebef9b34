"""A change in words, in the language of whoever reads it.

What there is to say is said; a part that was taken away before (see `discretion`) is passed over. What a contributor
wrote stays apart from our own words, so that a page can mark its language and escape it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import msgspec
from babel.dates import format_date
from babel.numbers import format_currency

from hereabouts.changes.event import Event, Happened
from hereabouts.changes.fact import Change, Fact, Nature
from hereabouts.interface import locale_of, translator
from hereabouts.kind import Kind
from hereabouts.model.objects import Schedule
from hereabouts.profile.schemas import node_at
from hereabouts.schedules.hsds import to_session
from hereabouts.schedules.notes import rules_of, say_note
from hereabouts.schedules.saying import language as words_of
from hereabouts.schedules.saying import say_session
from hereabouts.schedules.session import Pattern, Session, Span
from hereabouts.shorthand import language_name

_LONGEST = 100
"""A text longer than this is not repeated: whoever wants it reads the listing."""

_DECODER = msgspec.json.Decoder(Schedule)


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called in the language of the reader; each gives nothing where there is no name to be said.

    `term` gets ``needs/food``, `list` a list of terms, and `place` the name that a service has for one of its places.
    """

    term: Callable[[str], str] = lambda _key: ""
    list: Callable[[str], str] = lambda _key: ""
    place: Callable[[str], str] = lambda _key: ""


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a sentence. `own` is set for what a contributor wrote, which is in the directory's own language."""

    words: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of ours and what stands in its blanks."""

    message: str
    said: dict[str, Said] = field(default_factory=dict)

    @property
    def plain(self) -> str:
        """The sentence as text."""
        return self.message.format(**{name: one.words for name, one in self.said.items()})


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for changes in one language."""

    language: str
    names: Names = field(default_factory=Names)

    def _(self, message: str) -> str:
        return translator(self.language).gettext(message)

    def title(self, kind: Kind, path: tuple[str, ...]) -> str:
        """What people call a field: the title the profile gives it, or the name of the list of terms."""
        if "attributes" in path[:-1] and (name := self.names.list(path[-1])):
            return name
        return self._(str(node_at(kind, path).get("title", path[-1])))

    def event(self, event: Event) -> list[Sentence]:
        """What happened, and what was different then, each as a sentence."""
        _ = self._
        match event.happened:
            case Happened.ADDED:
                return [Sentence(_("First listed."))]
            case Happened.HELD:
                return [Sentence(_("A change is waiting to be put right."))]
            case Happened.REMOVED if event.into:
                return [Sentence(_("Merged with another listing."))]
            case Happened.REMOVED:
                return [Sentence(_("Taken out of the directory."))]
            case Happened.MOVED:
                begin = [Sentence(_("This page has a new address."))]
            case Happened.CLOSED:
                begin = [Sentence(_("Not running any more."))]
            case Happened.REINSTATED:
                begin = [Sentence(_("Listed again as usual."))]
            case _:
                begin = []
        unsaid = {"hsds", "status"} if begin else {"hsds"}  # what nobody has a word for, and what was just said
        changes = [change for change in event.changes if unsaid.isdisjoint(change.path)]
        return [*begin, *(self.sentence(event.kind, change) for change in changes)] or [Sentence(_("Changed."))]

    def heading(self, event: Event, name: str) -> str:
        """What happened, in a line by itself. `name` is what the listing is called; one that went has none."""
        _ = self._
        lines = {
            Happened.ADDED: _("New: {name}"),
            Happened.CHANGED: _("Changed: {name}"),
            Happened.MOVED: _("Moved: {name}"),
            Happened.CLOSED: _("Closed: {name}"),
            Happened.HELD: _("Waiting to be put right: {name}"),
            Happened.REINSTATED: _("Back: {name}"),
        }
        return lines[event.happened].format(name=name) if event.happened in lines else _("Removed: a listing")

    def sentence(self, kind: Kind, change: Change) -> Sentence:
        """What a change comes to, as a sentence. `kind` is the kind of record."""
        made = self._times(change) or self._confirmed(change) or self._field(kind, change)
        return self._at_place(change, made)

    def _at_place(self, change: Change, made: Sentence) -> Sentence:
        place = self.names.place(change.place) if change.place and len(change.path) > 1 else ""
        if not place:
            return made
        message = self._("At {place}: {words}").replace("{words}", made.message)
        return Sentence(message, {**made.said, "place": Said(place, own=True)})

    def _field(self, kind: Kind, change: Change) -> Sentence:
        _ = self._
        old, new = self.both(change)
        if change.old is None:
            message = _("{field}: {new} added.") if new.words else _("{field}: added.")
        elif change.new is None:
            message = _("{field}: {old} taken out.") if old.words else _("{field}: taken out.")
        elif not new.words:
            message = _("{field}: changed.")
        else:
            message = _("{field}: now {new}, was {old}.") if old.words else _("{field}: now {new}.")
        said = {"field": Said(self._label(kind, change)), "old": old, "new": new}
        return Sentence(message, {name: one for name, one in said.items() if f"{{{name}}}" in message})

    def _label(self, kind: Kind, change: Change) -> str:
        title = self.title(kind, change.path).rstrip("?")
        if change.path[0] != "translations":
            return title
        spoken = language_name(change.path[1], self.language) or change.path[1]
        return self._("{field} in {language}").format(field=title, language=spoken)

    def _confirmed(self, change: Change) -> Sentence | None:
        if change.path != ("assured_date",) or change.new is None:
            return None
        return Sentence(self._("Confirmed on {date}."), {"date": self.say(change.new)})

    def _times(self, change: Change) -> Sentence | None:
        """Times on the same days as before: only what is different of them is said."""
        before, after = _session(change.old), _session(change.new)
        if before is None or after is None or before == after:
            return None
        same = replace(before, span=None) == replace(after, span=None) and after.pattern is not None
        if not same or before.span is None or after.span is None:
            return None
        return self._hours(after.pattern, before.span, after.span)

    def _hours(self, pattern: Pattern | None, old: Span, new: Span) -> Sentence:
        _, words = self._, words_of(self.language)
        if old.closes == new.closes:
            message, told = (
                _("{days}: now starts at {new}, was {old}."),
                (words.clock(old.opens), words.clock(new.opens)),
            )
        elif old.opens == new.opens and old.closes is not None and new.closes is not None:
            message = _("{days}: now ends at {new}, was {old}.")
            told = words.clock(old.closes, end=True), words.clock(new.closes, end=True)
        else:
            message, told = _("{days}: now {new}, was {old}."), (words.span(old), words.span(new))
        days = _capital(words.pattern(pattern)) if pattern else ""
        return Sentence(message, {"days": Said(days), "old": Said(told[0]), "new": Said(told[1])})

    def both(self, change: Change) -> tuple[Said, Said]:
        """What it was and what it is, each empty where it is not told, or where it is not what changed."""
        old, new = self._told(change.old, change.path), self._told(change.new, change.path)
        if change.old is None or change.new is None:
            return old, new
        if old.words == new.words:
            return Said(""), Said("")
        same = change.old.value and change.old.value == change.new.value and not change.old.text
        return (Said(""), new) if same else (old, new)

    def _told(self, fact: Fact | None, path: tuple[str, ...]) -> Said:
        """A fact in as many words as fit into a sentence; empty for none, and for what would take too many."""
        said = self.say(fact) if fact is not None else Said("")
        if path[-1] == "locations" and (place := self.names.place(said.words)):
            return Said(place, own=True)
        short = len(said.words) <= _LONGEST and "\n" not in said.words
        return replace(said, words=say_note(said.words)) if short else Said("")

    def say(self, fact: Fact) -> Said:
        """A fact in words; empty where there is nothing to say."""
        words = self._value(fact) if fact.value else ""
        if words and fact.text:
            text = say_note(fact.text) if fact.nature is Nature.TIMES else fact.text
            beside = text if text.startswith("for ") else f"({text})"
            return Said(f"{words} {beside}", own=True)
        return Said(words or fact.text, own=bool(fact.text))

    def _value(self, fact: Fact) -> str:
        match fact.nature:
            case Nature.DATE:
                return self._date(fact.value)
            case Nature.MONEY:
                return self._money(fact.value)
            case Nature.TERM:
                return self.names.term(fact.value) or fact.value.partition("/")[2].replace("-", " ")
            case Nature.TIMES:
                session = _session(fact)
                return say_session(session, self.language) if session else ""
            case Nature.CLOSURE:
                words = words_of(self.language)
                return _capital(", ".join(words.rule(rule) for rule in rules_of([fact.value])))
            case Nature.WORD:
                return self._word(fact.value)
            case Nature.LANGUAGE:
                return language_name(fact.value, self.language) or fact.value
            case Nature.PLACES_FREE:
                return self._places_free(fact.value)
        return fact.value

    def _date(self, written: str) -> str:
        try:
            day = date.fromisoformat(written)
        except ValueError:
            return written
        return str(format_date(day, "d MMMM y", locale=locale_of(self.language)))

    def _money(self, written: str) -> str:
        amount, _, currency = written.partition(" ")
        if float(amount) == 0:
            return self._("free")
        if not currency:
            return amount
        return str(format_currency(amount, currency, locale=locale_of(self.language))).removesuffix(".00")

    def _places_free(self, written: str) -> str:
        free, _, most = written.partition("/")
        if most:
            return self._("{free} of {most} free").format(free=free, most=most)
        return self._("{free} free").format(free=free)

    def _word(self, written: str) -> str:
        _ = self._
        known = {
            "active": _("running"),
            "temporarily closed": _("closed for now"),
            "inactive": _("takes nobody at the moment"),
            "defunct": _("has ended"),
            "physical": _("a place to go to"),
            "postal": _("for letters only"),
            "virtual": _("online"),
        }
        return known.get(written, written)


def _session(fact: Fact | None) -> Session | None:
    if fact is None or fact.nature is not Nature.TIMES or not fact.value:
        return None
    return to_session(_DECODER.decode(fact.value))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
