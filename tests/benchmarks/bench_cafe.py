"""A World Café with 30 tables that type at once, each watched by three browsers.

Served as `bin/start` serves it. Each table sends a card every 5 s, each browser asks every
2 s whether there is something new. Prints how long saving and asking take, after which
time the others see a card, and whether every card that was received is stored, once.
"""

import asyncio
import json
import tempfile
from pathlib import Path
from statistics import quantiles

from tests.benchmarks.cafe_room import Room, hold
from tests.benchmarks.serving import environment, run_python, served
from tests.postgres import postgres

TABLES, WATCHERS = 30, 3
SECONDS, PAUSE, POLL = 60, 5, 2
MOST_SAVING, MOST_SEEING = 0.2, 3  # seconds
PLAN = """
import json
from datetime import date
from ilmkreis_integration.models import Process
from worldcafe.services.planning import plan_cafe
from worldcafe.services.rounds import start_round
process = Process.objects.get()
cafe = plan_cafe(
    process, target_group=process.target_groups.first(), held_on=date.today(), place="",
    minutes_per_round=25, action_fields=[process.action_fields.first()] * {tables}, rounds=1,
)
start_round(cafe.rounds.get())
codes = list(cafe.tables.values_list("code", flat=True))
print(json.dumps([codes, process.guiding_questions.first().slug]))
"""
STORED = """
import json
from ilmkreis_integration.models import Contribution
print(json.dumps([str(pk) for pk in Contribution.objects.values_list("pk", flat=True)]))
"""


def main():
    print(f"{'':12}{'Karten':>8}{'Speichern ms p50 / p95 / p99':>32}", end="")
    print(
        f"{'Nachsehen ms p50 / p99':>26}{'gesehen nach s p50 / p99 / max':>34}  verloren doppelt"
    )
    with tempfile.TemporaryDirectory(prefix="bench-") as directory, postgres() as url:
        for name, database in (
            ("SQLite", f"sqlite:///{directory}/db.sqlite3"),
            ("PostgreSQL", url),
        ):
            folder = Path(directory, name)
            folder.mkdir()
            measure(name, environment(folder, database))


def measure(name, variables):
    for command in (
        ("migrate", "--verbosity", "0"),
        ("collectstatic", "--no-input", "--verbosity", "0"),
        ("load_process", "ilmkreis_integration/content/ilm-kreis.toml"),
    ):
        run_python(variables, "manage.py", *command)
    codes, question = plan(variables, TABLES)
    with served("ilmkreis_integration.wsgi", variables) as server:
        room = Room(server.port, codes, question)
        load = {"pause": PAUSE, "watchers": WATCHERS, "poll": POLL}
        asyncio.run(hold(room, seconds=5, **load))  # until the workers are warm
        before = set(json.loads(shell(variables, STORED)))
        evening = asyncio.run(hold(room, seconds=SECONDS, **load))
    print_evening(name, evening, set(json.loads(shell(variables, STORED))) - before)


def plan(variables, tables):
    """Begin a café; return the codes of its tables, and a guiding question."""
    return json.loads(shell(variables, PLAN.format(tables=tables)))


def shell(variables, code):
    return run_python(
        variables, "manage.py", "shell", "--verbosity", "0", "--command", code
    )


def print_evening(name, evening, stored):
    received = set(evening.receipts)
    saved, polls = percentiles(evening.saved), percentiles(evening.polls)
    seen = percentiles(evening.seen, unit=1)
    print(
        f"{name:12}{len(received):8}"
        f"{f'{saved[49]:.0f} / {saved[94]:.0f} / {saved[98]:.0f}':>32}"
        f"{f'{polls[49]:.0f} / {polls[98]:.0f}':>26}"
        f"{f'{seen[49]:.1f} / {seen[98]:.1f} / {max(evening.seen):.1f}':>34}"
        f"{len(received - stored):10}{len(stored) - len(received & stored):8}"
    )
    for refusal in evening.refused[:5]:
        print("  abgelehnt:", refusal)
    if saved[98] > 1000 * MOST_SAVING or max(evening.seen) > MOST_SEEING:
        print(
            f"  Grenze: Speichern p99 {1000 * MOST_SAVING:.0f} ms, gesehen nach {MOST_SEEING} s"
        )


def percentiles(seconds, unit=1000):
    return [unit * value for value in quantiles(seconds, n=100)]


if __name__ == "__main__":
    main()
