"""Posters and table cards: what stands on them, and that they are accessible."""

import re

import pytest
from django.utils.html import escape

from ilmkreis_integration.qr_codes import qr_data_uri
from surveys.definition import mark_changed
from surveys.languages import LANGUAGES
from surveys.models import Translation
from surveys.posters import Invitation, poster_html, print_posters, print_table_cards
from surveys.translation_files import load_translations, read_translations
from tests.factories import ChannelFactory
from tests.pdf import check_pdf, languages_of, page_texts

pytestmark = pytest.mark.django_db

HEADLINE = "Ihre Meinung ist wichtig!"
ADDRESS = "beteiligung.example/fragebogen/"


@pytest.fixture
def questionnaire(questionnaire):
    load_translations()
    return questionnaire


def invitation(channel):
    return Invitation(channel, f"https://{ADDRESS}{channel.code}/")


@pytest.fixture
def invitations(questionnaire):
    return [
        invitation(ChannelFactory(questionnaire=questionnaire, name=name))
        for name in ("Amt", "Volkshochschule")
    ]


@pytest.mark.parametrize("print_all", [print_posters, print_table_cards])
def test_each_channel_has_one_accessible_page(
    tmp_path, invitations, questionnaire, print_all
):
    pdf = print_all(invitations, questionnaire)
    path = tmp_path / "aushang.pdf"
    path.write_bytes(pdf)

    check_pdf(path)

    first, second = page_texts(pdf)
    for page, one in ((first, invitations[0]), (second, invitations[1])):
        assert f"{ADDRESS}{one.channel.code}" in page
        assert one.channel.name in page
        assert questionnaire.title in page
        assert HEADLINE in page
    assert set(languages_of(pdf)) == set(LANGUAGES)


def test_poster_invites_in_ten_languages(invitations, questionnaire):
    html = poster_html(invitations[:1], questionnaire)

    for code, language in LANGUAGES.items():
        there = read_translations(code)
        start = f'lang="{code}" dir="{language.direction}"'
        [block] = re.findall(f"<li[^>]*{start}.*?</li>", html)
        for text in (
            HEADLINE,
            "Scannen Sie den Code mit dem Telefon.",
            "Freiwillig und ohne Namen.",
        ):
            assert escape(there[text]) in block


def test_language_that_nobody_wrote_is_left_out(invitations, questionnaire):
    Translation.objects.filter(language="tr").delete()
    mark_changed(questionnaire)
    questionnaire.refresh_from_db()

    html = poster_html(invitations, questionnaire)

    assert 'lang="tr"' not in html
    assert 'lang="uk"' in html


def test_code_holds_the_link_and_tells_its_address(invitations, questionnaire):
    one = invitations[0]

    html = poster_html([one], questionnaire)

    assert f'src="{escape(qr_data_uri(one.link))}"' in html
    assert f'alt="QR-Code zum Fragebogen: {ADDRESS}{one.channel.code}"' in html


def test_long_address_is_written_smaller_and_keeps_one_page(questionnaire):
    channel = ChannelFactory(questionnaire=questionnaire)
    long = Invitation(
        channel, f"https://integration.landratsamt.example/fragebogen/{channel.code}/"
    )

    assert long.has_long_address
    assert not invitation(channel).has_long_address
    for print_all in (print_posters, print_table_cards):
        [page] = page_texts(print_all([long], questionnaire))
        assert long.address in page


def test_example_is_not_to_be_put_up(invitations, questionnaire):
    assert "nicht aushängen" not in poster_html(invitations, questionnaire)

    questionnaire.process.is_example = True

    assert "Beispiel, nicht aushängen" in poster_html(invitations, questionnaire)
