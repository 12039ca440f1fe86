"""„So geht’s“: what counsellors need to know, on the screen and on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from ilmkreis_integration.access import public
from ilmkreis_integration.models import Process
from ilmkreis_integration.printing import print_html
from surveys.languages import LANGUAGES

STYLESHEET = "css/print/guide.css"
# How the tablet asks for the page, so that it leads back there.
FROM_TABLET = "?von=tablet"


@public
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    context = {
        "from_tablet": request.GET.get("von") == "tablet",
        "languages": LANGUAGES.values(),
    }
    return render(request, "surveys/guide.html", context)


def print_guide(process: Process) -> bytes:
    context = {"languages": LANGUAGES.values(), "process": process}
    return print_html(render_to_string("surveys/print/guide.html", context), STYLESHEET)
