"""The address to which browsers send what they have sealed."""

import io
import json
import logging
from base64 import b64encode
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from ilmkreis_integration.logs import Discreet
from staffsurvey.attempts import MOST_REFUSED
from staffsurvey.codes import new_code
from staffsurvey.envelopes import close_envelope
from staffsurvey.models import BallotBox, Code, Envelope, StaffSurvey
from staffsurvey.models.box import ENVELOPE_LENGTH
from tests.factories import BOX_KEY, public_point

pytestmark = pytest.mark.django_db

URL = "/mitarbeiterbefragung/umschlag/"
TODAY, DAY = timezone.localdate(), timedelta(days=1)
ACCEPTED = {"angenommen": True, "meldung": ""}
TEXT = "Planted-Word"


def sealed(envelope_id=None, **changes):
    envelope_id = envelope_id or uuid4()
    content = close_envelope(
        {"konzept/wohnen": TEXT},
        envelope_id=envelope_id,
        public_key=public_point(BOX_KEY),
    )
    return {
        "code": "",
        "umschlag": str(envelope_id),
        "versiegelt": b64encode(content).decode(),
    } | changes


def put(client, post=None, **extra):
    post = sealed() if post is None else post
    return client.post(URL, post, content_type="application/json", **extra)


def message(response):
    assert response.status_code == 200
    assert response.json()["angenommen"] is False
    return response.json()["meldung"]


def test_envelope_is_stored_as_it_came(client, survey, answers):
    response = put(client)

    assert response.json() == ACCEPTED
    assert answers() == [{"konzept/wohnen": TEXT}]


def test_code_is_spent_however_it_was_typed(client, code):
    response = put(client, sealed(code=f" {code.lower()} "))

    assert response.json() == ACCEPTED
    assert Code.objects.get().is_spent


def test_the_same_envelope_again_is_there(client, code):
    post = sealed(code=code)

    assert [put(client, post).json() for _ in range(2)] == [ACCEPTED, ACCEPTED]
    assert Envelope.objects.count() == 1


def test_used_and_unknown_codes_are_answered_alike(client, code):
    put(client, sealed(code=code))

    with Counted() as used:
        first = put(client, sealed(code=code))
    with Counted() as unknown:
        second = put(client, sealed(code=new_code()))

    assert first.content == second.content
    assert first.headers == second.headers
    assert used.statements == unknown.statements
    assert "gilt nicht oder nicht mehr" in message(first)
    assert Envelope.objects.count() == 1


class Counted:
    """The statements that a block sends, without their values."""

    def __enter__(self):
        self.statements = []
        self._wrapper = connection.execute_wrapper(self._note)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *error):
        self._wrapper.__exit__(*error)

    def _note(self, execute, sql, params, many, context):
        if "SAVEPOINT" not in sql:  # its name tells the thread
            self.statements.append(sql)
        return execute(sql, params, many, context)


def test_typing_error_is_told_without_looking_for_the_code(
    client, with_codes, django_assert_num_queries
):
    with django_assert_num_queries(1):  # the box
        response = put(client, sealed(code="K7QM-2RXD-9VTB"))

    assert "Tippfehler" in message(response)


@pytest.mark.parametrize(
    "post",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff", id="no text"),
        pytest.param(b"{", id="no JSON"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"[" * 9_000, id="too deep"),
        pytest.param(b" " * 40_000, id="too much"),
        pytest.param({}, id="empty"),
        pytest.param(sealed(umschlag="7"), id="no id"),
        pytest.param(sealed(umschlag=None), id="null for an id"),
        pytest.param(sealed(versiegelt=None), id="null for an envelope"),
        pytest.param(sealed(versiegelt=7), id="number for an envelope"),
        pytest.param(sealed(versiegelt="äöü"), id="no base64"),
        pytest.param(sealed(versiegelt=sealed()["versiegelt"][:-8]), id="cut off"),
        pytest.param(sealed(versiegelt=sealed()["versiegelt"] + "AAAA"), id="longer"),
    ],
)
def test_what_is_no_envelope_is_not_stored(client, code, post):
    if isinstance(post, dict) and post:
        post = post | {"code": code}

    assert "beschädigt angekommen" in message(put(client, post))
    assert not Envelope.objects.exists()
    assert not Code.objects.get().is_spent


def test_foreign_envelope_of_the_right_length_waits_for_the_opening(client, survey):
    noise = b64encode(b"x" * ENVELOPE_LENGTH).decode()

    assert put(client, sealed(versiegelt=noise)).json() == ACCEPTED


@pytest.mark.parametrize("moment", ["over", "opened"])
def test_late_envelope_is_told_so(client, code, moment):
    if moment == "over":
        StaffSurvey.objects.update(closes_on="2017-11-05", opens_on="2017-11-01")
    else:
        BallotBox.objects.all().delete()

    assert "Die Befragung ist beendet." in message(put(client, sealed(code=code)))
    assert not Envelope.objects.exists()


def test_without_a_survey_nothing_is_taken(client):
    assert "Die Befragung ist beendet." in message(put(client))


