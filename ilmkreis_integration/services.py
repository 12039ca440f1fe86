"""Writes that touch more than one row of the core."""

from __future__ import annotations

from django.db import transaction

from ilmkreis_integration.models import Process


@transaction.atomic
def switch_to(process: Process) -> None:
    """Make `process` the one that all pages show."""
    # Two people may switch at once; the second one waits for the first.
    list(Process.objects.select_for_update().order_by("pk"))
    Process.objects.filter(is_current=True).update(is_current=False)
    Process.objects.filter(pk=process.pk).update(is_current=True)
