"""Checks any HSDS 3 or Open Referral UK 3 feed, over HTTP or in a folder, against a given copy of the standard.

The data flows one way: `web` or `folder` answers, `strict_json` reads, `standard` knows what is asked for, `paging`,
`values` and `identity` look at what the standard's own schemas can't say, `check` tells the story, and `report` shows
the faults. Nothing here imports the rest of Hereabouts but the severities and the way text is made safe to show, so
that it can be used alone.
"""
