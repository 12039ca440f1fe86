from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ilmkreis_integration.models import Contribution
from ilmkreis_integration.tables.findings import MOST_LISTED, ImportRefusedError
from surveys.importing.examining import examine
from surveys.importing.receiving import forget_old, receive, stored_source
from surveys.importing.storing import (
    ImportedMeanwhileError,
    ImportInUseError,
    store_import,
    undo_import,
)
from surveys.importing.template_reading import TemplateSource
from surveys.models import (
    Answer,
    Import,
    ImportFile,
    OptionCount,
    Questionnaire,
    Response,
)
from surveys.services import (
    Arrival,
    FilledForm,
    SheetTakenError,
    submit_response,
)
from tests.factories import (
    ChannelFactory,
    ContributionTranslationFactory,
    DismissalFactory,
    ImportFactory,
    ResponseFactory,
    StatementFactory,
)
from tests.surveys.importing.tables import filled


@pytest.fixture
def put_in(questionnaire, channel):
    """Upload and store rows; return the import."""

    def put_in(**rows):
        imported = upload(channel, filled(questionnaire, **rows))
        store_import(imported, stored_source(imported))
        return imported

    return put_in


def upload(channel, table):
    return receive(
        Import(
            questionnaire=channel.questionnaire,
            channel=channel,
            format=Import.Format.TEMPLATE,
            received_on=date(2017, 3, 31),
            file_name="boegen.xlsx",
        ),
        table=table,
    )


def rows_of(model):
    return model.objects.count()


def test_forms_are_stored_with_everything(put_in, questionnaire, channel):
    ResponseFactory(channel=channel, edition=questionnaire.editions.get(), number=1)
    Questionnaire.objects.update(last_number=1)
    single = {
        "bogen-nr": "A-7",
        "eingang": "05.03.2017",
        "sprache": "uk",
        "merkmal-alter": "jung",
        "frage-gut": "Мені подобається ліс",
    }
    group = {
        "personen": 12,
        "personen-mindestens": "ja",
        "anzahl-alter-alt": 4,
        "frage-gut": "Wald",
        "frage-schwer": "Busse",
        "geholfen": "counsellor",
    }

    imported = put_in(single=[single], group=[group])

    first, second = imported.responses.order_by("number")
    assert str(first) == "F-0002"
    assert (first.entry, first.sheet, first.language) == ("import", "A-7", "uk")
    assert (first.people, first.received_on.isoformat()) == (1, "2017-03-05")
    assert (second.number, second.form, second.helped_by) == (3, "group", "counsellor")
    assert (second.people, second.people_is_lower_bound) == (12, True)
    assert second.received_on.isoformat() == "2017-03-31"
    counts = OptionCount.objects.order_by("response__number")
    assert list(counts.values_list("option__slug", "count")) == [
        ("jung", 1),
        ("alt", 4),
    ]
    fields = ("code", "text", "language", "kind", "people", "people_is_lower_bound")
    assert list(Contribution.objects.order_by("code").values_list(*fields)) == [
        ("F-0002-1", "Мені подобається ліс", "uk", "strength", 1, False),
        ("F-0003-1", "Wald", "de", "strength", 12, True),
        ("F-0003-2", "Busse", "de", "problem", 12, True),
    ]
    assert rows_of(Answer) == 3
    questionnaire.refresh_from_db()
    assert questionnaire.last_number == 3


def test_stored_form_equals_the_one_that_people_send(put_in, channel, option):
    row = {"merkmal-alter": "jung", "frage-gut": "Ruhe"}

    imported = put_in(single=[row])

    stored = imported.responses.get()
    source = TemplateSource(
        BytesIO(filled(channel.questionnaire, single=[row])), imported
    )
    (form,) = source.forms()
    assert stored.digest == form.filled.digest()


def test_file_is_deleted_once_the_forms_are_stored(put_in):
    imported = put_in(single=[{"frage-gut": "Ruhe"}])

    imported.refresh_from_db()
    assert imported.imported_on is not None
    assert rows_of(ImportFile) == 0


