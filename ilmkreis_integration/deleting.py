"""Deleting asks first, and refuses what something else rests on."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _


def is_used(row: Model) -> bool:
    """Whether any other row points to `row`.

    Django would let go of many-to-many links without a word, such as those of coded
    statements to their action fields.
    """
    return any(
        relation.related_model._default_manager.filter(
            **{relation.field.name: row}
        ).exists()
        for relation in row._meta.related_objects
    )


def ask_and_delete(
    request: HttpRequest, row: Model, *, back: str, refusal: str = ""
) -> HttpResponse:
    """Show the question, or delete `row` and return to the route `back`.

    Nothing is deleted where a `refusal` says why not.
    """
    if request.method == "POST":
        if refusal:
            messages.warning(request, refusal)
        else:
            row.delete()
            messages.success(request, _("„{}“ ist gelöscht.").format(row))
        return redirect(back)
    context = {
        "title": _("„{}“ löschen?").format(row),
        "explanation": refusal or _("Das kann nicht rückgängig gemacht werden."),
        "is_possible": not refusal,
        "yes": _("Ja, löschen"),
        "back": reverse(back),
    }
    return render(request, "setup/confirm.html", context)
