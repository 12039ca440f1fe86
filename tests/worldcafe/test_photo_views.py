from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ilmkreis_integration.models import Contribution
from tests.factories import PhotoFactory, TableFactory
from tests.worldcafe import pictures
from worldcafe.models import Note, Photo, PhotoRegion, Sitting, Table
from worldcafe.pictures import LARGEST_FILE
from worldcafe.services.closing import close_cafe
from worldcafe.services.photos import MOST_PHOTOS, Region, place_region

pytestmark = pytest.mark.django_db

WHOLE = {"left": "0", "top": "0", "width": "100", "height": "100"}


def url_of(table, name="photos", *rest):
    return reverse(f"worldcafe:{name}", args=[table.code, *rest])


def send(client, table, content=None, **entered):
    content = pictures.jpeg(400, 300) if content is None else content
    file = SimpleUploadedFile("foto.jpg", content, "image/jpeg")
    usual = {"id": str(uuid4()), "round": "1", "picture": file}
    return client.post(url_of(table, "photo-add"), usual | entered)


def type_note(client, table, photo, **entered):
    usual = {
        "id": str(uuid4()),
        "round": "1",
        "question": "probleme",
        "text": "Zu wenig [?] hier",
        "left": "10",
        "top": "20.5",
        "width": "30",
        "height": "15",
    }
    return client.post(url_of(table, "photo", photo.pk), usual | entered)


def sitting_at(cafe, number):
    return Sitting.objects.filter(table__cafe=cafe, table__number=number).first()


def box(region):
    return (region.left, region.top, region.width, region.height)


@pytest.fixture
def photo(sitting):
    return PhotoFactory(sitting=sitting, picture=pictures.jpeg(1600, 1200))


@pytest.fixture
def region(photo, write):
    place_region(photo, write("Zu wenig"), Region(100, 205, 300, 150))
    return PhotoRegion.objects.select_related("note").get()


def test_page_shows_the_photos_of_the_table(client, table, region, cafe):
    elsewhere = PhotoFactory(sitting=sitting_at(cafe, 2))

    response = client.get(url_of(table))

    content = response.content.decode()
    assert response.status_code == 200
    assert [p.note_count for p in response.context["photos"]] == [1]
    assert "1 Notiz abgetippt" in content
    assert str(elsewhere.pk) not in content
    assert "braucht diese Seite JavaScript" in content
    assert "gelöscht" in content
    assert not response.cookies


def test_page_without_photos_says_so(client, table):
    assert (
        "Noch ist kein Foto gespeichert." in client.get(url_of(table)).content.decode()
    )


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_number_of_queries(
    client, table, sitting, count, django_assert_num_queries
):
    PhotoFactory.create_batch(count, sitting=sitting)

    with django_assert_num_queries(4):  # table, rounds and their number, photos
        client.get(url_of(table))


def test_sent_photo_is_stored_without_traces_and_its_receipt_names_the_page(
    client, table, sitting
):
    photo_id = uuid4()

    response = send(client, table, pictures.jpeg_with_traces(), id=str(photo_id))

    assert response.status_code == 201
    assert response.json() == {
        "receipt": str(photo_id),
        "page": url_of(table, "photo", photo_id),
    }
    stored = Photo.objects.get(pk=photo_id)
    assert stored.sitting == sitting
    assert not any(trace in bytes(stored.picture) for trace in pictures.SECRETS)
    assert not response.cookies


def test_photo_sent_again_gets_its_receipt_again(client, table):
    photo_id = str(uuid4())

    answers = [send(client, table, id=photo_id) for _ in range(2)]

    assert [a.json()["receipt"] for a in answers] == [photo_id, photo_id]
    assert Photo.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (pictures.PDF, "Das ist ein PDF."),
        (pictures.HEIC, "HEIC"),
        (pictures.TEXT, "Das ist kein Bild."),
        (pictures.jpeg(400, 300)[:-900], "beschädigt"),
        (pictures.bomb(), "zu viele Bildpunkte"),
        (b"", "Die Datei ist leer."),
        (b"\xff\xd8\xff" + bytes(LARGEST_FILE), "höchstens 6 MB"),
    ],
)
def test_what_is_no_good_picture_is_refused(client, table, content, says):
    response = send(client, table, content)

    assert response.status_code == 422
    assert says in response.json()["message"]
    assert not Photo.objects.exists()


def test_a_body_that_is_far_too_large_is_not_even_read(client, table):
    response = send(client, table, bytes(LARGEST_FILE + 200_000))

    assert response.status_code == 413
    assert "höchstens 6 MB" in response.json()["message"]


@pytest.mark.parametrize("entered", [{"id": "x"}, {"round": "9"}, {"picture": ""}])
def test_incomplete_photo_is_refused(client, table, entered):
    assert send(client, table, **entered).status_code == 422
    assert not Photo.objects.exists()


