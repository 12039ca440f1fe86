"""Turning contributions into coded statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ilmkreis_integration.models import ActionField, Contribution, Kind
from reports.models import Dismissal, Paraphrase, Statement, Theme
from reports.services.themes import theme_called

# The `coding_state` of what nobody has touched.
WAITING = ""

# Moves numbers and places out of the way while rows are renumbered.
_ASIDE_NUMBER, _ASIDE_PLACE = 10_000, 1_000_000


@dataclass(frozen=True)
class CodedSpan:
    """What somebody found in the characters `start` to `end` of a contribution."""

    start: int
    end: int
    kind: Kind
    action_fields: tuple[ActionField, ...]
    theme: Theme | None = None
    is_grave: bool = False


@dataclass(frozen=True)
class CodedPart:
    """A span whose theme is only named so far; empty for none."""

    span: CodedSpan
    theme_title: str = ""

    def with_theme(self) -> CodedSpan:
        """Find the theme, or make it."""
        if not self.theme_title:
            return self.span
        fields = self.span.action_fields
        return replace(
            self.span, theme=theme_called(self.theme_title, action_fields=fields)
        )


class CodingError(Exception):
    """A coding that cannot be stored."""


class NotCodableError(CodingError):
    """The wording may still change, or the contribution is about something else."""


class SpanError(CodingError):
    """Spans that are empty, overlap or reach beyond the text."""


class FieldError(CodingError):
    """A span without action field, or with one of another process."""


class ThemeError(CodingError):
    """A theme of a field that the span is not coded to."""


class CodedMeanwhileError(CodingError):
    """Somebody else coded, dismissed or changed the contribution in the meantime."""

    def __init__(self, contribution: Contribution) -> None:
        super().__init__(contribution.code)
        self.contribution = contribution


class UsedAsEvidenceError(CodingError):
    """`statements` would vanish, but Leitbild or catalogue rest on them."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        super().__init__(*(statement.code for statement in statements))
        self.statements = statements


@transaction.atomic
def code_contribution(
    contribution: Contribution,
    *,
    spans: Sequence[CodedSpan],
    by: User,
    seen: str | None = None,
) -> list[Statement]:
    """Make `spans` the statements of `contribution`, in the order of the text.

    A statement whose span stays keeps its row, and so does one that is evidence, for
    the new span that has most of it. `seen` is the `coding_state` that the coder had in
    front of them; CodedMeanwhileError if it is no longer true.
    """
    contribution = _lock(contribution, seen)
    spans = sorted(spans, key=lambda span: span.start)
    _check(contribution, spans)
    stored = list(
        contribution.statements.prefetch_related("action_fields").select_for_update()
    )
    kept = _match(stored, spans)
    _delete([row for row in stored if row not in kept.values()])
    _forget_paraphrases(kept)
    Dismissal.objects.filter(contribution=contribution).delete()
    _step_aside(list(kept.values()))
    return _write(contribution, spans, kept, by)


@transaction.atomic
def code_parts(
    contribution: Contribution,
    *,
    parts: Sequence[CodedPart],
    by: User,
    seen: str | None = None,
) -> list[Statement]:
    """Like `code_contribution`, and makes the themes that are new."""
    spans = [part.with_theme() for part in parts]
    return code_contribution(contribution, spans=spans, by=by, seen=seen)


@transaction.atomic
def dismiss(contribution: Contribution, *, by: User, seen: str | None = None) -> None:
    """Note that `contribution` holds no statement."""
    contribution = _lock(contribution, seen)
    _delete(list(contribution.statements.all()))
    Dismissal.objects.get_or_create(
        contribution=contribution,
        defaults={"dismissed_by": by, "dismissed_on": timezone.localdate()},
    )


@transaction.atomic
def put_back(contribution: Contribution, *, seen: str | None = None) -> None:
    """Let `contribution` wait at the coding desk again, coded or dismissed as it was."""
    contribution = _lock(contribution, seen)
    _delete(list(contribution.statements.all()))
    Dismissal.objects.filter(contribution=contribution).delete()


def coding_state(contribution: Contribution) -> str:
    """A short text that changes whenever the coding of `contribution` does.

    It is `WAITING` as long as there is none.
    """
    if hasattr(contribution, "dismissal"):
        return "dismissed"
    return ";".join(
        f"{s.start}-{s.end}-{s.kind}-{s.theme_id or ''}-{int(s.is_grave)}-"
        + ",".join(
            str(pk) for pk in sorted(field.pk for field in s.action_fields.all())
        )
        for s in contribution.statements.all()
    )


def refuse_if_changed(contribution: Contribution, *, seen: str) -> None:
    """Also where it was opened again meanwhile, with the café it comes from."""
    if not contribution.is_final or coding_state(contribution) != seen:
        raise CodedMeanwhileError(contribution)


@transaction.atomic(savepoint=False)
def code_by_origin(
    *, contributions: Iterable[Contribution], **kwargs: Any
) -> list[Statement]:
    """Make one statement of each contribution whose origin fixed field and kind.

    Receives `contributions_final`; notes of a World Café come this way, and once more
    when their café was reopened. Their wording may have changed then, so a statement
    speaks for the whole note again, and what was dismissed is looked at anew.
    """
    fixed = [c for c in contributions if c.for_concept and c.action_field_id and c.kind]
    if not fixed:  # as with every questionnaire that is sent
        return []
    Dismissal.objects.filter(contribution__in=fixed).delete()
    coded = _rejoin(fixed)
    statements = Statement.objects.bulk_create(
        Statement(
            contribution=contribution,
            start=0,
            end=len(contribution.text),
            kind=contribution.kind,
            coded_on=timezone.localdate(),
        )
        for contribution in fixed
        if contribution.pk not in coded
    )
    _tag(
        (statement, statement.contribution.action_field_id) for statement in statements
    )
    return statements


