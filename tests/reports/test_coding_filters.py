import pytest

from ilmkreis_integration.models import Kind, Source
from reports.forms.coding_filters import CodedFilterForm, DeskFilterForm
from reports.models import Theme
from reports.queries import coded, to_code
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    DismissalFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def field():
    return ActionFieldFactory(slug="wohnen", position=1)


@pytest.fixture
def other(field):
    return ActionFieldFactory(process=field.process, slug="sprache", position=2)


def desk_filter(field, wanted):
    return DeskFilterForm(wanted, action_fields=field.process.action_fields.all())


def coded_filter(field, wanted):
    return CodedFilterForm(
        wanted,
        action_fields=field.process.action_fields.all(),
        themes=Theme.objects.in_process(field.process),
    )


def waiting(field, **wanted):
    found = desk_filter(field, wanted).narrow(to_code(field.process))
    return [contribution.code for contribution in found]


def done(field, **wanted):
    found = coded_filter(field, wanted).narrow(coded(field.process))
    return [contribution.code for contribution in found]


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        pytest.param({}, ["F-1", "W-1", "M-1"], id="everything"),
        pytest.param({"quelle": "worldcafe"}, ["W-1"], id="channel"),
        pytest.param({"feld": "wohnen"}, ["M-1"], id="field of the origin"),
        pytest.param({"art": "problem"}, ["F-1"], id="kind of the origin"),
        pytest.param({"suche": "busse"}, ["W-1"], id="a word"),
        pytest.param({"suche": "öffnung"}, ["M-1"], id="umlaut in the other case"),
        pytest.param({"suche": "tea"}, ["F-1"], id="a word of the original"),
        pytest.param({"suche": "tee"}, ["F-1"], id="a word of the translation"),
        pytest.param({"suche": "m-1"}, ["M-1"], id="a code"),
        pytest.param({"suche": "Busse", "quelle": "questionnaire"}, [], id="both"),
        pytest.param(
            {"quelle": "fax", "feld": "x"}, ["F-1", "W-1", "M-1"], id="unknown"
        ),
    ],
)
def test_the_desk_can_be_narrowed(field, wanted, codes):
    process = field.process
    ContributionFactory(
        process=process,
        code="F-1",
        text="More tea",
        translation="Mehr Tee",
        kind=Kind.PROBLEM,
    )
    ContributionFactory(
        process=process, code="W-1", source=Source.WORLD_CAFE, text="Mehr Busse"
    )
    ContributionFactory(
        action_field=field, code="M-1", source=Source.STAFF_SURVEY, text="Öffnung"
    )

    assert waiting(field, **wanted) == codes


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        pytest.param({}, ["A", "B", "C"], id="everything"),
        pytest.param({"feld": "wohnen"}, ["A"], id="field"),
        pytest.param({"feld": "sprache"}, ["A", "B"], id="field of two"),
        pytest.param({"art": "need"}, ["A", "B"], id="kind"),
        pytest.param({"art": "keine"}, ["C"], id="dismissed"),
        pytest.param({"thema": "ohne"}, ["A"], id="without theme"),
        pytest.param({"feld": "wohnen", "art": "problem"}, ["A"], id="one statement"),
        pytest.param({"feld": "wohnen", "art": "need"}, [], id="two statements"),
        pytest.param({"thema": "123456"}, ["A", "B", "C"], id="unknown theme"),
    ],
)
def test_what_is_coded_can_be_narrowed_by_its_coding(field, other, wanted, codes):
    split = ContributionFactory(process=field.process, code="A", action_field=other)
    StatementFactory(
        contribution=split, end=5, kind=Kind.PROBLEM, action_fields=[field]
    )
    StatementFactory(
        contribution=split, start=5, number=1, kind=Kind.NEED, action_fields=[other]
    )
    StatementFactory(
        theme=ThemeFactory(action_field=other), contribution__code="B", kind=Kind.NEED
    )
    DismissalFactory(contribution__process=field.process, contribution__code="C")

    assert done(field, **wanted) == codes


def test_what_is_coded_can_be_narrowed_to_a_theme(field):
    theme = ThemeFactory(action_field=field)
    statement = StatementFactory(theme=theme)
    StatementFactory(theme=ThemeFactory(action_field=field))

    assert done(field, thema=str(theme.pk)) == [statement.contribution.code]


def test_themes_are_offered_by_field(field, other):
    busse = ThemeFactory(action_field=other, title="Busse")
    mieten = ThemeFactory(action_field=field, title="Mieten")
    ThemeFactory()

    choices = coded_filter(field, {}).fields["thema"].choices

    assert choices[2:] == [
        (field.title, [(str(mieten.pk), "Mieten")]),
        (other.title, [(str(busse.pk), "Busse")]),
    ]


@pytest.mark.parametrize(
    ("wanted", "is_narrowing"),
    [
        ({}, False),
        ({"quelle": "", "suche": " "}, False),
        ({"quelle": "fax"}, False),
        ({"suche": "Bus"}, True),
    ],
)
def test_is_narrowing(field, wanted, is_narrowing):
    assert desk_filter(field, wanted).is_narrowing is is_narrowing
