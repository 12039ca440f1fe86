import pytest
from django.contrib.auth import views as auth
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import URLPattern, get_resolver, reverse

from ilmkreis_integration.access import Role, has_role, public_form, requires
from ilmkreis_integration.account_views import LoginView
from tests.factories import UserFactory


def all_views(resolver, route=""):
    """Route and view of every URL, except those below /admin/, which guards itself."""
    for entry in resolver.url_patterns:
        path = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path, entry.callback
        elif entry.app_name != "admin":
            yield from all_views(entry, path)


def is_public(view):
    return not getattr(view, "login_required", True)


def is_for_a_role(view):
    roles = getattr(view, "required_roles", ())
    return bool(roles) and set(roles) <= set(Role)


def belongs_to_accounts(view):
    """Login and logout, and the own password, which needs a login but no role."""
    return getattr(view, "view_class", None) in {
        LoginView,
        auth.LogoutView,
        auth.PasswordChangeView,
        auth.PasswordChangeDoneView,
    }


def test_every_view_says_who_may_use_it():
    undecided = [
        route
        for route, view in all_views(get_resolver())
        if not (is_public(view) or is_for_a_role(view) or belongs_to_accounts(view))
    ]

    assert undecided == []


def test_no_view_is_public_and_for_a_role():
    contradictory = [
        route
        for route, view in all_views(get_resolver())
        if is_public(view) and is_for_a_role(view)
    ]

    assert contradictory == []


def test_public_pages_are_these_and_no_others():
    """Whoever opens another part of the site to everybody changes this list."""
    public = {
        route.partition("/")[0]
        for route, view in all_views(get_resolver())
        if is_public(view)
    }

    assert public <= {
        "",
        "healthz",
        "anmelden",
        "abmelden",
        "barrierefreiheit",
        "cafe",
        "datenschutz",
        "fragebogen",
        "impressum",
        "lizenzen",
        "mitarbeiterbefragung",
        "rueckmeldung",
    }


@pytest.mark.parametrize(
    ("held", "allowed"),
    [
        (None, []),
        (Role.READING, [Role.READING]),
        (Role.EVALUATION, [Role.EVALUATION, Role.READING]),
        (Role.MANAGEMENT, [Role.MANAGEMENT, Role.EVALUATION, Role.READING]),
        (Role.RELEASING, [Role.RELEASING]),
        (Role.TOPIC, [Role.TOPIC]),
    ],
)
def test_role_includes_those_after_it(db, held, allowed):
    user = UserFactory(role=held)

    assert [role for role in Role if has_role(user, role)] == allowed


def test_inactive_account_has_no_role(db):
    user = UserFactory(role=Role.MANAGEMENT, is_active=False)

    assert not has_role(user, Role.READING)


def test_nobody_has_no_role():
    assert not has_role(AnonymousUser(), Role.READING)


@requires(Role.EVALUATION, Role.TOPIC)
def guarded(request):
    return HttpResponse("offen")


@pytest.mark.parametrize("role", [Role.MANAGEMENT, Role.EVALUATION, Role.TOPIC])
def test_requires_opens_to_each_of_its_roles(rf, db, role):
    request = rf.get("/")
    request.user = UserFactory(role=role)

    assert guarded(request).content == b"offen"


def test_requires_refuses_lesser_role(rf, reader):
    request = rf.get("/")
    request.user = reader

    with pytest.raises(PermissionDenied):
        guarded(request)


@public_form
def form(request):
    return HttpResponse("angenommen")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="says nothing"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, 200, id="own page"),
        pytest.param({"Sec-Fetch-Site": "none"}, 200, id="typed address"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="other site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, 403, id="neighbour"),
        pytest.param({"Origin": "http://testserver"}, 200, id="own origin"),
        pytest.param({"Origin": "https://example.org"}, 403, id="other origin"),
        pytest.param({"Origin": "null"}, 403, id="hidden origin"),
    ],
)
def test_public_form_takes_posts_of_this_site_only(rf, headers, status):
    assert form(rf.post("/", headers=headers)).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Origin": "null"}, 200, id="hidden origin"),
        pytest.param({"Origin": "https://example.org"}, 403, id="other origin"),
        pytest.param(
            {"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403, id="other site"
        ),
    ],
)
def test_form_that_hides_its_origin_is_taken_without_https(rf, headers, status):
    hiding = public_form(lambda request: HttpResponse(), hides_origin=True)

    assert hiding(rf.post("/", headers=headers)).status_code == status


@pytest.mark.django_db
def test_only_pages_for_everybody_are_compressed(client, reader_client):
    headers = {"Accept-Encoding": "gzip"}

    for_everybody = client.get(reverse("privacy"), headers=headers)
    for_readers = reader_client.get(reverse("process:dashboard"), headers=headers)

    assert for_everybody.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in for_readers.headers


class BrokenConnection:
    """What gunicorn gives when the browser is gone in the middle of a post."""

    def read(self, *args):
        raise ConnectionResetError


@public_form
def reading_form(request):
    return HttpResponse(request.POST.get("text"))


def test_broken_connection_is_no_error(rf, caplog):
    request = rf.post("/", {"text": "Ja"})
    request._stream = BrokenConnection()

    assert reading_form(request).status_code == 204
    assert caplog.records == []
