"""What is wrong with a record, one fault for each cause.

Where the profile offers a choice (text or fields, one item or a list), `jsonschema` reports what every choice
dislikes. Only the choice that the writer clearly meant matters: the one whose shape is the value's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jsonschema import ValidationError

from hereabouts.source.document import Path

_RANK = (
    "minLength",
    "minProperties",
    "type",
    "anyOf",
    "enum",
    "pattern",
    "maxLength",
    "maxItems",
    "maxProperties",
)
"""Of several complaints about one value, the first of these is told."""

_CHOICES = frozenset({"anyOf", "oneOf"})
_TOLD_ONCE = frozenset({"required", "additionalProperties"})
"""Keywords about the lines of one group: jsonschema may complain for each line, with the same words to look at."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: the profile's keyword that `value`, at `path`, does not keep to.

    `wanted` is what the keyword asks for and `node` the schema it stands in. For `type` and `anyOf`, `shapes` are
    the JSON types that would do. A fault `about_key` concerns the name of a line, which then is the end of `path`
    and `value`; it stands `beside` another line where that line is what forbids it. There is one fault for each
    line that is missing (its name is `wanted`) or unknown (at the end of `path`): there `value` is the whole group.
    """

    keyword: str
    path: Path
    value: Any
    wanted: Any
    node: Mapping[str, Any]
    shapes: frozenset[str] = frozenset()
    about_key: bool = False
    beside: str = ""

    @property
    def is_alternative(self) -> bool:
        """Whether this is about which lines must be there, such as `at` or `place`."""
        return self.keyword in _CHOICES and not self.shapes


def narrow(errors: Iterable[ValidationError]) -> list[Fault]:
    """The faults behind `errors`: choices narrowed to the one that was meant, one complaint for each value."""
    faults = _foremost([_fault(error) for first in errors for error in _meant(first)])
    return [one for fault in faults for one in _each_line(fault)]


def _each_line(fault: Fault) -> list[Fault]:
    if fault.keyword == "required":
        return [replace(fault, wanted=line) for line in fault.wanted if line not in fault.value]
    if fault.keyword == "additionalProperties":
        unknown = [line for line in fault.value if line not in fault.node["properties"]]
        return [replace(fault, path=(*fault.path, line), about_key=True) for line in unknown]
    return [fault]


def _fault(error: ValidationError) -> Fault:
    schema_path = [str(step) for step in error.absolute_schema_path]
    about_key = "propertyNames" in schema_path[-2:]
    path: Path = tuple(error.absolute_path)
    return Fault(
        keyword=str(error.validator),
        path=(*path, str(error.instance)) if about_key else path,
        value=error.instance,
        wanted=error.validator_value,
        node=error.schema if isinstance(error.schema, Mapping) else {},
        shapes=frozenset(_shapes(error)),
        about_key=about_key,
        beside=schema_path[-3] if about_key and "dependentSchemas" in schema_path else "",
    )


def _is_alternative(error: ValidationError) -> bool:
    choices: Any = error.validator_value
    return error.validator in _CHOICES and all(set(choice) == {"required"} for choice in choices)


def _meant(error: ValidationError) -> list[ValidationError]:
    if _is_alternative(error):
        return [error] if isinstance(error.instance, dict) else []  # text has another fault: it has no lines at all
    if error.validator not in _CHOICES:
        return [error]
    choices: dict[object, list[ValidationError]] = defaultdict(list)
    for inner in error.context or ():
        choices[inner.relative_schema_path[0]] += _meant(inner)
    fitting = [faults for faults in choices.values() if not any(_misshapen(item, error) for item in faults)]
    return min(fitting, key=len) if fitting else [error]


def _misshapen(fault: ValidationError, choice: ValidationError) -> bool:
    """Tell whether `fault` says that the value itself has another shape than this choice wants."""
    same_value = fault.absolute_path == choice.absolute_path
    return same_value and (fault.validator == "type" or (fault.validator == "anyOf" and not _is_alternative(fault)))


def _shapes(error: ValidationError) -> set[str]:
    wanted: Any = error.validator_value
    if error.validator == "type":
        return {wanted} if isinstance(wanted, str) else set(wanted)
    if error.validator not in _CHOICES:
        return set()
    same_value = [item for item in error.context or () if item.absolute_path == error.absolute_path]
    return {shape for item in same_value for shape in _shapes(item)}


def _foremost(faults: list[Fault]) -> Iterator[Fault]:
    """Drop all but the foremost complaint about each value, and repeated ones about the lines of one group."""
    by_value: dict[Path, list[Fault]] = defaultdict(list)
    told: set[tuple[str, Path]] = set()
    for fault in faults:
        about = (fault.keyword, fault.path)
        if fault.is_alternative or (fault.keyword in _TOLD_ONCE and about not in told):
            yield fault
        elif fault.keyword not in _TOLD_ONCE:
            by_value[fault.path].append(fault)
        told.add(about)
    for group in by_value.values():
        yield min(group, key=_rank)


def _rank(fault: Fault) -> int:
    return _RANK.index(fault.keyword) if fault.keyword in _RANK else len(_RANK)
