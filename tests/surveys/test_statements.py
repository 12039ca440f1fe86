"""How often the form that is opened most asks the database: the same for every size.

BEGIN and COMMIT are logged but not counted. A savepoint would be two statements more;
there is none, because parts of a transaction use `atomic(savepoint=False)`.
"""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from surveys.models import Response
from tests.factories import (
    AttributeFactory,
    ChannelFactory,
    EditionFactory,
    OptionFactory,
    QuestionFactory,
    QuestionnaireFactory,
)

# Without a transaction of the test around it, so that BEGIN and COMMIT are seen.
pytestmark = pytest.mark.django_db(transaction=True)

READ_CHANNEL = ["SELECT"]
# Questionnaire; current edition twice, attributes, their options, questions; recordings.
READ_QUESTIONS = ["SELECT"] * 7
# Counts, answers; then the number that others wait for, form, contributions.
STORE = ["BEGIN", "INSERT", "INSERT", "UPDATE", "INSERT", "INSERT", "COMMIT"]


@pytest.fixture(params=[1, 3], ids="{} of each".format)
def sheet(request):
    """A channel of a questionnaire with 1 and 3 questions, attributes and options."""
    questionnaire = QuestionnaireFactory()
    edition = EditionFactory(questionnaire=questionnaire)
    for number in range(1, request.param + 1):
        QuestionFactory(edition=edition, slug=f"q{number}")
        attribute = AttributeFactory(edition=edition, slug=f"a{number}")
        for option in range(1, request.param + 1):
            OptionFactory(attribute=attribute, slug=f"o{option}")
    return ChannelFactory(questionnaire=questionnaire)


def statements(work):
    """First words of what `work` tells the database."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return [query["sql"].split()[0] for query in captured.captured_queries]


def entries(form):
    values = {"id": str(uuid4()), "gehe": "absenden"}
    for number in (1, 2, 3):
        values |= {f"frage-q{number}": "Ruhe", f"merkmal-a{number}": "o1"}
        values |= {f"anzahl-a{number}-o{option}": "1" for option in (1, 2, 3)}
    return values | ({"people_count": "5"} if form == "group" else {})


@pytest.mark.parametrize("form", ["single", "group"])
def test_opening_reads_the_questions_once_and_then_only_the_channel(
    client, sheet, form
):
    url = reverse(f"surveys:{form}", args=[sheet.code])

    first, second = (statements(lambda: client.get(url)) for _ in range(2))

    assert first == READ_CHANNEL + READ_QUESTIONS
    assert second == READ_CHANNEL


@pytest.mark.parametrize("form", ["single", "group"])
def test_sending_takes_five_statements_in_one_transaction(client, sheet, form):
    url = reverse(f"surveys:{form}", args=[sheet.code])
    client.get(url)

    sent = statements(lambda: client.post(url, entries(form)))

    assert sent == READ_CHANNEL + STORE
    response = Response.objects.get()
    assert response.answers.count() == response.edition.questions.count()


def test_showing_the_next_step_stores_nothing(client, sheet):
    url = reverse("surveys:single", args=[sheet.code])
    client.get(url)

    step = statements(lambda: client.post(url, entries("single") | {"gehe": "weiter"}))

    assert step == READ_CHANNEL
