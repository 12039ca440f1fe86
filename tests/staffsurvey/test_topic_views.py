"""The pages of those who are responsible for a topic of the staff survey."""

from collections import namedtuple
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.urls import get_resolver, reverse
from openpyxl import load_workbook

from ilmkreis_integration.access import Role
from staffsurvey.models import Comment, FocusArea, PassingOn
from tests.conftest import logged_in
from tests.factories import (
    CommentFactory,
    FocusAreaFactory,
    HeldCommentFactory,
    PassingOnFactory,
    StatementFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TOPICS = "/kommentare/themen/"


@pytest.fixture
def concept(survey):
    return survey.topics.get(slug="konzept")


@pytest.fixture
def poverty(survey):
    return survey.topics.get(slug="armut")


@pytest.fixture
def housing(survey):
    return FocusArea.objects.get(slug="wohnen")


@pytest.fixture
def children(survey):
    return FocusArea.objects.get(slug="kinder")


@pytest.fixture
def comment(housing):
    return CommentFactory(
        focus_area=housing,
        contribution__text="Es fehlen Wohnungen.",
        contribution__code="M-0388",
    )


@pytest.fixture
def poverty_client(poverty):
    """Somebody responsible for the other strategy, and for nothing else."""
    person = UserFactory(role=Role.TOPIC)
    poverty.owners.add(person)
    return logged_in(person)


def url(name, *args):
    return reverse(f"staffsurvey-topics:{name}", args=args)


def passing_on_url(comment):
    return url("pass-on", comment.focus_area.topic_id, comment.pk)


def text_of(response):
    return response.content.decode()


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- Who may


Route = namedtuple("Route", "name methods")
ROUTES = [
    Route("topics", {"get"}),
    Route("topic", {"get"}),
    Route("table", {"get"}),
    Route("pass-on", {"get", "post"}),
    Route("pass-back", {"get", "post"}),
]
by_name = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)


@pytest.fixture
def address(comment, concept, children):
    """The address of a page about the comment, or one that went to another topic."""

    def address(name):
        if name == "topics":
            return TOPICS
        if name == "pass-on":
            return url(name, concept.pk, comment.pk)
        if name == "pass-back":
            gone = CommentFactory(focus_area=children)
            passing = PassingOnFactory(comment=gone, from_area=comment.focus_area)
            return url(name, concept.pk, passing.pk)
        return url(name, concept.pk)

    return address


def test_every_route_is_looked_at():
    [topics] = (
        resolver
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "namespace", None) == "staffsurvey-topics"
    )

    assert {p.name for p in topics.url_patterns} == {route.name for route in ROUTES}


@by_name
@pytest.mark.parametrize("role", [None, Role.READING, Role.RELEASING])
def test_pages_are_closed_to_other_roles(address, route, role):
    client = logged_in(UserFactory(role=role))

    assert client.get(address(route.name)).status_code == 403
    assert client.post(address(route.name)).status_code == 403


@by_name
def test_pages_need_a_login(client, address, route):
    where = address(route.name)

    for send in (client.get, client.post):
        assert send(where).url == f"{reverse('login')}?next={where}"


@by_name
def test_wrong_methods_are_refused(owner_client, address, route):
    where = address(route.name)

    for method in ("get", "post", "delete"):
        status = getattr(owner_client, method)(where).status_code
        assert (status == 405) == (method not in route.methods)


@pytest.mark.parametrize("name", ["topic", "table", "pass-on", "pass-back"])
def test_comments_on_other_topics_are_not_found(poverty_client, address, name):
    where = address(name)
    before = list(Comment.objects.order_by("pk").values())

    assert poverty_client.get(where).status_code == 404
    entries = {"to_area": FocusArea.objects.get(slug="kinder").pk, "reason": "Armut"}
    status = poverty_client.post(where, entries).status_code
    assert status == (404 if name.startswith("pass") else 405)
    assert list(Comment.objects.order_by("pk").values()) == before


def test_topic_of_another_process_is_not_found(owner, owner_client, survey):
    foreign = TopicFactory(for_concept=True)
    foreign.owners.add(owner)

    assert owner_client.get(url("topic", foreign.pk)).status_code == 404


def test_who_is_no_longer_responsible_reads_nothing(owner_client, owner, concept):
    concept.owners.remove(owner)

    assert owner_client.get(url("topic", concept.pk)).status_code == 404
    assert "noch kein Thema zugeordnet" in text_of(owner_client.get(TOPICS))


@pytest.mark.parametrize("role", [Role.EVALUATION, Role.MANAGEMENT])
def test_evaluation_reads_what_it_evaluates(comment, concept, poverty, role):
    client = logged_in(UserFactory(role=role))

    page = text_of(client.get(url("topic", concept.pk)))
    assert "Es fehlen Wohnungen." in page
    assert f'href="{reverse("evaluation:coding-desk")}">Zu den Aussagen' in page
    assert client.get(url("topic", poverty.pk)).status_code == 404


# --- Reading


def test_only_topic_is_shown_at_once(owner_client, concept):
    assert owner_client.get(TOPICS).url == url("topic", concept.pk)