def test_too_many_photos_are_refused_in_words(client, table, sitting):
    PhotoFactory.create_batch(MOST_PHOTOS, sitting=sitting)

    response = send(client, table)

    assert response.status_code == 422
    assert f"schon {MOST_PHOTOS} Fotos" in response.json()["message"]


def test_another_photo_under_a_known_id_is_refused(client, table, photo):
    response = send(client, table, id=str(photo.pk))

    assert response.status_code == 409


def test_closed_cafe_takes_no_photo(client, table, cafe, photo):
    close_cafe(cafe)

    assert send(client, table).json() == {
        "message": "Das World Café ist abgeschlossen."
    }
    # A picture of a closed café is not even looked at.
    assert send(client, table, pictures.bomb()).status_code == 410
    assert Photo.objects.count() == 1
    for name, *rest in PAGES:
        response = client.get(url_of(table, name, *([photo.pk] if rest else [])))
        assert response.status_code == 410
    assert client.get(url_of(table, "photo-picture", photo.pk)).status_code == 410


PAGES = [("photos",), ("photo", "photo"), ("photo-delete", "photo")]


def test_revoked_link_and_foreign_table_open_nothing(client, table, cafe, region):
    photo, note = region.photo, region.note
    other = cafe.tables.get(number=2)
    Table.objects.filter(pk=table.pk).update(revoked_on=cafe.held_on)

    for at, name, rest in [
        (table, "photos", []),
        *[
            (at, name, [photo.pk])
            for at in (table, other, TableFactory())
            for name in ("photo", "photo-picture", "photo-delete")
        ],
        (other, "photo-region", [photo.pk, note.pk]),
    ]:
        assert client.get(url_of(at, name, *rest)).status_code == 404
    for at, name, rest in [
        (table, "photo-add", []),
        (other, "photo-delete", [photo.pk]),
        (other, "photo-region", [photo.pk, note.pk]),
        (other, "photo-region-delete", [photo.pk, note.pk]),
    ]:
        assert client.post(url_of(at, name, *rest), WHOLE).status_code == 404
    assert box(PhotoRegion.objects.get()) == (100, 205, 300, 150)


def test_note_of_another_table_gets_no_region_here(client, cafe, photo, region):
    other = cafe.tables.get(number=2)
    foreign = PhotoFactory(sitting=sitting_at(cafe, 2))

    url = url_of(other, "photo-region", foreign.pk, region.note.pk)

    assert client.post(url, WHOLE).status_code == 404
    assert PhotoRegion.objects.get().photo == photo


def test_picture_is_private_and_stays_in_no_cache(client, table, photo):
    response = client.get(url_of(table, "photo-picture", photo.pk))

    assert response.content == bytes(photo.picture)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_note_is_typed_with_its_region(client, table, photo, sitting):
    response = type_note(client, table, photo)

    note = Note.objects.get()
    assert response.status_code == 302
    assert response.url == (
        f"{url_of(table, 'photo', photo.pk)}?runde=1&frage=probleme&gespeichert=1#neu"
    )
    assert note.contribution.text == "Zu wenig [?] hier"
    assert (note.sitting, note.guiding_question.slug) == (sitting, "probleme")
    assert box(note.region) == (100, 205, 300, 150)


def test_next_note_begins_with_the_round_and_question_of_the_last(client, table, photo):
    page = type_note(client, table, photo, round="2", question="gut").url

    form = client.get(page.partition("#")[0]).context["form"]

    assert 'value="2" selected' in str(form["round"])
    assert 'value="gut" selected' in str(form["question"])


def test_first_note_begins_with_the_round_of_the_photo(client, table):
    photo = PhotoFactory(sitting=table.sittings.get(round__number=2))

    form = client.get(url_of(table, "photo", photo.pk)).context["form"]

    assert 'value="2" selected' in str(form["round"])


@pytest.mark.parametrize(
    ("entered", "says"),
    [
        ({"text": "  "}, "Bitte schreiben Sie auf, was dort steht."),
        ({"text": "x" * 5001}, "Der Text ist zu lang."),
        ({"left": "80"}, "ragt über das Foto hinaus"),
        ({"width": "0"}, "Zahl von 0 bis 100"),
        ({"top": "oben"}, "Zahl von 0 bis 100"),
        ({"height": "NaN"}, "Zahl von 0 bis 100"),
        ({"question": "nie"}, "Bitte laden Sie die Seite neu."),
        ({"round": "9"}, "Bitte laden Sie die Seite neu."),
        ({"id": ""}, "Bitte laden Sie die Seite neu."),
    ],
)
def test_wrong_note_is_not_stored_and_the_text_stays(
    client, table, photo, entered, says
):
    response = type_note(client, table, photo, **entered)

    content = response.content.decode()
    assert response.status_code == 200
    assert says in content
    assert "text" in entered or "Zu wenig [?] hier" in content
    assert not Contribution.objects.exists()


