import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from ilmkreis_integration.access import Role
from ilmkreis_integration.models import Contribution
from staffsurvey.models import Comment, FocusArea, HeldComment
from staffsurvey.services.releasing import state_of
from tests.conftest import logged_in
from tests.factories import CommentFactory, HeldCommentFactory, UserFactory

pytestmark = pytest.mark.django_db

QUEUE = "/kommentare/freigabe/"
WITHHELD = "/kommentare/freigabe/zurueckgehalten/"
TEXT = "Frau Muster aus Zimmer 214 hilft immer. Frau Muster!"


def url(name, held):
    return reverse(f"staffsurvey-reading:{name}", args=[held.pk])


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def area(survey):
    return FocusArea.objects.get(slug="wohnen")


@pytest.fixture
def held(area):
    return HeldCommentFactory(focus_area=area, text=TEXT)


def seen(held, **entries):
    return {"seen": state_of(held), **entries}


# --- Reading


def test_comment_is_shown_with_its_place_and_hints(releaser_client, held):
    response = releaser_client.get(QUEUE)

    page = response.content.decode()
    assert response.context["held"] == held
    assert "Wohnen" in page
    assert held.focus_area.topic.title in page
    assert "Noch <strong>1</strong> Kommentar" in page
    assert [words for _h, _v, words in response.context["hints"]] == [
        "Muster",
        "Zimmer 214",
        "Muster",
    ]
    assert page.count("<mark") == 3
    assert "das lässt sich nicht zurücknehmen" in page


def test_what_somebody_wrote_is_no_html(releaser_client, area):
    HeldCommentFactory(focus_area=area, text="<script>alert(1)</script>")

    page = releaser_client.get(QUEUE).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_before_the_opening_there_is_nothing_to_read(releaser_client, survey):
    page = releaser_client.get(QUEUE).content.decode()

    assert "sobald die Wahlurne nach dem letzten Tag geöffnet wurde" in page


def test_without_a_survey_there_is_nothing_to_read(releaser_client, survey):
    survey.delete()

    assert "noch nichts zu lesen" in releaser_client.get(QUEUE).content.decode()


def test_when_all_is_read_it_says_so(releaser_client, area):
    CommentFactory(focus_area=area)
    HeldCommentFactory(focus_area=area, is_withheld=True)

    page = releaser_client.get(QUEUE).content.decode()

    assert "Alles gelesen." in page
    assert "Freigegeben: 1. Zurückgehalten: 1." in page


def test_choice_without_result_leads_back(releaser_client, area):
    HeldCommentFactory(focus_area=area, text="Nichts Persönliches")

    page = releaser_client.get(f"{QUEUE}?zeige=mit-hinweisen").content.decode()

    assert "Kein offener Kommentar passt zu dieser Auswahl." in page


@pytest.mark.parametrize("query", ["?ab=unsinn", "?zeige=unsinn", "?ab="])
def test_strange_addresses_show_the_first(releaser_client, held, query):
    assert releaser_client.get(QUEUE + query).context["held"] == held


@pytest.mark.parametrize("count", [1, 3])
def test_queue_needs_the_same_number_of_queries(
    releaser_client, area, count, django_assert_num_queries
):
    HeldCommentFactory.create_batch(count, focus_area=area)

    # session, user, role, process; survey; keys, count, released, withheld, one
    with django_assert_num_queries(10):
        releaser_client.get(QUEUE)


# --- Masking


def test_one_click_masks_a_hint(releaser_client, held):
    response = releaser_client.post(url("mask", held), seen(held, hint="16-26"))

    assert response.url == f"{QUEUE}?ab={held.pk}"
    held.refresh_from_db()
    assert held.text == "Frau Muster aus [Zimmer] hilft immer. Frau Muster!"


def test_all_hints_are_masked_at_once(releaser_client, held):
    releaser_client.post(url("mask", held), seen(held, hint="alle"))

    held.refresh_from_db()
    assert held.text == "Frau [Name] aus [Zimmer] hilft immer. Frau [Name]!"


def test_named_passage_is_masked_wherever_it_stands(releaser_client, held):
    releaser_client.post(
        url("mask", held), seen(held, passage="Frau Muster", kind="Person")
    )

    held.refresh_from_db()
    assert held.text == "[Person] aus Zimmer 214 hilft immer. [Person]!"


def test_whole_words_go_before_parts_of_words(releaser_client, area):
    held = HeldCommentFactory(focus_area=area, text="Rat und Beirat")

    releaser_client.post(url("mask", held), seen(held, passage="Rat", kind="Name"))
    held.refresh_from_db()
    assert held.text == "[Name] und Beirat"
    releaser_client.post(url("mask", held), seen(held, passage="rat", kind="Name"))
    held.refresh_from_db()
    assert held.text == "[Name] und Bei[Name]"


