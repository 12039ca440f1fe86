"""The staff survey of the process being worked on; its public form has its own way in."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.http import Http404

from ilmkreis_integration.access import Role, current_process, has_role
from staffsurvey.models import StaffSurvey, Topic
from staffsurvey.models.instrument import TopicQuerySet


def current_survey() -> StaffSurvey | None:
    surveys = StaffSurvey.objects.select_related("process", "box", "opening")
    return surveys.filter(process__is_current=True).first()


def survey_or_404() -> StaffSurvey:
    survey = current_survey()
    if survey is None:
        raise Http404("no staff survey")
    return survey


def topics_of(user: User) -> TopicQuerySet:
    """The topics whose released comments `user` reads.

    Whoever evaluates reads what goes into the evaluation; all others their own.
    """
    topics = Topic.objects.filter(survey__process=current_process())
    if has_role(user, Role.EVALUATION):
        return topics.for_concept()
    return topics.owned_by(user)
