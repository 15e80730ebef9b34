"""The pages of the records, one module per kind of page."""
