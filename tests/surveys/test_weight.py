"""What a phone has to load on the first visit of the questionnaire."""

import pytest
from django.test import Client
from django.urls import reverse

from surveys.templatetags.reading_aids import pictogram
from tests.weights import KIB, first_visit, served_as_in_production


@pytest.fixture(scope="module")
def production(static_files):
    with served_as_in_production(static_files):
        pictogram.cache_clear()
        yield
    # Its addresses are those of the files as they are collected.
    pictogram.cache_clear()


@pytest.mark.parametrize("name", ["start", "single", "group"])
def test_first_visit_is_light(production, channel, name):
    url = reverse(f"surveys:{name}", args=[channel.code])

    code, fonts = first_visit(Client(), url)

    assert len(fonts) == 2
    assert any("kern.min" in address for address in code)
    assert any("tokens" in address for address in code)
    assert sum(code.values()) <= 40 * KIB
    assert sum(code.values()) + sum(fonts.values()) <= 100 * KIB
