"""What a device has to load on the first visit of a table page, and what it keeps."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.weights import KIB, first_visit, served_as_in_production


@pytest.fixture(scope="module")
def production(static_files):
    with served_as_in_production(static_files):
        yield


@pytest.mark.parametrize(("notes", "most"), [(0, 100_000), (20, 100 * KIB)])
def test_first_visit_is_light(production, table, write, notes, most):
    for number in range(notes):
        write(f"Notiz {number}: zu wenig bezahlbare Wohnungen in der Nähe der Arbeit")
    url = reverse("worldcafe:table", args=[table.code])

    code, fonts = first_visit(Client(), url)

    assert len(fonts) == 2
    assert any("js/cafe/queue." in address for address in code)
    assert sum(code.values()) + sum(fonts.values()) <= most


def test_worker_keeps_all_that_the_page_loads(production, table):
    url = reverse("worldcafe:table", args=[table.code])
    worker = Client().get(reverse("worldcafe:worker", args=[table.code]))
    settings = json.loads(worker.content.decode().split(";\n")[0].partition("= ")[2])

    code, fonts = first_visit(Client(), url)

    assert {*code, *fonts} - {url} <= {*settings["files"]}
