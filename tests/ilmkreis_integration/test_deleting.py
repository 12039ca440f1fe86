import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage

from ilmkreis_integration.deleting import ask_and_delete, is_used
from ilmkreis_integration.models import ActionField
from tests.factories import (
    ActionFieldFactory,
    ProcessFactory,
    StatementFactory,
    TableFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def field():
    return ActionFieldFactory(title="Wohnen")


@pytest.fixture
def request_of(rf):
    """A request with messages: `request_of("post")`."""

    def make(method):
        request = getattr(rf, method)("/")
        request._messages = CookieStorage(request)
        return request

    return make


def test_row_that_nothing_points_to_is_not_used(field):
    assert not is_used(field)


@pytest.mark.parametrize(
    "rest_on",
    [
        pytest.param(lambda field: TableFactory(action_field=field), id="foreign key"),
        pytest.param(
            lambda field: StatementFactory(action_fields=[field]), id="many to many"
        ),
    ],
)
def test_row_that_something_points_to_is_used(field, rest_on):
    rest_on(field)

    assert is_used(field)
    assert not is_used(ActionFieldFactory())


def test_refusal_deletes_nothing(request_of, field):
    request = request_of("post")

    response = ask_and_delete(request, field, back="/zurueck/", refusal="Es bleibt.")

    assert response.url == "/zurueck/"
    assert [str(message) for message in get_messages(request)] == ["Es bleibt."]
    assert ActionField.objects.get() == field


def test_row_that_came_into_use_since_the_question_stays(request_of, field):
    TableFactory(action_field=field)
    request = request_of("post")

    response = ask_and_delete(request, field, back="/zurueck/")

    assert response.url == "/zurueck/"
    assert [str(message) for message in get_messages(request)] == [
        "„Wohnen“ wird inzwischen verwendet und bleibt."
    ]
    assert ActionField.objects.get() == field


def test_only_siblings_move_up(request_of):
    process, other = ProcessFactory(), ActionFieldFactory(position=7)
    fields = [ActionFieldFactory(process=process, position=n) for n in (1, 2, 3)]

    ask_and_delete(
        request_of("post"), fields[0], back="/", siblings=process.action_fields.all()
    )

    assert list(process.action_fields.values_list("pk", "position")) == [
        (fields[1].pk, 1),
        (fields[2].pk, 2),
    ]
    other.refresh_from_db()
    assert other.position == 7
