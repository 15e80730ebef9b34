"""The whole story of a build, in order.

Check everything; keep the last good form of what has an error; assemble the directory; make or recall the shells;
bring the next tree up to date; exchange it with the published one. Only here is the sequence known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path

from babel.dates import format_date

from hereabouts.assembly import assemble
from hereabouts.casting import Casting, Edition
from hereabouts.changes.study import MissingError
from hereabouts.changes.timeline import Timeline, make_timeline
from hereabouts.check import Checked, check_folder
from hereabouts.directory import Directory
from hereabouts.finding import Finding, Place, finding
from hereabouts.frame import Frame
from hereabouts.history import History, read_blobs, read_history, read_versions
from hereabouts.holding import hold
from hereabouts.interface import locale_of
from hereabouts.mould import Shell
from hereabouts.outputs.feed import whole_lists
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.trust import Origin
from hereabouts.policy import content_policy
from hereabouts.reading import Progress, Remembered, remember
from hereabouts.records import Records
from hereabouts.settings import Settings
from hereabouts.store import Store
from hereabouts.tree import Manifest, Staging, Trees

_LARGE = 25 * 2**20
"""Bytes that a reader should not be given at once; some hosts take no larger file."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build, from where to where, as of which day.

    `program` stands for everything of ours that a page is made with (versions, templates, profile): when it
    changes, nothing of an earlier build is used. A `preview` leaves out the files to take away when they would have to
    be made: nobody waits for a database to see a sentence change.
    """

    folder: Path
    root: Path
    site: Path
    today: date
    program: str
    jobs: int = 1
    strict: bool = False
    use_cache: bool = True
    preview: bool = False


@dataclass(frozen=True, slots=True)
class Shells:
    """How to come by a shell: the key of the one that is wanted, and how to make it. MkDocs is behind this."""

    key: Callable[[Settings, str], str]
    make: Callable[[Settings, str, Path], Shell]


@dataclass(slots=True)
class Built:
    """What came of a build. `directory` is None when nothing was published."""

    checked: Checked
    directory: Directory | None = None
    warnings: list[str] = field(default_factory=list)
    files: int = 0


Tell = Callable[[str], Progress]
"""Called with what is being done now; gives what to call as it gets on."""


def build(request: Request, shells: Shells, tell: Tell) -> Built:
    """Build the site.

    Raises BusyError or ForeignFolderError, and OSError when the disk will not have it; the site is then as it was.
    """
    trees = Trees(request.site)
    with trees.locked():
        store = Store(trees.state, request.program)
        if request.use_cache:
            store.load()
        checked = check_folder(
            request.folder,
            request.root,
            request.today,
            memory=store.documents,
            jobs=request.jobs,
            progress=tell("Checking records"),
        )
        built = Built(checked)
        if not checked.usable or _stops(request, built):
            return built
        material = _assemble(request, checked, store)
        material.editions = _editions(request, store, shells, material, built)
        if _stops(request, built):
            return built
        staging = trees.stage(anew=not request.use_cache)
        built.warnings += _say_harm(staging)
        built.files = len(_publish(request, trees, staging, store, material, tell))
        built.directory = material.directory
        checked.findings = sorted([*checked.findings, *_say_size(request.site, material)])
    return built


def _stops(request: Request, built: Built) -> bool:
    """Whether somebody who lets nothing pass would publish nothing, for what is known so far."""
    return request.strict and (bool(built.warnings) or built.checked.fails(strict=True))


def _assemble(request: Request, checked: Checked, store: Store) -> Material:
    """What to publish, all but the shells; says in `checked` what is held, left out or without dates."""
    history = read_history(request.folder, request.today, store.log)
    holding = hold(checked, partial(read_versions, request.folder), request.today)
    directory = assemble(holding.records, request.today, history.last_modified)
    contents = partial(read_blobs, request.folder)
    try:
        timeline, store.past = make_timeline(history, checked, directory, store.past, contents, request.jobs)
    except MissingError:
        history, timeline = replace(history, state="shallow"), Timeline()
        directory = assemble(holding.records, request.today)
    store.log = history.log
    checked.findings = sorted([*holding.findings, *_say_history(history, checked.records)])
    return Material(directory, holding.records, timeline, _origin(history))


def _origin(history: History) -> Origin:
    """Where the records come from, and when they first and last changed."""
    began = min((one.moment for one in history.log.commits), default="") if history.state == "whole" else ""
    return Origin(history.commit, bool(history.uncommitted), began, max(history.last_modified.values(), default=""))


def _say_history(history: History, records: Records) -> list[Finding]:
    if history.state == "whole":
        return []
    return [finding(f"history-{history.state}", Place(records.settings.document.file))]


def _editions(request: Request, store: Store, shells: Shells, material: Material, built: Built) -> list[Edition]:
    """One edition for each language, all with one policy that allows the scripts of all."""
    directory, settings = material.directory, material.directory.settings
    made = [_load_shell(request, store, shells, settings, language) for language in settings.languages]
    built.warnings += [warning for shell in made for warning in shell.warnings]
    policy = content_policy(made)
    editions = []
    for shell in made:
        built_on = format_date(directory.today, format="d MMMM y", locale=locale_of(shell.language))
        frame = Frame.of(shell, settings, built=built_on, policy=policy)
        editions.append(Edition(Site(directory, shell.language, material.timeline.by_id), shell, frame))
    return editions


def _load_shell(request: Request, store: Store, shells: Shells, settings: Settings, language: str) -> Shell:
    key = shells.key(settings, language)
    shell = store.load_shell(language, key) if request.use_cache else None
    if shell is None:
        shell = shells.make(settings, language, store.folder / f"shell-{language}")
        store.save_shell(key, shell)
    return shell


@dataclass(slots=True)
class Material:
    """What a build casts from."""

    directory: Directory
    records: Records
    timeline: Timeline
    origin: Origin
    editions: list[Edition] = field(default_factory=list)

    def base(self, program: str) -> str:
        """A digest of all that every page depends on."""
        digest = blake2b(f"{program}\0{self.directory.today}".encode(), digest_size=16)
        digest.update(self.records.settings.document.digest.encode())
        digests = self.digests
        for taxonomy in self.directory.taxonomies.values():
            digest.update(f"{taxonomy.file}\0{digests.get(taxonomy.file)}\0{taxonomy.held}\0".encode())
        for edition in self.editions:
            digest.update(edition.shell.imprint.encode())
            digest.update(repr(edition.frame).encode())
        return digest.hexdigest()

    @property
    def digests(self) -> dict[str, str]:
        """Record file -> digest of what it says."""
        return {record.document.file: record.document.digest for record in self.records.by_path.values()}


def _say_size(site: Path, material: Material) -> Iterator[Finding]:
    """Whether the longest list of the feed is too long to be given whole, as this host has to."""
    settings = material.directory.settings
    size = max(((site / one).stat().st_size for one in whole_lists(settings)), default=0)
    if size > _LARGE:
        place = Place(material.records.settings.document.file)
        yield finding("feed-large", place, size=f"{size / 10**6:.0f}")


def _say_harm(staging: Staging) -> Iterator[str]:
    """What somebody did to the published site, in sentences."""
    if staging.altered:
        more = len(staging.altered) - 1
        also = f" and {more} more" if more else ""
        yield f"Changed or deleted by hand in the site, and made again: {staging.altered[0]}{also}."
    for name in staging.strange:
        yield f"Put into the site by hand, and taken out: {name}. What is in docs/ is in the site after every build."


def _publish(
    request: Request, trees: Trees, staging: Staging, store: Store, material: Material, tell: Tell
) -> Manifest:
    base = material.base(request.program)
    casting = Casting(material.directory, material.editions, staging, base, material.digests, material.timeline)
    products = casting.make_all(store.products, request.jobs, tell("Making pages"))
    blocks = casting.make_blocks(products, store.blocks, request.jobs)
    downloads = casting.make_downloads(
        products, store.downloads, material.origin, request.jobs, preview=request.preview
    )
    manifest = casting.make_shared(products, blocks, downloads)
    for product in products.values():
        manifest.update(product.files)
    manifest.update(downloads.files)
    manifest.update(casting.make_trust(material.origin, manifest))
    trees.publish(staging, manifest)
    store.products, store.blocks, store.downloads = products, blocks, downloads
    store.documents = _remember(material.records)
    store.save()
    return manifest


def _remember(records: Records) -> dict[str, Remembered]:
    documents = [records.settings.document, *(one.document for one in records.by_path.values() if not one.held)]
    remembered = ((document.file, remember(document)) for document in documents)
    return {file: known for file, known in remembered if known is not None}
