"""The root of the feed: which standard it follows, who publishes it, where it is described."""

from __future__ import annotations

from hereabouts.frame import in_words
from hereabouts.model.versions import PUBLISHED, PUBLISHED_UK
from hereabouts.outputs.feed import contract
from hereabouts.outputs.feed.branch import FOLDER, Branch

UK_PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"
"""Where Open Referral UK describes its profile, as its own feeds say it."""


def root(branch: Branch) -> dict[str, object]:
    """What the feed says of itself; `data_guide` is the page that explains it to people.

    `profile` is that page too, unless the feed says it follows Open Referral UK, which has a page of its own. A
    directory that does not say its address has addresses relative to this file, which are right wherever it is put.
    """
    settings = branch.directory.settings
    uk = settings.feed.profile == "hsds-uk"
    up = "../" * (branch.folder.count("/") - 1)
    site = f"{settings.url.rstrip('/')}/" if settings.url else f"../{up}"
    guide = f"{site}use-the-data/"
    says = {
        "version": PUBLISHED_UK if uk else PUBLISHED,
        "profile": UK_PROFILE if uk else guide,
        "openapi_url": f"{site}{branch.folder}openapi.json",
        "description": in_words(settings, "description", branch.language, settings.language)[0],
        "data_guide": guide,
        "publisher": _publisher(branch),
        "language": branch.language,
        "languages": _languages(branch, site),
        "contract": {"version": contract.VERSION, "schemas": f"{site}{contract.SCHEMA_FOLDER}"},
    }
    return {name: value for name, value in says.items() if value}


def _publisher(branch: Branch) -> dict[str, str]:
    publisher = branch.directory.settings.publisher
    told = {name: getattr(publisher, name) for name in ("name", "identifier", "email", "website")}
    return {name: value for name, value in told.items() if value}


def _languages(branch: Branch, site: str) -> dict[str, str]:
    """Where the feed is in each language; nothing where there is only one."""
    languages = branch.directory.settings.languages
    if len(languages) < 2:
        return {}
    return {code: f"{site}{FOLDER}{'' if code == languages[0] else f'{code}/'}" for code in languages}
