from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import PhotoFactory, PhotoRegionFactory
from tests.worldcafe import pictures
from worldcafe.models import Note, Photo
from worldcafe.services.closing import close_cafe
from worldcafe.services.photos import Region, place_region

pytestmark = pytest.mark.django_db


def url_of(name, pk):
    return reverse(f"worldcafe-setup:{name}", args=[pk])


@pytest.fixture
def photo(sitting):
    return PhotoFactory(
        sitting=sitting,
        picture=pictures.jpeg(1600, 1200),
        delete_on=timezone.localdate() + timedelta(days=9),
    )


@pytest.fixture
def region(photo, write):
    note = write("Zu wenig Kita-Plätze")
    place_region(photo, note, Region(100, 205, 300, 150))
    note.refresh_from_db()
    return note.region


def test_evaluation_sees_photos_with_their_notes(evaluator_client, cafe, region):
    close_cafe(cafe)

    response = evaluator_client.get(url_of("photos", cafe.pk))

    content = response.content.decode()
    assert "Zu wenig Kita-Plätze" in content
    assert 'viewBox="160 246 480 180"' in content
    assert url_of("photo-picture", region.photo.pk) in content
    # Whoever evaluates cannot delete, and cannot go to the set-up.
    assert url_of("photo-delete", region.photo.pk) not in content
    assert url_of("cafe", cafe.pk) not in content


def test_manager_is_offered_to_delete(manager_client, cafe, region):
    content = manager_client.get(url_of("photos", cafe.pk)).content.decode()

    assert url_of("photo-delete", region.photo.pk) in content
    assert url_of("cafe", cafe.pk) in content


def test_deleted_notes_are_not_shown(evaluator_client, cafe, region):
    Note.objects.update(is_deleted=True)

    content = evaluator_client.get(url_of("photos", cafe.pk)).content.decode()

    assert "Zu wenig Kita-Plätze" not in content
    assert "Von diesem Foto ist nichts abgetippt." in content


def test_cafe_without_photos_says_so_and_leads_to_others(evaluator_client, cafe):
    other = PhotoFactory(
        sitting__table__cafe__process=cafe.process,
        sitting__table__cafe__number=9,
        delete_on=timezone.localdate() + timedelta(days=9),
    ).sitting.table.cafe

    content = evaluator_client.get(url_of("photos", cafe.pk)).content.decode()

    assert "Von diesem World Café gibt es keine Fotos." in content
    assert url_of("photos", other.pk) in content


def test_opening_the_page_deletes_what_has_expired(evaluator_client, cafe, photo):
    Photo.objects.update(delete_on=timezone.localdate())

    content = evaluator_client.get(url_of("photos", cafe.pk)).content.decode()

    assert "Von diesem World Café gibt es keine Fotos." in content
    assert not Photo.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_number_of_queries(
    evaluator_client, cafe, sitting, write, count, django_assert_num_queries
):
    for number in range(count):
        photo = PhotoFactory(sitting=sitting, delete_on=timezone.localdate().max)
        place_region(photo, write(f"Notiz {number}"), Region(0, 0, 10, 10))

    # session, user, roles; process (also for the frame of the page), café; expired
    # photos, photos, regions, other cafés
    with django_assert_num_queries(10):
        evaluator_client.get(url_of("photos", cafe.pk))


def test_picture_is_private_and_stays_in_no_cache(evaluator_client, photo):
    response = evaluator_client.get(url_of("photo-picture", photo.pk))

    assert response.content == bytes(photo.picture)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_evidence_of_a_note_shows_its_piece(evaluator_client, region):
    content = evaluator_client.get(url_of("evidence", region.note.pk)).content.decode()

    assert "Beleg für W1-T1-R1-01" in content
    assert "Zu wenig Kita-Plätze" in content
    assert 'viewBox="160 246 480 180"' in content


def test_coded_contribution_leads_to_its_evidence(
    evaluator_client, cafe, region, write
):
    write("Ohne Foto")
    close_cafe(cafe)

    content = evaluator_client.get(reverse("evaluation:coded")).content.decode()

    assert content.count('/beleg/"') == 1
    assert url_of("evidence", region.note.pk) in content


def test_photo_is_deleted_after_asking(manager_client, cafe, region):
    close_cafe(cafe)
    url = url_of("photo-delete", region.photo.pk)

    assert "löschen?" in manager_client.get(url).content.decode()
    assert Photo.objects.exists()
    assert manager_client.post(url).url == url_of("photos", cafe.pk)
    assert not Photo.objects.exists()
    assert Note.objects.exists()


def test_evaluation_deletes_no_photo(evaluator_client, photo):
    assert evaluator_client.post(url_of("photo-delete", photo.pk)).status_code == 403
    assert Photo.objects.exists()


def test_readers_and_strangers_see_nothing(
    client, reader_client, stranger_client, region, cafe
):
    pages = [
        url_of("photos", cafe.pk),
        url_of("photo-picture", region.photo.pk),
        url_of("evidence", region.note.pk),
    ]
    for url in pages:
        assert client.get(url).url == f"{reverse('login')}?next={url}"
        assert reader_client.get(url).status_code == 403
        assert stranger_client.get(url).status_code == 403


def test_photos_of_another_process_are_not_found(evaluator_client, cafe):
    foreign = PhotoRegionFactory()
    elsewhere = foreign.photo.sitting.table.cafe
    for url in (
        url_of("photos", elsewhere.pk),
        url_of("photo-picture", foreign.photo.pk),
        url_of("evidence", foreign.note.pk),
        url_of("evidence", uuid4()),
    ):
        assert evaluator_client.get(url).status_code == 404
    assert Photo.objects.exists()
