"""Names that people write in good faith, and what they mean here.

Tried before spelling help. A guess may mean several lines; the first that can stand where it was written is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD_BREAK = re.compile(r"[\s_-]+")
_LANGUAGE_ENDING = re.compile(r"(?:_|^)(?:cy|welsh|cymraeg|pl|polish|ur|urdu|fr|french|es|spanish)$")
_NEAR = 0.7
_NEAR_GUESS = 0.75
_LONGEST = 60

MEANINGS = (
    # telling who and what
    ("name", "title heading service_name organisation_name organization_name venue_name"),
    ("document source unit title description", "name"),
    ("alternate_name", "aka also_known_as other_name alternative_name acronym"),
    ("description", "summary about desc blurb"),
    ("description", "details"),
    ("description value note", "text"),
    ("description term document", "what"),
    ("description note details", "notes comment"),
    ("alert", "warning notice news"),
    ("status", "state_of_service active"),
    ("status schedules", "closed"),
    ("program", "project programme"),
    ("programs", "programmes projects"),
    # ways to reach
    ("phones number", "phone telephone tel mobile landline helpline phone_number telephone_number tel_no"),
    ("phones", "telephones phone_numbers fax text_number whatsapp"),
    ("extension", "ext"),
    ("email", "mail e_mail email_address emails"),
    ("contacts name", "person contact_name"),
    ("contacts", "contact_person"),
    ("contacts title", "role"),
    ("title", "post job job_title position"),
    ("department", "team"),
    ("website url uri", "web web_address web_site"),
    ("url uri", "website"),
    ("url website uri", "webpage web_page"),
    ("website url", "homepage"),
    ("website url at", "site"),
    ("url website", "page"),
    ("url website schedule_link uri term_uri", "link"),
    ("additional_urls additional_websites url", "links"),
    ("website uri schedule_link term_uri", "url"),
    ("additional_urls additional_websites", "urls"),
    ("url term_uri", "uri"),
    ("additional_websites additional_urls", "websites facebook instagram twitter social_media socials"),
    ("schedule_link application_process", "booking"),
    ("schedule_link url", "booking_link"),
    # when
    ("schedules when", "hours times time schedule session"),
    (
        "schedules",
        "opening_hours opening_times open_hours timetable sessions "
        "regular_schedule regular_schedules holiday_schedule holiday_schedules "
        "when",
    ),
    ("schedules opens_at", "open opening"),
    ("when schedules", "day days dates"),
    ("when updated retrieved checked schedules", "date"),
    ("opens_at", "opens start_time"),
    ("opens_at valid_from", "start"),
    ("closes_at", "closes end_time"),
    ("closes_at valid_to expires", "end"),
    ("valid_from", "start_date from"),
    ("valid_to expires", "end_date valid_until until"),
    ("valid_to", "to"),
    ("freq", "frequency"),
    ("byday", "weekday"),
    ("expires", "expiry expiry_date expires_at"),
    ("updated", "as_of updated_at"),
    ("updated assured_date retrieved", "last_updated"),
    # where
    ("locations at place", "location"),
    ("locations at", "venue place where"),
    ("locations", "venues places service_at_locations service_at_location"),
    ("addresses address_1", "address"),
    ("addresses", "physical_address physical_addresses postal_address postal_addresses"),
    ("address_1", "address1 address_line_1 line_1 line1 house"),
    ("address_2", "address2 address_line_2 line_2 line2"),
    ("address_1 addresses", "street street_address road building"),
    ("postal_code addresses", "postcode post_code zip zipcode zip_code"),
    ("city near addresses", "town village"),
    ("addresses near", "city"),
    ("city", "locality"),
    ("state_province", "county province"),
    ("state_province status", "state"),
    ("latitude", "lat"),
    ("longitude", "lng lon long"),
    ("external_identifier", "uprn"),
    ("transportation description", "directions"),
    ("transportation", "travel transport getting_there bus"),
    ("transportation accessibility", "parking"),
    ("accessibility", "access accessible facilities accessibility_for_disabilities wheelchair"),
    ("visibility", "hidden private confidential"),
    ("service_areas areas", "covers"),
    ("service_areas areas name", "area"),
    ("service_areas", "areas coverage catchment area_served service_area"),
    ("areas", "service_areas"),
    # for whom, how, for how much
    ("eligibility_description", "eligibility who_for who"),
    ("eligibility_description option", "for"),
    ("minimum_age", "min_age age_from age ages"),
    ("maximum_age", "max_age age_to"),
    ("application_process", "how_to_apply how_to_join referral referrals apply"),
    ("required_documents", "bring documents document"),
    ("cost_options amount", "cost costs price prices charge charges fee"),
    ("fees_description amount", "fees"),
    ("cost_options", "free"),
    ("fees_description", "payment"),
    ("languages code", "language"),
    ("languages", "languages_spoken"),
    ("interpretation_services", "interpreters interpreter"),
    ("accreditations", "accreditation quality_marks"),
    ("capacities", "capacity"),
    ("capacities available", "spaces vacancies free_places"),
    ("maximum", "max total"),
    ("funding source", "funder funded_by"),
    ("funding", "funders fundings"),
    # who looks after it
    ("assured_date checked updated", "last_checked"),
    ("assured_date", "last_assured confirmed reviewed"),
    ("assured_date updated", "checked"),
    ("review_every", "review"),
    ("review_every assured_date", "review_date"),
    ("assurer_email", "checked_by assured_by"),
    ("maintainers organization", "owner"),
    ("maintainers", "editors maintainer"),
    ("formerly", "old_name previously moved_from"),
    ("replaces", "merged_from"),
    ("license", "licence licences"),
    ("id", "uuid"),
    ("translations", "translation"),
    # groups
    ("parent_organization", "parent parent_organisation parent_organization_id"),
    ("parent_organization parent", "part_of"),
    ("organization publisher", "organisation org run_by"),
    ("organization", "group"),
    ("year_incorporated", "founded established year"),
    ("legal_status", "type_of_organisation"),
    ("organization_identifiers identifier", "identifiers"),
    ("organization_identifiers", "organisation_identifiers"),
    ("identifier_scheme", "scheme"),
    # terms and lists
    ("terms facility", "term"),
    ("name", "label value"),
    ("parent", "broader parent_id"),
    ("synonyms", "keywords also other_words"),
    ("applies_to", "used_on"),
    # the directory
    ("url", "site_url"),
    ("name", "site_name"),
    ("bank_holidays", "nation"),
    ("bank_holidays term_dates", "holidays"),
    ("term_dates", "terms school_terms"),
    ("help", "helplines crisis"),
    ("bounds", "bbox bounding_box"),
    ("example", "demo"),
    ("changes", "repository"),
    ("repository changes", "repo"),
    ("timezone", "tz time_zone"),
)
"""What lines mean, the likeliest first -> the names people write for them."""

LINES = {word: tuple(meaning.split()) for meaning, words in MEANINGS for word in words.split()}
"""What was written -> what it may mean, the likeliest first."""

_LISTS = (
    "attribute audience audiences categories category first_visit keyword keywords need needs "
    "needs_from_you readiness referral_routes setting subjects tag tags taxonomies taxonomy "
    "taxonomy_terms terms topic topics"
)
LISTS = frozenset(_LISTS.split())
"""Names of lists of terms, which belong below `attributes`."""

NUMBERS = {
    "charity_number": "GB-CHC 1234567",
    "charity_no": "GB-CHC 1234567",
    "charity_registration": "GB-CHC 1234567",
    "registered_charity": "GB-CHC 1234567",
    "company_number": "GB-COH 01234567",
    "company_no": "GB-COH 01234567",
    "scottish_charity_number": "GB-SC SC012345",
    "ein": "US-EIN 12-3456789",
}
"""Names of official numbers, and how each is written."""

_ADDRESS_LINES = (
    "address address_1 addresses building city lat latitude lng lon long longitude physical_address "
    "physical_addresses post_code postal_address postal_code postcode street town zip"
)
ADDRESS_LINES = frozenset(_ADDRESS_LINES.split())
"""Lines that belong to a place."""

WORKED_OUT = {
    "service": ("last_modified", "organization"),
    "term": ("language", "taxonomy", "taxonomy_detail"),
    "phone": ("contact",),
    "attribute": ("link_entity", "link_type", "taxonomy_term"),
}
"""Fields of the standard, by thing, that come from elsewhere in the record or from its folder."""

WORDS: dict[str, tuple[str, ...]] = {
    "open": ("active",),
    "running": ("active",),
    "live": ("active",),
    "current": ("active",),
    "closed": ("temporarily closed",),
    "paused": ("temporarily closed",),
    "suspended": ("temporarily closed",),
    "on hold": ("temporarily closed",),
    "ended": ("defunct",),
    "gone": ("defunct",),
    "private": ("confidential",),
    "secret": ("confidential",),
    "hidden": ("confidential",),
    "area": ("area-only",),
    "online": ("virtual",),
    "in person": ("physical",),
    "building": ("physical",),
    "post": ("postal",),
    "fortnightly": ("WEEKLY",),
    "england": ("ENG",),
    "wales": ("WLS",),
    "scotland": ("SCT",),
    "northern ireland": ("NIR",),
    "emergency": ("crisis",),
    "on": ("yes",),
    "y": ("yes",),
    "off": ("no",),
    "n": ("no",),
    "places": ("locations",),
    "venues": ("locations",),
    "groups": ("organizations",),
    "organisations": ("organizations",),
}
"""Words people write for one of a fixed set, and which of the set they mean."""


_COMMON = frozenset({*LINES, *ADDRESS_LINES, *LISTS, *NUMBERS})


def fold(name: str) -> str:
    """The name of a line as the tables have it: lower case, words joined by one underscore."""
    return _WORD_BREAK.sub("_", name.strip().lower())


_ELSEWHERE = {
    "place": "accessibility access wheelchair wheelchair_access disabled_access parking transport transportation "
    "directions getting_there visibility near bus location_type",
    "picture": "image images photo photos picture pictures video icon banner",
    "logo": "logo",
    "map": "map google_map map_link maps",
    "dates": "start_date end_date starts ends expires valid_from valid_to from until term_time runs_from season",
    "audience": "gender women_only men_only child_friendly children families suitable_for target_group",
    "services": "services activities groups",
    "hours": "schedules opening_hours opening_times hours times",
    "later": "draft published publish hidden live",
}
ELSEWHERE = {word: hint for hint, words in _ELSEWHERE.items() for word in words.split()}
"""Lines that people write where they can't stand -> the hint that says where they can."""


