"""Numbers as the printed report shows them."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format

from ilmkreis_integration.domain.disclosure import HIDDEN

register = template.Library()


@register.filter
def shown(count: int | None) -> str:
    """A count in German, or the sign for what is hidden or empty."""
    return number_format(count, force_grouping=True) if count else HIDDEN


@register.filter
def percent(share: float) -> int:
    return round(100 * min(max(share, 0), 1))
