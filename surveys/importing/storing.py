"""Storing the forms of a table: all of them, or none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from secrets import SystemRandom
from tempfile import TemporaryFile
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from ilmkreis_integration.handover import hand_over
from ilmkreis_integration.models import Contribution, Source
from ilmkreis_integration.numbering import draw_numbers
from ilmkreis_integration.tables.findings import ImportRefusedError
from surveys.answer_language import language_of
from surveys.definition import Definition
from surveys.importing.examining import BATCH, Examination, batches, examine
from surveys.importing.source import ReadForm
from surveys.importing.source import Source as TableSource
from surveys.models import Answer, Import, ImportFile, OptionCount, Response

Row = dict[str, Any]


class ImportedMeanwhileError(Exception):
    """Somebody else stored some of these forms just now; nothing was stored."""


class ImportInUseError(Exception):
    """Something of an import was coded or translated; it stays."""


class Spool:
    """Forms put down in a file without a name, ready to be stored.

    Reading a table takes long. Meanwhile nobody else may have to wait for the database.
    """

    def __init__(self) -> None:
        self._file = TemporaryFile("w+b")  # noqa: SIM115 -- closed in __exit__
        self._starts: list[int] = []

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, form: ReadForm) -> None:
        self._starts.append(self._file.tell())
        self._file.write(json.dumps(_row(form)).encode() + b"\n")

    def rows(self, *, shuffled: bool) -> Iterator[Row]:
        if shuffled:
            SystemRandom().shuffle(self._starts)
        for start in self._starts:
            self._file.seek(start)
            yield json.loads(self._file.readline())


def _row(form: ReadForm) -> Row:
    filled = form.filled
    return {
        "response": {
            "id": str(form.id),
            "channel_id": form.channel.pk,
            "sheet": form.number,
            "received_on": form.received_on.isoformat(),
            "form": filled.form,
            "language": filled.language,
            "helped_by": filled.helped_by,
            "people": filled.people,
            "people_is_lower_bound": filled.people_is_lower_bound,
            "digest": filled.digest(),
        },
        "answers": [
            (question.pk, text, language_of(text))
            for question, text in filled.answers.items()
        ],
        "counts": [
            (option.pk, count) for option, count in filled.option_counts.items()
        ],
    }


def store_import(imported: Import, source: TableSource) -> Examination:
    """Store every form of `source` that is new; the uploaded file is deleted then.

    Raises `ImportRefusedError` or `ImportedMeanwhileError`, and has stored nothing.
    """
    with Spool() as spool:
        examination = examine(source, keep=spool.add)
        if examination.findings.count:
            raise ImportRefusedError(examination.findings)
        if not examination.new:
            return examination
        rows = spool.rows(shuffled=source.is_in_order_of_arrival)
        try:
            _store(imported, source.definition, rows, count=len(spool))
        except IntegrityError as error:
            raise ImportedMeanwhileError(str(imported)) from error
    return examination


@transaction.atomic
def _store(
    imported: Import, definition: Definition, rows: Iterator[Row], *, count: int
) -> None:
    # Two people, or two clicks: the second one waits here and finds it done.
    waiting = Import.objects.waiting().select_for_update().filter(pk=imported.pk)
    if not waiting.exists():
        raise ImportedMeanwhileError(str(imported))
    imported.imported_on = timezone.localdate()
    imported.save(update_fields=["imported_on"])
    ImportFile.objects.filter(of=imported).delete()
    numbers = iter(draw_numbers(imported.questionnaire, "last_number", count))
    for batch in batches(rows):
        _store_batch(batch, imported, definition, numbers)


def _store_batch(
    batch: list[Row], imported: Import, definition: Definition, numbers: Iterator[int]
) -> None:
    questions = {question.pk: question for question in definition.questions}
    responses, counts, answers = [], [], []
    for row in batch:
        response = _response(row, imported, definition, next(numbers))
        responses.append(response)
        counts += [
            OptionCount(response=response, option_id=option, count=number)
            for option, number in row["counts"]
        ]
        for pk, text, language in row["answers"]:
            question = questions[pk]
            contribution = Contribution(
                process_id=imported.questionnaire.process_id,
                source=Source.QUESTIONNAIRE,
                code=f"F-{response.number:04}-{question.position}",
                text=text,
                language=language,
                kind=question.kind,
                people=response.people,
                people_is_lower_bound=response.people_is_lower_bound,
                received_on=response.received_on,
            )
            answers.append(
                Answer(contribution=contribution, response=response, question=question)
            )
    Response.objects.bulk_create(responses)
    OptionCount.objects.bulk_create(counts)
    hand_over([answer.contribution for answer in answers])
    Answer.objects.bulk_create(answers)


def _response(
    row: Row, imported: Import, definition: Definition, number: int
) -> Response:
    values = row["response"]
    received_on = date.fromisoformat(values["received_on"])
    return Response(
        **values | {"received_on": received_on},
        questionnaire=imported.questionnaire,
        edition=definition.edition,
        entry=Response.Entry.IMPORT,
        imported_with=imported,
        number=number,
    )


@transaction.atomic
def undo_import(imported: Import) -> None:
    """Delete all forms of an import, and itself. Raises `ImportInUseError`."""
    if is_in_use(imported):
        raise ImportInUseError(str(imported))
    try:
        while pks := list(imported.responses.values_list("pk", flat=True)[:BATCH]):
            Contribution.objects.filter(answer__response__in=pks).delete()
            Response.objects.filter(pk__in=pks).delete()
    except ProtectedError as error:
        # Coded since we looked.
        raise ImportInUseError(str(imported)) from error
    imported.delete()


def is_in_use(imported: Import) -> bool:
    """Whether anybody has worked on what came with it: coded, dismissed, translated."""
    contributions = Contribution.objects.filter(
        answer__response__imported_with=imported
    )
    return any(
        contributions.filter(
            **{f"{relation.field.related_query_name()}__isnull": False}
        ).exists()
        for relation in Contribution._meta.related_objects
        if relation.related_model is not Answer
    )