def test_one_problem_keeps_everything_out(put_in, questionnaire):
    rows = [{"frage-gut": "Ruhe"}] * 600 + [
        {"merkmal-alter": "uralt", "frage-gut": "a"}
    ]

    with pytest.raises(ImportRefusedError) as refusal:
        put_in(single=rows)

    assert refusal.value.findings.count == 1
    assert [rows_of(m) for m in (Response, Contribution, OptionCount)] == [0, 0, 0]
    questionnaire.refresh_from_db()
    assert questionnaire.last_number == 0


def test_only_the_first_problems_are_listed(channel, questionnaire):
    rows = [{"frage-gut": "a", "merkmal-alter": "uralt"}] * (MOST_LISTED + 20)
    imported = upload(channel, filled(questionnaire, single=rows))

    findings = examine(stored_source(imported)).findings

    assert len(findings.listed) == MOST_LISTED
    assert (findings.count, findings.unlisted) == (MOST_LISTED + 20, 20)


def test_table_is_known_when_it_comes_again(put_in, channel, questionnaire):
    rows = [
        {"frage-gut": "Ruhe"},
        {"frage-gut": "Ruhe"},
        {"bogen-nr": 1, "frage-gut": "x"},
    ]
    put_in(single=rows)
    imported = upload(
        channel, filled(questionnaire, single=[*rows, {"frage-gut": "Wald"}])
    )

    examination = store_import(imported, stored_source(imported))

    assert (examination.known, examination.new) == (3, 1)
    assert rows_of(Response) == 4
    assert imported.responses.get().number == 4


def test_table_without_anything_new_waits_on(put_in, channel, questionnaire):
    put_in(single=[{"frage-gut": "Ruhe"}])
    imported = upload(channel, filled(questionnaire, single=[{"frage-gut": "Ruhe"}]))

    assert store_import(imported, stored_source(imported)).new == 0

    assert Import.objects.waiting().get() == imported
    assert rows_of(Response) == 1


def test_same_number_with_other_content_is_a_problem(put_in, channel):
    put_in(single=[{"bogen-nr": "A1", "frage-gut": "Ruhe"}])

    with pytest.raises(ImportRefusedError) as refusal:
        put_in(single=[{"bogen-nr": "A1", "frage-gut": "Lärm"}])

    assert [str(problem) for problem in refusal.value.findings.listed] == [
        "Blatt „Einzelbögen“, Zeile 3: "
        "Dieser Bogen ist schon eingelesen, aber mit anderem Inhalt."
    ]
    assert rows_of(Response) == 1


def test_form_that_was_typed_in_is_a_problem(put_in, channel):
    ResponseFactory(
        channel=channel,
        edition=channel.questionnaire.editions.get(),
        entry="paper",
        sheet="A1",
    )

    with pytest.raises(ImportRefusedError) as refusal:
        put_in(single=[{"bogen-nr": "A1", "frage-gut": "Ruhe"}])

    assert [str(problem) for problem in refusal.value.findings.listed] == [
        "Blatt „Einzelbögen“, Zeile 3: Der Papierbogen „A1“ dieser Ausgabestelle ist "
        "schon von Hand eingegeben."
    ]


def test_number_that_was_imported_is_not_typed_in_again(put_in, questionnaire, channel):
    put_in(single=[{"bogen-nr": "A1", "frage-gut": "Ruhe"}])
    edition = questionnaire.editions.get()
    filled_form = FilledForm("single", {edition.questions.first(): "Wald"})

    with pytest.raises(SheetTakenError):
        submit_response(
            filled_form,
            response_id=uuid4(),
            edition=edition,
            arrival=Arrival(channel, entry=Response.Entry.PAPER, sheet="A1"),
        )

    assert rows_of(Response) == 1


def test_number_that_another_channel_typed_in_is_free(put_in, questionnaire):
    other = ChannelFactory(questionnaire=questionnaire)
    ResponseFactory(
        channel=other, edition=questionnaire.editions.get(), entry="paper", sheet="A1"
    )

    imported = put_in(single=[{"bogen-nr": "A1", "frage-gut": "Ruhe"}])

    assert imported.responses.count() == 1


