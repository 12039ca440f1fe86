import pytest

pytestmark = pytest.mark.browser


def test_browser_sees_styles_of_live_server(page, live_server):
    answer = page.goto(f"{live_server.url}/static/css/layout.css")

    assert answer.status == 200


def test_log_in_opens_session(page, live_server, log_in, manager):
    log_in(manager)

    page.goto(f"{live_server.url}/healthz")

    assert [cookie["name"] for cookie in page.context.cookies()] == ["sessionid"]