def test_passage_goes_over_line_breaks(releaser_client, area):
    held = HeldCommentFactory(focus_area=area, text="Die mit den\nroten Haaren")

    releaser_client.post(
        url("mask", held), seen(held, passage="den roten Haaren", kind="Person")
    )

    held.refresh_from_db()
    assert held.text == "Die mit [Person]"


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"passage": ""}, "welche Stelle Sie meinen"),
        ({"passage": "x"}, "welche Stelle Sie meinen"),
        ({"passage": "Frau Beispiel"}, "So steht das nicht im Kommentar."),
        ({"passage": "Muster", "kind": "Unsinn"}, "Unsinn"),
        ({"hint": "0-3"}, "Diesen Hinweis gibt es nicht mehr."),
        ({"hint": "unsinn"}, "Diesen Hinweis gibt es nicht mehr."),
    ],
)
def test_wrong_passage_masks_nothing(releaser_client, held, entries, message):
    response = releaser_client.post(url("mask", held), seen(held, **entries))

    assert response.status_code == 200
    assert message in str(response.context["form"].errors)
    held.refresh_from_db()
    assert (held.text, held.is_masked) == (TEXT, False)


# --- Deciding


def test_released_comment_leads_to_the_next(releaser_client, held):
    response = releaser_client.post(
        url("decide", held), seen(held, decision="release", may_be_quoted="on")
    )

    assert response.url == f"{QUEUE}?ab={held.pk}"
    assert told(response) == ["Der Kommentar ist freigegeben."]
    comment = Comment.objects.get()
    assert (comment.contribution.text, comment.may_be_quoted) == (TEXT, True)
    assert comment.released_by == "freigabe"


def test_withheld_comment_is_not_quoted(releaser_client, held):
    response = releaser_client.post(
        url("decide", held), seen(held, decision="withhold", may_be_quoted="on")
    )

    assert told(response) == [
        "Der Kommentar ist zurückgehalten. Er steht unter „Zurückgehalten“."
    ]
    held.refresh_from_db()
    assert (held.is_withheld, held.may_be_quoted) == (True, False)
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("decision", ["", "destroy"])
def test_unknown_decision_decides_nothing(releaser_client, held, decision):
    releaser_client.post(url("decide", held), seen(held, decision=decision))

    assert HeldComment.objects.waiting().count() == 1
    assert not Comment.objects.exists()


def test_chosen_list_stays_chosen(releaser_client, held):
    response = releaser_client.post(
        url("decide", held) + "?zeige=mit-hinweisen", seen(held, decision="release")
    )

    assert response.url == f"{QUEUE}?zeige=mit-hinweisen&ab={held.pk}"


def test_second_reader_sees_the_proposal_and_carries_it_out(
    survey, releaser_client, held
):
    survey.needs_two_readers = True
    survey.save()
    entries = seen(held, decision="release", may_be_quoted="on")

    first = releaser_client.post(url("decide", held), entries)

    assert told(first) == [
        "Ihr Vorschlag ist gespeichert. Jetzt entscheidet eine zweite Person."
    ]
    page = releaser_client.get(QUEUE).content.decode()
    assert "wartet darauf, dass eine zweite Person" in page
    other = logged_in(UserFactory(username="zweite", role=Role.RELEASING))
    page = other.get(QUEUE).content.decode()
    assert "freigabe schlägt vor: <strong>freigeben</strong>" in page
    assert "darf wörtlich zitiert werden." in page
    held.refresh_from_db()
    other.post(url("decide", held), seen(held, decision="release", may_be_quoted="on"))
    assert Comment.objects.get().released_by == "freigabe und zweite"


@pytest.mark.parametrize(
    ("name", "entries"),
    [("mask", {"hint": "alle"}), ("decide", {"decision": "release"})],
)
def test_who_comes_second_is_told_and_changes_nothing(
    releaser_client, held, name, entries
):
    entries = seen(held, **entries)
    HeldComment.objects.update(text="Inzwischen geändert")

    response = releaser_client.post(url(name, held), entries)

    assert response.url == f"{QUEUE}?ab={held.pk}"
    [message] = told(response)
    assert "hat inzwischen jemand anders bearbeitet" in message
    assert HeldComment.objects.get().text == "Inzwischen geändert"
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ["mask", "decide"])
def test_who_comes_after_the_release_is_told(releaser_client, held, name):
    address, entries = url(name, held), seen(held, decision="release", hint="alle")
    releaser_client.post(url("decide", held), entries)

    [message] = told(releaser_client.post(address, entries))[1:]

    assert "hat inzwischen jemand anders bearbeitet" in message
    assert Comment.objects.count() == 1


