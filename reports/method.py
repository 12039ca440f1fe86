"""How the questionnaire was carried out, for the method chapter."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ilmkreis_integration.models import Process
from surveys.models import Extension
from surveys.paper import ErrorRate, error_rate

# Rates are told to one digit behind the comma; smaller ones are called smaller.
_LEAST = 0.001


@dataclass(frozen=True)
class Method:
    """`typed_twice` is None where nothing, or too little to tell, was typed twice."""

    extensions: tuple[Extension, ...]
    typed_twice: ErrorRate | None

    @property
    def rate_in_words(self) -> str:
        """How many of the compared fields differ; the number itself stays in-house."""
        share = self.typed_twice.share if self.typed_twice else None
        if not share:
            return _("war keines verschieden")
        if share < _LEAST:
            return _("waren weniger als 0,1 % verschieden")
        percent = number_format(100 * share, decimal_pos=1)
        return _("waren %(percent)s %% verschieden") % {"percent": percent}


def method_of(process: Process) -> Method:
    """Read what is told of the questionnaire; at most three queries."""
    questionnaire = process.questionnaires.first()
    if questionnaire is None:
        return Method((), None)
    rate = error_rate(questionnaire)
    return Method(
        extensions=tuple(questionnaire.extensions.all()),
        typed_twice=rate if rate.forms >= process.smallest_count else None,
    )