@pytest.mark.parametrize("count", [2, 4])
def test_own_topics_are_listed(
    owner, owner_client, comment, count, survey, django_assert_num_queries
):
    for _ in range(count - 1):
        TopicFactory(survey=survey).owners.add(owner)

    # session, user, role, process (for the page, and for what is around it), topics
    with django_assert_num_queries(6):
        response = owner_client.get(TOPICS)

    assert [t.comment_count for t in response.context["topics"]].count(1) == 1
    assert len(response.context["topics"]) == count
    assert "1 freigegebener Kommentar" in text_of(response)


def test_comments_stand_beside_their_focus_areas(
    owner_client, concept, comment, housing, children
):
    other = FocusArea.objects.get(slug="sonstiges")
    CommentFactory(focus_area=other, contribution__text="Der Bus fehlt.")
    CommentFactory(focus_area=children, contribution__text="Fremdes Thema")
    HeldCommentFactory(focus_area=housing, text="Nicht freigegeben")

    response = owner_client.get(url("topic", concept.pk))

    assert [
        (part.area.slug, [c.contribution.text for c in part.comments])
        for part in response.context["found"].areas
    ] == [("wohnen", ["Es fehlen Wohnungen."]), ("sonstiges", ["Der Bus fehlt."])]
    page = text_of(response)
    assert "M-0388" in page
    assert "Fremdes Thema" not in page
    assert "Nicht freigegeben" not in page


def test_before_the_release_it_says_when_there_will_be_something(owner_client, concept):
    page = text_of(owner_client.get(url("topic", concept.pk)))

    assert "noch keinen freigegebenen Kommentar" in page


def test_what_somebody_wrote_is_no_html(owner_client, concept, housing):
    CommentFactory(focus_area=housing, contribution__text="<b>fett</b>")

    page = text_of(owner_client.get(url("topic", concept.pk)))

    assert "&lt;b&gt;fett&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("words", "found"),
    [("wohnungen", 1), ("0388", 1), ("Bus", 0), ("%", 0), ("x" * 200, 2), ("  ", 2)],
)
def test_comments_are_searched(owner_client, concept, comment, housing, words, found):
    CommentFactory(focus_area=housing, contribution__text="Sprachkurse fehlen")

    response = owner_client.get(url("topic", concept.pk), {"suche": words})

    assert response.context["found"].count == found


@pytest.mark.parametrize("count", [1, 3])
def test_topic_needs_the_same_number_of_queries(
    owner_client, concept, housing, children, count, django_assert_num_queries
):
    for comment in CommentFactory.create_batch(count, focus_area=housing):
        PassingOnFactory(comment=comment, from_area=children)
    for gone in CommentFactory.create_batch(count, focus_area=children):
        PassingOnFactory(comment=gone, from_area=housing)

    # session, user, role, process twice, topic; comments, ways, areas, given; others
    with django_assert_num_queries(11):
        owner_client.get(url("topic", concept.pk))


# --- The table


def sheet_of(response):
    return load_workbook(BytesIO(response.content)).active


def test_table_has_the_comments_and_no_others(
    owner_client, concept, comment, housing, children
):
    comment.may_be_quoted = True
    comment.save()
    PassingOnFactory(
        comment=comment,
        from_area=children,
        passed_on="2017-03-05",
        passed_by="A. Muster",
        reason="Wohnen",
    )
    CommentFactory(focus_area=children, contribution__text="Fremdes Thema")
    HeldCommentFactory(focus_area=housing, text="Nicht freigegeben")

    response = owner_client.get(url("table", concept.pk))

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].endswith('.xlsx"')
    _head, row = sheet_of(response).values
    assert row == (
        "M-0388",
        "Wohnen",
        "Es fehlen Wohnungen.",
        "nein",
        "ja",
        f"am 5. März 2017 von A. Muster aus „{children.topic}“: Wohnen",
    )


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "\t=1+1", "-2", "＝1"])
def test_table_takes_no_text_for_a_formula(owner_client, concept, housing, text):
    CommentFactory(focus_area=housing, contribution__text=text)

    cell = sheet_of(owner_client.get(url("table", concept.pk)))["C2"]

    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix or text.startswith("\t")


# --- Passing on


def test_form_offers_other_topics_only(owner_client, comment, children):
    page = owner_client.get(passing_on_url(comment))

    assert "Es fehlen Wohnungen." in text_of(page)
    assert list(page.context["form"].fields["to_area"].queryset) == [children]


