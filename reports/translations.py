"""How a translation is named wherever it stands beside its original."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ilmkreis_integration.models import Contribution, ContributionTranslation
from reports.languages import in_dative


def translation_label(
    *, kind: str, language: str, is_checked: bool, is_of_more: bool = False
) -> str:
    """Say what it is and how far to trust it.

    `is_of_more`: the original beside it is only a part of what was translated.
    """
    text = _("%(kind)s aus dem %(language)s")
    if is_of_more:
        text = _("%(kind)s des ganzen Beitrags aus dem %(language)s")
    label = text % {
        "kind": ContributionTranslation.Kind(kind).label,
        "language": in_dative(language),
    }
    return label if is_checked else _("%s, ungeprüft") % label


def translation_of(contribution: Contribution) -> ContributionTranslation | None:
    return getattr(contribution, "translation", None)


def label_of(contribution: Contribution, *, is_of_more: bool = False) -> str:
    """The label of its translation; "" where there is none."""
    translation = translation_of(contribution)
    if translation is None:
        return ""
    return translation_label(
        kind=translation.kind,
        language=contribution.language,
        is_checked=translation.is_checked,
        is_of_more=is_of_more,
    )
