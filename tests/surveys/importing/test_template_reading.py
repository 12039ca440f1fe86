from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from ilmkreis_integration.tables.problems import TableError
from surveys.importing.template_reading import TemplateSource
from surveys.models import Response
from tests.factories import ChannelFactory, EditionFactory, ImportFactory
from tests.surveys.importing.tables import (
    GROUP,
    SINGLE,
    filled,
    saved,
    workbook,
    write_rows,
)

RECEIVED = date(2017, 3, 31)


@pytest.fixture
def imported(channel):
    return ImportFactory(channel=channel, received_on=RECEIVED)


@pytest.fixture
def read(imported):
    """Read a table; return its forms and the problems as people read them."""

    def read(table):
        source = TemplateSource(BytesIO(table), imported)
        forms = list(source.forms())
        return forms, [str(problem) for problem in source.findings.listed]

    return read


def problems_of(read, questionnaire, **rows):
    forms, problems = read(filled(questionnaire, **rows))
    assert forms == []
    return problems


def test_single_form_is_read(read, questionnaire, channel, option):
    other = ChannelFactory(questionnaire=questionnaire, name="Kita")
    row = {
        "bogen-nr": "007",
        "eingang": date(2017, 3, 5),
        "ausgabestelle": "kita",
        "sprache": "Arabisch",
        "merkmal-alter": "Jung ",
        "frage-gut": " die Ruhe\r\nund der Wald ",
    }

    forms, problems = read(filled(questionnaire, single=[row]))

    assert problems == []
    (form,) = forms
    assert (form.sheet, form.row, form.number) == (SINGLE, 3, "007")
    assert (form.channel, form.received_on) == (other, date(2017, 3, 5))
    assert form.filled.form == Response.Form.SINGLE
    assert form.filled.language == "ar"
    assert form.filled.option_counts == {option("jung"): 1}
    texts = {q.slug: text for q, text in form.filled.answers.items()}
    assert texts == {"gut": "die Ruhe\nund der Wald"}


def test_group_form_is_read(read, questionnaire, channel, option):
    row = {
        "personen": 12,
        "anzahl-alter-jung": 4,
        "anzahl-alter-alt": "3",
        "frage-schwer": "Busse",
        "geholfen": "Ja, Familie oder Freunde",
    }

    forms, problems = read(filled(questionnaire, group=[row]))

    assert problems == []
    (form,) = forms
    assert (form.channel, form.received_on, form.number) == (channel, RECEIVED, "")
    assert (form.filled.people, form.filled.people_is_lower_bound) == (12, False)
    assert form.filled.option_counts == {option("jung"): 4, option("alt"): 3}
    assert form.filled.helped_by == "family"


@pytest.mark.parametrize(
    ("row", "people"),
    [
        pytest.param({"personen": 9, "personen-mindestens": "ja"}, 9, id="said so"),
        pytest.param({"anzahl-alter-jung": 5}, 5, id="counted"),
        pytest.param({}, 2, id="nobody knows"),
    ],
)
def test_group_of_unknown_size_is_a_lower_bound(read, questionnaire, row, people):
    (form,), problems = read(filled(questionnaire, group=[row | {"frage-gut": "Ruhe"}]))

    assert problems == []
    assert (form.filled.people, form.filled.people_is_lower_bound) == (people, True)


def test_blank_rows_are_passed_over(read, questionnaire):
    rows = [{}, {"frage-gut": "  "}, {"frage-gut": "Ruhe"}]

    (form,), problems = read(filled(questionnaire, single=rows))

    assert (form.row, problems) == (5, [])


