"""How many slips are printed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import saving_helper
from staffsurvey.slips import FEWEST, MOST


class SlipsForm(forms.Form):
    """How many slips. The numbers allowed are explained beside the form."""

    use_required_attribute = False
    helper = saving_helper("PDF mit Zetteln erzeugen")

    number = forms.IntegerField(
        label=_("Anzahl der Zettel"),
        min_value=FEWEST,
        max_value=MOST,
        help_text=_(
            "Von {} bis {} auf einmal. Unter zehn könnte man ahnen, wer welchen hat; über "
            "tausend dauert ein Druck zu lange. Mehr drucken Sie in mehreren Durchgängen."
        ).format(FEWEST, f"{MOST:,}".replace(",", ".")),
        error_messages={"required": _("Bitte geben Sie eine Zahl ein.")},
    )
