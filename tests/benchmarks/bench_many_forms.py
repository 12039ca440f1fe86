"""The pages behind the login when 100,000 forms are in, in time and memory.

Each form has one answer; one in ten is coded. Beside each page stands the floor of the
same run: counting the forms by channel and by day in the database, and nothing else.
"""

import logging
import os
import resource
import sys
import tempfile
import time
from datetime import date, timedelta

FORMS, BATCH = 100_000, 2_000
REPETITIONS = 3


def main():
    folder = tempfile.mkdtemp(prefix="bench-many-")
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
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
    call_command("load_process", "ilmkreis_integration/content/ilm-kreis.toml")
    start = time.perf_counter()
    questionnaire = fill()
    print(f"{FORMS} Bögen angelegt in {time.perf_counter() - start:.0f} s", end="; ")
    floor, _ = best_of(lambda: count(questionnaire))
    print(f"Boden: {floor:.0f} ms\n")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(UserFactory(role=Role.MANAGEMENT))

    print(f"{'Seite':46}{'ms':>8}{'zum Boden':>11}{'Abfragen':>10}", end="")
    print(f"{'KiB':>8}{'MiB mehr':>10}")
    for path in pages():
        before = peak()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
            queries = len(captured)  # the next request begins to count anew
        if response.status_code != 200:
            sys.exit(f"{path}: {response.status_code}")
        taken, response = best_of(lambda path=path: client.get(path))
        size = len(response.getvalue()) / 1024
        print(f"{path:46}{taken:8.0f}{taken / floor:11.1f}{queries:10}", end="")
        print(f"{size:8.0f}{peak() - before:10.0f}")


def fill():
    from ilmkreis_integration.models import Contribution, Source
    from surveys.models import Answer, Channel, OptionCount, Questionnaire, Response

    questionnaire = Questionnaire.objects.get()
    edition = questionnaire.editions.get()
    channels = [
        questionnaire.channels.create(name=f"Stelle {number}", type=Channel.Type.OTHER)
        for number in range(12)
    ]
    question = edition.questions.first()
    options = [list(a.options.all()) for a in edition.attributes.all()]
    for first in range(1, FORMS + 1, BATCH):
        numbers = range(first, first + BATCH)
        responses = [
            Response(
                questionnaire=questionnaire,
                edition=edition,
                channel=channels[number % 12],
                number=number,
                form=Response.Form.SINGLE,
                language=("de", "uk", "ar")[number % 3],
                received_on=date(2017, 6, 15) + timedelta(days=number % 45),
                digest=f"{number:064}",
            )
            for number in numbers
        ]
        Response.objects.bulk_create(responses)
        OptionCount.objects.bulk_create(
            OptionCount(
                response=response,
                option=choices[response.number % len(choices)],
                count=1,
            )
            for response in responses
            for choices in options
        )
        contributions = [
            Contribution(
                process_id=questionnaire.process_id,
                source=Source.QUESTIONNAIRE,
                code=f"F-{response.number}-1",
                text=f"Antwort Nummer {response.number}: Es fehlt ein Bus am Abend.",
                kind=question.kind,
                received_on=response.received_on,
            )
            for response in responses
        ]
        Contribution.objects.bulk_create(contributions)
        Answer.objects.bulk_create(
            Answer(contribution=contribution, response=response, question=question)
            for contribution, response in zip(contributions, responses, strict=True)
        )
    code_one_in_ten(questionnaire.process)
    return questionnaire


def code_one_in_ten(process):
    from ilmkreis_integration.models import Contribution
    from reports.models import Statement

    fields = list(process.action_fields.all())
    link = Statement.action_fields.through
    contributions = list(Contribution.objects.filter(code__endswith="0-1"))
    statements = [
        Statement(
            contribution=contribution,
            start=0,
            end=len(contribution.text),
            number=1,
            kind=contribution.kind,
        )
        for contribution in contributions
    ]
    Statement.objects.bulk_create(statements, batch_size=BATCH)
    link.objects.bulk_create(
        (
            link(statement=statement, actionfield=fields[number % len(fields)])
            for number, statement in enumerate(statements)
        ),
        batch_size=BATCH,
    )


def count(questionnaire):
    from django.db.models import Count

    from surveys.models import Response

    forms = Response.objects.filter(questionnaire=questionnaire).order_by()
    list(forms.values_list("channel").annotate(Count("pk")))
    list(forms.values_list("received_on").annotate(Count("pk")))


def pages():
    from django.urls import reverse

    names = [
        "surveys-setup:returns",
        "surveys-setup:overview",
        "surveys-setup:paper",
        "process:dashboard",
        "evaluation:coding-desk",
        "evaluation:coded",
        "evaluation:synthesis-overview",
        "evaluation:downloads",
    ]
    return list(map(reverse, names))


def best_of(work):
    """Return the shortest time in milliseconds and what came out."""
    times = []
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        made = work()
        times.append(1000 * (time.perf_counter() - start))
    return min(times), made


def peak():
    """The most memory that this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
