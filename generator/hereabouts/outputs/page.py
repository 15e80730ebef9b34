"""One page, before it is cast into its mould."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says.

    `path` is the file from the site's root (``services/group/service/index.html``), `kind` names the mould, and
    `marks` fills it: every value is finished HTML. `title` and `description` are escaped text, fit for an
    attribute as well; `switch` is the address, relative to this page, of the same page in the next language.
    """

    path: str
    kind: str
    marks: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Redirect:
    """A page that has moved: the whole file, which needs no mould."""

    path: str
    html: str
