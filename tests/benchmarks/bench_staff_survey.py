"""The sealed ballot box: sealing an answer, sending it, opening 10,000 envelopes.

Sending goes through gunicorn as `bin/start` serves it, beside the floor (see
floor_envelope.py) in the same run and in turns. The answers were sealed before, as
browsers do it. Opening runs in a process of its own, for its peak of memory.
"""

import http.client
import json
import os
import resource
import sys
import tempfile
import time
from base64 import b64decode, b64encode
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

from tests.benchmarks.serving import environment, run_python, served
from tests.postgres import postgres

MOST_SEALING_MS, LEAST_SHARE, MOST_OPENING_S = 2, 0.5, 30
ROUNDS, SECONDS = 7, 3
SLIPS = 20_000
SIZES = (1_000, 10_000)
TEXT = "Die Wege zwischen den Ämtern sind lang, und niemand kennt alle. " * 6
ANSWER = {
    "integrationskonzept/sprache-bildung": TEXT,
    "integrationskonzept/wohnen": TEXT,
    "armutspraevention/kinderarmut": TEXT,
}
SET_UP = """
import json
from base64 import b64decode, b64encode
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
codes = [new_code() for _ in range({slips})]
Code.objects.bulk_create(Code(digest=digest_of(code), box=box) for code in codes)
print(json.dumps([b64encode(bytes(box.public_key)).decode(), codes]))
"""


def main():
    set_up_django()
    print_sealing()
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as directory,
        ExitStack() as stack,
    ):
        postgres_url = stack.enter_context(postgres())
        databases = {"SQLite": "sqlite:///{}/db.sqlite3", "PostgreSQL": postgres_url}
        sites = {}
        for name, url in databases.items():
            for what, open_site in [("ours", our_site), ("floor", floor_site)]:
                folder = Path(directory, name, what)
                folder.mkdir(parents=True)
                variables = environment(folder, url.format(folder))
                sites[name, what] = stack.enter_context(open_site(variables))
        print_sending(sites)
    for name in databases:
        print_opening(name)


def set_up_django():
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()


# --- Sealing


def print_sealing():
    from ilmkreis_integration.sealing import new_key, public_point
    from staffsurvey.envelopes import close_envelope, open_envelope

    key, number = new_key(), 2_000
    public = public_point(key)
    ids = [uuid4() for _ in range(number)]
    start = time.perf_counter()
    envelopes = [close_envelope(ANSWER, envelope_id=i, public_key=public) for i in ids]
    sealing = (time.perf_counter() - start) / number * 1000
    start = time.perf_counter()
    for pk, content in zip(ids, envelopes, strict=True):
        open_envelope(content, envelope_id=pk, key=key)
    opening = (time.perf_counter() - start) / number * 1000
    print(f"Versiegeln {sealing:.2f} ms{verdict(sealing <= MOST_SEALING_MS)}", end="")
    print(f"   Öffnen {opening:.2f} ms\n")


# --- Sending


@contextmanager
def our_site(variables):
    key, codes = set_up(variables)
    run_python(
        variables, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"
    )
    with served("ilmkreis_integration.wsgi", variables) as server:
        yield server.port, "/mitarbeiterbefragung/umschlag/", key, codes


def set_up(variables, slips=SLIPS):
    run_python(variables, "manage.py", "migrate", "--verbosity", "0")
    content = "ilmkreis_integration/content/ilm-kreis.toml"
    run_python(variables, "manage.py", "load_process", content)
    code = SET_UP.format(slips=slips)
    printed = run_python(
        variables, "manage.py", "shell", "--verbosity", "0", "--command", code
    )
    return json.loads(printed)


@contextmanager
def floor_site(variables):
    run_python(variables, "-m", "tests.benchmarks.floor_envelope")
    with served("tests.benchmarks.floor_envelope", variables) as server:
        yield server.port, "/", None, None


