from datetime import date
from pathlib import Path

import pytest

from ilmkreis_integration.content.loading import load_process
from surveys.definition import definition_of

ILM_KREIS = Path("ilmkreis_integration/content/ilm-kreis.toml")


@pytest.mark.django_db
def test_question_that_is_loaded_later_is_asked_at_once():
    process = load_process(ILM_KREIS, starts_on=date(2026, 3, 1))
    questionnaire = process.questionnaires.get()
    questionnaire.editions.get().questions.get(slug="wunsch").delete()
    before = definition_of(questionnaire)

    load_process(ILM_KREIS, starts_on=date(2026, 3, 1))

    questionnaire.refresh_from_db()
    after = definition_of(questionnaire)
    assert (len(before.questions), len(after.questions)) == (2, 3)
