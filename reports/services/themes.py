"""Themes: found while coding, named, merged and answered."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from ilmkreis_integration.models import ActionField
from reports.models import Statement, Theme


class ThemesApartError(Exception):
    """Only themes of one field can be merged, and none with itself."""


class ThemeInUseError(Exception):
    """Only themes that nothing refers to can be deleted."""


@transaction.atomic
def theme_called(title: str, *, action_fields: Sequence[ActionField]) -> Theme:
    """Return the theme of that name in one of the fields, or a new one in the first.

    Names are the same in capitals and small letters.
    """
    _lock(action_fields)
    themes = Theme.objects.filter(action_field__in=action_fields)
    by_name = {
        (theme.action_field_id, theme.title.casefold()): theme for theme in themes
    }
    for field in action_fields:
        if (field.pk, title.casefold()) in by_name:
            return by_name[field.pk, title.casefold()]
    return Theme.objects.create(action_field=action_fields[0], title=title)


@transaction.atomic
def merge_themes(theme: Theme, *, into: Theme) -> Theme:
    """Let `into` take over the statements and the evidence of `theme`; delete `theme`."""
    if theme == into or theme.action_field_id != into.action_field_id:
        raise ThemesApartError
    Statement.objects.filter(theme=theme).update(theme=into)
    theme.give_evidence_to(into)
    theme.delete()
    return into


@transaction.atomic
def delete_theme(theme: Theme) -> None:
    _lock([theme.action_field])
    if not Theme.objects.unused().filter(pk=theme.pk).exists():
        raise ThemeInUseError(theme.title)
    theme.delete()


def _lock(action_fields: Sequence[ActionField]) -> None:
    # Two coders may find the same theme at once, or one of them while it is being
    # deleted; the second one waits for the first.
    list(
        ActionField.objects.select_for_update()
        .filter(pk__in=[field.pk for field in action_fields])
        .values_list("pk")
    )
