"""A fault in a record as findings: at the line it is on, in words a volunteer understands, with the next move."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from hereabouts.finding import Finding, Place, finding
from hereabouts.kind import Kind
from hereabouts.profile import guesses, slips
from hereabouts.profile.examples import flow
from hereabouts.profile.faults import Fault
from hereabouts.profile.schemas import PARTS, Node, follow, node_at
from hereabouts.schedules.words import DAYS
from hereabouts.source.document import Document, Path

_SHAPES = {"object": "a group of named lines", "array": "a list", "string": "text"}
_SELDOM = frozenset({"id", "hsds", "formerly", "replaces", "source", "metadata"})
_LONGEST = 60
_QUOTES = "\"'“”‘’«»"
_NONE = frozenset({"none", "n/a", "na", "no", "-", "tbc", "tba", "unknown", "not known", "?"})
_ANYBODY = frozenset(
    {"any", "all", "anyone", "anybody", "everyone", "everybody", "all ages", "any age", "none", "no", "n/a"}
)
_IS_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]+")

MOST = 40
"""How many faults of one record are told."""

Meant = set[tuple[Path, str | None]]
"""Groups of lines and, in each, the lines that are there under a wrong name."""


def excerpt(text: str) -> str:
    """What was typed, on one line and short enough to stand in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def _listed(words: Iterable[str], last: str = "or") -> str:
    marked = [f"`{word}`" for word in words]
    return f" {last} ".join([", ".join(marked[:-1]), marked[-1]]) if len(marked) > 1 else "".join(marked)


class Wording:
    """Words for the faults of one record."""

    def __init__(self, document: Document, kind: Kind) -> None:
        self.document = document
        self.kind = kind

    def findings(self, faults: list[Fault]) -> Iterator[Finding]:
        """Say each fault once; a line that is only misspelt is not also missing, or in another's way."""
        faults = sorted(faults, key=self._place)
        faults, alike = _fold_items(faults)
        told = faults[:MOST]
        unknown = [fault for fault in told if fault.keyword == "additionalProperties"]
        misspelt = {fault.path for fault in unknown}
        meant = {(fault.path[:-1], _hint_for_line(fault)[1].get("suggestion")) for fault in unknown}
        together = _in_one_line(unknown)
        for fault in told:
            if fault.keyword == "additionalProperties":
                yield from self._unknown(fault, together.get(fault.path))
            elif fault.keyword == "required":
                yield from self._missing(fault, meant)
            elif fault.is_alternative:
                yield from self._alternatives(fault, meant)
            elif not (fault.beside and fault.path in misspelt):
                yield self._value(fault, fault.path, alike.get(fault.path, ()))
        if len(faults) > MOST:
            yield finding("reading-many", self._place(told[-1]), limit=MOST)

    def _place(self, fault: Fault) -> Place:
        at = self.document.key_place if fault.about_key else self.document.place
        return at(*fault.path)

    # lines

    def _unknown(self, fault: Fault, together: str | None) -> Iterator[Finding]:
        """An unknown line; `together` is what several should be one line of, empty for all but the first of them."""
        hint, values = _hint_for_line(fault) if together is None else ("when", {"line": together})
        key, thing = excerpt(str(fault.path[-1])), fault.node["x-thing"]
        if together != "":
            yield self._at_key("profile-unknown-line", fault.path, hint, key=key, thing=thing, **values)

    def _missing(self, fault: Fault, meant: Meant) -> Iterator[Finding]:
        if (fault.path, fault.wanted) not in meant:
            thing, example = fault.node["x-thing"], self._example((*fault.path, fault.wanted))
            yield self._at_value("profile-missing", fault.path, key=fault.wanted, thing=thing, example=example)

    def _alternatives(self, fault: Fault, meant: Meant) -> Iterator[Finding]:
        path = fault.path
        names = [choice["required"][0] for choice in fault.wanted]
        present = [name for name in names if name in fault.value]
        if present:
            yield self._at_key("profile-not-together", (*path, present[1]), key=present[1], other=present[0])
        elif not any((path, name) in meant for name in names):
            thing, example = fault.node["x-thing"], self._example((*path, names[0]))
            yield self._at_value("profile-missing-choice", path, keys=_listed(names), thing=thing, example=example)

    # values

    def _value(self, fault: Fault, path: Path, alike: Sequence[Fault] = ()) -> Finding:
        if fault.beside:
            return self._at_key("profile-not-together", path, key=fault.value, other=fault.beside)
        if fault.about_key:
            return self._form(fault, path)
        subject = _subject(path)
        match fault.keyword:
            case _ if fault.value == "" or fault.keyword in {"minLength", "minProperties"}:
                return self._at_value("reading-empty", path, what=subject)
            case "type" | "anyOf":
                return self._shape(fault, path, alike)
            case "enum":
                return self._word(fault, path)
            case "maxLength":
                length, most = len(fault.value), fault.wanted
                return self._at_value("profile-too-long", path, subject=subject, length=length, most=most)
            case "maxItems" | "maxProperties":
                count, most = len(fault.value), fault.wanted
                return self._at_value("profile-too-many", path, subject=subject, count=count, most=most)
            case _:
                return self._form(fault, path)

    def _shape(self, fault: Fault, path: Path, alike: Sequence[Fault]) -> Finding:
        wanted = fault.shapes
        texts = {"string", "number", "integer", "boolean"}
        names = [_SHAPES["string"]] if wanted & texts else []
        names += [_SHAPES["object"]] if "object" in wanted else []
        names += [_SHAPES["array"]] if not names else []
        hint, value = _hint_for_shape(fault, path, alike)
        return self._at_value(
            "profile-shape",
            path,
            hint,
            value=value,
            subject=_subject(path, [one.path[-1] for one in alike]),
            wanted=" or ".join(names),
            found=_SHAPES[_shape_of(fault.value)],
            example=self._example(path),
        )

    def _word(self, fault: Fault, path: Path) -> Finding:
        allowed = [word for word in fault.wanted if isinstance(word, str)]
        suggestion = guesses.guess_word(fault.value, allowed)
        if fault.node.get("x-form") == "yes-no":
            allowed = ["yes", "no"]
        return self._at_value(
            "profile-word",
            path,
            "near" if suggestion else "hint",
            subject=_subject(path),
            value=excerpt(fault.value),
            suggestion=suggestion,
            allowed=_listed(allowed),
        )

    def _form(self, fault: Fault, path: Path) -> Finding:
        name = fault.node.get("x-form", "")
        if name == "blank" or not fault.value.strip():
            return self._at_value("reading-empty", path, what=_subject(path))
        form = slips.FORMS.get(name, slips.OTHER)
        suggestion = _suggestion(fault, form)
        hint, values = _other_hint(str(path[-1]), form.code, fault.value)
        at = self._at_key if fault.about_key else self._at_value
        return at(
            form.code,
            path,
            hint or ("near" if suggestion else form.hint),
            subject="This name" if fault.about_key else _subject(path),
            value=excerpt(fault.value),
            suggestion=excerpt(suggestion),
            example=self._example(path),
            **values,
        )

    # places and examples

    def _at_key(self, code: str, path: Path, hint: str = "hint", **values: object) -> Finding:
        return finding(code, self.document.key_place(*path), hint=hint, **values)

    def _at_value(self, code: str, path: Path, hint: str = "hint", **values: object) -> Finding:
        return finding(code, self.document.place(*path), hint=hint, **values)

    def _example(self, path: Path) -> str:
        """The line at `path` as it might be written, such as ``name: Tuesday drop-in``."""
        node = node_at(self.kind, path)
        examples = node.get("examples") or [""]
        if isinstance(path[-1], str):
            return flow({path[-1]: examples[0]})[1:-1]
        return f"- {flow([examples[0]])[1:-1]}"


