"""Several people import, and others fill in the form, at the same time."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ilmkreis_integration.models import Contribution
from surveys.importing.receiving import receive, stored_source
from surveys.importing.storing import ImportedMeanwhileError, store_import
from surveys.models import Import, ImportFile, Response
from tests.surveys.importing.tables import filled
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 4
FORMS = 30


@pytest.fixture
def upload(channel, questionnaire):
    """Upload forms with these texts."""

    def upload(texts):
        rows = [{"frage-gut": text} for text in texts]
        imported = Import(
            questionnaire=questionnaire,
            channel=channel,
            format=Import.Format.TEMPLATE,
            received_on=date(2017, 3, 31),
            file_name="boegen.xlsx",
        )
        return receive(imported, table=filled(questionnaire, single=rows))

    return upload


def store(imported):
    return store_import(imported, stored_source(imported)).new


def test_one_table_stored_by_many_at_once_is_stored_once(upload):
    imported = upload(f"Antwort {n}" for n in range(FORMS))

    results = at_once(PEOPLE, lambda _n: store(Import.objects.get(pk=imported.pk)))

    assert results.count(FORMS) == 1
    others = [result for result in results if result != FORMS]
    expected = (ImportedMeanwhileError, ImportFile.DoesNotExist)
    assert all(isinstance(result, expected) or result == 0 for result in others)
    assert Response.objects.count() == Contribution.objects.count() == FORMS


def test_tables_with_the_same_forms_stored_at_once_double_nothing(upload):
    shared = [f"Antwort {n}" for n in range(FORMS)]
    uploads = [upload([*shared, f"nur hier: {n}"]) for n in range(PEOPLE)]

    results = at_once(PEOPLE, lambda n: store(uploads[n]))

    stored = [result for result in results if not isinstance(result, Exception)]
    refused = [result for result in results if isinstance(result, Exception)]
    assert stored
    assert {type(error) for error in refused} <= {ImportedMeanwhileError}
    assert Response.objects.count() == FORMS + len(stored)
    assert Import.objects.done().count() == len(stored)


def test_numbers_have_no_gaps_while_others_fill_in_the_form(upload, channel):
    imported = upload(f"Antwort {n}" for n in range(FORMS))
    url = reverse("surveys:single", args=[channel.code])

    def act(number):
        if number == 0:
            return store(imported)
        entries = {"id": str(uuid4()), "gehe": "absenden", "frage-gut": "Ruhe"}
        return Client().post(url, entries).status_code

    assert at_once(PEOPLE, act) == [FORMS] + [302] * (PEOPLE - 1)
    numbers = Response.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, FORMS + PEOPLE))
