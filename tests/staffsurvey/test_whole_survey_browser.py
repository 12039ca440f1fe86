"""A whole survey through its pages: agreed on, sealed, answered, opened, released."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ilmkreis_integration.access import Role
from ilmkreis_integration.content.loading import load_process
from ilmkreis_integration.models import Contribution
from staffsurvey.models import (
    BallotBox,
    Code,
    Envelope,
    HeldComment,
    Opening,
    Party,
    StaffSurvey,
)
from tests.factories import PASSWORD, UserFactory
from tests.pdf import check_pdf, pdf_text
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ILM_KREIS = Path("ilmkreis_integration/content/ilm-kreis.toml")
SET_UP = "/verfahren/mitarbeiterbefragung/"
CODE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")
TELLING = "Frau Beispiel weiß, woran es liegt."


@pytest.fixture
def office(page, live_server):
    """The integration management, logged in."""
    load_process(ILM_KREIS, starts_on=timezone.localdate() - timedelta(days=3))
    today = timezone.localdate()
    StaffSurvey.objects.update(opens_on=today, closes_on=today + timedelta(days=20))
    UserFactory(username="verwaltung", role=Role.MANAGEMENT)
    UserFactory(username="personalrat", role=Role.RELEASING)
    UserFactory(username="auswertung", role=Role.EVALUATION)
    office = Visitor(page, live_server.url)
    log_in(office, "verwaltung")
    return office


def log_in(visitor, name):
    visitor.page.context.clear_cookies()
    visitor.go("/anmelden/")
    visitor.fill("Benutzername", name)
    visitor.page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    visitor.click("Anmelden")
    visitor.page.wait_for_load_state()


def agree(office):
    """Present the survey, write down what each party says, make it binding."""
    office.go(f"{SET_UP}fassungen/vorlegen/")
    office.click("Ja, vorlegen")
    for party in Party.objects.all():
        row = office.page.locator(".row", has_text=str(party))
        row.get_by_role("link", name="Eintragen").click()
        office.page.get_by_label("Zustimmung").check()
        office.click("Speichern")
    office.follow("Verbindlich machen")
    office.click("Ja, verbindlich machen")
    office.sees("ist jetzt verbindlich.")


def make_key(office):
    """Return the passphrase as it stands on the paper."""
    office.go(f"{SET_UP}schluessel/")
    office.click("Schlüssel erzeugen")
    sheets = office.page.locator(".sheet__words")
    words = [
        sheets.nth(number).locator("li").all_inner_texts()
        for number in range(sheets.count())
    ]
    assert words[0] == words[1]  # one sheet for each safe
    assert len(words[0]) == 6
    office.follow("Gedruckt: Probeumschlag öffnen")
    office.fill("Öffnungs-Passwort", " ".join(words[0]).upper())
    office.click("Probeumschlag öffnen")
    office.sees("Das Öffnungs-Passwort auf dem Papier stimmt.")
    return " ".join(words[0])


def print_slips(office, tmp_path, number):
    office.go(f"{SET_UP}zettel/")
    office.page.get_by_label("Anzahl der Zettel").fill(str(number))
    with office.page.expect_download(timeout=60_000) as download:
        office.click("Zettel drucken")
    path = tmp_path / "zettel.pdf"
    download.value.save_as(path)
    check_pdf(path)
    codes = sorted(set(CODE.findall(pdf_text(path))))
    assert len(codes) == Code.objects.count() == number
    return codes


def start(office):
    office.go(f"{SET_UP}start/")
    for box in office.page.locator("main input[type=checkbox]").all():
        box.check()
    office.fill("Sicherungen", "keine")
    office.click("Befragung starten")
    office.page.wait_for_url(f"**{SET_UP}")


def answer(browser, base, code, text):
    """Somebody on the staff, on a phone of their own."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{base}/mitarbeiterbefragung/#{code}")
    expect(page.get_by_label("Code")).to_have_value(code)
    assert page.url.endswith("/mitarbeiterbefragung/")
    voter = Visitor(page, base)
    voter.forward()
    page.get_by_label("Integrationskonzept", exact=True).check()
    voter.forward()
    page.get_by_label("Wohnen", exact=True).check()
    voter.fill("Ihr Text zu „Wohnen“", text)
    voter.forward()
    voter.send()
    assert context.cookies() == []
    context.close()


def open_box(office, passphrase, tmp_path):
    office.go(f"{SET_UP}beenden/")
    office.click("Ja, endgültig beenden")
    office.go(f"{SET_UP}oeffnung/")
    office.fill("Öffnungs-Passwort", passphrase)
    office.fill("Wer ist dabei?", "A. Muster (Personalrat)")
    office.click("Wahlurne öffnen")
    office.sees("12 von 12 Umschlägen geöffnet")
    office.follow("Zum Ergebnis der Öffnung")
    with office.page.expect_download(timeout=60_000) as download:
        office.follow("Öffnungsprotokoll als PDF")
    path = tmp_path / "protokoll.pdf"
    download.value.save_as(path)
    check_pdf(path)
    assert "A. Muster (Personalrat)" in pdf_text(path)


def read_everything(reader):
    """Mask what tells who it is, hold one back, release the rest."""
    reader.go("/kommentare/freigabe/")
    while HeldComment.objects.waiting().exists():
        text = reader.page.locator("[data-original]").inner_text()
        if text == TELLING:
            reader.page.get_by_role("button", name="Unkenntlich machen").first.click()
            expect(reader.page.locator("[data-original]")).not_to_contain_text(
                "Beispiel"
            )
        decision = "Zurückhalten" if text == "Nichts für andere." else "Freigeben"
        before = HeldComment.objects.waiting().count()
        reader.page.get_by_role("button", name=decision).click()
        reader.page.wait_for_load_state()
        assert HeldComment.objects.waiting().count() == before - 1
    reader.sees("Alles gelesen.")


def test_from_the_first_draft_to_the_last_release(office, browser, tmp_path):
    agree(office)
    passphrase = make_key(office)
    codes = print_slips(office, tmp_path, 20)
    start(office)
    texts = [TELLING, "Nichts für andere.", *(f"Zu teuer {n}." for n in range(10))]
    for code, text in zip(codes, texts, strict=False):
        answer(browser, office.base, code, text)
    assert Envelope.objects.count() == 12
    assert Code.objects.filter(is_spent=True).count() == 12
    office.go(SET_UP)
    office.sees("mindestens 10 Umschläge")
    assert "12" not in office.page.locator("#ruecklauf + p").inner_text()

    open_box(office, passphrase, tmp_path)

    for model in (BallotBox, Code, Envelope):
        assert not model.objects.exists()
    assert Opening.objects.get().comments == 12
    assert not Contribution.objects.exists()
    log_in(office, "personalrat")
    read_everything(office)
    said = set(Contribution.objects.values_list("text", flat=True))
    assert said == {
        "Frau [Name] weiß, woran es liegt.",
        *(f"Zu teuer {n}." for n in range(10)),
    }
    log_in(office, "auswertung")
    office.go("/auswertung/aussagen/")
    office.sees("Zu teuer 3.")
    assert "Nichts für andere." not in office.page.content()
