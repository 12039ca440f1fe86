"""The server is killed while people send: what was thanked for is stored, once."""

import http.client
import json
import os
import signal
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlencode
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from tests.benchmarks.bench_cafe import plan
from tests.benchmarks.bench_questionnaire import OPEN_A_CHANNEL
from tests.benchmarks.serving import environment, run_python, served

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


@pytest.fixture
def database_url(tmp_path):
    """A database of its own on what the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/db.sqlite3"
        return
    base, _slash, name = os.environ["DATABASE_URL"].rpartition("/")
    with psycopg.connect(
        f"host={base.split('@/')[1]} user=postgres dbname={name}", autocommit=True
    ) as admin:
        admin.execute("CREATE DATABASE crash")
        yield f"{base}/crash"
        admin.execute("DROP DATABASE crash WITH (FORCE)")


@pytest.fixture
def variables(tmp_path, database_url):
    """The environment of an application that is ready to be served."""
    variables = environment(tmp_path, database_url)
    for command in (
        ("migrate", "--verbosity", "0"),
        ("collectstatic", "--no-input", "--verbosity", "0"),
        ("load_process", "ilmkreis_integration/content/ilm-kreis.toml"),
    ):
        run_python(variables, "manage.py", *command)
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
