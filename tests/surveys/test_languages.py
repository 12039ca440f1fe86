from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from surveys.languages import GERMAN, LANGUAGES, language_called


def test_unknown_language_is_german():
    assert language_called("tlh") == GERMAN


def test_own_font_has_the_letters_of_tigrinya():
    """Of all names, only this one is written in letters that devices may lack."""
    with TTFont(finders.find("language-names.woff2")) as font:
        letters = set(font.getBestCmap())

    assert letters == set(map(ord, LANGUAGES["ti"].own_name))
