"""Lists of terms: HSDS taxonomies as the attributes of a source use them, and what a record says with them.

A taxonomy with an id of its own becomes one list. Terms without any such home are put into lists by their HSDS
`link_type`, so that a thousand small records with the same few terms end up with one list. A value that comes with no
term at all gets one that is called like the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from hereabouts.assembly.attributes import read_dates, say_dates
from hereabouts.assembly.builtin import NAME as BUILTIN
from hereabouts.assembly.builtin import make_builtin
from hereabouts.assembly.locations import ACCESS
from hereabouts.importers.changes import changes_of
from hereabouts.importers.extension import Extension
from hereabouts.importers.lists import LOOSE, TermEntry, TermList, list_words
from hereabouts.importers.names import Names
from hereabouts.importers.pinning import Pins
from hereabouts.importers.report import Action, Report
from hereabouts.importers.shapes import uuid_of
from hereabouts.importers.thing import Thing
from hereabouts.importers.values import LONGEST_NAME, Fields, given, lay_out, with_asides
from hereabouts.model.ids import derive, slug
from hereabouts.settings import expiry, items, table, text
from hereabouts.source.document import Data

_LONGEST_VALUE = 2_000
_SHORT = 60
_MOST_ALIKE = 12
"""How many terms of one name in one list are looked for."""

Record = dict[str, Data]


class Terms:
    """All lists of one import. `namespace` is that of the directory, from which ids hang."""

    def __init__(self, report: Report, namespace: str, pins: Pins, extension: Extension) -> None:
        self.report = report
        self.pins = pins
        self.extension = extension
        self.namespace = namespace
        self.lists: dict[str, TermList] = {}
        self._by_id: dict[str, TermList] = {}
        self._terms: dict[str, TermEntry] = {}
        self._same: dict[tuple[str, str, str], TermEntry] = {}
        self._called: dict[tuple[str, str], TermEntry] = {}
        self._names = Names({BUILTIN})
        self._builtin = {term.hsds.id: key for key, term in make_builtin().terms.items()}
        self._link_types: dict[str, str] = {}

    def know(self, name: str, data: Mapping[str, Data]) -> None:
        """A list that the directory has already. Its terms are used; new ones go into a list beside it."""
        former = [text(path).strip().removesuffix(".yml") for path in items(data.get("formerly"))]
        own_id = text(data.get("id")).lower() or derive(self.namespace, former[0] if former else f"taxonomies/{name}")
        known = TermList(self._names.take(name), own_id, pinned=False, there=True)
        known.fields = {field: text(data.get(field)).strip() for field in ("name", "description", "uri", "version")}
        known.link_type = text(data.get("link_type")).strip() or name
        self.lists[name] = self._by_id[own_id] = known
        for key, entry in table(data.get("terms")).items():
            said = {
                field: text(table(entry).get(field)).strip() for field in ("name", "description", "code", "term_uri")
            }
            former = [text(old).strip() for old in items(table(entry).get("formerly"))]
            term_id = text(table(entry).get("id")).lower() or derive(own_id, f"taxonomy_term/{(former or [key])[0]}")
            counts_for = text(table(entry).get("expires_after")).strip()
            self._remember(TermEntry(key, known, term_id, pinned=False, thing=None, fields=said, counts_for=counts_for))

    def foresee(self, terms: Iterable[Thing], attributes: Iterable[Thing]) -> None:
        """Learn for what each taxonomy is used, which is what its list is called after."""
        homes = {term.id: term.link("taxonomy_id") for term in terms if term.id}
        for attribute in attributes:
            for term in attribute.part("taxonomy_term"):
                ids = [detail.id for detail in term.part("taxonomy_detail")] + term.links.get("taxonomy_id", [])
                for home in filter(None, [*ids, homes.get(term.id, "")]):
                    self._link_types.setdefault(home, attribute.get("link_type"))
            for term_id in attribute.links.get("taxonomy_term_id", []):
                self._link_types.setdefault(homes.get(term_id, ""), attribute.get("link_type"))

    # What a thing says with terms.

    def facts(self, thing: Thing) -> dict[str, str]:
        """What a thing says with terms of the built-in list: key -> value."""
        return {key: one.get("value") for one in thing.part("attributes") if (key := self._builtin_key(one))}

    def facility(self, thing: Thing) -> tuple[str, str]:
        """The access term that an HSDS accessibility carries, as its key and its name; both empty without one."""
        found = [(one, self._entry(one)) for one in thing.part("attributes") if not self._builtin_key(one)]
        access = [(one, entry) for one, entry in found if entry is not None and entry.list.name == ACCESS]
        if len(access) != 1 or access[0][0].get("value"):
            return "", ""
        attribute, entry = access[0]
        thing.parts["attributes"] = [one for one in thing.part("attributes") if one is not attribute]
        return entry.key, entry.fields["name"]

    def uses(self, thing: Thing) -> Record:
        """What a record says under `attributes:`: list -> terms, with what is said of them."""
        uses: dict[str, list[Record]] = {}
        for attribute in thing.part("attributes"):
            if self._builtin_key(attribute):
                continue
            entry = self._entry(attribute) or self._entry_without_term(attribute)
            if entry is None:
                self.report.add(attribute.where, "attribute", Action.DROPPED, attribute.key, "It says nothing.")
                continue
            self._take_link_type(entry.list, attribute)
            made = self._use(attribute, entry)
            there = uses.setdefault(entry.list.name, [])
            again = [use for use in there if use["term"] == entry.key]
            if again and not attribute.checked:
                self._join(again[0], made, attribute)
            else:
                there.append(made)
        return {name: list(entries) for name, entries in uses.items()}

    def _use(self, attribute: Thing, entry: TermEntry) -> Record:
        fields = Fields(attribute, self.report)
        label = fields.line("label")
        made = {"term": entry.key, "value": fields.clean("value", attribute.get("value"), _LONGEST_VALUE)}
        made |= self._dated(attribute, entry, label)
        changes = changes_of([attribute], self.report, self.pins)
        under: Record = {"hsds": {"metadata": changes}} if changes else {}
        return {**given({**made, "value": lay_out(made["value"])}), **under, **self.pins.pin(attribute)}

    def _dated(self, attribute: Thing, entry: TermEntry, label: str) -> dict[str, str]:
        """What a label says of dates, or the label; the dates of the record itself where it had them otherwise."""
        said = read_dates(label)
        dates = {"updated": said[0], "expires": said[1]} if said else {"label": label}
        had = self.extension.dates(attribute)
        if had is None:
            return dates
        counts_for = text(self.extension.fields("taxonomy_term", entry.id).get("expires_after")) or entry.counts_for
        updated, expires = had.get("updated", ""), had.get("expires", "")
        if updated and counts_for and not expires:
            expires = expiry(updated, "", counts_for).isoformat()
        return had if say_dates(updated, expires) == label else {**had, "label": label}

    def _join(self, first: Record, again: Record, attribute: Thing) -> None:
        """Two values of one term on one thing, as one."""
        values = [str(use["value"]) for use in (first, again) if "value" in use]
        if values:
            first["value"] = "; ".join(dict.fromkeys(value.strip() for value in values))[:_LONGEST_VALUE]
        rest = {name: value for name, value in again.items() if name not in ("term", "value")}
        why = "The same term stands here twice; what is said of it is put together."
        self.report.add(attribute.where, "attribute", Action.MERGED, "; ".join(map(str, rest.values())), why)

    def _take_link_type(self, used: TermList, attribute: Thing) -> None:
        written = Fields(attribute, self.report).line("link_type")
        if not written:
            return
        if not used.link_type:
            used.link_type = written
        elif used.link_type != written:
            why = "All terms of a list have one link_type, and this list has another."
            self.report.add(attribute.where / "link_type", "link_type", Action.DROPPED, written, why)

    def _builtin_key(self, attribute: Thing) -> str:
        ids = [term.id for term in attribute.part("taxonomy_term")] + attribute.links.get("taxonomy_term_id", [])
        return next((self._builtin[one] for one in ids if one in self._builtin), "")

    # Terms and lists.

    def add_list(self, thing: Thing) -> None:
        """A taxonomy that the source gives by itself."""
        if thing.id and thing.id == make_builtin().hsds.id:
            return
        self._learn(self._list_of(thing, (), thing.get("name"), ""), thing)

    def add_term(self, thing: Thing, scope: str = "") -> None:
        """A term that the source gives by itself. `scope` is what its id counts in, where that is no UUID."""
        if thing.id in self._builtin:
            return
        entry = self._make_term(thing, "")
        if entry is not None and thing.key and not thing.id:
            entry.scope = scope
            self._called.setdefault((scope, thing.key), entry)

    def _entry(self, attribute: Thing) -> TermEntry | None:
        terms = attribute.part("taxonomy_term")
        linked = attribute.link("taxonomy_term_id")
        if terms and (terms[0].fields or terms[0].id):
            return self._make_term(terms[0], attribute.get("link_type"))
        return self._terms.get(linked)

    def _entry_without_term(self, attribute: Thing) -> TermEntry | None:
        value, label, link_type = attribute.get("value"), attribute.get("label"), attribute.get("link_type")
        name = next((text for text in (label, value, link_type) if text and len(text) <= _SHORT), "")
        if not (value or label or link_type):
            return None
        if not name or "\n" in name:
            name = link_type or LOOSE
        name = " ".join(name.split())
        used = self._list_named(link_type)
        known = self._alike(used, "", name)
        if known is not None:
            return known
        why = "It has no term, so one is made."
        self.report.add(attribute.where, "taxonomy_term", Action.MAPPED, name, why)
        return self._new_term(used, None, {"name": _title(name)}, name)

    def _make_term(self, thing: Thing, link_type: str) -> TermEntry | None:
        known = self._terms.get(thing.id) if thing.id else None
        details = thing.part("taxonomy_detail")
        fields = Fields(thing, self.report)
        name = fields.title() or fields.line("code")
        if known is None and not name:
            return None
        home = known.list if known else self._home(thing, details, link_type)
        for detail in details:
            self._learn(home, detail)
        self._check_taxonomy_name(home, thing)
        if known is None and not thing.id:
            known = self._alike(home, thing.get("code"), name)
        if known is None:
            known = self._new_term(home, thing, self._term_fields(fields, name), name)
        elif known.thing is not thing:
            self._compare(known, thing, self._term_fields(fields, name))
        known.parent = known.parent or thing.link("parent_id")
        return known

    def _term_fields(self, fields: Fields, name: str) -> dict[str, str]:
        made = {"name": name, "code": fields.line("code"), "term_uri": fields.url("term_uri")}
        return {**made, "description": with_asides(fields.text("description"), fields.asides).strip()}

    def _compare(self, known: TermEntry, thing: Thing, said: dict[str, str]) -> None:
        for name in ("name", "description", "term_uri"):
            written = said[name]
            if written and not known.fields.get(name):
                known.fields[name] = written
            elif written and " ".join(known.fields[name].split()) != " ".join(written.split()):
                why = f"The term is written once, and has another {name}."
                self.report.add(thing.where / name, name, Action.DROPPED, written, why)

    def _new_term(self, home: TermList, thing: Thing | None, fields: dict[str, str], name: str) -> TermEntry:
        own_id = thing.id if thing else ""
        home = self._list_beside(home) if home.there else home
        key = self._key(home, own_id, fields, name)
        made_id = derive(home.id, f"taxonomy_term/{key}")
        entry = TermEntry(key, home, own_id or made_id, bool(own_id) and own_id != made_id, thing, fields)
        self._remember(entry)
        return entry

    def _key(self, home: TermList, own_id: str, fields: dict[str, str], name: str) -> str:
        """The key that a term had where that is known or its id tells, else one made of its name."""
        said = self.extension.key("taxonomy_term", own_id)
        if said and home.names.claim(said):
            return said
        wishes = [slug(words) for words in (fields.get("code", ""), name) if own_id and slug(words)]
        fits = partial(_had, home, own_id)
        found = [key for wish in wishes if (key := home.names.recognise(wish, fits, _MOST_ALIKE))]
        return found[0] if found else home.names.take(slug(name) or "term")

    def _alike(self, home: TermList, code: str, name: str) -> TermEntry | None:
        """The term of that name in a list; in one that was there before, whatever its code."""
        found = self._same.get((home.name, code, name)) or self._same.get((f"{home.name}-imported", code, name))
        if found is None and home.there:
            found = home.terms.get(slug(name)) or self._same.get((home.name, "", name))
        return found

    def _remember(self, entry: TermEntry) -> None:
        entry.list.terms[entry.key] = entry
        self._same[entry.list.name, entry.fields.get("code", ""), entry.fields["name"]] = entry
        self._terms[entry.id] = entry

    def _list_beside(self, known: TermList) -> TermList:
        beside = self._list_named(f"{known.name}-imported")
        beside.link_type = beside.link_type or known.link_type
        beside.fields.setdefault("name", f"{known.fields['name']}, imported")
        return beside

    def _home(self, thing: Thing, details: list[Thing], link_type: str) -> TermList:
        """The list of a term: its taxonomy's where that has an id of its own, else the one for its link_type."""
        linked = thing.links.get("taxonomy_id", [])
        known = [self._by_id[one] for one in linked if one in self._by_id]
        if known:
            return known[0]
        identified = [detail for detail in details if detail.id]
        identified += [Thing("taxonomy", thing.where, id=one) for one in map(uuid_of, linked) if one]
        named = next((one.get("name") for one in details if one.get("name")), "") or thing.get("taxonomy")
        if identified:
            return self._list_of(identified[0], (link_type,), named, link_type)
        return self._list_named(link_type, named)

    def _list_of(self, thing: Thing, wishes: tuple[str, ...], name: str, link_type: str) -> TermList:
        """The list of a taxonomy that has an id, or just a name."""
        if thing.id in self._by_id:
            return self._by_id[thing.id]
        if not thing.id:
            return self._list_named(name, link_type)
        foreseen = self._link_types.get(thing.id, "")
        words = [slug(wish) for wish in (foreseen, *wishes, name, f"{foreseen}s")]
        said = self.extension.path(thing).removeprefix("taxonomies/")
        if said and self._names.claim(said):
            file = said
        else:
            fitting = [word for word in words if derive(self.namespace, f"taxonomies/{word}") == thing.id]
            file = self._names.take(next(iter([*fitting, *list_words(*words)]), "terms"))
        pinned = derive(self.namespace, f"taxonomies/{file}") != thing.id
        made = self.lists[file] = self._by_id[thing.id] = TermList(file, thing.id, pinned)
        made.fields["name"] = " ".join(name.split())[:LONGEST_NAME]
        return made

    def _list_named(self, *words: str) -> TermList:
        """The list that is called by the first of these words which says what is in it."""
        wish = next(iter(list_words(*words)), LOOSE)
        if wish not in self.lists:
            file = self._names.take(wish)
            made = TermList(file, derive(self.namespace, f"taxonomies/{file}"), pinned=False)
            self.lists[wish] = made
            self._by_id[made.id] = made
        return self.lists[wish]

    def _learn(self, home: TermList, thing: Thing) -> None:
        home.things.append(thing)
        fields = Fields(thing, self.report)
        said = {"name": fields.title(), "uri": fields.url("uri"), "version": fields.line("version")}
        said["description"] = with_asides(fields.text("description"), fields.asides).strip()
        for name, value in said.items():
            if value and not home.fields.get(name):
                home.fields[name] = value
            elif value and home.fields[name] != value:
                why = f"The list is written once, and has another {name}."
                self.report.add(thing.where / name, name, Action.DROPPED, value, why)

    def _check_taxonomy_name(self, home: TermList, thing: Thing) -> None:
        written = Fields(thing, self.report).title("taxonomy")
        if written and not home.fields.get("name"):
            home.fields["name"] = written
        elif written and written != home.fields["name"]:
            why = "The list is written once, and has another name."
            self.report.add(thing.where / "taxonomy", "taxonomy", Action.DROPPED, written, why)

    # What the records of the lists say.

    def records(self, language: str) -> Iterator[tuple[str, Record]]:
        """Path and data of each list that the directory does not have yet."""
        for used in self.lists.values():
            if used.there:
                continue
            name = used.fields.get("name") or _title(used.name)
            made = given({**used.fields, "name": name, "description": lay_out(used.fields.get("description") or name)})
            if used.link_type and used.link_type != used.name:
                made["link_type"] = used.link_type
            made = {**self.extension.fields("taxonomy", used.id), **made}
            if used.terms:
                made["terms"] = {key: self._record(entry, language) for key, entry in used.terms.items()}
            changes = changes_of(used.things, self.report, self.pins, used.id)
            made |= {"hsds": {"metadata": changes}} if changes else {}
            if used.pinned and self.pins.claim(used.id, used):
                made["id"] = used.id  # which the names may tell after all: see `hsds_json`
            yield f"taxonomies/{used.name}", made

    def _record(self, entry: TermEntry, language: str) -> Record:
        said = entry.fields
        if not said.get("description") and entry.thing is not None:
            why = "A term needs a description, so its name stands in."
            self.report.add(entry.thing.where, "description", Action.DEFAULTED, said["name"], why)
        description = lay_out(said.get("description") or said["name"])
        made = given({"name": said["name"], "description": description, "parent": self._parent(entry)})
        code = said.get("code", "")
        made |= given({"code": "" if code == entry.key else code, "term_uri": said.get("term_uri", "")})
        written = entry.thing.get("language") if entry.thing else ""
        if entry.thing is not None and written and written != language:
            why = f"The records are in one language: {language}."
            self.report.add(entry.thing.where / "language", "language", Action.DROPPED, written, why)
        made |= self.extension.fields("taxonomy_term", entry.id)
        changes = changes_of([entry.thing], self.report, self.pins, entry.id) if entry.thing else []
        made |= {"hsds": {"metadata": changes}} if changes else {}
        former = [text(key) for key in items(made.get("formerly"))]
        told = bool(former) and derive(entry.list.id, f"taxonomy_term/{former[0]}") == entry.id
        pinned = entry.pinned and not told and self.pins.claim(entry.id, entry)
        return {**made, **({"id": entry.id} if pinned else {})}

    def _parent(self, entry: TermEntry) -> str:
        parent = self._terms.get(entry.parent) or self._called.get((entry.scope, entry.parent))
        if parent is not None and parent.list is entry.list and parent is not entry:
            return parent.key
        if entry.parent and entry.thing is not None:
            why = "There is no term with this id in its list."
            self.report.add(entry.thing.where / "parent_id", "parent_id", Action.DROPPED, entry.parent, why)
        return ""


def _had(home: TermList, own_id: str, key: str) -> bool:
    return derive(home.id, f"taxonomy_term/{key}") == own_id


def _title(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ").strip() if not set(name) & set(" .,:;") else name
    return words[:1].upper() + words[1:]
