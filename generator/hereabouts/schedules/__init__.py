"""Opening times: people's words, HSDS schedules, dates on a calendar, and each from the others.

`parse` reads one line, `combine` all lines of a list, `say` puts a schedule back into words. The line that comes back
is canonical: reading it again gives the same schedule. What cannot be read is a `Refusal`, never an exception.

Inside, `tokens` cuts a line up; `grammar` with `days`, `dates`, `times`, `periods` and `closing` takes it apart;
`finishing` weighs the whole and makes sessions (`session`), which `hsds` turns into schedules and back, and which
`saying` says in `english` or `welsh`.
"""

from hereabouts.schedules.fields import UNDER_HSDS, check_fields, from_mapping, to_record
from hereabouts.schedules.hours import Hours, add_closures, closures_of, combine, parse, to_line
from hereabouts.schedules.notes import read_notes
from hereabouts.schedules.occurrences import Calendars, Occurrence, bank_holidays, occurrences
from hereabouts.schedules.refusal import Refusal
from hereabouts.schedules.saying import clock_words, say, span_words
from hereabouts.schedules.suggesting import without_brackets
from hereabouts.schedules.week import Opening, Week, by_day

__all__ = [
    "UNDER_HSDS",
    "Calendars",
    "Hours",
    "Occurrence",
    "Opening",
    "Refusal",
    "Week",
    "add_closures",
    "bank_holidays",
    "by_day",
    "check_fields",
    "clock_words",
    "closures_of",
    "combine",
    "from_mapping",
    "occurrences",
    "parse",
    "read_notes",
    "say",
    "span_words",
    "to_line",
    "to_record",
    "without_brackets",
]
