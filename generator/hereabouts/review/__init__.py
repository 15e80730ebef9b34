"""A change explained to whoever decides on it: what it does, what to look at first, what is wrong with it.

`pairs` puts what a record said beside what it says, `discretion` keeps back what could lead somebody to a door,
`sentences` says what is different, `risks` what to ask about, `fixes` which lines would mend a finding. `reviewing`
makes a `Review` of it all; `text`, `markdown` and `fields` write it down. `waiting` sorts branches.
"""
