"""Photographing sheets as a host does: with finger, keyboard, and without network."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from tests.accessibility import check_page, watch_console
from tests.factories import PhotoFactory
from tests.worldcafe import pictures
from worldcafe.models import Note, Photo, PhotoRegion, Table
from worldcafe.services.closing import close_cafe
from worldcafe.services.photos import MOST_PHOTOS, Region, place_region

pytestmark = pytest.mark.browser


@pytest.fixture
def photos_url(live_server, table):
    return live_server.url + reverse("worldcafe:photos", args=[table.code])


@pytest.fixture
def photo(sitting):
    return PhotoFactory(
        sitting=sitting,
        picture=pictures.jpeg(1600, 1200),
        delete_on=timezone.localdate() + timedelta(days=9),
    )


@pytest.fixture
def photo_url(live_server, table, photo):
    return live_server.url + reverse("worldcafe:photo", args=[table.code, photo.pk])


def choose(page, content, name="blatt.jpg"):
    file = {"name": name, "mimeType": "image/jpeg", "buffer": content}
    page.locator("#bild-waehlen").set_input_files(file)


def ready(page):
    page.get_by_role("heading", name="Gesichter und Namen schwärzen").wait_for()


def sheet(page):
    """The photograph on a page that lets draw a piece of it."""
    page.locator(".sheet__drawn").wait_for(state="attached")
    page.wait_for_load_state()
    return page.locator("[data-sheet]")


def upload(page):
    page.get_by_role("button", name="Hochladen").click()


def draw(page, picture, left, top, right, bottom):
    """Draw a rectangle with the mouse, in shares of the picture."""
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    x = [box["x"] + box["width"] * share for share in (left, right)]
    y = [box["y"] + box["height"] * share for share in (top, bottom)]
    page.mouse.move(x[0], y[0])
    page.mouse.down()
    page.mouse.move(sum(x) / 2, sum(y) / 2)
    page.mouse.move(x[1], y[1])
    page.mouse.up()


def stored_image():
    return Image.open(BytesIO(bytes(Photo.objects.get().picture)))


def is_black(image, across, down):
    place = (int(image.width * across), int(image.height * down))
    return max(image.getpixel(place)) < 24


def test_photo_is_blackened_sent_and_typed(page, photos_url, sitting):
    page.goto(photos_url)
    check_page(page)
    choose(page, pictures.jpeg_with_traces())
    ready(page)
    draw(page, page.locator("[data-canvas]"), 0.1, 0.7, 0.4, 0.9)
    check_page(page)
    page.get_by_label("Zu welcher Runde").select_option("Runde 2")
    upload(page)
    page.get_by_text("Das Foto ist gespeichert.").wait_for()
    page.get_by_role("heading", name="Runde 2, Foto 1").wait_for()
    check_page(page)

    image = stored_image()
    assert image.size == (900, 1200)
    assert is_black(image, 0.25, 0.8)
    assert not is_black(image, 0.25, 0.6)
    assert dict(image.getexif()) == {}

    page.get_by_role("link", name="Abtippen").click()
    draw(page, sheet(page), 0.5, 0.1, 0.9, 0.5)
    expect(page.locator("[name=text]")).to_be_focused()
    page.locator("[data-crop]").wait_for()
    page.keyboard.type("Zu wenig [?] hier")
    page.get_by_label("Leitfrage").select_option(index=1)
    page.get_by_role("button", name="Notieren").click()
    page.get_by_text("Gespeichert", exact=True).wait_for()
    page.locator(".evidence__note", has_text="Zu wenig [?] hier").wait_for()
    check_page(page)

    note = Note.objects.get()
    assert (note.sitting.round.number, note.guiding_question.slug) == (2, "gut")
    assert note.region.left == pytest.approx(500, abs=5)
    assert note.region.top == pytest.approx(100, abs=5)
    assert note.region.width == pytest.approx(400, abs=5)
    assert note.region.height == pytest.approx(400, abs=5)


def test_everything_goes_by_keyboard(page, photos_url):
    page.goto(photos_url)
    page.keyboard.press("Tab")
    choose(page, pictures.jpeg(800, 600))
    ready(page)
    expect(page.locator("#schwaerzen")).to_be_focused()
    tab_to(page, "Balken hinzufügen")
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("Balken 1 ist da").wait_for()
    for value in ("0", "80", "100", "20"):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(value)
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowUp")  # 21 is more than there is room for
    check_page(page)
    tab_to(page, "Hochladen")
    page.keyboard.press("Enter")
    page.get_by_text("Das Foto ist gespeichert.").wait_for()
    tab_to(page, "Abtippen")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Notiz abtippen").wait_for()
    sheet(page)

    for label, value in [
        ("Von links (%)", "10"),
        ("Von oben (%)", "20.5"),
        ("Breite (%)", "30"),
        ("Höhe (%)", "15"),
    ]:
        field = page.get_by_label(label)
        field.focus()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(value)
    expect(page.locator("[data-crop]")).to_have_attribute("viewBox", "80 123 240 90")
    page.get_by_label("Was dort steht").focus()
    page.keyboard.type("Mit der Tastatur")
    tab_to(page, "Notieren")
    page.keyboard.press("Enter")
    page.locator(".evidence__note", has_text="Mit der Tastatur").wait_for()

    image = stored_image()
    assert is_black(image, 0.5, 0.9)
    assert not is_black(image, 0.9, 0.5)
    region = PhotoRegion.objects.get()
    assert (region.left, region.top, region.width, region.height) == (
        100,
        205,
        300,
        150,
    )


def tab_to(page, name):
    for _ in range(40):
        page.keyboard.press("Tab")
        text = page.evaluate("document.activeElement.textContent")
        if text.strip().startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached")


def test_bars_are_taken_back_one_by_one_and_removed(page, photos_url):
    page.goto(photos_url)
    choose(page, pictures.encoded(Image.new("RGB", (400, 300), "white"), "PNG"))
    ready(page)
    canvas = page.locator("[data-canvas]")
    bars = page.locator(".bars__bar")
    undo = page.get_by_role("button", name="Rückgängig")
    expect(undo).to_be_disabled()

    draw(page, canvas, 0.1, 0.1, 0.3, 0.3)
    draw(page, canvas, 0.6, 0.6, 0.9, 0.9)
    draw(page, canvas, 0.5, 0.5, 0.501, 0.501)  # a tap
    expect(bars).to_have_count(2)
    page.get_by_role("button", name="Entfernen").first.click()
    expect(bars).to_have_count(1)
    undo.click()
    expect(bars).to_have_count(2)
    undo.click()
    expect(bars).to_have_count(1)
    upload(page)
    page.get_by_text("Das Foto ist gespeichert.").wait_for()

    image = stored_image()
    assert is_black(image, 0.2, 0.2)
    assert not is_black(image, 0.75, 0.75)


def test_picture_of_20_mb_is_made_small_on_the_device(page, photos_url):
    page.goto(photos_url)
    choose(page, pictures.heavy_jpeg())
    ready(page)
    with page.expect_request("**/fotos/neu/") as request:
        upload(page)
    page.get_by_text("Das Foto ist gespeichert.").wait_for()

    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (2000, 1615)
    assert int(request.value.all_headers()["content-length"]) < 6 << 20


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(pictures.PDF, "Das ist ein PDF.", id="pdf"),
        pytest.param(pictures.HEIC, "kann Ihr Browser nicht lesen", id="heic"),
        pytest.param(pictures.TEXT, "Das ist kein Bild.", id="text"),
        pytest.param(b"\xff\xd8\xff" + bytes(300), "beschädigt", id="broken"),
        pytest.param(b"", "Die Datei ist leer.", id="empty"),
        pytest.param(pictures.jpeg() + bytes(60 << 20), "höchstens 60 MB", id="huge"),
    ],
)
def test_other_files_are_refused_in_words(page, photos_url, tmp_path, content, says):
    page.goto(photos_url)
    file = tmp_path / "blatt.jpg"
    file.write_bytes(content)

    page.locator("#bild-waehlen").set_input_files(file)

    page.get_by_role("alert").get_by_text(says).wait_for()
    expect(page.locator("[data-editor]")).to_be_hidden()
    check_page(page)
    # The next file is taken.
    choose(page, pictures.jpeg(100, 100))
    ready(page)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_picture_that_is_faster_than_the_script_is_taken(page, photos_url):
    waiting = []
    page.route("**/photo-page*.js", lambda route: waiting.append(route))
    with page.expect_request("**/photo-page*.js"):
        page.goto(photos_url, wait_until="commit")
    choose(page, pictures.jpeg(800, 600))

    waiting[0].continue_()

    ready(page)


def test_photo_waits_without_network_and_is_sent_once_afterwards(page, photos_url):
    page.goto(photos_url)
    choose(page, pictures.jpeg(800, 600))
    ready(page)

    page.context.set_offline(True)
    upload(page)
    page.get_by_text("Kein Netz: Das Foto wartet").wait_for()
    page.get_by_role("heading", name="Wartet auf diesem Gerät").wait_for()
    page.get_by_text("Tisch 1, Runde 1,").wait_for()
    assert not Photo.objects.exists()
    page.context.set_offline(False)

    page.get_by_text("Das Foto ist gespeichert.").wait_for()
    page.get_by_role("heading", name="Runde 1, Foto 1").wait_for()
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert Photo.objects.count() == 1


def test_page_opens_without_network_from_the_table(page, live_server, table):
    page.goto(live_server.url + reverse("worldcafe:table", args=[table.code]))
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.get_by_role("link", name="Runde 2").click()
    page.wait_for_url("**?runde=2")
    page.context.set_offline(True)

    page.get_by_role("link", name="Blatt fotografieren").click()
    page.wait_for_url("**/fotos/**")
    choose(page, pictures.jpeg(800, 600))
    ready(page)
    upload(page)
    page.get_by_text("Kein Netz: Das Foto wartet").wait_for()
    page.context.set_offline(False)

    page.get_by_role("heading", name="Runde 2, Foto 1").wait_for()
    assert Photo.objects.get().sitting.round.number == 2


def test_waiting_photo_survives_that_the_page_is_closed(page, photos_url):
    page.goto(photos_url)
    choose(page, pictures.jpeg(800, 600))
    ready(page)
    page.context.set_offline(True)
    upload(page)
    page.get_by_text("Kein Netz: Das Foto wartet").wait_for()
    page.goto("about:blank")
    page.context.set_offline(False)

    page.goto(photos_url)

    page.get_by_role("heading", name="Runde 1, Foto 1").wait_for()
    assert Photo.objects.count() == 1


def test_answer_that_got_lost_stores_the_photo_once(page, photos_url):
    page.goto(photos_url)
    choose(page, pictures.jpeg(800, 600))
    ready(page)

    def lose_answer(route):
        route.fetch()  # the server stores it
        route.abort()

    page.route("**/fotos/neu/", lose_answer)
    upload(page)
    page.get_by_text("Kein Netz: Das Foto wartet").wait_for()
    assert Photo.objects.count() == 1
    page.unroute("**/fotos/neu/")
    page.get_by_role("button", name="Jetzt senden").click()

    page.get_by_text("Das Foto ist gespeichert.").wait_for()
    assert Photo.objects.count() == 1


def another_page(page, url):
    """What waits is shown there, too, and the console is empty."""
    page = page.context.new_page()
    watch_console(page)
    page.goto(url)
    return page


def test_refused_photo_stays_until_somebody_deletes_it(page, photos_url, sitting):
    PhotoFactory.create_batch(MOST_PHOTOS, sitting=sitting, picture=pictures.jpeg(9, 9))
    page.goto(photos_url)
    choose(page, pictures.jpeg(800, 600))
    ready(page)

    upload(page)

    page.get_by_role("alert").get_by_text("Löschen Sie zuerst eines.").wait_for()
    page = another_page(page, photos_url)
    waiting = page.locator("[data-waiting]")
    waiting.get_by_text("Löschen Sie zuerst eines.").wait_for()
    with page.expect_download() as download:
        waiting.get_by_role("link", name="Auf dem Gerät speichern").click()
    with Image.open(download.value.path()) as image:
        assert image.size == (800, 600)
    check_page(page)
    waiting.get_by_role("button", name="Löschen").click()
    page.get_by_role("button", name="Nein, behalten").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(waiting).to_be_visible()
    waiting.get_by_role("button", name="Löschen").click()
    check_page(page)
    page.get_by_role("button", name="Ja, löschen").click()
    waiting.wait_for(state="hidden")
    assert Photo.objects.count() == MOST_PHOTOS


@pytest.mark.parametrize(
    ("end", "says"),
    [
        (close_cafe, "Das World Café ist abgeschlossen."),
        (
            lambda cafe: Table.objects.update(revoked_on=cafe.held_on),
            "Der Link dieses Tisches ist gesperrt.",
        ),
    ],
)
def test_photo_that_comes_too_late_can_be_kept(page, photos_url, cafe, end, says):
    page.goto(photos_url)
    choose(page, pictures.jpeg(800, 600))
    ready(page)
    end(cafe)

    upload(page)

    page.get_by_role("alert").get_by_text(says).wait_for()
    page.get_by_role("link", name="Auf dem Gerät speichern").wait_for()
    page = another_page(page, photos_url)
    page.get_by_role("heading", name="Fotos, die nicht angekommen sind").wait_for()
    page.get_by_role("link", name="Auf dem Gerät speichern").wait_for()
    check_page(page)
    assert not Photo.objects.exists()


def test_region_is_corrected_removed_and_brought_back(
    page, photo_url, photo, table, write
):
    place_region(photo, write("Zu wenig"), Region(100, 200, 300, 150))
    page.goto(photo_url)
    page.get_by_role("link", name="Ausschnitt ändern").click()
    page.get_by_role("heading", name="Wo steht diese Notiz?").wait_for()
    check_page(page)
    draw(page, sheet(page), 0.5, 0.5, 0.75, 0.75)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Gespeichert", exact=True).wait_for()
    assert PhotoRegion.objects.get().left == pytest.approx(500, abs=5)

    page.get_by_role("button", name="Ausschnitt entfernen").click()
    page.get_by_text("Ausschnitt entfernt. Die Notiz bleibt.").wait_for()
    check_page(page)
    page.get_by_role("button", name="Rückgängig").click()
    page.locator(".evidence__note", has_text="Zu wenig").wait_for()

    assert PhotoRegion.objects.get().left == pytest.approx(500, abs=5)


def test_pieces_of_a_photo_load_it_once(page, photo_url, photo, write):
    for number in range(3):
        place_region(photo, write(f"Notiz {number}"), Region(100 * number, 0, 90, 90))
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))

    page.goto(photo_url, wait_until="networkidle")

    assert sum(url.endswith(".jpg") for url in loaded) == 1


def test_photo_page_is_accessible_in_every_state(page, photo_url, write):
    page.goto(photo_url)
    check_page(page)
    write("Noch ohne Foto")
    page.reload()
    page.get_by_text("Einer Notiz ohne Foto ihren Ausschnitt geben").click()
    page.get_by_role("button", name="Notieren").click()
    page.get_by_role("alert").wait_for()
    check_page(page)
    page.get_by_role("link", name="Foto jetzt löschen").click()
    page.get_by_role("heading", name="Dieses Foto löschen?").wait_for()
    check_page(page)


def test_without_script_notes_are_typed_and_the_page_says_what_is_missing(
    page_without_script, photos_url, photo_url, photo
):
    page = page_without_script
    page.goto(photos_url)
    page.locator("noscript .kern-alert").wait_for()
    expect(page.get_by_text("Foto aufnehmen")).to_be_hidden()

    page.get_by_role("link", name="Abtippen").click()
    page.get_by_label("Breite (%)").fill("50")
    page.get_by_label("Was dort steht").fill("Ohne Skript")
    page.get_by_role("button", name="Notieren").click()

    page.locator(".evidence__note", has_text="Ohne Skript").wait_for()
    assert PhotoRegion.objects.get().width == 500


def test_evaluation_compares_pieces_with_notes(
    page, live_server, log_in, evaluator, cafe, photo, write
):
    address = live_server.url + reverse("worldcafe-setup:photos", args=[cafe.pk])
    log_in(evaluator)
    page.goto(address)
    check_page(page)
    note = write("Zu wenig")
    place_region(photo, note, Region(100, 200, 300, 150))
    page.goto(address)
    crop = page.locator(".crop").element_handle()
    page.wait_for_function("crop => crop.getBoundingClientRect().height > 50", arg=crop)
    check_page(page)

    page.goto(live_server.url + reverse("worldcafe-setup:evidence", args=[note.pk]))
    page.get_by_role("heading", name="Beleg für W1-T1-R1-01").wait_for()
    check_page(page)
    Photo.objects.all().delete()
    page.goto(address)
    page.get_by_text("Von diesem World Café gibt es keine Fotos.").wait_for()
    check_page(page)
