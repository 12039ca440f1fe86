from datetime import date
from uuid import uuid4

import pytest

from ilmkreis_integration.models import Kind
from tests.factories import (
    ActionFieldFactory,
    GuidingQuestionFactory,
    ProcessFactory,
    TargetGroupFactory,
)
from tests.worldcafe.hosts import Host
from worldcafe.models import Sitting
from worldcafe.services.notes import write_note
from worldcafe.services.planning import plan_cafe


@pytest.fixture
def process(db):
    return ProcessFactory(is_current=True)


@pytest.fixture
def cafe(process):
    """Two rounds at the tables "Wohnen" and "Arbeit", with two guiding questions."""
    fields = [
        ActionFieldFactory(process=process, slug=slug, title=slug.title(), position=n)
        for n, slug in enumerate(["wohnen", "arbeit"], start=1)
    ]
    GuidingQuestionFactory(
        process=process, slug="probleme", kind=Kind.PROBLEM, position=1
    )
    GuidingQuestionFactory(process=process, slug="gut", kind=Kind.STRENGTH, position=2)
    return plan_cafe(
        process,
        target_group=TargetGroupFactory(process=process, title="Ehrenamt"),
        held_on=date(2026, 3, 5),
        place="Arnstadt",
        minutes_per_round=25,
        action_fields=fields,
        rounds=2,
    )


@pytest.fixture
def table(cafe):
    return cafe.tables.get(number=1)


@pytest.fixture
def sitting(table):
    return Sitting.objects.get(table=table, round__number=1)


@pytest.fixture
def question(process, cafe):
    return process.guiding_questions.get(slug="probleme")


@pytest.fixture
def write(sitting, question):
    """Write a note at the first table in the first round."""

    def write(text, note_id=None):
        return write_note(
            sitting, note_id=note_id or uuid4(), guiding_question=question, text=text
        )

    return write


@pytest.fixture
def host(page, live_server, table):
    """Somebody who has the page of the first table open."""
    page.set_viewport_size({"width": 820, "height": 1180})
    return Host(page, live_server.url, table).open()


@pytest.fixture
def arrive(browser, live_server, table):
    """Have another person with a device of their own, at the first or another table."""
    contexts = []

    def arrive(at=table):
        context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin")
        contexts.append(context)
        return Host(context.new_page(), live_server.url, at).open()

    yield arrive
    for context in contexts:
        context.close()
