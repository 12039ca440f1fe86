"""The section `[worldcafe]` of a process file."""

import pytest

from ilmkreis_integration.content.schema import ContentError, Section
from worldcafe.content import load_cafe_setup

pytestmark = pytest.mark.django_db


def section(*subgroups):
    group = {"slug": "traeger", "title": "Träger", "subgroup": list(subgroups)}
    return Section({"worldcafe": {"target_group": [group]}}, "")


def test_subgroups_are_loaded_in_their_order(process):
    load_cafe_setup(process, section({"title": "Vereine"}, {"title": "Schulen"}))

    group = process.target_groups.get()
    assert list(group.subgroups.values_list("position", "title")) == [
        (1, "Vereine"),
        (2, "Schulen"),
    ]


def test_loading_again_makes_what_is_missing(process):
    load_cafe_setup(process, section({"title": "Vereine"}))
    load_cafe_setup(process, section({"title": "Vereine"}, {"title": "Schulen"}))

    assert process.target_groups.get().subgroups.count() == 2


@pytest.mark.parametrize(
    ("subgroup", "message"),
    [
        ({}, r"subgroup\[1\].title: fehlt"),
        ({"title": "Vereine", "slug": "x"}, r"subgroup\[1\].slug: diesen Schlüssel"),
    ],
)
def test_wrong_subgroup_is_named(process, subgroup, message):
    with pytest.raises(ContentError, match=message):
        load_cafe_setup(process, section(subgroup))
