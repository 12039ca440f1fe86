"""Take the pictures for the documentation from a running application with example data.

    python -m tests.screenshots ADDRESS NAME PASSWORD FOLDER

`bin/screenshots` starts the application and calls this.
"""

import os
import sys

import django
from playwright.sync_api import sync_playwright

from tests.chromium import CHROMIUM_FLAGS, chromium_path
from tests.screenshots.camera import DESK, Camera, log_in
from tests.screenshots.questionnaire import (
    photograph_offices,
    photograph_phone,
    photograph_tablet,
)
from tests.screenshots.worldcafe import photograph_worldcafe

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
        photograph_worldcafe(camera, pages)
        pages.goto(f"{address}/auswertung/berichte/")
        camera.take_pdf(pages, "PDF herunterladen", "report", REPORT_PAGE)


if __name__ == "__main__":
    main(*sys.argv[1:])
