"""One page, before it is cast into its mould."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says, ready for `frame.Frame.values` and the mould of its kind.

    `address` is from the root of the page's language (``services/group/service/``) and `path` the file from the
    site's root (``cy/services/group/service/index.html``). `title` and `description` are plain text, `body` and
    `head` (structured data) safe HTML. `sensitive` pages get "Exit this page".
    """

    kind: str
    address: str
    path: str
    title: str
    description: str
    body: Markup
    head: Markup = field(default_factory=Markup)
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Redirect:
    """A page that has moved: the whole file, which needs no mould."""

    path: str
    html: str
