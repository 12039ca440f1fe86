"""The PDFs of a binding version: printed, and scanned with signatures."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ilmkreis_integration.access import Role, SignedInRequest, requires
from ilmkreis_integration.editing import show_form
from ilmkreis_integration.printing import PrintingError
from ilmkreis_integration.printing.failing import lead_back
from staffsurvey.forms.documents import SignedForm
from staffsurvey.models import VersionDocument
from staffsurvey.services.archiving import (
    NotLockedError,
    keep_signed,
    printed_document,
)
from staffsurvey.views.versions import version_or_404, version_url


@requires(Role.MANAGEMENT)
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    try:
        return _download(printed_document(version))
    except NotLockedError:
        raise Http404("not binding") from None
    except PrintingError:
        return lead_back(request, version_url(version))


@requires(Role.MANAGEMENT)
@require_safe
def signed(request: HttpRequest, pk: int) -> HttpResponse:
    documents = version_or_404(pk).documents.select_related("version")
    kind = VersionDocument.Kind.SIGNED
    return _download(get_object_or_404(documents, kind=kind))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def upload_signed(request: SignedInRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    if not version.was_locked:
        raise Http404("not binding")
    kind = VersionDocument.Kind.PRINTED
    print_out = version.documents.filter(kind=kind).first()
    if request.method == "POST":
        form = SignedForm(request.POST, request.FILES, printed=print_out)
        if form.is_valid():
            keep_signed(version, form.content, by=request.user)
            messages.success(request, _("Die unterschriebene Fassung ist abgelegt."))
            return redirect(version_url(version))
    else:
        form = SignedForm()
    return show_form(
        request,
        form,
        title=_("{}: unterschriebenes PDF ablegen").format(version),
        back=version_url(version),
    )


def _download(document: VersionDocument) -> HttpResponse:
    """Never shown in the browser: what somebody uploaded acts nowhere on our pages."""
    name = f"mitarbeiterbefragung-fassung-{document.version.number}"
    if document.kind == VersionDocument.Kind.SIGNED:
        name += "-unterschrieben"
    response = HttpResponse(bytes(document.pdf), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.pdf")
    return response
