"""Places that nobody may find: what is said where the address would stand, in one way everywhere."""

from __future__ import annotations

from collections.abc import Callable

from hereabouts.assembly.locations import PUBLIC, hidden_sentence
from hereabouts.directory import LocationListing


def is_public(location: LocationListing) -> bool:
    """Whether everybody may know where it is."""
    return location.visibility == PUBLIC


def hidden_message(location: LocationListing, gettext: Callable[[str], str]) -> str:
    """Why there is no address, in the language of `gettext`, with a blank ``{town}`` where the town may be told.

    Empty for a public place.
    """
    _ = gettext
    if is_public(location):
        return ""
    if location.visibility == "confidential":
        return _("The address is confidential.")
    if location.near:
        return _("In or near {town}. The address is not published.")
    return _("The address is not published.")


def own_description(location: LocationListing) -> str:
    """What the record itself says of a place: HSDS readers are told besides why it has no address."""
    said = location.hsds.description
    if is_public(location):
        return said
    return said.removesuffix(hidden_sentence(location.visibility, location.near)).rstrip()
