import pytest
from django.urls import reverse

from staffsurvey.models import BallotBox, Envelope
from tests.staffsurvey.test_views import shown_steps

pytestmark = pytest.mark.django_db

URL = "/verfahren/mitarbeiterbefragung/vorschau/"
THANKS = f"{URL}danke/"


def test_preview_shows_the_survey_before_it_starts(manager_client, draft):
    page = manager_client.get(URL)

    assert shown_steps(page) == ["willkommen"]
    assert "Vorschau: Es wird nichts gesendet" in page.content.decode()
    assert draft.topics.first().title in page.content.decode()
    assert 'data-inbox=""' in page.content.decode()


def test_preview_brings_a_code_of_its_own(manager_client, draft):
    draft.with_codes = True
    draft.save()

    page = manager_client.get(URL)
    code = page.context["form"]["code"].value()
    onwards = manager_client.post(
        URL, {"schritt": "willkommen", "gehe": "weiter", "code": code}
    )

    assert shown_steps(onwards) == ["themen"]


def test_preview_leads_to_the_thanks_and_stores_nothing(manager_client, survey):
    response = manager_client.post(
        URL,
        {"gehe": "absenden", "themen": "konzept", "text-konzept-wohnen": "Probe"},
    )

    assert response.url == reverse("staffsurvey-setup:preview-thanks") == THANKS
    page = manager_client.get(THANKS).content.decode()
    assert "Vielen Dank!" in page
    assert "Vorschau: Es wird nichts gesendet" in page
    assert not Envelope.objects.exists()


def test_preview_says_what_is_wrong(manager_client, draft):
    response = manager_client.post(URL, {"schritt": "themen", "gehe": "weiter"})

    assert "Bitte wählen Sie mindestens ein Thema." in response.content.decode()
    assert not BallotBox.objects.exists()


def test_overview_leads_to_the_preview(manager_client, draft):
    page = manager_client.get(reverse("staffsurvey-setup:overview")).content.decode()

    assert f'href="{URL}"' in page
