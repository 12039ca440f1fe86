"""Tables of other programs: upload, assign columns and values, look through, store."""

import html
import re

import pytest
from django.urls import reverse

from ilmkreis_integration.models import Contribution
from surveys.models import Import, ImportFile, Response
from tests.factories import ImportFactory, ImportFileFactory
from tests.surveys.importing.exports import (
    LIMESURVEY_COLUMNS,
    SOSCI_LABELS,
    interview,
    limesurvey,
    lss,
    sosci,
)
from tests.surveys.importing.tables import filled, upload

pytestmark = pytest.mark.django_db
PAGE = reverse("surveys-setup:imports")
ROWS = [
    interview(1, AB01=1, AB02_01="die Ruhe", AB05="blau"),
    interview(2, AB01=-1, AB03_01="die Busse", AB05="rot"),
]
# Columns without any content are not asked about; they keep their place.
COLUMNS = {
    "spalte-0": "merkmal-alter",
    "spalte-1": "frage-gut",
    "spalte-2": "frage-schwer",
    "spalte-4": "-",
}
VALUES = {"wert-0": "jung", "wert-1": "alt", "wert-2": "nein"}


@pytest.fixture(autouse=True)
def current(questionnaire, channel):
    questionnaire.process.is_current = True
    questionnaire.process.save()


@pytest.fixture
def send(manager_client, channel):
    """Upload a table of another program; return the response."""

    def send(table=None, labels=SOSCI_LABELS, program="sosci"):
        sent = {
            "format": program,
            "file": upload(table or sosci(*ROWS), "rdata.csv"),
            "labels_file": upload(labels, "import.r") if labels else "",
            "channel": channel.pk,
            "received_on": "2017-03-31",
        }
        return manager_client.post(PAGE, sent)

    return send


@pytest.fixture
def assigned(send, manager_client):
    """A table with its columns and values assigned."""
    send()
    imported = Import.objects.get()
    manager_client.post(page_of(imported, "columns"), COLUMNS)
    manager_client.post(page_of(imported, "values"), VALUES)
    return imported


def page_of(imported, step=""):
    name = f"import-{step}" if step else "import"
    return reverse(f"surveys-setup:{name}", args=[imported.pk])


def text_of(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def chosen_in(response):
    """Names of the lists to choose from, with what is chosen in each."""
    page = response.content.decode()
    lists = re.findall(r'<select name="([^"]+)".*?</select>', page, re.DOTALL)
    return {
        name: re.search(
            rf'<select name="{name}".*?value="([^"]*)" selected', page, re.DOTALL
        )[1]
        for name in lists
    }


def test_table_is_assigned_looked_through_and_stored(send, manager_client, option):
    response = send()
    imported = Import.objects.get()
    assert response.url == page_of(imported, "columns")

    response = manager_client.post(response.url, COLUMNS)
    assert response.url == page_of(imported, "values")
    response = manager_client.post(response.url, VALUES)
    assert response.url == page_of(imported)
    text = text_of(manager_client.get(response.url))
    assert "2 Bögen sind neu." in text
    assert Response.objects.count() == 0

    response = manager_client.post(response.url, follow=True)
    assert "2 Bögen sind eingelesen." in text_of(response)
    stored = {
        str(answer.text): list(
            answer.answer.response.option_counts.values_list("option__slug", flat=True)
        )
        for answer in Contribution.objects.all()
    }
    assert stored == {"die Ruhe": ["jung"], "die Busse": ["nein"]}
    assert {r.received_on.isoformat() for r in Response.objects.all()} == {"2017-03-31"}
    assert ImportFile.objects.count() == 0


def test_nothing_about_the_interview_is_stored(assigned, manager_client):
    manager_client.post(page_of(assigned))

    everything = [
        *Response.objects.values(),
        *Contribution.objects.values(),
        *Import.objects.values(),
    ]
    for planted in ("kennung-77", "kurs7", "2017-05-08", "blau"):
        assert planted not in str(everything)


def test_columns_are_guessed_and_the_rest_is_said_to_be_dropped(
    send, manager_client, questionnaire
):
    edition = questionnaire.editions.get()
    edition.attributes.update(text="Wie alt sind Sie?")
    edition.questions.filter(slug="gut").update(text="Was ist gut hier?")
    edition.questions.filter(slug="schwer").update(text="Was ist schwer?")

    response = manager_client.get(send().url)

    assert chosen_in(response) == COLUMNS
    text = text_of(response)
    assert "CASE, SERIAL, REF, QUESTNNR, MODE, STARTED, TIME001" in text
    assert "AB05: Lieblingsfarbe Zum Beispiel: „blau“" in text
    assert "kennung-77" not in text


def test_values_are_guessed(send, manager_client):
    url = send().url
    manager_client.post(url, COLUMNS)

    response = manager_client.get(page_of(Import.objects.get(), "values"))

    assert chosen_in(response) == VALUES
    assert "keine Angabe (-1)" in text_of(response)


def test_values_are_not_asked_without_attributes(send, manager_client):
    response = manager_client.post(send().url, COLUMNS | {"spalte-0": "-"})

    assert response.url == page_of(Import.objects.get())


def test_assignment_is_remembered_for_the_next_file(assigned, send, manager_client):
    manager_client.post(
        page_of(assigned, "columns"), COLUMNS | {"spalte-4": "frage-schwer"}
    )
    manager_client.post(page_of(assigned, "values"), VALUES | {"wert-1": "-"})

    url = send(sosci(*ROWS, interview(3, AB01=2, AB02_01="der Wald"))).url

    assert chosen_in(manager_client.get(url))["spalte-4"] == "frage-schwer"
    latest = Import.objects.latest("pk")
    assert chosen_in(manager_client.get(page_of(latest, "values")))["wert-1"] == "-"


def test_next_file_of_the_same_survey_adds_what_is_new(assigned, send, manager_client):
    manager_client.post(page_of(assigned))

    send(sosci(*ROWS, interview(3, AB01=2, AB02_01="der Wald")))
    latest = Import.objects.latest("pk")

    text = text_of(manager_client.get(page_of(latest)))
    assert "1 Bogen ist neu. 2 sind schon da" in text
    manager_client.post(page_of(latest))
    assert Response.objects.count() == 3


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        pytest.param(
            {"spalte-1": "-", "spalte-2": "-"},
            "Bitte ordnen Sie mindestens eine Spalte einer Frage zu.",
            id="no question",
        ),
        pytest.param(
            {"spalte-4": "merkmal-alter"},
            "Das wird schon eine andere Spalte.",
            id="twice",
        ),
        pytest.param({"spalte-1": "frage-weg"}, "frage-weg", id="unknown"),
    ],
)
def test_wrong_assignment_is_not_kept(send, manager_client, sent, message):
    url = send().url

    response = manager_client.post(url, COLUMNS | sent)

    assert response.status_code == 200
    assert message in text_of(response)
    assert Import.objects.get().mapping == {}