def test_what_was_stored_meanwhile_is_not_stored_again(channel, questionnaire):
    table = filled(questionnaire, single=[{"frage-gut": "Ruhe"}])
    first, second = upload(channel, table), upload(channel, table)

    class Overtaken(TemplateSource):
        """Another import stores the same forms once this one has looked."""

        @property
        def is_in_order_of_arrival(self):
            store_import(first, stored_source(first))
            return False

    with pytest.raises(ImportedMeanwhileError):
        store_import(second, Overtaken(BytesIO(table), second))

    assert Response.objects.get().imported_with == first
    assert ImportFile.objects.get().of == second


def test_import_that_is_done_is_not_done_again(channel, questionnaire):
    imported = upload(channel, filled(questionnaire, single=[{"frage-gut": "Ruhe"}]))
    source = stored_source(imported)
    Import.objects.update(imported_on="2026-03-02")

    with pytest.raises(ImportedMeanwhileError):
        store_import(imported, source)

    assert rows_of(Response) == 0


def test_statements_do_not_grow_with_forms(channel, questionnaire):
    def statements(count):
        table = filled(questionnaire, single=[{"frage-gut": f"{count}"}] * count)
        imported = upload(channel, table)
        with CaptureQueriesContext(connection) as captured:
            store_import(imported, stored_source(imported))
        return len(captured)

    assert statements(1) == statements(30)


def test_undo_takes_everything_back(put_in, questionnaire):
    kept = put_in(single=[{"frage-gut": "Wald"}])
    imported = put_in(
        single=[{"merkmal-alter": "alt", "frage-gut": "Ruhe"}],
        group=[{"personen": 3, "frage-schwer": "Busse"}],
    )

    undo_import(imported)

    assert Import.objects.get() == kept
    assert Response.objects.get().imported_with == kept
    assert Contribution.objects.get().text == "Wald"
    assert rows_of(OptionCount) == 0


@pytest.mark.parametrize("work", ["coded", "dismissed", "translated"])
def test_undo_is_refused_once_somebody_worked_with_it(put_in, work):
    imported = put_in(single=[{"frage-gut": "Ruhe"}, {"frage-gut": "Wald"}])
    contribution = Contribution.objects.get(text="Ruhe")
    match work:
        case "coded":
            StatementFactory(contribution=contribution)
        case "dismissed":
            DismissalFactory(contribution=contribution)
        case "translated":
            ContributionTranslationFactory(contribution=contribution)

    with pytest.raises(ImportInUseError):
        undo_import(imported)

    assert [rows_of(m) for m in (Import, Response, Contribution)] == [1, 2, 2]


def test_files_that_nobody_stored_are_forgotten(channel, questionnaire):
    old, done, fresh = (upload(channel, filled(questionnaire)) for _ in range(3))
    long_ago = "2020-01-01T00:00:00Z"
    Import.objects.filter(pk__in=[old.pk, done.pk]).update(uploaded_at=long_ago)
    Import.objects.filter(pk=done.pk).update(imported_on="2020-01-01")
    foreign = ImportFactory()
    Import.objects.filter(pk=foreign.pk).update(uploaded_at=long_ago)

    forget_old(questionnaire)

    assert set(Import.objects.all()) == {done, fresh, foreign}


def test_lines_count_forms_and_people(channel, questionnaire):
    other = ChannelFactory(questionnaire=questionnaire, name="Kita")
    group = [
        {"personen": 3, "frage-gut": "a"},
        {"personen": 5, "personen-mindestens": "ja", "frage-gut": "b"},
        {"personen": 4, "frage-gut": "c", "ausgabestelle": "Kita"},
    ]
    table = filled(questionnaire, single=[{"frage-gut": "a"}] * 2, group=group)

    examination = examine(stored_source(upload(channel, table)))

    assert [
        (line.channel, line.kind, line.forms, line.people, line.people_is_lower_bound)
        for line in examination.lines
    ] == [
        (channel, "single", 2, 2, False),
        (channel, "group", 2, 8, True),
        (other, "group", 1, 4, False),
    ]
