"""The browser of the machine, and how to start it."""

import shutil

# The first one is Chromium without a window: the same pages in three quarters of the time.
CHROMIUM_NAMES = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
]
CHROMIUM_FLAGS = [
    "--no-sandbox",  # tests also run as root, in containers
    # Chromium shall not talk to anybody but the server under test.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path():
    """Return where Chromium is, or None."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