# --- Withheld


@pytest.fixture
def kept(held):
    held.is_withheld = True
    held.save()
    return held


def test_withheld_comments_are_listed(releaser_client, kept):
    page = releaser_client.get(WITHHELD).content.decode()

    assert "Frau Muster aus Zimmer 214" in page
    assert url("put-back", kept) in page
    assert url("destroy", kept) in page


def test_without_withheld_comments_it_says_so(releaser_client, held):
    page = releaser_client.get(WITHHELD).content.decode()

    assert "Kein Kommentar ist zurückgehalten." in page
    assert "Frau Muster" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_withheld_needs_the_same_number_of_queries(
    releaser_client, area, count, django_assert_num_queries
):
    HeldCommentFactory.create_batch(count, focus_area=area, is_withheld=True)

    with django_assert_num_queries(6):
        releaser_client.get(WITHHELD)


def test_withheld_comment_goes_back_into_the_queue(releaser_client, kept):
    entries = seen(kept)
    assert entries["seen"] in releaser_client.get(WITHHELD).content.decode()

    assert releaser_client.post(url("put-back", kept), entries).url == WITHHELD

    assert releaser_client.get(QUEUE).context["held"] == kept


def test_deleting_asks_first(releaser_client, kept):
    page = releaser_client.get(url("destroy", kept)).content.decode()

    assert "Kommentar endgültig löschen?" in page
    assert seen(kept)["seen"] in page
    assert HeldComment.objects.exists()
    assert releaser_client.post(url("destroy", kept), seen(kept)).url == WITHHELD
    assert not HeldComment.objects.exists()


@pytest.mark.parametrize(
    ("name", "wish", "button"),
    [
        ("destroy", "endgültig löschen", "Löschen vorschlagen"),
        ("put-back", "noch einmal lesen", "„Noch einmal lesen“ vorschlagen"),
    ],
)
def test_second_reader_sees_what_is_to_become_of_it_and_does_it(
    survey, releaser_client, kept, name, wish, button
):
    survey.needs_two_readers = True
    survey.save()
    other = logged_in(UserFactory(username="zweite", role=Role.RELEASING))
    shown = url("destroy", kept) if name == "destroy" else WITHHELD
    assert button in releaser_client.get(shown).content.decode()

    kept.refresh_from_db()
    first = releaser_client.post(url(name, kept), seen(kept))

    assert told(first) == [
        "Ihr Vorschlag ist gespeichert. Jetzt entscheidet eine zweite Person."
    ]
    page = other.get(WITHHELD).content.decode()
    assert f"freigabe schlägt vor: <strong>{wish}</strong>" in page
    assert button not in other.get(shown).content.decode()
    kept.refresh_from_db()
    other.post(url(name, kept), seen(kept))
    assert not HeldComment.objects.withheld().exists()


@pytest.mark.parametrize("name", ["put-back", "destroy"])
def test_who_would_only_have_proposed_decides_nothing(
    survey, releaser_client, kept, name
):
    """Somebody else proposed the same since the page was shown."""
    survey.needs_two_readers = True
    survey.save()
    kept.refresh_from_db()
    entries = seen(kept)
    other = logged_in(UserFactory(username="zweite", role=Role.RELEASING))
    other.post(url(name, kept), entries)

    response = releaser_client.post(url(name, kept), entries)

    assert response.url == WITHHELD
    [message] = told(response)
    assert "hat inzwischen jemand anders bearbeitet" in message
    assert HeldComment.objects.withheld().get().proposed_by.username == "zweite"


@pytest.mark.parametrize("state", ["waiting", "gone"])
@pytest.mark.parametrize(
    ("name", "method"), [("put-back", "post"), ("destroy", "get"), ("destroy", "post")]
)
def test_who_finds_it_no_longer_withheld_is_told(
    releaser_client, held, name, method, state
):
    address, entries = url(name, held), seen(held)
    if state == "gone":
        held.delete()

    response = getattr(releaser_client, method)(address, entries)

    assert response.url == WITHHELD
    [message] = told(response)
    assert "hat inzwischen jemand anders bearbeitet" in message
    assert HeldComment.objects.waiting().count() == (state == "waiting")


@pytest.mark.parametrize("name", ["mask", "decide", "put-back", "destroy"])
def test_comment_of_another_survey_is_not_found(releaser_client, survey, name):
    other = HeldCommentFactory(is_withheld=name in ("put-back", "destroy"))

    assert releaser_client.post(url(name, other), seen(other)).status_code == 404
