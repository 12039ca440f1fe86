import pytest
from django.urls import reverse

from tests.accessibility import check_page
from tests.factories import (
    ActionFieldFactory,
    CommentFactory,
    FocusAreaFactory,
    StatementFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.browser


def test_comment_is_paraphrased_and_taken_back(page, live_server, log_in, evaluator):
    field = ActionFieldFactory(process__is_current=True, slug="wohnen")
    area = FocusAreaFactory(topic__survey__process=field.process, action_field=field)
    comment = CommentFactory(focus_area=area, contribution__text="Zu wenig Wohnungen.")
    statement = StatementFactory(
        contribution=comment.contribution, theme=ThemeFactory(action_field=field)
    )
    log_in(evaluator)
    page.goto(live_server.url + reverse("evaluation:paraphrase", args=[statement.pk]))
    check_page(page)
    page.get_by_label("Sinngemäß").fill("x" * 601)
    page.get_by_label("Sinngemäß").evaluate(
        "field => field.removeAttribute('maxlength')"
    )
    page.get_by_label("Sinngemäß").fill("x" * 601)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("alert").wait_for()
    check_page(page)
    page.get_by_label("Sinngemäß").fill("Es fehlen Wohnungen.")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("button", name="Rückgängig machen").wait_for()
    check_page(page)
    page.get_by_role("link", name="Zurück zur Synthese").click()
    page.get_by_text("Es fehlen Wohnungen.").wait_for()
    check_page(page)
