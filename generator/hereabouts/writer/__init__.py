"""The one writer of records: canonical for new ones (`dump`), the smallest change for old ones (`splice`)."""

from hereabouts.writer.layout import dump
from hereabouts.writer.splicing import splice

__all__ = ["dump", "splice"]
