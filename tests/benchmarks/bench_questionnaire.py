"""How heavy and how fast the questionnaire is, served as `bin/start` serves it.

First what a browser loads on the first visit of a page. Then how many people a second
can open the form and send it, beside the floor (see floor.py) in the same run: a round
is short, and the order of servers changes, because machines change their speed.
"""

import sys
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import sync_playwright

from tests.benchmarks.load import Site, fill_in_forms
from tests.benchmarks.serving import Server, environment, run_python, served
from tests.chromium import CHROMIUM_FLAGS, chromium_path
from tests.postgres import postgres

ROUNDS, SECONDS = 7, 3
# KiB: code, and with fonts; in Arabic; on a page that is not the first one
MOST_CODE, MOST_WITH_FONTS, MOST_ARABIC, MOST_LATER = 40, 100, 200, 15
LEAST_SHARE = 0.8

TEXT = "Die Busse fahren zu selten, und abends kommt keiner mehr. " * 3
OURS = {
    "merkmal-geschlecht": "frau",
    "merkmal-alter": "27-40",
    "merkmal-aufenthaltsdauer": "1-3",
    "frage-gut": TEXT,
    "frage-schwer": TEXT,
    "frage-wunsch": TEXT,
    "gehe": "absenden",
}
FLOOR = {
    "gender": "angabe-1",
    "age": "angabe-1",
    "stay": "angabe-1",
    "good": TEXT,
    "hard": TEXT,
    "wish": TEXT,
}
OPEN_A_CHANNEL = """
from surveys.models import *
Questionnaire.objects.update(opens_on="2000-01-01", closes_on="2100-01-01")
questionnaire = Questionnaire.objects.get()
print(questionnaire.channels.create(name="Messung", type=Channel.Type.OTHER).code)
"""


@dataclass(frozen=True)
class Measured:
    """One short load on one server; CPU in milliseconds a flow."""

    flows_per_second: float
    gets: list[float]
    flows: list[float]
    server_cpu: float
    client_cpu: float


def main():
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
        print_weights(*sites["SQLite", "ours"])
        print_flows(sites)


@contextmanager
def our_site(variables):
    run_python(variables, "manage.py", "migrate", "--verbosity", "0")
    run_python(
        variables, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"
    )
    content = "ilmkreis_integration/content/ilm-kreis.toml"
    run_python(variables, "manage.py", "load_process", content)
    shell = ("manage.py", "shell", "--verbosity", "0", "--command", OPEN_A_CHANNEL)
    code = run_python(variables, *shell)
    with served("ilmkreis_integration.wsgi", variables) as server:
        yield server, Site(server.port, f"/fragebogen/{code}/einzeln/", OURS)


@contextmanager
def floor_site(variables):
    run_python(variables, "-m", "tests.benchmarks.floor")
    with served("tests.benchmarks.floor", variables) as server:
        yield server, Site(server.port, "/", FLOOR)


# --- Weight


def print_weights(server: Server, site: Site):
    start = site.path.removesuffix("einzeln/")
    print("KiB auf der Leitung mit Kopfzeilen")
    print(f"{'':22}{'Abrufe':>8}{'HTML':>7}{'CSS':>7}{'JS':>7}{'Summe':>7}", end="")
    print(f"{'Schrift':>9}{'alles':>7}")
    limits = (MOST_CODE, MOST_WITH_FONTS)
    # A page, and the one that was opened before it.
    for name, path, before, (most_code, most) in (
        ("Start", start, "", limits),
        ("Einzelfragebogen", site.path, "", limits),
        ("Gruppenfragebogen", f"{start}gruppe/", "", limits),
        ("Einzeln, arabisch", f"{site.path}?sprache=ar", "", (MOST_CODE, MOST_ARABIC)),
        ("Einzeln, nach Start", site.path, start, (MOST_LATER, MOST_LATER)),
    ):
        loaded = loaded_by_browser(server.url + path, before and server.url + before)
        kinds = [loaded.pop(kind, []) for kind in ("document", "stylesheet", "script")]
        fonts = loaded.pop("font", [])
        html, css, js = (sum(sizes) / 1024 for sizes in kinds)
        code, everything = html + css + js, html + css + js + sum(fonts) / 1024
        requests = sum(map(len, kinds)) + len(fonts) + sum(map(len, loaded.values()))
        print(f"{name:22}{requests:8}{html:7.1f}{css:7.1f}{js:7.1f}{code:7.1f}", end="")
        print(f"{sum(fonts) / 1024:9.1f}{everything:7.1f}", end="")
        print(verdict(code <= most_code and everything <= most), end="")
        print(f" (höchstens {most_code} und {most})")
    print()


