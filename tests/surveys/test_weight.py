"""What a phone has to load on the first visit of the questionnaire.

Fetched through the application with the static files collected and compressed as in
production; that a browser loads the same files is measured by tests/benchmarks.
"""

import re
from urllib.parse import urljoin

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from surveys.templatetags.reading_aids import pictogram

KIB = 1024
BROWSER = {"Accept-Encoding": "gzip, br"}
LINKED = re.compile(r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"')
IMPORTED = re.compile(r'@import url\("([^"]+)"\)')
# The two faces that pages in German need; the others load with their scripts only.
FACES = re.compile(r'url\("([^"]+fira-sans-latin-(?:400|600)-normal[^"]+)"\)')


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """Serve the static files as production does."""
    with override_settings(
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": "ilmkreis_integration.staticfiles.Storage"},
        },
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        pictogram.cache_clear()
        yield
    # Its addresses are those of the files as they are collected.
    pictogram.cache_clear()


def fetch(client, url):
    """Return how many bytes a resource takes, and its text if it is not a font."""
    packed = client.get(url, headers=BROWSER)
    assert packed.status_code == 200
    size = len(packed.getvalue())
    if url.endswith(".woff2"):
        return size, ""
    return size, client.get(url).getvalue().decode()


def first_visit(client, url):
    """Sizes of the page, of its styles and scripts, and of its fonts, by address."""
    size, page = fetch(client, url)
    code, fonts = {url: size}, {}
    waiting = [style or script for style, script in LINKED.findall(page)]
    while waiting:
        address = waiting.pop()
        code[address], text = fetch(client, address)
        waiting += [urljoin(address, path) for path in IMPORTED.findall(text)]
        for path in FACES.findall(text):
            font = urljoin(address, path)
            fonts[font], _text = fetch(client, font)
    return code, fonts


@pytest.mark.parametrize("name", ["start", "single", "group"])
def test_first_visit_is_light(production, channel, name):
    url = reverse(f"surveys:{name}", args=[channel.code])

    code, fonts = first_visit(Client(), url)

    assert len(fonts) == 2
    assert any("kern.min" in address for address in code)
    assert any("tokens" in address for address in code)
    assert sum(code.values()) <= 40 * KIB
    assert sum(code.values()) + sum(fonts.values()) <= 100 * KIB
