"""The page of somebody's own list, which a script fills: what is on it never reaches us."""

from __future__ import annotations

from hereabouts.frame import in_words
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages.head import head
from hereabouts.outputs.pages.links import up
from hereabouts.outputs.pages.rules import to_json
from hereabouts.outputs.pages.search_box import count_forms
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.pages.templates import render

ADDRESS = "shortlist/"
SLICE = 40
"""About how many services one file of `outputs.shortlist` has: some 20 kB, a few when compressed."""


def digits_of(services: int) -> int:
    """By how many digits of their short ids that many services are put into files."""
    digits = 0
    while services > SLICE * 16**digits:
        digits += 1
    return digits


def shortlist_page(site: Site) -> Page:
    """The page, empty. It has the quick way out, since a list tells what somebody is looking for."""
    _ = site.gettext
    root = up(ADDRESS)
    says = _("Services you want to remember, to print or to send to somebody.")
    body = render(
        "shortlist",
        site.language,
        root=root,
        base=root + "../" * site.base.count("/"),
        language=site.language,
        says=says,
        digits=digits_of(len(site.directory.services)),
        timezone=site.settings.timezone,
        original=site.settings.language,
        words=to_json(_words(site)),
    )
    return Page(
        kind="shortlist",
        address=ADDRESS,
        path=site.file(ADDRESS),
        title=_("Your list"),
        description=says,
        body=body,
        head=head(site, ADDRESS),
        sensitive=True,
    )


def _words(site: Site) -> dict[str, object]:
    """What the scripts say, in the language of the page."""
    _ = site.gettext
    name, _spoken = in_words(site.settings, "name", site.language, site.settings.language)
    return {
        "directory": name,
        **_words_of_links(site),
        **_words_of_rows(site),
        "up": _("Move up: {name}"),
        "down": _("Move down: {name}"),
        "remove": _("Take off: {name}"),
        "moved": _("{name} is now number {number} of {count}."),
        "removed": _("Taken off: {name}."),
        "emptied": _("Your list is empty now."),
        "restored": _("Put back."),
        "kept": _("Kept on this device. Services about safety are left out, so that nobody finds them here."),
        "notKept": _("This browser does not let us keep the list. Copy the link instead."),
        "forgotten": _("Not kept any more. The list is forgotten when you close this tab."),
        "notReady": _("The list could not be loaded. Try again in a while."),
        "copied": _("Copied."),
        "copyYourself": _("This browser does not let us copy. Mark the words below and copy them yourself."),
        "printed": _("Printed on {date}. If that is more than three months ago, ring first."),
    }


def _words_of_links(site: Site) -> dict[str, object]:
    """What is said of a list that somebody was sent, and in the texts that they are sent."""
    _ = site.gettext
    return {
        "own": _("Your list"),
        "shared": _("A list for you"),
        "damaged": _("This link does not lead to a list. Part of it may be missing. Ask for it again."),
        "partly": _("Part of this link is damaged, so something may be missing from the list."),
        "newer": _("This link is of a kind that we do not know. Ask for it again."),
        "made": _("This list was made on {date}."),
        "same": _("Nothing on it has changed since then."),
        "changed": count_forms(
            lambda count: site.ngettext(
                "{count} thing on it has changed since then.", "{count} things on it have changed since then.", count
            )
        ),
        "notTold": _("We cannot tell what has changed since then, so ring first."),
        "either": _("This link may mean either of two services, so both are here."),
        "textLabels": {"when": _("When:"), "where": _("Where:"), "bring": _("Please bring:")},
        "record": _("{date}: told about {services}. From {directory}: {link}"),
    }


def _words_of_rows(site: Site) -> dict[str, object]:
    """What is said of one service."""
    _ = site.gettext
    return {
        "changedSince": _("Changed since this list was made"),
        "moreTimes": _("There are more times. Ask, or see its page."),
        "confirmed": _("Confirmed on {date}."),
        "notConfirmed": _("Not yet confirmed by the group."),
        "ringFirst": _("Ring first."),
        "goneName": _("A service that is no longer listed"),
        "gone": {
            "merged": _("It was joined with another listing on {date}:"),
            "closed": _("It is not running any more. It was taken out of the directory on {date}."),
            "": _("It was taken out of the directory on {date}. Ring us, and we may know what to try instead."),
        },
        "unknown": _("We do not know this one. It may have gone long ago, or the link may have a slip in it."),
    }
