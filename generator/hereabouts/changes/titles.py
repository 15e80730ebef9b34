"""The titles of fields that a change can be about, so that they can be translated.

They stand in the profile, which nobody collects words from; a test holds this list against it.
"""

from __future__ import annotations

from collections.abc import Callable


def titles(_: Callable[[str], str]) -> tuple[str, ...]:
    """Every title, said by `_`."""
    return (
        _("Access"),
        _("Addresses"),
        _("Alert"),
        _("Areas"),
        _("Confirmed by"),
        _("Confirmed on"),
        _("Contacts"),
        _("Cost in words"),
        _("Costs"),
        _("Days and times"),
        _("Days and times here"),
        _("Description"),
        _("Details"),
        _("E-mail"),
        _("Founded in"),
        _("Free places"),
        _("Funders"),
        _("Getting there"),
        _("Group that runs the place"),
        _("How to get in"),
        _("Interpreters"),
        _("Is it running?"),
        _("Kind of organisation"),
        _("Kind of place"),
        _("Languages"),
        _("Latitude"),
        _("Logo"),
        _("Longitude"),
        _("More web pages"),
        _("More websites"),
        _("Name"),
        _("Name for other systems"),
        _("Official address of the group"),
        _("Official address of the list"),
        _("Official number of the place"),
        _("Official numbers"),
        _("Oldest age"),
        _("Other name"),
        _("Part of"),
        _("Phone numbers"),
        _("Places"),
        _("Programme"),
        _("Programmes"),
        _("Quality marks"),
        _("Rarely used field"),
        _("Rarely used field of a group"),
        _("Rarely used field of a service"),
        _("Source of a record"),
        _("Terms"),
        _("Used on"),
        _("Venues"),
        _("Version"),
        _("Web address"),
        _("Website"),
        _("What to bring"),
        _("Which list the number is from"),
        _("Who it is for"),
        _("Youngest age"),
    )
