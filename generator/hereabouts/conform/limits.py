"""How much a feed may ask of whoever checks it. A feed can be broken, or mean harm."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes are bytes after unpacking, times are seconds."""

    document_bytes: int = 64 * 2**20
    all_bytes: int = 2**30
    depth: int = 40
    answer_seconds: float = 30
    all_seconds: float = 600
    requests: int = 5000
    redirects: int = 5
    failures: int = 5
    """So many requests in a row may fail before the check gives up."""
    patience: float = 20
    """How long a server may ask us to wait when it is busy."""
