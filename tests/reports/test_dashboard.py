from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from ilmkreis_integration.models import Stage
from reports.dashboard import dashboard_of
from tests.accessibility import check_page
from tests.factories import (
    SOME_DAY,
    CafeFactory,
    ChannelFactory,
    ContributionFactory,
    MeasureFactory,
    PrincipleFactory,
    ProcessFactory,
    QuestionnaireFactory,
    ReachReviewFactory,
    StageFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

URL = "/verfahren/"


@pytest.fixture
def process(db):
    return ProcessFactory(is_current=True)


def routes(board):
    return [step.route for step in board.next_steps]


def test_dashboard_of_an_empty_process_says_how_to_begin(process):
    board = dashboard_of(process, on=date(2026, 5, 1))

    assert board.returns.is_empty
    assert routes(board) == ["surveys-setup:channel-add", "worldcafe-setup:cafe-add"]


def test_dashboard_shows_the_timeline_with_what_was_asked_after_each_step(process):
    done = StageFactory(
        process=process,
        position=1,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 2, 1),
    )
    StageFactory(process=process, position=2, starts_on=date(2026, 4, 1))
    review = ReachReviewFactory(process=process, after_stage=done)

    timeline = dashboard_of(process, on=date(2026, 5, 1)).timeline

    assert [entry.state for entry in timeline] == [
        Stage.State.DONE,
        Stage.State.RUNNING,
    ]
    assert [entry.reviews for entry in timeline] == [(review,), ()]


def test_dashboard_counts_what_waits_and_what_was_made_of_it(process):
    ChannelFactory(questionnaire=QuestionnaireFactory(process=process))
    ContributionFactory(process=process)
    ContributionFactory(process=process, is_final=False)
    ContributionFactory(process=process, for_concept=False)
    StatementFactory(contribution__process=process)
    MeasureFactory(goal__action_field__process=process)

    board = dashboard_of(process, on=date(2026, 5, 1))

    assert board.evaluation.waiting == 1
    assert board.evaluation.statements == 1
    assert (board.evaluation.goals, board.evaluation.measures) == (1, 1)
    assert board.evaluation.published == 0
    assert routes(board) == [
        "worldcafe-setup:cafe-add",
        "evaluation:coding-desk",
        "evaluation:principles",
        "evaluation:catalogue",
    ]


@pytest.mark.parametrize(
    ("number", "texts"),
    [
        (0, ["0 Leitsätze", "0 Maßnahmen zu 0 Zielen, 0 veröffentlicht"]),
        (1, ["1 Leitsatz", "1 Maßnahme zu 1 Ziel, 0 veröffentlicht", "1 World Café"]),
        (2, ["2 Leitsätze", "2 Maßnahmen zu 2 Zielen, 0 ", "2 World Cafés"]),
    ],
)
def test_one_and_many_are_told_apart(reader_client, process, number, texts):
    for _ in range(number):
        PrincipleFactory(process=process)
        MeasureFactory(goal__action_field__process=process)
        CafeFactory(process=process)

    html = reader_client.get(URL).content.decode()

    plain = " ".join(strip_tags(html.replace("<", " <")).split())
    for text in texts:
        assert text in plain


def test_what_is_not_translated_is_a_next_step(process):
    ContributionFactory(process=process, language="uk", translation="Ja")
    assert "evaluation:translations" not in routes(dashboard_of(process, on=SOME_DAY))

    ContributionFactory(process=process, language="uk")
    assert "evaluation:translations" in routes(dashboard_of(process, on=SOME_DAY))


def test_staff_comments_are_rounded_down(process):
    for _ in range(19):
        ContributionFactory(process=process, source="staffsurvey", received_on=None)

    assert dashboard_of(process, on=date(2026, 5, 1)).staff_comments == 10


@pytest.mark.parametrize(
    ("client_name", "status"),
    [
        ("client", 302),
        ("stranger_client", 403),
        ("reader_client", 200),
        ("evaluator_client", 200),
        ("manager_client", 200),
    ],
)
def test_dashboard_is_for_those_with_a_role(request, process, client_name, status):
    client = request.getfixturevalue(client_name)

    assert client.get(URL).status_code == status


def test_dashboard_without_process_says_how_to_load_one(manager_client):
    assert "load_process" in manager_client.get(URL).content.decode()


def test_dashboard_takes_no_post(manager_client, process):
    assert manager_client.post(URL).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_dashboard_needs_the_same_number_of_queries(
    manager_client, process, count, django_assert_num_queries
):
    ChannelFactory(questionnaire=QuestionnaireFactory(process=process))
    for position in range(count):
        stage = StageFactory(process=process, position=position)
        ReachReviewFactory(process=process, after_stage=stage, opened_stage=stage)
        MeasureFactory(goal__action_field__process=process)
    manager_client.get(URL)

    with django_assert_num_queries(QUERIES):
        manager_client.get(URL)


# Session, account, roles; process; four for the returns; the timeline; the evaluation.
QUERIES = 22


@pytest.mark.browser
def test_dashboard_is_accessible(page, live_server, log_in, manager, process):
    log_in(manager)
    page.goto(live_server.url + URL)
    check_page(page)
    stage = StageFactory(process=process, starts_on=date(2026, 1, 1))
    ReachReviewFactory(process=process, after_stage=stage)
    page.goto(live_server.url + reverse("process:dashboard"))
    check_page(page)
