import pytest

from surveys.definition import definition_of
from surveys.editions import (
    begin_draft,
    edition_shown,
    edition_to_edit,
    release,
)
from surveys.models import EditionIsLockedError, Option, Question
from tests.factories import EditionFactory, ResponseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(questionnaire):
    return questionnaire.editions.get()


@pytest.fixture
def locked(edition, channel):
    ResponseFactory(channel=channel, edition=edition)
    return edition


def content(edition):
    return {
        "questions": [
            (q.slug, q.text, q.position, q.kind) for q in edition.questions.all()
        ],
        "attributes": [
            (a.slug, [(o.slug, o.is_refusal) for o in a.options.all()])
            for a in edition.attributes.all()
        ],
    }


def test_edition_without_forms_is_edited_itself(questionnaire, edition):
    assert edition_to_edit(questionnaire) == edition


def test_edition_with_forms_cannot_be_edited(questionnaire, locked):
    with pytest.raises(EditionIsLockedError):
        edition_to_edit(questionnaire)


@pytest.mark.parametrize("part", ["edition", "question", "attribute", "option"])
def test_parts_of_a_locked_edition_refuse_every_change(locked, part):
    attribute = locked.attributes.get()
    row = {
        "edition": locked,
        "question": locked.questions.first(),
        "attribute": attribute,
        "option": attribute.options.first(),
    }[part]

    with pytest.raises(EditionIsLockedError):
        row.save()


@pytest.mark.parametrize("model", [Question, Option])
def test_nothing_is_deleted_from_a_locked_edition(locked, model):
    with pytest.raises(EditionIsLockedError):
        model.objects.first().delete()


def test_draft_is_a_copy_that_can_be_changed(questionnaire, locked):
    before = content(locked)

    draft = begin_draft(questionnaire)

    assert (draft.number, draft.is_draft) == (2, True)
    assert content(draft) == before
    question = draft.questions.first()
    question.text = "Etwas ganz anderes?"
    question.save()
    assert content(locked) == before
    assert edition_to_edit(questionnaire) == draft


def test_second_draft_is_the_first_one(questionnaire, locked):
    assert begin_draft(questionnaire) == begin_draft(questionnaire)


def test_draft_is_handed_out_only_once_it_is_released(questionnaire, locked):
    draft = begin_draft(questionnaire)
    assert definition_of(questionnaire).edition == locked
    assert edition_shown(questionnaire) == draft

    release(draft)

    questionnaire.refresh_from_db()
    assert definition_of(questionnaire).edition == draft


def test_released_edition_is_not_released_again(edition):
    with pytest.raises(EditionIsLockedError):
        release(edition)


def test_draft_after_several_editions_has_the_next_number(questionnaire, edition):
    EditionFactory(questionnaire=questionnaire, number=7)

    assert begin_draft(questionnaire).number == 8
