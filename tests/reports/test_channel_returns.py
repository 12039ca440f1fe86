import pytest

from ilmkreis_integration.models import Source
from reports.channel_returns import count_returns
from reports.document import assemble_report
from tests.factories import (
    ActionFieldFactory,
    AnswerFactory,
    BallotBoxFactory,
    CafeFactory,
    ContributionFactory,
    DismissalFactory,
    OpeningFactory,
    ProcessFactory,
    ResponseFactory,
    RoundFactory,
    SittingFactory,
    StaffSurveyFactory,
    StatementFactory,
    TableFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    return ProcessFactory()


def hand_in(process, *people):
    """A form for each number of people; more than one make a group."""
    for number in people:
        form = "single" if number == 1 else "group"
        ResponseFactory(
            channel__questionnaire__process=process, form=form, people=number
        )


def questionnaire(process):
    return count_returns(process).questionnaire


def coding(process):
    return {
        entry.source: (entry.contributions, entry.coded)
        for entry in count_returns(process).coding
    }


def test_forms_and_people_are_different_things(process):
    hand_in(process, *[1] * 6, *[12] * 5)

    counted = questionnaire(process)

    assert (counted.forms, counted.people) == (11, 66)
    assert (counted.single_forms, counted.group_forms) == (6, 5)


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        pytest.param([1] * 4, (None, None, None), id="few forms"),
        pytest.param([1] * 5, (5, 5, 5), id="singles only"),
        pytest.param([1] * 9 + [3], (10, None, None), id="two more people: a group"),
        pytest.param([1] * 9 + [7], (10, 16, None), id="one group or six"),
        pytest.param([1] * 9 + [7] * 5, (14, 44, 9), id="enough of both"),
    ],
)
def test_people_do_not_tell_of_few_groups(process, people, shown):
    hand_in(process, *people)

    counted = questionnaire(process)

    assert (counted.forms, counted.people, counted.single_forms) == shown


def test_few_forms_hide_their_answers_and_offices(process):
    for _ in range(4):
        AnswerFactory(response__channel__questionnaire__process=process)

    counted = questionnaire(process)

    assert (counted.answers, counted.channels) == (None, None)
    assert coding(process)[Source.QUESTIONNAIRE] == (None, None)


def test_channels_tell_how_much_of_them_was_read(process):
    for source in Source:
        for _ in range(6):
            contribution = ContributionFactory(process=process, source=source)
            StatementFactory(contribution=contribution)
            StatementFactory(contribution=contribution, start=1, number=1)
        for _ in range(5):
            DismissalFactory(
                contribution=ContributionFactory(process=process, source=source)
            )
        for _ in range(7):
            ContributionFactory(process=process, source=source)
    hand_in(process, *[1] * 5)

    assert coding(process) == dict.fromkeys(Source, (18, 11))


@pytest.mark.parametrize(
    ("read", "waiting", "shown"),
    [
        pytest.param(9, 3, (12, None), id="few wait"),
        pytest.param(9, 0, (9, 9), id="all read"),
        pytest.param(2, 2, (None, None), id="few in all"),
        pytest.param(0, 9, (9, None), id="none read"),
    ],
)
def test_few_comments_hide_how_many_were_read(process, read, waiting, shown):
    for number in range(read + waiting):
        comment = ContributionFactory(process=process, source=Source.STAFF_SURVEY)
        if number < read:
            StatementFactory(contribution=comment)

    assert coding(process)[Source.STAFF_SURVEY] == shown


def test_notes_are_not_people(process):
    ContributionFactory(process=process, source=Source.WORLD_CAFE)

    assert coding(process)[Source.WORLD_CAFE] == (1, 0)


@pytest.mark.parametrize(("more", "shown"), [(0, None), (4, None), (5, 10)])
def test_comments_are_hidden_that_tell_how_few_speak_of_each_theme(
    process, more, shown
):
    """Five themes of which the staff speak, and few comments besides."""
    field = ActionFieldFactory(process=process)
    themes = [ThemeFactory(action_field=field) for _ in range(5)]
    for theme in [*themes, *themes[:1] * more]:
        comment = ContributionFactory(
            process=process, source=Source.STAFF_SURVEY, action_field=field
        )
        StatementFactory(contribution=comment, theme=theme)

    returns = assemble_report(process).returns

    assert returns.staff.comments == shown
    assert [entry.contributions for entry in returns.coding] == [None, 0, shown]


def test_comments_are_counted_once_the_box_is_open():
    survey = StaffSurveyFactory()
    process = survey.process
    for _ in range(12):
        ContributionFactory(process=process, source=Source.STAFF_SURVEY)
    box = BallotBoxFactory(survey=survey)

    sealed = count_returns(process).staff
    box.delete()
    OpeningFactory(survey=survey)
    opened = count_returns(process).staff

    assert (sealed.is_sealed, sealed.comments) == (True, None)
    assert (opened.is_sealed, opened.comments) == (False, 12)


def test_box_that_was_not_started_is_not_sealed():
    box = BallotBoxFactory(started_on=None)

    assert not count_returns(box.survey.process).staff.is_sealed


def test_people_of_a_cafe_are_those_of_the_fullest_round(process):
    cafe = CafeFactory(process=process)
    rounds = [RoundFactory(cafe=cafe) for _ in range(2)]
    for people in (4, 5):
        table = TableFactory(cafe=cafe)
        for number, round_ in enumerate(rounds):
            SittingFactory(
                table=table,
                round=round_,
                people=people + number,
                participation_dots=people,
            )

    [counted] = count_returns(process).cafes

    assert (counted.tables, counted.rounds) == (2, 2)
    assert (counted.people, counted.dots) == (11, 18)


def test_few_people_and_dots_of_a_cafe_are_hidden(process):
    SittingFactory(table__cafe__process=process, people=4, participation_dots=4)

    [counted] = count_returns(process).cafes

    assert (counted.people, counted.dots) == (None, None)
