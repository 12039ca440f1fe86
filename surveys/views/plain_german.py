"""Whether the texts of the questionnaire are easy to understand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ilmkreis_integration.access import Role, requires
from ilmkreis_integration.domain.plain_german import Severity
from ilmkreis_integration.fields import FreeTextField
from surveys.advice import Quotation, advice_on, quotations
from surveys.editions import edition_shown
from surveys.forms.setup import (
    AttributeForm,
    EditionForm,
    OptionForm,
    QuestionForm,
    QuestionnaireForm,
    WordingForm,
)
from surveys.models import Edition
from surveys.previewing import Row
from surveys.views.setup import questionnaire_in_work


@dataclass(frozen=True)
class Text:
    """A text of the edition, where it stands, and where it is changed."""

    place: str
    text: str
    url: str
    quotations: tuple[Quotation, ...]


class TextForm(forms.Form):
    """The text about which somebody asks."""

    text = FreeTextField(required=False)


@requires(Role.MANAGEMENT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All remarks, text by text."""
    edition = edition_shown(questionnaire_in_work())
    texts = [text for text in _texts(edition) if text.text]
    rules = [quotation.rule for text in texts for quotation in text.quotations]
    to_change = sum(1 for rule in rules if rule.severity == Severity.CHANGE)
    context = {
        "edition": edition,
        "is_locked": edition.is_locked(),
        "remarked": [text for text in texts if text.quotations],
        "total": len(texts),
        "without": sum(1 for text in texts if not text.quotations),
        "to_change": to_change,
        "to_check": len(rules) - to_change,
    }
    return render(request, "surveys/setup/plain.html", context)


@requires(Role.MANAGEMENT)
@require_POST
def advise(request: HttpRequest) -> HttpResponse:
    """What is said about one text while it is typed; a part of a page."""
    form = TextForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    text = form.cleaned_data["text"]
    advice = advice_on({text}, edition_shown(questionnaire_in_work())) if text else {}
    context = {"advice": advice.get(text)}
    return render(request, "surveys/setup/_advice.html", context)


def _texts(edition: Edition) -> Iterator[Text]:
    yield from _of(edition.questionnaire, QuestionnaireForm, "edit", _("Titel"))
    yield from _of(edition, EditionForm, "texts", _("Begrüßung und Dank"))
    for attribute in edition.attributes.prefetch_related("options"):
        place = _("Merkmal „{}“").format(attribute.title)
        yield from _of(attribute, AttributeForm, "attribute", place)
        for option in attribute.options.all():
            yield from _of(option, OptionForm, "option", place)
    for number, question in enumerate(edition.questions.all(), start=1):
        yield from _of(question, QuestionForm, "question", _("Frage {}").format(number))


def _of(
    row: Row, form_class: type[WordingForm[Any]], route: str, place: str
) -> Iterator[Text]:
    args = [row.pk] if route in {"attribute", "option", "question"} else []
    url = reverse(f"surveys-setup:{route}", args=args)
    for name in form_class.wording:
        label = form_class.base_fields[name].label
        text = str(getattr(row, name))
        yield Text(f"{place}: {label}", text, f"{url}#id_{name}", quotations(text))
