import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from docx import Document

from staffsurvey.papers import NAMES

TEMPLATES = Path(settings.BASE_DIR, "docs", "templates")


def address(name):
    return f"/verfahren/mitarbeiterbefragung/vorlagen/{name}.docx"


def text_of(response):
    return "\n".join(p.text for p in Document(BytesIO(response.content)).paragraphs)


@pytest.mark.parametrize("name", NAMES)
def test_paper_is_filled_with_what_is_known(manager_client, survey, name):
    response = manager_client.get(address(name))

    text = text_of(response)
    assert survey.title in text
    assert "1. Januar 2000" in text
    assert "mehrmals" in text
    assert not re.search(r"[{}]", text)
    assert f'filename="{name}.docx"' in response["Content-Disposition"]


def test_what_only_the_county_knows_stands_out(manager_client, survey):
    document = Document(BytesIO(manager_client.get(address(NAMES[0])).content))

    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    marked = [run.text for run in runs if run.font.highlight_color]
    assert "[Personalrat]" in marked
    assert all(text.startswith("[") for text in marked)


def test_paper_with_codes_and_two_readers_says_so(manager_client, survey):
    survey.with_codes = survey.needs_two_readers = True
    survey.save()

    text = text_of(manager_client.get(address(NAMES[0])))

    assert "zieht einen Zettel" in text
    assert "lesen zwei Personen" in text


def test_unknown_paper_is_not_there(manager_client, survey):
    assert manager_client.get(address("anderes")).status_code == 404


def test_others_do_not_get_it(evaluator_client, survey):
    assert evaluator_client.get(address(NAMES[0])).status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_tests_that_a_paper_names_are_there(name):
    text = (TEMPLATES / f"{name}.md").read_text("utf-8")
    named = re.findall(r"tests/[\w/]+(?:\.py|/)", text)

    assert named
    assert [n for n in named if not Path(settings.BASE_DIR, n).exists()] == []
