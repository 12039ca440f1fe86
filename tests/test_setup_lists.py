"""Lists of the set-up whose rows are added, changed, moved and deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import (
    ActionFieldFactory,
    AttributeFactory,
    CafeFactory,
    CommentFactory,
    EditionFactory,
    FocusAreaFactory,
    GuidingQuestionFactory,
    NoteFactory,
    OpinionFactory,
    OptionFactory,
    PartyFactory,
    ProcessFactory,
    QuestionFactory,
    QuestionnaireFactory,
    ReachReviewFactory,
    StaffSurveyFactory,
    StageFactory,
    SubgroupCountFactory,
    SubgroupFactory,
    TableFactory,
    TargetGroupFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    """The current process, with an empty questionnaire and staff survey."""
    process = ProcessFactory(is_current=True)
    EditionFactory(questionnaire=QuestionnaireFactory(process=process))
    StaffSurveyFactory(process=process)
    return process


@dataclass(frozen=True)
class Listing:
    """`parent` finds what the rows hang on; `rest_on` makes something use a row.

    What an edition asks is closed as a whole once it is used (see its own tests).
    """

    route: str
    factory: Any
    parent: Callable[[Any], tuple[str, Any]]
    entries: dict[str, str]
    rest_on: Callable[[Any], object] | None
    has_parent_in_address: bool = False
    # No link leads to a subgroup, so that it needs no name for links.
    has_slug: bool = True
    # The page that shows the list.
    page: str = "overview"

    @property
    def rows(self):
        return self.factory._meta.model.objects.order_by("position")

    @property
    def overview(self):
        return reverse(f"{self.route.partition(':')[0]}:{self.page}")


def of_process(process):
    return "process", process


def of_edition(process):
    return "edition", process.questionnaires.get().editions.get()


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
        of_edition,
        {"text": "Was fehlt?", "group_text": "", "hint": "Kurz", "kind": "need"},
        None,
    ),
    Listing(
        "surveys-setup:attribute",
        AttributeFactory,
        of_edition,
        {"title": "Alter", "text": "Wie alt sind Sie?", "group_text": "", "hint": ""},
        None,
    ),
    Listing(
        "surveys-setup:option",
        OptionFactory,
        lambda process: ("attribute", AttributeFactory(edition=of_edition(process)[1])),
        {"label": "über 60"},
        None,
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
        "worldcafe-setup:subgroup",
        SubgroupFactory,
        lambda process: ("target_group", TargetGroupFactory(process=process)),
        {"title": "Patinnen und Paten"},
        lambda subgroup: SubgroupCountFactory(
            subgroup=subgroup,
            sitting__table__cafe__target_group=subgroup.target_group,
            sitting__table__cafe__process=subgroup.target_group.process,
        ),
        has_parent_in_address=True,
        has_slug=False,
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
    Listing(
        "staffsurvey-setup:party",
        PartyFactory,
        of_survey,
        {"title": "Schwerbehindertenvertretung"},
        lambda party: OpinionFactory(party=party, version__survey=party.survey),
        has_slug=False,
        page="versions",
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


def address(listing, row, action=""):
    route = f"{listing.route}-{action}" if action else listing.route
    return reverse(route, args=[row.pk])


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
    assert "------" not in page.content.decode()
    assert response.url == listing.overview
    new = listing.rows.exclude(pk=there.pk).get()
    stored = {name: getattr(new, name) for name in listing.entries}
    assert stored == listing.entries
    assert new.position == 5
    assert not listing.has_slug or new.slug
    assert {name: getattr(new, name) for name in parent} == parent


def test_row_is_changed_and_keeps_its_name_and_place(manager_client, listing, make):
    row = make(position=3)

    response = manager_client.post(address(listing, row), listing.entries)

    assert response.url == listing.overview
    assert said(response)[0] == "Gespeichert."
    changed = listing.rows.get()
    stored = {name: getattr(changed, name) for name in listing.entries}
    assert stored == listing.entries
    assert changed.position == 3
    assert not listing.has_slug or changed.slug == row.slug


def test_form_shows_what_is_stored(manager_client, listing, make):
    row = make(**listing.entries)

    form = manager_client.get(address(listing, row)).context["form"]

    assert {name: form[name].value() for name in listing.entries} == listing.entries


def test_wrong_entries_are_shown_and_not_stored(manager_client, listing, parent, make):
    row = make()
    before = list(listing.rows.values())

    for url in (add_address(listing, parent), address(listing, row)):
        response = manager_client.post(url, {})
        assert response.status_code == 200
        assert response.context["form"].errors
        assert "<title>Fehler: " in response.content.decode()
    assert list(listing.rows.values()) == before


def test_rows_change_places(manager_client, listing, make):
    first, second = make(position=1), make(position=2)
    url = address(listing, first, "move")

    response = manager_client.post(url, {"direction": "down"})
    down = order(listing)
    manager_client.post(url, {"direction": "up"})

    anchor = f"{first._meta.model_name}-{first.pk}"
    assert response.url == f"{listing.overview}#{anchor}"
    page = manager_client.get(listing.overview).content.decode()
    assert page.count(f'id="{anchor}"') == 1
    assert down == [second.pk, first.pk]
    assert order(listing) == [first.pk, second.pk]


@pytest.mark.parametrize("entries", [{}, {"direction": "sideways"}])
def test_rows_move_up_and_down_only(manager_client, listing, make, entries):
    first, second = make(position=1), make(position=2)

    response = manager_client.post(address(listing, first, "move"), entries)

    assert response.status_code == 404
    assert order(listing) == [first.pk, second.pk]


def test_deleting_asks_first_and_closes_the_gap(manager_client, listing, make):
    row, other = make(position=1), make(position=2)
    url = address(listing, row, "delete")

    page = manager_client.get(url)
    assert f"„{row}“ löschen?" in page.content.decode()
    assert order(listing) == [row.pk, other.pk]
    response = manager_client.post(url)

    assert response.url == listing.overview
    assert said(response) == [f"„{row}“ ist gelöscht."]
    assert list(listing.rows.values_list("pk", "position")) == [(other.pk, 1)]


@pytest.mark.parametrize(
    "listing",
    [listing for listing in LISTINGS if listing.rest_on],
    ids=lambda listing: listing.route,
)
def test_row_in_use_is_not_deleted(manager_client, listing, make):
    row = make()
    listing.rest_on(row)
    url = address(listing, row, "delete")

    page = manager_client.get(url)
    response = manager_client.post(url)

    assert f"„{row}“ kann nicht gelöscht werden" in page.content.decode()
    assert "Ja, löschen" not in page.content.decode()
    assert said(response) == [page.context["explanation"]]
    assert listing.rows.filter(pk=row.pk).exists()