def _shape_of(value: object) -> str:
    if isinstance(value, Mapping):
        return "object"
    return "array" if isinstance(value, list) else "string"


def _in_one_line(unknown: Iterable[Fault]) -> dict[Path, str]:
    """Days and times written as lines of their own: the line that each should be; empty for all but the first."""
    groups: dict[Path, list[Fault]] = {}
    for fault in unknown:
        is_schedule = fault.node["x-object"] == "schedule" and "when" not in fault.value
        if is_schedule and (_names_days(fault) or _hint_for_line(fault)[1].get("suggestion") == "when"):
            groups.setdefault(fault.path[:-1], []).append(fault)
    lines: dict[Path, str] = {}
    for faults in groups.values():
        said = [excerpt(str(fault.value[fault.path[-1]])) for fault in faults]
        if all(map(_names_days, faults)):
            line = " and ".join(f"`- {fault.path[-1]} {words}`" for fault, words in zip(faults, said, strict=True))
        else:
            line = f"`when: {' '.join(said)}`"
        lines |= {fault.path: "" for fault in faults} | {faults[0].path: line}
    return lines


def _names_days(fault: Fault) -> bool:
    return str(fault.path[-1]).strip().lower() in DAYS


def _hint_for_shape(fault: Fault, path: Path, alike: Sequence[Fault]) -> tuple[str, str]:
    """Which hint helps with a value of another shape, and the value for its words."""
    keys = [step for step in path if isinstance(step, str)]
    if isinstance(fault.value, str) and keys[-1:] in (["locations"], ["place"]):
        return ("venue" if keys == ["locations"] else "at"), excerpt(fault.value)
    if isinstance(fault.value, str) and keys[-1:] == ["contacts"]:
        return "contact", excerpt(fault.value)
    if isinstance(fault.value, str) and keys[-2:-1] == ["translations"]:
        return "translations", flow({keys[-1]: fault.value})
    if isinstance(fault.value, str) and keys[-1:] == ["addresses"]:
        typed = ", ".join(str(one.value) for one in alike) or fault.value
        if parts := slips.guess_address(typed):
            return "address", flow({"addresses": parts})[1:-1]
    return "hint", ""


