"""Takes pictures of pages and of printed documents."""

import subprocess
from pathlib import Path

PHONE = {"width": 390, "height": 780}
TABLET = {"width": 820, "height": 1100}
DESK = {"width": 1280, "height": 860}


class Camera:
    """Saves what a page shows as a picture in `folder`."""

    def __init__(self, browser, address, folder):
        self.browser = browser
        self.address = address
        self.folder = Path(folder)

    def open(self, size):
        context = self.browser.new_context(locale="de-DE", viewport=size)
        return context.new_page()

    def take(self, page, path, name):
        if path:
            page.goto(self.address + path)
        page.wait_for_load_state()
        page.screenshot(path=self.folder / f"{name}.png")

    def take_pdf(self, page, link, name, number=1):
        """One page of the PDF behind the first link with that text."""
        with page.expect_download(timeout=120_000) as download:
            page.get_by_role("main").get_by_text(link).first.click()
        self.take_page(download.value.path(), name, number)

    def take_page(self, pdf, name, number=1):
        subprocess.run(  # noqa: S603
            ["pdftoppm", "-png", "-singlefile", "-r", "70"]
            + ["-f", str(number), "-l", str(number)]
            + [str(pdf), str(self.folder / name)],
            check=True,
        )


def log_in(page, address, name, password):
    page.goto(f"{address}/anmelden/")
    page.get_by_label("Benutzername").fill(name)
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url("**/verfahren/")


def link_on(page):
    return page.locator(".qr-card__link a").first.get_attribute("href")