def test_comment_is_passed_on_with_a_reason(
    owner_client, poverty_client, owner, comment, concept, poverty, children
):
    entries = {"to_area": children.pk, "reason": "Es geht um Kinder."}
    response = owner_client.post(passing_on_url(comment), entries)

    assert response.url == url("topic", concept.pk)
    assert told(response) == [f"Weitergegeben an „{poverty}“."]
    passing = PassingOn.objects.get()
    assert (passing.passed_by, passing.reason) == ("thema", "Es geht um Kinder.")

    for_receiver = text_of(poverty_client.get(url("topic", poverty.pk)))
    assert "Es fehlen Wohnungen." in for_receiver
    assert f"von thema aus „{concept}“, Wohnen" in for_receiver
    assert "Es geht um Kinder." in for_receiver
    for_giver = text_of(owner_client.get(url("topic", concept.pk)))
    assert "An andere Themen weitergegeben" in for_giver
    assert f"von thema an „{poverty}“, Kinder" in for_giver
    assert url("pass-back", concept.pk, passing.pk) in for_giver
    assert "Es fehlen Wohnungen." in for_giver  # as long as it can be taken back


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"to_area": "kinder", "reason": ""}, id="no reason"),
        pytest.param({"to_area": "kinder", "reason": "  "}, id="blank reason"),
        pytest.param({"to_area": "kinder", "reason": "x" * 301}, id="too long"),
        pytest.param({"to_area": "kinder", "reason": "\0"}, id="not storable"),
        pytest.param({"to_area": "sonstiges", "reason": "gut"}, id="the same topic"),
        pytest.param({"to_area": None, "reason": "gut"}, id="unknown"),
    ],
)
def test_wrong_entries_pass_nothing_on(owner_client, comment, entries):
    if "to_area" in entries:
        area = FocusArea.objects.filter(slug=entries["to_area"]).first()
        entries = entries | {"to_area": area.pk if area else 0}

    response = owner_client.post(passing_on_url(comment), entries)

    assert response.status_code == 200
    assert "<title>Fehler: " in text_of(response)
    assert not PassingOn.objects.exists()
    assert Comment.objects.get().focus_area.slug == "wohnen"


def test_comment_that_the_evaluation_has_coded_stays(
    owner_client, comment, concept, children
):
    StatementFactory(contribution=comment.contribution)

    entries = {"to_area": children.pk, "reason": "Armut"}
    response = owner_client.post(passing_on_url(comment), entries)

    assert response.url == url("topic", concept.pk)
    assert "in der Auswertung schon bearbeitet" in told(response)[0]
    assert not PassingOn.objects.exists()
    assert Comment.objects.get().focus_area.slug == "wohnen"


def test_whoever_comes_second_is_told(owner_client, comment, concept, children):
    where = passing_on_url(comment)
    entries = {"to_area": children.pk, "reason": "Armut"}
    owner_client.post(where, entries)

    response = owner_client.post(where, entries)

    assert response.url == url("topic", concept.pk)
    assert "inzwischen jemand anders weitergegeben" in told(response)[-1]
    assert PassingOn.objects.count() == 1


# --- Undo


@pytest.fixture
def passing(owner_client, comment, children):
    entries = {"to_area": children.pk, "reason": "Armut"}
    owner_client.post(passing_on_url(comment), entries)
    return PassingOn.objects.get()


def test_giver_takes_it_back(owner_client, concept, passing):
    where = url("pass-back", concept.pk, passing.pk)
    assert "Beide Wege bleiben vermerkt." in text_of(owner_client.get(where))
    assert Comment.objects.get().focus_area.slug == "kinder"

    response = owner_client.post(where)

    assert response.url == url("topic", concept.pk)
    assert Comment.objects.get().focus_area.slug == "wohnen"
    page = text_of(owner_client.get(response.url))
    assert "An andere Themen weitergegeben" not in page


def test_receiver_gives_it_back(poverty_client, poverty, concept, passing):
    where = url("pass-back", poverty.pk, passing.pk)
    assert where in text_of(poverty_client.get(url("topic", poverty.pk)))

    response = poverty_client.post(where)

    assert told(response) == [f"Der Kommentar steht wieder bei „{concept}“."]
    assert Comment.objects.get().focus_area.slug == "wohnen"
    assert "Es fehlen Wohnungen." in text_of(
        poverty_client.get(url("topic", poverty.pk))
    )


def test_what_was_passed_on_since_stays(owner_client, concept, passing):
    third = FocusArea.objects.get(slug="sonstiges")
    Comment.objects.update(focus_area=third)

    response = owner_client.post(url("pass-back", concept.pk, passing.pk))

    assert "inzwischen jemand anders weitergegeben" in told(response)[-1]
    assert PassingOn.objects.count() == 1
    assert Comment.objects.get().focus_area == third


def test_wording_of_what_was_passed_on_since_is_not_for_the_giver(
    owner_client, comment, concept, poverty, passing
):
    """The topic page tells the way, and nobody gets to the text by an old address."""
    CommentFactory(focus_area=comment.focus_area)  # otherwise the page is empty
    elsewhere = FocusAreaFactory(topic__survey=concept.survey)
    Comment.objects.filter(pk=comment.pk).update(focus_area=elsewhere)

    page = text_of(owner_client.get(url("topic", concept.pk)))
    old = owner_client.get(url("pass-back", concept.pk, passing.pk))

    assert f"von thema an „{poverty}“, Kinder" in page
    assert "M-0388" in page
    assert "Armut" in page
    assert "Es fehlen Wohnungen." not in page
    assert old.status_code == 302