@pytest.mark.parametrize(
    "day", ["05.03.2017", "5.3.17", "2017-03-05", "2017-03-05 00:00:00"]
)
def test_days_are_read_as_people_type_them(read, questionnaire, day):
    row = {"eingang": day, "frage-gut": "Ruhe"}

    (form,), _problems = read(filled(questionnaire, single=[row]))

    assert form.received_on == date(2017, 3, 5)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        pytest.param(
            {"merkmal-alter": "uralt"},
            "Spalte „{alter}“: „uralt“ gibt es hier nicht. "
            "Möglich: jung, alt, Sag ich nicht.",
            id="option",
        ),
        pytest.param(
            {"sprache": "Klingonisch"},
            "Spalte „Sprache der Hilfe“: „Klingonisch“ gibt es hier nicht. Möglich: "
            "Deutsch, Ukrainisch, Russisch, Arabisch, Persisch/Dari, Türkisch, Englisch, "
            "Polnisch, Rumänisch, Tigrinya, Französisch.",
            id="language",
        ),
        pytest.param(
            {"ausgabestelle": "Mond"},
            "Spalte „Ausgabestelle“: Die Ausgabestelle „Mond“ ist nicht angelegt.",
            id="channel",
        ),
        pytest.param(
            {"eingang": "gestern"},
            "Spalte „Eingang“: „gestern“ ist kein Tag. "
            "Bitte schreiben Sie ihn wie 05.03.2017.",
            id="no day",
        ),
        pytest.param(
            {"eingang": "1.1.1917"},
            "Spalte „Eingang“: Dieser Tag kann nicht stimmen.",
            id="long ago",
        ),
        pytest.param(
            {"bogen-nr": "9" * 51},
            "Spalte „Bogen-Nr.“: Eine Bogen-Nr. hat höchstens 50 Zeichen.",
            id="number",
        ),
        pytest.param(
            {"frage-gut": "a" * 5001},
            "Spalte „{gut}“: Der Text ist zu lang. Er hat 5.001 Zeichen. "
            "Möglich sind 5.000 Zeichen.",
            id="text",
        ),
    ],
)
def test_wrong_cells_are_named(read, questionnaire, cells, problem):
    edition = questionnaire.editions.get()
    labels = {
        "alter": edition.attributes.get().title,
        "gut": edition.questions.get(slug="gut").text,
    }
    row = {"frage-gut": "Ruhe"} | cells

    problems = problems_of(read, questionnaire, single=[{"frage-gut": ""}, row])

    assert problems == [f"Blatt „{SINGLE}“, Zeile 4, {problem.format(**labels)}"]


def test_day_in_the_future_is_a_problem(read, questionnaire):
    tomorrow = timezone.localdate() + timedelta(days=1)

    problems = problems_of(
        read, questionnaire, single=[{"eingang": tomorrow, "frage-gut": "Ruhe"}]
    )

    assert problems == [
        f"Blatt „{SINGLE}“, Zeile 3, Spalte „Eingang“: Dieser Tag kann nicht stimmen."
    ]


@pytest.mark.parametrize(
    ("row", "place", "message"),
    [
        pytest.param(
            {"personen": 1, "frage-gut": "Ruhe"},
            ", Spalte „Personen in der Gruppe“",
            "Eine Gruppe hat mindestens 2 Personen.",
            id="too small",
        ),
        pytest.param(
            {"personen": "viele", "frage-gut": "Ruhe"},
            ", Spalte „Personen in der Gruppe“",
            "Bitte schreiben Sie eine Zahl.",
            id="no number",
        ),
        pytest.param(
            {"personen": 3, "anzahl-alter-jung": 4, "frage-gut": "Ruhe"},
            ", Spalte „{alter}: jung“",
            "Zusammen sind es mehr Personen als in der Gruppe. "
            "Bitte prüfen Sie die Zahlen.",
            id="more than the group",
        ),
        pytest.param(
            {"personen": 3},
            "",
            "Bitte schreiben Sie mindestens zu einer Frage eine Antwort.",
            id="no answer",
        ),
    ],
)
def test_groups_are_checked_as_the_form_does(read, questionnaire, row, place, message):
    alter = questionnaire.editions.get().attributes.get().title

    problems = problems_of(read, questionnaire, group=[row])

    place = place.format(alter=alter)
    assert problems == [f"Blatt „{GROUP}“, Zeile 3{place}: {message}"]


