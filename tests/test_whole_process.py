"""The whole job through the interface: from an empty process to the report as PDF."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ilmkreis_integration.access import Role
from ilmkreis_integration.content.loading import load_process
from ilmkreis_integration.models import Contribution
from reports.models import Measure, Statement
from staffsurvey.models import HeldComment, StaffSurvey
from staffsurvey.services.opening import open_box
from staffsurvey.services.releasing import release
from tests.factories import (
    PASSPHRASE,
    PASSWORD,
    BallotBoxFactory,
    EnvelopeFactory,
    UserFactory,
)
from tests.pdf import check_pdf, pdf_text
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ILM_KREIS = Path("ilmkreis_integration/content/ilm-kreis.toml")
FIELD = "Wohnen"
THEME = "Wohnungssuche"


@pytest.fixture
def visitor(page, live_server):
    return Visitor(page, live_server.url)


def log_in(visitor):
    UserFactory(username="verwaltung", role=Role.MANAGEMENT)
    visitor.go("/anmelden/")
    visitor.fill("Benutzername", "verwaltung")
    visitor.fill("Passwort", PASSWORD)
    visitor.click("Anmelden")
    visitor.sees("Wo das Verfahren steht")


def open_questionnaire(visitor):
    today = timezone.localdate()
    visitor.go("/verfahren/fragebogen/")
    visitor.follow("Titel und Laufzeit ändern")
    visitor.pick("Offen ab", today.isoformat())
    visitor.pick("Offen bis", (today + timedelta(days=45)).isoformat())
    visitor.click("Speichern")
    visitor.follow("Ausgabestelle anlegen")
    visitor.fill("Name", "Volkshochschule")
    visitor.page.get_by_label("Art").select_option(label="Bildungsträger")
    visitor.click("Speichern")
    visitor.sees("QR-Code")
    return visitor.link()


def fill_in_single_form(visitor, link):
    visitor.go(link)
    visitor.follow("Ich antworte allein")
    visitor.page.get_by_label("Frau", exact=True).check()
    for _ in range(4):
        visitor.forward()
    visitor.page.locator("textarea:visible").fill("Ich finde keine Wohnung.")
    visitor.forward()
    visitor.forward()
    visitor.send()


def fill_in_group_form(visitor, link):
    visitor.go(link)
    visitor.follow("Wir antworten als Gruppe")
    visitor.page.get_by_label("Anzahl", exact=True).fill("9")
    for _ in range(5):
        visitor.forward()
    visitor.page.locator("textarea:visible").fill(
        "Die Wohnungen sind zu klein. Der Sportverein ist nett."
    )
    # Past the third question and the one about help.
    for _ in range(3):
        visitor.forward()
    visitor.send()


def hold_cafe(visitor):
    visitor.go("/verfahren/worldcafe/")
    visitor.follow("World Café anlegen")
    visitor.page.get_by_label("Zielgruppe").select_option(label="Ehrenamt")
    visitor.pick("Datum", timezone.localdate().isoformat())
    stations = visitor.page.get_by_role("group", name="Stationen")
    for field in (FIELD, "Arbeitsmarkt", "Sprache und Bildung"):
        stations.get_by_label(field).check()
    visitor.pick("Erwartete Personen", "18")
    visitor.click("Vorschlag ansehen")
    visitor.sees("18 Personen an 3 Tischen in 3 Runden.")
    visitor.click("Übernehmen")
    visitor.sees("Das World Café ist angelegt.")
    cafe = visitor.page.url
    table = visitor.page.locator(".qr-card", has_text=FIELD).locator(".qr-card__link a")
    visitor.go(table.get_attribute("href"))
    question = visitor.page.locator(".question", has_text="Welche Probleme gibt es")
    question.get_by_role("textbox").fill("Vermieter lehnen Geflüchtete ab")
    question.get_by_role("textbox").press("Enter")
    visitor.page.locator(".note", has_text="Vermieter").wait_for()
    for label in ("Personen am Tisch", "Teilnahmepunkte"):
        visitor.count(label, "6")
    visitor.go(cafe)
    visitor.follow("Abschließen")
    visitor.click("Ja, abschließen")
    visitor.sees("Die Notizen sind in der Auswertung.")


def answer_staff_survey(visitor):
    today = timezone.localdate()
    visitor.go("/verfahren/mitarbeiterbefragung/")
    visitor.follow("Texte und Laufzeit ändern")
    visitor.pick("Offen ab", today.isoformat())
    visitor.pick("Offen bis", (today + timedelta(days=20)).isoformat())
    visitor.click("Speichern")
    visitor.sees("Gespeichert.")
    box = start_staff_survey()
    visitor.go("/mitarbeiterbefragung/")
    visitor.sees("0 % ausgefüllt")
    visitor.forward()
    visitor.page.get_by_label("Integrationskonzept", exact=True).check()
    visitor.forward()
    visitor.page.get_by_label(FIELD, exact=True).check()
    visitor.fill(f"Ihr Text zu „{FIELD}“", "Wir brauchen eine Wohnungsbörse.")
    visitor.forward()
    visitor.send()
    open_and_release(box)


def start_staff_survey():
    """By hand; tests/staffsurvey/test_whole_survey_browser.py goes through the pages."""
    survey = StaffSurvey.objects.get()
    survey.with_codes = False
    survey.save()
    return BallotBoxFactory(survey=survey)


def open_and_release(box):
    """Nine others sent nothing that could be read: fewer than ten are never opened."""
    EnvelopeFactory.create_batch(9, box=box)
    box.ended_on = timezone.localdate()
    box.save()
    for _progress in open_box(
        box.survey, passphrase=[PASSPHRASE], present="", by="Verwaltung"
    ):
        pass
    release(HeldComment.objects.get(), by="Personalrat")


def code_everything(visitor):
    """Split the group's answer, then assign what is left, one after the other."""
    visitor.go("/auswertung/aussagen/")
    entry = visitor.page.locator("[data-entry]", has_text="Sportverein")
    entry.get_by_role("link", name="Aufteilen").click()
    marks = visitor.page.locator("textarea")
    marks.fill("Die Wohnungen sind zu klein.| Der Sportverein ist nett.")
    visitor.page.get_by_role("button", name="Weiter zu den Teilen").click()
    code_parts(visitor)
    for text in ("Ich finde keine Wohnung.", "Wohnungsbörse"):
        visitor.go("/auswertung/aussagen/")
        entry = visitor.page.locator("[data-entry]", has_text=text)
        entry.get_by_label(FIELD).check()
        if text == "Wohnungsbörse":
            entry.get_by_label("Ziel oder Maßnahme").check()
        entry.get_by_label("Thema").fill(THEME)
        entry.get_by_role("button", name="Zuordnen").click()
        visitor.sees("Rückgängig")
    visitor.go("/auswertung/aussagen/")
    visitor.sees("Alles zugeordnet.")
    expect(visitor.page.locator("[data-entry]")).to_have_count(0)


