import pytest
from django.urls import reverse
from django.utils import timezone

from ilmkreis_integration.models import Contribution, ContributionTranslation
from reports.services.translations import translation_state
from reports.views import translations
from tests.factories import (
    SOME_DAY,
    ContributionFactory,
    ContributionTranslationFactory,
    ProcessFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

LIST = reverse("evaluation:translations")


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


@pytest.fixture
def missing(process):
    return ContributionFactory(
        process=process, code="F-1", language="uk", text="Я шукаю квартиру"
    )


@pytest.fixture
def unchecked(process):
    """Coded already, which makes no difference."""
    row = ContributionFactory(
        process=process,
        code="F-2",
        language="tr",
        text="Ev arıyorum",
        translation="Ich suche eine Wohnung.",
        translation__kind="machine",
    )
    StatementFactory(contribution=row)
    return row


@pytest.fixture
def checked(process):
    return ContributionFactory(
        process=process,
        code="F-3",
        language="ar",
        text="شكرا",
        translation="Danke",
        translation__checked_by="Amal",
        translation__checked_on=SOME_DAY,
    )


@pytest.fixture
def german(process):
    return ContributionFactory(process=process, code="F-4", text="Doctor")


def url(contribution, **query):
    return reverse("evaluation:translate", args=[contribution.pk], query=query)


def enter(client, contribution, **entered):
    """Send the form as the browser would, with what is `entered` put in."""
    sent = {
        "text": "Ich suche eine Wohnung.",
        "kind": "person",
        "checked_by": "",
        "language": contribution.language,
        "seen": translation_state(Contribution.objects.get(pk=contribution.pk)),
    }
    return client.post(url(contribution), sent | entered)


# --- The list


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        pytest.param({}, ["F-1", "F-2", "F-3"], id="all that are not German"),
        pytest.param({"stand": "fehlt"}, ["F-1"], id="missing"),
        pytest.param({"stand": "ungeprueft"}, ["F-2"], id="unchecked"),
        pytest.param({"stand": "geprueft"}, ["F-3"], id="checked"),
        pytest.param({"stand": "deutsch"}, ["F-4"], id="German"),
        pytest.param({"stand": "x"}, ["F-1", "F-2", "F-3"], id="unknown"),
        pytest.param({"sprache": "ar"}, ["F-3"], id="language"),
        pytest.param({"suche": "wohnung"}, ["F-2"], id="word of a translation"),
        pytest.param({"suche": "квартиру"}, ["F-1"], id="word of an original"),
        pytest.param({"quelle": "worldcafe"}, [], id="channel"),
    ],
)
def test_the_list_can_be_narrowed(
    evaluator_client, missing, unchecked, checked, german, query, codes
):
    page = evaluator_client.get(LIST, query).context["page"]

    assert [contribution.code for contribution in page] == codes


def test_the_list_counts_what_is_left_to_do(
    evaluator_client, missing, unchecked, checked, german
):
    html = evaluator_client.get(LIST).content.decode()

    assert "<strong>3</strong> Beiträge sind nicht auf Deutsch." in html
    assert "1 ohne Übersetzung</a>" in html
    assert "1 ungeprüft</a>" in html
    assert "Maschinelle Übersetzung aus dem Türkischen, ungeprüft:" in html
    assert "eingefügt von auswertung" in html
    assert "geprüft von Amal am 2. März 2026" in html
    assert '<blockquote class="quote" lang="uk" dir="auto" data-original>' in html


def test_an_empty_list_says_so(evaluator_client, german):
    html = evaluator_client.get(LIST).content.decode()

    assert "Alle Beiträge sind auf Deutsch." in html
    assert "Hier ist nichts zu übersetzen." in html


def test_a_choice_that_fits_nothing_says_so(evaluator_client, missing):
    html = evaluator_client.get(LIST, {"suche": "Xylophon"}).content.decode()

    assert "Kein Beitrag passt zu dieser Auswahl." in html


