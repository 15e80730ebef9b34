"""Examples of the profile as lines of a record."""

from __future__ import annotations

from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    """Writes dates as they are typed here, and steps lists in."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


_Dumper.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def flow(value: Any) -> str:
    """A value on one line, with brackets round lists and groups of lines."""
    return _dump(value, default_flow_style=True)


def block(line: str, value: Any) -> str:
    """A line and its value, one below the other, without a line break at the end."""
    return _dump({line: value}, default_flow_style=False)


def _dump(value: Any, *, default_flow_style: bool) -> str:
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        default_flow_style=default_flow_style,
        allow_unicode=True,
        sort_keys=False,
        width=100_000,
    )
    return text.strip()
