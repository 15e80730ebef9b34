"""The one writer of records: canonical for new ones (`dump`), the smallest change for old ones (`splice`).

`tidy` puts what is there into canonical form; `replace_file` and `replace_files` write whole files or none.
"""

from hereabouts.writer.layout import dump
from hereabouts.writer.putting import replace_file, replace_files
from hereabouts.writer.splicing import splice
from hereabouts.writer.tidying import tidy

__all__ = ["dump", "replace_file", "replace_files", "splice", "tidy"]
