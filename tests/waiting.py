"""Waiting for what an asynchronous script says, which Playwright itself does not."""

from contextlib import suppress

from playwright.sync_api import Error

PAUSE = 100  # milliseconds
MOST_TRIES = 300


def wait_until(page, script, arg=None):
    """Until the promise of `script` holds true; `wait_for_function` would not await it."""
    for _ in range(MOST_TRIES):
        with suppress(Error):  # just then the page is loaded anew
            if page.evaluate(script, arg):
                return
        page.wait_for_timeout(PAUSE)
    raise AssertionError("it never said yes")