def loaded_by_browser(url, before):
    """Return the sizes of what Chromium loads for a page, by kind of resource."""
    path = chromium_path() or sys.exit("Chromium fehlt: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        page = browser.new_page()
        if before:
            page.goto(before, wait_until="networkidle")
        requests = []
        page.on("requestfinished", lambda request: requests.append(request))
        page.goto(url, wait_until="networkidle")
        loaded = {}
        for request in requests:
            sizes = request.sizes()
            size = sizes["responseHeadersSize"] + sizes["responseBodySize"]
            loaded.setdefault(request.resource_type, []).append(size)
        browser.close()
    return loaded


# --- Flows


def print_flows(sites):
    print(f"Formular öffnen und absenden, {ROUNDS} Durchgänge zu {SECONDS} s, Mediane")
    print(f"{'':24}{'/s':>7}{'±':>6}  {'Seite p50':>9}  {'p50':>6}{'p95':>6}", end="")
    print(f"{'p99 ms':>8}{'CPU ms Server':>15}{'Client':>8}")
    for connections in (1, 8):
        measured = {name: [] for name in sites}
        measure(sites, connections, SECONDS / 3)  # warm up
        for number in range(ROUNDS):
            names = (
                list(sites)[number % len(sites) :] + list(sites)[: number % len(sites)]
            )
            one_round = measure({name: sites[name] for name in names}, connections)
            for name, result in one_round.items():
                measured[name].append(result)
        for name, results in measured.items():
            print_line(f"{name[0]}, {name[1]}, c={connections}", results)
        for database in dict.fromkeys(database for database, _what in sites):
            print_share(
                database, measured[database, "ours"], measured[database, "floor"]
            )


def measure(sites, connections, seconds=SECONDS):
    results = {}
    for name, (server, site) in sites.items():
        before = server.cpu_seconds()
        load = fill_in_forms(site, connections=connections, seconds=seconds)
        flows = len(load.flows)
        results[name] = Measured(
            load.flows_per_second,
            load.gets,
            load.flows,
            server_cpu=1000 * (server.cpu_seconds() - before) / flows,
            client_cpu=1000 * load.client_cpu / flows,
        )
    return results


def print_line(name, results):
    rates = [result.flows_per_second for result in results]
    spread = (max(rates) - min(rates)) / 2 / median(rates)
    gets = [1000 * time for result in results for time in result.gets]
    flows = quantiles([1000 * t for result in results for t in result.flows], n=100)
    server, client = (
        median(getattr(result, kind) for result in results)
        for kind in ("server_cpu", "client_cpu")
    )
    print(f"{name:24}{median(rates):7.0f}{spread:6.0%}  {median(gets):9.1f}", end="  ")
    print(
        f"{flows[49]:6.1f}{flows[94]:6.1f}{flows[98]:8.1f}{server:15.2f}{client:8.2f}"
    )


def print_share(database, ours, floor):
    """Compare what was measured in the same round, then take the median."""
    pairs = list(zip(ours, floor, strict=True))
    rate = median(o.flows_per_second / f.flows_per_second for o, f in pairs)
    cpu = median(f.server_cpu / o.server_cpu for o, f in pairs)
    print(f"{database}: ours / floor {rate:.2f}{verdict(rate >= LEAST_SHARE)}", end="")
    print(f"   (nach CPU des Servers {cpu:.2f})")


def verdict(holds):
    return "  gut" if holds else "  ZU VIEL"


if __name__ == "__main__":
    main()