def test_note_sent_twice_is_stored_once_and_another_one_is_told(client, table, photo):
    note_id = str(uuid4())

    for _ in range(2):
        assert type_note(client, table, photo, id=note_id).status_code == 302
    other = type_note(client, table, photo, id=note_id, text="Etwas anderes")

    assert "Diese Notiz ist schon gespeichert" in other.content.decode()
    assert "Etwas anderes" in other.content.decode()
    assert Note.objects.count() == 1


def test_text_that_came_too_late_is_shown(client, table, photo, cafe):
    close_cafe(cafe)

    response = type_note(client, table, photo)

    assert response.status_code == 410
    assert "Zu wenig [?] hier" in response.content.decode()


def test_photo_page_shows_its_notes_with_their_pieces(client, table, region, write):
    loose = write("Noch ohne Foto")

    response = client.get(url_of(table, "photo", region.photo.pk))

    content = response.content.decode()
    assert list(response.context["loose_notes"]) == [loose]
    assert 'viewBox="160 246 480 180"' in content
    assert "Zu wenig" in content
    assert "Noch ohne Foto" in content


@pytest.mark.parametrize("count", [1, 3])
def test_photo_page_needs_the_same_number_of_queries(
    client, table, photo, write, count, django_assert_num_queries
):
    for number in range(count):
        place_region(photo, write(f"Notiz {number}"), Region(number, 0, 10, 10))

    # table, photo, regions, notes without; rounds and questions, each drawn twice
    with django_assert_num_queries(8):
        client.get(url_of(table, "photo", photo.pk))


def test_region_is_corrected(client, table, region):
    url = url_of(table, "photo-region", region.photo.pk, region.note.pk)

    page = client.get(url).content.decode()
    response = client.post(url, {"left": 1, "top": 2, "width": 3, "height": 4.5})

    assert 'value="20.5"' in page
    assert response.status_code == 302
    assert box(PhotoRegion.objects.get()) == (10, 20, 30, 45)


def test_wrong_region_is_not_stored(client, table, region):
    url = url_of(table, "photo-region", region.photo.pk, region.note.pk)

    response = client.post(url, WHOLE | {"left": "50"})

    assert "ragt über das Foto hinaus" in response.content.decode()
    assert box(PhotoRegion.objects.get()) == (100, 205, 300, 150)


def test_note_without_region_is_given_one(client, table, photo, write):
    note = write("Ohne Foto getippt")
    url = url_of(table, "photo-region", photo.pk, note.pk)

    assert 'value="100"' in client.get(url).content.decode()
    client.post(url, WHOLE)

    assert box(note.region) == (0, 0, 1000, 1000)


def test_region_is_taken_away_and_brought_back(client, table, region):
    photo, note = region.photo, region.note

    response = client.post(
        url_of(table, "photo-region-delete", photo.pk, note.pk), follow=True
    )

    content = response.content.decode()
    assert not PhotoRegion.objects.exists()
    assert "Ausschnitt entfernt. Die Notiz bleibt." in content
    assert '<input type="hidden" name="top" value="20.5">' in content
    assert Note.objects.kept().exists()


@pytest.mark.parametrize(
    "query", ["?entfernt=x", "?entfernt=00000000-0000-4000-8000-000000000000"]
)
def test_undo_of_a_region_that_never_was_is_not_offered(client, table, photo, query):
    response = client.get(url_of(table, "photo", photo.pk) + query)

    assert response.context["removed"] is None


def test_photo_is_deleted_after_asking(client, table, region):
    url = url_of(table, "photo-delete", region.photo.pk)

    assert "Dieses Foto löschen?" in client.get(url).content.decode()
    assert Photo.objects.exists()
    assert client.post(url).url == url_of(table)
    assert not Photo.objects.exists()
    assert Note.objects.kept().exists()


def test_wrong_methods_are_refused(client, table, region):
    photo, note = region.photo.pk, region.note.pk

    assert client.post(url_of(table)).status_code == 405
    assert client.get(url_of(table, "photo-add")).status_code == 405
    assert client.post(url_of(table, "photo-picture", photo)).status_code == 405
    assert client.delete(url_of(table, "photo", photo)).status_code == 405
    assert client.put(url_of(table, "photo-delete", photo)).status_code == 405
    url = url_of(table, "photo-region-delete", photo, note)
    assert client.get(url).status_code == 405


def test_posts_from_other_sites_are_refused(client, table, region):
    photo, note = region.photo.pk, region.note.pk
    for name, rest in [
        ("photo-add", []),
        ("photo", [photo]),
        ("photo-delete", [photo]),
        ("photo-region", [photo, note]),
        ("photo-region-delete", [photo, note]),
    ]:
        url = url_of(table, name, *rest)
        response = client.post(url, headers={"sec-fetch-site": "cross-site"})
        assert response.status_code == 403
    assert PhotoRegion.objects.count() == 1
