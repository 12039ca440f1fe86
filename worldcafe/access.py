"""The café of an address behind the login, if it belongs to the process being worked on."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from ilmkreis_integration.access import current_process
from worldcafe.models import Cafe


def cafe_or_404(pk: int) -> Cafe:
    cafes = Cafe.objects.select_related("target_group", "process")
    return get_object_or_404(cafes, pk=pk, process=current_process())