def print_sending(sites):
    print(f"Versiegelte Antwort senden, {ROUNDS} Durchgänge zu {SECONDS} s, Mediane")
    print(f"{'':24}{'/s':>7}{'p50 ms':>8}{'p95':>7}{'p99':>7}")
    times = {name: [] for name in sites}
    for number in range(ROUNDS + 1):
        names = list(sites)[number % len(sites) :] + list(sites)[: number % len(sites)]
        for name in names:
            seconds = SECONDS if number else 1  # the first round warms up
            sent = send_for(seconds, *sites[name])
            if number:
                times[name].append(sent)
    for (database, what), rounds in times.items():
        rate = median(len(sent) / sum(sent) for sent in rounds)
        spread = quantiles([1000 * t for sent in rounds for t in sent], n=100)
        print(f"{database + ', ' + what:24}{rate:7.0f}", end="")
        print(f"{spread[49]:8.1f}{spread[94]:7.1f}{spread[98]:7.1f}")
    for database in dict.fromkeys(database for database, _what in sites):
        pairs = zip(times[database, "ours"], times[database, "floor"], strict=True)
        share = median(
            (len(ours) / sum(ours)) / (len(floor) / sum(floor)) for ours, floor in pairs
        )
        print(f"{database}: ours / floor {share:.2f}{verdict(share >= LEAST_SHARE)}")
    print()


def send_for(seconds, port, path, public_key, codes):
    """Send one sealed answer after the other; return how long each took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    ready = [sealed_post(public_key, codes) for _ in range(int(400 * seconds))]
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and ready:
        body = ready.pop()
        start = time.perf_counter()
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        accepted = json.load(connection.getresponse())["angenommen"]
        times.append(time.perf_counter() - start)
        if not accepted:
            sys.exit("Eine Antwort wurde nicht angenommen.")
    connection.close()
    return times


def sealed_post(public_key, codes):
    """What a browser sends; the floor gets bytes of the same length."""
    from staffsurvey.envelopes import close_envelope
    from staffsurvey.models.box import ENVELOPE_LENGTH

    envelope_id = uuid4()
    if public_key is None:
        content, code = os.urandom(ENVELOPE_LENGTH), "KKKKKKKKKKKK"
    else:
        point = b64decode(public_key)
        content = close_envelope(ANSWER, envelope_id=envelope_id, public_key=point)
        code = codes.pop()
    post = {"code": code, "umschlag": str(envelope_id)}
    return json.dumps(post | {"versiegelt": b64encode(content).decode()})


# --- Opening


def print_opening(database):
    print(f"Öffnen auf {database}: Sekunden, MiB über dem Prozess davor")
    for size in SIZES:
        with (
            tempfile.TemporaryDirectory(prefix="bench-") as folder,
            ExitStack() as stack,
        ):
            url = f"sqlite:///{folder}/db.sqlite3"
            if database == "PostgreSQL":
                url = stack.enter_context(postgres())
            variables = environment(folder, url)
            set_up(variables, slips=10)
            module = ("-m", "tests.benchmarks.bench_staff_survey", "open", str(size))
            print(f"{size:8,}  {run_python(variables, *module)}".replace(",", "."))
    print()


def open_many(size):
    set_up_django()
    from django.utils import timezone

    from staffsurvey.envelopes import close_envelope
    from staffsurvey.models import BallotBox, Envelope, StaffSurvey
    from staffsurvey.services.opening import open_box

    box = BallotBox.objects.get()
    public = bytes(box.public_key)
    for start in range(0, size, 500):
        ids = [uuid4() for _ in range(start, min(start + 500, size))]
        Envelope.objects.bulk_create(
            Envelope(
                pk=pk,
                box=box,
                content=close_envelope(ANSWER, envelope_id=pk, public_key=public),
            )
            for pk in ids
        )
    BallotBox.objects.update(ended_on=timezone.localdate())
    survey = StaffSurvey.objects.get()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    steps = sum(
        1 for _ in open_box(survey, passphrase=["passwort"], present="", by="Messung")
    )
    seconds = time.perf_counter() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    holds = seconds <= MOST_OPENING_S
    print(f"{seconds:6.1f} s  {memory:6.0f} MiB  {steps} Schritte{verdict(holds)}")


def verdict(holds):
    return "  gut" if holds else "  ZU VIEL"


if __name__ == "__main__":
    if sys.argv[1:2] == ["open"]:
        open_many(int(sys.argv[2]))
    else:
        main()
