"""Accounts: who may do what, and logging in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ilmkreis_integration.access import Role, requires
from ilmkreis_integration.accounts import open_account, renew_password, set_role
from ilmkreis_integration.editing import show_form
from ilmkreis_integration.forms import LoginForm
from ilmkreis_integration.navigation import menu
from ilmkreis_integration.setup_forms import AccountForm, RoleForm


class LoginView(auth.LoginView):
    """Leads to the first page in the menu of the person, unless another was wanted."""

    authentication_form = LoginForm

    def get_default_redirect_url(self) -> str:
        entries = menu(self.request)
        return entries[0].url if entries else super().get_default_redirect_url()


@requires(Role.MANAGEMENT)
@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    accounts = User.objects.prefetch_related("groups").order_by("username")
    return render(request, "setup/accounts.html", {"accounts": accounts})


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_account(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        form = AccountForm(request.POST)
        if form.is_valid():
            account, password = open_account(
                form.cleaned_data["username"], role=Role(form.cleaned_data["role"])
            )
            return _show_password(request, account, password)
    else:
        form = AccountForm(initial={"role": Role.READING})
    title, back = _("Konto anlegen"), reverse("setup:accounts")
    return show_form(request, form, title=title, back=back)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_account(request: HttpRequest, pk: int) -> HttpResponse:
    account = _other_account(request, pk)
    if request.method == "POST":
        form = RoleForm(request.POST)
        if form.is_valid():
            set_role(account, Role(form.cleaned_data["role"]))
            messages.success(request, _("Gespeichert."))
            return redirect("setup:accounts")
    else:
        group = account.groups.first()
        form = RoleForm(initial={"role": group.name if group else Role.READING})
    title = _("Rolle von „{}“").format(account.username)
    return show_form(request, form, title=title, back=reverse("setup:accounts"))


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    account = _other_account(request, pk)
    if request.method == "POST":
        return _show_password(request, account, renew_password(account))
    context = {
        "title": _("Neues Passwort für „{}“?").format(account.username),
        "explanation": _("Das bisherige Passwort gilt dann nicht mehr."),
        "is_possible": True,
        "yes": _("Neues Passwort anzeigen"),
        "back": reverse("setup:accounts"),
    }
    return render(request, "setup/confirm.html", context)


@requires(Role.MANAGEMENT)
@require_POST
def deactivate_account(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_active(request, pk, is_active=False)


@requires(Role.MANAGEMENT)
@require_POST
def reactivate_account(request: HttpRequest, pk: int) -> HttpResponse:
    return _set_active(request, pk, is_active=True)


def _set_active(request: HttpRequest, pk: int, *, is_active: bool) -> HttpResponse:
    account = _other_account(request, pk)
    account.is_active = is_active
    account.save(update_fields=["is_active"])
    if is_active:
        text = _("Das Konto „{}“ ist wieder offen.")
    else:
        text = _("Das Konto „{}“ ist abgeschaltet.")
    messages.success(request, text.format(account.username))
    return redirect("setup:accounts")


def _other_account(request: HttpRequest, pk: int) -> User:
    """An account, but never one's own: nobody locks themselves out.

    Nor a superuser, whose password would open more than the role of a manager does.
    """
    others = User.objects.exclude(username=request.user.get_username())
    return get_object_or_404(others.exclude(is_superuser=True), pk=pk)


def _show_password(request: HttpRequest, account: User, password: str) -> HttpResponse:
    """Show the password this once; it stands in no link, message or session."""
    context = {"account": account, "password": password}
    return render(request, "setup/password.html", context)
