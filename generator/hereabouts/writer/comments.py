"""Comments in a few lines of a record: a ``#`` that is in no value."""

from __future__ import annotations

import yaml


def has_comment(lines: list[str]) -> bool:
    """Whether a comment stands among these lines, which are whole keys with their values."""
    return any("#" in line for line in lines) and any("#" in line for line in _without_values(lines))


def comment_after(line: str) -> str:
    """The comment at the end of a key and value on one line, with the spaces before it; empty where there is none."""
    bare = _without_values([line])[0] if "#" in line else ""
    if "#" not in bare:
        return ""
    before = line[: bare.index("#")]
    return line[len(before.rstrip()) :]


def _without_values(lines: list[str]) -> list[str]:
    """The same lines with spaces for values; as they are where this parser, which is stricter, does not like them."""
    rest = [list(line) for line in lines]
    try:
        for event in yaml.parse("\n".join(lines) + "\n", Loader=yaml.SafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                _blank(rest, event)
    except yaml.YAMLError:
        return lines
    return ["".join(line) for line in rest]


def _blank(lines: list[list[str]], value: yaml.ScalarEvent) -> None:
    """Take a value out. What stands behind the mark of a block (``| # like this``) is no part of it."""
    first, last = value.start_mark, value.end_mark
    if first is None or last is None:  # never, when it was read from text
        return
    for number in range(first.line + (value.style in ("|", ">")), min(last.line + 1, len(lines))):
        start = first.column if number == first.line else 0
        stop = last.column if number == last.line else len(lines[number])
        lines[number][start:stop] = " " * (stop - start)
