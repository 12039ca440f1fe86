"""From one edition of a questionnaire to the next.

Questions that were answered stay as they were asked. Whoever wants to ask something
else writes a new edition; it is a copy of the one before and is handed out once it is
released. Forms that were filled in under an older edition, on paper or on a tablet
without network, still belong to that one.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from surveys.definition import mark_changed
from surveys.models import Attribute, Edition, EditionIsLockedError, Questionnaire


def edition_shown(questionnaire: Questionnaire) -> Edition:
    """The draft if there is one, else what is handed out now."""
    edition = questionnaire.editions.draft() or questionnaire.editions.current()
    if edition is None:
        raise Edition.DoesNotExist(str(questionnaire))
    return edition


def edition_to_edit(questionnaire: Questionnaire) -> Edition:
    """The edition that may be changed. Raises `EditionIsLockedError` if there is none."""
    edition = edition_shown(questionnaire)
    edition.refuse_if_locked()
    return edition


@transaction.atomic
def begin_draft(questionnaire: Questionnaire) -> Edition:
    """Copy the current edition so that it can be changed; return the draft."""
    # Two managers at once: the second one finds the draft of the first.
    Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if draft := questionnaire.editions.draft():
        return draft
    source = edition_shown(questionnaire)
    highest = questionnaire.editions.aggregate(highest=Max("number"))["highest"]
    draft = Edition.objects.create(
        questionnaire=questionnaire,
        number=highest + 1,
        introduction=source.introduction,
        privacy_note=source.privacy_note,
        thanks=source.thanks,
        is_default_wording=source.is_default_wording,
    )
    for question in source.questions.all():
        question.pk, question.edition = None, draft
        question._state.adding = True
        question.save()
    for attribute in source.attributes.prefetch_related("options"):
        _copy_attribute(attribute, draft)
    return draft


def _copy_attribute(attribute: Attribute, draft: Edition) -> None:
    options = list(attribute.options.all())
    attribute.pk, attribute.edition = None, draft
    attribute._state.adding = True
    attribute.save()
    for option in options:
        option.pk, option.attribute = None, attribute
        option._state.adding = True
        option.save()


@transaction.atomic
def release(draft: Edition) -> None:
    """Hand `draft` out from now on."""
    if not draft.is_draft:
        raise EditionIsLockedError(str(draft))
    draft.released_on = timezone.localdate()
    draft.save(update_fields=["released_on"])
    mark_changed(draft.questionnaire)