def test_number_that_stands_twice_is_a_problem(read, questionnaire):
    other = ChannelFactory(questionnaire=questionnaire)
    rows = [
        {"bogen-nr": "A1", "frage-gut": "Ruhe"},
        {"bogen-nr": "a1", "frage-gut": "Wald"},
        {"bogen-nr": "A1", "ausgabestelle": other.name, "frage-gut": "Ruhe"},
    ]

    forms, problems = read(filled(questionnaire, single=rows))

    assert [form.row for form in forms] == [3, 5]
    assert problems == [
        f"Blatt „{SINGLE}“, Zeile 4, Spalte „Bogen-Nr.“: "
        "Diese Bogen-Nr. steht in der Datei schon einmal."
    ]


def test_equal_rows_are_as_many_forms_and_the_same_ones_again(read, questionnaire):
    twice = [{"frage-gut": "Ruhe"}] * 2
    more = [{"frage-gut": "Wald"}, *twice, {"frage-gut": "Ruhe"}]

    first, _problems = read(filled(questionnaire, single=twice))
    second, _problems = read(filled(questionnaire, single=more))

    ids = [form.id for form in first]
    assert len(set(ids)) == 2
    assert [form.id for form in second][1:3] == ids
    assert second[3].id not in ids


def test_id_does_not_depend_on_the_day_of_uploading(read, questionnaire, imported):
    table = filled(questionnaire, single=[{"frage-gut": "Ruhe"}])
    (first,), _problems = read(table)
    imported.received_on = date(2018, 1, 1)

    (second,), _problems = read(table)

    assert first.id == second.id
    assert first.received_on != second.received_on


def test_columns_may_change_places_but_not_disappear(read, questionnaire):
    book = workbook(questionnaire)
    sheet = book[SINGLE]
    sheet.delete_cols(4)
    sheet["H2"] = "lieblingsfarbe"

    _forms, problems = read(saved(book))

    assert problems == [
        f"Blatt „{SINGLE}“, Zeile 2, Spalte „lieblingsfarbe“: "
        "Diese Spalte gibt es in Fassung 1 nicht.",
        f"Blatt „{SINGLE}“, Zeile 2, Spalte „sprache“: "
        "Diese Spalte fehlt. Bitte lassen Sie alle Spalten stehen.",
    ]


def test_forms_on_a_sheet_of_their_own_are_not_lost_silently(read, questionnaire):
    book = workbook(questionnaire)
    book.create_sheet("Tabelle1")["A1"] = "Ruhe"

    _forms, problems = read(saved(book))

    assert problems == [
        "Blatt „Tabelle1“: Dieses Blatt gehört nicht zur Vorlage. Bitte löschen Sie es."
    ]


def test_one_of_the_two_sheets_may_be_missing(read, questionnaire):
    book = workbook(questionnaire)
    write_rows(book[SINGLE], [{"frage-gut": "Ruhe"}])
    del book[GROUP]

    forms, problems = read(saved(book))

    assert (len(forms), problems) == (1, [])


@pytest.mark.parametrize("missing", [["Codes"], [SINGLE, GROUP]])
def test_other_workbooks_are_refused(read, questionnaire, missing):
    book = workbook(questionnaire)
    for title in missing:
        del book[title]

    with pytest.raises(TableError, match="Das ist nicht unsere Vorlage"):
        read(saved(book))


@pytest.mark.parametrize(
    ("cell", "value", "message"),
    [
        ("B1", "anderer", "Die Vorlage gehört zu einem anderen Fragebogen."),
        ("C1", 2, "Die Fassung „2“ des Fragebogens gibt es nicht."),
        ("C1", "²", "Die Fassung „²“ des Fragebogens gibt es nicht."),
        ("C1", None, "Die Fassung „“ des Fragebogens gibt es nicht."),
    ],
)
def test_template_of_something_else_is_refused(
    read, questionnaire, cell, value, message
):
    EditionFactory(questionnaire=questionnaire, number=2, released_on=None)
    book = workbook(questionnaire)
    book["Codes"][cell] = value

    with pytest.raises(TableError, match=message):
        read(saved(book))


def test_older_edition_is_read_as_it_was_asked(read, questionnaire):
    table = filled(questionnaire, single=[{"frage-gut": "Ruhe"}])
    EditionFactory(questionnaire=questionnaire, number=2)
    questionnaire.refresh_from_db()

    (form,), problems = read(table)

    assert problems == []
    assert [question.edition.number for question in form.filled.answers] == [1]
