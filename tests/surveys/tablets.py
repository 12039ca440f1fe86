"""A tablet in a real browser, and the hands that it goes through."""

from django.urls import reverse

from tests.waiting import wait_until

WAITING = """() => new Promise((resolve) => {
  const opening = indexedDB.open("fragebogen-tablet", 1);
  opening.onsuccess = () => {
    const all = opening.result.transaction("waiting").objectStore("waiting").getAll();
    all.onsuccess = () => { resolve(all.result); opening.result.close(); };
  };
})"""
IS_SENT = f"async () => !(await ({WAITING})()).length"


class Tablet:
    """A browser that was set up as a tablet, and the hands that it goes through."""

    def __init__(self, page, base):
        self.page = page
        self.address = base + reverse("surveys:tablet")

    def set_up(self, token, pin="2468"):
        self.page.goto(f"{self.address}#{token}")
        self.page.locator("#new-pin").fill(pin)
        self.page.locator("#pin-again").fill(pin)
        self.page.get_by_role("button", name="PIN merken").click()
        self.sees("Fragebogen ausgeben")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def sees(self, text):
        self.page.get_by_text(text).locator("visible=true").first.wait_for()

    def hold_the_clock(self):
        """Nobody who waits for thanks gets impatient, however busy the server is."""
        self.page.clock.install(time="2026-03-02T10:00:00")
        self.page.clock.pause_at("2026-03-02T11:00:00")

    def unlock(self, pin="2468"):
        self.page.locator("#pin").fill(pin)
        self.page.get_by_role("button", name="Öffnen").click()

    def hand_over(self, language="Deutsch", who="Eine Person"):
        self.page.get_by_label(language, exact=True).check()
        self.page.get_by_label(who).check()
        self.page.get_by_role("button", name="Tablet weitergeben").click()
        self.page.locator("[data-begin]").click()
        self.page.locator("form[data-steps]").wait_for()

    def step(self):
        return self.page.locator("form[data-steps] [data-step]:visible")

    def forward(self, times=1):
        for _ in range(times):
            self.step().locator("button[value=weiter]").click()

    def write(self, text):
        self.step().locator("textarea").fill(text)

    def send(self):
        self.step().locator("button[value=absenden]").click()
        self.page.locator("[data-view=thanks]:visible").wait_for()

    def fill_in(self, text):
        self.forward()
        self.write(text)
        self.forward(2)
        self.send()

    def back_to_staff(self):
        self.page.locator("[data-to-staff]").click()
        self.unlock()
        self.sees("Fragebogen ausgeben")

    def waiting(self):
        return self.page.evaluate(WAITING)

    def wait_until_sent(self):
        wait_until(self.page, IS_SENT)

    def holds_nothing_of(self, secret):
        self.page.wait_for_function(
            "secret => !document.documentElement.outerHTML.includes(secret)",
            arg=secret,
        )
