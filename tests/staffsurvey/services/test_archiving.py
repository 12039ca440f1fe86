from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from django.db import connection
from django.utils import timezone

from staffsurvey.models import Event, VersionDocument
from staffsurvey.services.archiving import NotLockedError, keep_signed
from tests.factories import VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(draft):
    return VersionFactory(survey=draft, locked_on=timezone.localdate())


def test_signed_pdf_takes_the_place_of_an_earlier_one(version, manager):
    keep_signed(version, b"first", by=manager)
    kept = keep_signed(version, b"second", by=manager)

    assert VersionDocument.objects.get() == kept
    assert kept.digest == sha256(b"second").hexdigest()
    event = Event.objects.get(kind="replaced")
    assert (event.detail, event.done_by) == ("Fassung 1", manager.username)


def test_what_is_not_binding_gets_no_signatures(draft, manager):
    with pytest.raises(NotLockedError):
        keep_signed(VersionFactory(survey=draft), b"signed", by=manager)


@pytest.mark.django_db(transaction=True)
def test_of_uploads_at_once_each_is_kept_until_the_next(version, manager):
    def upload(pdf):
        try:
            return bytes(keep_signed(version, pdf, by=manager).pdf)
        finally:
            connection.close()

    pdfs = [b"first", b"second", b"third", b"fourth"]
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(upload, pdfs))

    assert kept == pdfs
    assert bytes(VersionDocument.objects.get().pdf) in pdfs
    assert Event.objects.filter(kind="replaced").count() == 3
