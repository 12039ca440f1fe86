"""Taking the example process away again, and nothing else."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from ilmkreis_integration.models import Contribution, Process
from reports.example.building import CODER
from reports.models import Dismissal, Goal, Measure, Principle, Statement, Theme
from staffsurvey.models import Comment, HeldComment, StaffSurvey
from surveys.models import Import, Response
from worldcafe.models import Cafe, Note


@transaction.atomic
def remove_example() -> bool:
    """Delete the example process; another one becomes current. False if none is there.

    In this order, because nothing that a report counts is deleted along with its parent.
    """
    process = Process.objects.filter(is_example=True).first()
    if process is None:
        return False
    Measure.objects.filter(goal__action_field__process=process).delete()
    Goal.objects.filter(action_field__process=process).delete()
    Principle.objects.filter(process=process).delete()
    Statement.objects.in_process(process).delete()
    Dismissal.objects.filter(contribution__process=process).delete()
    Theme.objects.filter(action_field__process=process).delete()
    Note.objects.filter(contribution__process=process).delete()
    Comment.objects.filter(contribution__process=process).delete()
    HeldComment.objects.filter(focus_area__topic__survey__process=process).delete()
    Response.objects.filter(questionnaire__process=process).delete()
    Import.objects.filter(questionnaire__process=process).delete()
    Contribution.objects.filter(process=process).delete()
    Cafe.objects.filter(process=process).delete()
    StaffSurvey.objects.filter(process=process).delete()
    process.reach_reviews.all().delete()
    process.delete()
    User.objects.filter(username=CODER).delete()
    other = Process.objects.order_by("pk").first()
    if other is not None:
        other.is_current = True
        other.save(update_fields=["is_current"])
    return True
