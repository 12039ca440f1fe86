from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.factories import GuidingQuestionFactory, SubgroupFactory
from tests.worldcafe.importing.tables import workbook
from worldcafe.importing.plan import Plan
from worldcafe.importing.reading import read_table
from worldcafe.importing.template import write_template

pytestmark = pytest.mark.django_db


def test_template_offers_tables_rounds_and_questions(cafe, question):
    book = workbook(cafe)

    assert book.sheetnames == ["Anleitung", "Notizen", "Teilnahme", "Listen"]
    assert [cell.value for cell in book["Notizen"][1]] == [
        "Kennung",
        "Tisch",
        "Runde",
        "Leitfrage",
        "Notiz",
        "Gewichtungspunkte",
    ]
    offered = {
        str(v.sqref): v.formula1
        for v in book["Notizen"].data_validations.dataValidation
    }
    assert offered == {
        "B2:B2001": "Listen!$A$2:$A$3",
        "C2:C2001": "Listen!$B$2:$B$3",
        "D2:D2001": "Listen!$C$2:$C$3",
    }
    lists = list(book["Listen"].values)
    assert lists[1] == ("Tisch 1: Wohnen", "Runde 1", question.text)


def test_every_sitting_stands_in_the_second_sheet(cafe):
    rows = list(workbook(cafe)["Teilnahme"].values)

    assert rows == [
        ("Tisch", "Runde", "Personen", "Teilnahmepunkte"),
        ("Tisch 1: Wohnen", "Runde 1", None, None),
        ("Tisch 1: Wohnen", "Runde 2", None, None),
        ("Tisch 2: Arbeit", "Runde 1", None, None),
        ("Tisch 2: Arbeit", "Runde 2", None, None),
    ]


def test_people_are_asked_by_subgroup(cafe):
    SubgroupFactory(target_group=cafe.target_group, title="Frauen")

    head = next(iter(workbook(cafe)["Teilnahme"].values))

    assert head == ("Tisch", "Runde", "Personen: Frauen", "Teilnahmepunkte: Frauen")


def test_empty_template_holds_nothing_and_is_no_error(cafe):
    plan = Plan.of(cafe)

    reading = read_table(BytesIO(write_template(plan)), plan)

    assert (reading.notes, reading.attendance) == ([], [])
    assert (reading.findings.count, reading.unread) == (0, [])


def test_question_is_never_a_formula(cafe, process):
    GuidingQuestionFactory(process=process, text="=1+1", position=9)

    book = load_workbook(BytesIO(write_template(Plan.of(cafe))))

    cell = book["Listen"]["C4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_template_needs_five_queries(cafe, django_assert_num_queries):
    # tables, rounds, sittings, questions, subgroups
    with django_assert_num_queries(5):
        write_template(Plan.of(cafe))
