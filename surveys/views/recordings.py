"""Reading aloud: which texts are recorded, recording them, and the sounds themselves."""

from __future__ import annotations

from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import Role, public, requires
from ilmkreis_integration.deleting import ask_and_delete
from surveys.definition import mark_all_changed
from surveys.editions import edition_shown
from surveys.forms.recordings import RecordingForm
from surveys.languages import GERMAN, LANGUAGES, Language
from surveys.models import Edition, Recording
from surveys.recordings import (
    SpokenText,
    all_languages,
    keep_recording,
    spoken_texts,
    spoken_texts_by_language,
)
from surveys.sounds import part_of
from surveys.views.setup import questionnaire_in_work


@public
@require_safe
def sound(request: HttpRequest, name: str) -> HttpResponse:
    """A recording; under its name there is never another one."""
    digest = name.partition(".")[0]
    recording = Recording.objects.filter(digest__startswith=digest).first()
    if recording is None or recording.file_name != name:
        raise Http404("no such recording")
    content = bytes(recording.sound)
    part = part_of(len(content), request.headers.get("Range", ""))
    response = HttpResponse(content, content_type=recording.media_type)
    if part is not None:
        first, last = part
        response.content = content[first : last + 1]
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@requires(Role.MANAGEMENT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    texts = spoken_texts_by_language(_edition(), all_languages())
    lines = [
        (
            language,
            sum(text.recording is not None for text in spoken),
            sum(text.is_missing for text in spoken),
            sum(not text.words for text in spoken),
        )
        for language, spoken in texts.items()
    ]
    return render(request, "surveys/setup/recordings.html", {"lines": lines})


@requires(Role.MANAGEMENT)
@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    chosen = _language(code)
    texts = spoken_texts(_edition(), chosen)
    context = {
        "language": chosen,
        "texts": texts,
        "recorded": sum(text.recording is not None for text in texts),
        "first_missing": next((text for text in texts if text.is_missing), None),
    }
    return render(request, "surveys/setup/recordings_in.html", context)


# The page plays what was just recorded from memory.
@csp_update({"media-src": ["blob:"]})
@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, code: str, key: str) -> HttpResponse:
    chosen = _language(code)
    texts = spoken_texts(_edition(), chosen)
    text = _text(texts, key)
    if request.method == "POST":
        form = RecordingForm(request.POST, request.FILES)
        if form.is_valid():
            keep_recording(
                chosen,
                text.words,
                sound=form.cleaned_data["sound"],
                media_type=form.media_type,
            )
            messages.success(request, _("Die Aufnahme ist gespeichert."))
            return redirect(_after(text, texts, chosen, request.POST.get("danach")))
    else:
        form = RecordingForm()
    context = {
        "form": form,
        "language": chosen,
        "text": text,
        "number": texts.index(text) + 1,
        "total": len(texts),
    }
    return render(request, "surveys/setup/record.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def delete_recording(request: HttpRequest, code: str, key: str) -> HttpResponse:
    chosen = _language(code)
    text = _text(spoken_texts(_edition(), chosen), key)
    if text.recording is None:
        raise Http404("nothing recorded")
    back = reverse("surveys-setup:recordings-in", args=[chosen.code])
    response = ask_and_delete(request, text.recording, back=back)
    if request.method == "POST":
        mark_all_changed()
    return response


def _edition() -> Edition:
    return edition_shown(questionnaire_in_work())


def _language(code: str) -> Language:
    if code == GERMAN.code:
        return GERMAN
    if code not in LANGUAGES:
        raise Http404("no such language")
    return LANGUAGES[code]


def _text(texts: list[SpokenText], key: str) -> SpokenText:
    """The text with that key, if there is something to say in this language."""
    for text in texts:
        if text.key == key and text.words:
            return text
    raise Http404("no such text")


def _after(
    text: SpokenText, texts: list[SpokenText], language: Language, wanted: str | None
) -> str:
    """Where to go after saving: to the next text without a recording, or to the list."""
    number = texts.index(text)
    others = [
        other for other in texts[number + 1 :] + texts[:number] if other.is_missing
    ]
    if wanted == "naechste" and others:
        return reverse("surveys-setup:record", args=[language.code, others[0].key])
    return reverse("surveys-setup:recordings-in", args=[language.code])
