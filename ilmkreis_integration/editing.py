"""Changing one row of a set-up page through a form, and its place in its list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ilmkreis_integration.placing import move


def edit_row(
    request: HttpRequest,
    form_class: type[forms.ModelForm[Any]],
    row: Model,
    *,
    title: str,
    back: str,
    save: Callable[[Any], object] = Model.save,
    onwards: Callable[[Any], str] | None = None,
    caution: str = "",
) -> HttpResponse:
    """Show the form of a new or stored `row`; `save` stores it, then it goes `back`.

    Where saving leads to another page than `back`, `onwards` names it. A `caution` is
    shown above the form.
    """
    if request.method == "POST":
        form = form_class(request.POST, instance=row)
        if form.is_valid():
            save(form.save(commit=False))
            form.save_m2m()
            messages.success(request, _("Gespeichert."))
            return redirect(onwards(row) if onwards else back)
    else:
        form = form_class(instance=row)
    return show_form(request, form, title=title, back=back, caution=caution)


def show_form(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    title: str,
    back: str,
    caution: str = "",
) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "caution": caution}
    return render(request, "setup/edit.html", context)


def move_row(
    request: HttpRequest, row: Model, *, siblings: QuerySet[Any], back: str
) -> HttpResponse:
    """Let `row` change places with the one above or below it.

    It then leads to the row itself: its element on the page `back` has the id
    "modelname-pk".
    """
    match request.POST.get("direction"):
        case "up" | "down" as direction:
            move(row, siblings, direction)
        case _unknown:
            raise Http404("unknown direction")
    return redirect(f"{back}#{row._meta.model_name}-{row.pk}")
