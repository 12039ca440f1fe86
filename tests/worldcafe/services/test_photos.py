from datetime import date, timedelta
from hashlib import sha256
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from ilmkreis_integration.models import Contribution
from tests.factories import PhotoFactory, PhotoRegionFactory, SittingFactory
from tests.worldcafe import pictures
from worldcafe.models import Note, Photo, PhotoRegion, Sitting
from worldcafe.pictures import PictureError
from worldcafe.services.closing import close_cafe
from worldcafe.services.holding import CafeClosedError
from worldcafe.services.notes import NoteConflictError
from worldcafe.services.photos import (
    MOST_PHOTOS,
    PhotoConflictError,
    Region,
    TooManyPhotosError,
    delete_expired_photos,
    keep_photo,
    last_day,
    place_region,
    remove_photo,
    remove_region,
    write_note_from_photo,
)

pytestmark = pytest.mark.django_db

SENT = pictures.jpeg(400, 300)
REGION = Region(100, 200, 300, 150)


@pytest.fixture
def photo(sitting):
    return keep_photo(sitting, photo_id=uuid4(), sent=SENT)


def typed(photo, question, *, note_id=None, text="Zu wenig", region=REGION):
    return write_note_from_photo(
        photo,
        region=region,
        sitting=photo.sitting,
        note_id=note_id or uuid4(),
        guiding_question=question,
        text=text,
    )


def box(region):
    return (region.left, region.top, region.width, region.height)


def test_photo_is_kept_drawn_anew(photo, sitting, table):
    stored = Photo.objects.get()

    assert (stored.sitting, stored.width, stored.height) == (sitting, 400, 300)
    assert stored.digest == sha256(SENT).hexdigest()
    assert bytes(stored.picture).startswith(b"\xff\xd8\xff")
    assert bytes(stored.picture) != SENT
    table.refresh_from_db()
    assert table.version == 1  # other pages of the table notice


def test_photo_sent_twice_is_kept_once(sitting):
    photo_id = uuid4()

    first = keep_photo(sitting, photo_id=photo_id, sent=SENT)
    second = keep_photo(sitting, photo_id=photo_id, sent=SENT)

    assert first == second
    assert Photo.objects.count() == 1


def test_another_photo_under_the_same_id_is_refused(photo, sitting):
    with pytest.raises(PhotoConflictError):
        keep_photo(sitting, photo_id=photo.pk, sent=pictures.jpeg(100, 100))
    with pytest.raises(PhotoConflictError):
        keep_photo(SittingFactory(), photo_id=photo.pk, sent=SENT)
    assert Photo.objects.count() == 1


def test_what_is_no_picture_is_not_kept(sitting):
    with pytest.raises(PictureError):
        keep_photo(sitting, photo_id=uuid4(), sent=pictures.PDF)

    assert not Photo.objects.exists()


def test_there_are_so_many_photos_of_a_round_and_no_more(sitting, cafe):
    PhotoFactory.create_batch(MOST_PHOTOS, sitting=sitting)

    with pytest.raises(TooManyPhotosError):
        keep_photo(sitting, photo_id=uuid4(), sent=SENT)
    other = Sitting.objects.get(table=sitting.table, round__number=2)
    keep_photo(other, photo_id=uuid4(), sent=SENT)
    assert Photo.objects.count() == MOST_PHOTOS + 1


def test_closed_cafe_takes_no_photo_and_no_region(sitting, cafe, question, photo):
    note = typed(photo, question)
    close_cafe(cafe)

    for write in (
        lambda: keep_photo(sitting, photo_id=uuid4(), sent=SENT),
        lambda: typed(photo, question),
        lambda: place_region(photo, note, Region(0, 0, 1, 1)),
        lambda: remove_region(note.region),
        lambda: remove_photo(photo),
    ):
        with pytest.raises(CafeClosedError):
            write()
    assert box(PhotoRegion.objects.get()) == (100, 200, 300, 150)


@pytest.mark.parametrize(
    ("held_on", "today", "expected"),
    [
        (date(2026, 3, 5), date(2026, 3, 5), date(2026, 9, 1)),
        (date(2026, 3, 5), date(2026, 3, 1), date(2026, 9, 1)),
        # Sheets photographed half a year later are not deleted on the next day.
        (date(2026, 3, 5), date(2026, 9, 10), date(2027, 3, 9)),
    ],
)
def test_retention_is_counted_from_the_later_day(
    cafe, monkeypatch, settings, held_on, today, expected
):
    settings.PHOTO_RETENTION_DAYS = 180
    monkeypatch.setattr(timezone, "localdate", lambda: today)
    cafe.held_on = held_on

    assert last_day(cafe) == expected


def test_note_and_its_region_are_stored_together_and_once(photo, question):
    note_id = uuid4()

    typed(photo, question, note_id=note_id)
    PhotoRegion.objects.update(left=111)  # corrected before it was sent again
    typed(photo, question, note_id=note_id)

    assert box(PhotoRegion.objects.get(note_id=note_id)) == (111, 200, 300, 150)
    assert Contribution.objects.get().text == "Zu wenig"


def test_nothing_is_stored_if_the_region_is_impossible(photo, question):
    with pytest.raises(Exception, match="region_lies_within_the_photo"):
        typed(photo, question, region=Region(900, 0, 200, 10))

    assert not Note.objects.exists()


def test_nothing_is_typed_from_a_photo_that_is_gone(photo, question):
    Photo.objects.all().delete()

    with pytest.raises(Photo.DoesNotExist):
        typed(photo, question)
    assert not Contribution.objects.exists()


def test_another_text_under_the_same_id_is_a_conflict(photo, question):
    note = typed(photo, question)

    with pytest.raises(NoteConflictError):
        typed(photo, question, note_id=note.pk, text="Etwas anderes")
    assert Contribution.objects.get().text == "Zu wenig"


def test_region_is_placed_corrected_and_taken_away(photo, write):
    note = write("Ohne Foto getippt")

    place_region(photo, note, REGION)
    place_region(photo, note, Region(1, 2, 3, 4))
    assert box(PhotoRegion.objects.get()) == (1, 2, 3, 4)

    remove_region(PhotoRegion.objects.get())
    assert not PhotoRegion.objects.exists()
    assert Note.objects.filter(pk=note.pk).exists()


def test_notes_outlive_their_photo(photo, question):
    note = typed(photo, question)

    remove_photo(photo)

    assert not Photo.objects.exists()
    assert not PhotoRegion.objects.exists()
    assert Note.objects.filter(pk=note.pk).exists()


def test_expired_photos_are_deleted_on_their_day(db):
    today = timezone.localdate()
    region = PhotoRegionFactory(photo__delete_on=today)
    kept = PhotoFactory(delete_on=today + timedelta(days=1))

    out = StringIO()
    call_command("delete_expired_photos", stdout=out)

    assert out.getvalue() == "Gelöschte Fotos: 1\n"
    assert list(Photo.objects.all()) == [kept]
    assert Note.objects.filter(pk=region.note.pk).exists()
    assert delete_expired_photos() == 0
