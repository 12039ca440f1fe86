"""Whom the figures do not show."""

import pytest

from reports.reach import Suggestion, TypeLine, reach_of, types_of
from surveys.models import Channel
from surveys.return_page import ChannelLine
from tests.factories import (
    CafeFactory,
    ChannelFactory,
    ProcessFactory,
    QuestionnaireFactory,
    ReferenceCountFactory,
    ReferenceFactory,
    ResponseFactory,
    TargetGroupFactory,
)

pytestmark = pytest.mark.django_db

Type = Channel.Type


@pytest.fixture
def questionnaire():
    """With a channel of each type, so that none is suggested for its type."""
    questionnaire = QuestionnaireFactory()
    for type_ in Type:
        ChannelFactory(questionnaire=questionnaire, type=type_, name=f"Stelle {type_}")
    return questionnaire


@pytest.fixture
def returned(questionnaire):
    """Send forms through every channel, in a language."""

    def send(forms, **form):
        for channel in questionnaire.channels.all():
            ResponseFactory.create_batch(forms, channel=channel, **form)

    return send


def compare_with(questionnaire, **people):
    reference = ReferenceFactory(questionnaire=questionnaire, dimension="language")
    for group, number in people.items():
        ReferenceCountFactory(reference=reference, group=group, people=number)


def test_process_without_questionnaire_has_no_return():
    reach = reach_of(ProcessFactory())

    assert (reach.page, reach.types, reach.suggestions) == (None, (), ())


def test_groups_below_their_share_are_suggested_with_both_shares(
    questionnaire, returned
):
    returned(6, language="uk")  # 30 forms
    returned(2, language="ar")  # 10 forms
    compare_with(questionnaire, uk=500, ar=500)

    assert reach_of(questionnaire.process).suggestions == (
        Suggestion("Arabisch (Sprache)", "25 % im Rücklauf, 50 % der Bevölkerung"),
    )


@pytest.mark.parametrize("forms", [0, 4])
def test_nobody_and_few_look_alike(questionnaire, returned, forms):
    returned(6, language="uk")
    channel = questionnaire.channels.first()
    ResponseFactory.create_batch(forms, channel=channel, language="ti")
    compare_with(questionnaire, uk=995, ti=5)

    assert reach_of(questionnaire.process).suggestions[-1:] == (
        Suggestion(
            "Tigrinya (Sprache)",
            "im Rücklauf nicht zu sehen, unter 1 % der Bevölkerung",
        ),
    )


def test_groups_that_are_not_in_the_population_are_not_missed(questionnaire, returned):
    returned(6, language="uk")
    compare_with(questionnaire, uk=1000)

    assert reach_of(questionnaire.process).suggestions == ()


def test_silent_channels_are_suggested(questionnaire, returned):
    returned(6)
    ChannelFactory(questionnaire=questionnaire, name="Jobcenter")
    ChannelFactory(questionnaire=questionnaire, name="Zu", revoked_on="2026-03-02")

    whos = [s.who for s in reach_of(questionnaire.process).suggestions]

    assert "Jobcenter (Ausgabestelle)" in whos
    assert "Zu (Ausgabestelle)" not in whos


def test_types_without_channel_are_suggested_but_for_others(questionnaire, returned):
    returned(6)
    questionnaire.channels.filter(type__in=[Type.OTHER, Type.EDUCATION]).update(
        type=Type.WELFARE
    )

    assert reach_of(questionnaire.process).suggestions == (
        Suggestion(
            "Bildungsträger (Ausgabestellen)", "noch keine Ausgabestelle dieser Art"
        ),
    )


def test_target_groups_without_cafe_are_suggested():
    cafe = CafeFactory()
    TargetGroupFactory(process=cafe.process, title="Ehrenamt")

    assert reach_of(cafe.process).suggestions == (
        Suggestion("Ehrenamt (World Café)", "noch kein World Café"),
    )


# --- By type


def lines(*channels):
    return [ChannelLine(Channel(type=type_), forms, forms) for type_, forms in channels]


def test_types_add_up_what_is_shown():
    shown = lines((Type.WELFARE, 20), (Type.WELFARE, 10), (Type.VOLUNTEERS, 10))

    assert types_of(shown) == (
        TypeLine("Ehrenamt", 10, 0.25, False),
        TypeLine("Freier Träger", 30, 0.75, False),
    )


def test_hidden_channels_cannot_be_calculated_from_their_type():
    shown = lines((Type.WELFARE, 20), (Type.WELFARE, None), (Type.EDUCATION, None))

    assert types_of(shown) == (
        TypeLine("Freier Träger", 20, 1, True),
        TypeLine("Bildungsträger", None, None, False),
    )
