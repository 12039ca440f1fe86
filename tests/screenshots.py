"""Take the pictures for the README from a running application with example data.

    python -m tests.screenshots ADDRESS NAME PASSWORD FOLDER

`bin/screenshots` starts the application and calls this.
"""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import CHROMIUM_FLAGS, chromium_path

PHONE = {"width": 390, "height": 780}
TABLET = {"width": 820, "height": 1100}
DESK = {"width": 1280, "height": 860}
REPORT_PAGE = 8


def main(address, name, password, folder):
    camera = Camera(address, Path(folder))
    with sync_playwright() as playwright:
        camera.browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=CHROMIUM_FLAGS
        )
        pages = camera.open(DESK)
        log_in(pages, address, name, password)
        camera.take(pages, "/verfahren/", "dashboard")
        camera.take(pages, "/auswertung/aussagen/", "coding-desk")
        camera.take(pages, "/auswertung/handlungsfelder/wohnen/", "synthesis")
        photograph_questionnaire(camera, pages)
        photograph_table(camera, pages)
        photograph_report(camera, pages)


class Camera:
    """Saves what a page shows as a picture in `folder`."""

    def __init__(self, address, folder):
        self.address = address
        self.folder = folder
        self.browser = None

    def open(self, size):
        context = self.browser.new_context(locale="de-DE", viewport=size)
        return context.new_page()

    def take(self, page, path, name):
        if path:
            page.goto(self.address + path)
        page.screenshot(path=self.folder / f"{name}.png")


def log_in(page, address, name, password):
    page.goto(f"{address}/anmelden/")
    page.get_by_label("Benutzername").fill(name)
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/verfahren/")


def link_on(page):
    return page.locator(".qr-card__link a").first.get_attribute("href")


def photograph_questionnaire(camera, pages):
    pages.goto(f"{camera.address}/verfahren/fragebogen/")
    pages.get_by_role("row").get_by_role("link").first.click()
    phone = camera.open(PHONE)
    phone.goto(link_on(pages))
    phone.get_by_role("link", name="Ich antworte allein").click()
    phone.get_by_label("Frau", exact=True).check()
    camera.take(phone, "", "questionnaire")


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


def photograph_report(camera, pages):
    pages.goto(f"{camera.address}/auswertung/berichte/")
    with pages.expect_download(timeout=60_000) as download:
        pages.get_by_role("link", name="PDF herunterladen").click()
    page = str(REPORT_PAGE)
    target = camera.folder / "report"
    subprocess.run(  # noqa: S603
        ["pdftoppm", "-png", "-singlefile", "-r", "70", "-f", page, "-l", page]
        + [str(download.value.path()), str(target)],
        check=True,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
