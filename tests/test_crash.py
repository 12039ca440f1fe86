"""The server is killed while people send: what was thanked for is stored, once."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connection

from tests.benchmarks.bench_cafe import plan
from tests.benchmarks.bench_questionnaire import OPEN_A_CHANNEL
from tests.benchmarks.serving import ROOT, environment, run_python, served

PEOPLE, EACH = 6, 10  # who send, and how much each of them
LONGEST_WAIT = 60  # seconds
STORED_FORMS = """
import json
from surveys.models import Response
from ilmkreis_integration.models import Contribution
print(json.dumps([
    [str(pk) for pk in Response.objects.values_list("pk", flat=True)],
    list(Response.objects.values_list("number", flat=True)),
    list(Contribution.objects.values_list("text", flat=True)),
]))
"""
STORED_NOTES = """
import json
from worldcafe.models import Note, NoteRevision
notes = Note.objects.select_related("contribution")
print(json.dumps([
    [str(note.pk) for note in notes],
    [note.number for note in notes],
    [note.contribution.text for note in notes],
    [str(pk) for pk in NoteRevision.objects.values_list("note", flat=True)],
]))
"""
START_A_STAFF_SURVEY = """
import json
from django.utils import timezone
from ilmkreis_integration.sealing import new_key, public_point
from staffsurvey import keys
from staffsurvey.codes import digest_of, new_code
from staffsurvey.models import BallotBox, Code, StaffSurvey
StaffSurvey.objects.update(opens_on="2000-01-01", closes_on="2100-01-01")
key, today = new_key(), timezone.localdate()
box = BallotBox.objects.create(
    survey=StaffSurvey.objects.get(), public_key=public_point(key),
    locked_key=keys.lock(key, ["passwort"]), tried_on=today, started_on=today,
)
codes = [new_code() for _ in range({codes})]
Code.objects.bulk_create(Code(digest=digest_of(code), box=box) for code in codes)
print(json.dumps(codes))
"""
ENVELOPES = """
import json
from staffsurvey.models import Code, Envelope
print(json.dumps([
    [str(pk) for pk in Envelope.objects.values_list("pk", flat=True)],
    Code.objects.filter(is_spent=True).count(),
]))
"""
# Says when the opening is under way, and then takes its time.
OPEN_THE_BOX = """
import time
from django.utils import timezone
from staffsurvey.models import BallotBox, HeldComment, StaffSurvey
from staffsurvey.services.opening import open_box
BallotBox.objects.update(ended_on=timezone.localdate())
survey = StaffSurvey.objects.get()
for progress in open_box(survey, passphrase=["passwort"], present="", by="Test"):
    if progress.opened == progress.received:
        print("nearly done", flush=True)
        time.sleep({pause})
