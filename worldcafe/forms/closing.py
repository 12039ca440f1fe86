"""Why a closed café is opened again."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import SetupForm, saving_helper
from worldcafe.models import Closing


class ReopeningForm(SetupForm[Closing]):
    class Meta:
        model = Closing
        fields = ["reason"]
        labels = {"reason": _("Warum wird es wieder geöffnet?")}
        help_texts = {
            "reason": _("Zum Beispiel: „Die Notizen von Tisch 3 fehlen noch.“")
        }
        error_messages = {"reason": {"required": _("Bitte nennen Sie einen Grund.")}}

    helper = saving_helper("Wieder öffnen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
