"""A word that somebody may not read stands on none of their pages and in no file."""

from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.converters import UUIDConverter

from ilmkreis_integration.access import Role
from staffsurvey.models import FocusArea
from staffsurvey.services.releasing import Decision, decide, state_of
from tests.conftest import logged_in
from tests.factories import (
    CommentFactory,
    ContributionTranslationFactory,
    GoalFactory,
    HeldCommentFactory,
    MeasureFactory,
    ParaphraseFactory,
    PrincipleFactory,
    StatementFactory,
    ThemeFactory,
    UserFactory,
)
from tests.pdf import text_of

pytestmark = pytest.mark.django_db

PLANTED = "Querfeldein"
RELEASED = "Freiwildbahn"
TRANSLATED = "Steinpilz"
PARAPHRASED = "Maulbeere"
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
EVERYBODY = "everybody"


def routes(resolver=None, namespaces=()):
    """The names of all pages with what they need to be told."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            name = ":".join([*namespaces, entry.name or ""])
            yield name, entry.pattern.converters
        elif not entry.namespace or entry.namespace in READING:
            inner = [*namespaces, entry.namespace] if entry.namespace else namespaces
            yield from routes(entry, inner)


def addresses(rows, extensions):
    """All pages with each of the arguments that lead to one of `rows` or their field."""
    pks = {row.pk for row in rows}
    numbers = {pk for pk in pks if isinstance(pk, int)}
    known = {"slug": ["wohnen"], "extension": extensions}
    for name, converters in routes():
        lists = [
            (pks - numbers if isinstance(converter, UUIDConverter) else numbers)
            if argument == "pk"
            else known.get(argument, [])
            for argument, converter in converters.items()
        ]
        for values in product(*lists):
            yield name, reverse(name, kwargs=dict(zip(converters, values, strict=True)))


def text_in(response):
    content = response.getvalue()
    if content.startswith(b"%PDF"):
        return text_of(content)
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            content = b"\n".join(map(archive.read, archive.namelist()))
    return content.decode(errors="replace")


@pytest.fixture
def visited(survey):
    """Who finds a word where: a function that walks all pages that lead to `rows`."""

    def visit(*words, rows, roles=(None, *Role)):
        found = {word: set() for word in words}
        clients = {EVERYBODY: Client()}
        for role in roles:
            user = UserFactory(role=role)
            for topic in survey.topics.all():
                topic.owners.add(user)
            clients[role] = logged_in(user)
        for role, client in clients.items():
            # The report is the same for everybody; making it takes seconds.
            extensions = ["pdf", "xlsx"] if role == Role.READING else []
            for name, url in addresses([*rows, *survey.topics.all()], extensions):
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
    held = [
        HeldCommentFactory(focus_area=area, text=f"{PLANTED} ist offen"),
        HeldCommentFactory(
            focus_area=area, text=f"{PLANTED} bleibt hier", is_withheld=True
        ),
    ]

    assert visited(PLANTED, rows=held)[PLANTED] == {
        (Role.RELEASING, "staffsurvey-reading:queue"),
        (Role.RELEASING, "staffsurvey-reading:withheld"),
        (Role.RELEASING, "staffsurvey-reading:destroy"),
    }


def test_masked_words_are_seen_by_nobody(visited, area, releaser_client, releaser):
    held = HeldCommentFactory(focus_area=area, text=f"{PLANTED} {RELEASED}")
    page = releaser_client.get("/kommentare/freigabe/")
    entries = {"seen": page.context["seen"], "passage": PLANTED, "kind": "Name"}
    releaser_client.post(reverse("staffsurvey-reading:mask", args=[held.pk]), entries)
    held.refresh_from_db()
    decide(held, Decision.RELEASE, by=releaser, seen=state_of(held))
    comments = [comment.contribution for comment in area.comments.all()]

    found = visited(PLANTED, RELEASED, rows=comments)

    assert found[PLANTED] == set()
    # Otherwise the walk would say nothing.
    assert (Role.EVALUATION, "evaluation:coding-desk") in found[RELEASED]
    roles = {role for role, _name in found[RELEASED]}
    assert not roles & {Role.RELEASING, Role.READING, None, EVERYBODY}


@pytest.fixture
def evidence(area):
    """A comment that is released, but not for being quoted, and all that rests on it."""
    comment = CommentFactory(
        focus_area=area,
        contribution__code="M-0815",
        contribution__language="tr",
        contribution__text=f"{PLANTED} dar",
    ).contribution
    ContributionTranslationFactory(contribution=comment, text=f"{TRANSLATED} ist eng")
    theme = ThemeFactory(action_field=area.action_field)
    statement = StatementFactory(contribution=comment, theme=theme, is_grave=True)
    ParaphraseFactory(statement=statement, text=f"{PARAPHRASED} ist zu klein.")
    rests = {"statements": [statement], "themes": [theme]}
    goal = GoalFactory(action_field=area.action_field, **rests)
    measure = MeasureFactory(goal=goal, is_published=True, **rests)
    principle = PrincipleFactory(process=area.action_field.process, **rests)
    return [comment, theme, statement, goal, measure, principle]


def test_words_that_may_not_be_quoted_are_read_by_evaluators_only(visited, evidence):
    readers, evaluators = {EVERYBODY, None, Role.READING}, {Role.EVALUATION}

    found = visited(
        *(PLANTED, TRANSLATED, PARAPHRASED, "M-0815"),
        rows=evidence,
        roles=(None, Role.READING, Role.EVALUATION),
    )

    for word in (PLANTED, TRANSLATED):
        assert {role for role, _name in found[word]} == evaluators
        assert {"evaluation:synthesis", "evaluation:measure", "evaluation:coded"} <= {
            name for _role, name in found[word]
        }
    # What readers get instead, and where the words would stand.
    assert {place for place in found[PARAPHRASED] if place[0] in readers} == {
        (Role.READING, "evaluation:download")
    }
    assert {place for place in found["M-0815"] if place[0] in readers} == {
        (Role.READING, "evaluation:catalogue"),
        (Role.READING, "evaluation:download"),
        (Role.READING, "evaluation:measure"),
        (Role.READING, "evaluation:principles"),
    }
