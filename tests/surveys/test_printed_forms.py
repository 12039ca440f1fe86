"""Paper forms: what stands on them, in which language, and that they are accessible."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings

from ilmkreis_integration.content.loading import load_process
from ilmkreis_integration.printing.fonts import printable
from ilmkreis_integration.qr_codes import qr_data_uri
from surveys.definition import mark_changed
from surveys.languages import GERMAN, LANGUAGES, language_called
from surveys.models import Edition, Questionnaire, Response, Translation
from surveys.printed_forms import PaperForm
from surveys.sheet_marks import SheetMark
from surveys.translation_files import load_translations, read_translations
from surveys.views.paper import _FORMS
from surveys.wording import PRINTED_TEXTS
from tests.factories import ChannelFactory, QuestionFactory, TranslationFactory
from tests.pdf import check_pdf, fonts_of, languages_of, page_texts

pytestmark = pytest.mark.django_db

ILM_KREIS = Path(settings.BASE_DIR) / "ilmkreis_integration/content/ilm-kreis.toml"
SINGLE, GROUP = Response.Form.SINGLE, Response.Form.GROUP
ENGLISH, ARABIC = language_called("en"), language_called("ar")


@pytest.fixture
def questionnaire(questionnaire):
    """With every text that a form has, and the help that comes with the software."""
    load_translations()
    questionnaire.editions.update(
        introduction="Guten Tag!\nSie leben hier.", privacy_note="Ohne Namen."
    )
    return changed(questionnaire)


@pytest.fixture
def channel(questionnaire):
    return ChannelFactory(
        questionnaire=questionnaire, name="Volkshochschule", place="Arnstadt", batch="A"
    )


def changed(questionnaire):
    """The questionnaire after its questions or their help were changed."""
    mark_changed(questionnaire)
    questionnaire.refresh_from_db()
    return questionnaire


def paper(channel, form=SINGLE, language=GERMAN):
    return PaperForm(form, channel.questionnaire, language, channel)


def without_channel(questionnaire, language=GERMAN):
    return PaperForm(SINGLE, questionnaire, language, None)


def words(form):
    """What stands on a form, without how it looks."""
    body = form.html().partition("<body>")[2]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", body).split()))


def in_order(text, *parts):
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


# --- Content


def test_single_form_has_the_texts_of_the_screen_in_their_order(channel):
    edition = channel.questionnaire.editions.get()
    good, hard = edition.questions.all()

    in_order(
        words(paper(channel)),
        channel.questionnaire.title,
        "Für 1 Person",
        "Guten Tag! Sie leben hier.",
        "Gut zu wissen Ohne Namen.",
        "Mitmachen ist freiwillig. Sie können jede Frage leer lassen.",
        f"{edition.attributes.get().text} Machen Sie bitte 1 Kreuz. jung alt Sag ich",
        good.text,
        hard.text,
        "Nehmen Sie noch ein Blatt Papier.",
        "Sind Sie fertig? Legen Sie den Bogen in einen Umschlag.",
        "Geben Sie den Umschlag hier ab: Volkshochschule, Arnstadt",
        "Danke!",
    )


def test_group_form_counts_and_asks_who_helped(channel):
    attribute = channel.questionnaire.editions.get().attributes.get()

    text = words(paper(channel, GROUP))

    in_order(
        text,
        "Für 2 oder mehr Personen.",
        "Wie viele Personen sind in der Gruppe? Zählen Sie alle mit. Auch Kinder. "
        "Anzahl Das weiß ich nicht genau",
        f"{attribute.text} Schreiben Sie Zahlen. Sie können Felder leer lassen. jung alt",
        "Hat Ihnen jemand geholfen? Machen Sie bitte 1 Kreuz. Nein Ja, Familie",
        "Das möchte ich nicht sagen",
    )
    # Nobody counts those who did not want to say it.
    assert "Sag ich nicht" not in text


@pytest.mark.parametrize(("kind", "form"), [("einzeln", SINGLE), ("gruppe", GROUP)])
def test_paper_asks_in_the_order_in_which_it_is_typed_in(channel, kind, form):
    sheet = paper(channel, form)
    mask = _FORMS[kind](definition=sheet.definition)

    assert [step.key for step in sheet.steps] == mask.steps[:-1]


def test_help_stands_beside_each_text(channel):
    html = paper(channel, language=ARABIC).html()

    arabic = read_translations("ar")
    for german in ("Gut zu wissen", "Machen Sie bitte 1 Kreuz.", "Danke!"):
        help_text = f'<span class="help" lang="ar" dir="rtl">{arabic[german]}</span>'
        assert german + help_text in html


def test_text_without_help_stands_alone(channel):
    Translation.objects.filter(german="Danke!").delete()
    changed(channel.questionnaire)

    text = words(paper(channel, language=ENGLISH))

    assert "Sind Sie fertig? Have you finished?" in text
    assert text.endswith("Danke!")


def test_form_without_channel_goes_back_to_where_it_came_from(questionnaire):
    text = words(without_channel(questionnaire))

    assert "dort ab, wo Sie den Bogen bekommen haben" in text
    assert "hier ab:" not in text


def test_edition_handed_out_is_printed_and_not_the_draft(questionnaire):
    draft = Edition.objects.create(questionnaire=questionnaire, number=2)
    QuestionFactory(edition=draft, text="Nur im Entwurf?")

    text = words(without_channel(changed(questionnaire)))

    assert "Fassung 1" in text
    assert "Nur im Entwurf?" not in text


def test_example_says_so(questionnaire):
    assert "Beispiel" not in words(without_channel(questionnaire))

    questionnaire.process.is_example = True

    assert "Beispiel, nicht ausgeben" in words(without_channel(questionnaire))


def test_own_words_cannot_become_markup(questionnaire):
    question = questionnaire.editions.get().questions.first()
    TranslationFactory(german=question.text, language="en", text="<b>Good?</b> & more")

    html = without_channel(changed(questionnaire), ENGLISH).html()

    assert "&lt;b&gt;Good?&lt;/b&gt; &amp; more" in html


# --- Print


@pytest.mark.parametrize("form", [SINGLE, GROUP])
@pytest.mark.parametrize(
    ("code", "fonts"),
    [
        ("de", set()),
        ("ar", {"Noto-Sans-Arabic-Print"}),
        ("ti", {"Noto-Sans-Ethiopic-Print"}),
        ("uk", set()),
    ],
)
def test_form_is_accessible_and_marks_its_languages(
    tmp_path, channel, form, code, fonts
):
    path = tmp_path / "bogen.pdf"
    pdf = paper(channel, form, language_called(code)).pdf()
    path.write_bytes(pdf)

    text = check_pdf(path)

    assert "Sind Sie fertig?" in text
    assert set(languages_of(pdf)) == {code} - {"de"}
    assert fonts_of(pdf) == {"Fira-Sans", "Fira-Sans-Semi-Bold", *fonts}


def test_every_page_tells_where_it_belongs(channel):
    pages = page_texts(paper(channel, language=ENGLISH).pdf())

    assert len(pages) == 3
    for number, text in enumerate(pages, start=1):
        assert "Bogennummer" in text
        assert "Einzelfragebogen · Fassung 1 · Deutsch und Englisch" in text
        assert "Volkshochschule · Stapel A" in text
        assert f"Seite {number} von 3" in text


def test_a_question_is_not_torn_from_its_answers(channel):
    questionnaire = channel.questionnaire
    for _number in range(5):
        QuestionFactory(edition=questionnaire.editions.get())
    changed(questionnaire)
    sheet = paper(channel)

    pages = page_texts(sheet.pdf())

    [page] = [text for text in pages if sheet.steps[0].title in text]
    assert "jung" in page
    assert "Sag ich nicht" in page
    asked = [sum(step.title in text for step in sheet.steps) for text in pages]
    assert asked == [0, 3, 2, 2, 1]
    assert len(pages) <= sheet.most_pages


@pytest.mark.parametrize("code", ["de", "fr", "ar"])  # the longest, and the tallest
def test_single_form_of_the_ilm_kreis_takes_two_sheets(code):
    load_process(ILM_KREIS, starts_on=date(2026, 3, 2))
    questionnaire = Questionnaire.objects.get()

    pages = page_texts(without_channel(questionnaire, language_called(code)).pdf())

    # Who we are; about yourself; two questions; one question and where to hand it in.
    assert len(pages) == 4
    assert "Gut zu wissen" in pages[0]
    assert "Was ist Ihr Geschlecht?" in pages[1]
    assert "mehr als 6 Jahre" in pages[1]
    assert "Was ist schwer für Sie?" in pages[2]
    assert "Sind Sie fertig?" in pages[3]


# --- The mark


def test_mark_names_instrument_edition_channel_batch_form_and_page(channel):
    channel.batch = "März/2"
    edition = channel.questionnaire.editions.get()
    slug = channel.questionnaire.slug

    mark = SheetMark(edition, GROUP, channel)

    assert mark.text(3) == f"bogen/{slug}/1/{channel.code}/M%C3%A4rz%2F2/group/3"
    assert SheetMark(edition, SINGLE, None).text(1) == f"bogen/{slug}/1///single/1"


def test_each_page_has_its_own_code(channel):
    mark = SheetMark(channel.questionnaire.editions.get(), SINGLE, channel)

    rules = mark.rules(4)

    assert len(rules) == 4
    picture = qr_data_uri(mark.text(3), millimetres=0.42)
    assert (
        rules[2] == f'@page :nth(3) {{ @bottom-left {{ content: url("{picture}"); }} }}'
    )


# --- Translations


@pytest.mark.parametrize("code", LANGUAGES)
def test_our_fonts_have_every_letter_of_the_help(code):
    lost = [
        text for text in read_translations(code).values() if printable(text) != text
    ]

    assert lost == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_stands_on_paper_only_has_help_in_every_language(code):
    printed = {text for texts in PRINTED_TEXTS.values() for text in texts}

    assert printed - read_translations(code).keys() == set()