def _fold_items(faults: list[Fault]) -> tuple[list[Fault], dict[Path, list[Fault]]]:
    """The faults without those that the item before has too: lines of one address, say, each as an item.

    Items of a list that all should be something else are one fault. The others are given by the path of the first.
    """
    kept: list[Fault] = []
    alike: dict[Path, list[Fault]] = {}
    first: dict[tuple[Path, frozenset[str], str], Path] = {}
    for fault in faults:
        if not (fault.shapes and fault.path and isinstance(fault.path[-1], int)):
            kept.append(fault)
            continue
        key = (fault.path[:-1], fault.shapes, _shape_of(fault.value))
        if key not in first:
            kept.append(fault)
        alike.setdefault(first.setdefault(key, fault.path), []).append(fault)
    return kept, alike


def _suggestion(fault: Fault, form: slips.Form) -> str:
    """What a wrongly written value may be meant as; empty when nobody can tell."""
    bare: str = fault.value.strip().strip(_QUOTES)
    pattern = fault.wanted if fault.keyword == "pattern" else r"(?!)"
    if bare != fault.value and re.search(pattern, bare):
        return bare
    suggestion = form.guess(bare)
    return "" if suggestion == fault.value else suggestion


def _other_hint(name: str, code: str, value: str) -> tuple[str, dict[str, str]]:
    """The hint for a value that belongs elsewhere, or into two lines; empty when there is none."""
    words = value.strip(f" .{_QUOTES}").lower()
    two = slips.read_two(words)
    if name in {"minimum_age", "maximum_age"} and two:
        return "ages", {"first": two[0], "second": two[1]}
    if name in {"minimum_age", "maximum_age"} and words in _ANYBODY:
        return "nothing", {}
    if name in {"available", "maximum"} and two:
        return "capacity", {"first": two[0], "second": two[1]}
    if name in {"latitude", "longitude"} and (point := slips.read_point(value)):
        return "point", {"first": point[0], "second": point[1]}
    if code == "profile-date" and (ways := slips.read_both_ways(words)):
        return "ways", {"first": ways[0], "second": ways[1]}
    if code in {"profile-email", "profile-web-address", "profile-date"} and words in _NONE:
        return "nothing", {}
    if code == "profile-web-address" and (email := slips.guess_email(value) or value) and _IS_EMAIL.fullmatch(email):
        return "email", {"first": email}
    if code == "profile-email" and value.count("@") > 1 and "@@" not in value:
        return "several", {}
    if code == "profile-email" and "@" not in value and (page := slips.guess_web_address(value)):
        return "page", {"first": page}
    return "", {}


def _subject(path: Path, others: Sequence[str | int] = ()) -> str:
    """What a value is called in a sentence: its line, or which item of it, or which of them."""
    if path and isinstance(path[-1], int):
        list_name = next((step for step in reversed(path) if isinstance(step, str)), "")
        if len(others) > 1:
            return f"Each item of `{excerpt(list_name)}`"
        return f"Item {path[-1] + 1} of `{excerpt(list_name)}`"
    return f"`{excerpt(str(path[-1]))}`" if path else "The file"


def _hint_for_line(fault: Fault) -> tuple[str, dict[str, str]]:
    """Which hint helps with an unknown line, and the values for its words."""
    key = str(fault.path[-1])
    lines: Mapping[str, Any] = fault.node["properties"]
    if found := _meant_by(key, key, fault) or _near(key, lines) or _meant_by(guesses.near_guess(key), key, fault):
        hint, suggestion = found
        hint = "merge" if suggestion and suggestion in fault.value else hint
        example = guesses.NUMBERS.get(guesses.fold(key), "GB-CHC 1234567")
        return hint, {"suggestion": suggestion, "example": example, "list": excerpt(key)}
    seldom = _SELDOM.difference(fault.node.get("required", ()))
    return "hint", {"allowed": _listed([line for line in lines if line not in seldom], "and")}


def _near(key: str, lines: Mapping[str, Any]) -> tuple[str, str] | None:
    near = guesses.near_line(key, lines)
    return ("near", near) if near else None


def _meant_by(guess: str, key: str, fault: Fault) -> tuple[str, str] | None:
    """The hint for a common guess and what it suggests, if anything; None when nobody knows what it means."""
    node: Node = fault.node
    lines: Mapping[str, Any] = node["properties"]
    if hint := guesses.belongs_below(guess, node["x-object"], lines):
        return hint, ""
    if suggestion := guesses.guess_line(guess, lines):
        return "instead", suggestion
    if key in follow(lines.get("hsds", {}), PARTS)[0].get("properties", {}):
        return "hsds", ""
    return ("derived", "") if guesses.is_worked_out(key, node["x-object"]) else None
