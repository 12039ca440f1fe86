"""A World Café of its own, from its plan to its protocol: those of the example are closed."""

from io import BytesIO
from types import SimpleNamespace

from PIL import Image, ImageDraw, ImageFont

from tests.screenshots.camera import DESK, PHONE, TABLET
from tests.worldcafe.hosts import Host

STATIONS = ("Wohnen", "Arbeitsmarkt", "Sprache und Bildung")
# Written at the first table in the first round: Leitfrage and note.
NOTES = [
    ("bedarfe", "Kurse am Abend, damit auch Leute mit Schichtarbeit kommen können"),
    ("bedarfe", "Kinderbetreuung während der Kurse"),
    ("probleme", "„Ich warte seit acht Monaten auf einen Platz im Integrationskurs.“"),
    ("ziele-massnahmen", "Eine Liste aller Kurse im Kreis, in mehreren Sprachen"),
    ("laeuft-gut", "Das Sprachcafé in der Stadtbücherei Ilmenau"),
]
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def photograph_worldcafe(camera, pages):
    _plan(camera, pages)
    cafe = pages.url.rstrip("/").removeprefix(camera.address)
    codes = [
        link.get_attribute("href").rstrip("/").rpartition("/")[2]
        for link in pages.locator(".qr-card__link a").all()
    ]
    wall_link = pages.get_by_role("link", name="Leinwand öffnen").get_attribute("href")
    _print(camera, pages, cafe)
    wall = camera.open(DESK)
    wall.goto(wall_link)
    camera.take(wall, "", "cafe-wall-welcome")
    hosts = [_host(camera, code) for code in codes]
    _first_round(camera, pages, cafe, wall, hosts)
    _photograph_sheet(camera, pages, cafe, codes[0])
    camera.take(pages, f"{cafe}/nacherfassung/", "cafe-import")
    _second_round(camera, pages, cafe, wall, hosts)
    _harvest(camera, pages, cafe, wall)
    _close(camera, pages, cafe)
    camera.take(pages, "/auswertung/world-cafes/", "cafe-comparison")


def _plan(camera, pages):
    pages.goto(f"{camera.address}/verfahren/worldcafe/")
    camera.take(pages, "", "cafe-overview")
    pages.get_by_role("link", name="World Café anlegen").click()
    pages.get_by_label("Zielgruppe").select_option(index=1)
    pages.get_by_label("Datum").fill("2026-03-12")
    pages.get_by_label("Ort (freiwillig)").fill("Rathaus Ilmenau, Festsaal")
    pages.get_by_label("Erwartete Personen").fill("24")
    stations = pages.get_by_role("group", name="Stationen")
    for field in STATIONS:
        stations.get_by_label(field).check()
    pages.get_by_role("button", name="Vorschlag ansehen").click()
    pages.get_by_role("heading", name="Vorschlag").wait_for()
    pages.wait_for_load_state()
    camera.take(pages, "", "cafe-proposal")
    pages.get_by_role("button", name="Übernehmen").click()
    pages.wait_for_selector(".qr-card__link a")
    pages.wait_for_load_state()
    camera.take(pages, "", "cafe-setup")


def _print(camera, pages, cafe):
    camera.take(pages, f"{cafe}/drucken/", "cafe-printed")
    for link, name in (
        ("Tischschilder (PDF)", "cafe-sign"),
        ("Laufkarten (PDF)", "cafe-cards"),
        ("Anleitung (PDF)", "cafe-guide"),
        ("Blätter A4 (PDF)", "cafe-sheet"),
    ):
        camera.take_pdf(pages, link, name)


def _host(camera, code):
    page = camera.open(TABLET)
    return Host(page, camera.address, SimpleNamespace(code=code)).open()


def _press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def _count_people(host, people):
    for _ in range(people):
        host.page.locator("#mehr_people").click()
        host.page.locator("#mehr_participation_dots").click()


def _first_round(camera, pages, cafe, wall, hosts):
    pages.goto(f"{camera.address}{cafe}/moderation/")
    _press(pages, "Runde 1 beginnen")
    first, *others = hosts
    for question, text in NOTES:
        first.write(text, question)
    for host in others:
        host.write("Busse am Abend, damit man nach Hause kommt", "bedarfe")
    for host in hosts:
        _count_people(host, 8)
        host.wait_until_stored()
    first.page.evaluate("scrollTo(0, 0)")
    camera.take(first.page, "", "table")
    wall.get_by_role("heading", name="Runde 1 von 3").wait_for()
    camera.take(wall, "", "cafe-wall-round")
    camera.take(pages, "", "cafe-moderation")
    first.page.get_by_role("link", name="Vorlesen und bestätigen").click()
    camera.take(first.page, "", "table-read-back")
    first.press("Schließen")


