"""As long as the box is sealed, no page and no document tells how many are in it."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.html import strip_tags

from staffsurvey.models import Code, Envelope, SlipPrint
from staffsurvey.models.box import ENVELOPE_LENGTH
from tests.factories import (
    CodeFactory,
    CommentImportFactory,
    EnvelopeFactory,
    OpinionFactory,
    PartyFactory,
    SlipPrintFactory,
    VersionFactory,
)
from tests.ilmkreis_integration.test_access import all_views
from tests.pdf import text_of
from tests.test_setup_access import ROUTES, WRITE_ONLY, address, factory_of

pytestmark = pytest.mark.django_db

# Prime, and far from round numbers; so is what is left of the slips.
ENVELOPES, SLIPS = 137, 400
TOLD = re.compile(rf"(?<![\d.,]){ENVELOPES}(?![\d])|(?<!\d){SLIPS - ENVELOPES}(?!\d)")
# The sample of the page on anonymity, drawn by lot, where any digits may stand.
SAMPLE = re.compile(r"[0-9a-f-]{10,}")
LINK = re.compile(r'(?:href|src)="(/[^"#?]*)')
# Leads out of the session, is a file of its own, or belongs to superusers.
LEFT_OUT = ("/abmelden/", "/static/", "/admin/")


@pytest.fixture(params=["running", "closed"])
def sealed(request):
    """A survey with envelopes, some of the slips of which were used."""
    name = {"running": "survey", "closed": "closed"}[request.param]
    survey = request.getfixturevalue(name)
    survey.with_codes = True
    survey.save()
    content = b"x" * ENVELOPE_LENGTH
    EnvelopeFactory.create_batch(ENVELOPES, box=survey.box, content=content)
    CodeFactory.create_batch(ENVELOPES, box=survey.box, is_spent=True)
    CodeFactory.create_batch(SLIPS - ENVELOPES, box=survey.box)
    SlipPrintFactory(survey=survey, slips=SLIPS)
    version = VersionFactory(survey=survey, locked_on=survey.opens_on)
    # One number leads to both where a route takes two.
    party = PartyFactory(survey=survey, pk=version.pk)
    OpinionFactory(version=version, party=party)
    CommentImportFactory(survey=survey)
    return survey


def pages_without_arguments():
    return [
        f"/{route}"
        for route, _view in all_views(get_resolver())
        if "<" not in route and "(" not in route
    ]


def pages_of_the_set_up():
    """All that the management can open of the staff survey, linked or not."""
    for route, arguments in ROUTES.items():
        if route.startswith("staffsurvey-setup:") and route not in WRITE_ONLY:
            is_row = set(arguments) & {"pk", "topic_pk", "version_pk"}
            rows = factory_of(route)._meta.model.objects if is_row else None
            yield address(route, rows.first().pk if rows else None)


def text_in(response):
    """What people read in a page or a document; nothing of a picture."""
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("text/"):
        return strip_tags(response.getvalue().decode())
    if kind == "application/pdf":
        return text_of(response.getvalue())
    if "openxmlformats" in kind:
        with ZipFile(BytesIO(response.getvalue())) as archive:
            names = [name for name in archive.namelist() if name.endswith(".xml")]
            return " ".join(strip_tags(archive.read(n).decode()) for n in names)
    return ""


def walk(client):
    """Text of every page that can be got, beginning with those that need nothing."""
    to_visit = dict.fromkeys([*pages_without_arguments(), *pages_of_the_set_up()])
    seen = {}
    while to_visit:
        path = next(iter(to_visit))
        del to_visit[path]
        if path in seen or path.startswith(LEFT_OUT):
            continue
        response = client.get(path)
        seen[path] = text_in(response)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            to_visit |= dict.fromkeys(LINK.findall(response.getvalue().decode()))
    return seen


def test_no_page_tells_the_number_while_the_box_is_sealed(sealed, manager):
    client = Client(raise_request_exception=False)
    client.force_login(manager)

    pages = walk(client)

    told = [path for path, text in pages.items() if TOLD.search(SAMPLE.sub("", text))]
    assert told == []
    for name in (
        "process:dashboard",
        "staffsurvey-setup:overview",
        "evaluation:downloads",
    ):
        assert pages[reverse(name)]
    assert len(pages) > 60
    for kind in (".pdf", ".docx", ".xlsx"):
        assert any(text for path, text in pages.items() if path.endswith(kind))
    assert Envelope.objects.count() == ENVELOPES
    assert Code.objects.filter(is_spent=True).count() == ENVELOPES
    assert SlipPrint.objects.get().slips == SLIPS


def test_dashboard_says_that_the_answers_are_sealed(sealed, manager_client):
    page = manager_client.get(reverse("process:dashboard")).content.decode()

    assert "bis zur Öffnung versiegelt" in page
