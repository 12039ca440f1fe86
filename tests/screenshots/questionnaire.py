"""The questionnaire: on a phone, on a tablet that goes from hand to hand, in the office."""

from tests.screenshots.camera import PHONE, TABLET, link_on
from tests.surveys.tablets import Tablet


def open_first_channel(camera, pages):
    pages.goto(f"{camera.address}/verfahren/fragebogen/")
    pages.get_by_role("row").get_by_role("link").first.click()


def photograph_phone(camera, pages):
    open_first_channel(camera, pages)
    address = link_on(pages)
    phone = camera.open(PHONE)
    phone.goto(address)
    camera.take(phone, "", "questionnaire-start")
    phone.get_by_role("link", name="Ich antworte allein").click()
    phone.get_by_label("Frau", exact=True).check()
    camera.take(phone, "", "questionnaire")
    phone.goto(f"{address}gruppe/?sprache=uk")
    phone.locator("[name=people_count]").fill("7")
    phone.locator("button[value=weiter]:visible").click()
    camera.take(phone, "", "questionnaire-group")


def photograph_tablet(camera, pages):
    open_first_channel(camera, pages)
    pages.get_by_role("link", name="Tablet einrichten").click()
    pages.get_by_label("Name").fill("Empfang")
    pages.get_by_role("button", name="Speichern").click()
    pages.get_by_role("link", name="Das Tablet ist eingerichtet").wait_for()
    link = pages.locator(".qr-card__link code").inner_text()
    token = link.partition("#")[2]
    tablet = Tablet(camera.open(TABLET), camera.address)
    tablet.set_up(token)
    tablet.page.context.set_offline(True)
    tablet.hand_over("العربية")
    camera.take(tablet.page, "", "tablet-arabic")
    tablet.forward(3)
    tablet.write("الناس هنا طيبون، لكن الباص لا يأتي مساءً.")
    camera.take(tablet.page, "", "tablet-answer")
    tablet.forward(3)
    tablet.send()
    camera.take(tablet.page, "", "tablet-thanks")
    tablet.back_to_staff()
    camera.take(tablet.page, "", "tablet-staff")


def photograph_offices(camera, pages):
    camera.take(pages, "/verfahren/fragebogen/ruecklauf/", "return")
    camera.take(pages, "/verfahren/fragebogen/sprachen/", "languages")
    camera.take(pages, "/verfahren/fragebogen/import/", "import")
    pages.goto(f"{camera.address}/verfahren/fragebogen/drucken/")
    camera.take_pdf(pages, "Einzelbogen", "paper-form")