def test_the_list_has_pages(evaluator_client, missing, unchecked, monkeypatch):
    monkeypatch.setattr(translations, "PER_PAGE", 1)

    page = evaluator_client.get(LIST, {"seite": 2}).context["page"]

    assert list(page) == [unchecked]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_the_same_number_of_queries(
    evaluator_client, process, count, django_assert_num_queries
):
    for _ in range(count):
        ContributionFactory(process=process, language="uk", translation="Ja")
        ContributionFactory(process=process, language="uk")

    with django_assert_num_queries(8):
        evaluator_client.get(LIST)


# --- From other pages of the desk


def test_the_desk_tells_what_is_not_translated(evaluator_client, missing, german):
    html = evaluator_client.get(reverse("evaluation:coding-desk")).content.decode()

    assert f'href="{LIST}?stand=fehlt">1 Beitrag ohne Übersetzung</a>' in html
    assert html.count("/uebersetzen/?liste=offen") == 1
    assert "noch ohne Übersetzung" in html


def test_the_desk_says_nothing_where_all_is_translated(evaluator_client, checked):
    html = evaluator_client.get(reverse("evaluation:coding-desk")).content.decode()

    assert "ohne Übersetzung" not in html
    assert "Übersetzung aus dem Arabischen:</span> Danke" in html


@pytest.mark.parametrize(
    ("name", "route"),
    [
        ("offen", "coding-desk"),
        ("bearbeitet", "coded"),
        ("uebersetzungen", "translations"),
        ("nirgends", "translations"),
        (None, "translations"),
    ],
)
def test_it_goes_back_to_the_list_it_came_from(evaluator_client, missing, name, route):
    query = {"suche": "а", "seite": "2", "zuletzt": "x"}
    address = url(missing, **query, **({"liste": name} if name else {}))
    sent = {"text": "Ja", "kind": "person", "language": "uk"}
    sent["seen"] = translation_state(missing)

    response = evaluator_client.post(address, sent)

    expected = reverse(f"evaluation:{route}", query={"suche": "а", "seite": "2"})
    assert response.url == f"{expected}#b-{missing.pk}"


# --- Translating


def test_the_page_shows_the_original_beside_the_form(evaluator_client, unchecked):
    html = evaluator_client.get(url(unchecked)).content.decode()

    assert 'lang="tr" dir="auto" data-original>Ev arıyorum</blockquote>' in html
    assert "Ich suche eine Wohnung.</textarea>" in html


def test_a_translation_is_stored(evaluator_client, missing):
    response = enter(evaluator_client, missing, kind="machine", checked_by=" Olena ")

    assert response.url == f"{LIST}#b-{missing.pk}"
    row = ContributionTranslation.objects.get()
    assert (row.contribution, row.text) == (missing, "Ich suche eine Wohnung.")
    assert (row.kind, row.translated_by) == ("machine", "auswertung")
    assert (row.checked_by, row.checked_on) == ("Olena", timezone.localdate())
    assert Contribution.objects.get().text == "Я шукаю квартиру"


def test_a_check_is_named_and_can_be_withdrawn(evaluator_client, checked):
    html = evaluator_client.get(url(checked)).content.decode()
    assert "Geprüft von Amal am 2. März 2026. Leer: So bleibt es" in html

    enter(evaluator_client, checked, text="Danke", withdraws_check="on")

    assert not ContributionTranslation.objects.get().is_checked


def test_a_german_text_can_be_given_its_language(evaluator_client, german):
    enter(evaluator_client, german, text="Arzt", language="en")

    german.refresh_from_db()
    assert (german.language, german.translation.text) == ("en", "Arzt")


