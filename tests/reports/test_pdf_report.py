"""The printed report: what stands in it, and that it is valid and accessible."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from ilmkreis_integration.models import Kind, Source
from reports.document import assemble_report
from reports.pdf import render_pdf, report_html
from reports.templatetags.printing import shown
from tests.factories import (
    ActionFieldFactory,
    CommentFactory,
    ContributionFactory,
    ExtensionFactory,
    GoalFactory,
    MeasureFactory,
    NoteFactory,
    PrincipleFactory,
    ProcessFactory,
    ReachReviewFactory,
    ResponseFactory,
    StatementFactory,
    ThemeFactory,
)
from tests.pdf import check_pdf, fonts_of, languages_of, text_of

AS_OF = date(2026, 11, 24)
ARABIC = "أريد أن أتعلم اللغة الألمانية"
TIGRINYA = "ስራሕ ክረክብ ደልየ ኣለኹ።"
UKRAINIAN = "Я хочу працювати за професією."


def saved(tmp_path, pdf):
    path = tmp_path / "bericht.pdf"
    path.write_bytes(pdf)
    return path


def quote(theme, code, text, **contribution):
    return StatementFactory(
        theme=theme,
        contribution=ContributionFactory(
            process=theme.action_field.process, code=code, text=text, **contribution
        ),
    )


@pytest.fixture
def process(db):
    return ProcessFactory(
        title="Integrationskonzept für den Ilm-Kreis",
        mission="Der Kreistag hat den Auftrag erteilt.",
        is_current=True,
        is_example=True,
    )


@pytest.fixture
def full_process(process):
    """One of everything, with quotes in four scripts."""
    field = ActionFieldFactory(process=process, position=2, title="Sprache und Bildung")
    theme = ThemeFactory(
        action_field=field,
        title="Sprachkurse",
        handling="partly",
        handling_reason="Über die Zahl der Kurse entscheidet der Bund.",
    )
    german = quote(theme, "F-0001-1", "Wir brauchen Kurse am Abend.")
    # Where few speak, one of them is quoted: a theme for each script.
    for code, language, text in (
        ("F-0002-1", "ar", ARABIC),
        ("F-0003-1", "ti", TIGRINYA),
        ("F-0004-1", "uk", UKRAINIAN),
    ):
        other = ThemeFactory(action_field=field)
        quote(other, code, text, language=language, translation="Ich will lernen.")
    comment = CommentFactory(
        focus_area__topic__survey__process=process,
        focus_area__action_field=field,
        contribution__code="M-0088",
        contribution__text="Im Sachgebiet fehlt Personal.",
    )
    staff = StatementFactory(theme=theme, contribution=comment.contribution)
    note = NoteFactory(
        sitting__table__cafe__process=process,
        sitting__table__cafe__state="closed",
        sitting__table__action_field=field,
        contribution__code="W1-T1-R1-01",
        contribution__text="Das Sprachcafé läuft gut.",
        contribution__kind=Kind.STRENGTH,
    )
    StatementFactory(theme=theme, contribution=note.contribution, is_grave=True)
    ReachReviewFactory(after_stage__process=process)
    ExtensionFactory(questionnaire__process=process, reason="Herbstferien")
    PrincipleFactory(
        process=process, text="Wir lernen voneinander.", statements=[german, staff]
    )
    goal = GoalFactory(
        action_field=field, position=1, title="Deutsch lernen", themes=[theme]
    )
    MeasureFactory(
        goal=goal,
        position=1,
        title="Abendkurse mit Kinderbetreuung",
        statements=[german],
        is_published=True,
    )
    MeasureFactory(
        goal=goal, position=2, title="Kursbörse", justification="Pflichtaufgabe."
    )
    return process


@pytest.fixture
def pdf(full_process):
    return render_pdf(assemble_report(full_process, as_of=AS_OF))


def test_report_is_valid_and_tells_the_whole_chain(tmp_path, pdf):
    text = " ".join(check_pdf(saved(tmp_path, pdf)).split())

    for part in (
        "Integrationskonzept für den Ilm-Kreis",
        "Stand: 24. November 2026",
        "Entwurf",
        "Handlungsfeld 2: Sprache und Bildung",
        "Wir brauchen Kurse am Abend.",
        "Wir lernen voneinander.",
        "Ziel 2.1: Deutsch lernen",
        "Maßnahme 2.1.1: Abendkurse mit Kinderbetreuung",
        "F-0001-1",
        "W1-T1-R1-01",
        "M-0088",
        "Über die Zahl der Kurse entscheidet der Bund.",
        "Pflichtaufgabe.",
        "Herbstferien",
        "nicht repräsentativ",
    ):
        assert part in text, part


def test_staff_is_never_quoted(pdf):
    assert "fehlt Personal" not in text_of(pdf)


def test_every_page_but_the_first_has_a_number_and_the_example_mark(pdf):
    pages = PdfReader(BytesIO(pdf)).pages

    assert "Beispieldaten" in pages[0].extract_text()
    for number, page in enumerate(pages[1:], start=2):
        text = page.extract_text()
        assert f"Seite {number} von {len(pages)}" in text
        assert "Beispieldaten" in text


def test_real_data_carry_no_example_mark(full_process):
    full_process.is_example = False

    pdf = render_pdf(assemble_report(full_process, as_of=AS_OF))

    assert "Beispieldaten" not in text_of(pdf)


def test_contents_name_the_page_of_each_chapter(pdf):
    reader = PdfReader(BytesIO(pdf))
    pages = [page.extract_text() for page in reader.pages]
    chapter = "4 Leitbild"
    line = next(line for line in pages[1].splitlines() if line.startswith(chapter))
    number = int(line.rsplit(maxsplit=1)[-1].strip("."))

    assert f"{chapter}\n" in pages[number - 1]


def test_foreign_quotes_keep_their_letters(pdf):
    text = text_of(pdf)

    assert TIGRINYA in text
    assert UKRAINIAN in text
    assert fonts_of(pdf) == {
        "Fira-Sans",
        "Fira-Sans-Semi-Bold",
        "Noto-Sans-Arabic-Print",
        "Noto-Sans-Ethiopic-Print",
    }


def test_foreign_quotes_carry_their_language(pdf):
    assert {"ar", "ti", "uk"} <= set(languages_of(pdf))


def test_translated_quotes_stand_beside_the_original_and_say_what_they_are(pdf):
    text = " ".join(text_of(pdf).split())

    assert text.count("Ich will lernen. Übersetzung aus dem") == 3
    assert "Übersetzung aus dem Ukrainischen, ungeprüft" in text
    assert "Übersetzung aus dem Tigrinya, ungeprüft" in text


def test_running_heads_are_artifacts(pdf):
    document = pikepdf.open(BytesIO(pdf))
    artifacts = [
        str(instruction.operands[1].get("/Type"))
        for instruction in pikepdf.parse_content_stream(document.pages[2])
        if str(instruction.operator) == "BDC"
        and str(instruction.operands[0]) == "/Artifact"
    ]

    # Chapter, authority and page number.
    assert artifacts.count("/Pagination") >= 3


def test_empty_process_says_honestly_that_nothing_came(tmp_path, process):
    ActionFieldFactory(process=process, position=1)

    text = check_pdf(saved(tmp_path, render_pdf(assemble_report(process, as_of=AS_OF))))

    assert "noch nichts eingegangen" in text
    assert "Das Leitbild ist noch nicht geschrieben." in text


@pytest.mark.parametrize("count", [1, 3])
def test_report_needs_the_same_number_of_queries(
    process, count, django_assert_num_queries
):
    theme = ThemeFactory(action_field=ActionFieldFactory(process=process))
    for number in range(count):
        statement = quote(theme, f"F-{number:04}-1", "Ein Satz, der lang genug ist.")
        MeasureFactory(
            goal=GoalFactory(action_field=theme.action_field),
            themes=[theme],
            statements=[statement],
        )
        PrincipleFactory(process=process, statements=[statement])
        ResponseFactory(channel__questionnaire__process=process)

    with django_assert_num_queries(33):
        assemble_report(process, as_of=AS_OF)


# --- Content


def html_of(process):
    return " ".join(report_html(assemble_report(process, as_of=AS_OF)).split())


@pytest.mark.parametrize(
    ("goals", "measures", "sentence"),
    [
        (1, 1, "Der Katalog enthält 1 Ziel und 1 Maßnahme."),
        (1, 2, "Der Katalog enthält 1 Ziel und 2 Maßnahmen."),
        (2, 1, "Der Katalog enthält 2 Ziele und 1 Maßnahme."),
    ],
)
def test_one_and_many_are_told_apart(process, goals, measures, sentence):
    field = ActionFieldFactory(process=process)
    ContributionFactory(process=process)
    items = [GoalFactory(action_field=field) for _ in range(goals)]
    for _ in range(measures):
        MeasureFactory(goal=items[0])

    html = html_of(process)

    assert sentence in html
    assert f'">{"Ziel" if goals == 1 else "Ziele"}</th>' in html
    assert f'">{"Maßnahme" if measures == 1 else "Maßnahmen"}</th>' in html


def test_numbers_are_written_in_german():
    assert [shown(number) for number in (None, 0, 7, 1234)] == ["–", "–", "7", "1.234"]


def test_contradiction_names_all_and_quotes_two_of_different_columns(process):
    field = ActionFieldFactory(process=process)
    theme = ThemeFactory(action_field=field)
    long = "Ein Satz, der lang genug ist zum Zitieren."
    for code, kind, source in (
        ("F-0001-1", Kind.PROBLEM, Source.QUESTIONNAIRE),
        ("F-0002-1", Kind.STRENGTH, Source.QUESTIONNAIRE),
        ("M-0001", Kind.STRENGTH, Source.STAFF_SURVEY),
    ):
        contribution = ContributionFactory(
            action_field=field, code=code, source=source, text=long
        )
        StatementFactory(contribution=contribution, theme=theme, kind=kind)

    [chapter] = assemble_report(process, as_of=AS_OF).fields

    [found] = chapter.contradictions
    assert [column.title for column in found.strengths.columns] == [
        "Zugewanderte",
        "Mitarbeitende",
    ]
    assert [quote.code for quote in found.problems.quotes] == ["F-0001-1"]
    assert found.strengths.quotes == ()
    assert "ohne Zitat" in html_of(process)


def test_theme_of_which_only_the_staff_speak_says_so(process):
    theme = ThemeFactory(action_field=ActionFieldFactory(process=process))
    quote(theme, "M-0001", "Es fehlt Personal.", source=Source.STAFF_SURVEY)

    html = html_of(process)

    assert "Davon sprechen nur Mitarbeitende" in html
    assert "Es fehlt Personal." not in html


def test_what_is_empty_takes_no_page_of_its_own(process):
    full, _empty = (ActionFieldFactory(process=process) for _ in range(2))
    quote(ThemeFactory(action_field=full), "F-0001-1", "Ein Satz, lang genug.")

    html = html_of(process)

    assert html.count("field--empty") == 1
    # Leitbild and catalogue; a theme is answered, and evidence is quoted.
    assert html.count("chapter--empty") == 2


# --- Printing


def test_texts_cannot_become_markup(process):
    PrincipleFactory(process=process, text="<img src='file:///etc/passwd'> & mehr")

    text = text_of(render_pdf(assemble_report(process, as_of=AS_OF)))

    assert "<img src='file:///etc/passwd'> & mehr" in text


def test_any_script_prints_validly(tmp_path, process):
    PrincipleFactory(process=process, text="漢字 🙏 मदद ไทย \u200d \u202e umgekehrt")

    check_pdf(saved(tmp_path, render_pdf(assemble_report(process, as_of=AS_OF))))


# --- State and sources


def test_draft_until_everything_is_published(full_process):
    assert assemble_report(full_process).is_draft

    full_process.action_fields.get(position=2).goals.get().measures.update(
        is_published=True
    )

    assert not assemble_report(full_process).is_draft


def test_source_of_a_form_names_the_month_only(full_process):
    places = {
        entry.origin.code: entry.origin.place
        for entry in assemble_report(full_process, as_of=AS_OF).index
    }

    assert places["F-0001-1"] == "Fragebogen, März 2026"
    assert places["M-0088"] == Source.STAFF_SURVEY.label
