"""No other site, and no later page, learns that somebody came from the survey."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse


def hide_origin(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """For whatever is answered below the survey: refusals and failures as well."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(reverse("staffsurvey:survey").rstrip("/")):
            response["Referrer-Policy"] = "no-referrer"
        return response

    return middleware