@pytest.mark.parametrize(
    ("entered", "error"),
    [
        ({"kind": ""}, ("kind", "Dieses Feld ist zwingend erforderlich.")),
        ({"language": "xx"}, ("language", None)),
        (
            {"language": "de"},
            (
                "text",
                "Ein deutscher Beitrag hat keine Übersetzung. Leeren Sie das Feld.",
            ),
        ),
        (
            {"text": " ", "checked_by": "Olena"},
            ("text", "Was wurde geprüft? Hier steht noch nichts."),
        ),
        ({"text": "x" * 20_001}, ("text", None)),
    ],
)
def test_what_makes_no_sense_is_not_stored(evaluator_client, missing, entered, error):
    response = enter(evaluator_client, missing, **entered)

    assert response.status_code == 200
    field, message = error
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert message is None or errors[field] == [message]
    assert not ContributionTranslation.objects.exists()
    assert Contribution.objects.get().language == "uk"


def test_checking_and_withdrawing_at_once_is_refused(evaluator_client, checked):
    response = enter(
        evaluator_client,
        checked,
        text="Danke",
        checked_by="Olena",
        withdraws_check="on",
    )

    assert response.context["form"].non_field_errors() == [
        "Halten Sie eine Prüfung fest, oder nehmen Sie sie zurück."
    ]
    assert ContributionTranslation.objects.get().checked_by == "Amal"


def test_nobody_overwrites_what_they_have_not_seen(evaluator_client, missing):
    seen = translation_state(missing)
    ContributionTranslationFactory(contribution=missing, text="Suche Wohnung.")

    response = enter(evaluator_client, missing, text="Ich suche.", seen=seen)

    html = response.content.decode()
    assert "Inzwischen hat jemand anders gespeichert" in html
    assert "Suche Wohnung.</p>" in html
    assert "Ich suche.</textarea>" in html
    assert ContributionTranslation.objects.get().text == "Suche Wohnung."

    enter(evaluator_client, missing, text="Ich suche.", seen=response.context["seen"])
    assert ContributionTranslation.objects.get().text == "Ich suche."


# --- Undoing


def undo(client, contribution):
    address = reverse("evaluation:undo-translation", args=[contribution.pk])
    return client.post(address, follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_the_last_change_can_be_undone(evaluator_client, checked):
    assert "Rückgängig machen" not in evaluator_client.get(url(checked)).text
    enter(evaluator_client, checked, text="Vielen Dank")
    page = evaluator_client.get(url(checked)).text
    assert '<blockquote class="quote">Danke</blockquote>' in page

    response = undo(evaluator_client, checked)

    assert response.redirect_chain == [(f"{LIST}#b-{checked.pk}", 302)]
    assert messages_of(response)[-1] == "F-3 ist wieder, wie es vorher war."
    row = ContributionTranslation.objects.get()
    assert (row.text, row.checked_by, row.checked_on) == ("Danke", "Amal", SOME_DAY)
    assert messages_of(undo(evaluator_client, checked)) == [
        "Hier ist nichts mehr rückgängig zu machen."
    ]


def test_a_first_translation_can_be_undone(evaluator_client, missing):
    enter(evaluator_client, missing)
    assert "Vorher gab es hier keine Übersetzung." in (
        evaluator_client.get(url(missing)).text
    )

    undo(evaluator_client, missing)

    assert not ContributionTranslation.objects.exists()


def test_only_the_last_change_can_be_undone(evaluator_client, missing, checked):
    enter(evaluator_client, missing)
    enter(evaluator_client, checked, text="Vielen Dank")

    assert messages_of(undo(evaluator_client, missing))[-1] == (
        "Hier ist nichts mehr rückgängig zu machen."
    )
    assert ContributionTranslation.objects.count() == 2
    assert "Rückgängig machen" not in evaluator_client.get(url(missing)).text


def test_nobody_undoes_what_others_changed_since(
    evaluator_client, manager_client, missing
):
    enter(evaluator_client, missing)
    enter(manager_client, missing, text="Besser")

    assert messages_of(undo(evaluator_client, missing))[-1] == (
        "F-1 wurde inzwischen noch einmal geändert und bleibt so."
    )
    assert ContributionTranslation.objects.get().text == "Besser"


def test_text_is_not_markup(evaluator_client, missing):
    enter(evaluator_client, missing, text="<script>alert(1)</script>")

    assert "<script>alert" not in evaluator_client.get(LIST).content.decode()
