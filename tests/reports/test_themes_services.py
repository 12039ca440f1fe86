import pytest

from reports.models import Theme
from reports.services.themes import (
    ThemeInUseError,
    ThemesApartError,
    delete_theme,
    merge_themes,
    theme_called,
)
from tests.factories import (
    ActionFieldFactory,
    GoalFactory,
    MeasureFactory,
    PrincipleFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def test_theme_called_finds_the_theme_in_capitals_or_not():
    theme = ThemeFactory(title="Öffnungszeiten der Ämter")

    found = theme_called("öffnungszeiten der ämter", action_fields=[theme.action_field])

    assert found == theme
    assert Theme.objects.count() == 1


def test_theme_called_prefers_the_first_field():
    in_first, in_second = ThemeFactory(title="Busse"), ThemeFactory(title="Busse")

    found = theme_called(
        "Busse", action_fields=[in_second.action_field, in_first.action_field]
    )

    assert found == in_second


def test_theme_called_makes_a_new_theme_in_the_first_field():
    first, second = ActionFieldFactory(), ActionFieldFactory()
    ThemeFactory(title="Busse")

    theme = theme_called("Busse", action_fields=[first, second])

    assert (theme.action_field, theme.title) == (first, "Busse")
    assert Theme.objects.count() == 2


def test_merge_themes_moves_statements_and_evidence():
    into = ThemeFactory()
    theme = ThemeFactory(action_field=into.action_field)
    statement = StatementFactory(theme=theme)
    resting = [
        PrincipleFactory(themes=[theme]),
        GoalFactory(themes=[theme, into]),
        MeasureFactory(themes=[theme]),
    ]

    merge_themes(theme, into=into)

    statement.refresh_from_db()
    assert statement.theme == into
    assert [list(row.themes.all()) for row in resting] == [[into]] * 3
    assert list(Theme.objects.all()) == [into]


def test_merge_themes_stays_in_one_field():
    theme, elsewhere = ThemeFactory(), ThemeFactory()

    for into in (elsewhere, theme):
        with pytest.raises(ThemesApartError):
            merge_themes(theme, into=into)

    assert Theme.objects.count() == 2


def test_delete_theme_deletes_what_nothing_refers_to():
    theme = ThemeFactory()

    delete_theme(theme)

    assert Theme.objects.count() == 0


@pytest.mark.parametrize(
    "refer",
    [
        pytest.param(lambda theme: StatementFactory(theme=theme), id="statement"),
        pytest.param(lambda theme: PrincipleFactory(themes=[theme]), id="principle"),
        pytest.param(lambda theme: GoalFactory(themes=[theme]), id="goal"),
        pytest.param(lambda theme: MeasureFactory(themes=[theme]), id="measure"),
    ],
)
def test_delete_theme_keeps_what_is_used(refer):
    theme = ThemeFactory()
    refer(theme)

    with pytest.raises(ThemeInUseError):
        delete_theme(theme)

    assert Theme.objects.get() == theme
