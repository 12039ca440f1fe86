"""What a device has to load on the first visit of a page.

Fetched through the application with the static files collected and compressed as in
production; that a browser loads the same files is measured by tests/benchmarks.
"""

import re
from contextlib import contextmanager
from urllib.parse import urljoin

from django.test import override_settings

KIB = 1024
_BROWSER = {"Accept-Encoding": "gzip, br"}
_LINKED = re.compile(
    r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"'
)
_IMPORTED = re.compile(r'@import url\("([^"]+)"\)|(?:from|import)\s*"(\.[^"]+\.js)"')
# The two faces that pages in German need; the others load with their scripts only.
_FACES = re.compile(r'url\("([^"]+fira-sans-latin-(?:400|600)-normal[^"]+)"\)')


@contextmanager
def served_as_in_production(static_files):
    with override_settings(
        STATIC_ROOT=static_files,
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "ilmkreis_integration.staticfiles.Storage"},
        },
    ):
        yield


def _fetch(client, url):
    """Return how many bytes a resource takes, and its text if it is not a font."""
    packed = client.get(url, headers=_BROWSER)
    assert packed.status_code == 200
    size = len(packed.getvalue())
    if url.endswith(".woff2"):
        return size, ""
    return size, client.get(url).getvalue().decode()


def first_visit(client, url):
    """Sizes of the page, of its styles and scripts, and of its fonts, by address."""
    size, page = _fetch(client, url)
    code, fonts = {url: size}, {}
    waiting = [style or script for style, script in _LINKED.findall(page)]
    while waiting:
        address = waiting.pop()
        if address in code:
            continue
        code[address], text = _fetch(client, address)
        waiting += [
            urljoin(address, style or script)
            for style, script in _IMPORTED.findall(text)
        ]
        for path in _FACES.findall(text):
            font = urljoin(address, path)
            fonts[font], _text = _fetch(client, font)
    return code, fonts
