import pytest

from ilmkreis_integration.tables.foreign import Kind, Variable
from surveys.definition import definition_of
from surveys.importing.guessing import guess, guess_values
from surveys.models import Attribute, Question
from tests.factories import AttributeFactory, OptionFactory


@pytest.fixture
def definition(questionnaire):
    """Two questions, an age and a gender."""
    edition = questionnaire.editions.get()
    Attribute.objects.update(title="Alter", text="Wie alt sind Sie?")
    Question.objects.filter(slug="gut").update(text="Was ist gut hier im Kreis?")
    Question.objects.filter(slug="schwer").update(text="Was ist schwer für Sie?")
    gender = AttributeFactory(
        edition=edition, slug="geschlecht", title="Geschlecht", text="Ich bin …"
    )
    for slug, label in (("frau", "eine Frau"), ("mann", "ein Mann")):
        OptionFactory(attribute=gender, slug=slug, label=label)
    return definition_of(questionnaire)


AGES = {"1": "jung", "2": "alt"}


@pytest.mark.parametrize(
    ("variable", "target"),
    [
        pytest.param(
            Variable("A1", "Was ist gut hier im Kreis?: [01]", Kind.TEXT),
            "frage-gut",
            id="text of the question",
        ),
        pytest.param(
            Variable("A1", "Leben hier – Was ist schwer fuer Sie", Kind.TEXT),
            "frage-schwer",
            id="nearly the text",
        ),
        pytest.param(Variable("schwer", "", Kind.TEXT), "frage-schwer", id="code"),
        pytest.param(
            Variable("A1", "Lieblingsfarbe", Kind.TEXT), None, id="other text"
        ),
        pytest.param(
            Variable("A1", "Wie alt sind Sie?", Kind.SINGLE, AGES),
            "merkmal-alter",
            id="attribute",
        ),
        pytest.param(
            Variable("A1", "V17", Kind.SINGLE, AGES), "merkmal-alter", id="same answers"
        ),
        pytest.param(
            Variable("A1", "Alter", Kind.SINGLE, {"1": "rot"}), None, id="other answers"
        ),
        pytest.param(
            Variable("startlanguage", "", Kind.METADATA), "sprache", id="lang"
        ),
        pytest.param(
            Variable("gut", "Was ist gut?", Kind.METADATA, is_dropped_by_default=True),
            None,
            id="about the interview",
        ),
        pytest.param(Variable("gut", "", Kind.MULTIPLE), None, id="tick"),
    ],
)
def test_column_is_guessed_by_its_label(definition, variable, target):
    assignment = guess([variable], definition, {})

    assert assignment.columns == ({variable.name: target} if target else {})


def test_each_target_is_given_to_the_most_fitting_column(definition):
    variables = [
        Variable("A1", "Was ist schwer?", Kind.TEXT),
        Variable("A2", "Was ist schwer für Sie?", Kind.TEXT),
    ]

    assert guess(variables, definition, {}).columns == {"A2": "frage-schwer"}


def test_values_without_labels_are_guessed_by_themselves(definition):
    variable = Variable("Alter", "", Kind.TEXT)

    assignment = guess([variable], definition, {"Alter": ["alt", "Jung", "blau"]})

    assert assignment.columns == {"Alter": "merkmal-alter"}
    assert assignment.values == {"Alter": {"alt": "alt", "Jung": "jung", "blau": ""}}


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("18 bis 26 Jahre", "18-26"),
        ("18-26", "18-26"),
        ("18–26 J.", "18-26"),
        ("über 60", "ueber-60"),
        ("ueber-60", "ueber-60"),
        ("unter 60", ""),
        ("60", "ueber-60"),
        ("Keine Angabe", "nein"),
        ("Das möchte ich nicht sagen", "nein"),
        ("weiß nicht", ""),
        ("?", ""),
    ],
)
def test_value_is_guessed_by_its_label(questionnaire, label, slug):
    attribute = AttributeFactory(edition=questionnaire.editions.get(), slug="stufe")
    OptionFactory(attribute=attribute, slug="18-26", label="18 bis 26 Jahre")
    OptionFactory(attribute=attribute, slug="ueber-60", label="über 60 Jahre")
    OptionFactory(
        attribute=attribute, slug="nein", label="Sag ich nicht", is_refusal=True
    )
    asked = definition_of(questionnaire).attributes[-1]

    assert guess_values({"7": label}, asked) == {"7": slug}
