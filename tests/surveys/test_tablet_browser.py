"""A tablet from hand to hand, with and without network, in a real browser."""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ilmkreis_integration.models import Contribution
from surveys.definition import mark_changed
from surveys.models import Response, Translation
from surveys.tablets import set_up_device
from tests.accessibility import check_page
from tests.factories import ChannelFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECRET = "Zitronenfalter"


def test_form_is_filled_in_and_arrives_once(tablet, channel):
    tablet.hold_the_clock()
    tablet.hand_over()
    tablet.fill_in("Die Leute sind nett.")

    tablet.sees("Ihre Antworten sind angekommen.")
    tablet.sees("Bitte geben Sie das Tablet zurück.")
    response = Response.objects.get()
    assert (response.entry, response.device.name) == ("tablet", "Empfang")
    assert response.channel == channel
    assert Contribution.objects.get().text == "Die Leute sind nett."


def test_token_stands_in_no_address(tablet, token):
    expect(tablet.page).to_have_url(tablet.address)
    tablet.holds_nothing_of(token)


def test_without_network_forms_wait_and_then_arrive(tablet):
    tablet.page.context.set_offline(True)
    tablet.page.reload()
    tablet.unlock()
    for text in ("Erster Bogen", "Zweiter Bogen"):
        tablet.hand_over()
        tablet.fill_in(text)
        tablet.sees("Ihre Antworten sind sicher gespeichert.")
        tablet.back_to_staff()
    tablet.sees("2 Bögen warten auf das Netz")
    assert not Response.objects.exists()

    tablet.page.context.set_offline(False)

    tablet.wait_until_sent()
    tablet.sees("Alle Bögen sind angekommen.")
    texts = Contribution.objects.values_list("text", flat=True)
    assert sorted(texts) == ["Erster Bogen", "Zweiter Bogen"]


def test_what_waits_cannot_be_read(tablet):
    tablet.page.context.set_offline(True)
    tablet.hand_over()
    tablet.fill_in(SECRET)

    [form] = tablet.waiting()

    assert SECRET not in json.dumps(form)
    assert set(form["envelope"]) == {"id", "key", "nonce", "content"}


def test_next_person_finds_no_trace(tablet):
    tablet.hand_over()
    before = tablet.page.evaluate("history.length")
    tablet.fill_in(SECRET)

    tablet.holds_nothing_of(SECRET)
    assert tablet.page.evaluate("history.length") == before
    assert tablet.page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}])"
    ) == ("[{},{}]")
    fields = "[...document.querySelectorAll('textarea')].map((field) => field.value)"
    assert tablet.page.evaluate(fields) == []
    tablet.back_to_staff()
    tablet.hand_over()
    tablet.forward()
    expect(tablet.step().locator("textarea")).to_have_value("")


def test_nobody_there_is_asked_and_then_everything_is_gone(tablet):
    tablet.page.clock.install()
    tablet.hand_over()
    tablet.forward()
    tablet.write(SECRET)

    tablet.page.clock.run_for(91_000)
    tablet.sees("Sind Sie noch da?")
    tablet.page.clock.run_for(21_000)

    tablet.sees("Für Beratende")
    tablet.holds_nothing_of(SECRET)
    expect(tablet.page.locator("form[data-steps]")).to_have_count(0)
    assert not Response.objects.exists()


def test_somebody_still_there_goes_on(tablet):
    tablet.page.clock.install()
    tablet.hand_over()
    tablet.forward()
    tablet.write("Ich denke noch nach.")
    tablet.page.clock.run_for(91_000)

    tablet.page.locator("[data-still-here]").click()
    tablet.page.clock.run_for(30_000)

    expect(tablet.step().locator("textarea")).to_have_value("Ich denke noch nach.")


def test_language_changes_on_any_step_and_nothing_is_lost(tablet, questionnaire):
    Translation.objects.create(language="ar", german="Weiter", text="التالي")
    mark_changed(questionnaire)
    tablet.page.reload()
    tablet.unlock()
    tablet.hand_over()
    tablet.forward()
    tablet.write("Ich schreibe hier.")

    tablet.page.locator("form[data-steps] summary").click()
    tablet.page.locator("button[name=neue-sprache][value=ar]").click()

    tablet.page.locator("form[data-steps] .help[lang=ar]:visible").first.wait_for()
    expect(tablet.step().locator("textarea")).to_have_value("Ich schreibe hier.")
    tablet.forward(2)
    tablet.send()
    tablet.wait_until_sent()
    assert Response.objects.get().language == "ar"


def test_empty_form_is_not_sent(tablet):
    tablet.hand_over()
    tablet.forward(3)
    tablet.step().locator("button[value=absenden]").click()

    tablet.sees("Bitte schreiben Sie mindestens zu einer Frage eine Antwort.")
    for _ in range(2):
        tablet.step().locator("button[value=zurueck]").click()
    tablet.write("Jetzt schon.")
    tablet.forward(2)
    tablet.send()
    tablet.wait_until_sent()
    assert Contribution.objects.get().text == "Jetzt schon."


def test_group_counts_itself(tablet):
    tablet.hand_over(who="Eine Gruppe")
    tablet.step().get_by_role("textbox").fill("3")
    tablet.forward()
    for _ in range(4):
        tablet.step().get_by_role("button", name="jung: +1").click()
    tablet.sees("Zusammen sind es mehr Personen als in der Gruppe.")
    for _ in range(2):
        tablet.step().get_by_role("button", name="jung: −1").click()
    tablet.forward()
    tablet.write("Wir wünschen uns einen Raum.")
    tablet.forward(2)
    tablet.step().get_by_label("Ja, eine Dolmetscherin").check()
    tablet.forward()
    tablet.send()

    tablet.wait_until_sent()
    response = Response.objects.get()
    assert (response.form, response.people) == ("group", 3)
    assert response.helped_by == "interpreter"


