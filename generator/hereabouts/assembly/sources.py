"""Where a record was copied from, and on what terms: HSDS has no field for it, so attributes say it."""

from __future__ import annotations

from hereabouts.assembly.attributes import build_builtin
from hereabouts.assembly.context import Context
from hereabouts.directory import SourceNote
from hereabouts.model.ids import Siblings
from hereabouts.model.objects import Attribute
from hereabouts.settings import table, text
from hereabouts.source.document import Data


def read_source(fields: dict[str, Data]) -> SourceNote | None:
    """Where the record was copied from, if it says."""
    source = table(fields.get("source"))
    if not source:
        return None
    return SourceNote(**{name: text(source.get(name)).strip() for name in ("name", "url", "license", "retrieved")})


def source_attributes(source: SourceNote | None, siblings: Siblings, context: Context) -> list[Attribute]:
    """The source as attributes of the built-in list, since HSDS has no field for it."""
    if source is None:
        return []
    facts = {
        "source-name": source.name,
        "source-url": source.url,
        "source-license": source.license,
        "source-retrieved": source.retrieved,
    }
    return build_builtin(facts, siblings, context)
