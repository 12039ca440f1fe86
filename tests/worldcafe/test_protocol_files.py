"""The protocol as PDF and DOCX, and how it is downloaded."""

from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn

from tests.pdf import check_pdf
from worldcafe import printed_protocol
from worldcafe.models import Mark, Sitting
from worldcafe.printed_protocol import print_protocol
from worldcafe.protocol import read_protocol
from worldcafe.protocol_docx import write_protocol
from worldcafe.services.closing import close_cafe
from worldcafe.services.merging import merge_notes
from worldcafe.services.notes import change_note, mark_note, read_note, write_note

pytestmark = pytest.mark.django_db

TEXTS = [
    "Zu wenig Wohnungen für große Familien",
    "Wohnungen fehlen",
    "Zwei Zeilen:\ndie zweite & <b>Zeichen</b> =1+1",
    "Дом – سكن – 🙂",
]


@pytest.fixture
def filled(cafe, write, table, question):
    """A café with notes at one table, two of them merged, and with counts."""
    notes = [read_note(write(text).pk) for text in TEXTS]
    change_note(notes[0], version=1, weighting_dots=4)
    later = Sitting.objects.get(table=table, round__number=2)
    mark_note(notes[0], sitting=later, kind=Mark.Kind.CONFIRMED)
    merge_notes([notes[1]], into=read_note(notes[0].pk))
    Sitting.objects.update(people=6, participation_dots=5)
    return cafe


def protocol(cafe):
    cafe.refresh_from_db()
    return read_protocol(cafe, as_of=timezone.localtime())


def docx(cafe):
    return Document(BytesIO(write_protocol(protocol(cafe))))


def squeezed(text):
    return " ".join(text.split())


def test_pdf_is_accessible_and_says_it_all(filled, tmp_path):
    file = tmp_path / "protokoll.pdf"
    file.write_bytes(print_protocol(protocol(filled)))

    text = squeezed(check_pdf(file))

    for part in (
        "Protokoll: World Café 1 (vorläufig)",
        "Zu wenig Wohnungen für große Familien W1-T1-R1-01 · 4 Gewichtungspunkte · "
        "Runde 2: bestätigt Dasselbe sagen: Wohnungen fehlen W1-T1-R1-02",
        "Zwei Zeilen: die zweite & <b>Zeichen</b> =1+1 W1-T1-R1-03",
        "Tisch 1: Wohnen 6 6",
        "Hier wurde nichts aufgeschrieben.",  # at "Arbeit"
    ):
        assert part in text


def test_pdf_of_an_empty_and_of_a_long_cafe_is_accessible(
    cafe, sitting, question, tmp_path
):
    file = tmp_path / "protokoll.pdf"
    file.write_bytes(print_protocol(protocol(cafe)))
    check_pdf(file)
    for number in range(60):
        write_note(
            sitting,
            note_id=uuid4(),
            guiding_question=question,
            text=f"{number}: " + "Wohnungsgenossenschaft " * (1 + number % 40),
        )
    close_cafe(cafe)

    file.write_bytes(print_protocol(protocol(cafe)))

    text = check_pdf(file)
    assert "W1-T1-R1-60" in text
    assert "vorläufig" not in text


def test_docx_has_real_headings_in_order(filled, question):
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in docx(filled).paragraphs
        if paragraph.style.name.startswith("Heading")
    ]

    other = filled.process.guiding_questions.get(slug="gut")
    assert headings == [
        ("Heading 1", "Protokoll: World Café 1 (vorläufig)"),
        ("Heading 2", "Wohnen"),
        ("Heading 3", question.text),
        ("Heading 3", other.text),
        ("Heading 2", "Arbeit"),
        ("Heading 2", "Wer mitgeredet hat"),
        ("Heading 3", "Personen an den Tischen"),
        ("Heading 3", "Teilnahmepunkte"),
        ("Heading 2", "Wie es weitergeht"),
    ]


