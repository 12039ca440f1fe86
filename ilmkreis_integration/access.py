"""Who may see and do what.

Every page needs a login (LoginRequiredMiddleware) and a role, unless it is opened with
`public`. A test walks through all URLs and finds views that carry neither.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseForbidden,
    UnreadablePostError,
)
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from ilmkreis_integration.models import Process

View = Callable[..., HttpResponseBase]


class Role(models.TextChoices):
    """The roles; each is a Django group of the same name.

    The last two concern the staff survey alone: who reads its comments before anybody
    else does, and who is responsible for one of its topics.
    """

    MANAGEMENT = "Integrationsmanagement", _("Integrationsmanagement")
    EVALUATION = "Auswertung", _("Auswertung")
    READING = "Leseberechtigt", _("Leseberechtigt")
    RELEASING = "Freigabe", _("Freigabe")
    TOPIC = "Themenverantwortung", _("Themenverantwortung")


# By role: which roles have what it allows. Nobody reads unreleased comments just because
# they may do everything else.
_INCLUDED = {
    Role.MANAGEMENT: {Role.MANAGEMENT},
    Role.EVALUATION: {Role.MANAGEMENT, Role.EVALUATION},
    Role.READING: {Role.MANAGEMENT, Role.EVALUATION, Role.READING},
    Role.RELEASING: {Role.RELEASING},
    Role.TOPIC: {Role.TOPIC},
}


def has_role(user: User | AnonymousUser, *roles: Role) -> bool:
    """Whether `user` has one of `roles` or one that includes it; one query per request."""
    if not user.is_authenticated or not user.is_active:
        return False
    names: set[str] | None = user.__dict__.get("_role_names")
    if names is None:
        names = set(user.groups.values_list("name", flat=True))
        user.__dict__["_role_names"] = names
    return any(names & _INCLUDED[role] for role in roles)


def requires(*roles: Role) -> Callable[[View], View]:
    """Open a view to people with one of `roles`; 403 for all others who are logged in."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(
            request: HttpRequest, *args: Any, **kwargs: Any
        ) -> HttpResponseBase:
            if not has_role(request.user, *roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_roles = roles  # type: ignore[attr-defined]
        return guarded

    return decorate


class SignedInRequest(HttpRequest):
    """What a view behind `requires` gets."""

    user: User


def public(view: View) -> View:
    """Open a view to everybody.

    Its pages go compressed; the others do not, because the length of a compressed page
    can give away a secret in it (BREACH), and what everybody sees holds none.
    """
    return login_not_required(gzip_page(view))


def public_form(view: View, *, hides_origin: bool = False) -> View:
    """Open a form to everybody, without any cookie.

    Nothing is done in the name of an account here, so a CSRF token would protect
    nobody, but it would set a cookie on shared tablets and in the anonymous survey.
    Posts from other sites are refused by what the browser itself says of them. A page
    that tells nobody where it was (`hides_origin`, Referrer-Policy: no-referrer) sends
    "null" as its origin; on a site without HTTPS that is all a browser says.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and _comes_from_elsewhere(request, hides_origin):
            return HttpResponseForbidden()
        try:
            return view(request, *args, **kwargs)
        except UnreadablePostError:
            # The connection broke. Nobody reads the answer, and no log hears of it.
            return HttpResponse(status=204)

    return csrf_exempt(public(guarded))


def _comes_from_elsewhere(request: HttpRequest, hides_origin: bool) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin == "null" and hides_origin:
        return False
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def current_process() -> Process:
    """The process being worked on, or 404 when none was loaded yet."""
    process = Process.objects.current()
    if process is None:
        raise Http404("no process")
    return process
