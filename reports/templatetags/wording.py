"""How texts are shown on the pages of the evaluation."""

from django import template

from ilmkreis_integration.models import Contribution, ContributionTranslation
from reports import languages, translations

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    return languages.language_name(code)


@register.filter
def translation(contribution: Contribution) -> ContributionTranslation | None:
    return translations.translation_of(contribution)


@register.filter
def translation_label(contribution: Contribution, is_of_more: object = False) -> str:
    """What stands before its translation; see `reports.translations`."""
    return translations.label_of(contribution, is_of_more=bool(is_of_more))
