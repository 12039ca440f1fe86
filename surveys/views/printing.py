"""Everything that is printed for a questionnaire: forms, posters, table cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django_stubs_ext import StrPromise

from ilmkreis_integration.access import Role, requires
from ilmkreis_integration.printing import PrintingError
from ilmkreis_integration.printing.failing import lead_back
from surveys.forms.printing import HelpLanguageForm
from surveys.languages import GERMAN, language_called
from surveys.models import Channel, Questionnaire, Response
from surveys.posters import Invitation, print_posters, print_table_cards
from surveys.printed_forms import PaperForm
from surveys.views.guide import print_guide
from surveys.views.setup import overview_url, questionnaire_in_work

Printing = Callable[[Sequence[Invitation], Questionnaire], bytes]
# What there is for channels: how it is printed, and what its file is called.
_FOR_CHANNELS: dict[str, tuple[Printing, StrPromise]] = {
    "poster": (print_posters, gettext_lazy("Aushang")),
    "card": (print_table_cards, gettext_lazy("Tischkarte")),
}
_FORM_NAMES = {
    Response.Form.SINGLE: gettext_lazy("Einzelbogen"),
    Response.Form.GROUP: gettext_lazy("Gruppenbogen"),
}


@requires(Role.MANAGEMENT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    questionnaire = questionnaire_in_work()
    context = {
        "questionnaire": questionnaire,
        "form": HelpLanguageForm(),
        "channels": questionnaire.channels.usable().count(),
    }
    return render(request, "surveys/setup/printed.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def paper_form(request: HttpRequest, kind: str, pk: int | None = None) -> HttpResponse:
    """A form to fill in on paper; `pk` names the channel that hands it out."""
    questionnaire = questionnaire_in_work()
    channel = None if pk is None else _channel(questionnaire, pk)
    if channel and channel.revoked_on:
        return _refuse_revoked(request, channel)
    edition = questionnaire.editions.current()
    if edition is None or not edition.questions.exists():
        text = _("Der Fragebogen hat noch keine Frage. Es gibt nichts auszufüllen.")
        messages.warning(request, text)
        return redirect(overview_url("#fragen"))
    form = Response.Form(kind)
    language = language_called(request.GET.get("sprache", ""))
    name = [
        _("Fragebogen"),
        str(_FORM_NAMES[form]),
        GERMAN.german,
        "" if language == GERMAN else language.german,
        channel.name if channel else "",
    ]
    paper = PaperForm(form, questionnaire, language, channel)
    return _download(request, paper.pdf, name=name, back=_page_of(channel))


@requires(Role.MANAGEMENT)
@require_safe
def for_channel(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """The poster or table card of one channel."""
    questionnaire = questionnaire_in_work()
    channel = _channel(questionnaire, pk)
    if channel.revoked_on:
        return _refuse_revoked(request, channel)
    printing, name = _FOR_CHANNELS[what]
    invitation = _invitation(request, channel)
    return _download(
        request,
        lambda: printing([invitation], questionnaire),
        name=[_("Fragebogen"), str(name), channel.name],
        back=_page_of(channel),
    )


@requires(Role.MANAGEMENT)
@require_safe
def for_all_channels(request: HttpRequest, what: str) -> HttpResponse:
    """The posters or table cards of all open channels in one file."""
    questionnaire = questionnaire_in_work()
    invitations = [
        _invitation(request, channel) for channel in questionnaire.channels.usable()
    ]
    if not invitations:
        text = _("Es gibt keine offene Ausgabestelle. Legen Sie zuerst eine an.")
        messages.warning(request, text)
        return redirect(_page_of(None))
    printing, name = _FOR_CHANNELS[what]
    return _download(
        request,
        lambda: printing(invitations, questionnaire),
        name=[_("Fragebogen"), str(name), _("alle Ausgabestellen")],
        back=_page_of(None),
    )


@requires(Role.MANAGEMENT)
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """What counsellors need to know, as a sheet of paper."""
    process = questionnaire_in_work().process
    return _download(
        request,
        lambda: print_guide(process),
        name=[_("Fragebogen"), _("So gehts")],
        back=_page_of(None),
    )


def _channel(questionnaire: Questionnaire, pk: int) -> Channel:
    return get_object_or_404(questionnaire.channels, pk=pk)


def _invitation(request: HttpRequest, channel: Channel) -> Invitation:
    link = request.build_absolute_uri(reverse("surveys:start", args=[channel.code]))
    return Invitation(channel, link)


def _page_of(channel: Channel | None) -> str:
    """Where the thing to print was asked for."""
    if channel is None:
        return reverse("surveys-setup:printed")
    return reverse("surveys-setup:channel", args=[channel.pk])


def _refuse_revoked(request: HttpRequest, channel: Channel) -> HttpResponse:
    text = _(
        "„{}“ ist gesperrt: Ihr Link führt ins Leere. "
        "Öffnen Sie den Link wieder, dann können Sie drucken."
    )
    messages.warning(request, text.format(channel))
    return redirect(_page_of(channel))


def _download(
    request: HttpRequest, printing: Callable[[], bytes], *, name: list[str], back: str
) -> HttpResponse:
    """Print and hand the file over; where printing fails, say so and lead `back`."""
    try:
        pdf = printing()
    except PrintingError:
        return lead_back(request, back)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, _file_name(name))
    response["Cache-Control"] = "no-store"
    return response


def _file_name(parts: list[str]) -> str:
    """Fragebogen-Einzelbogen-Deutsch-Arabisch.pdf"""
    words = (re.sub(r"\W+", "-", part).strip("-") for part in parts)
    return "-".join(word for word in words if word) + ".pdf"
