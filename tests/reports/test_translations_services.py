import pytest

from ilmkreis_integration.models import Contribution, ContributionTranslation
from reports.queries import TranslationCounts, count_translations
from reports.services.translations import (
    Entry,
    Snapshot,
    TranslatedMeanwhileError,
    restore,
    snapshot_of,
    translate,
    translation_state,
)
from reports.translations import label_of, translation_label
from tests.factories import (
    SOME_DAY,
    ContributionFactory,
    ContributionTranslationFactory,
    ProcessFactory,
)

pytestmark = pytest.mark.django_db

Kind = ContributionTranslation.Kind
TEXT = "Я шукаю квартиру"


@pytest.fixture
def contribution():
    return ContributionFactory(language="uk", text=TEXT)


@pytest.fixture
def checked(contribution):
    """Its translation, checked by somebody."""
    return ContributionTranslationFactory(
        contribution=contribution,
        text="Ich suche.",
        translated_by="olena",
        checked_by="Olena K.",
        checked_on=SOME_DAY,
    )


def stored():
    """Who translated and who checked what is stored."""
    row = ContributionTranslation.objects.get()
    return row.text, row.kind, row.translated_by, row.checked_by, row.checked_on


@pytest.mark.parametrize("kind", Kind.values)
def test_a_translation_has_an_author_and_is_unchecked(contribution, evaluator, kind):
    translate(contribution, Entry("uk", "Ich suche.", kind), by=evaluator)

    assert stored() == ("Ich suche.", kind, "auswertung", "", None)
    assert Contribution.objects.get().text == TEXT


def test_whoever_translates_may_say_who_checked(
    contribution, evaluator, django_assert_num_queries
):
    entry = Entry("uk", "Ich suche.", checked_by="Olena K.")
    with django_assert_num_queries(5):
        translate(contribution, entry, by=evaluator)

    row = ContributionTranslation.objects.get()
    assert (row.checked_by, row.is_checked) == ("Olena K.", True)


def test_checking_leaves_the_author(contribution, checked, evaluator):
    entry = Entry("uk", "Ich suche.", checked_by="Dmytro")
    translate(contribution, entry, by=evaluator)

    assert stored()[2:4] == ("olena", "Dmytro")
    assert stored()[4] > SOME_DAY


def test_storing_it_again_leaves_the_check(contribution, checked, evaluator):
    translate(contribution, Entry("uk", "Ich suche."), by=evaluator)

    assert stored() == ("Ich suche.", "person", "olena", "Olena K.", SOME_DAY)


@pytest.mark.parametrize(
    "entry",
    [Entry("uk", "Ich suche was."), Entry("uk", "Ich suche.", Kind.MACHINE)],
)
def test_a_correction_is_unchecked_and_has_its_own_author(
    contribution, checked, evaluator, entry
):
    translate(contribution, entry, by=evaluator)

    assert stored() == (entry.text, entry.kind, "auswertung", "", None)


def test_a_check_can_be_withdrawn(contribution, checked, evaluator):
    entry = Entry("uk", "Ich suche.", withdraws_check=True)
    translate(contribution, entry, by=evaluator)

    assert stored() == ("Ich suche.", "person", "olena", "", None)


@pytest.mark.parametrize(
    ("entry", "language"), [(Entry("uk", ""), "uk"), (Entry("de", ""), "de")]
)
def test_a_translation_can_be_removed(
    contribution, checked, evaluator, entry, language
):
    translate(contribution, entry, by=evaluator)

    assert not ContributionTranslation.objects.exists()
    left = Contribution.objects.get()
    assert (left.text, left.language) == (TEXT, language)


def test_a_wrong_language_is_corrected_without_touching_the_wording(
    contribution, evaluator
):
    translate(contribution, Entry("ru", "Ich suche."), by=evaluator)

    left = Contribution.objects.get()
    assert (left.text, left.language) == (TEXT, "ru")
    assert left.translation.text == "Ich suche."


def test_the_second_of_two_translators_is_told(contribution, evaluator):
    seen = translation_state(contribution)
    translate(contribution, Entry("uk", "Ich suche."), by=evaluator, seen=seen)

    with pytest.raises(TranslatedMeanwhileError):
        translate(contribution, Entry("uk", "Suche."), by=evaluator, seen=seen)

    assert stored()[0] == "Ich suche."


def test_every_change_changes_the_state(contribution, evaluator):
    states = [translation_state(contribution)]
    for entry in (
        Entry("uk", "Ich suche."),
        Entry("uk", "Ich suche.", Kind.MACHINE),
        Entry("uk", "Ich suche.", Kind.MACHINE, checked_by="Olena"),
        Entry("ru", "Ich suche.", Kind.MACHINE),
    ):
        translate(contribution, entry, by=evaluator)
        states.append(translation_state(Contribution.objects.get()))

    assert len(set(states)) == 5


def test_every_change_can_be_undone_to_the_letter(contribution, checked, evaluator):
    before = snapshot_of(contribution)
    for entry in (
        Entry("ru", "Ich suche was.", Kind.MACHINE),
        Entry("uk", ""),
        Entry("de", ""),
    ):
        translate(contribution, entry, by=evaluator)
        state = translation_state(Contribution.objects.get())
        restore(contribution, before, seen=state)

        assert stored() == ("Ich suche.", "person", "olena", "Olena K.", SOME_DAY)
        assert Contribution.objects.get().language == "uk"


def test_undoing_the_first_translation_leaves_none(contribution, evaluator):
    before = snapshot_of(contribution)
    translate(contribution, Entry("uk", "Ich suche."), by=evaluator)

    restore(contribution, before, seen=translation_state(Contribution.objects.get()))

    assert not ContributionTranslation.objects.exists()


def test_what_others_changed_since_is_not_undone(contribution, checked, evaluator):
    seen = translation_state(contribution)
    translate(contribution, Entry("uk", "Neu"), by=evaluator)

    with pytest.raises(TranslatedMeanwhileError):
        restore(contribution, Snapshot("uk"), seen=seen)

    assert stored()[0] == "Neu"


# --- Labels and counts


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ({}, "Übersetzung aus dem Ukrainischen, ungeprüft"),
        ({"is_checked": True}, "Übersetzung aus dem Ukrainischen"),
        (
            {"kind": "machine", "language": "ti"},
            "Maschinelle Übersetzung aus dem Tigrinya, ungeprüft",
        ),
        (
            {"is_of_more": True, "is_checked": True, "language": "fa"},
            "Übersetzung des ganzen Beitrags aus dem Persischen",
        ),
    ],
)
def test_labels_say_what_it_is_and_how_far_to_trust_it(given, label):
    usual = {"kind": "person", "language": "uk", "is_checked": False}

    assert translation_label(**(usual | given)) == label


def test_what_has_no_translation_has_no_label(contribution):
    assert label_of(contribution) == ""


def test_counts_of_translations(django_assert_num_queries):
    process = ProcessFactory()
    ContributionFactory(process=process)
    ContributionFactory(process=process, language="uk")
    ContributionFactory(process=process, language="uk", for_concept=False)
    ContributionFactory(process=process, language="tr", translation="Tee")
    checked = {"translation__checked_by": "Ay", "translation__checked_on": SOME_DAY}
    ContributionFactory(process=process, language="tr", translation="Ja", **checked)
    ContributionFactory(language="ar")

    with django_assert_num_queries(1):
        counts = count_translations(process)

    assert counts == TranslationCounts(foreign=3, missing=1, unchecked=1)
