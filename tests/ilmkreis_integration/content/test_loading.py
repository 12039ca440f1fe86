from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ilmkreis_integration.content.loading import load_process
from ilmkreis_integration.content.schema import ContentError
from ilmkreis_integration.models import ActionField, Kind, Process, Stage

ILM_KREIS = Path("ilmkreis_integration/content/ilm-kreis.toml")

pytestmark = pytest.mark.django_db


def test_load_process_brings_the_ilm_kreis_process():
    process = load_process(ILM_KREIS, starts_on=date(2026, 3, 1))

    assert process.is_current
    assert not process.is_example
    assert list(process.action_fields.values_list("title", "is_other")) == [
        ("Interkulturelle Öffnung und gesellschaftliche Teilhabe", False),
        ("Sprache und Bildung", False),
        ("Arbeitsmarkt", False),
        ("Wohnen", False),
        ("Gesundheit und Soziales", False),
        ("Kultur, Religion, Freizeit und Sport", False),
        ("Sonstiges", True),
    ]
    assert list(process.stages.values_list("slug", flat=True)) == [
        "kreistagsbeschluss",
        "fragebogen",
        "world-cafes",
        "mitarbeiterbefragung",
        "auswertung",
    ]
    edition = process.questionnaires.get().editions.get()
    assert edition.is_default_wording
    assert not edition.is_draft
    assert list(edition.attributes.values_list("title", flat=True)) == [
        "Geschlecht",
        "Alter",
        "Zeit in Deutschland",
    ]
    assert list(edition.questions.values_list("kind", flat=True)) == [
        Kind.STRENGTH,
        Kind.PROBLEM,
        Kind.PROPOSAL,
    ]
    assert process.target_groups.count() == 4
    assert list(process.guiding_questions.values_list("kind", flat=True)) == [
        Kind.NEED,
        Kind.ASPECT,
        Kind.PROPOSAL,
        Kind.PROBLEM,
        Kind.STRENGTH,
    ]
    topics = process.staff_survey.topics
    assert list(topics.values_list("slug", "for_concept")) == [
        ("armutspraevention", False),
        ("integrationskonzept", True),
        ("bildungsmanagement", False),
    ]
    focus_areas = topics.get(for_concept=True).focus_areas
    assert list(focus_areas.values_list("action_field__slug", flat=True)) == list(
        process.action_fields.values_list("slug", flat=True)
    )


def test_load_process_shifts_every_date_to_the_first_stage():
    process = load_process(ILM_KREIS, starts_on=date(2026, 3, 1))

    shift = date(2026, 3, 1) - date(2017, 4, 1)
    assert process.stages.first().starts_on == date(2026, 3, 1)
    assert process.questionnaires.get().opens_on == date(2017, 6, 15) + shift
    assert process.questionnaires.get().closes_on == date(2017, 7, 31) + shift
    assert process.staff_survey.closes_on == date(2017, 11, 5) + shift


def test_load_process_twice_changes_nothing_that_was_edited():
    load_process(ILM_KREIS, starts_on=date(2026, 3, 1))
    Stage.objects.filter(slug="fragebogen").update(title="Fragebogen, 2. Runde")
    before = (Stage.objects.count(), ActionField.objects.count())

    process = load_process(ILM_KREIS, starts_on=date(2027, 1, 1))

    assert Process.objects.get() == process
    assert (Stage.objects.count(), ActionField.objects.count()) == before
    stage = Stage.objects.get(slug="fragebogen")
    assert stage.title == "Fragebogen, 2. Runde"
    assert stage.starts_on.year == 2026


def test_load_process_makes_only_the_first_process_current():
    first = load_process(ILM_KREIS, starts_on=date(2026, 3, 1))

    second = load_process(
        ILM_KREIS, starts_on=date(2026, 3, 1), slug="zweites", is_example=True
    )

    assert (first.is_current, second.is_current) == (True, False)
    assert second.is_example


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            ('slug = "wohnen"', 'slugg = "wohnen"'),
            "action_field[4].slug: fehlt",
            id="missing key",
        ),
        pytest.param(
            ("opens_on = 2017-06-15", 'opens_on = "bald"'),
            "questionnaire.opens_on: muss ein Datum wie 2017-04-05 sein",
            id="wrong date",
        ),
        pytest.param(
            ('kind = "need"', 'kind = "wunsch"'),
            "worldcafe.guiding_question[1].kind: „wunsch“ gibt es nicht; möglich: "
            "need, aspect, proposal, problem, strength",
            id="unknown kind",
        ),
        pytest.param(
            ("[staff_survey]\n", "[staff_survey]\nfarbe = 1\n"),
            "staff_survey.farbe: diesen Schlüssel gibt es nicht",
            id="unknown key",
        ),
    ],
)
def test_load_process_names_key_and_reason_and_loads_nothing(tmp_path, change, message):
    broken = tmp_path / "broken.toml"
    text = ILM_KREIS.read_text()
    assert change[0] in text
    broken.write_text(text.replace(*change, 1))

    with pytest.raises(ContentError) as caught:
        load_process(broken, starts_on=date(2026, 3, 1))

    assert str(caught.value) == message
    assert not Process.objects.exists()


def test_load_process_command_names_the_file(tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text("[process\n")

    with pytest.raises(CommandError) as caught:
        call_command("load_process", str(broken))

    assert str(caught.value).startswith(f"{broken}: {broken}: Das ist keine gültige")


def test_load_process_command_says_that_a_file_is_missing(tmp_path):
    with pytest.raises(CommandError, match="Die Datei gibt es nicht"):
        call_command("load_process", str(tmp_path / "none.toml"))
