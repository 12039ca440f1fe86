"""The example process: everything in it is invented and made through the services."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from ilmkreis_integration.content.loading import load_process
from ilmkreis_integration.models import Contribution, Process, ReachReview
from reports.example import texts
from reports.example.cafes import hold_cafes
from reports.example.evaluation import code, make_themes, write_catalogue
from reports.example.forms import submit_forms
from reports.example.staff import hold_survey

SLUG = "ilm-kreis-beispiel"
CODER = "beispiel-auswertung"
CONTENT = Path(settings.BASE_DIR, "ilmkreis_integration", "content", "ilm-kreis.toml")
SEED = 2017
# The timeline of 2017 then stands in the second week of the staff survey.
DAYS_SINCE_START = 207


@transaction.atomic
def build_example(*, seed: int, today: date) -> Process:
    """Make the example process and the current one; same `seed`, same content."""
    chance = Random(seed)  # noqa: S311 -- invented data, not a secret
    process = load_process(
        CONTENT,
        starts_on=today - timedelta(days=DAYS_SINCE_START),
        slug=SLUG,
        is_example=True,
        is_current=False,
        contact_name="Integrationsmanagement",
        contact_phone="03628 000-000",
        contact_email="integration@example.org",
        address="Musterstraße 1\n99310 Arnstadt",
    )
    _keep_channels_open(process, today)
    coder = User.objects.create_user(CODER, is_active=False)
    answers = submit_forms(process, texts.read_answers(), chance=chance, today=today)
    notes = hold_cafes(process, texts.read_notes(), chance=chance, today=today)
    comments = hold_survey(
        process,
        texts.read_comments(),
        held=texts.read_held_comments(),
        chance=chance,
        today=today,
    )
    catalogue = texts.read_catalogue()
    make_themes(process, catalogue["theme"])
    codings: dict[Contribution, tuple[texts.Coding, ...]] = {
        **{contribution: text.codings for contribution, text in answers.items()},
        **{contribution: (text.coding,) for contribution, text in notes.items()},
        **{c: (text.coding,) for c, text in comments.items() if text.coding},
    }
    grave = {contribution for contribution, text in answers.items() if text.is_grave}
    code(process, codings, grave=grave, by=coder, chance=chance)
    write_catalogue(process, catalogue, by=coder)
    _record_reviews(process, today)
    _make_current(process)
    return process


def _keep_channels_open(process: Process, today: date) -> None:
    """Visitors want to try the forms, whatever the timeline says."""
    for questionnaire in process.questionnaires.all():
        questionnaire.closes_on = today + timedelta(days=365)
        questionnaire.save()
    survey = process.staff_survey
    survey.contact_name = "Planungskoordination"
    survey.contact_phone = "03628 000-000"
    survey.contact_email = "planung@example.org"
    survey.save()


def _record_reviews(process: Process, today: date) -> None:
    stages = {stage.slug: stage for stage in process.stages.all()}
    ReachReview.objects.create(
        process=process,
        after_stage=stages["fragebogen"],
        reviewed_on=today - timedelta(days=50),
        everyone_reached=False,
        missing="Haupt- und Ehrenamt, Träger und Migrantenorganisationen",
        reasons="Die Fragebögen zeigen, was Migrantinnen und Migranten brauchen. "
        "Wer mit ihnen arbeitet, kam noch nicht zu Wort.",
        opened_stage=stages["world-cafes"],
    )
    ReachReview.objects.create(
        process=process,
        after_stage=stages["world-cafes"],
        reviewed_on=today - timedelta(days=15),
        everyone_reached=False,
        missing="Die Beschäftigten des Landratsamtes außerhalb der Leitung",
        reasons="Beschäftigte haben gefragt: „Warum werden immer nur Amts- und "
        "Sachgebietsleitungen eingeladen?“ Das Wissen der Basis wird gebraucht.",
        opened_stage=stages["mitarbeiterbefragung"],
    )


def _make_current(process: Process) -> None:
    Process.objects.filter(is_current=True).update(is_current=False)
    process.is_current = True
    process.save(update_fields=["is_current"])
