"""Setting the questionnaire up: texts, questions, channels and their links."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.domain.disclosure import guard_linked, guard_total
from ilmkreis_integration.placing import give_slug, next_position
from ilmkreis_integration.qr_codes import qr_response
from surveys.definition import mark_changed
from surveys.models import Attribute, Channel, Option, Question, Questionnaire
from surveys.returns import returns_by_channel, totals
from surveys.setup_forms import (
    AttributeForm,
    ChannelForm,
    OptionForm,
    QuestionForm,
    QuestionnaireForm,
)


def _questionnaire() -> Questionnaire:
    return get_object_or_404(Questionnaire, process=current_process())


@requires(Role.MANAGEMENT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    questionnaire = _questionnaire()
    counted = totals(questionnaire)
    smallest = questionnaire.process.smallest_count
    returns = returns_by_channel(questionnaire)
    guarded = guard_linked(
        {line.channel: (line.forms, line.people) for line in returns}, smallest=smallest
    )
    context = {
        "questionnaire": questionnaire,
        "is_open": questionnaire.is_open(on=timezone.localdate()),
        "attributes": questionnaire.attributes.prefetch_related("options"),
        "questions": questionnaire.questions.all(),
        "channels": [(line, *guarded[line.channel]) for line in returns],
        "forms": guard_total(counted.forms, smallest=smallest),
        "people": guard_total(counted.people, smallest=smallest),
    }
    return render(request, "surveys/setup/overview.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_questionnaire(request: HttpRequest) -> HttpResponse:
    return _edit(
        request, QuestionnaireForm, _questionnaire(), title=_("Texte und Laufzeit")
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(Question, pk=pk, questionnaire=_questionnaire())
    return _edit(request, QuestionForm, question, title=_("Frage"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_question(request: HttpRequest) -> HttpResponse:
    questionnaire = _questionnaire()
    question = Question(
        questionnaire=questionnaire,
        position=next_position(questionnaire.questions.all()),
    )
    return _edit(request, QuestionForm, question, title=_("Neue Frage"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_attribute(request: HttpRequest, pk: int) -> HttpResponse:
    attribute = get_object_or_404(Attribute, pk=pk, questionnaire=_questionnaire())
    return _edit(request, AttributeForm, attribute, title=_("Merkmal"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_option(request: HttpRequest, pk: int) -> HttpResponse:
    option = get_object_or_404(Option, pk=pk, attribute__questionnaire=_questionnaire())
    return _edit(request, OptionForm, option, title=_("Antwortmöglichkeit"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_option(request: HttpRequest, attribute_pk: int) -> HttpResponse:
    attribute = get_object_or_404(
        Attribute, pk=attribute_pk, questionnaire=_questionnaire()
    )
    option = Option(
        attribute=attribute, position=next_position(attribute.options.all())
    )
    return _edit(request, OptionForm, option, title=_("Neue Antwortmöglichkeit"))


@requires(Role.MANAGEMENT)
@require_POST
def delete_question(request: HttpRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(Question, pk=pk, questionnaire=_questionnaire())
    return _delete(request, question)


@requires(Role.MANAGEMENT)
@require_POST
def delete_option(request: HttpRequest, pk: int) -> HttpResponse:
    option = get_object_or_404(Option, pk=pk, attribute__questionnaire=_questionnaire())
    return _delete(request, option)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_channel(request: HttpRequest) -> HttpResponse:
    channel = Channel(questionnaire=_questionnaire())
    return _edit(request, ChannelForm, channel, title=_("Neue Ausgabestelle"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_channel(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, ChannelForm, _channel(pk), title=_("Ausgabestelle"))


@requires(Role.MANAGEMENT)
@require_safe
def show_channel(request: HttpRequest, pk: int) -> HttpResponse:
    channel = _channel(pk)
    link = request.build_absolute_uri(reverse("surveys:start", args=[channel.code]))
    context = {"channel": channel, "questionnaire": channel.questionnaire, "link": link}
    return render(request, "surveys/setup/channel.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def channel_qr(request: HttpRequest, pk: int) -> HttpResponse:
    link = reverse("surveys:start", args=[_channel(pk).code])
    return qr_response(request.build_absolute_uri(link))


@requires(Role.MANAGEMENT)
@require_POST
def revoke_channel(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_revoked(request, pk, is_revoked=True)


@requires(Role.MANAGEMENT)
@require_POST
def reopen_channel(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_revoked(request, pk, is_revoked=False)


def _channel(pk: int) -> Channel:
    channels = Channel.objects.select_related("questionnaire")
    return get_object_or_404(channels, pk=pk, questionnaire=_questionnaire())


def _set_revoked(request: HttpRequest, pk: int, *, is_revoked: bool) -> HttpResponse:
    channel = _channel(pk)
    channel.revoked_on = timezone.localdate() if is_revoked else None
    channel.save(update_fields=["revoked_on"])
    if is_revoked:
        messages.success(request, _("Der Link ist gesperrt."))
    else:
        messages.success(request, _("Der Link ist wieder offen."))
    return redirect("surveys-setup:channel", pk=pk)


def _edit(
    request: HttpRequest,
    form_class: type[forms.ModelForm[Any]],
    row: Model,
    *,
    title: str,
) -> HttpResponse:
    """Show or take a form for one row of the questionnaire, new or not."""
    if request.method == "POST":
        form = form_class(request.POST, instance=row)
        if form.is_valid():
            saved = _save(form)
            messages.success(request, _("Gespeichert."))
            if isinstance(saved, Channel):
                return redirect("surveys-setup:channel", pk=saved.pk)
            return redirect("surveys-setup:overview")
    else:
        form = form_class(instance=row)
    context = {"form": form, "title": title}
    return render(request, "surveys/setup/edit.html", context)


def _save(form: forms.ModelForm[Any]) -> Model:
    row: Model = form.instance
    if isinstance(row, Question):
        give_slug(row, row.text, row.questionnaire.questions.all())
    elif isinstance(row, Option):
        give_slug(row, row.label, row.attribute.options.all())
    form.save()
    mark_changed(_questionnaire())
    return row


def _delete(request: HttpRequest, row: Question | Option) -> HttpResponse:
    try:
        row.delete()
    except ProtectedError:
        text = _("„{}“ hat schon Antworten und kann nicht gelöscht werden.").format(row)
        messages.warning(request, text)
    else:
        mark_changed(_questionnaire())
        messages.success(request, _("„{}“ ist gelöscht.").format(row))
    return redirect("surveys-setup:overview")
