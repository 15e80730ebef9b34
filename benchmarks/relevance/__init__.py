"""How well the search answers everyday questions, beside Pagefind and Material's own search."""
