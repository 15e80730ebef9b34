"""Anybody's spreadsheet: read as it is, and said in HSDS's way as a mapping tells.

In order: `book` and `workbook` read sheets, `mapping` what their columns are, `rows` makes things of their rows, and
`copy` gives the sheets back with remarks. `drafting` makes a mapping by looking, `template` a sheet that needs none.
"""
