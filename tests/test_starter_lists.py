"""The lists that every directory begins with have one id everywhere: readers of several feeds know the terms again."""

from __future__ import annotations

import pytest

from hereabouts.assembly.builtin import NAMESPACE, make_builtin
from hereabouts.check import SETTINGS
from hereabouts.model.ids import derive
from hereabouts.records import Kind
from tests.demonstration import demonstration_folder
from tests.inline_records import NAMESPACE as OWN
from tests.inline_records import SETTINGS_TEXT, build
from tests.round_trip import read_folder

NEEDS = "taxonomies/needs"
TEXT = "name: Needs\ndescription: N.\nterms: {food: {name: Food, description: F.}}\n"


def term_id(needs: str, namespace: str) -> str:
    settings = SETTINGS_TEXT.replace(OWN, namespace)
    return build({NEEDS: needs, SETTINGS: settings}).taxonomies["needs"].terms["food"].hsds.id


def test_the_lists_of_the_demonstration_hang_from_the_namespace_that_all_share() -> None:
    lists = {record.path: record.data["id"] for record in read_folder(demonstration_folder()).of(Kind.TAXONOMY)}
    assert lists == {path: derive(NAMESPACE, path) for path in lists}
    assert make_builtin().hsds.id == derive(NAMESPACE, "taxonomies/hereabouts")


@pytest.mark.parametrize(("head", "shared"), [(f"id: {derive(NAMESPACE, NEEDS)}\n", True), ("", False)])
def test_a_list_with_that_id_has_the_same_terms_in_every_directory(head: str, shared: bool) -> None:
    ids = {term_id(head + TEXT, namespace) for namespace in (OWN, "2f3b8c1e-0b4c-4d9f-8a51-6d7c0a9e1b22")}
    assert (len(ids) == 1) is shared
