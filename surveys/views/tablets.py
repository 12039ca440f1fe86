"""The tablet of a channel: one page that works without network, and its inbox."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ilmkreis_integration.access import public, public_form
from ilmkreis_integration.sealing import SealError
from surveys.definition import definition_of
from surveys.languages import GERMAN, LANGUAGES
from surveys.models import Channel, Device
from surveys.reading_aids import address_of, aid_in
from surveys.sealing import Envelope
from surveys.services import ResponseConflictError
from surveys.tablets import NotAFormError, device_with, public_key_of, take_in
from surveys.views.guide import FROM_TABLET

_SHOWN_BY_DEVICE = "X-Device-Token"
# What the page and the forms load, in all languages; a tablet keeps all of it.
_FILES = [
    "icon.svg",
    "pictograms.svg",
    "language-names.woff2",
    "vendor/kern/2.7.2/kern.min.css",
    "vendor/fira-sans/5.3.0/fira-sans-latin-400-normal.woff2",
    "vendor/fira-sans/5.3.0/fira-sans-latin-600-normal.woff2",
    "vendor/fira-sans/5.3.0/fira-sans-latin-ext-400-normal.woff2",
    "vendor/fira-sans/5.3.0/fira-sans-cyrillic-400-normal.woff2",
    "vendor/noto-sans-arabic/5.3.0/noto-sans-arabic-arabic-400-normal.woff2",
    "vendor/noto-sans-ethiopic/5.3.0/noto-sans-ethiopic-ethiopic-400-normal.woff2",
    "css/tokens.css",
    "css/kern-repairs.css",
    "css/layout.css",
    "css/components/form.css",
    "css/guide.css",
    "css/surveys.css",
    "css/tablet.css",
    "js/page.js",
    "js/read-aloud.js",
    "js/sealing.js",
    "js/steps.js",
    "js/surveys-form.js",
    "js/tablet.js",
    "js/tablet-form.js",
    "js/tablet-idle.js",
    "js/tablet-outbox.js",
    "js/tablet-pin.js",
    "js/tablet-sealing.js",
    "js/tablet-store.js",
]


@public
@require_safe
def tablet(request: HttpRequest) -> HttpResponse:
    """The page itself; it knows its channel from what the tablet has kept."""
    context = {
        "languages": [GERMAN, *LANGUAGES.values()],
        "scope": _scope(),
        "guide_url": _guide(),
    }
    return render(request, "surveys/tablet.html", context)


@public
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Makes the page installable."""
    icon = {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    content = {
        "name": "Fragebogen",
        "short_name": "Fragebogen",
        "lang": "de",
        "start_url": reverse("surveys:tablet"),
        "scope": _scope(),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [icon],
    }
    return JsonResponse(content, content_type="application/manifest+json")


@public
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: answers for the pages of the questionnaire and no others."""
    script = render_to_string("surveys/worker.js")
    response = HttpResponse(script, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@public
@require_safe
def settings_of_device(request: HttpRequest) -> HttpResponse:
    """All that a tablet must know and keep to work without network."""
    device = _device(request)
    if device is None:
        return _refused("device", 401)
    channel = device.channel
    questionnaire = channel.questionnaire
    languages = _languages(channel)
    settings: dict[str, Any] = {
        "device": device.name,
        "channel": channel.name,
        "code": channel.code,
        "title": questionnaire.title,
        "authority": questionnaire.process.authority,
        "isExample": questionnaire.process.is_example,
        "isOpen": questionnaire.is_open(on=timezone.localdate()),
        "edition": definition_of(questionnaire).edition.pk,
        "publicKey": public_key_of(questionnaire),
        "forms": {
            "single": reverse("surveys:single", args=[channel.code]),
            "group": reverse("surveys:group", args=[channel.code]),
        },
        "languages": languages,
        "files": [_guide(), *map(static, _FILES), *_sounds_of(languages)],
    }
    settings["version"] = _version_of(settings, questionnaire.changed_at.isoformat())
    return JsonResponse(settings)


@public_form
@require_POST
def inbox(request: HttpRequest) -> HttpResponse:
    """Take one sealed form in. Only a receipt that names its id lets the tablet forget.

    200 with the receipt, also for a repeated sending; 401 unknown or revoked tablet;
    409 another form has this id; 422 this will never be taken.
    """
    device = _device(request)
    if device is None:
        return _refused("device", 401)
    try:
        envelope = Envelope.read(_json(request))
        response = take_in(envelope, device.channel, device)
    except ResponseConflictError:
        return _refused("conflict", 409)
    except SealError:
        return _refused("envelope", 422)
    except NotAFormError:
        return _refused("form", 422)
    return JsonResponse({"receipt": str(response.pk)})


def _scope() -> str:
    """The part of the site that the service worker answers for."""
    return reverse("surveys:tablet").removesuffix("tablet/")


def _guide() -> str:
    return reverse("surveys:guide") + FROM_TABLET


def _device(request: HttpRequest) -> Device | None:
    token = request.headers.get(_SHOWN_BY_DEVICE, "")
    return device_with(token) if token else None


def _json(request: HttpRequest) -> dict[str, Any]:
    try:
        value = json.loads(request.body)
    except ValueError as error:
        raise SealError("not JSON") from error
    if not isinstance(value, dict):
        raise SealError("not an object")
    return value


def _refused(reason: str, status: int) -> JsonResponse:
    return JsonResponse({"refused": reason}, status=status)


def _languages(channel: Channel) -> list[dict[str, Any]]:
    """Each language with what the tablet itself says in it, by the German text."""
    return [
        {
            "code": language.code,
            "name": language.own_name,
            "direction": language.direction,
            "texts": dict(aid.translations),
            "sounds": {text: address_of(name) for text, name in aid.sounds.items()},
        }
        for language in (GERMAN, *LANGUAGES.values())
        for aid in [aid_in(language.code, channel.questionnaire)]
    ]


def _sounds_of(languages: list[dict[str, Any]]) -> list[str]:
    """Addresses of all recordings, each once: two texts may sound the same."""
    sounds = (
        address for language in languages for address in language["sounds"].values()
    )
    return list(dict.fromkeys(sounds))


def _version_of(settings: dict[str, Any], changed_at: str) -> str:
    """Changes whenever anything does that a tablet keeps."""
    content = json.dumps([settings, changed_at], sort_keys=True)
    return sha256(content.encode()).hexdigest()[:16]
