"""How texts and counts are shown on the pages of the evaluation."""

from django import template

from reports import languages
from reports.synthesis import HIDDEN

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    return languages.language_name(code)


@register.filter
def shown(count: int | None) -> str:
    """A guarded count, or the sign for what is hidden or empty."""
    return HIDDEN if count is None else str(count)
