"""What changed: two forms of a record held against each other, a whole history of them, and words for it.

`facts` takes a record apart, `compare` holds two forms together, `wording` says in words how they differ, for whoever
reads: a reviewer, a visitor, a program. `replay` goes through the history and says when each record was added, changed,
moved, closed, held, removed and brought back; `discretion` takes away what must not be told in public.
"""
