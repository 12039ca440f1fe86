"""The coding desk in a real browser, driven by the keyboard."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ilmkreis_integration.models import Kind
from reports.models import Dismissal, Statement
from reports.views import coding
from tests.factories import (
    ActionFieldFactory,
    ContributionFactory,
    ProcessFactory,
    ThemeFactory,
)

MORE_FIELDS = [
    "Interkulturelle Öffnung und gesellschaftliche Teilhabe",
    "Arbeitsmarkt",
    "Gesundheit und Soziales",
    "Kultur, Religion, Freizeit und Sport",
    "Sonstiges",
]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def process():
    return ProcessFactory(is_current=True)


@pytest.fixture
def field(process):
    return ActionFieldFactory(process=process, position=1, title="Wohnen")


@pytest.fixture
def other(process):
    return ActionFieldFactory(process=process, position=2, title="Sprache und Bildung")


@pytest.fixture
def waiting(process, field, other):
    return [
        ContributionFactory(
            process=process,
            code=f"F-000{n}-1",
            kind=Kind.PROBLEM,
            received_on=date(2026, 3, n),
        )
        for n in (1, 2, 3)
    ]


@pytest.fixture
def desk(page, live_server, log_in, evaluator, waiting):
    log_in(evaluator)
    page.goto(live_server.url + reverse("evaluation:coding-desk"))
    return page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def is_current(page, code):
    """The keys are for the entry of that code."""
    expect(page.locator(".entry.is-current .entry__code")).to_have_text(code)


def wait_for(page, code):
    """Wait until the desk goes on with the entry of that code."""
    page.locator(".entry.is-current", has_text=code).and_(
        page.locator(":focus")
    ).wait_for()


def as_stored():
    return [
        (s.code, s.kind, [field.title for field in s.action_fields.all()], str(s.theme))
        for s in Statement.objects.all()
    ]


# --- One after the other


def test_a_first_visit_moves_nothing(desk):
    is_current(desk, "F-0001-1")
    expect(desk.locator("body")).to_be_focused()
    assert desk.evaluate("scrollY") == 0


def test_an_entry_is_coded_without_the_mouse(desk):
    press(desk, "1", "2", "b", "g", "t")
    desk.keyboard.type("Miete")
    press(desk, "Enter")
    wait_for(desk, "F-0002-1")
    press(desk, "2", "Enter")
    wait_for(desk, "F-0003-1")

    assert as_stored() == [
        ("F-0001-1", Kind.NEED, ["Wohnen", "Sprache und Bildung"], "Miete"),
        ("F-0002-1", Kind.PROBLEM, ["Sprache und Bildung"], "None"),
    ]
    assert [s.is_grave for s in Statement.objects.all()] == [True, False]


def test_the_next_entry_is_in_view_below_what_was_done_last(desk):
    desk.set_viewport_size({"width": 1440, "height": 900})
    press(desk, "1", "Enter")
    wait_for(desk, "F-0002-1")
    desk.wait_for_load_state()

    last = desk.locator(".last").bounding_box()
    entry = desk.locator(".is-current").bounding_box()
    undo = desk.locator(".last").get_by_role("button", name="Rückgängig")
    expect(undo).to_be_visible()
    assert 0 <= last["y"] < last["y"] + last["height"] <= entry["y"]
    assert entry["y"] + entry["height"] <= 900


def test_j_and_k_walk_through_the_list(desk):
    for key, code in (
        ("j", "F-0002-1"),
        ("j", "F-0003-1"),
        ("j", "F-0003-1"),
        ("k", "F-0002-1"),
        ("k", "F-0001-1"),
        ("k", "F-0001-1"),
    ):
        press(desk, key)
        wait_for(desk, code)


def test_keys_are_for_the_current_entry_only(desk):
    press(desk, "j", "1")

    boxes = desk.locator("[name=action_fields][data-key='1']").all()
    for box, is_checked in zip(boxes, [False, True, False], strict=True):
        expect(box).to_be_checked(checked=is_checked)


def test_whatever_has_the_focus_makes_its_entry_the_current_one(desk):
    desk.locator(".entry", has_text="F-0003-1").get_by_label("Thema").focus()

    is_current(desk, "F-0003-1")


def test_j_leads_to_the_next_page(desk, monkeypatch):
    monkeypatch.setattr(coding, "PER_PAGE", 2)
    desk.reload()

    press(desk, "j", "j", "Enter")
    desk.wait_for_url("**seite=2*")

    is_current(desk, "F-0003-1")


# --- Other ways to finish with an entry


def test_x_dismisses_and_u_takes_back(desk):
    press(desk, "x")
    wait_for(desk, "F-0002-1")
    dismissed = Dismissal.objects.get().contribution.code
    press(desk, "u")
    wait_for(desk, "F-0001-1")

    assert dismissed == "F-0001-1"
    assert Dismissal.objects.count() == 0
    expect(desk.get_by_role("button", name="Rückgängig")).to_have_count(0)


def test_s_splits(desk, waiting):
    press(desk, "j", "s")

    desk.wait_for_url(f"**{reverse('evaluation:coding-split', args=[waiting[1].pk])}*")


# --- Mistakes


def test_a_missing_field_has_the_focus_and_one_key_mends_it(desk):
    press(desk, "j", "Enter")
    desk.get_by_text("Bitte wählen Sie mindestens ein Handlungsfeld.").wait_for()
    desk.locator("fieldset:focus").wait_for()
    is_current(desk, "F-0002-1")

    press(desk, "2", "Enter")
    wait_for(desk, "F-0003-1")

    assert as_stored() == [("F-0002-1", Kind.PROBLEM, ["Sprache und Bildung"], "None")]


def test_a_key_held_down_does_not_go_on_by_itself(desk):
    desk.keyboard.down("x")
    wait_for(desk, "F-0002-1")
    desk.keyboard.down("x")
    desk.keyboard.up("x")
    press(desk, "j")
    wait_for(desk, "F-0003-1")

    assert [row.contribution.code for row in Dismissal.objects.all()] == ["F-0001-1"]


def test_sending_twice_counts_once(desk):
    """The second one would be told that somebody else was faster."""
    press(desk, "1")
    desk.evaluate("""() => {
        const button = document.querySelector(".is-current [data-enter]");
        button.click();
        setTimeout(() => button.click(), 20);
    }""")
    wait_for(desk, "F-0002-1")

    expect(desk.get_by_text("inzwischen")).to_have_count(0)
    assert Statement.objects.count() == 1


# --- Writing, help, switching off


def test_keys_are_letters_while_somebody_writes(desk):
    press(desk, "t")
    desk.keyboard.type("jkx1p?")

    field = desk.locator(".is-current [data-theme]")
    expect(field).to_have_value("jkx1p?")
    assert Dismissal.objects.count() == 0

    press(desk, "Escape", "1")
    wait_for(desk, "F-0001-1")
    expect(desk.locator(".is-current [data-key='1']")).to_be_checked()


def test_the_question_mark_explains_the_keys(desk):
    press(desk, "?")
    help_text = desk.get_by_role("dialog", name="Tastenkürzel")
    expect(help_text.get_by_text("Wohnen")).to_be_visible()

    press(desk, "x", "Escape")

    expect(help_text).to_be_hidden()
    assert Dismissal.objects.count() == 0


def test_keys_can_be_switched_off_and_stay_off(desk):
    desk.get_by_role("checkbox", name="Tastenkürzel").uncheck()
    press(desk, "j", "1", "x")
    desk.reload()
    press(desk, "j", "1", "x")

    expect(desk.get_by_role("checkbox", name="Tastenkürzel")).not_to_be_checked()
    expect(desk.locator("[name=action_fields]:checked")).to_have_count(0)
    expect(desk.locator(".entry kbd:visible")).to_have_count(0)
    assert Dismissal.objects.count() == 0


@pytest.mark.parametrize("key", ["Control+1", "Meta+1", "Alt+1"])
def test_shortcuts_of_the_browser_are_left_alone(desk, key):
    press(desk, key)

    expect(desk.locator("[name=action_fields]:checked")).to_have_count(0)


# --- Themes


def suggestions(page):
    """Open the suggestions for the current entry and return them."""
    page.locator(".is-current [data-theme]").blur()
    press(page, "t")
    return page.evaluate(
        "[...document.activeElement.list.options].map((option) => option.value)"
    )


def test_themes_of_the_ticked_fields_are_suggested(desk, field, other):
    ThemeFactory(action_field=field, title="Miete")
    ThemeFactory(action_field=other, title="Kurse")
    desk.reload()

    found = [suggestions(desk)]
    for keys in (["1"], ["1", "2"], ["1"]):
        press(desk, "Escape", *keys)
        found.append(suggestions(desk))

    assert found == [["Miete", "Kurse"], ["Miete"], ["Kurse"], ["Miete", "Kurse"]]


# --- Room on the screen


def test_two_entries_fit_on_a_screen(desk, process):
    """With the seven fields of the Ilm-Kreis."""
    for position, title in enumerate(MORE_FIELDS, start=3):
        ActionFieldFactory(process=process, position=position, title=title)
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.reload()

    box = desk.locator(".entry").nth(1).bounding_box()

    assert box["y"] + box["height"] <= 900


def test_fingers_get_bigger_targets_and_no_keys(browser, live_server, desk):
    context = browser.new_context(
        storage_state=desk.context.storage_state(),
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    page = context.new_page()
    page.goto(desk.url)

    targets = page.locator(".entry :is(.chip, .kern-btn)").all()
    heights = [target.bounding_box()["height"] for target in targets]
    expect(page.locator("kbd:visible")).to_have_count(0)
    context.close()

    assert min(heights) >= 44
