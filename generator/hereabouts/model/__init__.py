"""HSDS objects, typed, and how records become them. Knows no disk, no record syntax and no MkDocs."""
