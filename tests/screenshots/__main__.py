"""Take the pictures for the documentation from a running application with example data.

    python -m tests.screenshots ADDRESS NAME PASSWORD FOLDER

`bin/screenshots` starts the application and calls this.
"""

import os
import sys

import django
from playwright.sync_api import sync_playwright

from tests.chromium import CHROMIUM_FLAGS, chromium_path
from tests.screenshots.camera import DESK, TABLET, Camera, link_on, log_in
from tests.screenshots.questionnaire import (
    photograph_offices,
    photograph_phone,
    photograph_tablet,
)

REPORT_PAGE = 8


def main(address, name, password, folder):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()  # for the addresses of pages
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=CHROMIUM_FLAGS
        )
        camera = Camera(browser, address, folder)
        pages = camera.open(DESK)
        log_in(pages, address, name, password)
        camera.take(pages, "/verfahren/", "dashboard")
        camera.take(pages, "/auswertung/aussagen/", "coding-desk")
        camera.take(pages, "/auswertung/handlungsfelder/wohnen/", "synthesis")
        photograph_phone(camera, pages)
        photograph_tablet(camera, pages)
        photograph_offices(camera, pages)
        photograph_table(camera, pages)
        pages.goto(f"{address}/auswertung/berichte/")
        camera.take_pdf(pages, "PDF herunterladen", "report", REPORT_PAGE)


def photograph_table(camera, pages):
    """A café of its own: those of the example are closed."""
    pages.goto(f"{camera.address}/verfahren/worldcafe/")
    pages.get_by_role("link", name="World Café anlegen").click()
    pages.get_by_label("Zielgruppe").select_option(index=1)
    pages.get_by_label("Datum").fill("2026-03-12")
    for field in ("Wohnen", "Arbeitsmarkt", "Sprache und Bildung"):
        pages.get_by_label(field).check()
    pages.get_by_role("button", name="World Café anlegen").click()
    pages.wait_for_selector(".qr-card__link a")
    table = camera.open(TABLET)
    table.goto(link_on(pages))
    for text in ("Busse am Abend fahren nicht", "Vermieter fragen nach der Herkunft"):
        box = table.locator(".question").first.get_by_role("textbox")
        box.fill(text)
        box.press("Enter")
        table.locator(".note", has_text=text).wait_for()
    camera.take(table, "", "table")


if __name__ == "__main__":
    main(*sys.argv[1:])
