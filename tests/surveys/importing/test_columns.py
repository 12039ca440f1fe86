import pytest

from surveys.definition import definition_of
from surveys.importing.columns import Choices, columns_of
from surveys.models import Question, Response
from tests.factories import OptionFactory

ORIGIN = ["bogen-nr", "eingang", "ausgabestelle", "sprache"]


def test_columns_of_single_form(questionnaire):
    columns = columns_of(definition_of(questionnaire), Response.Form.SINGLE, ["Kita"])

    codes = [column.code for column in columns]
    assert codes == [*ORIGIN, "merkmal-alter", "frage-gut", "frage-schwer"]
    assert columns[2].choices.offered == (("Kita", "Kita"),)


def test_columns_of_group_form(questionnaire):
    columns = columns_of(definition_of(questionnaire), Response.Form.GROUP, [])

    assert [column.code for column in columns] == [
        *ORIGIN,
        "personen",
        "personen-mindestens",
        "anzahl-alter-jung",
        "anzahl-alter-alt",
        "frage-gut",
        "frage-schwer",
        "geholfen",
    ]


def test_group_is_asked_in_its_own_words(questionnaire):
    questions = Question.objects.filter(edition__questionnaire=questionnaire)
    questions.filter(slug="gut").update(group_text="Was ist bei Ihnen allen gut?")

    columns = columns_of(definition_of(questionnaire), Response.Form.GROUP, [])

    labels = {column.code: column.label for column in columns}
    assert labels["frage-gut"] == "Was ist bei Ihnen allen gut?"


@pytest.mark.parametrize("written", ["jung", "JUNG", "unter 27", "Unter 27"])
def test_choice_is_known_by_code_and_label(written):
    choices = Choices.of({"jung": "Unter 27", "alt": "ab 27"})

    assert choices.meant[written.casefold()] == "jung"
    assert choices.offered == (("Unter 27", "jung"), ("ab 27", "alt"))


def test_labels_that_stand_twice_are_offered_by_their_codes():
    choices = Choices.of({"a": "Sonstiges", "b": "Sonstiges", "c": "a"})

    assert choices.offered == (("a", "a"), ("b", "b"), ("c", "c"))
    assert choices.meant == {"a": "a", "b": "b", "c": "c"}


def test_refusal_is_a_choice_of_single_forms_only(questionnaire):
    OptionFactory(attribute__edition=questionnaire.editions.get(), is_refusal=True)

    single, group = (
        columns_of(definition_of(questionnaire), form, [])
        for form in (Response.Form.SINGLE, Response.Form.GROUP)
    )

    attribute = {column.code: column for column in single}["merkmal-alter"]
    assert attribute.choices.meant["sag ich nicht"] == "nein"
    assert "anzahl-alter-nein" not in [column.code for column in group]
