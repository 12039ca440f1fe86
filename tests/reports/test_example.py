from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from ilmkreis_integration.models import Process
from surveys.models import Edition
from tests.factories import ImportFactory, ResponseFactory

pytestmark = pytest.mark.django_db


def run(*command):
    output = StringIO()
    call_command(*command, stdout=output)
    return output.getvalue()


def rows():
    """How many rows each table holds."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
    }


def test_example_is_made_once_and_leaves_no_trace():
    run("load_process", "ilmkreis_integration/content/ilm-kreis.toml")
    before = rows()

    assert run("load_example").startswith("Beispieldaten angelegt: ")
    assert Process.objects.get(is_current=True).is_example
    filled = rows()
    assert run("load_example") == "Die Beispieldaten sind schon da.\n"
    assert rows() == filled

    # What somebody tried out with it goes, too.
    edition = Edition.objects.get(questionnaire__process__is_example=True)
    channel = edition.questionnaire.channels.first()
    ResponseFactory(
        channel=channel,
        edition=edition,
        entry="import",
        imported_with=ImportFactory(channel=channel, imported_on="2026-03-02"),
        number=10_000,
    )

    assert run("remove_example") == "Die Beispieldaten sind entfernt.\n"
    assert rows() == before
    assert not Process.objects.get(is_current=True).is_example
    assert run("remove_example") == "Es gibt keine Beispieldaten.\n"