def test_wrong_pin_keeps_the_staff_page_closed(tablet):
    tablet.page.get_by_role("button", name="Sperren").click()

    tablet.unlock("1111")

    tablet.sees("Diese PIN stimmt nicht.")
    expect(tablet.page.locator("[data-view=staff]")).to_be_hidden()


def test_revoked_tablet_says_so_and_keeps_what_waits(tablet, channel, inbox):
    tablet.page.context.set_offline(True)
    tablet.hand_over()
    tablet.fill_in("Wartet")
    channel.devices.update(revoked_on="2026-03-02")
    with tablet.page.expect_response(inbox):
        tablet.page.context.set_offline(False)

    tablet.page.reload()

    tablet.sees("Dieses Tablet ist gesperrt")
    assert len(tablet.waiting()) == 1
    assert not Response.objects.exists()


def test_new_code_lets_a_revoked_tablet_go_on(tablet, channel):
    tablet.page.context.set_offline(True)
    tablet.hand_over()
    tablet.fill_in("Wartet")
    channel.devices.update(revoked_on="2026-03-02")
    tablet.page.context.set_offline(False)
    token = set_up_device(channel, name="Empfang neu")[1]

    tablet.page.goto("about:blank")
    tablet.page.goto(f"{tablet.address}#{token}")

    tablet.sees("PIN für dieses Tablet")
    tablet.wait_until_sent()
    assert Response.objects.get().device.name == "Empfang neu"


def test_two_pages_send_each_form_once(tablet):
    tablet.page.context.set_offline(True)
    for number in range(5):
        tablet.hand_over()
        tablet.fill_in(f"Bogen {number}")
        tablet.back_to_staff()
    second = tablet.page.context.new_page()
    tablet.page.context.set_offline(False)
    second.goto(tablet.address)

    tablet.wait_until_sent()

    assert Response.objects.count() == 5


def test_form_of_an_older_edition_is_taken_as_such(tablet, questionnaire):
    tablet.page.context.set_offline(True)
    tablet.hand_over()
    tablet.fill_in("Nach alter Fassung")
    old = questionnaire.editions.get()
    questionnaire.editions.create(number=2, released_on="2026-03-02")
    tablet.page.context.set_offline(False)

    tablet.wait_until_sent()

    assert Response.objects.get().edition == old


def test_file_holds_what_waits(tablet):
    tablet.page.context.set_offline(True)
    tablet.hand_over()
    tablet.fill_in(SECRET)
    tablet.back_to_staff()

    with tablet.page.expect_download() as download:
        tablet.page.get_by_role("button", name="Als Datei sichern").click()

    content = json.loads(download.value.path().read_text())
    assert content["kind"] == "sealed-questionnaires"
    assert len(content["envelopes"]) == 1
    assert SECRET not in json.dumps(content)


def test_every_view_is_accessible(tablet):
    check_page(tablet.page)
    tablet.page.get_by_role("button", name="Sperren").click()
    check_page(tablet.page)
    tablet.unlock("1111")
    tablet.sees("Diese PIN stimmt nicht.")
    check_page(tablet.page)
    tablet.unlock()
    tablet.sees("Fragebogen ausgeben")
    tablet.page.get_by_label("Deutsch", exact=True).check()
    tablet.page.get_by_role("button", name="Tablet weitergeben").click()
    check_page(tablet.page)
    tablet.page.locator("[data-begin]").click()
    tablet.page.locator("form[data-steps]").wait_for()
    check_page(tablet.page)
    tablet.forward()
    tablet.write("Gut")
    tablet.forward(2)
    check_page(tablet.page)
    tablet.send()
    check_page(tablet.page)


def test_unknown_tablet_says_how_to_set_it_up(page, live_server):
    page.goto(live_server.url + reverse("surveys:tablet"))

    page.get_by_text("Dieses Tablet ist noch nicht eingerichtet").wait_for()
    check_page(page)


def test_token_of_another_channel_changes_the_tablet(tablet, questionnaire):
    other = ChannelFactory(questionnaire=questionnaire, name="Volkshochschule")
    token = set_up_device(other, name="Flur")[1]

    tablet.page.goto("about:blank")
    tablet.set_up(token)

    tablet.sees("Volkshochschule")


def test_whoever_forgot_the_pin_chooses_another_with_a_new_code(tablet, channel):
    token = set_up_device(channel, name="Empfang neu")[1]

    tablet.page.goto("about:blank")
    tablet.set_up(token, pin="1357")
    tablet.page.get_by_role("button", name="Sperren").click()
    tablet.unlock("2468")
    tablet.sees("Diese PIN stimmt nicht.")
    tablet.unlock("1357")

    tablet.sees("Fragebogen ausgeben")


def test_guide_is_there_without_network_and_leads_back(tablet):
    tablet.page.context.set_offline(True)

    tablet.page.get_by_role("link", name="So geht’s").click()
    tablet.sees("So geht’s: den Fragebogen ausgeben")
    check_page(tablet.page)
    tablet.page.get_by_role("link", name="Zurück zum Tablet").click()

    tablet.sees("Für Beratende")
