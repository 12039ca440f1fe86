"""The server is killed while people send forms: what was thanked for is stored, once."""

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

from tests.benchmarks.bench_questionnaire import OPEN_A_CHANNEL
from tests.benchmarks.serving import environment, run_python, served

PEOPLE, FORMS = 6, 10  # who send, and how many each
STORED = """
import json
from surveys.models import Response
from ilmkreis_integration.models import Contribution
print(json.dumps([
    [str(pk) for pk in Response.objects.values_list("pk", flat=True)],
    list(Response.objects.values_list("number", flat=True)),
    list(Contribution.objects.values_list("text", flat=True)),
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
def site(tmp_path, database_url):
    """The environment of an application, and the path of its form."""
    variables = environment(tmp_path, database_url)
    for command in (
        ("migrate", "--verbosity", "0"),
        ("collectstatic", "--no-input", "--verbosity", "0"),
        ("load_process", "ilmkreis_integration/content/ilm-kreis.toml"),
    ):
        run_python(variables, "manage.py", *command)
    code = shell(variables, OPEN_A_CHANNEL)
    return variables, f"/fragebogen/{code}/einzeln/"


def shell(variables, code):
    return run_python(
        variables, "manage.py", "shell", "--verbosity", "0", "--command", code
    )


class Person(threading.Thread):
    """Sends forms one after the other, each until it is thanked for."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.path = path
        self.port = None
        self.thanked = []

    def run(self):
        for _ in range(FORMS):
            form = {"id": str(uuid4()), "gehe": "absenden"}
            form["frage-gut"] = f"Bogen {form['id']}"
            while not self.send(form):
                time.sleep(0.05)
            self.thanked.append(form["id"])

    def send(self, form):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST", self.path, urlencode(form), headers)
            return connection.getresponse().status == 302
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def kill(pid):
    os.kill(pid, signal.SIGKILL)


def test_nothing_thanked_for_is_lost_and_nothing_doubled(site):
    variables, path = site
    people = [Person(path) for _ in range(PEOPLE)]

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
    stored, numbers, texts = json.loads(shell(variables, STORED))
    assert len(thanked) == PEOPLE * FORMS
    assert sorted(stored) == sorted(thanked)
    assert sorted(numbers) == list(range(1, PEOPLE * FORMS + 1))
    assert sorted(texts) == sorted(f"Bogen {pk}" for pk in thanked)


@contextmanager
def served_to(people, variables):
    with served("ilmkreis_integration.wsgi", variables) as server:
        for person in people:
            person.port = server.port
        yield server


def wait_until_more_are_thanked(people):
    before = sum(len(person.thanked) for person in people)
    while sum(len(person.thanked) for person in people) < before + PEOPLE:
        time.sleep(0.01)
