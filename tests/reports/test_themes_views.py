import pytest
from django.urls import reverse

from reports.models import Theme
from tests.factories import (
    ActionFieldFactory,
    MeasureFactory,
    PrincipleFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def field():
    return ActionFieldFactory(
        process__is_current=True, slug="wohnen", title="Wohnen", position=2
    )


@pytest.fixture
def theme(field):
    return ThemeFactory(action_field=field, title="Mieten")


LIST = reverse("evaluation:themes", args=["wohnen"])
ADD = reverse("evaluation:add-theme", args=["wohnen"])


def url(name, theme):
    return reverse(f"evaluation:{name}", args=[theme.action_field.slug, theme.pk])


def post(client, address, data):
    """Send a form; return the messages of the page that follows, and its address."""
    response = client.post(address, data, follow=True)
    [(address, _status)] = response.redirect_chain
    return [str(message) for message in response.context["messages"]], address


# --- The list


def test_themes_begin_with_the_first_field(evaluator_client, field):
    ActionFieldFactory(process=field.process, slug="sprache", position=1)

    response = evaluator_client.get(reverse("evaluation:theme-overview"))

    assert response.url == reverse("evaluation:themes", args=["sprache"])


def test_themes_of_a_field_are_listed_by_name(evaluator_client, theme, field):
    first = ThemeFactory(action_field=field, title="Ablehnung")
    ThemeFactory(action_field=ActionFieldFactory(process=field.process))

    assert list(evaluator_client.get(LIST).context["themes"]) == [first, theme]


def test_a_field_without_themes_says_how_they_come(evaluator_client, field):
    html = evaluator_client.get(LIST).content.decode()

    assert "Dieses Feld hat noch keine Themen." in html


def test_what_can_be_done_depends_on_the_use(evaluator_client, theme):
    alone = evaluator_client.get(LIST).content.decode()
    other = ThemeFactory(action_field=theme.action_field)
    StatementFactory(theme=theme)
    html = evaluator_client.get(LIST).content.decode()

    assert url("delete-theme", theme) in alone
    assert "Zusammenlegen" not in alone
    assert url("delete-theme", theme) not in html
    assert f'{reverse("evaluation:coded")}?thema={theme.pk}"' in html
    assert url("merge-theme", theme) in html
    assert url("delete-theme", other) in html
    assert f"?thema={other.pk}" not in html


# --- Naming and answering


def test_a_theme_is_added(evaluator_client, field):
    messages, address = post(
        evaluator_client, ADD, {"title": " Miete   und Kaution ", "handling": ""}
    )

    assert (messages, address) == (["Das Thema ist gespeichert."], LIST)
    theme = Theme.objects.get()
    assert (theme.action_field, theme.title) == (field, "Miete und Kaution")


def test_a_theme_is_changed(evaluator_client, theme):
    post(
        evaluator_client,
        url("edit-theme", theme),
        {
            "title": "MIETEN",
            "description": "Preise und Kautionen",
            "handling": "partly",
            "handling_reason": "Kautionen sind Bundesrecht.",
        },
    )

    theme.refresh_from_db()
    assert (theme.title, theme.handling) == ("MIETEN", "partly")
    assert theme.description == "Preise und Kautionen"
    assert theme.handling_reason == "Kautionen sind Bundesrecht."


@pytest.mark.parametrize(
    ("sent", "wrong", "message"),
    [
        pytest.param(
            {"title": ""}, "title", "Dieses Feld ist zwingend erforderlich.", id="none"
        ),
        pytest.param(
            {"title": "mieten"},
            "title",
            "Dieses Thema gibt es in dem Handlungsfeld schon.",
            id="taken, in small letters",
        ),
        pytest.param(
            {"title": "Kautionen", "handling": "rejected", "handling_reason": " "},
            "__all__",
            "Bitte begründen Sie, warum das Thema nicht ganz aufgenommen wird.",
            id="no reason",
        ),
        pytest.param(
            {"title": "Kautionen", "handling": "perhaps"},
            "handling",
            "Bitte eine gültige Auswahl treffen. perhaps ist keine gültige Auswahl.",
            id="unknown handling",
        ),
    ],
)
def test_what_is_wrong_is_explained_and_kept(
    evaluator_client, theme, sent, wrong, message
):
    response = evaluator_client.post(ADD, {"description": "Behalten", **sent})

    assert response.context["form"].errors == {wrong: [message]}
    assert "Behalten" in response.content.decode()
    assert list(Theme.objects.all()) == [theme]


def test_names_may_be_the_same_in_two_fields(evaluator_client, field):
    ThemeFactory(action_field=ActionFieldFactory(process=field.process), title="Mieten")

    post(evaluator_client, ADD, {"title": "Mieten"})

    assert field.themes.get().title == "Mieten"


# --- Merging


def test_themes_are_merged(evaluator_client, theme):
    into = ThemeFactory(action_field=theme.action_field, title="Wohnkosten")
    statement = StatementFactory(theme=theme)
    measure = MeasureFactory(goal__action_field=theme.action_field, themes=[theme])

    messages, address = post(
        evaluator_client, url("merge-theme", theme), {"into": into.pk}
    )

    assert address == LIST
    assert messages == ["„Mieten“ ist in „Wohnkosten“ aufgegangen."]
    statement.refresh_from_db()
    assert statement.theme == into
    assert list(measure.themes.all()) == [into]
    assert list(Theme.objects.all()) == [into]


@pytest.mark.parametrize("into", ["", "itself", "of another field", "999999"])
def test_a_theme_is_merged_only_into_others_of_its_field(evaluator_client, theme, into):
    elsewhere = ThemeFactory()
    keys = {"itself": theme.pk, "of another field": elsewhere.pk}

    response = evaluator_client.post(
        url("merge-theme", theme), {"into": keys.get(into, into)}
    )

    assert list(response.context["form"].errors) == ["into"]
    assert set(Theme.objects.all()) == {theme, elsewhere}


# --- Deleting


def test_deleting_is_asked_about_first(evaluator_client, theme):
    html = evaluator_client.get(url("delete-theme", theme)).content.decode()

    assert "Ja, löschen" in html
    assert Theme.objects.get() == theme


def test_an_unused_theme_is_deleted(evaluator_client, theme):
    messages, address = post(evaluator_client, url("delete-theme", theme), {})

    assert (messages, address) == (["„Mieten“ ist gelöscht."], LIST)
    assert Theme.objects.count() == 0


@pytest.mark.parametrize("use", ["statement", "evidence"])
def test_a_theme_in_use_is_not_deleted(evaluator_client, theme, use):
    if use == "statement":
        StatementFactory(theme=theme)
    else:
        PrincipleFactory(process=theme.action_field.process, themes=[theme])

    messages, address = post(evaluator_client, url("delete-theme", theme), {})

    assert messages == ["„Mieten“ wird verwendet und bleibt deshalb."]
    assert address == LIST
    assert Theme.objects.get() == theme


# --- Queries


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_the_same_number_of_queries(
    evaluator_client, field, count, django_assert_num_queries
):
    for _ in range(count):
        StatementFactory(theme=ThemeFactory(action_field=field))
        ThemeFactory(action_field=field)
        ActionFieldFactory(process=field.process)

    with django_assert_num_queries(8):
        evaluator_client.get(LIST)
