"""The accessibility gate: what a machine can find in a page in a real browser.

axe-core (WCAG 2.2 AA, EN 301 549), and what it leaves out: contrast and size of
controls, visible focus, reflow at 320 px, complaints in the console.
"""

from pathlib import Path
from weakref import WeakKeyDictionary

from axe_playwright_python.base import AXE_SCRIPT

RULES = {
    "type": "tag",
    "values": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22aa",
        "best-practice",
        "EN-301-549",
    ],
}
# Those that a colour scheme can change.
RULES_ON_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
OUR_CHECKS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
NARROW = {"width": 320, "height": 640}  # WCAG 1.4.10
MOST_TAB_STOPS = 500
FAILED_REQUEST = "Konsole: Failed to load resource"

_complaints = WeakKeyDictionary()


def watch_console(page):
    """Keep errors and violations of the Content-Security-Policy for `check_page`."""
    complaints = _complaints.setdefault(page, [])

    def on_message(message):
        if message.type == "error" and not _is_own_status(page, message):
            complaints.append(f"Konsole: {message.text}")

    page.on("console", on_message)
    page.on("pageerror", lambda error: complaints.append(f"Konsole: {error}"))


def _is_own_status(page, message):
    """Chromium reports a page that itself answers 403 or 404 as an error."""
    is_status = message.text.startswith("Failed to load resource")
    return is_status and message.location["url"] == page.url


def check_page(page, *, network_failed=False):
    """Raise AssertionError with everything that is found, in light and in dark.

    `network_failed`: requests that the test itself had fail are no findings.
    """
    page.wait_for_load_state()
    findings = [
        complaint
        for complaint in _complaints[page]
        if not (network_failed and complaint.startswith(FAILED_REQUEST))
    ]
    page.emulate_media(reduced_motion="reduce", color_scheme="light")
    page.evaluate(AXE_SCRIPT)
    page.evaluate(OUR_CHECKS)
    page.evaluate("accessibilityChecks.standStill()")
    findings += [f"[light] {finding}" for finding in _look(page)]
    page.emulate_media(color_scheme="dark")
    findings += [f"[dark] {finding}" for finding in _look_at_colours(page)]
    page.emulate_media(color_scheme="light")
    findings += _reflow(page)
    assert not findings, "\n".join([page.url, *dict.fromkeys(findings)])


def _look(page):
    return [
        *_axe(page, RULES),
        *page.evaluate("accessibilityChecks.weakControls()"),
        *page.evaluate("accessibilityChecks.smallTargets()"),
        *_focus(page),
    ]


def _look_at_colours(page):
    """Look again at what another colour scheme can change."""
    return [
        *_axe(page, RULES_ON_COLOUR),
        *page.evaluate("accessibilityChecks.weakControls()"),
        *page.evaluate("accessibilityChecks.focusAgain()"),
    ]


def _axe(page, rules):
    options = {
        # axe would fetch style sheets again and lay them out inline, against our CSP.
        "preload": False,
        "runOnly": rules,
        "resultTypes": ["violations"],
    }
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {violation['help']} | {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def _focus(page):
    findings = []
    page.evaluate("accessibilityChecks.startFocus()")
    for _ in range(MOST_TAB_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate("accessibilityChecks.nextFocus()")
        findings += stop["findings"]
        if stop["end"]:
            return findings
    return [*findings, f"mehr als {MOST_TAB_STOPS} Stationen für die Tabulatortaste"]


def _reflow(page):
    usual = page.viewport_size
    _resize(page, NARROW)
    findings = page.evaluate("accessibilityChecks.overflow()")
    _resize(page, usual)
    return [f"[320 px] {finding}" for finding in findings]


def _resize(page, size):
    """Until the page knows of it: what is measured before is of the old size."""
    page.set_viewport_size(size)
    page.wait_for_function("width => innerWidth === width", arg=size["width"])
