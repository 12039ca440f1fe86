"""Pages for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import public


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html")


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Tell that the process answers; says nothing about the database."""
    return HttpResponse("ok", content_type="text/plain")


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy.html")


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html")


@public
@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    return render(request, "imprint.html")


@public
@require_safe
def licences(request: HttpRequest) -> HttpResponse:
    return render(request, "licences.html")
