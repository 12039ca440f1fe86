"""manage.py import_questionnaires"""

import pytest
from django.core.management import CommandError, call_command

from surveys.models import Import, ImportFile, Response
from tests.surveys.importing.tables import filled


@pytest.fixture
def run(tmp_path, channel, capsys):
    """Run the command on a table; return what it says."""

    def run(table, *options):
        file = tmp_path / "boegen.xlsx"
        file.write_bytes(table)
        call_command(
            "import_questionnaires",
            str(file),
            *("--questionnaire", channel.questionnaire.slug),
            *("--channel", channel.name),
            *options,
        )
        return capsys.readouterr().out

    return run


def test_command_stores_forms_once(run, questionnaire, channel):
    rows = [{"frage-gut": "Ruhe"}]
    table = filled(questionnaire, single=rows)

    assert run(table, "--received-on", "2017-03-31") == "Neu: 1, schon da: 0\n"
    assert run(table) == "Diese Datei ist schon eingelesen. Neu: 0\n"
    more = filled(questionnaire, single=[*rows, {"frage-gut": "Wald"}])
    assert run(more) == "Neu: 1, schon da: 1\n"

    first = Response.objects.get(number=1)
    assert (first.channel, first.received_on.isoformat()) == (channel, "2017-03-31")
    assert Response.objects.count() == 2


def test_dry_run_stores_nothing(run, questionnaire):
    table = filled(questionnaire, single=[{"frage-gut": "Ruhe"}])

    assert run(table, "--dry-run") == "Neu: 1, schon da: 0\n"

    assert [m.objects.count() for m in (Response, Import, ImportFile)] == [0, 0, 0]


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_problems_are_named_and_nothing_is_stored(run, questionnaire, capsys, options):
    rows = [{"frage-gut": "Ruhe"}, {"frage-gut": "Wald", "merkmal-alter": "uralt"}]

    with pytest.raises(CommandError, match="Nichts gespeichert. Fehler: 1"):
        run(filled(questionnaire, single=rows), *options)

    assert "Blatt „Einzelbögen“, Zeile 4, Spalte" in capsys.readouterr().err
    assert [m.objects.count() for m in (Response, Import, ImportFile)] == [0, 0, 0]


def test_files_that_are_no_template_are_named(run, capsys, questionnaire):
    with pytest.raises(CommandError, match="Nichts gespeichert. Fehler: 1"):
        run(b"%PDF-1.7")

    assert "Die Datei ist keine Tabelle." in capsys.readouterr().err
    assert Import.objects.count() == 0


def test_missing_file_is_named(channel):
    with pytest.raises(CommandError, match="gibtsnicht.xlsx"):
        call_command(
            "import_questionnaires",
            "gibtsnicht.xlsx",
            *("--questionnaire", channel.questionnaire.slug),
            *("--channel", channel.name),
        )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--questionnaire", "x"], "Kein Fragebogen „x“. Es gibt: fragebogen-"),
        (["--channel", "x"], "Keine Ausgabestelle „x“. Es gibt: Ausgabestelle "),
    ],
)
def test_unknown_names_are_answered_with_the_known_ones(
    run, questionnaire, options, message
):
    with pytest.raises(CommandError, match=message):
        run(filled(questionnaire), *options)
