"""How the questionnaire was carried out, as the method chapter tells it."""

from datetime import date

import pytest

from reports.document import assemble_report
from reports.method import Method, method_of
from reports.pdf import report_html
from surveys.paper import ErrorRate
from tests.factories import (
    ExtensionFactory,
    ProcessFactory,
    QuestionnaireFactory,
    ReachReviewFactory,
    SecondEntryFactory,
    StageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def questionnaire():
    return QuestionnaireFactory()


def type_twice(questionnaire, forms, **entry):
    for _ in range(forms):
        SecondEntryFactory(response__channel__questionnaire=questionnaire, **entry)


def html_of(process):
    report = assemble_report(process, as_of=date(2026, 11, 24))
    return " ".join(report_html(report).split())


def test_process_without_questionnaire_has_nothing_to_tell():
    assert method_of(ProcessFactory()) == Method((), None)


@pytest.mark.parametrize("forms", [0, 1, 4])
def test_few_forms_typed_twice_are_not_told(questionnaire, forms):
    type_twice(questionnaire, forms)

    assert method_of(questionnaire.process).typed_twice is None
    assert "ein zweites Mal eingegeben" not in html_of(questionnaire.process)


def test_forms_typed_twice_are_told_with_their_rate(questionnaire):
    type_twice(questionnaire, 4, fields=30, differing=0)
    type_twice(questionnaire, 1, fields=30, differing=2)
    SecondEntryFactory()

    assert method_of(questionnaire.process).typed_twice == ErrorRate(5, 150, 2)
    html = html_of(questionnaire.process)
    assert "5 Bögen wurden ein zweites Mal eingegeben" in html
    assert "Von 150 verglichenen Feldern waren 1,3 % verschieden." in html


@pytest.mark.parametrize(
    ("differing", "words"),
    [
        (0, "war keines verschieden"),
        (1, "waren weniger als 0,1 % verschieden"),
        (10, "waren 0,5 % verschieden"),
    ],
)
def test_rates_are_told_in_words(differing, words):
    assert Method((), ErrorRate(20, 2_000, differing)).rate_in_words == words


def test_threshold_of_the_process_counts(questionnaire):
    questionnaire.process.smallest_count = 7
    type_twice(questionnaire, 6)

    assert method_of(questionnaire.process).typed_twice is None


def test_extensions_are_told_with_reason_and_day(questionnaire):
    ExtensionFactory(
        questionnaire=questionnaire,
        closes_before=date(2026, 3, 1),
        closes_on=date(2026, 3, 15),
        reason="Ferien in Thüringen",
        decided_on=date(2026, 2, 20),
    )
    ExtensionFactory(reason="Anderswo")

    html = html_of(questionnaire.process)

    assert (
        '<th scope="row">20. Februar 2026</th><td>1. März 2026</td>'
        "<td>15. März 2026</td><td>Ferien in Thüringen</td>" in html
    )
    assert "Anderswo" not in html


def test_field_time_that_was_kept_needs_no_table(questionnaire):
    assert "Änderungen der Laufzeit" not in html_of(questionnaire.process)


def test_reviews_are_told_with_answer_reasons_and_what_followed():
    asked, opened = (StageFactory(title=title) for title in ("Bögen", "Café"))
    ReachReviewFactory(
        after_stage=asked,
        reviewed_on=date(2026, 3, 2),
        everyone_reached=False,
        missing="Hauptamt\nEhrenamt",
        reasons="Nicht gefragt.",
        opened_stage=opened,
    )

    html = html_of(asked.process)

    assert '<th scope="row">Bögen, 2. März 2026</th><td>Nein</td>' in html
    assert "Es fehlen: Hauptamt Ehrenamt</p>" in html
    assert '<p class="words">Nicht gefragt.</p>' in html
    assert "Deshalb folgte: Café." in html


@pytest.mark.parametrize("count", [1, 3])
def test_method_needs_the_same_number_of_queries(
    questionnaire, count, django_assert_num_queries
):
    for _ in range(count):
        ExtensionFactory(questionnaire=questionnaire)
    type_twice(questionnaire, 4 + count)

    with django_assert_num_queries(3):
        method_of(questionnaire.process)