def code_parts(visitor):
    parts = visitor.page.locator(".entry__form")
    first, second = parts.nth(0), parts.nth(1)
    first.get_by_label(FIELD).check()
    first.get_by_label("Problem").check()
    first.get_by_label("Thema").fill(THEME)
    second.get_by_label("Kultur, Religion, Freizeit und Sport").check()
    second.get_by_label("Läuft gut").check()
    second.get_by_label("Thema").fill("Sportvereine")
    visitor.click("Speichern")
    visitor.sees("Rückgängig")


def choose_theme(visitor):
    """Tick the theme among what is found and keep it."""
    visitor.page.get_by_label(THEME).first.check()
    visitor.click("Auswahl speichern")
    visitor.page.wait_for_url("**/leitbild/#*")


def choose_statements(visitor):
    """Tick every statement on the theme and keep them."""
    for statement in Statement.objects.filter(theme__title=THEME):
        visitor.page.get_by_label(statement.code).check()
    visitor.click("Auswahl speichern")
    visitor.page.wait_for_url("**/massnahmen/*/")


def write_leitbild_and_catalogue(visitor):
    visitor.go("/auswertung/leitbild/")
    visitor.follow("Ersten Leitsatz schreiben")
    visitor.fill("Leitsatz", "Wir sorgen dafür, dass alle gut wohnen können.")
    visitor.click("Leitsatz speichern")
    visitor.follow("Belege wählen")
    choose_theme(visitor)
    visitor.go("/auswertung/katalog/")
    visitor.follow(f"Neues Ziel im Handlungsfeld {FIELD}")
    visitor.fill("Ziel", "Wohnungen finden leicht machen")
    visitor.click("Ziel speichern")
    visitor.follow("Neue Maßnahme")
    visitor.page.get_by_label("Maßnahme", exact=False).first.fill(
        "Wohnungsbörse gründen"
    )
    visitor.fill("Federführung", "Amt für Migration")
    visitor.click("Maßnahme speichern")
    visitor.page.wait_for_url("**/katalog/#*")
    measure = Measure.objects.get()
    visitor.go(f"/auswertung/katalog/massnahmen/{measure.pk}/belege/")
    choose_statements(visitor)
    visitor.go(f"/auswertung/katalog/massnahmen/{measure.pk}/veroeffentlichen/")
    visitor.click("Veröffentlichen")
    visitor.sees("Die Maßnahme ist veröffentlicht.")
    assert Measure.objects.get().is_published


def download_pdf(visitor, tmp_path):
    visitor.go("/auswertung/berichte/")
    path = tmp_path / "bericht.pdf"
    visitor.download("PDF herunterladen", path)
    return path


def test_from_an_empty_process_to_the_report(visitor, tmp_path):
    load_process(ILM_KREIS, starts_on=date.today() - timedelta(days=3))  # noqa: DTZ011
    log_in(visitor)
    link = open_questionnaire(visitor)
    fill_in_single_form(visitor, link)
    fill_in_group_form(visitor, link)
    hold_cafe(visitor)
    answer_staff_survey(visitor)
    assert Contribution.objects.count() == 4

    code_everything(visitor)
    write_leitbild_and_catalogue(visitor)
    path = download_pdf(visitor, tmp_path)

    check_pdf(path)
    text = " ".join(pdf_text(path).split())
    assert "Wir sorgen dafür, dass alle gut wohnen können." in text
    _before, _, measure = text.partition("Maßnahme 4.1.1: Wohnungsbörse gründen")
    measure, _, _after = measure.partition("Wie mit den Themen umgegangen wird")
    assert "Amt für Migration" in measure
    codes = {s.code for s in Statement.objects.filter(theme__title=THEME)}
    assert len(codes) == 3
    assert {code for code in codes if code not in measure} == set()
