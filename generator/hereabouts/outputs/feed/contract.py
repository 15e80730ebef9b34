"""What we promise beyond the standard, under a version of its own (``docs/decisions/versions-of-the-feed.md``)."""

from __future__ import annotations

from typing import Final

VERSION: Final = "1.0.0"
"""The version of the feed's own contract: the middle number rises when something is added, the first when a reader who
kept to the contract could break."""