print(HeldComment.objects.count())
"""


@pytest.fixture
def database_url(transactional_db):
    """A copy of the empty test database of this worker."""
    connection.close()  # so that SQLite's log of changes is in the file
    creation = connection.creation
    creation.clone_test_db("crash", verbosity=0, autoclobber=True)
    name = creation.get_test_db_clone_settings("crash")["NAME"]
    if connection.vendor == "sqlite":
        yield f"sqlite:///{name}"
    else:
        yield f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
    creation.destroy_test_db(suffix="crash", verbosity=0)


@pytest.fixture
def variables(tmp_path, database_url, static_files):
    """The environment of an application that is ready to be served."""
    (tmp_path / "static").symlink_to(static_files)
    variables = environment(tmp_path, database_url)
    content = "ilmkreis_integration/content/ilm-kreis.toml"
    run_python(variables, "manage.py", "load_process", content)
    return variables


def shell(variables, code):
    return run_python(
        variables, "manage.py", "shell", "--verbosity", "0", "--command", code
    )


class Sender(threading.Thread):
    """Sends one after the other, each until it is thanked for."""

    content_type = ""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.path = path
        self.port = None
        self.thanked = []

    def run(self):
        for _ in range(EACH):
            pk = str(uuid4())
            while not self.send(pk):
                time.sleep(0.05)
            self.thanked.append(pk)

    def send(self, pk):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Content-Type": self.content_type}
        try:
            connection.request("POST", self.path, self.body(pk), headers)
            return self.is_thanked(connection.getresponse(), pk)
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


class FormSender(Sender):
    content_type = "application/x-www-form-urlencoded"

    def body(self, pk):
        return urlencode({"id": pk, "gehe": "absenden", "frage-gut": f"Text {pk}"})

    def is_thanked(self, response, pk):
        return response.status == 302


class NoteSender(Sender):
    """A host at a table."""

    content_type = "application/json"

    def __init__(self, path, question):
        super().__init__(path)
        self.question = question

    def body(self, pk):
        change = {"id": pk, "type": "write", "note": pk, "round": 1}
        return json.dumps(change | {"question": self.question, "text": f"Text {pk}"})

    def is_thanked(self, response, pk):
        return response.status == 200 and json.load(response)["receipt"] == pk


class Voter(Sender):
    """Somebody on the staff without JavaScript, who draws a slip for each answer."""

    content_type = "application/x-www-form-urlencoded"

    def __init__(self, codes):
        super().__init__("/mitarbeiterbefragung/")
        self.codes = codes

    def run(self):
        self.slips = {}
        super().run()

    def body(self, pk):
        code = self.slips.get(pk) or self.slips.setdefault(pk, self.codes.pop())
        text = {"text-integrationskonzept-wohnen": f"Text {pk}"}
        sent = {"umschlag": pk, "code": code, "themen": "integrationskonzept"}
        return urlencode(sent | text | {"schritt": "pruefen", "gehe": "absenden"})

    def is_thanked(self, response, pk):
        return response.status == 302


def test_no_form_thanked_for_is_lost_and_none_doubled(variables):
    code = shell(variables, OPEN_A_CHANNEL)
    people = [FormSender(f"/fragebogen/{code}/einzeln/") for _ in range(PEOPLE)]

    thanked = kill_while_sending(people, variables)

    stored, numbers, texts = json.loads(shell(variables, STORED_FORMS))
    assert sorted(stored) == sorted(thanked)
    assert sorted(numbers) == list(range(1, PEOPLE * EACH + 1))
    assert sorted(texts) == sorted(f"Text {pk}" for pk in thanked)


def test_no_note_received_is_lost_and_none_doubled(variables):
    (code,), question = plan(variables, tables=1)
    hosts = [NoteSender(f"/cafe/{code}/aenderung/", question) for _ in range(PEOPLE)]

    received = kill_while_sending(hosts, variables)

    stored, numbers, texts, revised = json.loads(shell(variables, STORED_NOTES))
    assert sorted(stored) == sorted(revised) == sorted(received)
    assert sorted(numbers) == list(range(1, PEOPLE * EACH + 1))
    assert sorted(texts) == sorted(f"Text {pk}" for pk in received)


def test_no_envelope_thanked_for_is_lost_and_no_code_spent_for_nothing(variables):
    codes = start_staff_survey(variables, codes=PEOPLE * EACH)

    thanked = kill_while_sending([Voter(codes) for _ in range(PEOPLE)], variables)

    stored, spent = json.loads(shell(variables, ENVELOPES))
    assert sorted(stored) == sorted(thanked)
    assert spent == PEOPLE * EACH


def test_box_whose_opening_was_killed_is_opened_again(variables):
    codes = start_staff_survey(variables, codes=20)
    with served("ilmkreis_integration.wsgi", variables) as server:
        voter = Voter(codes)
        voter.port, voter.slips = server.port, {}
        envelopes = [str(uuid4()) for _ in range(12)]
        assert all(voter.send(pk) for pk in envelopes)

    half_open = start_shell(variables, OPEN_THE_BOX.format(pause=60))
    assert half_open.stdout.readline() == "nearly done\n"
    half_open.kill()
    half_open.communicate()

    stored, spent = json.loads(shell(variables, ENVELOPES))
    assert (sorted(stored), spent) == (sorted(envelopes), 12)
    printed = shell(variables, OPEN_THE_BOX.format(pause=0))
    assert printed.splitlines() == ["nearly done", "12"]
    assert json.loads(shell(variables, ENVELOPES)) == [[], 0]


def start_staff_survey(variables, *, codes):
    return json.loads(shell(variables, START_A_STAFF_SURVEY.format(codes=codes)))


def start_shell(variables, code):
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code],
        cwd=ROOT,
        env=variables,
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_while_sending(people, variables):
    """Kill workers three times and everything in the end; return what was thanked for."""
    with served_to(people, variables) as server:
        for person in people:
            person.start()
        for _ in range(3):
            wait_until_more_are_thanked(people)
            kill(server.workers()[0])
        wait_until_more_are_thanked(people)
        for pid in (server.pid, *server.workers()):
            kill(pid)
    with served_to(people, variables):
        for person in people:
            person.join(timeout=60)
    thanked = [pk for person in people for pk in person.thanked]
    assert len(thanked) == PEOPLE * EACH
    return thanked


def kill(pid):
    os.kill(pid, signal.SIGKILL)


@contextmanager
def served_to(people, variables):
    with served("ilmkreis_integration.wsgi", variables) as server:
        for person in people:
            person.port = server.port
        yield server


def wait_until_more_are_thanked(people):
    before = sum(len(person.thanked) for person in people)
    deadline = time.monotonic() + LONGEST_WAIT
    while sum(len(person.thanked) for person in people) < before + PEOPLE:
        assert time.monotonic() < deadline, "nobody is thanked any more"
        time.sleep(0.01)
