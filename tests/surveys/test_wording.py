"""What the questionnaire says is known: it can be translated and recorded."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from surveys.models import Response
from surveys.wording import FIXED_TEXTS, PRINTED_TEXTS, texts_of, texts_to_translate
from tests.factories import (
    AttributeFactory,
    EditionFactory,
    OptionFactory,
    QuestionFactory,
)

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates/surveys"
TEMPLATES = sorted([*FOLDER.glob("*.html"), *FOLDER.glob("print/*.html")])
SCRIPTS = sorted((ROOT / "static/js").glob("tablet*.js"))
ALL_FIXED = [
    text
    for places in (FIXED_TEXTS, PRINTED_TEXTS)
    for texts in places.values()
    for text in texts
]
SAID = [
    re.compile(r"{% said(?:_under)? _\(\"([^\"]+)\"\)"),
    re.compile(r"{% help_text (?:_\()?\"([^\"]+)\""),
    re.compile(r"data-say=\"([^\"]+)\""),
]
# `say("…")`, `refuse("…")`, and constants that are handed to them.
SAID_BY_SCRIPT = re.compile(
    r"(?:say|refuse)\(\"([^\"]+)\"|^const [A-Z_]+ = \"(\w.*)\";", re.M
)


def said_in_templates():
    return {
        text
        for file in TEMPLATES
        for pattern in SAID
        for text in pattern.findall(file.read_text(encoding="utf-8"))
    }


def said_in_scripts():
    return {
        text
        for file in SCRIPTS
        for groups in SAID_BY_SCRIPT.findall(file.read_text(encoding="utf-8"))
        for text in groups
        if " " in text
    }


def said_in_code(name):
    """Arguments of `_(…)`."""
    tree = ast.parse((ROOT / "surveys" / name).read_text(encoding="utf-8"))
    return {
        ast.literal_eval(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_"
    }


SOURCES = {
    "templates": said_in_templates(),
    "scripts": said_in_scripts(),
    "forms/filling.py": said_in_code("forms/filling.py"),
    "sheet.py": said_in_code("sheet.py"),
    "answers about help": {str(label) for label in Response.Helper.labels},
}


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_said_is_among_the_fixed_texts(source):
    assert SOURCES[source]
    assert SOURCES[source] - set(ALL_FIXED) == set()


def test_every_fixed_text_is_used():
    words = " ".join(
        file.read_text(encoding="utf-8") for file in [*TEMPLATES, *SCRIPTS]
    )
    used = set().union(*SOURCES.values())

    unused = [
        text for text in ALL_FIXED if text not in used and f'"{text}"' not in words
    ]

    assert unused == []


def test_fixed_texts_stand_once():
    assert len(ALL_FIXED) == len(set(ALL_FIXED))


@pytest.mark.django_db
def test_texts_of_an_edition_stand_once_in_the_order_of_the_form():
    edition = EditionFactory(
        questionnaire__title="Ihre Meinung", introduction="Guten Tag!", thanks="Danke!"
    )
    attribute = AttributeFactory(
        edition=edition, title="Alter", text="Wie alt sind Sie?", hint="Ungefähr."
    )
    OptionFactory(attribute=attribute, label="jung", position=1)
    OptionFactory(attribute=attribute, label="Das möchte ich nicht sagen", position=2)
    QuestionFactory(edition=edition, text="Was ist gut?", group_text="Was ist gut?")

    texts = texts_of(edition)

    assert texts["Begrüßung und Dank"] == ["Ihre Meinung", "Guten Tag!", "Danke!"]
    assert texts["Angaben zur Person"] == [
        "Alter",
        "Wie alt sind Sie?",
        "Ungefähr.",
        "jung",
        "Das möchte ich nicht sagen",
    ]
    assert texts["Fragen"] == ["Was ist gut?"]
    assert "Das möchte ich nicht sagen" not in texts["Beim Ausfüllen"]
    assert "Danke!" not in texts["Schluss"]


@pytest.mark.django_db
def test_what_stands_on_paper_is_translated_but_not_read_aloud():
    edition = EditionFactory()

    on_screen, everywhere = texts_of(edition), texts_to_translate(edition)

    assert everywhere.keys() - on_screen.keys() == {"Papierbogen", "Aushang"}
    assert {place: everywhere[place] for place in on_screen} == on_screen