def _photograph_sheet(camera, pages, cafe, code):
    """A sheet that was written by hand, a name blackened, a card typed from it."""
    phone = camera.open(PHONE)
    phone.goto(f"{camera.address}/cafe/{code}/fotos/")
    phone.locator("#bild-waehlen").set_input_files(
        {"name": "blatt.jpg", "mimeType": "image/jpeg", "buffer": _sheet()}
    )
    phone.get_by_role("heading", name="Gesichter und Namen schwärzen").wait_for()
    canvas = phone.locator("[data-canvas]")
    _draw(phone, canvas, 0.25, 0.68, 0.5, 0.8)
    camera.take(phone, "", "photo-blacken")
    phone.get_by_role("button", name="Hochladen").click()
    phone.get_by_text("Das Foto ist gespeichert.").wait_for()
    phone.get_by_role("link", name="Abtippen").click()
    phone.locator(".sheet__drawn").wait_for(state="attached")
    phone.wait_for_load_state()
    _draw(phone, phone.locator("[data-sheet]"), 0.05, 0.2, 0.6, 0.34)
    phone.get_by_label("Leitfrage").select_option(index=3)
    phone.locator("[name=text]").fill("Vorkurse für Jugendliche")
    camera.take(phone, "", "photo-typing")
    phone.get_by_role("button", name="Notieren").click()
    phone.get_by_text("Gespeichert", exact=True).wait_for()
    camera.take(pages, f"{cafe}/fotos/", "cafe-photos")


def _draw(page, picture, left, top, right, bottom):
    """Draw a rectangle, in shares of the picture, and keep it in sight."""
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    page.mouse.move(box["x"] + box["width"] * left, box["y"] + box["height"] * top)
    page.mouse.down()
    page.mouse.move(
        box["x"] + box["width"] * right, box["y"] + box["height"] * bottom, steps=3
    )
    page.mouse.up()


def _sheet():
    image = Image.new("RGB", (1400, 1000), "#f7f4ea")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 44)
    for line, (across, text) in enumerate(
        [
            (90, "Sprache und Bildung – Runde 1"),
            (120, "• Vorkurse für Jugendliche"),
            (120, "• Lesepaten in jeder Grundschule"),
            (120, "• Elternbriefe in einfacher Sprache"),
            (90, "geschrieben von: Erika M."),
        ]
    ):
        draw.text((across, 90 + 165 * line), text, fill="#1d2f6f", font=font)
    file = BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()


def _second_round(camera, pages, cafe, wall, hosts):
    pages.goto(f"{camera.address}{cafe}/moderation/")
    _press(pages, "Runde 1 beenden")
    wall.get_by_text("Wechsel").first.wait_for()
    camera.take(wall, "", "cafe-wall-change")
    _press(pages, "Runde 2 beginnen")
    for host in hosts:
        host.open(2)
    first = hosts[0]
    first.press("bestätigt", within=first.note("Kinderbetreuung"))
    first.press("ergänzt", within=first.note("Liste aller Kurse"))
    first.go_offline()
    first.write("Zeugnisse werden zu spät anerkannt", "probleme")
    first.sees("kein Netz. Schreiben Sie ruhig weiter.")
    first.page.evaluate("scrollTo(0, 0)")
    camera.take(first.page, "", "table-offline")
    _conflict(camera, first, hosts)


def _conflict(camera, first, hosts):
    """Somebody else changes what the host without network changes, too."""
    second = _host(camera, first.table.code).open(2)
    first.edit("Zeugnisse", "Zeugnisse werden erst nach einem Jahr anerkannt")
    first.go_online()
    first.wait_until_stored()
    second.sees_note("erst nach einem Jahr")
    first.go_offline()
    first.edit(
        "erst nach einem Jahr",
        "Niemand sagt einem, welche Papiere für das Zeugnis fehlen",
    )
    second.edit(
        "erst nach einem Jahr", "Zeugnisse: Die Anerkennung dauert länger als ein Jahr"
    )
    second.wait_until_stored()
    first.go_online()
    first.sees("Jemand anderes hat diese Notiz gerade geändert")
    camera.take(first.page, "", "table-conflict")
    first.press("Beide behalten")
    first.wait_until_stored()
    for host in hosts:
        host.press("Gewichtungspunkte zählen")
        host.page.locator(".board .note:visible").first.wait_for()
        notes = host.page.locator(".board .note:visible").all()[:3]
        for fewer, note in enumerate(notes):
            for _ in range(5 - fewer):
                note.get_by_role("button", name="ein Punkt mehr").click()
        host.wait_until_stored()


def _harvest(camera, pages, cafe, wall):
    pages.goto(f"{camera.address}{cafe}/moderation/")
    _press(pages, "Ernte auf der Leinwand zeigen")
    wall.get_by_role("heading", name="Unsere Ernte").wait_for()
    camera.take(wall, "", "cafe-wall-harvest")
    pages.get_by_role("link", name="Doppelte Notizen zusammenlegen").click()
    pages.wait_for_url("**/doppelte/")
    for note in (0, 3):
        pages.get_by_role("checkbox").nth(note).check()
    camera.take(pages, "", "cafe-merge")


def _close(camera, pages, cafe):
    camera.take(pages, f"{cafe}/abschliessen/", "cafe-close")
    _press(pages, "Ja, abschließen")
    pages.get_by_role("link", name="Wieder öffnen").wait_for()
    camera.take_pdf(pages, "Protokoll als PDF", "cafe-protocol")
