import pytest

from ilmkreis_integration.models import Kind
from reports.forms.coding import KIND_KEYS, CodingForm, PartForm, SplitForm
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    ProcessFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

TEXT = "Die Busse fahren selten. Der Kurs ist gut."
FIRST, SECOND = (0, 24), (25, 42)


@pytest.fixture
def field():
    return ActionFieldFactory(position=1)


@pytest.fixture
def other(field):
    return ActionFieldFactory(process=field.process, position=2)


@pytest.fixture
def contribution(field):
    return ContributionFactory(process=field.process, text=TEXT)


def form_for(contribution, sent=None, form_class=CodingForm, **more):
    fields = contribution.process.action_fields.all()
    return form_class(sent, contribution=contribution, action_fields=fields, **more)


def checked(choices):
    return [choice.value for choice in choices if choice.is_checked]


# --- A contribution as a whole


def test_nothing_is_chosen_where_the_origin_fixed_nothing(contribution):
    form = form_for(contribution)

    assert checked(form.field_choices) == []
    assert checked(form.kind_choices) == []


def test_what_the_origin_fixed_is_chosen(field, other):
    form = form_for(ContributionFactory(action_field=other, kind=Kind.PROBLEM))

    assert checked(form.field_choices) == [str(other.pk)]
    assert checked(form.kind_choices) == ["problem"]


def test_what_was_sent_stays_chosen(contribution, field, other):
    sent = {"action_fields": [field.pk, other.pk], "kind": "need", "theme": "x" * 121}
    form = form_for(contribution, sent)

    assert not form.is_valid()
    assert checked(form.field_choices) == [str(field.pk), str(other.pk)]
    assert checked(form.kind_choices) == ["need"]


def test_a_coding_comes_out(contribution, field, other):
    form = form_for(
        contribution,
        {
            "action_fields": [other.pk, field.pk],
            "kind": "strength",
            "theme": "  Busse \n und   Bahnen ",
            "is_grave": "on",
        },
    )

    assert form.is_valid()
    part = form.coded()
    assert (part.span.start, part.span.end) == (0, 42)
    assert part.span.kind == Kind.STRENGTH
    assert part.span.action_fields == (other, field)
    assert part.span.is_grave
    assert part.theme_title == "Busse und Bahnen"


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        pytest.param({}, ["action_fields", "kind"], id="nothing"),
        pytest.param({"kind": "need"}, ["action_fields"], id="no field"),
        pytest.param({"action_fields": "FIELD"}, ["kind"], id="no kind"),
        pytest.param({"action_fields": "FIELD", "kind": "x"}, ["kind"], id="kind"),
        pytest.param(
            {"action_fields": ["999"], "kind": "need"}, ["action_fields"], id="foreign"
        ),
        pytest.param(
            {"action_fields": "FIELD", "kind": "need", "theme": "x" * 121},
            ["theme"],
            id="long theme",
        ),
    ],
)
def test_incomplete_codings_are_refused(contribution, field, sent, wrong):
    sent = {
        name: [str(field.pk)] if value == "FIELD" else value
        for name, value in sent.items()
    }

    assert list(form_for(contribution, sent).errors) == wrong


def test_keys_are_the_numbers_of_the_fields_as_far_as_they_go():
    process = ProcessFactory()
    for position in range(11):
        ActionFieldFactory(process=process, position=position)
    choices = form_for(ContributionFactory(process=process)).field_choices

    assert [choice.key for choice in choices] == [*"123456789", "", ""]


def test_no_two_keys_are_the_same_and_none_is_taken():
    keys = [KIND_KEYS[kind] for kind in Kind]

    # Next and previous entry, theme, grave, split, dismiss, undo, help.
    assert not set(keys) & set("jktgsxu?")
    assert len(set(keys)) == len(Kind)


# --- A part


def test_a_part_without_coding_starts_from_the_origin(field):
    contribution = ContributionFactory(action_field=field, kind=Kind.NEED, text=TEXT)
    form = form_for(contribution, form_class=PartForm, span=SECOND)

    assert form.text == "Der Kurs ist gut."
    assert checked(form.field_choices) == [str(field.pk)]
    assert not form["leave_out"].value()


def test_a_part_starts_from_the_statement_that_it_overlaps(contribution, field):
    StatementFactory(
        contribution=contribution,
        end=24,
        kind=Kind.PROBLEM,
        theme=ThemeFactory(action_field=field, title="Takt"),
        is_grave=True,
    )
    first = form_for(contribution, form_class=PartForm, span=FIRST)
    second = form_for(contribution, form_class=PartForm, span=SECOND)

    assert first.initial == {
        "action_fields": [field.pk],
        "kind": Kind.PROBLEM,
        "theme": "Takt",
        "is_grave": True,
    }
    assert second.initial == {"leave_out": True}


def test_a_part_that_is_left_out_needs_neither_field_nor_kind(contribution):
    left_out = form_for(contribution, {"leave_out": "on"}, form_class=PartForm)
    kept = form_for(contribution, {}, form_class=PartForm)

    assert left_out.is_valid()
    assert left_out.is_left_out
    assert list(kept.errors) == ["action_fields", "kind"]


# --- Splitting


def split_form(marked, most_parts=3):
    return SplitForm({"marked": marked}, text=TEXT, most_parts=most_parts)


def test_cuts_come_out():
    form = split_form("Die Busse | fahren selten. | Der Kurs ist gut.")

    assert form.is_valid()
    assert form.cleaned_data["marked"] == [10, 25]


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        pytest.param(
            "Die Busse fahren oft. Der Kurs ist gut.",
            "Der Wortlaut muss bleiben, wie er ist. Er weicht hier ab: "
            "„selten. Der Kurs ist gut.“",
            id="altered",
        ),
        pytest.param(
            f"{TEXT} Danke.",
            "Der Wortlaut muss bleiben, wie er ist. Er weicht hier ab: „am Ende“",
            id="lengthened",
        ),
        pytest.param(
            "Die | Busse | fahren | selten. Der Kurs ist gut.",
            "Bitte nicht mehr als 3 Teile.",
            id="too many",
        ),
        pytest.param("", "Der Wortlaut muss bleiben, wie er ist.", id="empty"),
    ],
)
def test_what_cannot_be_split_is_explained(marked, message):
    assert split_form(marked).errors["marked"] == [message]
