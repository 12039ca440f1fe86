import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from reports.services.coding import CodedMeanwhileError
from reports.views.refusals import explain_refusals
from tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("is_final", "where", "reason"),
    [
        (True, "coding-parts", "wurde inzwischen bearbeitet"),
        (False, "coding-desk", "weil das World Café noch einmal geöffnet wurde"),
    ],
)
def test_coder_is_led_to_where_the_contribution_can_be_seen(
    rf, is_final, where, reason
):
    contribution = ContributionFactory(is_final=is_final)
    request = rf.post("/")
    request.session = SessionStore()
    request._messages = FallbackStorage(request)

    @explain_refusals
    def view(request, pk):
        raise CodedMeanwhileError(contribution)

    response = view(request, contribution.pk)

    args = [contribution.pk] if where == "coding-parts" else []
    assert response.url == reverse(f"evaluation:{where}", args=args)
    (message,) = get_messages(request)
    assert reason in str(message)
