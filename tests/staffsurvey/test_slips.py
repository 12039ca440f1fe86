"""The slips as PDF: what is printed is what the page of the survey reads."""

import re
from io import BytesIO

import pikepdf
import pytest
import segno
from PIL import Image, ImageChops

from staffsurvey.codes import shown
from staffsurvey.slips import FEWEST, PER_PAGE, new_codes, print_slips
from tests.factories import StaffSurveyFactory
from tests.pdf import check_pdf, page_texts

LINK = "https://beteiligung.example/mitarbeiterbefragung/"


@pytest.fixture(scope="module")
def codes():
    return new_codes(FEWEST)


@pytest.fixture(scope="module")
def pdf(codes):
    return print_slips(codes, StaffSurveyFactory.build(), link=LINK)


def drawn_pictures(pdf):
    """All pictures in the order in which the pages draw them."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Do":
                    picture = page.Resources.XObject[operands[0]]
                    yield pikepdf.PdfImage(picture).as_pil_image().convert("1")


def qr_code(address):
    """What any reader of QR codes takes for `address`."""
    file = BytesIO()
    segno.make(address, micro=False, error="m", mask=0).save(
        file, kind="png", border=4, scale=6
    )
    return Image.open(file).convert("1")


def test_slips_are_accessible_and_eight_to_a_page(tmp_path, pdf, codes):
    file = tmp_path / "zettel.pdf"
    file.write_bytes(pdf)

    check_pdf(file)
    printed = [re.findall(r"\b\w{4}-\w{4}-\w{4}\b", text) for text in page_texts(pdf)]
    expected = [shown(code) for code in codes]
    assert printed == [expected[:PER_PAGE], expected[PER_PAGE:]]


def test_qr_code_beside_a_code_leads_to_the_survey_with_it(pdf, codes):
    pictures = list(drawn_pictures(pdf))

    assert len(pictures) == len(codes)
    for picture, code in zip(pictures, codes, strict=True):
        # staff-code.js takes what is behind `#`, which is never sent to the server.
        expected = qr_code(f"{LINK}#{shown(code)}")
        assert picture.size == expected.size
        assert ImageChops.logical_xor(picture, expected).getbbox() is None
