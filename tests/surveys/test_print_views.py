"""Downloads of what is printed: what there is, what it is called, what is refused."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from surveys import posters, printed_forms
from surveys.translation_files import load_translations
from tests.factories import ChannelFactory, EditionFactory, QuestionnaireFactory
from tests.pdf import languages_of, page_texts, text_of

pytestmark = pytest.mark.django_db

OF_A_CHANNEL = ["channel-single", "channel-group", "channel-poster", "channel-card"]
OF_ALL = ["printed-posters", "printed-cards"]


@pytest.fixture(autouse=True)
def current(questionnaire):
    questionnaire.process.is_current = True
    questionnaire.process.save()


@pytest.fixture
def channel(questionnaire):
    return ChannelFactory(
        questionnaire=questionnaire, name="Bürgerbüro Süd / Ost", place="Arnstadt"
    )


def url(name, *args):
    return reverse(f"surveys-setup:{name}", args=args)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def file_name(response):
    """As browsers read it."""
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"
    return response["Content-Disposition"]


def test_page_offers_forms_posters_and_cards(manager_client, channel):
    page = manager_client.get(url("printed")).content.decode()

    for name in ("printed-single", "printed-group", *OF_ALL):
        assert url(name) in page
    assert '<option value="ar">Arabisch – العربية</option>' in page
    assert "Ein Blatt für die offene Ausgabestelle" in page
    assert url("printed") in manager_client.get(url("overview")).content.decode()


def test_page_without_channels_says_what_is_missing(manager_client, channel):
    channel.revoked_on = "2026-03-02"
    channel.save()

    page = manager_client.get(url("printed")).content.decode()

    assert "Es gibt keine offene Ausgabestelle." in page
    assert url("printed-posters") not in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_number_of_queries(
    manager_client, questionnaire, count, django_assert_num_queries
):
    for _number in range(count):
        ChannelFactory(questionnaire=questionnaire)

    with django_assert_num_queries(7):
        manager_client.get(url("printed"))


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("printed-single", "", "Fragebogen-Einzelbogen-Deutsch.pdf"),
        (
            "printed-group",
            "?sprache=ar",
            "Fragebogen-Gruppenbogen-Deutsch-Arabisch.pdf",
        ),
        (
            "printed-single",
            "?sprache=fa",
            "Fragebogen-Einzelbogen-Deutsch-Persisch-Dari.pdf",
        ),
        ("printed-single", "?sprache=xx", "Fragebogen-Einzelbogen-Deutsch.pdf"),
    ],
)
def test_form_is_downloaded_under_a_speaking_name(
    manager_client, name, query, expected
):
    response = manager_client.get(url(name) + query)

    assert file_name(response) == f'attachment; filename="{expected}"'
    assert response.content.startswith(b"%PDF-")


def test_form_of_a_channel_names_it(manager_client, channel):
    load_translations()

    response = manager_client.get(url("channel-single", channel.pk) + "?sprache=uk")

    name = "Fragebogen-Einzelbogen-Deutsch-Ukrainisch-B%C3%BCrgerb%C3%BCro-S%C3%BCd-Ost"
    assert file_name(response) == f"attachment; filename*=utf-8''{name}.pdf"
    assert "Bürgerbüro Süd / Ost, Arnstadt" in text_of(response.content)
    assert set(languages_of(response.content)) == {"uk"}


@pytest.mark.parametrize(
    ("name", "kind"), [("channel-poster", "Aushang"), ("channel-card", "Tischkarte")]
)
def test_poster_and_card_lead_to_the_channel(manager_client, channel, name, kind):
    response = manager_client.get(url(name, channel.pk))

    assert f"Fragebogen-{kind}-B%C3%BCrgerb" in file_name(response)
    [page] = page_texts(response.content)
    assert f"testserver/fragebogen/{channel.code}" in page


@pytest.mark.parametrize("name", OF_ALL)
def test_all_open_channels_come_in_one_file(
    manager_client, questionnaire, channel, name
):
    other = ChannelFactory(questionnaire=questionnaire, name="Amt")
    closed = ChannelFactory(questionnaire=questionnaire, revoked_on="2026-03-02")
    ChannelFactory()

    response = manager_client.get(url(name))

    assert "-alle-Ausgabestellen.pdf" in file_name(response)
    first, second = page_texts(response.content)
    assert other.code in first
    assert channel.code in second
    assert closed.code not in first + second


@pytest.mark.parametrize("name", OF_ALL)
def test_without_an_open_channel_nothing_is_printed(manager_client, name):
    response = manager_client.get(url(name))

    assert response.url == url("printed")
    assert said(response) == [
        "Es gibt keine offene Ausgabestelle. Legen Sie zuerst eine an."
    ]


@pytest.mark.parametrize("name", OF_A_CHANNEL)
def test_revoked_channel_prints_nothing_and_says_why(manager_client, channel, name):
    channel.revoked_on = "2026-03-02"
    channel.save()

    response = manager_client.get(url(name, channel.pk))

    assert response.url == url("channel", channel.pk)
    [message] = said(response)
    assert message.startswith("„Bürgerbüro Süd / Ost“ ist gesperrt")
    page = manager_client.get(response.url).content.decode()
    assert url(name, channel.pk) not in page


def test_guide_is_downloaded(manager_client):
    response = manager_client.get(url("printed-guide"))

    assert file_name(response) == 'attachment; filename="Fragebogen-So-gehts.pdf"'
    assert "So geht’s" in text_of(response.content)


def test_channel_page_offers_everything_of_the_channel(manager_client, channel):
    page = manager_client.get(url("channel", channel.pk)).content.decode()

    for name in OF_A_CHANNEL:
        assert url(name, channel.pk) in page
    assert url("printed-guide") in page
    assert reverse("surveys:guide") in page


@pytest.mark.parametrize("name", ["printed-single", "channel-group"])
def test_questionnaire_without_questions_is_not_printed(
    manager_client, questionnaire, channel, name
):
    questionnaire.editions.get().questions.all().delete()
    args = [channel.pk] if name.startswith("channel") else []

    response = manager_client.get(url(name, *args))

    assert response.url == url("overview") + "#fragen"
    assert said(response) == [
        "Der Fragebogen hat noch keine Frage. Es gibt nichts auszufüllen."
    ]


def test_questionnaire_that_is_only_a_draft_is_not_printed(
    manager_client, questionnaire
):
    questionnaire.process.is_current = False
    questionnaire.process.save()
    draft = QuestionnaireFactory(process__is_current=True)
    EditionFactory(questionnaire=draft, released_on=None)

    response = manager_client.get(url("printed-single"))

    assert response.url == url("overview") + "#fragen"


@pytest.mark.parametrize("name", ["channel-poster", "channel-single"])
def test_failed_printing_is_explained_in_german(
    manager_client, channel, name, monkeypatch, caplog
):
    # Made for screens: print understands only half of it.
    for module in (posters, printed_forms):
        monkeypatch.setattr(module, "STYLESHEET", "css/layout.css")

    response = manager_client.get(url(name, channel.pk))

    assert response.url == url("channel", channel.pk)
    [message] = said(response)
    assert message.startswith("Das PDF ließ sich nicht herstellen.")
    assert "PrintingError" in caplog.text
