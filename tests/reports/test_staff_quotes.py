"""What of the staff is printed: quotes that were released for it, and paraphrases."""

from io import BytesIO
from itertools import count

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ilmkreis_integration.models import Kind
from reports.document import assemble_report
from reports.models import Paraphrase
from reports.pdf import report_html
from reports.quotes import Quote
from tests.factories import (
    ActionFieldFactory,
    CommentFactory,
    ContributionTranslationFactory,
    FocusAreaFactory,
    ParaphraseFactory,
    PrincipleFactory,
    ProcessFactory,
    StaffSurveyFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

numbers = count(1)
UKRAINIAN = "Великим родинам бракує помешкань у нашому місті."
TRANSLATION = "Kinderreiche finden bei uns im Ort kein Zuhause."
PLAIN = "Zu wenige Wohnungen für große Familien, sagt ein Kommentar."


@pytest.fixture
def field():
    process = ProcessFactory(is_current=True)
    StaffSurveyFactory(process=process)
    return ActionFieldFactory(process=process, slug="wohnen", title="Wohnen")


@pytest.fixture
def theme(field):
    return ThemeFactory(action_field=field)


def say(theme, text=PLAIN, *, may_be_quoted=False, **kwargs):
    field = theme.action_field
    area = FocusAreaFactory(
        topic__survey=field.process.staff_survey, action_field=field
    )
    comment = CommentFactory(
        focus_area=area,
        may_be_quoted=may_be_quoted,
        contribution__text=f"{text} {next(numbers)}",
        contribution__action_field=field,
    )
    return StatementFactory(
        contribution=comment.contribution, theme=theme, kind=Kind.NEED, **kwargs
    )


def printed(field):
    return report_html(assemble_report(field.process))


def url(name, statement):
    return reverse(f"evaluation:{name}", args=[statement.pk])


# --- In print


def test_comment_is_not_printed_unless_it_was_released_for_it(field, theme):
    hidden = say(theme)
    quoted = say(theme, may_be_quoted=True)

    html = printed(field)

    assert quoted.text in html
    assert hidden.text not in html
    assert hidden.code not in html


def test_paraphrase_is_printed_and_named(field, theme):
    statement = say(theme)
    ParaphraseFactory(statement=statement, text="Großen Familien fehlen Wohnungen.")

    html = printed(field)

    assert "Großen Familien fehlen Wohnungen." in html
    assert "sinngemäß" in html.partition("Großen Familien fehlen")[2][:300]
    assert statement.text not in html


@pytest.fixture
def foreign(theme):
    """A part of a comment in another language that was translated."""

    def say_it(*, may_be_quoted=False, paraphrase=""):
        statement = say(theme, UKRAINIAN, may_be_quoted=may_be_quoted, number=2)
        contribution = statement.contribution
        contribution.language = "uk"
        contribution.save()
        ContributionTranslationFactory(contribution=contribution, text=TRANSLATION)
        if paraphrase:
            ParaphraseFactory(statement=statement, text=paraphrase)
        return statement

    return say_it


def test_paraphrase_is_german_and_has_no_translation(field, foreign):
    statement = foreign(paraphrase="In anderen Worten.")
    PrincipleFactory(process=field.process, statements=[statement])

    report = assemble_report(field.process)

    [chapter], [entry] = report.fields, report.index
    [block] = chapter.themes
    for quote in (*block.quotes, entry.origin.quote):
        assert quote == Quote(
            code=statement.code,
            text="In anderen Worten.",
            language="de",
            translation="",
            translation_label="",
            origin=quote.origin,
            is_paraphrase=True,
        )
        assert not quote.is_foreign


@pytest.mark.parametrize("paraphrase", ["", "In anderen Worten."])
def test_nothing_of_a_comment_in_another_language_is_printed(
    field, foreign, paraphrase
):
    statement = foreign(paraphrase=paraphrase)
    PrincipleFactory(process=field.process, statements=[statement])

    html = printed(field)

    assert statement.code in html
    for word in (UKRAINIAN, TRANSLATION, "Ukrainisch", 'lang="uk"', 'dir="'):
        assert word not in html


def test_paraphrase_without_a_font_does_not_fall_back_to_the_translation(
    field, foreign
):
    statement = foreign(paraphrase="मुझे मदद चाहिए")
    PrincipleFactory(process=field.process, statements=[statement])

    [chapter] = assemble_report(field.process).fields

    assert [block.quotes for block in chapter.themes] == [()]
    html = printed(field)
    assert '<p class="words">मुझे मदद चाहिए</p>' in html
    assert "hier in Übersetzung" not in html


def test_what_may_be_quoted_is_printed_with_its_translation(field, foreign):
    statement = foreign(may_be_quoted=True, paraphrase="In anderen Worten.")
    PrincipleFactory(process=field.process, statements=[statement])

    report = assemble_report(field.process)

    [chapter], [entry] = report.fields, report.index
    [block] = chapter.themes
    for quote in (*block.quotes, entry.origin.quote):
        assert (quote.text, quote.language) == (statement.text, "uk")
        assert quote.translation == TRANSLATION
        assert quote.translation_label.startswith(
            "Übersetzung des ganzen Beitrags aus dem Ukrainischen"
        )


def test_what_may_be_quoted_is_quoted_in_its_own_words(field, theme):
    statement = say(theme, may_be_quoted=True)
    ParaphraseFactory(statement=statement, text="In anderen Worten.")

    html = printed(field)

    assert statement.text in html
    assert "In anderen Worten." not in html


def test_of_few_comments_one_is_quoted(field, theme):
    few = [say(theme, may_be_quoted=True) for _ in range(4)]

    html = printed(field)

    assert sum(statement.code in html for statement in few) == 1


def test_of_few_grave_comments_one_is_quoted(field):
    themes = [ThemeFactory(action_field=field) for _ in range(3)]
    few = [say(theme, may_be_quoted=True, is_grave=True) for theme in themes]

    [chapter] = assemble_report(field.process).fields

    assert [quote.code for quote in chapter.grave] == [
        min(statement.code for statement in few)
    ]


def test_of_many_comments_three_are_quoted(field, theme):
    many = [say(theme, may_be_quoted=True) for _ in range(12)]

    html = printed(field)

    assert sum(statement.code in html for statement in many) == 3


def test_evidence_is_printed_as_it_may_be(field, theme):
    quoted = say(theme, may_be_quoted=True)
    statements = [quoted]
    for text in ("", "In anderen Worten."):
        statement = say(theme)
        if text:
            ParaphraseFactory(statement=statement, text=text)
        statements.append(statement)
    PrincipleFactory(process=field.process, statements=statements)

    index = {
        entry.origin.code: entry.origin.quote
        for entry in assemble_report(field.process).index
    }

    assert [
        quote and (quote.text, quote.is_paraphrase)
        for quote in (index[statement.code] for statement in statements)
    ] == [(quoted.text, False), None, ("In anderen Worten.", True)]


def test_readers_see_neither_quotes_nor_paraphrases_in_the_synthesis(
    reader_client, field, theme
):
    statement = say(theme, may_be_quoted=True)
    ParaphraseFactory(statement=say(theme), text="In anderen Worten.")

    page = reader_client.get("/auswertung/handlungsfelder/wohnen/").content.decode()

    assert statement.code not in page
    assert "In anderen Worten." not in page


def test_table_to_pass_on_holds_no_comments(reader_client, field, theme):
    statement = say(theme, may_be_quoted=True)
    content = reader_client.get("/auswertung/berichte/synthese.xlsx").content
    cells = {
        str(value)
        for sheet in load_workbook(BytesIO(content))
        for row in sheet.iter_rows(values_only=True)
        for value in row
    }

    assert statement.text not in cells
    assert statement.code not in cells


# --- Writing them


def test_synthesis_leads_evaluators_to_the_form(evaluator_client, field, theme):
    statement = say(theme)
    quotable = say(theme, may_be_quoted=True)

    page = evaluator_client.get("/auswertung/handlungsfelder/wohnen/").content.decode()

    assert url("paraphrase", statement) in page
    assert url("paraphrase", quotable) not in page
    assert "Darf wörtlich zitiert werden." in page


def test_paraphrase_is_written_changed_and_taken_back(evaluator_client, theme):
    statement = say(theme)
    address = url("paraphrase", statement)

    assert (
        evaluator_client.post(address, {"text": "Erstens", "seen": ""}).url == address
    )
    stored = Paraphrase.objects.get()
    assert (stored.text, stored.written_by) == ("Erstens", "auswertung")
    evaluator_client.post(address, {"text": "Zweitens", "seen": "Erstens"})
    page = evaluator_client.get(address).content.decode()
    assert "Vorher stand hier:" in page

    evaluator_client.post(url("undo-paraphrase", statement))

    assert Paraphrase.objects.get().text == "Erstens"
    evaluator_client.post(url("undo-paraphrase", statement))
    assert Paraphrase.objects.get().text == "Erstens"


def test_empty_paraphrase_is_removed(evaluator_client, theme):
    statement = say(theme)
    ParaphraseFactory(statement=statement, text="Erstens")

    evaluator_client.post(
        url("paraphrase", statement), {"text": " ", "seen": "Erstens"}
    )

    assert not Paraphrase.objects.exists()


def test_who_comes_second_is_told(evaluator_client, theme):
    statement = say(theme)
    ParaphraseFactory(statement=statement, text="Von jemand anderem")

    response = evaluator_client.post(
        url("paraphrase", statement), {"text": "Meines", "seen": ""}
    )

    page = response.content.decode()
    assert "Dort steht jetzt: Von jemand anderem." in page
    assert "Meines" in page
    assert Paraphrase.objects.get().text == "Von jemand anderem"


def test_undoing_does_not_undo_somebody_else(evaluator_client, theme):
    statement = say(theme)
    evaluator_client.post(url("paraphrase", statement), {"text": "Meines", "seen": ""})
    Paraphrase.objects.update(text="Von jemand anderem")

    evaluator_client.post(url("undo-paraphrase", statement))

    assert Paraphrase.objects.get().text == "Von jemand anderem"


def test_too_long_paraphrase_is_not_stored(evaluator_client, theme):
    response = evaluator_client.post(
        url("paraphrase", say(theme)), {"text": "x" * 601, "seen": ""}
    )

    assert list(response.context["form"].errors) == ["text"]
    assert not Paraphrase.objects.exists()


@pytest.mark.parametrize("name", ["paraphrase", "undo-paraphrase"])
def test_only_comments_that_may_not_be_quoted_are_found(evaluator_client, theme, name):
    quotable = say(theme, may_be_quoted=True)
    of_a_form = StatementFactory(theme=theme)
    elsewhere = StatementFactory()

    for statement in (quotable, of_a_form, elsewhere):
        response = evaluator_client.post(
            url(name, statement), {"text": "x", "seen": ""}
        )
        assert response.status_code == 404
    assert not Paraphrase.objects.exists()


@pytest.mark.parametrize("name", ["paraphrase", "undo-paraphrase"])
def test_only_evaluators_write(client, stranger_client, reader_client, theme, name):
    address = url(name, say(theme))

    assert client.post(address).status_code == 302
    for visitor in (stranger_client, reader_client):
        assert visitor.post(address, {"text": "x", "seen": ""}).status_code == 403
    assert not Paraphrase.objects.exists()


def test_methods(evaluator_client, theme):
    statement = say(theme)

    assert evaluator_client.get(url("undo-paraphrase", statement)).status_code == 405
    assert evaluator_client.delete(url("paraphrase", statement)).status_code == 405
