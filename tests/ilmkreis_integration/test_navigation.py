import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from ilmkreis_integration.access import Role
from ilmkreis_integration.navigation import menu
from tests.factories import UserFactory

EVERYTHING = [
    "Verfahren",
    "Fragebogen",
    "World Café",
    "Mitarbeiterbefragung",
    "Aussagen",
    "Synthese",
    "Leitbild",
    "Katalog",
    "Berichte",
    "Einstellungen",
]


@pytest.fixture
def menu_of(rf, db):
    """The menu that somebody with a role sees on a page."""

    def entries(role, path="/"):
        request = rf.get(path)
        request.user = UserFactory(role=role)
        return menu(request)

    return entries


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        (None, []),
        (Role.READING, ["Verfahren", "Synthese", "Leitbild", "Katalog", "Berichte"]),
        (
            Role.EVALUATION,
            ["Verfahren", "Aussagen", "Synthese", "Leitbild", "Katalog", "Berichte"],
        ),
        (Role.RELEASING, ["Freigabe"]),
        (Role.TOPIC, ["Kommentare"]),
        (Role.MANAGEMENT, EVERYTHING),
    ],
)
def test_menu_shows_what_a_role_may_open(menu_of, role, titles):
    assert [entry.title for entry in menu_of(role)] == titles


def test_nobody_has_no_menu(rf):
    request = rf.get("/")
    request.user = AnonymousUser()

    assert menu(request) == []


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/", []),
        ("/verfahren/", ["Verfahren"]),
        ("/verfahren/einstellungen/konten/", ["Einstellungen"]),
        ("/verfahren/worldcafe/3/", ["World Café"]),
        ("/auswertung/aussagen/themen/", ["Aussagen"]),
    ],
)
def test_menu_marks_the_part_being_shown(menu_of, path, here):
    entries = menu_of(Role.MANAGEMENT, path)

    assert [entry.title for entry in entries if entry.is_here] == here


@pytest.mark.parametrize(
    ("role", "path", "here"),
    [
        (Role.RELEASING, "/kommentare/freigabe/", ["Freigabe"]),
        (Role.RELEASING, "/kommentare/freigabe/zurueckgehalten/", ["Freigabe"]),
        (Role.TOPIC, "/kommentare/themen/3/", ["Kommentare"]),
    ],
)
def test_menu_marks_the_comments(menu_of, role, path, here):
    entries = menu_of(role, path)

    assert [entry.title for entry in entries if entry.is_here] == here


def test_entry_is_the_page_itself_or_the_part_it_belongs_to(manager_client):
    page = manager_client.get(reverse("setup:accounts")).content.decode()

    assert f'href="{reverse("setup:overview")}" aria-current="true"' in page
    page = manager_client.get(reverse("process:dashboard")).content.decode()
    assert f'href="{reverse("process:dashboard")}" aria-current="page"' in page
