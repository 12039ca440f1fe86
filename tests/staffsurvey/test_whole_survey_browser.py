"""A whole survey through its pages: agreed on, sealed, answered, opened, released."""

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
    StaffSurvey,
)
from tests.factories import PASSWORD, UserFactory
from tests.pdf import check_pdf, pdf_text
from tests.staffsurvey.office import SET_UP, Office, answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ILM_KREIS = Path("ilmkreis_integration/content/ilm-kreis.toml")
TELLING = "Frau Beispiel weiß, woran es liegt."
PRIVATE = "Nichts für andere."
PLAIN = [f"Zu teuer {number}." for number in range(10)]


@pytest.fixture
def office(page, live_server):
    """The integration management, logged in."""
    load_process(ILM_KREIS, starts_on=timezone.localdate() - timedelta(days=3))
    today = timezone.localdate()
    StaffSurvey.objects.update(opens_on=today, closes_on=today + timedelta(days=20))
    UserFactory(username="verwaltung", role=Role.MANAGEMENT)
    UserFactory(username="personalrat", role=Role.RELEASING)
    UserFactory(username="auswertung", role=Role.EVALUATION)
    office = Office(page, live_server.url)
    log_in(office, "verwaltung")
    return office


def log_in(visitor, name):
    visitor.page.context.clear_cookies()
    visitor.go("/anmelden/")
    visitor.fill("Benutzername", name)
    visitor.page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    visitor.click("Anmelden")
    visitor.sees("Abmelden")


def read_everything(reader):
    """Mask what tells who it is, hold one back, release the rest."""
    reader.go("/kommentare/freigabe/")
    original = reader.page.locator("[data-original]")
    for left in range(HeldComment.objects.waiting().count(), 0, -1):
        reader.sees(f"Noch {left} Kommentar")
        reader.page.wait_for_load_state()
        text = original.inner_text()
        if text == TELLING:
            reader.page.get_by_role("button", name="Unkenntlich machen").first.click()
            expect(original).not_to_contain_text("Beispiel")
        decision = "Zurückhalten" if text == PRIVATE else "Freigeben"
        reader.page.get_by_role("button", name=decision).click()
    reader.sees("Alles gelesen.")


def test_from_the_first_draft_to_the_last_release(office, browser, tmp_path):
    office.agree()
    first_sheet, second_sheet = office.make_key()
    assert first_sheet == second_sheet  # one for each safe
    codes = office.print_slips(20, tmp_path / "zettel.pdf")
    assert len(codes) == Code.objects.count() == 20
    office.start()
    for code, text in zip(codes, [TELLING, PRIVATE, *PLAIN], strict=False):
        assert answer(browser, office.base, code, text) == []
    assert Envelope.objects.count() == 12
    assert Code.objects.filter(is_spent=True).count() == 12
    office.go(SET_UP)
    office.sees("mindestens 10 Umschläge")

    office.end_and_open(first_sheet)

    for model in (BallotBox, Code, Envelope):
        assert not model.objects.exists()
    assert Opening.objects.get().comments == 12
    office.save_protocol(tmp_path / "protokoll.pdf")
    check_pdf(tmp_path / "protokoll.pdf")
    assert "A. Muster (Personalrat)" in pdf_text(tmp_path / "protokoll.pdf")
    assert not Contribution.objects.exists()
    log_in(office, "personalrat")
    read_everything(office)
    said = set(Contribution.objects.values_list("text", flat=True))
    assert said == {"Frau [Name] weiß, woran es liegt.", *PLAIN}
    log_in(office, "auswertung")
    office.go("/auswertung/aussagen/")
    office.sees("Zu teuer 3.")
    html = office.page.content()
    assert PRIVATE not in html
