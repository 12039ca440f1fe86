"""The channels of the questionnaire, and their links with QR codes."""

from __future__ import annotations

from django.contrib import messages
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
from ilmkreis_integration.deleting import ask_and_delete, is_used
from ilmkreis_integration.editing import edit_row
from ilmkreis_integration.qr_codes import qr_response
from surveys.forms.printing import HelpLanguageForm
from surveys.forms.setup import ChannelForm
from surveys.models import Channel, Questionnaire


def _channel(pk: int) -> Channel:
    channels = Channel.objects.select_related("questionnaire")
    return get_object_or_404(channels, pk=pk, questionnaire__process=current_process())


def _page_of(channel: Channel) -> str:
    return reverse("surveys-setup:channel", args=[channel.pk])


def _link(request: HttpRequest, channel: Channel) -> str:
    return request.build_absolute_uri(reverse("surveys:start", args=[channel.code]))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_channel(request: HttpRequest) -> HttpResponse:
    questionnaire = get_object_or_404(Questionnaire, process=current_process())
    return edit_row(
        request,
        ChannelForm,
        Channel(questionnaire=questionnaire),
        title=_("Neue Ausgabestelle"),
        back=reverse("surveys-setup:overview"),
        onwards=_page_of,
    )


@requires(Role.MANAGEMENT)
@require_safe
def show_channel(request: HttpRequest, pk: int) -> HttpResponse:
    channel = _channel(pk)
    context = {
        "channel": channel,
        "questionnaire": channel.questionnaire,
        "link": _link(request, channel),
        "devices": channel.devices.all(),
        "form": HelpLanguageForm(),
    }
    return render(request, "surveys/setup/channel.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def channel_qr(request: HttpRequest, pk: int) -> HttpResponse:
    return qr_response(_link(request, _channel(pk)))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_channel(request: HttpRequest, pk: int) -> HttpResponse:
    channel = _channel(pk)
    return edit_row(
        request,
        ChannelForm,
        channel,
        title=_("Ausgabestelle bearbeiten"),
        back=_page_of(channel),
    )


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_channel(request: HttpRequest, pk: int) -> HttpResponse:
    channel = _channel(pk)
    refusal = ""
    if is_used(channel):
        refusal = _(
            "Über sie sind schon Bögen gekommen. Wenn sie keine mehr ausgeben soll, "
            "sperren Sie ihren Link."
        )
    back = reverse("surveys-setup:overview")
    return ask_and_delete(request, channel, back=back, refusal=refusal)


@requires(Role.MANAGEMENT)
@require_POST
def revoke_channel(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_revoked(request, pk, is_revoked=True)


@requires(Role.MANAGEMENT)
@require_POST
def reopen_channel(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_revoked(request, pk, is_revoked=False)


def _set_revoked(request: HttpRequest, pk: int, *, is_revoked: bool) -> HttpResponse:
    channel = _channel(pk)
    channel.revoked_on = timezone.localdate() if is_revoked else None
    channel.save(update_fields=["revoked_on"])
    if is_revoked:
        messages.success(request, _("Der Link ist gesperrt."))
    else:
        messages.success(request, _("Der Link ist wieder offen."))
    return redirect(_page_of(channel))
