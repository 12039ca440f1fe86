"""How long the pages behind the login take on the example data, and their queries.

In this process, without a web server: the shortest of several times. CPU is what the
page costs, whoever else uses the machine. A page that asks the database more often when
there is more to show is found by the tests, not here.
"""

import logging
import os
import sys
import tempfile
import time

REPETITIONS = 5
SLOWEST = 200  # milliseconds


def main():
    folder = tempfile.mkdtemp(prefix="bench-pages-")
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/db.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from ilmkreis_integration.access import Role
    from tests.factories import UserFactory

    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    call_command("load_example", stdout=sys.stderr)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(UserFactory(role=Role.MANAGEMENT))

    print(f"{'Seite':46}{'ms':>8}{'ms CPU':>8}{'Abfragen':>10}{'KiB':>8}")
    for path in pages():
        times, costs = [], []
        for _ in range(REPETITIONS):
            start, cpu = time.perf_counter(), time.process_time()
            response = client.get(path)
            times.append(1000 * (time.perf_counter() - start))
            costs.append(1000 * (time.process_time() - cpu))
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        if response.status_code != 200:
            sys.exit(f"{path}: {response.status_code}")
        size = len(response.getvalue()) / 1024
        mark = "  LANGSAM" if min(costs) > SLOWEST else ""
        print(f"{path:46}{min(times):8.0f}{min(costs):8.0f}", end="")
        print(f"{len(captured):10}{size:8.0f}{mark}")


def pages():
    """Paths of the pages that show most, the biggest field among them."""
    from django.db.models import Count
    from django.urls import reverse

    from ilmkreis_integration.models import Process

    process = Process.objects.current()
    fields = process.action_fields.annotate(size=Count("statements"))
    biggest = fields.order_by("-size").first()
    names = [
        "process:dashboard",
        "evaluation:coding-desk",
        "evaluation:coded",
        "evaluation:synthesis-overview",
        "evaluation:principles",
        "evaluation:catalogue",
        "evaluation:downloads",
        "surveys-setup:overview",
        "worldcafe-setup:overview",
        "staffsurvey-setup:overview",
        "setup:overview",
    ]
    return [
        *map(reverse, names),
        reverse("evaluation:themes", args=[biggest.slug]),
        reverse("evaluation:synthesis", args=[biggest.slug]),
    ]


if __name__ == "__main__":
    main()
