"""What all set-up pages have in common: who may use them, and how their lists work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import URLPattern, get_resolver, reverse

from tests.factories import (
    ActionFieldFactory,
    AnswerFactory,
    AttributeFactory,
    CafeFactory,
    ChannelFactory,
    CommentFactory,
    FocusAreaFactory,
    GuidingQuestionFactory,
    NoteFactory,
    OptionCountFactory,
    OptionFactory,
    ProcessFactory,
    QuestionFactory,
    QuestionnaireFactory,
    ReachReviewFactory,
    ResponseFactory,
    RoundFactory,
    StaffSurveyFactory,
    StageFactory,
    TableFactory,
    TargetGroupFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

NAMESPACES = ["setup", "surveys-setup", "worldcafe-setup", "staffsurvey-setup"]


def setup_routes():
    """Name and number of arguments of every route of the set-up."""
    for resolver in get_resolver().url_patterns:
        if getattr(resolver, "namespace", None) in NAMESPACES:
            for pattern in resolver.url_patterns:
                assert isinstance(pattern, URLPattern)
                name = f"{resolver.namespace}:{pattern.name}"
                yield name, len(pattern.pattern.converters)


ROUTES = dict(setup_routes())
READ_ONLY = {
    "setup:overview",
    "setup:accounts",
    "surveys-setup:overview",
    "surveys-setup:channel",
    "surveys-setup:channel-qr",
    "worldcafe-setup:overview",
    "worldcafe-setup:cafe",
    "worldcafe-setup:links",
    "worldcafe-setup:table-qr",
    "staffsurvey-setup:overview",
    "staffsurvey-setup:qr",
}
WRITE_ONLY = {
    "setup:switch",
    "setup:account-deactivate",
    "setup:account-reactivate",
    "surveys-setup:channel-revoke",
    "surveys-setup:channel-reopen",
    "worldcafe-setup:table-revoke",
    "worldcafe-setup:table-reopen",
    "worldcafe-setup:round-begin",
    *(name for name in ROUTES if name.endswith("-move")),
}
# Whatever a route with a number belongs to.
FACTORIES = {
    "setup:stage": StageFactory,
    "setup:field": ActionFieldFactory,
    "setup:review": ReachReviewFactory,
    "surveys-setup:question": QuestionFactory,
    "surveys-setup:attribute": AttributeFactory,
    "surveys-setup:option-add": AttributeFactory,
    "surveys-setup:option": OptionFactory,
    "surveys-setup:channel": ChannelFactory,
    "worldcafe-setup:cafe": CafeFactory,
    "worldcafe-setup:links": CafeFactory,
    "worldcafe-setup:close": CafeFactory,
    "worldcafe-setup:round": RoundFactory,
    "worldcafe-setup:table": TableFactory,
    "worldcafe-setup:target-group": TargetGroupFactory,
    "worldcafe-setup:guiding-question": GuidingQuestionFactory,
    "staffsurvey-setup:topic": TopicFactory,
    "staffsurvey-setup:focus-area-add": TopicFactory,
    "staffsurvey-setup:focus-area": FocusAreaFactory,
}
# Accounts and the choice among processes belong to no process.
OF_NO_PROCESS = {name for name in ROUTES if name.startswith("setup:account")} | {
    "setup:switch"
}
OF_A_PROCESS = [name for name, n in ROUTES.items() if n and name not in OF_NO_PROCESS]


@pytest.fixture
def process():
    """The current process, with an empty questionnaire and staff survey."""
    process = ProcessFactory(is_current=True)
    QuestionnaireFactory(process=process)
    StaffSurveyFactory(process=process)
    return process


def factory_of(route):
    fitting = [prefix for prefix in FACTORIES if route.startswith(prefix)]
    return FACTORIES[max(fitting, key=len)]


def address(route, pk=1):
    return reverse(route, args=[pk] * ROUTES[route])


# --- Who may


@pytest.mark.parametrize("route", ROUTES)
def test_set_up_is_closed_to_everybody_but_managers(
    client, stranger_client, reader_client, evaluator_client, process, route
):
    url = address(route)
    for visitor in (client, stranger_client, reader_client, evaluator_client):
        for send in (visitor.get, visitor.post):
            response = send(url)
            if visitor is client:
                assert response.status_code == 302
                assert response.url == f"{reverse('login')}?next={url}"
            else:
                assert response.status_code == 403


@pytest.mark.parametrize("route", ROUTES)
def test_wrong_methods_are_refused(manager_client, process, route):
    url = address(route)

    assert manager_client.delete(url).status_code == 405
    assert (manager_client.get(url).status_code == 405) == (route in WRITE_ONLY)
    assert (manager_client.post(url).status_code == 405) == (route in READ_ONLY)


@pytest.mark.parametrize("route", OF_A_PROCESS)
def test_what_belongs_to_another_process_is_not_found(manager_client, process, route):
    foreign = factory_of(route)()
    before = type(foreign).objects.filter(pk=foreign.pk).values().get()
    url = address(route, foreign.pk)

    expected = 405 if route in WRITE_ONLY else 404
    assert manager_client.get(url).status_code == expected
    expected = 405 if route in READ_ONLY else 404
    assert manager_client.post(url, {"direction": "up"}).status_code == expected
    assert type(foreign).objects.filter(pk=foreign.pk).values().get() == before


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_without_a_process_there_is_nothing_to_set_up(manager_client, namespace):
    assert manager_client.get(reverse(f"{namespace}:overview")).status_code == 404


# --- Lists whose rows are added, changed, moved and deleted


@dataclass(frozen=True)
class Listing:
    """`parent` finds what the rows hang on; `rest_on` makes something use a row."""

    route: str
    factory: Any
    parent: Callable[[Any], tuple[str, Any]]
    entries: dict[str, str]
    rest_on: Callable[[Any], object]
    has_parent_in_address: bool = False

    @property
    def rows(self):
        return self.factory._meta.model.objects.order_by("position")

    @property
    def overview(self):
        return reverse(f"{self.route.partition(':')[0]}:overview")


def of_process(process):
    return "process", process


def of_questionnaire(process):
    return "questionnaire", process.questionnaires.get()


def of_survey(process):
    return "survey", process.staff_survey


LISTINGS = [
    Listing(
        "setup:stage",
        StageFactory,
        of_process,
        {"title": "Zweite Runde", "description": "Nachfragen"},
        lambda stage: ReachReviewFactory(after_stage=stage),
    ),
    Listing(
        "setup:field",
        ActionFieldFactory,
        of_process,
        {"title": "Ehrenamt", "description": "Wer hilft"},
        lambda field: TableFactory(action_field=field, cafe__process=field.process),
    ),
    Listing(
        "surveys-setup:question",
        QuestionFactory,
        of_questionnaire,
        {"text": "Was fehlt?", "group_text": "", "hint": "Kurz", "kind": "need"},
        lambda question: AnswerFactory(
            question=question, response__channel__questionnaire=question.questionnaire
        ),
    ),
    Listing(
        "surveys-setup:attribute",
        AttributeFactory,
        of_questionnaire,
        {"title": "Alter", "text": "Wie alt sind Sie?", "group_text": "", "hint": ""},
        lambda attribute: OptionCountFactory(
            option=OptionFactory(attribute=attribute),
            response__channel__questionnaire=attribute.questionnaire,
        ),
    ),
    Listing(
        "surveys-setup:option",
        OptionFactory,
        lambda process: (
            "attribute",
            AttributeFactory(questionnaire=process.questionnaires.get()),
        ),
        {"label": "über 60"},
        lambda option: OptionCountFactory(
            option=option,
            response__channel__questionnaire=option.attribute.questionnaire,
        ),
        has_parent_in_address=True,
    ),
    Listing(
        "worldcafe-setup:target-group",
        TargetGroupFactory,
        of_process,
        {"title": "Vereine", "description": ""},
        lambda group: CafeFactory(target_group=group, process=group.process),
    ),
    Listing(
        "worldcafe-setup:guiding-question",
        GuidingQuestionFactory,
        of_process,
        {"text": "Was läuft gut?", "kind": "strength"},
        lambda question: NoteFactory(
            guiding_question=question, sitting__table__cafe__process=question.process
        ),
    ),
    Listing(
        "staffsurvey-setup:topic",
        TopicFactory,
        of_survey,
        {"title": "Bildung", "description": "", "focus_question": "Wozu?"},
        lambda topic: CommentFactory(focus_area__topic=topic),
    ),
    Listing(
        "staffsurvey-setup:focus-area",
        FocusAreaFactory,
        lambda process: ("topic", TopicFactory(survey=process.staff_survey)),
        {"title": "Kita"},
        lambda area: CommentFactory(focus_area=area),
        has_parent_in_address=True,
    ),
]


@pytest.fixture(params=LISTINGS, ids=lambda listing: listing.route)
def listing(request):
    return request.param


@pytest.fixture
def parent(listing, process):
    name, row = listing.parent(process)
    return {name: row}


@pytest.fixture
def make(listing, parent):
    """Make a row of the list: `make(position=2)`."""
    return lambda **values: listing.factory(**parent, **values)


def add_address(listing, parent):
    args = [row.pk for row in parent.values() if listing.has_parent_in_address]
    return reverse(f"{listing.route}-add", args=args)


def order(listing):
    return list(listing.rows.values_list("pk", flat=True))


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_new_row_is_stored_last_with_a_name(manager_client, listing, parent, make):
    there = make(position=4)

    page = manager_client.get(add_address(listing, parent))
    response = manager_client.post(add_address(listing, parent), listing.entries)

    assert page.status_code == 200
    assert response.url == listing.overview
    new = listing.rows.exclude(pk=there.pk).get()
    stored = {name: getattr(new, name) for name in listing.entries}
    assert stored == listing.entries
    assert new.position == 5
    assert new.slug
    assert {name: getattr(new, name) for name in parent} == parent


def test_row_is_changed_and_keeps_its_name_and_place(manager_client, listing, make):
    row = make(position=3)

    response = manager_client.post(address(listing.route, row.pk), listing.entries)

    assert response.url == listing.overview
    assert said(response) == ["Gespeichert."]
    changed = listing.rows.get()
    stored = {name: getattr(changed, name) for name in listing.entries}
    assert stored == listing.entries
    assert (changed.slug, changed.position) == (row.slug, 3)


def test_form_shows_what_is_stored(manager_client, listing, make):
    row = make(**listing.entries)

    form = manager_client.get(address(listing.route, row.pk)).context["form"]

    assert {name: form[name].value() for name in listing.entries} == listing.entries


def test_wrong_entries_are_shown_and_not_stored(manager_client, listing, parent, make):
    row = make()
    before = list(listing.rows.values())

    for url in (add_address(listing, parent), address(listing.route, row.pk)):
        response = manager_client.post(url, {})
        assert response.status_code == 200
        assert response.context["form"].errors
        assert "<title>Fehler: " in response.content.decode()
    assert list(listing.rows.values()) == before


def test_rows_change_places(manager_client, listing, make):
    first, second = make(position=1), make(position=2)
    url = address(f"{listing.route}-move", first.pk)

    response = manager_client.post(url, {"direction": "down"})
    down = order(listing)
    manager_client.post(url, {"direction": "up"})

    assert response.url.startswith(f"{listing.overview}#")
    assert down == [second.pk, first.pk]
    assert order(listing) == [first.pk, second.pk]


@pytest.mark.parametrize("entries", [{}, {"direction": "sideways"}])
def test_rows_move_up_and_down_only(manager_client, listing, make, entries):
    first, second = make(position=1), make(position=2)

    response = manager_client.post(address(f"{listing.route}-move", first.pk), entries)

    assert response.status_code == 404
    assert order(listing) == [first.pk, second.pk]


def test_deleting_asks_first_and_closes_the_gap(manager_client, listing, make):
    row, other = make(position=1), make(position=2)
    url = address(f"{listing.route}-delete", row.pk)

    page = manager_client.get(url)
    assert f"„{row}“ löschen?" in page.content.decode()
    assert order(listing) == [row.pk, other.pk]
    response = manager_client.post(url)

    assert response.url == listing.overview
    assert said(response) == [f"„{row}“ ist gelöscht."]
    assert list(listing.rows.values_list("pk", "position")) == [(other.pk, 1)]


def test_row_in_use_is_not_deleted(manager_client, listing, make):
    row = make()
    listing.rest_on(row)
    url = address(f"{listing.route}-delete", row.pk)

    page = manager_client.get(url)
    response = manager_client.post(url)

    assert f"„{row}“ kann nicht gelöscht werden" in page.content.decode()
    assert "Ja, löschen" not in page.content.decode()
    assert said(response) == [page.context["explanation"]]
    assert listing.rows.filter(pk=row.pk).exists()
