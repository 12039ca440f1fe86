"""Printing: what comes in is ours, what comes out carries its languages."""

import gc

import pytest

from ilmkreis_integration.printing import PrintingError, print_html
from ilmkreis_integration.printing.languages import mark_languages
from tests.pdf import languages_of

STYLESHEET = "css/print/base.css"


def print_body(body):
    page = f'<!doctype html><html lang="de"><title>Seite</title><body>{body}'
    return print_html(page, STYLESHEET)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("file:///etc/hostname", id="other file"),
        pytest.param("http://127.0.0.1:9/bild.png", id="network"),
        pytest.param("vendor/../../pyproject.toml", id="outside"),
    ],
)
def test_nothing_foreign_is_fetched(address):
    with pytest.raises(PrintingError):
        print_body(f'<img src="{address}" alt="Bild von außen">')


def test_a_wrong_rule_is_an_error():
    with pytest.raises(PrintingError):
        print_body("<style>p { colour: red }</style><p>Text</p>")


def test_garbage_collection_is_switched_on_again():
    gc.enable()

    print_body("<p>Text</p>")

    assert gc.isenabled()


def test_language_of_a_passage_reaches_the_tag_tree():
    """Guards the private function of WeasyPrint that printing.languages wraps."""
    mark_languages()

    pdf = print_body('<p>Deutsch</p><p lang="uk">Привіт</p>')

    assert languages_of(pdf) == ["uk"]
