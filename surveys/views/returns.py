"""Following the return: tables, comparison with the population, reminders, field time."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import Role, requires
from ilmkreis_integration.deleting import ask_and_delete
from ilmkreis_integration.editing import edit_row
from surveys.forms.returns import ExtensionForm, ReferenceForm
from surveys.models import Extension, Reference
from surveys.return_page import dimensions_of, groups_of, return_page
from surveys.services import extend
from surveys.views.setup import overview_url, questionnaire_in_work


def _returns_url(section: str = "") -> str:
    return reverse("surveys-setup:returns") + section


@requires(Role.MANAGEMENT)
@require_safe
def returns(request: HttpRequest) -> HttpResponse:
    questionnaire = questionnaire_in_work()
    given = {reference.dimension for reference in questionnaire.references.all()}
    context = {
        "questionnaire": questionnaire,
        "process": questionnaire.process,
        "page": return_page(questionnaire),
        "free_dimensions": {
            key: title
            for key, title in dimensions_of(questionnaire).items()
            if key not in given
        },
        "extensions": questionnaire.extensions.all(),
        "form_link": request.build_absolute_uri(reverse("home")),
    }
    return render(request, "surveys/setup/returns.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_reference(request: HttpRequest, dimension: str) -> HttpResponse:
    """Type figures of the population in; a first time or again."""
    questionnaire = questionnaire_in_work()
    titles = dimensions_of(questionnaire)
    if dimension not in titles:
        raise Http404(dimension)
    reference = questionnaire.references.filter(dimension=dimension).first()
    if reference is None:
        reference = Reference(questionnaire=questionnaire, dimension=dimension)
    groups = groups_of(questionnaire, dimension)
    sent = request.POST if request.method == "POST" else None
    form = ReferenceForm(sent, instance=reference, groups=groups)
    if form.is_valid():
        form.save()
        return redirect(_returns_url("#vergleich"))
    context = {
        "form": form,
        "title": _("Vergleichszahlen: {}").format(titles[dimension]),
        "back": _returns_url("#vergleich"),
        "caution": "",
    }
    return render(request, "setup/edit.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_reference(request: HttpRequest, pk: int) -> HttpResponse:
    reference = get_object_or_404(questionnaire_in_work().references, pk=pk)
    return ask_and_delete(request, reference, back=_returns_url("#vergleich"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def extend_field_time(request: HttpRequest) -> HttpResponse:
    questionnaire = questionnaire_in_work()
    row = Extension(
        questionnaire=questionnaire,
        closes_before=questionnaire.closes_on,
        decided_on=timezone.localdate(),
        decided_by_id=request.user.pk,
    )
    return edit_row(
        request,
        ExtensionForm,
        row,
        title=_("Laufzeit ändern"),
        back=overview_url(),
        save=extend,
    )