def test_docx_lists_notes_with_those_that_say_the_same(filled):
    listed = [
        (paragraph.style.name, paragraph.text)
        for paragraph in docx(filled).paragraphs
        if paragraph.style.name.startswith("List")
    ]

    assert listed == [
        (
            "List Bullet",
            f"{TEXTS[0]}\nW1-T1-R1-01 · 4 Gewichtungspunkte · Runde 2: bestätigt",
        ),
        ("List Bullet 2", f"{TEXTS[1]}\nW1-T1-R1-02 · sagt dasselbe"),
        ("List Bullet", f"{TEXTS[2]}\nW1-T1-R1-03"),
        ("List Bullet", f"{TEXTS[3]}\nW1-T1-R1-04"),
    ]


def test_docx_tables_have_a_head_and_a_name(filled):
    tables = docx(filled).tables

    assert [
        [[cell.text for cell in row.cells] for row in table.rows] for table in tables
    ] == [
        [
            ["Tisch", "Runde 1", "Runde 2"],
            ["Tisch 1: Wohnen", count, count],
            ["Tisch 2: Arbeit", count, count],
            ["Alle Tische zusammen", total, total],
        ]
        for count, total in (("6", "12"), ("5", "10"))
    ]
    for table, name in zip(
        tables, ("Personen an den Tischen", "Teilnahmepunkte"), strict=True
    ):
        heads = [
            row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows
        ]
        assert heads == [True, False, False, False]
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        assert caption.get(qn("w:val")) == name


def test_docx_says_its_language_title_and_author(filled):
    document = docx(filled)

    about = document.core_properties
    assert (about.title, about.language) == (
        "Protokoll: World Café 1 (vorläufig)",
        "de-DE",
    )
    assert (about.author, about.comments) == (filled.process.authority, "")
    languages = {
        element.get(qn("w:val"))
        for element in document.styles.element.iter(qn("w:lang"))
    }
    assert languages == {"de-DE"}
    section = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == (
        pytest.approx(210, abs=0.1),
        pytest.approx(297, abs=0.1),
    )


def test_docx_holds_no_macro_and_nothing_from_elsewhere(filled):
    with ZipFile(BytesIO(write_protocol(protocol(filled)))) as archive:
        names = archive.namelist()
        relations = b"".join(
            archive.read(name) for name in names if name.endswith(".rels")
        )

    assert not [name for name in names if "vba" in name.lower() or "embed" in name]
    assert b'TargetMode="External"' not in relations


def url(cafe, ending):
    return reverse(f"worldcafe-setup:protocol-{ending}", args=[cafe.pk])


@pytest.mark.parametrize(
    ("ending", "content_type", "start"),
    [
        ("pdf", "application/pdf", b"%PDF"),
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            b"PK",
        ),
    ],
)
def test_protocol_is_downloaded(manager_client, filled, ending, content_type, start):
    provisional = manager_client.get(url(filled, ending))
    close_cafe(filled)
    final = manager_client.get(url(filled, ending))

    for response, name in (
        (provisional, f"protokoll-world-cafe-1-vorlaeufig.{ending}"),
        (final, f"protokoll-world-cafe-1.{ending}"),
    ):
        assert response["Content-Type"] == content_type
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response["Cache-Control"] == "no-store"
        assert response.content.startswith(start)


def test_page_of_the_cafe_offers_the_protocol(manager_client, cafe):
    page = reverse("worldcafe-setup:cafe", args=[cafe.pk])

    shown = manager_client.get(page).content.decode()
    close_cafe(cafe)
    closed = manager_client.get(page).content.decode()

    for text in (shown, closed):
        assert url(cafe, "pdf") in text
        assert url(cafe, "docx") in text
        assert "an niemanden von selbst verschickt" in text
    assert ("„vorläufig“" in shown, "„vorläufig“" in closed) == (True, False)


def test_failed_printing_is_explained_in_german(
    manager_client, cafe, monkeypatch, caplog
):
    # Made for screens: print understands only half of it.
    monkeypatch.setattr(printed_protocol, "STYLESHEET", "css/layout.css")

    response = manager_client.get(url(cafe, "pdf"))

    assert response.url == reverse("worldcafe-setup:cafe", args=[cafe.pk])
    [message] = get_messages(response.wsgi_request)
    assert str(message).startswith("Das PDF ließ sich nicht herstellen.")
    assert "PrintingError" in caplog.text
