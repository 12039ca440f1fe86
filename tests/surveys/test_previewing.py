import pytest

from surveys.definition import definition_of
from surveys.models import Attribute, Edition, Option, Question
from surveys.previewing import step_of, with_row
from tests.factories import AttributeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def definition(questionnaire):
    return definition_of(questionnaire)


def texts(definition):
    return {
        "questions": [question.slug for question in definition.questions],
        "attributes": [
            (asked.attribute.slug, [option.label for option in asked.options])
            for asked in definition.attributes
        ],
    }


def test_changed_question_stands_in_its_place(definition):
    question = Question.objects.get(slug="gut")
    question.text = "Anders?"

    changed = with_row(definition, question)

    assert [q.slug for q in changed.questions] == ["gut", "schwer"]
    assert changed.questions[0].text == "Anders?"
    assert definition.questions[0].text != "Anders?"


def test_new_question_comes_last(definition):
    changed = with_row(definition, Question(slug="neu", text="Neu?"))

    assert [q.slug for q in changed.questions] == ["gut", "schwer", "neu"]


def test_changed_option_stands_in_its_place(definition, option):
    young = option("jung")
    young.label = "unter 27"

    changed = with_row(definition, young)

    assert texts(changed)["attributes"] == [
        ("alter", ["unter 27", "alt", "Sag ich nicht"])
    ]
    assert texts(definition)["attributes"] == [
        ("alter", ["jung", "alt", "Sag ich nicht"])
    ]


def test_first_option_makes_its_attribute_visible(definition):
    attribute = AttributeFactory(edition=definition.edition, slug="arbeit")

    changed = with_row(definition, Option(attribute=attribute, slug="neu", label="ja"))

    assert texts(changed)["attributes"][-1] == ("arbeit", ["ja"])


def test_changed_attribute_keeps_its_options(definition):
    attribute = Attribute.objects.get(slug="alter")
    attribute.text = "Wie alt?"

    changed = with_row(definition, attribute)

    assert changed.attributes[0].attribute.text == "Wie alt?"
    assert texts(changed) == texts(definition)


def test_new_attribute_is_shown_without_options(definition):
    changed = with_row(definition, Attribute(slug="neu", text="Arbeiten Sie?"))

    assert texts(changed)["attributes"][-1] == ("neu", [])


def test_changed_edition_keeps_its_questions(definition):
    edition = Edition.objects.get()
    edition.thanks = "Vielen Dank!"

    changed = with_row(definition, edition)

    assert changed.edition.thanks == "Vielen Dank!"
    assert texts(changed) == texts(definition)


def test_title_of_the_questionnaire_is_no_part_of_the_edition(
    definition, questionnaire
):
    assert with_row(definition, questionnaire) == definition


def test_step_at_which_a_row_is_seen(definition, questionnaire, option):
    assert step_of(Question.objects.get(slug="gut")) == "frage-gut"
    assert step_of(Attribute.objects.get(slug="alter")) == "merkmal-alter"
    assert step_of(option("jung")) == "merkmal-alter"
    assert step_of(definition.edition) == ""
    assert step_of(questionnaire) == ""
