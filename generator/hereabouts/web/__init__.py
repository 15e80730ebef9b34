"""Documents of strangers on the web, asked for politely and read with suspicion.

A server may be slow, endless, packed to burst, cut short, or lead its reader to a file or to a machine inside the
reader's own network. Each of these ends as a `Trouble` with a name; nothing is raised, and nothing is guessed at.
"""

from hereabouts.web.getter import Bounds, Clock, Getter, Got, origin, too_big
from hereabouts.web.network import is_private, leads_inside
from hereabouts.web.strict_json import parse
from hereabouts.web.trouble import Json, Parts, Trouble

__all__ = [
    "Bounds",
    "Clock",
    "Getter",
    "Got",
    "Json",
    "Parts",
    "Trouble",
    "is_private",
    "leads_inside",
    "origin",
    "parse",
    "too_big",
]
