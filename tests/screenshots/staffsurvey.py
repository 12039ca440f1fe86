"""A staff survey from its first version to the release, in a process without examples.

python -m tests.screenshots.staffsurvey ADDRESS NAME PASSWORD FOLDER
"""

import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.chromium import CHROMIUM_FLAGS, chromium_path
from tests.screenshots.camera import DESK, Camera, log_in
from tests.staffsurvey.office import SET_UP, Office, answer

TEXTS = [
    "Frau Beispiel vom Jobcenter, Durchwahl 03628 000-417, weiß, woran es liegt.",
    *[f"Es fehlt eine Liste freier Wohnungen für alle Ämter ({n})." for n in range(11)],
]


def main(address, name, password, folder):
    with sync_playwright() as playwright, TemporaryDirectory() as papers:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=CHROMIUM_FLAGS
        )
        camera = Camera(browser, address, folder)
        pages = camera.open(DESK)
        log_in(pages, address, name, password)
        office = Office(pages, address, look=_looking(camera))
        _set_days(office)
        _hold(office, camera, Path(papers))
        _release(office, camera)


def _looking(camera):
    return lambda page, name: camera.take(page, "", name)


def _set_days(office):
    today = date.today()  # noqa: DTZ011
    office.go(f"{SET_UP}texte/")
    office.pick("Offen ab", today.isoformat())
    office.pick("Offen bis", (today + timedelta(days=20)).isoformat())
    office.click("Speichern")
    office.sees("Gespeichert.")


def _hold(office, camera, papers):
    office.agree()
    passphrase, *_copies = office.make_key()
    codes = office.print_slips(20, papers / "zettel.pdf")
    camera.take_page(papers / "zettel.pdf", "staff-slips")
    office.start()
    first, *others = zip(codes, TEXTS, strict=False)
    answer(camera.browser, camera.address, *first, look=_looking(camera))
    for code, text in others:
        answer(camera.browser, camera.address, code, text)
    camera.take(office.page, SET_UP, "staff-overview")
    camera.take(office.page, "/mitarbeiterbefragung/anonymitaet/", "staff-anonymity")
    office.end_and_open(passphrase)
    office.save_protocol(papers / "protokoll.pdf")
    camera.take_page(papers / "protokoll.pdf", "staff-protocol")


def _release(office, camera):
    """The first account gives the role to a second one, as the interface has it."""
    office.go("/verfahren/einstellungen/konten/neu/")
    office.fill("Benutzername", "personalrat")
    office.page.get_by_label("Freigabe", exact=True).check()
    office.page.locator("main form [type=submit]").click()
    password = office.page.locator("main code").inner_text()
    reader = camera.open(DESK)
    reader.goto(f"{camera.address}/anmelden/")
    reader.get_by_label("Benutzername").fill("personalrat")
    reader.get_by_label("Passwort").fill(password)
    reader.get_by_role("button", name="Anmelden").click()
    reader.get_by_role("button", name="Abmelden").wait_for()
    camera.take(reader, "/kommentare/freigabe/?zeige=mit-hinweisen", "staff-release")


if __name__ == "__main__":
    main(*sys.argv[1:])
