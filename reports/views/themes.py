"""The themes of a field: naming, merging, answering."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import Role, current_process, requires
from ilmkreis_integration.models import ActionField
from reports.forms.themes import MergeForm, ThemeForm
from reports.models import Statement, Theme
from reports.services.themes import ThemeInUseError, delete_theme, merge_themes


@requires(Role.EVALUATION)
@require_safe
def theme_overview(request: HttpRequest) -> HttpResponse:
    """To the themes of the first field."""
    field = get_object_or_404(current_process().action_fields.all()[:1])
    return redirect("evaluation:themes", field.slug)


@requires(Role.EVALUATION)
@require_safe
def theme_list(request: HttpRequest, slug: str) -> HttpResponse:
    action_field = _field(slug)
    context = {
        "action_field": action_field,
        "action_fields": action_field.process.action_fields.all(),
        "themes": _with_use(action_field.themes.all()),
    }
    return render(request, "reports/coding/themes.html", context)


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def add_theme(request: HttpRequest, slug: str) -> HttpResponse:
    action_field = _field(slug)
    return _edit(request, Theme(action_field=action_field), _("Neues Thema"))


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_theme(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    theme = get_object_or_404(_field(slug).themes.all(), pk=pk)
    return _edit(request, theme, _("Thema bearbeiten"))


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def merge_theme(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    action_field = _field(slug)
    theme = get_object_or_404(action_field.themes.all(), pk=pk)
    if request.method == "POST":
        form = MergeForm(request.POST, theme=theme)
        if form.is_valid():
            merge_themes(theme, into=form.target)
            text = _("„%(theme)s“ ist in „%(into)s“ aufgegangen.")
            names = {"theme": theme.title, "into": form.target.title}
            messages.success(request, text % names)
            return redirect("evaluation:themes", slug)
    else:
        form = MergeForm(theme=theme)

    context = {"action_field": action_field, "theme": theme, "form": form}
    return render(request, "reports/coding/merge_theme.html", context)


@requires(Role.EVALUATION)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_theme(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask, then delete a theme that nothing refers to."""
    action_field = _field(slug)
    theme = get_object_or_404(action_field.themes.all(), pk=pk)
    if request.method == "POST":
        try:
            delete_theme(theme)
        except ThemeInUseError:
            text = _("„%(theme)s“ wird verwendet und bleibt deshalb.")
            messages.warning(request, text % {"theme": theme})
        else:
            messages.success(request, _("„%(theme)s“ ist gelöscht.") % {"theme": theme})
        return redirect("evaluation:themes", slug)

    context = {"action_field": action_field, "theme": theme}
    return render(request, "reports/coding/delete_theme.html", context)


def _field(slug: str) -> ActionField:
    fields = ActionField.objects.select_related("process")
    return get_object_or_404(fields, process=current_process(), slug=slug)


def _with_use(themes: QuerySet[Theme]) -> QuerySet[Theme]:
    statements = Statement.objects.filter(theme=OuterRef("pk"))
    unused = Theme.objects.unused().filter(pk=OuterRef("pk"))
    return themes.annotate(
        has_statements=Exists(statements), is_unused=Exists(unused)
    ).order_by("title")


def _edit(request: HttpRequest, theme: Theme, title: str) -> HttpResponse:
    if request.method == "POST":
        form = ThemeForm(request.POST, instance=theme)
        if form.is_valid():
            form.save()
            messages.success(request, _("Das Thema ist gespeichert."))
            return redirect("evaluation:themes", theme.action_field.slug)
    else:
        form = ThemeForm(instance=theme)

    context = {
        "action_field": theme.action_field,
        "theme": theme,
        "form": form,
        "title": title,
    }
    return render(request, "reports/coding/theme.html", context)
