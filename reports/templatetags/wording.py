"""How texts are shown on the pages of the evaluation."""

from django import template

from reports import languages

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    return languages.language_name(code)
