"""A fault in a record as findings: at the line it is on, in words a volunteer understands, with the next move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hereabouts.finding import Finding, Place, finding
from hereabouts.kind import Kind
from hereabouts.profile import guesses, slips
from hereabouts.profile.examples import flow
from hereabouts.profile.faults import Fault
from hereabouts.profile.lines import hint_for_line, in_one_line
from hereabouts.profile.quoting import excerpt, listed
from hereabouts.profile.schemas import node_at
from hereabouts.profile.shapes import SHAPES, fold_items, hint_for_shape, shape_of
from hereabouts.profile.turned import find_turned
from hereabouts.profile.values import other_hint, suggestion_for
from hereabouts.source.document import Document, Path

MOST = 40
"""How many faults of one record are told."""

Meant = set[tuple[Path, str | None]]
"""Groups of lines and, in each, the lines that are there under a wrong name."""


class Wording:
    """Words for the faults of one record."""

    def __init__(self, document: Document, kind: Kind) -> None:
        self.document = document
        self.kind = kind

    def findings(self, faults: list[Fault]) -> Iterator[Finding]:
        """Say each fault once; a line that is only misspelt is not also missing, or in another's way."""
        faults = sorted(faults, key=self._place)
        faults, alike = fold_items(faults)
        told = faults[:MOST]
        unknown = [fault for fault in told if fault.keyword == "additionalProperties"]
        misspelt = {fault.path for fault in unknown}
        meant = {(fault.path[:-1], hint_for_line(fault)[1].get("suggestion")) for fault in unknown}
        together, turned = in_one_line(unknown), find_turned(unknown)
        for fault in told:
            if fault.path in turned and (fault.keyword == "required" or fault.is_alternative):
                continue  # what is missing is there, only not under its name
            if fault.keyword == "additionalProperties" and fault.path[:-1] in turned:
                yield from self._turned(fault, turned[fault.path[:-1]])
            elif fault.keyword == "additionalProperties":
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
        hint, values = hint_for_line(fault) if together is None else ("when", {"line": together})
        key, thing = excerpt(str(fault.path[-1])), fault.node["x-thing"]
        if together != "":
            yield self._at_key("profile-unknown-line", fault.path, hint, key=key, thing=thing, **values)

    def _turned(self, fault: Fault, items: str) -> Iterator[Finding]:
        """A line whose name is a value, said once for all lines of its group."""
        if fault.path[-1] == next(iter(fault.value)):
            key, thing = excerpt(str(fault.path[-1])), fault.node["x-thing"]
            yield self._at_key("profile-unknown-line", fault.path, "turned", key=key, thing=thing, items=items)

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
            yield self._at_value("profile-missing-choice", path, keys=listed(names), thing=thing, example=example)

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
        names = [SHAPES["string"]] if wanted & texts else []
        names += [SHAPES["object"]] if "object" in wanted else []
        names += [SHAPES["array"]] if not names else []
        hint, value = hint_for_shape(fault, path, alike)
        return self._at_value(
            "profile-shape",
            path,
            hint,
            value=value,
            language=excerpt(str(path[-1])) if path else "",
            subject=_subject(path, [one.path[-1] for one in alike]),
            wanted=" or ".join(names),
            found=SHAPES[shape_of(fault.value)],
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
            allowed=listed(allowed),
        )

    def _form(self, fault: Fault, path: Path) -> Finding:
        name = fault.node.get("x-form", "")
        if name == "blank" or not fault.value.strip():
            return self._at_value("reading-empty", path, what=_subject(path))
        form = slips.FORMS.get(name, slips.OTHER)
        suggestion = suggestion_for(fault, form)
        hint, values = other_hint(str(path[-1]), form.code, fault.value)
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


def _subject(path: Path, others: Sequence[str | int] = ()) -> str:
    """What a value is called in a sentence: its line, or which item of it, or which of them."""
    if path and isinstance(path[-1], int):
        list_name = next((step for step in reversed(path) if isinstance(step, str)), "")
        if len(others) > 1:
            return f"Each item of `{excerpt(list_name)}`"
        return f"Item {path[-1] + 1} of `{excerpt(list_name)}`"
    return f"`{excerpt(str(path[-1]))}`" if path else "The file"
