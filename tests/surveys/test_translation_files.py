"""The help texts of the questionnaire fit each other and the German that they explain."""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings

from surveys.languages import LANGUAGES

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "surveys" / "translations"
ILM_KREIS = ROOT / "ilmkreis_integration" / "content" / "ilm-kreis.toml"
SCRIPTS = {
    "ar": "ARABIC",
    "en": "LATIN",
    "fa": "ARABIC",
    "fr": "LATIN",
    "pl": "LATIN",
    "ro": "LATIN",
    "ru": "CYRILLIC",
    "ti": "ETHIOPIC",
    "tr": "LATIN",
    "uk": "CYRILLIC",
}
# Letters of a neighbour that a wrong keyboard or a mixed-up file brings in.
FOREIGN = {
    "ar": "پچژگکی",  # Persian
    "fa": "كيىة",  # Arabic
    "ro": "şţŞŢ",  # with a cedilla; Romanian has a comma below
    "ru": "іїєґІЇЄҐ",
    "uk": "ыэёъЫЭЁЪ",
}
# What people read on signs and forms stays in German.
GERMAN_WORDS = re.compile(
    r"Ilm-Kreis|Integrations-Konzept|Kreistag|Ausländerbehörde|\(divers\)"
)
PLACEHOLDER = re.compile(r"{\w+}")


def entries(code):
    file = FOLDER / f"{code}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))["text"]


def sources(code):
    return [entry["de"] for entry in entries(code)]


def own_letters(text):
    """Every letter but those of German words and placeholders."""
    rest = PLACEHOLDER.sub("", GERMAN_WORDS.sub("", text))
    return {character for character in rest if character.isalpha()}


def wrong_translations(code, is_right):
    return [
        entry for entry in entries(code) if not is_right(entry["de"], entry["text"])
    ]


def questionnaire_texts():
    """Each text of the questionnaire of the Ilm-Kreis as the loader stores it."""
    questionnaire = tomllib.loads(ILM_KREIS.read_text(encoding="utf-8"))[
        "questionnaire"
    ]
    attributes = questionnaire["attribute"]
    options = [option for attribute in attributes for option in attribute["option"]]
    keys = ("title", "introduction", "privacy_note", "thanks")
    keys += ("text", "group_text", "hint", "label")
    return {
        part[key].strip()
        for part in [questionnaire, *attributes, *options, *questionnaire["question"]]
        for key in keys
        if key in part
    }


def test_there_is_a_file_for_each_language():
    assert {file.name for file in FOLDER.iterdir()} == {
        f"{code}.toml" for code in LANGUAGES
    }


def test_no_text_of_the_questionnaire_lacks_help():
    assert questionnaire_texts() - set(sources("en")) == set()


@pytest.mark.parametrize("code", SCRIPTS)
def test_file_says_that_nobody_checked_it(code):
    first, *_rest = (FOLDER / f"{code}.toml").read_text(encoding="utf-8").splitlines()
    german = LANGUAGES[code].german

    assert first == f"# Hilfe auf {german}. Maschinell übersetzt, ungeprüft."


@pytest.mark.parametrize("code", SCRIPTS)
def test_entries_have_two_keys(code):
    assert [entry for entry in entries(code) if entry.keys() != {"de", "text"}] == []


@pytest.mark.parametrize("code", SCRIPTS)
def test_sources_are_the_same_in_the_same_order(code):
    assert sources(code) == sources("en")


@pytest.mark.parametrize("code", SCRIPTS)
def test_no_source_is_translated_twice(code):
    assert len(sources(code)) == len(set(sources(code)))


@pytest.mark.parametrize("code", SCRIPTS)
def test_no_text_is_empty_or_padded(code):
    def is_right(_source, text):
        return all(line and line == line.strip() for line in text.split("\n"))

    assert wrong_translations(code, is_right) == []


@pytest.mark.parametrize("code", SCRIPTS)
def test_placeholders_are_kept(code):
    def is_right(source, text):
        return sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(source))

    assert wrong_translations(code, is_right) == []


@pytest.mark.parametrize("code", SCRIPTS)
def test_lines_match(code):
    def is_right(source, text):
        return text.count("\n") == source.count("\n")

    assert wrong_translations(code, is_right) == []


@pytest.mark.parametrize("code", SCRIPTS)
def test_questions_stay_questions(code):
    def is_right(source, text):
        return source.endswith("?") == text.endswith(("?", "؟"))

    assert wrong_translations(code, is_right) == []


@pytest.mark.parametrize(("code", "script"), SCRIPTS.items())
def test_text_is_written_in_the_script_of_its_language(code, script):
    def is_right(_source, text):
        letters = own_letters(text)
        names = {unicodedata.name(letter) for letter in letters}
        return letters and all(name.startswith(script) for name in names)

    assert wrong_translations(code, is_right) == []


@pytest.mark.parametrize(("code", "letters"), FOREIGN.items())
def test_text_has_no_letters_of_a_neighbour(code, letters):
    def is_right(_source, text):
        return not set(letters) & own_letters(text)

    assert wrong_translations(code, is_right) == []


@pytest.mark.parametrize("code", SCRIPTS)
def test_text_is_normalised_and_has_typographic_quotes(code):
    def is_right(_source, text):
        return unicodedata.is_normalized("NFC", text) and not set(text) & {'"', "'"}

    assert wrong_translations(code, is_right) == []


def test_french_punctuation_does_not_break_away_from_its_word():
    def is_right(_source, text):
        return not re.search(r"[^\u00a0][?!:;]", text)

    assert wrong_translations("fr", is_right) == []
