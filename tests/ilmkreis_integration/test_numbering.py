import pytest
from django.core.exceptions import ObjectDoesNotExist

from ilmkreis_integration.numbering import draw_number
from tests.factories import QuestionnaireFactory

pytestmark = pytest.mark.django_db


def test_draw_number_gives_one_after_the_other(django_assert_num_queries):
    questionnaire, other = QuestionnaireFactory.create_batch(2)

    with django_assert_num_queries(3):
        drawn = [draw_number(questionnaire, "last_number") for _ in range(3)]

    assert drawn == [1, 2, 3]
    assert draw_number(other, "last_number") == 1
    questionnaire.refresh_from_db()
    assert questionnaire.last_number == 3


def test_draw_number_of_a_deleted_row_is_told():
    questionnaire = QuestionnaireFactory()
    type(questionnaire).objects.all().delete()

    with pytest.raises(ObjectDoesNotExist):
        draw_number(questionnaire, "last_number")
