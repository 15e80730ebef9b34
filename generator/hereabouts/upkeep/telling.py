"""How fresh a directory is, for a terminal, for a page of Markdown and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from hereabouts.health import State
from hereabouts.report import code_span, escape_markdown, make_visible
from hereabouts.upkeep.confirming import say_day
from hereabouts.upkeep.reviews import Health, Review

_WORDS = {
    State.LAPSED: "lapsed",
    State.OVERDUE: "overdue",
    State.DUE: "due",
    State.NEVER_CONFIRMED: "never confirmed",
    State.FRESH: "fresh",
}
"""The states in words, the most urgent first."""

_WIDTH = max(map(len, _WORDS.values()))


def render_text(health: Health, whole: Health) -> str:
    """The listings of `health` for a terminal, with what there is in the `whole` directory."""
    lines = [_summary(whole)]
    for call in health.calls:
        lines += ["", " · ".join([make_visible(call.name), *_ways(call.reviews)])]
        for review in call.reviews:
            state = _WORDS[review.freshness.state]
            lines.append(f"  {state:<{_WIDTH}}  {make_visible(review.name)}: {_when(review)}")
            lines.append(f"  {'':<{_WIDTH}}  {make_visible(review.file)}")
    for title, rest in _rest(whole):
        lines += ["", title, *(f"  {make_visible(one)}" for one in rest)]
    return "\n".join(lines) + "\n"


def render_markdown(health: Health, whole: Health) -> str:
    """The same as a page with boxes to tick."""
    lines = ["# Whom to ask", "", _summary(whole)]
    for call in health.calls:
        lines += ["", f"## {_safe(call.name)}", ""]
        lines += [_safe(", ".join(ways)) + "\n"] if (ways := _ways(call.reviews)) else []
        for review in call.reviews:
            state = _WORDS[review.freshness.state].capitalize()
            file = code_span(make_visible(review.file))
            lines.append(f"- [ ] **{state}:** {_safe(review.name)}: {_when(review)} ({file})")
    for title, rest in _rest(whole):
        lines += ["", title, "", *(f"- {_safe(one)}" for one in rest)]
    return "\n".join(lines) + "\n"


def render_json(health: Health, whole: Health) -> str:
    """The same for programs: dates as `2026-11-22`, null where there is none. Counts are of the whole directory."""
    counts = whole.counts
    told = {
        "today": health.today.isoformat(),
        "counts": {str(state): counts[state] for state in _WORDS},
        "organizations": [
            {"path": call.path, "name": call.name, "listings": [_as_mapping(review) for review in call.reviews]}
            for call in health.calls
        ],
        "ended": whole.ended,
        "not_judged": [{"file": file, "why": why} for file, why in whole.unread.items()],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _as_mapping(review: Review) -> dict[str, str | None]:
    fresh = review.freshness
    days = {
        "confirmed_on": fresh.confirmed_on,
        "due_on": fresh.due_on,
        "lapses_on": fresh.lapses_on,
        "ask_by": review.ask_by,
    }
    return {
        "path": review.path,
        "file": review.file,
        "name": review.name,
        "state": str(fresh.state),
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "phone": review.phone or None,
        "email": review.email or None,
    }


def _summary(health: Health) -> str:
    counts = health.counts
    said = ", ".join(f"{counts[state]:,} {words}" for state, words in _WORDS.items() if counts[state])
    return f"As of {say_day(health.today)}: {said or 'no listings'}."


def _ways(reviews: tuple[Review, ...]) -> list[str]:
    """The numbers and addresses to ask at, each once."""
    found = [*(one.phone for one in reviews), *(one.email for one in reviews)]
    return [make_visible(one) for one in dict.fromkeys(filter(None, found))]


def _when(review: Review) -> str:
    fresh = review.freshness
    if fresh.confirmed_on is None:
        return f"look at it by {say_day(review.ask_by)}"
    is_over = "was" if fresh.is_old else "is"
    return f"confirmed on {say_day(fresh.confirmed_on)}, {is_over} due on {say_day(review.ask_by)}"


def _rest(health: Health) -> Iterator[tuple[str, list[str]]]:
    if health.ended:
        yield "These have ended, so nobody needs to be asked:", health.ended
    if health.unread:
        whys = [f"{file}: {why}" for file, why in health.unread.items()]
        yield "These could not be judged. Run `hereabouts check` and mend them:", whys


def _safe(text: str) -> str:
    return escape_markdown(make_visible(text))


RENDERERS: dict[str, Callable[[Health, Health], str]] = {
    "json": render_json,
    "markdown": render_markdown,
    "text": render_text,
}
"""By the name the command line gives them: what is asked for, and the whole directory it is of, to text."""
