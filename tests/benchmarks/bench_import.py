"""How long an import takes and how much memory, for 2,000 and for 20,000 forms.

The filled-in template is looked through and stored on SQLite, each in a process of its
own, for its peak of memory. Prints seconds of the processor, of the clock, those of the
clock for which the database is held up, and MiB above the process before it began. What
grows with the number of forms is the workbook, which calamine holds as a whole.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

SIZES = (2_000, 20_000)
CONTENT = "ilmkreis_integration/content/ilm-kreis.toml"


def main():
    print(f"{'':24}{'s CPU':>8}{'s':>8}{'s DB':>8}{'MiB':>8}{'Datei MiB':>12}")
    for size in SIZES:
        folder = Path(tempfile.mkdtemp(prefix="bench-import-"))
        for step in ("prepare", "examine", "store"):
            output = run_step(step, folder, size)
            if step != "prepare":
                file = (folder / "boegen.xlsx").stat().st_size / 2**20
                print(f"{size:>8} {step:15}{output}{file:12.1f}")


def run_step(step, folder, size):
    module = "tests.benchmarks.bench_import"
    command = [sys.executable, "-m", module, step, str(folder), str(size)]
    return subprocess.check_output(command, text=True).rstrip("\n")  # noqa: S603


def run(step, folder, size):
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/db.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    {"prepare": prepare, "examine": examine, "store": store}[step](
        Path(folder) / "boegen.xlsx", int(size)
    )


def prepare(file, size):
    from django.core.management import call_command

    from surveys.models import Channel, Questionnaire
    from tests.surveys.importing.tables import filled

    call_command("migrate", verbosity=0)
    call_command("load_process", CONTENT, stdout=sys.stderr)
    questionnaire = Questionnaire.objects.get()
    questionnaire.channels.create(name="Messung", type=Channel.Type.OTHER)
    file.write_bytes(filled(questionnaire, single=rows(size)))


def rows(size):
    from tests.benchmarks.bench_tables import words

    chance = random.Random(1)
    for number in range(size):
        yield {
            "bogen-nr": f"A-{number}",
            "eingang": "05.03.2017",
            "merkmal-geschlecht": chance.choice(["frau", "mann"]),
            "merkmal-alter": "27-40",
            "frage-gut": words(chance, 8),
            "frage-schwer": words(chance, 80 if number % 50 == 0 else 8),
        }


def examine(file, size):
    from surveys.importing.examining import examine
    from surveys.importing.receiving import stored_source

    with measured():
        assert examine(stored_source(uploaded(file))).new == size


def store(file, size):
    from surveys.importing.receiving import stored_source
    from surveys.importing.storing import store_import

    imported = uploaded(file)
    with measured():
        assert store_import(imported, stored_source(imported)).new == size


def uploaded(file):
    from surveys.importing.receiving import receive
    from surveys.models import Import, Questionnaire

    questionnaire = Questionnaire.objects.get()
    return receive(
        Import(
            questionnaire=questionnaire,
            channel=questionnaire.channels.get(),
            format=Import.Format.TEMPLATE,
            received_on=date(2017, 3, 31),
            file_name=file.name,
        ),
        table=file.read_bytes(),
    )


class measured:  # noqa: N801
    """Print what is done within."""

    def __enter__(self):
        from surveys.answer_language import language_of

        language_of("Die Sprache zu laden, gehört nicht dazu.")
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget peaks
        self.peak = peak()
        self.writing = 0.0
        from django.db import connection

        self.wrapper = connection.execute_wrapper(self.watch)
        self.wrapper.__enter__()
        self.clock, self.cpu = time.perf_counter(), time.process_time()

    def __exit__(self, *error):
        clock = time.perf_counter() - self.clock
        cpu = time.process_time() - self.cpu
        self.wrapper.__exit__(*error)
        grown = peak() - self.peak
        print(f"{cpu:8.1f}{clock:8.1f}{self.writing:8.1f}{grown:8.0f}")

    def watch(self, execute, sql, params, many, context):
        """Count from the first to the last writing of the transaction."""
        result = execute(sql, params, many, context)
        if sql.startswith(("UPDATE", "INSERT", "DELETE")):
            now = time.perf_counter()
            self.first = getattr(self, "first", now)
            self.writing = now - self.first
        return result


def peak():
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


if __name__ == "__main__":
    run(*sys.argv[1:]) if sys.argv[1:] else main()
