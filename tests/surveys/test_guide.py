"""„So geht’s“ for counsellors: open to all, true to the process, one sheet of paper."""

import pytest
from django.urls import reverse

from surveys.languages import LANGUAGES
from surveys.views.guide import FROM_TABLET, print_guide
from tests.factories import ProcessFactory
from tests.pdf import check_pdf, page_texts

pytestmark = pytest.mark.django_db

GUIDE = reverse("surveys:guide")


@pytest.fixture
def process():
    return ProcessFactory(
        is_current=True,
        contact_name="Nadia Muster",
        contact_phone="03628 738-0",
        contact_email="integration@example.org",
    )


def test_everybody_may_read_it_and_no_cookie_is_set(client, process):
    response = client.get(GUIDE)

    assert response.status_code == 200
    assert not response.cookies
    page = response.content.decode()
    assert all(language.german in page for language in LANGUAGES.values())
    assert "Nadia Muster" in page
    assert "03628 738-0" in page
    assert "integration@example.org" in page
    assert "Zurück zum Tablet" not in page


def test_it_leads_back_to_the_tablet_it_came_from(client, process):
    page = client.get(GUIDE + FROM_TABLET).content.decode()

    assert f'href="{reverse("surveys:tablet")}"' in page


def test_it_is_read_before_any_process_is_there(client):
    page = client.get(GUIDE).content.decode()

    assert "Das Integrationsmanagement Ihres Landkreises" in page


def test_nothing_can_be_sent_to_it(client, process):
    assert client.post(GUIDE).status_code == 405


def test_tablet_offers_it(client):
    page = client.get(reverse("surveys:tablet")).content.decode()

    assert GUIDE + FROM_TABLET in page


def test_printed_it_is_accessible_and_fits_on_one_sheet(tmp_path, process):
    pdf = print_guide(process)
    path = tmp_path / "anleitung.pdf"
    path.write_bytes(pdf)

    text = check_pdf(path)

    assert "10. Auf dem eigenen Telefon" in text
    assert "Nadia Muster" in text
    assert len(page_texts(pdf)) == 2
