"""Who may use the pages on which comments are read, and how."""

from collections import namedtuple

import pytest
from django.urls import get_resolver, reverse

from ilmkreis_integration.access import Role
from tests.conftest import logged_in
from tests.factories import HeldCommentFactory, UserFactory

pytestmark = pytest.mark.django_db

SOME_UUID = "00000000-0000-4000-8000-000000000000"
Route = namedtuple("Route", "name role methods arguments")
GET, POST, BOTH = {"get"}, {"post"}, {"get", "post"}
ROUTES = [
    Route("queue", Role.RELEASING, GET, []),
    Route("mask", Role.RELEASING, POST, [SOME_UUID]),
    Route("decide", Role.RELEASING, POST, [SOME_UUID]),
    Route("withheld", Role.RELEASING, GET, []),
    Route("put-back", Role.RELEASING, POST, [SOME_UUID]),
    Route("destroy", Role.RELEASING, BOTH, [SOME_UUID]),
]
by_name = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)


def address(route, arguments=None):
    return reverse(
        f"staffsurvey-reading:{route.name}", args=arguments or route.arguments
    )


def test_every_route_is_looked_at():
    [reading] = (
        resolver
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "namespace", None) == "staffsurvey-reading"
    )

    assert {pattern.name for pattern in reading.url_patterns} == {
        route.name for route in ROUTES
    }


@by_name
def test_pages_are_open_to_their_role_only(client, survey, route):
    url = address(route)
    allowed = {Role.MANAGEMENT, Role.EVALUATION} & {route.role}
    if route.role == Role.EVALUATION:
        allowed.add(Role.MANAGEMENT)
    for role in [None, *sorted(set(Role) - {route.role} - allowed)]:
        visitor = logged_in(UserFactory(role=role))
        assert visitor.get(url).status_code == 403
        assert visitor.post(url).status_code == 403
    for send in (client.get, client.post):
        response = send(url)
        assert response.status_code == 302
        assert response.url == f"{reverse('login')}?next={url}"


@by_name
def test_wrong_methods_are_refused(survey, route):
    visitor = logged_in(UserFactory(role=route.role))
    url = address(route)

    for method in ("get", "post"):
        status = getattr(visitor, method)(url).status_code
        assert (status == 405) == (method not in route.methods)
    assert visitor.delete(url).status_code == 405


@pytest.mark.parametrize("name", ["mask", "decide", "put-back", "destroy"])
@pytest.mark.parametrize("is_withheld", [True, False])
def test_comments_of_another_survey_are_not_found(
    releaser_client, survey, name, is_withheld
):
    foreign = HeldCommentFactory(is_withheld=is_withheld)
    before = type(foreign).objects.values().get()

    url = reverse(f"staffsurvey-reading:{name}", args=[foreign.pk])
    entries = {"decision": "release", "hint": "alle"}

    assert releaser_client.post(url, entries).status_code == 404
    assert type(foreign).objects.values().get() == before
