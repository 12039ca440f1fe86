"""Somebody who goes through the pages, as a test tells them."""

PATIENCE = 60_000  # milliseconds; what is printed takes longer than a page


class Visitor:
    """Somebody with a browser, and the address of the application."""

    def __init__(self, page, base):
        self.page = page
        self.base = base

    def go(self, path):
        self.page.goto(path if path.startswith("http") else self.base + path)

    def click(self, name, role="button"):
        self.page.get_by_role(role, name=name).first.click(timeout=PATIENCE)

    def follow(self, name):
        self.click(name, role="link")

    def fill(self, label, text):
        self.page.get_by_role("textbox", name=label).first.fill(text)

    def pick(self, label, day):
        self.page.get_by_label(label).fill(day)

    def count(self, label, number):
        """Type a number that is sent by itself."""
        field = self.page.get_by_label(label, exact=True)
        field.fill(number)
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            field.press("Tab")

    def forward(self):
        self.page.locator("section.step:visible button[value=weiter]").click()

    def download(self, name, path, role="link"):
        """Save what is behind it."""
        with self.page.expect_download(timeout=PATIENCE) as download:
            self.click(name, role)
        download.value.save_as(path)

    def send(self):
        self.click("Absenden")
        self.page.wait_for_url("**/danke/")

    def sees(self, text):
        self.page.get_by_text(text).first.wait_for()

    def link(self):
        return self.page.locator(".qr-card__link a").first.get_attribute("href")