@pytest.mark.parametrize(
    ("survey_changes", "box_changes"),
    [
        ({}, {}),
        ({"opens_on": TODAY, "closes_on": TODAY}, {}),
        ({"opens_on": TODAY + DAY, "closes_on": TODAY + DAY}, {}),
        ({"opens_on": TODAY - DAY, "closes_on": TODAY - DAY}, {}),
        ({}, {"ended_on": TODAY}),
        ({}, {"started_on": None}),
    ],
)
def test_box_is_open_when_its_survey_is(survey, survey_changes, box_changes):
    StaffSurvey.objects.update(**survey_changes)
    BallotBox.objects.update(**box_changes)

    expected = StaffSurvey.objects.get().is_open(on=TODAY)
    assert (BallotBox.objects.taking_answers(on=TODAY) is not None) == expected


def test_wrong_methods_are_refused(client, survey):
    assert client.get(URL).status_code == 405
    assert client.put(URL).status_code == 405


def test_posts_from_other_sites_are_refused(client, survey):
    response = put(client, headers={"sec-fetch-site": "cross-site"})

    assert response.status_code == 403
    assert not Envelope.objects.exists()


@pytest.mark.parametrize("with_code", [True, False])
def test_number_of_queries_is_fixed(client, code, with_code, django_assert_num_queries):
    StaffSurvey.objects.update(with_codes=with_code)

    # box; spend the code or look if it is there; store; two of the test for its
    # transaction
    with django_assert_num_queries(5):
        put(client, sealed(code=code))


# --- Many wrong codes


def test_a_thousand_wrong_codes_are_slowed(client, code):
    for _ in range(MOST_REFUSED):
        put(client, sealed(code=new_code()))

    with Counted() as asked:
        answered = {message(put(client, sealed(code=new_code()))) for _ in range(970)}

    assert len(answered) == 1
    assert "warten Sie eine Minute" in answered.pop()
    assert {sql.split()[0] for sql in asked.statements} == {"SELECT"}
    assert not any("staffsurvey_code" in sql for sql in asked.statements)
    assert put(client, sealed(code=code), REMOTE_ADDR="198.51.100.7").json() == ACCEPTED


def test_neighbours_are_not_locked_out_by_slips_of_the_finger(client, code):
    for _ in range(2 * MOST_REFUSED):
        put(client, sealed(code="K7QM-2RXD-9VTB"))
    for _ in range(MOST_REFUSED - 1):
        put(client, sealed(code=new_code()))

    assert put(client, sealed(code=code)).json() == ACCEPTED


def test_right_codes_are_no_attempts(client, with_codes):
    for _ in range(MOST_REFUSED + 5):
        Code.objects.create(
            digest=f"{_:064}", box=with_codes.box
        )  # others in the box, too
    post = sealed(code=new_code())
    for _ in range(MOST_REFUSED - 1):
        put(client, post)

    assert "gilt nicht" in message(put(client, post))


def test_address_of_who_tries_is_kept_nowhere(client, code, caplog):
    caplog.set_level(logging.DEBUG)
    cache.clear()  # of what other tests kept
    for _ in range(MOST_REFUSED + 1):
        put(client, sealed(code=new_code()), REMOTE_ADDR="203.0.113.77")

    assert "203.0.113.77" not in caplog.text
    assert not cache._cache
    assert "203.0.113.77" not in whole_database()


def whole_database():
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            rows += cursor.fetchall()
    return repr(rows)


# --- Traces


def test_nothing_is_left_behind(manager_client, code):
    before = Session.objects.get().session_data

    responses = [
        put(manager_client, sealed(code=code)),
        put(manager_client, sealed(code=code)),
        put(manager_client, b"{"),
    ]

    for response in responses:
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
    assert Session.objects.get().session_data == before


def test_no_answer_leaves_a_line_in_the_log(client, code, caplog):
    caplog.set_level(logging.DEBUG, logger="django.request")

    for post in (sealed(code=code), sealed(code=code), sealed(code="x"), b"{"):
        put(client, post)
    StaffSurvey.objects.update(with_codes=False)
    put(client, sealed(umschlag=str(Envelope.objects.get().pk)))
    StaffSurvey.objects.update(closes_on="2017-11-05", opens_on="2017-11-01")
    put(client)

    assert caplog.records == []


def as_logged(records):
    """What the settings write of these records."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(Discreet())
    for record in records:
        handler.handle(record)
    return stream.getvalue()


@pytest.mark.parametrize("way", ["inbox", "form"])
def test_error_of_the_server_tells_the_log_nothing_of_the_answer(survey, caplog, way):
    client = Client(raise_request_exception=False)
    post = sealed()

    with connection.execute_wrapper(failing):
        if way == "inbox":
            response = put(client, post)
        else:
            entries = {"gehe": "absenden", "themen": "konzept"}
            form = entries | {"text-konzept-wohnen": TEXT, "umschlag": post["umschlag"]}
            response = client.post("/mitarbeiterbefragung/", form)

    log = as_logged(caplog.records)
    assert response.status_code == 500
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert "DatabaseError" in log
    assert TEXT not in log + response.content.decode()
    assert post["umschlag"] not in log
    assert post["versiegelt"][:40] not in log
    assert "/mitarbeiterbefragung/" not in log


def failing(execute, sql, params, many, context):
    if sql.startswith("INSERT"):
        raise DatabaseError("disk full")
    return execute(sql, params, many, context)


def test_log_lines_of_errors_could_be_found(caplog):
    """The same, with a word planted in an error: the test above can fail."""
    logging.getLogger("django.request").error("%s", TEXT)

    assert TEXT in as_logged(caplog.records)


def test_answer_to_the_browser_is_small_and_plain(client, survey):
    response = put(client)

    assert response["Content-Type"] == "application/json"
    assert json.loads(response.content) == ACCEPTED
