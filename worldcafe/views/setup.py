"""The cafés at a glance, and what all of them share: target groups, guiding questions."""

from __future__ import annotations

from functools import partial

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.deleting import ask_and_delete, is_used
from ilmkreis_integration.editing import edit_row, move_row
from ilmkreis_integration.placing import append, append_nameless
from worldcafe.forms.setup import (
    GuidingQuestionForm,
    SubgroupForm,
    TargetGroupForm,
)
from worldcafe.models import GuidingQuestion, Sitting, Subgroup, TargetGroup


def _target_group(pk: int) -> TargetGroup:
    return get_object_or_404(TargetGroup, pk=pk, process=current_process())


def _subgroup(pk: int) -> Subgroup:
    subgroups = Subgroup.objects.select_related("target_group")
    return get_object_or_404(subgroups, pk=pk, target_group__process=current_process())


def _guiding_question(pk: int) -> GuidingQuestion:
    return get_object_or_404(GuidingQuestion, pk=pk, process=current_process())


def _overview() -> str:
    return reverse("worldcafe-setup:overview")


@requires(Role.MANAGEMENT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    process = current_process()
    cafes = process.cafes.select_related("target_group").annotate(
        note_count=Count(
            "tables__sittings__notes",
            filter=Q(tables__sittings__notes__is_deleted=False),
            distinct=True,
        ),
        table_count=Count("tables", distinct=True),
    )
    context = {
        "cafes": cafes,
        "target_groups": process.target_groups.prefetch_related("subgroups"),
        "guiding_questions": process.guiding_questions.all(),
    }
    return render(request, "worldcafe/setup/overview.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_target_group(request: HttpRequest) -> HttpResponse:
    process = current_process()
    return edit_row(
        request,
        TargetGroupForm,
        TargetGroup(process=process),
        title=_("Neue Zielgruppe"),
        back=_overview(),
        save=partial(append, to=process.target_groups.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_target_group(request: HttpRequest, pk: int) -> HttpResponse:
    return edit_row(
        request,
        TargetGroupForm,
        _target_group(pk),
        title=_("Zielgruppe bearbeiten"),
        back=_overview(),
    )


@requires(Role.MANAGEMENT)
@require_POST
def move_target_group(request: HttpRequest, pk: int) -> HttpResponse:
    group = _target_group(pk)
    siblings = group.process.target_groups.all()
    return move_row(request, group, siblings=siblings, back=_overview())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_target_group(request: HttpRequest, pk: int) -> HttpResponse:
    group = _target_group(pk)
    refusal = ""
    if group.cafes.exists():
        refusal = _("Für diese Zielgruppe ist ein World Café geplant.")
    return ask_and_delete(
        request,
        group,
        back=_overview(),
        refusal=refusal,
        siblings=group.process.target_groups.all(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_subgroup(request: HttpRequest, group_pk: int) -> HttpResponse:
    group = _target_group(group_pk)
    return edit_row(
        request,
        SubgroupForm,
        Subgroup(target_group=group),
        title=_("Neue Untergruppe von „{}“").format(group),
        back=_overview(),
        save=partial(append_nameless, to=group.subgroups.all()),
        caution=_caution_of_sums(group),
    )


def _caution_of_sums(group: TargetGroup) -> str:
    """Sums at the tables are those of the subgroups that were counted."""
    is_counting = Sitting.objects.filter(
        table__cafe__target_group=group, people__isnull=False
    ).exists()
    if not is_counting:
        return ""
    return _(
        "An den Tischen wurde schon gezählt. Eine neue Untergruppe gilt erst für das, "
        "was danach gezählt wird."
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_subgroup(request: HttpRequest, pk: int) -> HttpResponse:
    subgroup = _subgroup(pk)
    caution = ""
    if is_used(subgroup):
        caution = _(
            "Diese Untergruppe wurde schon gezählt. Ändern Sie nur noch Schreibfehler."
        )
    return edit_row(
        request,
        SubgroupForm,
        subgroup,
        title=_("Untergruppe bearbeiten"),
        back=_overview(),
        caution=caution,
    )


@requires(Role.MANAGEMENT)
@require_POST
def move_subgroup(request: HttpRequest, pk: int) -> HttpResponse:
    subgroup = _subgroup(pk)
    siblings = subgroup.target_group.subgroups.all()
    return move_row(request, subgroup, siblings=siblings, back=_overview())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_subgroup(request: HttpRequest, pk: int) -> HttpResponse:
    subgroup = _subgroup(pk)
    refusal = ""
    if is_used(subgroup):
        refusal = _("Diese Untergruppe wurde an einem Tisch schon gezählt.")
    return ask_and_delete(
        request,
        subgroup,
        back=_overview(),
        refusal=refusal,
        siblings=subgroup.target_group.subgroups.all(),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_guiding_question(request: HttpRequest) -> HttpResponse:
    process = current_process()
    return edit_row(
        request,
        GuidingQuestionForm,
        GuidingQuestion(process=process),
        title=_("Neue Leitfrage"),
        back=_overview(),
        save=partial(append, to=process.guiding_questions.all()),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_guiding_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = _guiding_question(pk)
    caution = ""
    if is_used(question):
        caution = _(
            "Unter dieser Leitfrage stehen schon Notizen. Ändern Sie nur noch "
            "Schreibfehler, sonst passen die Notizen nicht mehr dazu."
        )
    return edit_row(
        request,
        GuidingQuestionForm,
        question,
        title=_("Leitfrage bearbeiten"),
        back=_overview(),
        caution=caution,
    )


@requires(Role.MANAGEMENT)
@require_POST
def move_guiding_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = _guiding_question(pk)
    siblings = question.process.guiding_questions.all()
    return move_row(request, question, siblings=siblings, back=_overview())


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_guiding_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = _guiding_question(pk)
    refusal = ""
    if is_used(question):
        refusal = _("Unter dieser Leitfrage stehen schon Notizen.")
    return ask_and_delete(
        request,
        question,
        back=_overview(),
        refusal=refusal,
        siblings=question.process.guiding_questions.all(),
    )
