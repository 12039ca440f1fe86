"""Writing the texts of an edition: with advice beside them, and a preview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ilmkreis_integration.domain.texts import clean_text
from ilmkreis_integration.framing import holds_frame
from surveys.advice import Advice, advice_on, languages_without_help
from surveys.definition import definition_of_edition
from surveys.forms.setup import WordingForm
from surveys.models import Edition, Questionnaire
from surveys.previewing import GROUP, SINGLE, START, THANKS, Row, step_of, with_row
from surveys.views.preview import Preview, show

_ADDRESSES = {
    START: "surveys-setup:preview",
    SINGLE: "surveys-setup:preview-single",
    GROUP: "surveys-setup:preview-group",
    THANKS: "surveys-setup:preview-thanks",
}


@holds_frame
def write_row(
    request: HttpRequest,
    form_class: type[WordingForm[Any]],
    row: Row,
    *,
    edition: Edition,
    title: str,
    back: str,
    save: Callable[[Any], object] = Model.save,
) -> HttpResponse:
    """Show the form of a new or stored `row`; `save` stores it, then it goes `back`.

    Of its buttons only "speichern" stores anything.
    """
    form = form_class(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST":
        is_valid = form.is_valid()  # puts what is valid into the row
        if page := request.POST.get("vorschau"):
            return _show_unsaved(request, form, edition, page)
        if is_valid and "pruefen" not in request.POST:
            save(form.save(commit=False))
            messages.success(request, _("Gespeichert."))
            _warn_of_missing_help(request, form)
            return redirect(back)
    context = {
        "form": form,
        "parts": list(_parts(form, edition)),
        "title": title,
        "back": back,
        "preview_url": _preview_url(form, row),
    }
    return render(request, "surveys/setup/writing.html", context)


def _show_unsaved(
    request: HttpRequest, form: WordingForm[Any], edition: Edition, page: str
) -> HttpResponse:
    """What was typed, as people would see it. What is not valid is as it was before."""
    row: Row = form.instance
    if isinstance(row, Questionnaire):
        questionnaire = row
    else:
        questionnaire = edition.questionnaire
        if not isinstance(row, Edition):
            row.slug = row.slug or "neu"  # names its step
    sent = request.POST.items()
    preview = Preview(
        questionnaire=questionnaire,
        definition=with_row(definition_of_edition(edition), row),
        step=step_of(row),
        carried=tuple(
            (name, str(value))
            for name, value in sent
            if name in form.fields or name == "vorschau"
        ),
    )
    return show(request, preview, page if page in form.pages else form.first_page)


def _warn_of_missing_help(request: HttpRequest, form: WordingForm[Any]) -> None:
    changed = [form.cleaned_data[n] for n in form.wording if n in form.changed_data]
    number = len(languages_without_help(changed))
    if number:
        text = ngettext(
            "Zum neuen Wortlaut fehlt die Hilfe in %(number)s Sprache.",
            "Zum neuen Wortlaut fehlt die Hilfe in %(number)s Sprachen.",
            number,
        )
        messages.warning(request, text % {"number": number})


def _parts(
    form: WordingForm[Any], edition: Edition
) -> Iterator[tuple[BoundField, Advice | None, str]]:
    """Each field, what is said about its text, and the page on which that is seen."""
    texts = {name: clean_text(str(form[name].value() or "")) for name in form.wording}
    advice = advice_on({text for text in texts.values() if text}, edition)
    for field in form:
        text = texts.get(field.name, "")
        yield field, advice.get(text), form.wording.get(field.name, "")


def _preview_url(form: WordingForm[Any], row: Row) -> str:
    """The stored state: what the frame shows before anything is typed."""
    url = reverse(_ADDRESSES[form.first_page])
    if row._state.adding or not (step := step_of(row)):
        return url
    return f"{url}?{urlencode({'schritt': step})}"
