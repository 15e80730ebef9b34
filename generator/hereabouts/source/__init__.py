"""Record files, read from strangers: one file becomes plain data, the place of every key and value, and findings."""