def belongs_elsewhere(written: str, thing: str, allowed: Collection[str]) -> str:
    """The hint for a line that belongs to another kind of record; empty for none.

    `thing` is the profile's `x-object` for the group of lines it was written in.
    """
    hint = ELSEWHERE.get(fold(written), "") or ELSEWHERE.get(_nearest(written, ELSEWHERE, _NEAR_GUESS), "")
    fits = {
        "place": thing in {"service", "organization", "service_at_location"},
        "logo": thing == "service",
        "dates": "schedules" in allowed,
        "audience": thing == "service",
        "services": thing == "organization",
        "hours": thing == "organization",
    }
    top = thing in {"service", "organization", "location", "service_at_location"}
    return hint if top and hint and fits.get(hint, True) else ""


def belongs_below(written: str, thing: str, allowed: Collection[str]) -> str:
    """Which of the hints says where a line goes that can't stand where it was written; empty for none of them.

    `thing` is the profile's `x-object` for the group of lines it was written in.
    """
    name = fold(written)
    if name in NUMBERS:
        return "numbers" if "organization_identifiers" in allowed else "numbers_elsewhere"
    if name in LISTS and "attributes" in allowed and not guess_line(written, allowed):
        return "lists"
    if name in ADDRESS_LINES and thing in {"service", "organization", "service_at_location"}:
        return f"address_{thing}"
    if name in {"organization", "organisation", "org", "group", "provider"} and thing == "service":
        return "folder"
    if "translations" in allowed and _LANGUAGE_ENDING.search(name):
        return "translations"
    return ""


