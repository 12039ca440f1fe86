from datetime import date

import pytest

from ilmkreis_integration.domain.plain_german import Rule
from surveys.advice import advice_on, languages_without_help, quotations
from surveys.languages import LANGUAGES
from tests.factories import TranslationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(questionnaire):
    return questionnaire.editions.get()


def test_same_remark_is_made_once_with_all_its_passages():
    text = "Wir lesen alles. Das dauert.\nSie leben hier. Das ist gut."

    [new_line] = quotations(text)

    assert new_line.rule == Rule.NEW_LINE
    assert new_line.passages == ("Das dauert.", "Das ist gut.")


def test_passage_over_two_lines_is_quoted_in_one():
    [quotation] = quotations("Ihre Daten werden\ngelöscht.")

    assert quotation.rule == Rule.PASSIVE
    assert quotation.passages == ("werden gelöscht",)


def test_plain_text_has_no_remarks():
    assert quotations("Was ist gut?") == ()


def test_advice_counts_the_languages(edition):
    TranslationFactory(language="uk", german="Weiter")
    TranslationFactory(
        language="ru", german="Weiter", checked_by="Olga", checked_on=date(2026, 3, 2)
    )
    TranslationFactory(language="ru", german="Zurück")

    advice = advice_on({"Weiter"}, edition)["Weiter"]

    assert (advice.checked, advice.unchecked, advice.missing) == (1, 1, 8)
    assert [line.language.code for line in advice.languages] == list(LANGUAGES)


def test_only_texts_of_the_edition_can_be_translated(edition):
    advice = advice_on({"Weiter", "Steht nirgends"}, edition)

    assert advice["Weiter"].is_stored
    assert not advice["Steht nirgends"].is_stored


def test_advice_on_many_texts_needs_one_query(edition, django_assert_num_queries):
    advice_on({"Weiter"}, edition)
    with django_assert_num_queries(1):
        advice_on({"Weiter", "Zurück", "Noch einer"}, edition)


def test_language_lacks_help_if_one_text_has_none():
    for code in LANGUAGES:
        TranslationFactory(language=code, german="Weiter")
    TranslationFactory(language="uk", german="Zurück")

    assert languages_without_help(["Weiter", ""]) == []
    assert [
        language.code for language in languages_without_help(["Weiter", "Zurück"])
    ] == [code for code in LANGUAGES if code != "uk"]
