"""Signs, route cards, sheets and the guide: what stands on them, and that they are accessible."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.factories import GuidingQuestionFactory, SubgroupFactory
from tests.pdf import check_pdf, page_texts
from worldcafe.printed_cafe import (
    Paper,
    Sign,
    print_cards,
    print_guide,
    print_sheets,
    print_signs,
)
from worldcafe.proposals import seat_cafe

pytestmark = pytest.mark.django_db

ADDRESS = "beteiligung.example/cafe/"


@pytest.fixture
def signs(cafe):
    return [
        Sign(table, f"https://{ADDRESS}{table.code}/")
        for table in cafe.tables.select_related("action_field")
    ]


@pytest.fixture
def seating(cafe):
    cafe.expected_people = 12
    return seat_cafe(cafe, list(cafe.tables.select_related("action_field")), 2)


@pytest.fixture
def checked(tmp_path):
    """Put a PDF through the gate; return the text of its pages."""

    def check(pdf):
        path = tmp_path / "gedruckt.pdf"
        path.write_bytes(pdf)
        check_pdf(path)
        return [as_read(text) for text in page_texts(pdf)]

    return check


def as_read(text):
    return " ".join(text.split())


def page_size(pdf):
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    return round(box.width), round(box.height)


def test_each_table_has_a_sign_with_both_faces(cafe, signs, checked):
    pages = checked(print_signs(cafe, signs))

    assert len(pages) == 2
    for page, sign in zip(pages, signs, strict=True):
        for text in (
            f"Tisch {sign.table.number}",
            sign.table.action_field.title,
            sign.table.code,
            *cafe.process.guiding_questions.values_list("text", flat=True),
        ):
            assert page.count(text) == 2


def test_many_long_questions_keep_the_sign_on_one_page(cafe, signs, checked):
    for _ in range(6):
        GuidingQuestionFactory(process=cafe.process, text="Was fehlt Ihnen hier? " * 5)

    pages = checked(print_signs(cafe, signs))

    assert len(pages) == 2


def test_example_is_not_to_be_set_up(cafe, signs):
    assert "Beispiel" not in page_texts(print_signs(cafe, signs))[0]

    cafe.process.is_example = True

    assert "Beispiel, nicht aufstellen" in page_texts(print_signs(cafe, signs))[0]


def test_each_person_has_a_card_with_the_way(cafe, seating, checked):
    first, second = checked(print_cards(cafe, seating))

    assert first.count("Ihre Karte") == 8
    assert second.count("Ihre Karte") == 4
    assert "Runde 1 Tisch 1Wohnen Runde 2 Tisch 2Arbeit" in first
    assert "Runde 1 Tisch 2Arbeit Runde 2 Tisch 1Wohnen" in second
    assert "World Café 1: Ehrenamt, 5.3.2026" in second


def test_many_cards_have_bookmarks(cafe, seating, checked):
    many = replace(seating, routes=seating.routes * 4)

    pdf = print_cards(cafe, many)

    assert len(checked(pdf)) == 6
    titles = [entry.title for entry in PdfReader(BytesIO(pdf)).outline]
    assert titles[:2] == ["Karten 1 bis 8", "Karten 9 bis 16"]
    assert titles[-1] == "Karten 41 bis 48"


def test_each_table_has_a_sheet_for_each_round(cafe, checked):
    pages = checked(print_sheets(cafe, Paper.A4))

    assert len(pages) == 4
    assert "Tisch 2 · Runde 1 Arbeit" in pages[2]
    for text in (
        "Personen am Tisch",
        "Teilnahmepunkte",
        "Gewichtung",
        "W1-T2-R1",
        *cafe.process.guiding_questions.values_list("text", flat=True),
    ):
        assert text in pages[2]


def test_sheet_counts_subgroups_apart(cafe, checked):
    for title in ("Freiwillige", "Paten", "Vereine"):
        SubgroupFactory(target_group=cafe.target_group, title=title)

    page = checked(print_sheets(cafe, Paper.A4))[0]

    for title in ("Freiwillige", "Paten", "Vereine"):
        assert f"{title} Personen" in page
    assert page.count("Punkte") == 3
    assert "Personen am Tisch" not in page


def test_sheet_without_weighting_has_no_place_for_it(cafe):
    cafe.weighting_dots_per_person = 0

    assert "Gewichtung" not in page_texts(print_sheets(cafe, Paper.A4))[0]


def test_more_questions_than_columns_come_on_a_second_sheet(cafe, checked):
    for number in range(4):
        GuidingQuestionFactory(process=cafe.process, text=f"Leitfrage Nummer {number}?")

    pages = checked(print_sheets(cafe, Paper.A4))

    assert len(pages) == 8
    assert "Blatt 1 von 2" in pages[0]
    assert "Blatt 2 von 2" in pages[1]
    assert "Leitfrage Nummer 3?" in pages[1]
    assert "Personen am Tisch" not in pages[1]


def test_sheets_come_on_larger_paper_with_the_same_lines(cafe):
    small, large = (print_sheets(cafe, paper) for paper in Paper)

    assert page_size(small) == (842, 595)
    assert page_size(large) == (1191, 842)
    assert page_texts(small) == page_texts(large)


def test_guide_is_one_page(cafe, checked):
    (page,) = checked(print_guide(cafe))

    for text in (
        "Eine Runde dauert 25 Minuten.",
        "Habe ich Sie richtig verstanden?",
        "insgesamt 3 Punkte",
        "Kein Netz:",
        "Gerät leer oder kaputt:",
    ):
        assert text in page


def test_guide_leaves_out_a_weighting_that_is_not_held(cafe, checked):
    cafe.weighting_dots_per_person = 0

    (page,) = checked(print_guide(cafe))

    assert "Gewichtung" not in page
