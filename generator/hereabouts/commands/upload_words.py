"""What people are told of an upload, as Markdown for a pull request and for the summary page of a workflow."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hereabouts.check import Checked, check_folder
from hereabouts.commands.options import processors
from hereabouts.finding import Place
from hereabouts.importers import Imported, render_markdown
from hereabouts.importers.ledger import read_ledger
from hereabouts.report import escape_markdown, make_visible
from hereabouts.report import render_markdown as render_findings

LONGEST = 60_000
"""The longest text, in bytes of UTF-8. GitHub takes no pull request text of more than 65,536 characters."""

_LONGEST_NAME = 120
_CUT = "\n**This is not all: GitHub shows no more here. The run of the workflow keeps the whole report, as a file.**\n"

# GitHub shows every end of a line in a pull request, so a sentence must not have one.
_NEXT = """\
The files in this pull request were made from {file}. Nobody has looked through them yet. Nothing of it is published \
before somebody presses **Merge pull request**.

- To look through the files, choose **Files changed** above.
- To put something right, mend the cell in your spreadsheet and upload it again under the same name. Then the files \
and this text are brought up to date.
- You can also mend a file here. An upload does not undo what you change.
- If you do not want any of it, choose **Close pull request**.

GitHub runs no checks on a pull request that a program has opened. So the check was run before. It says:
"""

_REMARKS = """
Your spreadsheet, with remarks beside the cells to look at, is on the page of the run: choose **Actions**, \
**Imports**, the newest line, and **uploads** under **Artifacts**.
"""

_UNMAPPED = """\
Nothing says yet what its columns are.

1. In the folder `imports`, make a new file called `{stem}.mapping.yml`.
2. Copy the lines below into it.
3. Look through them. They say what each column seems to be, and where that is not sure.
4. Write `ignore` behind each column that the public may not see. Behind any other that says `ignore`, write what it \
is: `organization.name`, `organization.description`, `service.name`, `service.description`, `service.url`, \
`phone.number`, `contact.email`, `location.name`, `location.address_1`, `location.city`, `location.postcode` or \
`schedule`, for example.
5. Choose **Commit changes**. The spreadsheet is then imported.
"""


def quote(text: str) -> str:
    """Somebody else's words as Markdown code that nothing in them can end, and on one line."""
    plain = text.encode("utf-8", "backslashreplace").decode()
    short = plain if len(plain) <= _LONGEST_NAME else f"{plain[: _LONGEST_NAME - 1]}…"
    return f"`{make_visible(short).replace('`', chr(0x2BC))}`"


def cut(text: str, longest: int = LONGEST) -> str:
    """As much of a text as fits into so many bytes, ended after a whole line, with a line that says so."""
    seen = "\n".join(make_visible(line) for line in text.split("\n"))
    content = seen.encode()
    if len(content) <= longest:
        return seen
    kept = content[: longest - len(_CUT.encode())]
    return kept[: kept.rfind(b"\n") + 1].decode() + _CUT


def say_not_read(file: str, why: str) -> str:
    """An upload that nothing came of."""
    return f"## {quote(file)} was not imported\n\n{escape_markdown(make_visible(why))}\n"


def say_unmapped(file: str, stem: str, drafted: str) -> str:
    """A spreadsheet without a mapping beside it: what to do, and a mapping to begin with."""
    return f"## {quote(file)} was not imported\n\n{_UNMAPPED.format(stem=stem)}\n```yaml\n{drafted}```\n"


def say_nothing_new(file: str, imported: Imported) -> str:
    """An upload that has nothing which is not there already."""
    return f"## {quote(file)} has nothing new\n\nNo file was changed.\n\n{render_markdown(imported.report)}"


def say_made(file: str, imported: Imported, into: Path, name: str, today: date) -> str:
    """An upload that files were made of: what to do next, the check, and the report."""
    report = render_markdown(imported.report, reviews=imported.reviews)
    folder = into.resolve()
    checked = check_folder(folder, folder.parent, today, jobs=processors())
    remarks = _REMARKS if imported.copy is not None and imported.copy.says else ""
    return f"{_NEXT.format(file=quote(file))}{remarks}\n{_say_checked(checked, folder, name)}\n{report}"


def _say_checked(checked: Checked, folder: Path, name: str) -> str:
    """What the check says of the files of this source, and how many problems there are beside."""
    ledger = read_ledger(folder, name)
    mine = {f"{folder.name}/{path}.yml" for path in (ledger.records if ledger else ())}

    def is_mine(place: Place) -> bool:
        return place.file in mine

    findings = sorted(item.seen_from(is_mine) for item in checked.findings if any(map(is_mine, item.places)))
    more = len(checked.findings) - len(findings)
    others = f"\nIn files that this upload did not make, the check finds {more:,} more.\n" if more else ""
    return render_findings(findings, checked.texts, len(mine)) + others
