"""Tablets of a channel: setting them up, revoking them, taking in what they saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.qr_codes import qr_data_uri
from surveys.forms.setup import DeviceForm
from surveys.models import Channel, Device
from surveys.saved_forms import SavedFormsForm, take_in_saved
from surveys.tablets import set_up_device


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token", "link")
def add_device(request: HttpRequest, channel_pk: int) -> HttpResponse:
    """Set a tablet up; its link is shown this once and stands in no other place."""
    channels = Channel.objects.usable().filter(questionnaire__process=current_process())
    channel = get_object_or_404(channels, pk=channel_pk)
    sent = request.POST if request.method == "POST" else None
    form = DeviceForm(sent, instance=Device(channel=channel))
    if form.is_valid():
        device, token = set_up_device(channel, name=form.cleaned_data["name"])
        page = request.build_absolute_uri(reverse("surveys:tablet"))
        # Behind the #, so that it is never sent to a server or written into a log.
        link = f"{page}#{token}"
        context = {"device": device, "link": link, "qr_code": qr_data_uri(link)}
        return render(request, "surveys/setup/device.html", context)
    context = {"channel": channel, "form": form}
    return render(request, "surveys/setup/device_add.html", context)


@requires(Role.MANAGEMENT)
@require_POST
def revoke_device(request: HttpRequest, pk: int) -> HttpResponse:
    device = _device(pk)
    device.revoked_on = timezone.localdate()
    device.save(update_fields=["revoked_on"])
    text = _("„{}“ ist gesperrt. Was noch auf dem Tablet wartet, bleibt dort.")
    messages.success(request, text.format(device))
    return redirect("surveys-setup:channel", pk=device.channel_id)


@requires(Role.MANAGEMENT)
@require_POST
def reopen_device(request: HttpRequest, pk: int) -> HttpResponse:
    device = _device(pk)
    device.revoked_on = None
    device.save(update_fields=["revoked_on"])
    messages.success(request, _("„{}“ ist wieder offen.").format(device))
    return redirect("surveys-setup:channel", pk=device.channel_id)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def import_saved(request: HttpRequest) -> HttpResponse:
    """Take in the file that a tablet saved because it could not send."""
    is_sent = request.method == "POST"
    form = SavedFormsForm(*((request.POST, request.FILES) if is_sent else ()))
    result = None
    if form.is_valid():
        result = take_in_saved(form.cleaned_data["file"], process=current_process())
    context = {"form": form, "result": result}
    return render(request, "surveys/setup/saved_forms.html", context)


def _device(pk: int) -> Device:
    devices = Device.objects.filter(channel__questionnaire__process=current_process())
    return get_object_or_404(devices, pk=pk)