def _lock(contribution: Contribution, seen: str | None) -> Contribution:
    # Two coders may save at once; the second one waits here for the first.
    locked = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if seen is not None:
        refuse_if_changed(locked, seen=seen)
    return locked


def _check(contribution: Contribution, spans: Sequence[CodedSpan]) -> None:
    if not (contribution.is_final and contribution.for_concept):
        raise NotCodableError(contribution.code)
    if not spans:
        raise SpanError(contribution.code)
    for span in spans:
        _check_span(contribution, span)
    if any(before.end > after.start for before, after in pairwise(spans)):
        raise SpanError(contribution.code)


def _check_span(contribution: Contribution, span: CodedSpan) -> None:
    inside = 0 <= span.start < span.end <= len(contribution.text)
    if not inside or not contribution.text[span.start : span.end].strip():
        raise SpanError(contribution.code)
    if not span.action_fields or any(
        field.process_id != contribution.process_id for field in span.action_fields
    ):
        raise FieldError(contribution.code)
    if span.theme is not None and span.theme.action_field_id not in {
        field.pk for field in span.action_fields
    }:
        raise ThemeError(span.theme.title)


def _match(
    stored: Sequence[Statement], spans: Sequence[CodedSpan]
) -> dict[CodedSpan, Statement]:
    """Which stored row each span takes over."""
    by_span = {(row.start, row.end): row for row in stored}
    kept = {
        span: by_span[span.start, span.end]
        for span in spans
        if (span.start, span.end) in by_span
    }
    left = [row for row in stored if row not in kept.values()]
    for row in _evidence_among(left):
        free = [span for span in spans if span not in kept and _overlap(row, span)]
        if free:
            kept[max(free, key=lambda span: _overlap(row, span))] = row
    return kept


def _overlap(row: Statement, span: CodedSpan) -> int:
    return max(0, min(row.end, span.end) - max(row.start, span.start))


def _evidence_among(rows: Sequence[Statement]) -> list[Statement]:
    used = Statement.objects.used_as_evidence().filter(pk__in=[row.pk for row in rows])
    pks = set(used.values_list("pk", flat=True)) if rows else set()
    return [row for row in rows if row.pk in pks]


def _delete(rows: Sequence[Statement]) -> None:
    if evidence := _evidence_among(rows):
        raise UsedAsEvidenceError(evidence)
    if rows:
        Statement.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _forget_paraphrases(kept: dict[CodedSpan, Statement]) -> None:
    """Of statements that say less now, or more."""
    changed = [
        row.pk
        for span, row in kept.items()
        if (row.start, row.end) != (span.start, span.end)
    ]
    if changed:
        Paraphrase.objects.filter(statement__in=changed).delete()


def _step_aside(rows: Sequence[Statement]) -> None:
    # Numbers and starts are unique, also between the statements of one UPDATE.
    if rows:
        Statement.objects.filter(pk__in=[row.pk for row in rows]).update(
            number=F("number") + _ASIDE_NUMBER,
            start=F("start") + _ASIDE_PLACE,
            end=F("end") + _ASIDE_PLACE,
        )


def _write(
    contribution: Contribution,
    spans: Sequence[CodedSpan],
    kept: dict[CodedSpan, Statement],
    by: User,
) -> list[Statement]:
    statements = []
    for number, span in enumerate(spans, start=1):
        statement = kept.get(span) or Statement(contribution=contribution)
        if statement._state.adding or _says_something_else(statement, span):
            statement.coded_by = by
            statement.coded_on = timezone.localdate()
        statement.number = number if len(spans) > 1 else 0
        statement.start, statement.end = span.start, span.end
        statement.kind = span.kind
        statement.theme = span.theme
        statement.is_grave = span.is_grave
        statements.append(statement)
    for statement in kept.values():
        statement.save()
    fresh = [statement for statement in statements if statement._state.adding]
    Statement.objects.bulk_create(fresh)
    Statement.action_fields.through.objects.filter(
        statement__in=list(kept.values())
    ).delete()
    _tag(
        (statement, field.pk)
        for statement, span in zip(statements, spans, strict=True)
        for field in dict.fromkeys(span.action_fields)
    )
    return statements


def _says_something_else(statement: Statement, span: CodedSpan) -> bool:
    return (
        (statement.start, statement.end) != (span.start, span.end)
        or statement.kind != span.kind
        or statement.theme_id != (span.theme.pk if span.theme else None)
        or statement.is_grave != span.is_grave
        or {field.pk for field in statement.action_fields.all()}
        != {field.pk for field in span.action_fields}
    )


def _tag(pairs: Iterable[tuple[Statement, Any]]) -> None:
    tags = Statement.action_fields.through
    tags.objects.bulk_create(
        tags(statement=statement, actionfield_id=field_id)
        for statement, field_id in pairs
    )


def _rejoin(contributions: Sequence[Contribution]) -> set[UUID]:
    """Stretch what is coded over the whole text; return keys of what was coded.

    Of several statements the first stays and takes over what rested on the others.
    """
    texts = {contribution.pk: contribution.text for contribution in contributions}
    first: dict[UUID, Statement] = {}
    for row in Statement.objects.filter(contribution__in=texts).order_by("start"):
        if row.contribution_id in first:
            row.give_evidence_to(first[row.contribution_id])
            row.delete()
        else:
            first[row.contribution_id] = row
    for pk, row in first.items():
        row.start, row.end, row.number = 0, len(texts[pk]), 0
        row.save(update_fields=["start", "end", "number"])
    return set(first)
