"""A word that somebody wrote is nowhere but in the envelope, whatever goes wrong."""

import http.client
import json
import subprocess
from contextlib import closing
from uuid import uuid4

import pytest
from django.db import connection

from staffsurvey.codes import new_code, shown
from tests.factories import PASSPHRASE
from tests.postgres import DISCREET
from tests.staffsurvey.attack import product
from tests.staffsurvey.attack.loot import all_rows
from tests.staffsurvey.attack.people import Person, crowd, post
from tests.staffsurvey.attack.site import PRODUCT, postgresql_site, sqlite_site

pytestmark = pytest.mark.django_db
PEOPLE = 12
WORD = "Wcafe0123456789ab"
FAILING = {
    "sqlite": "CREATE TRIGGER refuse BEFORE INSERT ON staffsurvey_envelope "
    "BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed'); END",
    "postgresql": "ALTER TABLE staffsurvey_envelope "
    "ADD CONSTRAINT refuse CHECK (false) NOT VALID",
}
WORKING = {
    "sqlite": "DROP TRIGGER refuse",
    "postgresql": "ALTER TABLE staffsurvey_envelope DROP CONSTRAINT refuse",
}


@pytest.fixture
def site(tmp_path):
    """A site on what the tests run on, its log as the preflight asks for."""
    if connection.vendor == "sqlite":
        yield sqlite_site(tmp_path, schema_of=connection.settings_dict["NAME"])
    else:
        with postgresql_site(tmp_path, DISCREET) as site:
            yield site


def files_with(site, *words):
    """Files of the site, its cluster included, that hold one of `words`."""
    places = [site.directory, *([site.cluster] if site.cluster else [])]
    patterns = [part for word in words for part in ("-e", word)]
    done = subprocess.run(  # noqa: S603
        ["grep", "-rlaF", *patterns, *map(str, places)],  # noqa: S607
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()


def words_and_codes(people):
    return [word for p in people for word in [*p.words, p.code, shown(p.code)]]


def send(port, person, **changes):
    path, fields = product.form(person)
    return post(port, path, fields | changes)


def send_broken(port):
    body = json.dumps({"code": WORD, "umschlag": WORD, "versiegelt": WORD})[:-3]
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        line.request("POST", f"{product.PATH}umschlag/", body)
        answer = line.getresponse()
        answer.read()
        return answer.status


def go_wrong(site, port, people):
    """Everything that may go wrong while somebody sends `WORD`."""
    used = people[0].code
    again = Person(0, used, [f"{WORD} doppelt"])
    unknown = Person(1, new_code(), [f"{WORD} unbekannt"])
    spare = Person(2, people[-1].code, [f"{WORD} noch nicht"])
    assert send(port, again) == 200
    assert send(port, unknown) == 200
    for step in ["willkommen", "themen", f"thema-{product.TOPIC}", "pruefen"]:
        assert send(port, spare, gehe="weiter", schritt=step) == 200
    assert send(port, spare, umschlag=WORD) in (200, 302)
    assert send_broken(port) == 200
    too_large = {f"text-{product.TOPIC}-{product.AREAS[0]}": f"{WORD} " * 100_000}
    assert send(port, unknown, **too_large) == 400
    site.execute(FAILING[connection.vendor])
    assert send(port, Person(3, people[-2].code, [f"{WORD} verletzt"])) == 200
    site.execute(WORKING[connection.vendor])
    site.execute("ALTER TABLE staffsurvey_code RENAME TO gone")
    assert send(port, Person(4, people[-2].code, [f"{WORD} kaputt"])) == 500
    site.execute("ALTER TABLE gone RENAME TO staffsurvey_code")


def test_word_is_nowhere_but_in_the_envelope(site, static_files):
    (site.directory / "static").symlink_to(static_files)
    people = crowd(site.call("product.prepare", PEOPLE), seed=1)
    with site.serve(PRODUCT) as server:
        for person in people[:-2]:
            assert send(server.port, person) == 302
        go_wrong(site, server.port, people)
        assert send(server.port, people[-2]) == 302
        sealed = files_with(site, WORD, PASSPHRASE, *words_and_codes(people))
        comments = site.call("product.end_and_open")
        closed = Person(5, people[-1].code, [f"{WORD} zu spät"], uuid4())
        assert send(server.port, closed) == 200

    assert sealed == []
    assert comments >= PEOPLE - 1
    assert PASSPHRASE not in str(all_rows(site))
    assert files_with(site, PASSPHRASE) == []
    assert not any(name.endswith(("log", ".tmp")) for name in files_with(site, WORD))
    words = people[0].words
    assert tables_with(site, words[0]) == ["staffsurvey_heldcomment"]
    assert not any("log" in name for name in files_with(site, *words))


def tables_with(site, word):
    rows = all_rows(site)
    return [table for table in rows if word in str(rows[table])]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
def test_values_in_statements_would_have_been_found(tmp_path):
    with postgresql_site(tmp_path, {}) as site:
        site.call("product.fail_with_values_in_the_statement", WORD)

        assert str(site.cluster / "log") in files_with(site, WORD)