def is_worked_out(written: str, thing: str) -> bool:
    """Tell whether this is a field of the standard that the program fills in by itself."""
    return written.endswith("_id") or written in WORKED_OUT.get(thing, ())


def guess_line(written: str, allowed: Collection[str]) -> str:
    """The line that `written` is a common name for, among those allowed; empty when it is none."""
    return next((name for name in LINES.get(fold(written), ()) if name in allowed), "")


def near_guess(written: str) -> str:
    """The common name, of any table, whose spelling is nearest to `written`; empty when none is near."""
    return _nearest(written, _COMMON, _NEAR_GUESS)


def near_line(written: str, allowed: Collection[str]) -> str:
    """The line whose spelling is nearest to `written`; empty when none is near."""
    return _nearest(written, allowed)


def guess_word(written: str, allowed: Collection[str]) -> str:
    """The allowed word that `written` means or nearly spells; empty when there is none."""
    words = fold(written).replace("_", " ")
    meant = next((word for word in WORDS.get(words, ()) if word in allowed), "")
    return meant or _nearest(written.strip(), allowed)


def _nearest(written: str, allowed: Collection[str], near: float = _NEAR) -> str:
    if not written or len(written) > _LONGEST:
        return ""
    found = process.extractOne(
        fold(written), _folded(frozenset(allowed)), scorer=OSA.normalized_similarity, score_cutoff=near
    )
    return str(found[2]) if found else ""


@lru_cache
def _folded(names: frozenset[str]) -> dict[str, str]:
    """Names by themselves, as they are compared. Sorted, so that of two equally near the same one is always told."""
    return {name: fold(name) for name in sorted(names)}
