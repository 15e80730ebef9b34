"""A review for programs."""

from __future__ import annotations

import json
from typing import Any

from hereabouts.report import as_mapping
from hereabouts.review.reviewing import Entry, Problem, Review
from hereabouts.review.task import Task


def render_json(review: Review) -> str:
    """An object with `level`, `listings`, `tasks`, `findings`, `findings_before`, `only_confirms`, `uncommitted`."""
    told = {
        "level": str(review.level),
        "only_confirms": review.only_confirms,
        "uncommitted": review.uncommitted,
        "listings": [_entry(one) for one in review.entries],
        "tasks": [_task(one) for one in review.tasks],
        "findings": [_problem(one) for one in review.problems],
        "findings_before": review.elsewhere,
    }
    # GitHub's runner would take `##[` for a command, wherever it stands.
    return json.dumps(told, indent=2).replace("##[", "#\\u0023[") + "\n"


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "what": str(one.happened),
        "kind": str(one.kind),
        "path": one.path,
        "name": one.name,
        "sentences": [sentence.plain for sentence in one.sentences],
        "before_and_after": [f"{mark} {line}" for mark, line in one.lines],
    }


def _task(one: Task) -> dict[str, Any]:
    return {"level": str(one.level), "code": one.code, "path": one.path, "name": one.subject, "words": one.words}


def _problem(one: Problem) -> dict[str, Any]:
    item = one.finding
    if one.quiet:
        return {"code": item.code, "severity": str(item.severity), "file": one.file, "line": item.place.line}
    fix = {"fix": {"line": one.fix.line, "text": one.fix.text}} if one.fix else {}
    return {**as_mapping(item), **fix}
