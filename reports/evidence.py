"""Finding themes and statements that a principle, goal or measure can rest on."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from ilmkreis_integration.models import ActionField, Process
from ilmkreis_integration.searching import contains, wording_contains
from reports.models import Evidenced, Statement, Theme

# More rows than this are found by narrowing the search, not by scrolling.
MOST_CANDIDATES = 60


@dataclass(frozen=True)
class Candidates:
    """What can still be chosen; `is_cut` when more was found than is shown."""

    themes: list[Theme]
    statements: list[Statement]
    is_cut: bool


def chosen_themes(item: Evidenced) -> QuerySet[Theme]:
    return _with_place(item.themes.all())


def chosen_statements(item: Evidenced) -> QuerySet[Statement]:
    return item.statements.select_related("contribution__translation", "theme")


def find_candidates(
    item: Evidenced,
    process: Process,
    *,
    action_field: ActionField | None = None,
    theme: Theme | None = None,
    words: str = "",
) -> Candidates:
    """Find what fits the search and is not chosen yet; two queries."""
    themes = Theme.objects.filter(action_field__process=process)
    statements = Statement.objects.in_process(process)
    if action_field:
        themes = themes.filter(action_field=action_field)
        statements = statements.in_field(action_field)
    if theme:
        themes = themes.filter(pk=theme.pk)
        statements = statements.filter(theme=theme)
    if words:
        themes = themes.filter(contains("title", words))
        statements = statements.filter(wording_contains(words, of="contribution__"))
    found = list(
        statements.exclude(pk__in=item.statements.all())
        .select_related("contribution__translation", "theme")
        .order_by("contribution__code", "start")[: MOST_CANDIDATES + 1]
    )
    return Candidates(
        themes=list(_with_place(themes.exclude(pk__in=item.themes.all()))),
        statements=found[:MOST_CANDIDATES],
        is_cut=len(found) > MOST_CANDIDATES,
    )


def _with_place(themes: QuerySet[Theme]) -> QuerySet[Theme]:
    return themes.select_related("action_field").annotate(
        statement_count=Count("statements", distinct=True)
    )
