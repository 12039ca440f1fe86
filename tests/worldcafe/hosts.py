"""Somebody at a table with the page open in a real browser."""

from django.urls import reverse

from tests.waiting import wait_until

WAITING = """async (name) => {
  const known = await indexedDB.databases();
  if (!known.some((database) => database.name === name)) return [];
  return new Promise((resolve) => {
    const opening = indexedDB.open(name, 1);
    opening.onsuccess = () => {
      const all = opening.result.transaction("changes").objectStore("changes").getAll();
      all.onsuccess = () => {
        resolve(all.result.filter((change) => change.state !== "received"));
        opening.result.close();
      };
    };
  });
}"""
IS_STORED = f"async (name) => !(await ({WAITING})(name)).length"
ASK_NOW = "dispatchEvent(new Event('online'))"
WORKER_IS_READY = """async () => {
  const { active } = await navigator.serviceWorker.ready;
  if (active.state !== "activated") {
    await new Promise((resolve) => active.addEventListener("statechange", resolve));
  }
  return true;
}"""


class Host:
    def __init__(self, page, base, table):
        self.page = page
        self.table = table
        self.address = base + reverse("worldcafe:table", args=[table.code])
        self.change_address = "**" + reverse("worldcafe:change", args=[table.code])
        self.live_address = "**" + reverse("worldcafe:live", args=[table.code]) + "*"

    def open(self, number=None):
        self.page.goto(self.address + (f"?runde={number}" if number else ""))
        self.page.evaluate(WORKER_IS_READY)
        return self

    def go_offline(self):
        self.page.context.set_offline(True)

    def go_online(self):
        self.page.context.set_offline(False)

    def field(self, question="probleme"):
        return self.page.locator(f"#neu-{question}")

    def type(self, text, question="probleme"):
        self.field(question).fill(text)

    def write(self, text, question="probleme"):
        self.write_unseen(text, question)
        self.sees_note(text)

    def write_unseen(self, text, question="probleme"):
        self.type(text, question)
        self.field(question).press("Enter")

    def note(self, text):
        return self.page.locator(".board .note", has_text=text)

    def sees_note(self, text):
        self.note(text).first.wait_for()

    def sees(self, text):
        self.page.get_by_text(text).locator("visible=true").first.wait_for()

    def press(self, name, within=None):
        (within or self.page).get_by_role("button", name=name).click()

    def edit(self, old, new):
        self.note(old).get_by_role("link", name="Ändern").click()
        self.page.locator("#bearbeiten-text").fill(new)
        self.press("Speichern")
        # Closing gives the focus back, which must not come in the midst of what follows.
        self.page.locator("#bearbeiten").wait_for(state="hidden")

    def paste(self, text, question="probleme"):
        self.field(question).focus()
        self.page.evaluate(
            """(text) => {
              const data = new DataTransfer();
              data.setData("text/plain", text);
              const field = document.activeElement;
              field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
              document.execCommand("insertText", false, text);
            }""",
            text,
        )

    def waiting(self):
        """What the device keeps that no receipt has come for."""
        return self.page.evaluate(WAITING, f"cafe-{self.table.code}")

    def wait_until_stored(self):
        """Until the server has given its receipt for all that was done so far."""
        wait_until(self.page, IS_STORED, f"cafe-{self.table.code}")

    def wait_until_drawn(self):
        """Until the page has drawn, as far as it may, what the server has now.

        It asks again only after it has drawn the answer before.
        """
        self.page.evaluate("0")  # hear of all that was asked before
        with self.page.expect_request(self.live_address):
            self.page.evaluate(ASK_NOW)
        with self.page.expect_request(self.live_address):
            pass
