"""What the directory's own translations make of an HSDS object: the same ids and facts, in other words.

HSDS has no place for translations, so each further language has a feed of its own. What nobody has translated stays in
the original; opening times are said anew from their structure.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter, is_not
from typing import TypeVar

from msgspec.structs import replace

from hereabouts.directory import Directory, LocationListing, Translations
from hereabouts.interface import translator
from hereabouts.model.objects import (
    Accessibility,
    Hsds,
    Location,
    Schedule,
    Service,
    ServiceArea,
    TaxonomyTerm,
    nested_fields,
)
from hereabouts.outputs.hidden import hidden_message, is_public, own_description
from hereabouts.schedules.hsds import to_session
from hereabouts.schedules.saying import say_session
from hereabouts.settings import Area

T = TypeVar("T", bound=Hsds)
Words = dict[str, str]
"""Field -> text."""

_SHARED = (TaxonomyTerm, Location)
"""What stands in many records and is the same object in each: translated once."""

_CANONICAL = "en"
"""The language in which schedules are described unless a record has words of its own for them."""

_TIMES = tuple(
    name
    for name in Schedule.__struct_fields__
    if name not in {"attributes", "metadata"} and name != "id" and not name.endswith("_id")
)
"""What the words for a schedule are made of."""


class Translation:
    """The words of one language, by the id of what they are about."""

    def __init__(self, directory: Directory, language: str) -> None:
        self._language = language
        self._words: dict[str, Words] = {}
        self._areas: dict[tuple[str, str], Words] = {}
        self._kept: dict[int, tuple[Hsds, Hsds]] = {}
        self._times: dict[tuple[object, ...], Words] = {}
        self._gather(directory)

    def of(self, made: T) -> T:
        """The object in this language, and all inside it; itself where nothing in it is translated."""
        if not isinstance(made, _SHARED):
            return self._make(made)
        kept = self._kept.get(id(made))
        if kept is None:
            kept = self._kept[id(made)] = (made, self._make(made))
        return kept[1]  # type: ignore[return-value]

    def _make(self, made: T) -> T:
        changes: dict[str, object] = {}
        names, read = _reader(type(made))
        held = read(made)
        if any(held):
            for name, inner in zip(names, held, strict=False):
                if isinstance(inner, list) and inner:
                    said = [self.of(one) for one in inner]
                    if any(map(is_not, said, inner)):
                        changes[name] = said
                elif isinstance(inner, Hsds) and (one := self.of(inner)) is not inner:
                    changes[name] = one
        changes |= self._say(made)
        return replace(made, **changes) if changes else made

    def _say(self, made: Hsds) -> Words:
        if isinstance(made, Schedule):
            return self._say_schedule(made)
        if isinstance(made, ServiceArea):
            return self._areas.get((made.name, made.uri), {})
        if isinstance(made, Accessibility):
            return self._say_access(made)
        return self._words.get(made.id, {})  # type: ignore[attr-defined]

    def _say_schedule(self, made: Schedule) -> Words:
        """The description anew from the structure, unless the record describes the times in words of its own."""
        if not made.description:
            return {}
        key = tuple(getattr(made, name) for name in _TIMES)
        words = self._times.get(key)
        if words is None:
            session = to_session(made)
            own = say_session(session, _CANONICAL) != made.description
            said = made.description if own else say_session(session, self._language.partition("-")[0])
            words = self._times[key] = {} if said == made.description else {"description": said}
        return words

    def _say_access(self, made: Accessibility) -> Words:
        """What a place has is called as its term is, unless the record calls it something else."""
        for attribute in made.attributes:
            term = attribute.taxonomy_term
            if term is not None and term.name == made.description:
                said = self._words.get(term.id, {}).get("name", "")
                return {"description": said} if said else {}
        return {}

    # ---- gathering the words

    def _gather(self, directory: Directory) -> None:
        for area in directory.settings.areas.values():
            self._add_area(area)
        for taxonomy in directory.taxonomies.values():
            self._add(taxonomy.hsds.id, taxonomy.translations)
            for term in taxonomy.terms.values():
                self._add(term.hsds.id, term.translations)
                self._add_language(term.hsds, taxonomy.translations)
        for group in directory.organizations.values():
            self._add(group.hsds.id, group.translations)
            for program, said in group.program_translations.items():
                self._add(program, said)
        for location in directory.locations.values():
            self._add_location(location)
        for service in directory.services.values():
            self._add(service.hsds.id, service.translations)
            self._add_fees(service.hsds)
            for place in service.places:
                self._add(place.hsds.id, place.translations)
                self._add_location(place.location)

    def _add(self, own_id: str, translations: Translations) -> None:
        said = translations.get(self._language)
        if said:
            self._words[own_id] = dict(said)

    def _add_language(self, term: TaxonomyTerm, taxonomy: Translations) -> None:
        """A term says which language its name is in, and what its list is called."""
        words = self._words.get(term.id, {})
        if "name" in words:
            words["language"] = self._language
        called = taxonomy.get(self._language, {}).get("name", "")
        if called:
            words["taxonomy"] = called
        if words:
            self._words[term.id] = words

    def _add_fees(self, service: Service) -> None:
        """Costs are said twice: UK readers look for them under an older name."""
        words = self._words.get(service.id, {})
        if "fees_description" in words and service.fees == service.fees_description:
            words["fees"] = words["fees_description"]

    def _add_location(self, location: LocationListing) -> None:
        self._add(location.hsds.id, location.translations)
        if is_public(location):
            return
        why = hidden_message(location, translator(self._language).gettext).format(town=location.near)
        said = location.translations.get(self._language, {})
        parts = (said.get("description") or own_description(location), why)
        self._words[location.hsds.id] = dict(said) | {"description": "\n\n".join(filter(None, parts))}

    def _add_area(self, area: Area) -> None:
        said = area.translations.get(self._language)
        if said:
            self._areas[area.name, area.uri] = dict(said)


@cache
def _reader(kind: type[Hsds]) -> tuple[tuple[str, ...], Callable[[Hsds], tuple[object, ...]]]:
    """The fields of a kind of object that hold objects, and what reads them all at once."""
    names = nested_fields(kind)
    return names, attrgetter(*names, *names) if names else lambda _: ()  # twice, since of one alone it makes no tuple
