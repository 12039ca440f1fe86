"""A word in a text that is not released stands on no page and in no file."""

from io import BytesIO

import pytest
from django.urls import URLPattern, get_resolver, reverse
from openpyxl import load_workbook

from ilmkreis_integration.access import Role
from staffsurvey.models import FocusArea
from staffsurvey.services.releasing import Decision, decide, state_of
from tests.conftest import logged_in
from tests.factories import HeldCommentFactory, UserFactory
from tests.pdf import text_of

pytestmark = pytest.mark.django_db

PLANTED = "Querfeldein"
RELEASED = "Freiwildbahn"
# Where comments could appear; the pages of other channels know nothing of them.
READING = {
    "evaluation",
    "process",
    "setup",
    "staffsurvey",
    "staffsurvey-reading",
    "staffsurvey-setup",
    "staffsurvey-topics",
}

OF_TOPICS = {"staffsurvey-topics:topic", "staffsurvey-topics:table"}


def addresses(resolver=None, namespaces=(), known=()):
    """All pages that need no arguments but those of this process."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            names = entry.pattern.converters
            name = ":".join([*namespaces, entry.name or ""])
            if set(names) <= {"slug", "extension"} or name in OF_TOPICS:
                yield name, names
        elif not entry.namespace or entry.namespace in READING:
            inner = [*namespaces, entry.namespace] if entry.namespace else namespaces
            yield from addresses(entry, inner)


def arguments(names, extension, topic):
    known = {"extension": extension, "slug": "wohnen", "pk": topic.pk}
    return {name: known[name] for name in names}


def text_in(response):
    content = response.getvalue()
    kind = response.get("Content-Type", "")
    if kind == "application/pdf":
        return text_of(content)
    if kind.endswith("sheet"):
        cells = load_workbook(BytesIO(content)).worksheets
        return "\n".join(
            str(value)
            for sheet in cells
            for row in sheet.iter_rows(values_only=True)
            for value in row
        )
    return content.decode(errors="replace")


@pytest.fixture
def visited(survey):
    """Where each role finds a word: a function that walks all pages."""

    def visit(*words):
        found = {word: set() for word in words}
        concept = survey.topics.get(slug="konzept")
        for role in (None, *Role):
            user = UserFactory(role=role)
            for topic in survey.topics.all():
                topic.owners.add(user)
            client = logged_in(user)
            for name, names in addresses():
                # The report is the same for everybody; making it takes seconds.
                extensions = ["pdf", "xlsx"] if role == Role.READING else []
                for extension in extensions if "extension" in names else [""]:
                    url = reverse(name, kwargs=arguments(names, extension, concept))
                    response = client.get(url)
                    if response.status_code == 200:
                        text = text_in(response)
                        for word in words:
                            if word in text:
                                found[word].add((role, name))
        return found

    return visit


@pytest.fixture
def area(survey):
    return FocusArea.objects.get(slug="wohnen")


def test_words_of_unreleased_texts_are_seen_by_those_who_release_only(visited, area):
    HeldCommentFactory(focus_area=area, text=f"{PLANTED} ist offen")
    HeldCommentFactory(focus_area=area, text=f"{PLANTED} bleibt hier", is_withheld=True)

    assert visited(PLANTED)[PLANTED] == {
        (Role.RELEASING, "staffsurvey-reading:queue"),
        (Role.RELEASING, "staffsurvey-reading:withheld"),
    }


def test_masked_words_are_seen_by_nobody(visited, area, releaser_client, releaser):
    held = HeldCommentFactory(focus_area=area, text=f"{PLANTED} {RELEASED}")
    page = releaser_client.get("/kommentare/freigabe/")
    entries = {"seen": page.context["seen"], "passage": PLANTED, "kind": "Name"}
    releaser_client.post(reverse("staffsurvey-reading:mask", args=[held.pk]), entries)
    held.refresh_from_db()
    decide(held, Decision.RELEASE, by=releaser, seen=state_of(held))

    found = visited(PLANTED, RELEASED)

    assert found[PLANTED] == set()
    # Otherwise the walk would say nothing.
    assert (Role.EVALUATION, "evaluation:coding-desk") in found[RELEASED]
    roles = {role for role, _name in found[RELEASED]}
    assert not roles & {Role.RELEASING, Role.READING, None}
