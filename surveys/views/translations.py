"""The help in other languages: what there is, who checked it, what is missing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, requires
from surveys.editions import edition_shown
from surveys.forms.translations import CheckAllForm, TranslationForm
from surveys.languages import LANGUAGES, Language
from surveys.translating import Entry, check_all, coverage, entries, translate
from surveys.views.setup import questionnaire_in_work
from surveys.wording import texts_to_translate


@requires(Role.MANAGEMENT)
@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    context = {"coverage": coverage(_all(_places()))}
    return render(request, "surveys/setup/languages.html", context)


@requires(Role.MANAGEMENT)
@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    language = _language(code)
    places = _places()
    all_entries = entries(_all(places), language)
    by_text = {entry.german: entry for entry in all_entries}
    context = {
        "language": language,
        "places": {
            place: [by_text[text] for text in texts] for place, texts in places.items()
        },
        "unchecked": sum(
            1 for e in all_entries if e.translation and not e.translation.is_checked
        ),
        "missing": sum(1 for e in all_entries if e.translation is None),
        "form": CheckAllForm(),
    }
    return render(request, "surveys/setup/language.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def translation(request: HttpRequest, code: str, key: str) -> HttpResponse:
    language = _language(code)
    entry = _entry(language, key)
    if request.method == "POST":
        form = TranslationForm(request.POST, german=entry.german)
        if form.is_valid():
            translate(entry.german, language=language, **form.cleaned_data)
            messages.success(request, _("Gespeichert."))
            return redirect(_place_of(language, key))
    else:
        form = TranslationForm.showing(entry)
    context = {"language": language, "entry": entry, "form": form}
    return render(request, "surveys/setup/translation.html", context)


@requires(Role.MANAGEMENT)
@require_POST
def check_language(request: HttpRequest, code: str) -> HttpResponse:
    language = _language(code)
    form = CheckAllForm(request.POST)
    if form.is_valid():
        number = check_all(_all(_places()), language=language, **form.cleaned_data)
        text = ngettext(
            "%(number)s Text ist jetzt geprüft.",
            "%(number)s Texte sind jetzt geprüft.",
            number,
        )
        messages.success(request, text % {"number": number})
    else:
        messages.warning(request, _("Bitte nennen Sie, wer geprüft hat."))
    return redirect("surveys-setup:language", code=code)


def _places() -> dict[str, list[str]]:
    return texts_to_translate(edition_shown(questionnaire_in_work()))


def _all(places: dict[str, list[str]]) -> list[str]:
    return [text for texts in places.values() for text in texts]


def _language(code: str) -> Language:
    if code not in LANGUAGES:
        raise Http404(code)
    return LANGUAGES[code]


def _entry(language: Language, key: str) -> Entry:
    for entry in entries(_all(_places()), language):
        if entry.key == key:
            return entry
    raise Http404(key)


def _place_of(language: Language, key: str) -> str:
    return reverse("surveys-setup:language", args=[language.code]) + f"#t-{key}"
