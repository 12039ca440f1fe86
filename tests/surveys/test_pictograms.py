"""Pictures beside answers: there are all that have a name, and no others."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.urls import reverse

from ilmkreis_integration.content.schema import ContentError, Section
from surveys.content import load_questionnaire
from surveys.definition import definition_of
from surveys.forms.filling import HELPER, GroupForm
from surveys.forms.setup import OptionForm
from surveys.models import Option, Response
from surveys.pictograms import PICTOGRAMS, SIGNS
from surveys.sheet import draw
from tests.factories import SOME_DAY, OptionFactory, ProcessFactory

STATIC = Path(settings.BASE_DIR) / "static"
SVG = "{http://www.w3.org/2000/svg}"


def symbols():
    return list(ET.parse(STATIC / "pictograms.svg").getroot())  # noqa: S314


def drawn(name):
    return Template("{% load reading_aids %}{% pictogram name %}").render(
        Context({"name": name})
    )


def test_there_is_a_picture_for_every_name():
    assert {symbol.get("id") for symbol in symbols()} == PICTOGRAMS.keys() | SIGNS


def test_pictures_are_drawn_from_those_of_the_sets():
    script = [sys.executable, STATIC.parent / "bin" / "pictograms"]

    drawing = subprocess.run(script, capture_output=True, check=True)  # noqa: S603

    assert drawing.stdout.decode() == (STATIC / "pictograms.svg").read_text("utf-8")


def test_pictures_take_the_colour_of_the_text():
    colours = {
        part.get(attribute)
        for symbol in symbols()
        for part in [symbol, *symbol]
        for attribute in ("fill", "stroke")
    }

    assert colours == {None, "none", "currentColor"}


def test_every_picture_is_mentioned_with_its_licence(client, db):
    content = client.get(reverse("licences")).content.decode()

    for folder in ("healthicons/2.0.0", "tabler-icons/3.51.0"):
        assert f"vendor/{folder}/LICENSE" in content
        licence = (STATIC / "vendor" / folder / "LICENSE").read_text(encoding="utf-8")
        assert licence.startswith("MIT License")


def test_picture_is_hidden_from_screen_readers():
    assert drawn("woman") == (
        '<svg class="pictogram" aria-hidden="true">'
        '<use href="/static/pictograms.svg#woman"></use></svg>'
    )


@pytest.mark.parametrize("name", ["", "gibt-es-nicht", '"><script>'])
def test_unknown_picture_is_not_drawn(name):
    assert drawn(name) == ""


def questionnaire(**option):
    """The section of a process file with one option."""
    values = {
        "slug": "fragebogen",
        "title": "Fragebogen",
        "opens_on": SOME_DAY,
        "closes_on": SOME_DAY,
        "attribute": [
            {
                "slug": "geschlecht",
                "title": "Geschlecht",
                "text": "Geschlecht?",
                "option": [{"slug": "frau", "label": "Frau"} | option],
            }
        ],
    }
    return Section({"questionnaire": values}, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "pictogram"), [({"pictogram": "woman"}, "woman"), ({}, "")]
)
def test_process_file_may_name_a_picture(values, pictogram):
    load_questionnaire(ProcessFactory(), questionnaire(**values))

    assert Option.objects.get().pictogram == pictogram


@pytest.mark.django_db
def test_process_file_cannot_name_a_picture_that_there_is_not():
    with pytest.raises(ContentError, match="„frau“ gibt es nicht; möglich: woman, man"):
        load_questionnaire(ProcessFactory(), questionnaire(pictogram="frau"))


def test_ilm_kreis_has_a_picture_for_every_answer():
    file = STATIC.parent / "ilmkreis_integration" / "content" / "ilm-kreis.toml"
    labels = re.findall(
        r"^label = .+\n(?!pictogram = )", file.read_text(encoding="utf-8"), re.M
    )

    assert labels == []


@pytest.mark.django_db
def test_manager_chooses_a_picture_by_its_german_name():
    form = OptionForm({"label": "Frau", "pictogram": "woman"}, instance=OptionFactory())

    assert str(dict(form.fields["pictogram"].choices)["woman"]) == "Frau"
    assert form.save().pictogram == "woman"


@pytest.mark.django_db
def test_manager_cannot_choose_a_picture_that_there_is_not():
    form = OptionForm({"label": "Frau", "pictogram": "frau"}, instance=OptionFactory())

    assert list(form.errors) == ["pictogram"]


@pytest.mark.django_db
def test_every_answer_about_help_has_a_picture(channel):
    form = GroupForm(definition=definition_of(channel.questionnaire))
    step = next(step for step in draw(form, show_messages=False) if step.key == HELPER)

    assert [choice.value for choice in step.choices] == Response.Helper.values
    assert all(choice.pictogram in PICTOGRAMS for choice in step.choices)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["single", "group"])
def test_picture_stands_beside_the_answer(client, channel, name):
    Option.objects.filter(slug="jung").update(pictogram="children")

    response = client.get(reverse(f"surveys:{name}", args=[channel.code]))

    assert response.content.decode().count("#children") == 1
