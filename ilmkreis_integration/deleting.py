"""Deleting asks first, and refuses what something else rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ilmkreis_integration.placing import close_gaps


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
    request: HttpRequest,
    row: Model,
    *,
    back: str,
    refusal: str = "",
    siblings: QuerySet[Any] | None = None,
    delete: Callable[[Any], object] = Model.delete,
) -> HttpResponse:
    """Show the question, or delete `row` from among its `siblings` and go `back`.

    Nothing is deleted where a `refusal` says why not; `delete` does it otherwise.
    """
    if request.method != "POST":
        return _ask(request, row, back, refusal)
    if refusal:
        messages.warning(request, refusal)
        return redirect(back)
    name = str(row)
    try:
        _delete(row, siblings, delete)
    except ProtectedError:
        # Somebody began to use it since the question was shown.
        text = _("„{}“ wird inzwischen verwendet und bleibt.")
        messages.warning(request, text.format(name))
    else:
        messages.success(request, _("„{}“ ist gelöscht.").format(name))
    return redirect(back)


def _ask(request: HttpRequest, row: Model, back: str, refusal: str) -> HttpResponse:
    if refusal:
        title = _("„{}“ kann nicht gelöscht werden")
    else:
        title = _("„{}“ löschen?")
    context = {
        "title": title.format(row),
        "explanation": refusal or _("Das kann nicht rückgängig gemacht werden."),
        "is_possible": not refusal,
        "yes": _("Ja, löschen"),
        "back": back,
    }
    return render(request, "setup/confirm.html", context)


@transaction.atomic
def _delete(
    row: Model, siblings: QuerySet[Any] | None, delete: Callable[[Any], object]
) -> None:
    delete(row)
    if siblings is not None:
        close_gaps(siblings)
