"""What adding, changing, moving and deleting have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from reports.services.catalogue import (
    GoalHasMeasuresError,
    Item,
    StillPublishedError,
    delete,
    move,
)

REFUSALS = {
    StillPublishedError: _(
        "Eine veröffentlichte Maßnahme kann nicht gelöscht werden. "
        "Nehmen Sie sie zuerst zurück."
    ),
    GoalHasMeasuresError: _(
        "Zu diesem Ziel gehören noch Maßnahmen. Löschen oder verschieben Sie sie zuerst."
    ),
}


def edit_item(
    request: HttpRequest,
    form_class: Callable[..., forms.ModelForm[Any]],
    item: Item,
    *,
    title: str,
    back: str,
    save: Callable[[Item], object],
) -> HttpResponse:
    """Show the form of a new or stored `item`; `save` stores it."""
    if request.method == "POST":
        form = form_class(request.POST, instance=item)
        if form.is_valid():
            save(form.save(commit=False))
            return redirect(back)
    else:
        form = form_class(instance=item)

    context = {"form": form, "title": title, "back": back}
    return render(request, "reports/catalogue/item_form.html", context)


def delete_item(
    request: HttpRequest, item: Item, *, title: str, back: str
) -> HttpResponse:
    """Ask before deleting, then delete or say why not."""
    if request.method != "POST":
        context = {"item": item, "title": title, "back": back}
        return render(request, "reports/catalogue/confirm_deletion.html", context)
    try:
        delete(item)
    except (StillPublishedError, GoalHasMeasuresError) as refusal:
        messages.warning(request, REFUSALS[type(refusal)])
    else:
        messages.success(request, _("Gelöscht."))
    return redirect(back)


def move_item(request: HttpRequest, item: Item, *, back: str) -> HttpResponse:
    match request.POST.get("direction"):
        case "up" | "down" as direction:
            move(item, direction)
        case _unknown:
            raise Http404("unknown direction")
    return redirect(back)
