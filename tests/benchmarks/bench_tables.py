"""How fast a large workbook is read, beside openpyxl and calamine alone.

100,000 rows of 12 columns, texts shared as Excel writes them, some of them long. Each
reading runs in a process of its own, for its peak of memory. Prints seconds of the
processor (best of three), so that other work on the machine counts little, MiB above an
idle process, and the ratios within this run.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 100_000
COLUMNS = 12
WORDS = "Bus;Sprache;Arbeit;Wohnung;Kinder;Schule;Arzt;Amt;Verein;Kurs;Hilfe;fehlt;mehr"
HEADINGS = "Nr;Tag;Form;Personen;Alter;G;Dauer;Sprache;F1;F2;F3;Notiz"


def main():
    folder = Path(tempfile.mkdtemp(prefix="bench-tables-"))
    workbook, text = folder / "forms.xlsx", folder / "forms.csv"
    write_samples(workbook, text)
    idle = measured("idle", workbook)[1]
    seconds = {}
    for name in ("check", "read", "calamine", "openpyxl"):
        seconds[name], peak = measured(name, workbook)
        show(f"workbook, {name}", seconds[name], peak - idle, workbook)
    print(f"{'openpyxl / read':32}{seconds['openpyxl'] / seconds['read']:8.2f}")
    print(f"{'read / calamine':32}{seconds['read'] / seconds['calamine']:8.2f}")
    took, peak = measured("read", text)
    show("CSV, read", took, peak - idle, text)


def show(name, seconds, memory, file):
    size = file.stat().st_size / 2**20
    print(f"{name:32}{seconds:8.2f} s   {memory:6.0f} MiB   file {size:.1f} MiB")


def measured(name, file):
    """Run the reading `name` in a new process; return its seconds and peak MiB."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_tables", name, str(file)]
    seconds, peak = subprocess.check_output(command, text=True).split()  # noqa: S603
    return float(seconds), float(peak)


def run(name, path):
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    readings = {
        "idle": lambda file: None,
        "check": check,
        "read": read,
        "calamine": read_with_calamine,
        "openpyxl": read_with_openpyxl,
    }
    times = []
    for _repetition in range(3):
        with Path(path).open("rb") as file:
            start = time.process_time()
            readings[name](file)
            times.append(time.process_time() - start)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(min(times), int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024)


def check(file):
    from ilmkreis_integration.tables.workbook_guard import check_workbook

    assert check_workbook(file) == []


def read(file):
    from ilmkreis_integration.tables.reading import read_sheets

    (sheet,) = read_sheets(file)
    expect_all(sheet.rows)


def read_with_calamine(file):
    from python_calamine import CalamineWorkbook

    expect_all(CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).iter_rows())


def read_with_openpyxl(file):
    from openpyxl import load_workbook

    sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
    expect_all(sheet.iter_rows(values_only=True))


def expect_all(rows):
    assert sum(len(row) for row in rows) == (ROWS + 1) * COLUMNS


def write_samples(workbook, text):
    from tests.ilmkreis_integration.tables import samples

    rows = list(forms())
    strings = {}
    sheet = [
        samples.row_as_in_excel(number, row, strings)
        for number, row in enumerate(rows, start=1)
    ]
    file = samples.workbook("".join(sheet), strings=list(strings))
    workbook.write_bytes(file.getvalue())
    lines = (";".join(str(cell) for cell in row) + "\r\n" for row in rows)
    text.write_text("".join(lines), encoding="utf-8-sig", newline="")


def forms():
    chance = random.Random(1)
    yield tuple(HEADINGS.split(";"))
    for number in range(ROWS):
        yield (
            *[number, 42_830 + number % 28, "einzeln", 1 + number % 5],
            *[chance.randint(1, 6), "w", chance.randint(1, 4), "uk"],
            *[words(chance, 6), words(chance, 100 if number % 50 == 0 else 6)],
            *[words(chance, 6), "-"],
        )


def words(chance, count):
    return " ".join(chance.choices(WORDS.split(";"), k=count))


if __name__ == "__main__":
    run(*sys.argv[1:]) if sys.argv[1:] else main()
