"""The integration management holds a staff survey, from the first version to the opening.

A test goes through it; `bin/screenshots` does the same and looks around on the way.
"""

import re

from playwright.sync_api import expect

from tests.pdf import pdf_text
from tests.visitor import Visitor

SET_UP = "/verfahren/mitarbeiterbefragung/"
PHONE = {"width": 390, "height": 780}
_CODE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")


class Office(Visitor):
    """`look(page, name)` is called wherever there is something to see."""

    def __init__(self, page, base, look=lambda page, name: None):
        super().__init__(page, base)
        self._look = look

    def look(self, name):
        self._look(self.page, name)

    def agree(self):
        """Present the survey, write down what each party says, make it binding."""
        self.go(f"{SET_UP}fassungen/vorlegen/")
        self.click("Ja, vorlegen")
        self.sees("liegt vor.")
        self.page.wait_for_load_state()
        missing = self.page.locator(".row", has_text="fehlt noch")
        for left in range(missing.count(), 0, -1):
            expect(missing).to_have_count(left)
            missing.first.get_by_role("link", name="Eintragen").click()
            self.page.get_by_label("Zustimmung").check()
            self.click("Speichern")
        self.look("staff-version")
        self.follow("Verbindlich machen")
        self.click("Ja, verbindlich machen")
        self.sees("ist jetzt verbindlich.")

    def make_key(self):
        """Return the passphrase as it stands on each of the sheets."""
        self.go(f"{SET_UP}schluessel/")
        self.look("staff-key")
        self.click("Schlüssel erzeugen")
        self.page.locator(".sheet__words").first.wait_for()
        self.page.wait_for_load_state()
        self.look("staff-passphrase")
        sheets = [
            " ".join(words.locator("li").all_inner_texts())
            for words in self.page.locator(".sheet__words").all()
        ]
        self.follow("Gedruckt: Probeumschlag öffnen")
        self.fill("Öffnungs-Passwort", sheets[0].upper())
        self.click("Probeumschlag öffnen")
        self.sees("stimmt.")
        return sheets

    def print_slips(self, number, path):
        """Save the slips at `path`; return their codes."""
        self.go(f"{SET_UP}zettel/")
        self.page.get_by_label("Anzahl der Zettel").fill(str(number))
        self.download("PDF mit Zetteln erzeugen", path, role="button")
        return sorted(set(_CODE.findall(pdf_text(path))))

    def start(self):
        self.go(f"{SET_UP}start/")
        self.look("staff-start")
        for box in self.page.locator("main input[type=checkbox]").all():
            box.check()
        self.fill("Sicherungen", "keine")
        self.click("Befragung starten")
        self.page.wait_for_url(f"**{SET_UP}")

    def end_and_open(self, passphrase):
        self.go(f"{SET_UP}beenden/")
        self.click("Ja, endgültig beenden")
        self.sees("Die Befragung ist beendet.")
        self.go(f"{SET_UP}oeffnung/")
        self.look("staff-opening")
        self.fill("Öffnungs-Passwort", passphrase)
        self.fill(
            "Wer ist dabei?", "A. Muster (Personalrat)\nB. Beispiel (Datenschutz)"
        )
        self.click("Wahlurne öffnen")
        self.sees("Fertig:")
        self.look("staff-opened")
        self.follow("Zur Seite „Öffnung der Wahlurne“")

    def save_protocol(self, path):
        self.download("Öffnungsprotokoll als PDF", path)


def answer(browser, base, code, text, look=lambda page, name: None):
    """Somebody on the staff, on a phone of their own; return the cookies it then has."""
    context = browser.new_context(viewport=PHONE, locale="de-DE")
    page = context.new_page()
    page.goto(f"{base}/mitarbeiterbefragung/#{code}")
    voter = Visitor(page, base)
    look(page, "staff-welcome")
    voter.forward()
    page.get_by_label("Integrationskonzept", exact=True).check()
    voter.forward()
    page.get_by_label("Wohnen", exact=True).check()
    voter.fill("Ihr Text zu „Wohnen“", text)
    look(page, "staff-writing")
    voter.forward()
    look(page, "staff-check")
    voter.send()
    look(page, "staff-thanks")
    cookies = context.cookies()
    context.close()
    return cookies