def test_wrong_values_are_not_kept(send, manager_client):
    manager_client.post(send().url, COLUMNS)
    imported = Import.objects.get()

    response = manager_client.post(
        page_of(imported, "values"), VALUES | {"wert-0": "uralt"}
    )

    assert response.status_code == 200
    assert Import.objects.get().mapping == imported.mapping


@pytest.mark.parametrize("step", ["", "values"])
def test_columns_come_first(send, manager_client, step):
    columns = send().url

    response = manager_client.get(page_of(Import.objects.get(), step))

    assert response.url == columns


@pytest.mark.parametrize("step", ["columns", "values"])
def test_our_template_needs_no_assignment(manager_client, channel, questionnaire, step):
    imported = ImportFactory(channel=channel)
    ImportFileFactory(of=imported, table=filled(questionnaire))

    assert manager_client.get(page_of(imported, step)).status_code == 404


def test_skipped_rows_are_named(send, manager_client):
    table = sosci(*ROWS, interview(3, AB05="grün"), interview(4, FINISHED="F"))
    manager_client.post(send(table).url, COLUMNS)

    text = text_of(manager_client.get(page_of(Import.objects.get())))

    assert (
        "Ausgelassen sind Zeilen, die kein Bogen sind: "
        "1 ohne Antwort auf eine Frage, 1 nicht abgeschlossen." in text
    )


def test_questions_that_changed_meanwhile_are_assigned_anew(
    assigned, manager_client, questionnaire
):
    edition = questionnaire.editions.get()
    edition.questions.filter(slug="gut").update(slug="anders")
    questionnaire.save()

    response = manager_client.post(page_of(assigned), follow=True)

    assert "Bitte ordnen Sie neu zu." in text_of(response)
    assert response.redirect_chain == [(page_of(assigned, "columns"), 302)]
    assert Response.objects.count() == 0


def test_damage_further_down_is_explained(send, manager_client):
    url = send(b'CASE\tAB01\r\n1\ta\r\n2\t"a"b\r\n', labels=None).url

    response = manager_client.get(url, follow=True)

    assert response.redirect_chain == [(PAGE, 302)]
    assert "Zeile 3: Die Anführungszeichen um eine Zelle stimmen nicht." in text_of(
        response
    )


def test_limesurvey_comes_in_the_same_way(send, manager_client):
    rows = [
        {
            "id": str(number),
            "submitdate": "1980-01-01 00:00:00",
            "startlanguage": "uk",
            "ipaddr": "192.0.2.7",
            "email": "jemand@example.org",
            "G1": f"Text {number}",
            "A1": "jung",
        }
        for number in (1, 2)
    ]
    table = limesurvey(*rows, columns=LIMESURVEY_COLUMNS)

    url = send(table, lss(), "limesurvey").url
    imported = Import.objects.get()
    text = text_of(manager_client.get(url))
    assert "email" in text
    assert "jemand@example.org" not in text
    columns = {
        "spalte-0": "sprache",
        "spalte-1": "frage-gut",
        "spalte-3": "merkmal-alter",
    }
    manager_client.post(url, columns)
    manager_client.post(
        page_of(imported, "values"), {"wert-0": "jung", "wert-1": "alt"}
    )
    manager_client.post(page_of(imported))

    assert [r.language for r in Response.objects.all()] == ["uk", "uk"]
    assert "192.0.2.7" not in str([*Response.objects.values()])


@pytest.mark.parametrize(
    ("table", "labels", "program", "message"),
    [
        pytest.param(
            b"a;b\n1;2\n",
            None,
            "sosci",
            "Das sind keine Daten aus SoSci Survey",
            id="no SoSci data",
        ),
        pytest.param(
            b"a;b\n1;2\n",
            None,
            "limesurvey",
            "Das sind keine Antworten aus LimeSurvey",
            id="no LimeSurvey data",
        ),
        pytest.param(
            None,
            b"print(1)",
            "sosci",
            "Das ist kein Import-Skript von SoSci Survey",
            id="no script",
        ),
        pytest.param(
            limesurvey({"id": "1"}, columns=["id", "G1"]),
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><document/>',
            "limesurvey",
            "Dokumenttyp",
            id="entities",
        ),
    ],
)
def test_other_files_are_refused(send, table, labels, program, message):
    response = send(table, labels, program)

    assert response.status_code == 200
    assert message in text_of(response)
    assert Import.objects.count() == 0
