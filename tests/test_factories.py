import factory
import pytest
from django.apps import apps

from ilmkreis_integration.models import Process
from tests import factories
from tests.factories import (
    CommentFactory,
    NoteFactory,
    SittingFactory,
    StatementFactory,
    ThemeFactory,
)

OUR_APPS = ["core", "surveys", "worldcafe", "staffsurvey", "reports"]
FACTORIES = {
    made._meta.model: made
    for made in vars(factories).values()
    if isinstance(made, type)
    and issubclass(made, factory.Factory)
    and not made._meta.abstract
}


@pytest.mark.parametrize(
    "model",
    [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()],
)
def test_factory_makes_valid_row_in_one_process(db, model):
    row = FACTORIES[model]()

    row.full_clean()
    # What belongs to no process, such as translations, makes none.
    assert Process.objects.count() <= 1


def test_factory_makes_second_row(db):
    for made in FACTORIES.values():
        made()
        made()


def test_sitting_follows_its_table(db):
    sitting = SittingFactory()

    assert sitting.round.cafe == sitting.table.cafe


def test_note_carries_field_and_kind_of_its_origin(db):
    note = NoteFactory(guiding_question__kind="problem")

    assert note.contribution.action_field == note.sitting.table.action_field
    assert note.contribution.kind == "problem"
    assert not note.contribution.is_final


def test_comment_on_another_topic_has_no_field(db):
    comment = CommentFactory(focus_area__topic__for_concept=False)

    assert comment.contribution.action_field is None
    assert not comment.contribution.for_concept


def test_statement_follows_its_theme(db):
    theme = ThemeFactory()

    statement = StatementFactory(theme=theme)

    assert statement.contribution.process == theme.action_field.process
    assert list(statement.action_fields.all()) == [theme.action_field]
