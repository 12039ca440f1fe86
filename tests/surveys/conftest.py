import pytest
from django.urls import reverse

from surveys.models import Option
from surveys.tablets import set_up_device
from tests.factories import (
    AttributeFactory,
    ChannelFactory,
    EditionFactory,
    OptionFactory,
    QuestionFactory,
    QuestionnaireFactory,
)
from tests.surveys.tablets import Tablet

OPEN = {"opens_on": "2000-01-01", "closes_on": "2100-01-01"}


@pytest.fixture
def questionnaire(db):
    """One attribute with two options and a refusal, two questions."""
    questionnaire = QuestionnaireFactory(**OPEN)
    edition = EditionFactory(questionnaire=questionnaire, number=1)
    alter = AttributeFactory(edition=edition, slug="alter", position=1)
    OptionFactory(attribute=alter, slug="jung", label="jung", position=1)
    OptionFactory(attribute=alter, slug="alt", label="alt", position=2)
    OptionFactory(
        attribute=alter, slug="nein", label="Sag ich nicht", position=3, is_refusal=True
    )
    QuestionFactory(edition=edition, slug="gut", position=1, kind="strength")
    QuestionFactory(edition=edition, slug="schwer", position=2, kind="problem")
    questionnaire.refresh_from_db()
    return questionnaire


@pytest.fixture
def channel(questionnaire):
    return ChannelFactory(questionnaire=questionnaire)


@pytest.fixture
def option(questionnaire):
    """Look up an option by slug."""

    def find(slug):
        return Option.objects.get(
            attribute__edition__questionnaire=questionnaire, slug=slug
        )

    return find


@pytest.fixture
def token(channel):
    return set_up_device(channel, name="Empfang")[1]


@pytest.fixture
def tablet(page, live_server, token):
    page.set_viewport_size({"width": 820, "height": 1180})
    tablet = Tablet(page, live_server.url)
    tablet.set_up(token)
    return tablet


@pytest.fixture
def inbox():
    """Where a tablet sends its forms, as a pattern for the browser."""
    return "**" + reverse("surveys:inbox")


@pytest.fixture
def visit(page, live_server, log_in, manager):
    """Go to a route of the set-up as manager: `visit("question", question.pk)`."""
    log_in(manager)

    def go(name, *args):
        page.goto(live_server.url + reverse(f"surveys-setup:{name}", args=args))
        return page

    return go
